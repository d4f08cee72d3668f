"""Tell whether a prepositional phrase belongs to a source or opens an adjunct.

Takes the state of a reading and the position of a word, gives the position to go on from.

The law of the language: a title takes the preposition of its office (السفير في تونس "the ambassador in Tunis"), a
participle the one that it governs (صادر عن "issued by"); what tells the time or the occasion of the saying belongs to
the verb.
"""

from __future__ import annotations

from typing import Final

from quotes.naming import name_ahead, names_follow
from quotes.particles import PARTICLES
from quotes.readings import Reading
from quotes.segment import is_word
from quotes.words import (
    ALI,
    ON_BEHALF,
    bare,
    governed_prepositions,
    has_article,
    is_adjective,
    is_title,
    is_verbal,
    names_ali,
    names_imam,
)

_ABOUT: Final = "عن"  # "about"
_LI: Final = "لي"  # "to me", and Li


def is_preposition(r: Reading, i: int) -> bool:
    """على "on" and علي "Ali" fold alike; the dots tell them apart, or a name beside it."""
    form = r.tokens.form[i]
    if form == _LI and i == r.first and names_follow(r, i):
        return False
    if names_imam(r.tokens, i):
        return False
    if form != ALI:
        return form in r.words.prepositions
    return not names_ali(r.tokens, i)


def on_behalf(r: Reading, i: int) -> bool:
    """باسم is a man's name, but "in the name of" after a spokesman's title."""
    form = r.tokens.form
    if form[i] != ON_BEHALF or i == r.first:
        return False
    if is_title(form[i - 1]):
        return True
    if i == r.first + 1:
        return False
    body = i + 1 < r.limit and bare(form[i + 1]) in r.words.organisations
    return body or form[i - 1] in {"الرسمي", "رسمي", "الاعلامي", "اعلامي"}


def _object(r: Reading, i: int) -> str:
    """Return the bare word that the preposition at `i` governs, "" where there is none; of a name in marks its first.

    A name in marks is sure to belong only where the person's name still follows it: لـ«الراصد» سامي الراعي.
    """
    mark = r.pairs.get(i + 1)
    if mark is not None and mark.last < r.limit and r.exact and (_ends_in(r, i) or name_ahead(r, i + 1)):
        return bare(r.tokens.form[i + 2])
    return bare(r.tokens.form[i + 1]) if i + 1 < r.limit and is_word(r.tokens.form[i + 1]) else ""


def _ends_in(r: Reading, i: int) -> bool:
    """أعضاء في «الشورى»: a name in marks behind في ends the source."""
    return r.tokens.form[i] == "في" and r.pairs[i + 1].last + 1 == r.limit


def with_preposition(r: Reading, i: int) -> int:
    """Decide whether a prepositional phrase belongs to the title or the source, or opens an adjunct."""
    if i == r.first:
        return i
    form, governed = r.tokens.form[i], _object(r, i)
    if governed in PARTICLES["demonstrative"] and form != ON_BEHALF:
        return i  # في هذا الشأن "in this matter"
    if not governed or governed in r.words.events or governed in r.words.times or governed[0].isdigit():
        return i
    if form == "في" and governed in r.words.documents and not _keeps_preposition(r, i):
        return i  # قال العلماء في دراسة "the scientists said in a study"
    if not _takes(r, i, form, governed):
        return i
    r.in_name, r.construct, r.closed = False, True, False
    r.complete = r.complete and form != "في"  # مصدر أمني في شرطة الميناء: the place goes on
    return i + 1


def governs(r: Reading, i: int) -> bool:
    """Tell a calling that stands in construct: مسؤول ملف التجارة ("in charge of trade"), and not مسؤول أمني."""
    following = r.tokens.form[i + 1] if i + 1 < r.limit else ""
    return following in r.words.nouns and not is_adjective(following) and following not in r.words.prepositions


def another_office(r: Reading, i: int) -> bool:
    """Tell a second office of the one named behind it: مدير النادي، والمدرب السابق سامي ("and former coach")."""
    form = r.tokens.form
    i += form[i] == "و" and i + 1 < r.limit
    return is_title(form[i]) and has_article(form[i]) and name_ahead(r, i + 1)


def name_behind_comma(r: Reading, i: int) -> bool:
    """Tell a second title from which a comma parts the name: المدير العام، المتحدث باسم الأمانة، محمد بن سالم."""
    comma = next((k for k in range(i, r.limit) if not is_word(r.tokens.form[k])), r.limit)
    if comma + 1 >= r.limit or r.tokens.form[comma] not in "،,":
        return False
    inside, following = r.tokens.form[i:comma], r.tokens.form[comma + 1]
    apart = r.words.relatives | r.words.complementizers
    return following in r.words.given and not any(form in apart or is_verbal(form) for form in inside)


def _takes(r: Reading, i: int, form: str, governed: str) -> bool:
    w = r.words
    if r.name is not None and not r.apposition:
        return False
    if _keeps_preposition(r, i):
        return True
    if form in {"ل", "الي"} and (governed in w.media or governed in PARTICLES["audience"]):
        return False
    if form == "علي" and governed in w.media:
        return False
    if form in PARTICLES["adjunct"]:
        return False
    if r.apposition:
        return True
    head = r.tokens.form[r.first]
    if r.exact and name_ahead(r, i + 2) and (form in {"ل", "ب", "في", "من"}):
        return True
    if form in {"ب", "مع"} and has_article(head) and is_title(r.tokens.form[i + 1]):
        return False
    if head in w.quantifiers:
        return form == "من"
    if is_title(head):
        if form == _ABOUT and form not in governed_prepositions(head) and not name_ahead(r, i + 2):
            return False  # تحدث المبعوث عن: the verb's, where no noun before governs it
        if form not in {"في", "علي"} or not has_article(head) or r.construct:
            return True
        return r.exact and (governed not in w.places or name_ahead(r, i + 2))
    if bare(head) in w.anonymous and has_article(head):
        return False
    if bare(head) in w.anonymous or bare(head) in w.documents:
        return form in {"في", "من", "عن", ON_BEHALF, "ب", "ل"} or (form == "علي" and governed in PARTICLES["knowing"])
    if bare(head) in w.organisations:
        if has_article(head) and i == r.first + 1 and not r.exact:
            return False  # منحت الهيئة لحماية الشاطئ: only a body told further has a purpose in its name
        if form == "ل":
            return True
        if form in {"في", "ب"} and (governed in w.places or governed in w.organisations):
            return True
    return form == "في" and not r.closed and not has_article(head)  # أبرز تكتل في الحراك: what is not definite yet


def _keeps_preposition(r: Reading, i: int) -> bool:
    """A participle keeps its preposition: صادر عن المصلحة; the definite may stand alone: المشاركون | في العاصمة."""
    form, before = r.tokens.form[i], r.tokens.form[i - 1]
    if before in PARTICLES["intensifier"]:
        before = r.tokens.form[i - 2]
    if form not in governed_prepositions(before):
        return False
    return r.exact or not has_article(before) or form not in {"في", "ب"}
