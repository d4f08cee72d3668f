"""Score candidate pairs of wordings: what is an edge between statements, and what only looks like one.

Takes pairs of wordings, gives edges. Whether two wordings have an edge is a function of their words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from quotes.match.comparing import compare, is_altered
from quotes.match.scoring import REPEAT, at_distance, level
from quotes.models import Edge, Level

TELLING = 8.0  # nats: what two statements share must tell so much; formulas and verses alone make no repeat
_TURNS = frozenset({"negation", "opposite"})
_SURE = 1 - 1e-9  # two wordings are never certain to be one statement


def edges(pairs: Iterable[tuple[int, int]], *, contents: Mapping[int, str]) -> Iterator[Edge]:
    """Yield an edge for each pair of wordings that would be one statement if they were said on one day."""
    return chain.from_iterable(_edge(min(pair), max(pair), contents=contents) for pair in pairs)


def _edge(a: int, b: int, *, contents: Mapping[int, str]) -> Iterator[Edge]:
    found = compare(contents[a], contents[b])
    score = min(found.score, _SURE)
    if at_distance(score, days=0) >= REPEAT and found.alignment.telling >= TELLING:
        kinds = {difference.kind for difference in found.differences}
        grade: Level = "identical" if found.level == "identical" else level(found.evidence)
        yield Edge(a, b, grade, score, altered=is_altered(found.differences), negated=bool(kinds & _TURNS))
