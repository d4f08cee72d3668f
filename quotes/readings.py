"""The state of a phrase that is being read, word by word, and what its words so far say of the next.

Takes a reading and a place in it, gives a yes or no.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from quotes.conjugate import cue_forms
from quotes.lexicon import word_list
from quotes.marks import Mark
from quotes.memory import remembered
from quotes.particles import PARTICLES
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.words import ALI, ON_BEHALF, bare, has_article, is_common_noun, is_title, word_classes

NOT: Final = "غير"  # "other than", and "non-" before an adjective
_JOINED: Final = 6  # letters of an unknown word that can hold "and"


class Reading:
    """The state of one reading of a noun phrase: where it stands between its head and its end."""

    def __init__(self, tokens: Tokens, first: int, limit: int, pairs: dict[int, Mark], exact: bool) -> None:
        self.tokens = tokens
        self.first = first
        self.limit = limit
        self.pairs = pairs
        self.exact = exact  # a complement begins at `limit`: what stands before it is the phrase
        self.words = word_classes()
        self.construct = False  # the last word is a noun that waits for its second part
        self.closed = False  # a definite word, a place or a name has closed the chain
        self.name: tuple[int, int] | None = None
        self.in_name = False
        self.apposition = False  # a title after the name
        self.complete = False  # an indefinite noun has its adjective: مصدر أمني, and takes no further noun
        self.body = False  # the last head was an organisation's: foreign words after it are its name


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


@remembered
def ordinary(form: str) -> bool:
    """Tell a word that can only be a noun, an adjective or a name in a phrase, as most are."""
    return not (
        form in _grammatical() or form in word_classes().times or bare(form) in word_classes().times or only_verb(form)
    )


@cache
def _grammatical() -> frozenset[str]:
    """Return the words that do in a phrase what no noun does."""
    w, own = word_classes(), frozenset({NOT, ALI, ON_BEHALF, *CONJUNCTIONS})
    particles = PARTICLES["rank step+intensifier+letter+without+matter+prayer+demonstrative"]
    return own | w.relatives | w.complementizers | w.breaks | w.prepositions | particles


@remembered
def only_verb(form: str) -> bool:
    """Tell a verb that is written like no noun and no name."""
    w = word_classes()
    if (
        form in w.nouns
        or is_title(form)
        or form in w.given
        or form in w.organisations
        or form in w.documents
        or form in w.anonymous
        or form in w.places
    ):
        return False
    if form in word_list("verbs"):
        return True
    readings = cue_forms().get(form, ())
    return bool(readings) and readings[0].shape in {"perfect", "imperfect"}
