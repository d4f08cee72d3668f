"""Tell whether the last words before a complement belong to the source, though no lexicon knows them.

Takes the state of a reading and the position of a word, gives a yes or no.

The law of the language: between a verb of saying and its complement stand the source and adjuncts, nothing else. Where
no adjunct is left, all words are the source's: the rest of a name, or the adjectives of an indefinite noun.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from quotes.naming import adjunct_at
from quotes.particles import PARTICLES
from quotes.readings import Reading, joins, title_headed
from quotes.segment import is_word
from quotes.words import bare, has_article, is_name_word, is_title, is_verbal, word_classes

_LONGEST_REST: Final = 4  # tokens


def _rest(r: Reading, i: int) -> tuple[str, ...]:
    """Return the words from token `i` up to a comma, a time, the saying's occasion (في بيان) or the complement."""
    last = i
    while last < r.limit and not adjunct_at(r, last):
        last += 1
    return r.tokens.form[i:last]


def name_fills(r: Reading, i: int) -> bool:
    """Take a name made of common nouns (مثال الألوسي) where it fills the rest up to the complement, after a title."""
    if not r.exact or r.name is not None or not title_headed(r):
        return False
    rest = _rest(r, i)
    return (
        1 <= len(rest) <= 4
        and all(is_word(f) and f not in _never_fills() and f not in r.words.events and not joins(f) for f in rest)
        and not (len(rest) > 2 and any(is_title(f) or f in r.words.organisations for f in rest[:-1]))
        and (_ends_name(r, rest[-1]) if len(rest) > 1 else not rest[0].endswith("ا"))
    )


def _ends_name(r: Reading, form: str) -> bool:
    return has_article(form) or form in r.words.given or is_name_word(form)


def rest_end(r: Reading, i: int) -> int:
    """Return where the words that are left for the source end: before the time of the saying, else the complement."""
    if not r.exact:
        return i
    end = i
    while end < r.limit and r.tokens.form[end] not in r.words.times:
        end += 1
    return end if end > i and _takes_rest(r, i, end) else i


def _takes_rest(r: Reading, i: int, end: int) -> bool:
    """Take all words up to `end` where no adjunct stands among them: they are the source's, known or not.

    A name goes on through any word (كارين يونغ); behind an indefinite noun stand its adjectives (مسؤول حكومي كبير).
    """
    rest = r.tokens.form[i:end]
    if len(rest) > _LONGEST_REST or not all(_nominal_word(r, k) for k in range(i, end)):
        return False
    if r.complete and r.name is None:
        return not any(has_article(form) for form in rest)
    if not r.closed or has_article(rest[0]) or _an_object(r, rest):
        return r.apposition and r.closed and not _an_object(r, rest)
    if not _names_somebody(r, i, end):
        return False
    if not r.apposition and (r.name is None or rest[0] not in r.words.nouns):
        r.name = (r.name[0] if r.name and r.name[1] == i else i, end)
    return True


def _nominal_word(r: Reading, i: int) -> bool:
    form, w = r.tokens.form[i], r.words
    return (
        is_word(form)
        and form.isalpha()
        and len(form) > 1
        and not r.tokens.has_tanwin(i)
        and form not in _never_in_names()
        and bare(form) not in _never_in_names()
        and not joins(form)
        and not is_title(form)
        and (form in w.given or r.tokens.text[r.tokens.end[i] - 1] == "ة" or not is_verbal(form))
    )


@cache
def _never_in_names() -> frozenset[str]:
    w = word_classes()
    return (
        w.prepositions
        | w.breaks
        | w.relatives
        | w.complementizers
        | w.anonymous
        | w.organisations
        | w.times
        | PARTICLES["prayer+binder+opener"]
        | PARTICLES["demonstrative"]
    )


@cache
def _never_fills() -> frozenset[str]:
    w = word_classes()
    return w.prepositions | w.breaks | w.times | w.titles | PARTICLES["binder+opener"]


def _an_object(r: Reading, rest: tuple[str, ...]) -> bool:
    """أعضاء المجلس "the members of the council" behind the subject is whom the verb is directed to."""
    if rest[0] not in r.words.nouns:
        return has_article(rest[0]) and bare(rest[0]) in r.words.nouns
    return len(rest) > 1 and bare(rest[-1]) in r.words.nouns


def _names_somebody(r: Reading, i: int, end: int) -> bool:
    """A title, or a noun with the article before what can only be a name, says that the rest is a person's name."""
    before = r.tokens.form[r.first : i]
    if r.name is not None or any(is_title(form) for form in before):
        return True
    return has_article(before[0]) and all(is_name_word(form) or has_article(form) for form in r.tokens.form[i:end])
