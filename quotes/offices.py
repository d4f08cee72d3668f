"""Compare offices by their words: which of them one person may hold.

Takes the content words of an office and of how a person is described, gives a yes or no.
"""

from __future__ import annotations

from quotes.particles import PARTICLES
from quotes.words import word_classes


def alike(office: frozenset[str], described: frozenset[str]) -> bool:
    """Two spokesmen of two bodies are two: an office told by its body's name is held by whom the body is told of."""
    w = word_classes()
    bodies = {word for word in office if word in w.organisations and word not in w.titles}
    theirs = {word for word in described if word in w.organisations and word not in w.titles}
    return not bodies or not theirs or bodies <= theirs or theirs <= bodies


def deputies(described: frozenset[str]) -> frozenset[str]:
    """A deputy bears his own office, not that of whom he stands in for: نائب رئيس الاتحاد is not رئيس الاتحاد."""
    return described & PARTICLES["deputy"]


def shares(office: frozenset[str], head: str, described: frozenset[str]) -> bool:
    """An office told by two words beside its head and its country shares one with who holds it."""
    told = office - {head} - word_classes().nisbas
    return len(told) < 2 or bool(told & described)
