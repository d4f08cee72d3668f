"""Score candidate pairs of wordings: what is an edge between statements, and what only looks like one.

Takes pairs of wordings, gives edges. Whether two wordings have an edge is a function of their words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from quotes.match.alignment import Alignment, align
from quotes.match.comparing import compared, is_altered
from quotes.match.reading import read_wording
from quotes.match.scoring import REPEAT, Evidence, at_distance, evidence, level, weights
from quotes.models import Edge, Level

TELLING = 8.0  # nats: what two statements share must tell so much; formulas and verses alone make no repeat
_TURNS = frozenset({"negation", "opposite"})
_SURE = 1 - 1e-9  # two wordings are never certain to be one statement


def edges(pairs: Iterable[tuple[int, int]], *, contents: Mapping[int, str]) -> Iterator[Edge]:
    """Yield an edge for each pair of wordings that would be one statement if they were said on one day."""
    return chain.from_iterable(_edge(min(pair), max(pair), contents=contents) for pair in pairs)


def _edge(a: int, b: int, *, contents: Mapping[int, str]) -> Iterator[Edge]:
    alignment = align(read_wording(contents[a]), read_wording(contents[b]))
    if alignment.telling < TELLING or not _may_be(alignment, said := evidence(alignment)):
        return
    found = compared(alignment, said=said)
    if _is_repeat(found.score):
        kinds = {difference.kind for difference in found.differences}
        grade: Level = "identical" if found.level == "identical" else level(found.evidence)
        yield Edge(
            a, b, grade, min(found.score, _SURE), altered=is_altered(found.differences), negated=bool(kinds & _TURNS)
        )


def _may_be(alignment: Alignment, said: Evidence) -> bool:
    """Tell whether two statements would be one if no fact differed: facts that differ only speak against it."""
    return alignment.a.bare == alignment.b.bare or _is_repeat(weights("repeat").probability(said))


def _is_repeat(score: float) -> bool:
    return at_distance(min(score, _SURE), days=0) >= REPEAT
