"""Follow a statement from article to article: its first wording, its variants, who said each, what changed on the way.

Takes the edges of `quotes.match`, gives claims: a genealogy each, in which every variant but the root has one parent.
"""
