"""Score two statements: the probability that they are one, and whether one holds the other only in part.

Takes an alignment, gives its evidence and, through the weights of `quotes/match/data/weights.tsv`, a score and a level.
The weights are fitted with `scripts/fit_match.py` on pairs that people have labelled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from math import exp, log, log1p

from quotes.match.alignment import Alignment
from quotes.match.differences import FACTS, Difference
from quotes.match.rarity import table
from quotes.match.reading import Word, Wording
from quotes.models import Level

REPEAT = 0.5  # the score from which two statements are one
NEAR = 0.7  # the share of the words of both that an edited wording keeps
_MOST_DAYS = 10
_SPELLED = 0.8  # what a word in another inflection counts
_TELLING = 4.5  # nats: rare words, whose loss says more than that of others
_ENOUGH = 40.0  # nats: two short clauses


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the alignment of two statements says, each 0 to 1; "shorter" is the statement that tells less."""

    shorter: float  # the share of what the shorter tells that the longer has too
    longer: float  # the share of what the longer tells that the shorter has too
    balance: float  # what the shorter tells, as a share of what the longer tells
    run: float  # the longest unbroken stretch of kept words, as a share of the shorter
    shared: float  # how much the shared words tell, grown by its logarithm
    order: float  # of the shared words, the share that stands in the same order
    rare: float  # of the rare words of the shorter, the share that the longer has
    numbers: float  # of the numbers of the shorter, the share that the longer has; a half where it has none
    facts: float  # how many facts differ: 0 none, 1 three or more
    gaps: float  # how broken the shared words are: gaps a shared word


NAMES = tuple(field.name for field in fields(Evidence))


def evidence(alignment: Alignment, found: Sequence[Difference] = ()) -> Evidence:
    """Return the evidence of an alignment with its differences."""
    short, long = sorted((alignment.a, alignment.b), key=lambda wording: wording.weight)
    shared = _shared(alignment)
    return Evidence(
        shorter=_share(shared, short.weight),
        longer=_share(shared, long.weight),
        balance=_share(short.weight, long.weight),
        run=_share(_longest_run(alignment), short.weight),
        shared=min(1.0, log1p(shared) / log1p(4 * _ENOUGH)),
        order=_in_order(alignment, shared),
        rare=_rare(alignment, short),
        numbers=_numbers(alignment, short),
        facts=_facts(found),
        gaps=_gaps(alignment),
    )


def with_facts(said: Evidence, found: Sequence[Difference]) -> Evidence:
    """Return evidence that was taken before the differences were known, with these."""
    return replace(said, facts=_facts(found))


def _facts(found: Sequence[Difference]) -> float:
    return min(1.0, sum(difference.kind in FACTS for difference in found) / 3)


def share_of_shorter(alignment: Alignment) -> float:
    """Return the share of what the shorter statement tells that the longer has too: `Evidence.shorter` by itself."""
    return _share(_shared(alignment), min(alignment.a.weight, alignment.b.weight))


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _shared(alignment: Alignment) -> float:
    return sum(min(one.weight, other.weight) * _count(kind) for one, other, kind in alignment.pairs)


def _count(kind: str) -> float:
    return _SPELLED if kind == "spelled" else 1.0


def _in_order(alignment: Alignment, shared: float) -> float:
    return 1.0 - _share(sum(one.weight for one, _, kind in alignment.pairs if kind == "moved"), shared)


def _longest_run(alignment: Alignment) -> float:
    best = run = 0.0
    for step in alignment.steps:
        run = run + sum(word.weight for word in alignment.a.words[slice(*step.a)]) if step.kind == "kept" else 0.0
        best = max(best, run)
    return best


def _is_telling(word: Word) -> bool:
    return word.weight >= _TELLING


def _rare(alignment: Alignment, short: Wording) -> float:
    kept = sum(map(_is_telling, alignment.found_of(short)))
    return (kept + 0.5) / (sum(map(_is_telling, short.words)) + 1.0)


def _numbers(alignment: Alignment, short: Wording) -> float:
    kept = sum(word.value is not None for word in alignment.found_of(short))
    return (kept + 0.5) / (sum(word.value is not None for word in short.words) + 1.0)


def _gaps(alignment: Alignment) -> float:
    return _share(sum(1 for _ in alignment.left()), len(alignment.pairs))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: an intercept and a weight for each kind of evidence, and for the days between."""

    intercept: float
    evidence: Mapping[str, float]
    days: float = 0.0  # for ten days between the two statements and more

    def probability(self, found: Evidence, *, days: int | None = None) -> float:
        """Return the probability, 0 to 1; `days` lie between the two statements, None where a date is not known."""
        z = self.intercept + sum(self.evidence[name] * getattr(found, name) for name in NAMES)
        return 1 / (1 + exp(-(z + self.days * nearness(days))))


def at_distance(score: float, *, days: int | None) -> float:
    """Return the score of two statements `days` apart, given their score where the days are not known."""
    z = log(score / (1 - score)) + weights("repeat").days * (nearness(days) - nearness(None))
    return 1 / (1 + exp(-z))


def nearness(days: int | None) -> float:
    """Return 1 for statements of one day, 0 for ten days and more between them, a half where a date is not known."""
    return 0.5 if days is None else 1 - min(_MOST_DAYS, abs(days)) / _MOST_DAYS


@cache
def weights(model: str) -> Weights:
    """Return the fitted weights of the model `repeat` (one statement or two) or `part` (of repeats, one in part)."""
    values = {row["evidence"]: float(row["weight"]) for row in table("weights") if row["model"] == model}
    return Weights(values.pop("intercept"), days=values.pop("days", 0.0), evidence=values)


def level(found: Evidence) -> Level:
    """Return the level of two statements that are one: whole or in part, and if whole, in what words."""
    if weights("part").probability(found) >= REPEAT:
        return "part"
    return "near" if min(found.shorter, found.longer) >= NEAR else "reworded"
