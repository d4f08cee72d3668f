"""Cut wordings and the edges between them into parts that no edge leaves: claims are told of each by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from quotes.claims.genealogy import Node
from quotes.models import Edge

Part: TypeAlias = tuple[Sequence[Node], Sequence[Edge]]


def parts(nodes: Collection[Node], edges: Collection[Edge], *, size: int) -> Iterator[Part]:
    """Yield parts of `size` nodes or somewhat more, what hangs together in one, with their edges in order."""
    least = _least(nodes, edges)
    families: defaultdict[int, list[Node]] = defaultdict(list)
    within: defaultdict[int, list[Edge]] = defaultdict(list)
    for node in nodes:
        families[least[node.wording]].append(node)
    for edge in edges:
        within[least[edge.a]].append(edge)
    some: list[Node] = []
    ties: list[Edge] = []
    for family, members in families.items():
        some += members
        ties += within[family]
        if len(some) >= size:
            yield some, ties
            some, ties = [], []
    if some:
        yield some, ties


def _least(nodes: Collection[Node], edges: Collection[Edge]) -> dict[int, int]:
    """Return for each wording one of those that it hangs together with, the same for all of them."""
    above = {node.wording: node.wording for node in nodes}
    for edge in edges:
        one, other = _top(above, edge.a), _top(above, edge.b)
        above[max(one, other)] = min(one, other)
    return {wording: _top(above, wording) for wording in above}


def _top(above: dict[int, int], wording: int) -> int:
    while (upper := above[wording]) != wording:
        above[wording] = wording = above[upper]
    return wording
