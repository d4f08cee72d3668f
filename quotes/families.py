"""Give a source its family name, where no lexicon tells it from a noun, a verb or a word behind a clitic.

Takes a noun phrase that ends with one name, gives the phrase with the word behind it, or as it was.

The law of the language: between a given name and a comma, an office or the complement stands the family's name; no verb
and no object can stand there behind a verb of saying.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from quotes.kinds import Phrase
from quotes.particles import PARTICLES
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.words import bare, is_common_noun, is_title, is_verb, word_classes

_GIVEN: Final = 2  # tokens of a given name: عبد العزيز


def with_family(tokens: Tokens, phrase: Phrase, limit: int) -> Phrase:
    """Return `phrase` with the word behind it where that can only be the family's name."""
    name = phrase.name
    if name is None or name[1] != phrase.last or name[1] - name[0] > _length(tokens, name[0]):
        return phrase
    last = _unit_end(tokens, phrase.last, limit)
    if not _can_be_family(tokens, phrase.last, last) or not _ends_name(tokens, last, limit):
        return phrase
    return replace(phrase, last=last, name=(name[0], last))


def _length(tokens: Tokens, first: int) -> int:
    """A given name is one word, or two behind عبد, أبو."""
    return _GIVEN if tokens.form[first] in PARTICLES["name"] else 1


def _unit_end(tokens: Tokens, i: int, limit: int) -> int:
    """Return the end of the word at `i`, with what was cut off it: كرشيد, فيرديناند."""
    last = i + 1
    while last < limit and tokens.start[last] == tokens.end[last - 1] and is_word(tokens.form[last]):
        last += 1
    return last


def _can_be_family(tokens: Tokens, i: int, last: int) -> bool:
    form, w = tokens.form[i], word_classes()
    if last - i == 2:
        rest = tokens.form[i + 1]
        known = rest in w.given or is_common_noun(rest) or is_verb(rest) or rest in w.breaks or rest in w.relatives
        return form == "ك" or (form in CONJUNCTIONS and not known)
    if last - i > 2 or not is_word(form) or len(form) < 3 or "ً" in tokens.raw(i, last):
        return False
    function = form in w.prepositions or form in w.breaks or form in w.relatives or form in w.complementizers
    if function or form in w.events or form in w.times or bare(form) in w.times:
        return False
    return not is_title(form) and form not in PARTICLES["demonstrative"] and bare(form) not in w.organisations


def _ends_name(tokens: Tokens, i: int, limit: int) -> bool:
    return i >= limit or tokens.form[i] in "،,:" or is_title(tokens.form[i])
