"""The particles by what they do in a sentence: negations, prepositions, words of time and of joining.

Takes the name of a class of the table `particles`, gives the folded particles of it; of two classes joined by "+" both.
"""

from __future__ import annotations

from typing import Final

from quotes.lexicon import grouped
from quotes.memory import Memory


def _of(classes: str) -> frozenset[str]:
    return frozenset().union(*(grouped("particles", "class")[name] for name in classes.split("+")))


PARTICLES: Final[dict[str, frozenset[str]]] = Memory(_of)  # each class is read when it is first asked for
