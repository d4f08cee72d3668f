"""Give every variant of a statement one best parent: a genealogy, where components would chain what is not akin.

Takes wordings with their first days and the edges between them, gives claims. The method is that of MemeTracker
(Leskovec, Backstrom, Kleinberg 2009) and NIFTY (Suen et al. 2013), with time for length: a parent is an earlier
wording, of two on one day the longer. A variant must be akin to the root too, not only to its parent: a short
statement that two long ones hold would else join all that these say.

The result is a function of the wordings and edges as a set, whatever the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.match.scoring import REPEAT, at_distance
from quotes.models import Claim, Edge, Variant

_UNDATED = date.max.toordinal()  # comes after every day


def ordinal(day: str) -> int:
    """Return the number of an ISO day."""
    return date.fromisoformat(day).toordinal()


@dataclass(frozen=True, slots=True)
class Node:
    """One wording as the corpus holds it."""

    wording: int
    length: int  # words
    days: tuple[int, ...]  # ordinals of the days of the articles that have it, ascending; none where all are undated
    documents: int
    doc: str  # the document, where there is but one

    @property
    def rank(self) -> tuple[int, int, int]:
        """What the earliest, then longest wording has the least of; no two wordings share a rank."""
        return min(self.days, default=_UNDATED), -self.length, self.wording


@dataclass(frozen=True, slots=True)
class _Link:
    """A wording seen from another, and the edge between them with its score at their distance in days."""

    node: Node
    edge: Edge
    score: float


def claims(
    nodes: Collection[Node],
    edges: Iterable[Edge],
    *,
    akin: Callable[[int, int], bool],
    drift: Callable[[int, int], float],
) -> Iterator[Claim]:
    """Yield the claims that come in more than one document, in the order of their roots.

    `akin` tells whether two wordings have enough in common to be of one claim, `drift` what a wording lost or gained.
    """
    in_time = sorted(nodes, key=lambda node: node.rank)
    parents, roots = _parents(in_time, edges, akin=akin)
    families: defaultdict[int, list[Node]] = defaultdict(list)
    for node in in_time:
        families[roots[node.wording]].append(node)
    for root, family in families.items():
        if is_repeated(family):
            yield _claim(root, family, parents=parents, drift=drift)


def is_repeated(family: Sequence[Node]) -> bool:
    """Tell whether wordings come in more than one document."""
    return (len(family) > 1 and len({node.doc for node in family}) > 1) or any(node.documents > 1 for node in family)


def claim_id(root: int) -> str:
    """Return the name of the claim with this root.

    >>> claim_id(0x123456789ABCDEF0 >> 1)
    'c-091a2b3c4d'
    """
    return f"c-{root:016x}"[:12]


def _parents(
    in_time: Sequence[Node], edges: Iterable[Edge], *, akin: Callable[[int, int], bool]
) -> tuple[Mapping[int, _Link], Mapping[int, int]]:
    """Return the parent of each wording that has one, and the root of each, told from the earliest to the last."""
    neighbours = _neighbours({node.wording: node for node in in_time}, edges)
    parents: dict[int, _Link] = {}
    roots: dict[int, int] = {}
    for node in in_time:
        links = sorted(neighbours.get(node.wording, ()), key=lambda link: (-link.score, link.node.rank))
        near = {link.node.wording for link in links}
        for link in links:
            root = roots[link.node.wording]
            if root in near or akin(node.wording, root):
                parents[node.wording], roots[node.wording] = link, root
                break
        else:
            roots[node.wording] = node.wording
    return parents, roots


def _neighbours(nodes: Mapping[int, Node], edges: Iterable[Edge]) -> Mapping[int, list[_Link]]:
    """Return for each wording the earlier ones that tell its statement."""
    found: defaultdict[int, list[_Link]] = defaultdict(list)
    for edge in edges:
        early, late = sorted((nodes[edge.a], nodes[edge.b]), key=lambda node: node.rank)
        score = at_distance(edge.score, days=_days(early, late))
        if score >= REPEAT:
            found[late.wording].append(_Link(early, edge, score))
    return found


def _days(one: Node, other: Node) -> int | None:
    """Return the fewest days between an article that has the one wording and an article that has the other."""
    return min((abs(day - that) for day in one.days for that in other.days), default=None)


def _claim(
    root: int, family: Sequence[Node], *, parents: Mapping[int, _Link], drift: Callable[[int, int], float]
) -> Claim:
    variants: dict[int, Variant] = {}
    for node in family:
        link = parents.get(node.wording)
        variants[node.wording] = (
            _first(root) if link is None else _variant(node.wording, link, variants[link.node.wording])
        )
    drifts = [drift(root, node.wording) for node in family[1:]]
    return Claim(claim_id(root), root, tuple(variants.values()), drift=sum(drifts) / len(drifts) if drifts else 0.0)


def _first(root: int) -> Variant:
    return Variant(root, parent=None, depth=0, level="identical", score=1.0, altered=False, negated=False)


def _variant(wording: int, link: _Link, parent: Variant) -> Variant:
    edge = link.edge
    return Variant(
        wording, parent=parent.wording, depth=parent.depth + 1, level=edge.level, score=link.score,
        altered=edge.altered, negated=edge.negated != parent.negated,
    )  # fmt: skip
