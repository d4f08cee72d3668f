"""Write quotations in the forms that other programs and other people read, article by article.

Takes articles with their quotations, gives text in pieces. Offsets are code points of a field, as everywhere; text is
what the article has, escaped as each form asks for.

    linked       JSON-LD in the words of schema.org: Quotation, and Claim with a ClaimReview to fill in
    annotation   W3C Web Annotation
    labelstudio  tasks for Label Studio, and the configuration that shows them
    conll        a token a line
    markdown     to be read
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from quotes.formats import annotation, conll, labelstudio, linked, markdown
from quotes.models import Article
from quotes.store import Filter, Row, Store

Told: TypeAlias = "tuple[Article, list[Row]]"  # an article and those of its quotations that were asked for

WRITERS: dict[str, Callable[[Iterable[Told]], Iterator[str]]] = {
    "jsonld": linked.quotations,
    "webannotation": annotation.page,
    "labelstudio": labelstudio.tasks,
    "labelstudio-config": labelstudio.config,
    "conll": conll.lines,
    "markdown": markdown.articles,
}


def told(store: Store, filter: Filter) -> Iterator[Told]:
    """Yield the articles that have quotations that pass `filter`, each with these, in order of `doc`."""
    for doc, rows in groupby(store.stream(filter), key=lambda row: row.doc):
        yield store.document(doc), list(rows)
