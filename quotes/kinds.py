"""Tell what a noun phrase names: a person, an office, an organisation, a document, an unnamed source.

Takes the finished reading of a phrase, gives the `Phrase` with its head, kind, gender and number.

The law of the language: the head noun tells the kind, save where a person's name stands in apposition to it (وزير النقل
عادل الجبير); a body in construct with somebody's title is his and no person (مكتب الوزير "the minister's office").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from quotes.lexicon import Gender, Number
from quotes.particles import PARTICLES
from quotes.readings import Reading
from quotes.segment import is_word
from quotes.words import agreement, bare, has_article, is_title

PhraseKind = Literal["person", "role", "organisation", "document", "anonymous", "unknown"]


@dataclass(init=False, slots=True, unsafe_hash=True)
class Phrase:
    """A noun phrase, tokens `first` to just before `last`.

    Its fields are final to the type checker, not frozen: compiled, a frozen record takes ten times as long to make.
    """

    first: Final[int]
    last: Final[int]
    name: Final[tuple[int, int] | None]  # the tokens of a person's name in it
    head: Final[str]  # folded, without the article
    kind: Final[PhraseKind]
    gender: Final[Gender]
    number: Final[Number]
    definite: Final[bool]

    def __init__(
        self,
        first: int,
        last: int,
        name: tuple[int, int] | None,
        head: str,
        kind: PhraseKind,
        gender: Gender,
        number: Number,
        definite: bool,
    ) -> None:
        self.first, self.last, self.name = first, last, name
        self.head, self.kind, self.definite = head, kind, definite
        self.gender, self.number = gender, number


def settle(r: Reading, last: int) -> Phrase:
    """Return the phrase of a reading that ends before token `last`."""
    forms = r.tokens.form
    if r.name is not None and r.name[1] > last:
        r.name = (r.name[0], last) if r.name[0] < last else None
    at = _head(r, last)
    if _possessed(r, at) or _of_another(r, at):
        r.name = None
    head = bare(forms[at]) if is_word(forms[at]) else ""
    definite = r.closed or has_article(forms[at])
    kind = _kind(r, at, head, last, definite)
    if kind == "organisation":
        r.name = None
    gender, number = agreement(_without_his(r, at), _name_form(r))
    return Phrase(r.first, last, r.name, head, kind, gender, number, definite)


def _head(r: Reading, last: int) -> int:
    """Return the place of the head noun: behind the demonstrative in هذا المسؤول ("this official")."""
    pointed = r.tokens.form[r.first] in PARTICLES["demonstrative"] and r.first + 1 < last
    return r.first + 1 if pointed else r.first


def _without_his(r: Reading, at: int) -> str:
    """Return the head without "his": نظيره "his counterpart" is a man, and is written like نظيرة but for the points."""
    form = r.tokens.form[at]
    his = form.endswith("ه") and not has_article(form) and r.tokens.text[r.tokens.end[at] - 1] == "ه"
    return form[:-1] if his and form[:-1] in r.words.titles else form


def _possessed(r: Reading, at: int) -> bool:
    """A noun without the article right before a name is his and not he: رحيل يوسف ("the departure of Yusuf")."""
    form = r.tokens.form[at]
    return r.name is not None and r.name[0] == at + 1 and form in r.words.nouns and not _can_be_a_person(r, form)


def _of_another(r: Reading, at: int) -> bool:
    """A name behind a preposition is neither that of many nor of a document: المحققون في, بيان صادر عن مكتب الوزير."""
    head, w = r.tokens.form[at], r.words
    document = head in w.documents and head not in w.titles
    if r.name is None or not (document or agreement(head, "")[1] == "p"):
        return False
    return any(form in w.prepositions for form in r.tokens.form[at : r.name[0]])


def _can_be_a_person(r: Reading, form: str) -> bool:
    w = r.words
    return has_article(form) or is_title(form) or form in w.given or form in w.anonymous or form in w.quantifiers


def _owned(r: Reading, at: int) -> bool:
    """A body may be named by whose it is: إدارة الرئيس سامي الراعي ("the administration of president …")."""
    w, head, owner = r.words, r.tokens.form[at], r.tokens.form[at + 1 : at + 2]
    body = head in w.organisations and head not in w.titles and head not in w.anonymous
    return body and bool(owner) and has_article(owner[0]) and is_title(owner[0])


def _name_form(r: Reading) -> str:
    return r.tokens.form[r.name[0]] if r.name else ""


def _kind(r: Reading, at: int, head: str, last: int, definite: bool) -> PhraseKind:
    w, raw_head = r.words, r.tokens.form[at]
    if r.name is not None and not _owned(r, at):
        return "person"
    if head in w.documents and head not in w.titles:
        return "document"
    if head in w.anonymous and (not has_article(raw_head) or head not in w.titles):
        return "anonymous"
    if raw_head in w.quantifiers:
        return "unknown" if last - r.first == 1 or r.tokens.form[r.first + 1] == "ما" else "anonymous"
    if head in w.organisations or raw_head in w.organisations or raw_head in w.places:
        return "organisation"
    if is_title(raw_head):
        return "role" if definite else "anonymous"
    return "unknown"
