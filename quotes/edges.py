"""Trim the edges of reported words.

Takes the first and last token of a statement, gives them without the signs and linkers that belong to the reporter.

The law of the language: no marks and no punctuation stand at the edges of a statement, save a bracket or a mark whose
partner is inside; a linker (فيما "while") at its end opens what comes next.
"""

from __future__ import annotations

from typing import Final

from quotes.marks import SIGNS
from quotes.particles import PARTICLES
from quotes.segment import Tokens

_EDGE: Final = frozenset("،,؛.:-–/…؟!") | SIGNS


def trim(tokens: Tokens, first: int, last: int, *, whole: bool) -> tuple[int, int]:
    """No marks and no punctuation at the edges, save a bracket or a mark whose partner is inside.

    No linker (فيما "while") at the end, unless marks hold the words `whole`.
    """
    while first < last and tokens.form[first] in _EDGE:
        if tokens.form[first] in SIGNS and _partner_inside(tokens, first + 1, last - 1):
            break
        first += 1
    while last > first and (loose := _loose(tokens, first, last, whole)):
        last -= loose
    return first, last


def _partner_inside(tokens: Tokens, first: int, last: int) -> bool:
    inside = [f for f in tokens.form[first:last] if f in SIGNS]
    return len(inside) % 2 == 1


def _loose(tokens: Tokens, first: int, last: int, whole: bool) -> int:
    """Return how many tokens to take off before `last`."""
    form = tokens.form[last - 1]
    if not whole:
        if form in PARTICLES["loose end"]:
            return 1
        if " ".join(tokens.form[last - 2 : last]) in PARTICLES["loose end"]:
            return 2
    if form in SIGNS:
        return 0 if _partner_inside(tokens, first, last - 1) else 1
    return 1 if form in _EDGE else 0
