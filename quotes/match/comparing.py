"""Compare two statements: level, score, differences, and the words that tell why.

Takes two contents, gives a `Comparison`: a function of the two texts, and of the days between where both are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.match.alignment import Alignment, align
from quotes.match.differences import FACTS, Difference, differences
from quotes.match.reading import read_wording
from quotes.match.scoring import REPEAT, Evidence, evidence, level, weights, with_facts
from quotes.models import Level

FOUND_OF_IDENTICAL = Evidence(1, 1, 1, 1, 1, 1, 1, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two statements have in common and what not; `level` is "none" where they are no repeat of one another."""

    alignment: Alignment
    differences: tuple[Difference, ...]
    evidence: Evidence
    score: float  # the probability that the two are one statement, whole or in part
    level: Level

    @property
    def altered(self) -> bool:
        """Tell whether a fact or the polarity differs: a number, name, place, date, negation, opposite."""
        return self.level != "none" and is_altered(self.differences)


def is_altered(found: Sequence[Difference]) -> bool:
    """Tell whether one of the differences is one of fact."""
    return any(difference.kind in FACTS for difference in found)


def compare(a: str, b: str, *, days: int | None = None) -> Comparison:
    """Compare two statements that lie `days` apart.

    >>> one = "لن نسمح بارتفاع أسعار الخبز في العاصمة"  # we will not let the price of bread rise in the capital
    >>> other = "لن نسمح بارتفاع أسعار الوقود في العاصمة"  # … the price of fuel …
    >>> [(found.kind, found.a, found.b) for found in compare(one, other).differences]
    [('wording', 'الخبز', 'الوقود')]
    """
    alignment = align(read_wording(a), read_wording(b))
    return compared(alignment, said=evidence(alignment), days=days)


def compared(alignment: Alignment, *, said: Evidence, days: int | None = None) -> Comparison:
    """Compare two statements that are aligned; `said` is their evidence without the facts that differ."""
    found = differences(alignment)
    if alignment.a.bare == alignment.b.bare:
        return Comparison(alignment, found, FOUND_OF_IDENTICAL, score=1.0, level="identical")
    said = with_facts(said, found)
    score = weights("repeat").probability(said, days=days)
    return Comparison(alignment, found, said, score, level(said) if score >= REPEAT else "none")
