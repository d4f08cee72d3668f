"""The state of a phrase that is being read, word by word, and what its words so far say of the next.

Takes a reading and a place in it, gives a yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.marks import Mark
from quotes.memory import remembered
from quotes.segment import Tokens, is_word
from quotes.words import (
    Words,
    bare,
    has_article,
    is_common_noun,
    is_title,
)

_JOINED = 6  # letters of an unknown word that can hold "and"


@dataclass(slots=True)
class Reading:
    """The state of one reading of a noun phrase: where it stands between its head and its end."""

    tokens: Tokens
    first: int
    limit: int
    pairs: dict[int, Mark]
    exact: bool  # a complement begins at `limit`: what stands before it is the phrase
    words: Words
    construct: bool = False  # the last word is a noun that waits for its second part
    closed: bool = False  # a definite word, a place or a name has closed the chain
    name: tuple[int, int] | None = None
    in_name: bool = False
    apposition: bool = False  # a title after the name
    complete: bool = False  # an indefinite noun has its adjective: مصدر أمني, and takes no further noun
    body: bool = False  # the last head was an organisation's: foreign words after it are its name


def title_headed(r: Reading) -> bool:
    return is_title(r.tokens.form[r.first])


def is_team(r: Reading, i: int) -> bool:
    """الفريق is a rank, "lieutenant general", and behind a noun without the article the team: رئيس الفريق."""
    form = r.tokens.form
    return bare(form[i]) in r.words.organisations and i > r.first and not has_article(form[i - 1])


def closed_by_article(r: Reading, i: int) -> bool:
    before = r.tokens.form[i - 1]
    return r.closed and (has_article(before) or before in r.words.places or not is_word(before))


def after_person_title(r: Reading, i: int) -> bool:
    before = r.tokens.form[i - 1]
    if before == "." and i - 2 >= r.first:
        before = r.tokens.form[i - 2]
    return before in r.words.honorifics or bare(before) in r.words.honorifics


def sign_follows(r: Reading, i: int) -> bool:
    return i + 1 < len(r.tokens) and not is_word(r.tokens.form[i + 1])


@remembered
def joins(form: str) -> bool:
    """A long unknown word in و is "and" with a name behind it: وكلاديو ("and Claudio")."""
    return form[0] == "و" and len(form) >= _JOINED and form[1] not in "اوي" and not is_common_noun(form)
