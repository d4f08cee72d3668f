"""Tell which words a noun phrase takes by agreement and by "and".

Takes the state of a reading and the position of a word, gives a yes or no.

The law of the language: an adjective agrees with its noun in gender and definiteness, an apposition in number; "and"
joins what is alike: two nouns with the article, two titles, two adjectives.
"""

from __future__ import annotations

from quotes.particles import PARTICLES
from quotes.readings import Reading, title_headed
from quotes.words import (
    agreement,
    bare,
    governed_prepositions,
    has_article,
    is_adjective,
    is_title,
    title_of,
)


def coordinated(r: Reading, i: int) -> bool:
    """Tell a second source or a second part of a title: سكان وشهود, العلاقات العامة والإعلام."""
    if r.tokens.form[i] != "و" or i == r.first or i + 1 >= r.limit:
        return False
    rest, w = r.tokens.form[i + 1], r.words
    if r.name is not None and not r.apposition:
        return False
    if has_article(rest):
        return True
    if r.apposition and title_of(rest):
        return True
    if title_headed(r) and (
        title_of(rest) or (rest in w.titles and (r.construct or (r.exact and rest not in w.organisations)))
    ):
        return True
    if r.complete and (is_adjective(rest) or (rest in w.nouns and rest.endswith(("ين", "ون")))):
        return True
    return rest in w.anonymous or (rest in w.organisations and not title_headed(r))


def second_part(r: Reading, i: int) -> bool:
    """A title may govern two constructs: وزيرة الطاقة وتغير المناخ ("the minister of energy and climate change")."""
    if r.tokens.form[i] != "و" or i + 2 >= r.limit or not (r.closed or r.construct):
        return False
    if not (title_headed(r) or r.apposition):
        return False
    noun, w = r.tokens.form[i + 1], r.words
    if noun not in w.nouns or noun in w.anonymous or noun in w.prepositions or is_adjective(noun) or is_title(noun):
        return False
    return (r.name is None or r.apposition) and has_article(r.tokens.form[i + 2])


def more_of_adjective(r: Reading, i: int) -> bool:
    """Behind its adjective an indefinite noun takes others: مسؤولين حاليين وسابقين بارزين, بيان رسمي صادر عن."""
    form = r.tokens.form[i]
    if is_adjective(form) or form in PARTICLES["quality"] or r.tokens.form[i - 1] == "و":
        return True
    return i + 1 < r.limit and r.tokens.form[i + 1] in governed_prepositions(form)


def many_behind_one(r: Reading, i: int) -> bool:
    """An apposition agrees in number: الأمين أعضاء المجلس is two phrases, "the secretary" and whom he speaks to."""
    head, before, form = r.tokens.form[r.first], r.tokens.form[i - 1], r.tokens.form[i]
    if not is_title(head) or not (has_article(before) or r.name is not None):
        return False
    return agreement(head, "")[1] == "s" and agreement(form, "")[1] == "p"


def agrees(r: Reading, i: int) -> bool:
    """An adjective takes ة behind a noun of ة; what no lexicon knows and takes none is a place: بلدية شيلوبي."""
    form, before, w = r.tokens.form[i], r.tokens.form[i - 1], r.words
    if before in w.prepositions or form in w.organisations or _ministry(r, i):
        return False
    return not before.endswith("ه") or form.endswith("ه") or form in w.nisbas or form in w.nouns


def another_gender(r: Reading, i: int) -> bool:
    """A masculine behind a feminine body tells of somebody before: in وزير الخارجية الكندي it is the minister."""
    head, form = r.tokens.form[r.first], r.tokens.form[i]
    masculine = has_article(head) and has_article(form) and form.endswith("ي") and is_adjective(form)
    return masculine and bare(head) in r.words.organisations and agreement(head, "")[0] == "f"


def another_thing(r: Reading, i: int) -> bool:
    """A feminine with the article that nothing before it agrees with is the object: التقرير الصعوبات, المجلس القضية."""
    form, before, w = r.tokens.form[i], r.tokens.form[r.first : i], r.words
    if (
        not has_article(form)
        or not has_article(before[-1])
        or is_title(form)
        or form in w.places
        or bare(form) in w.given
    ):
        return False
    if form.endswith("ات"):
        return not any(word.endswith(("ات", "و")) for word in before) and bare(form) not in w.nisbas
    thing = bare(before[0]) in w.documents or bare(before[0]) in w.organisations
    masculine = agreement(before[0], "") == ("m", "s")
    return form.endswith("ه") and len(before) == 1 and thing and masculine and has_article(before[0])


def _ministry(r: Reading, i: int) -> bool:
    """A feminine behind a man's title is no adjective of his: وزير خارجية كندا ("the minister of foreign affairs")."""
    before = r.tokens.form[i - 1]
    return r.tokens.form[i].endswith("يه") and before in r.words.titles and agreement(before, "") == ("m", "s")
