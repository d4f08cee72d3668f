"""Follow a statement from article to article: its first wording, its variants, who said each, what changed on the way.

Takes a store whose statements are matched, gives it its claims: a genealogy each, in which every variant but the root
has one parent. Edges tie wordings to families; the claims of a family are a function of its wordings and edges,
whatever the order in which the articles came, so only families in which something has changed are told anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from quotes.claims.genealogy import Node, claims, ordinal
from quotes.claims.news import News, news
from quotes.claims.parts import parts
from quotes.claims.tracing import Traced, trace
from quotes.hands import OWN, Each, Hands
from quotes.match.alignment import align
from quotes.match.reading import read_wording
from quotes.match.scoring import share_of_shorter
from quotes.models import Claim, Edge
from quotes.store import Store

AKIN = 0.5  # of what the shorter of a variant and its root tells, the share that the other must have
WORDINGS = 2_000  # of one task
TELLING = 12.0  # nats: a claim that tells less is a stock phrase, a prayer, a title

Told: TypeAlias = tuple[Sequence[Node], Sequence[Edge], Mapping[int, str]]  # with the content of each wording

__all__ = ["AKIN", "TELLING", "News", "Traced", "news", "tell_claims", "trace"]


def tell_claims(store: Store, *, hands: Hands = OWN) -> tuple[Claim, ...]:
    """Return the claims of the families that have changed, in the order of their roots: day, length, number.

    `hands` tell them, each of a part of the families.
    """
    store.matching.find_kin()
    contents: dict[int, str] = {}
    nodes: list[Node] = []
    for wording, content, length, days, documents, doc in store.matching.matched_wordings():
        contents[wording] = content
        nodes.append(Node(wording, length, tuple(map(ordinal, days)), documents, doc))
    tasks = (
        (some, edges, {node.wording: contents[node.wording] for node in some})
        for some, edges in parts(nodes, list(store.matching.edges()), size=WORDINGS)
    )
    found = [claim for _, some in hands.in_order(Each(told), tasks) for claim in some]
    ranks = {node.wording: node.rank for node in nodes}
    return tuple(sorted(found, key=lambda claim: ranks[claim.root]))


def told(task: Told) -> list[Claim]:
    """Return the claims of whole families."""
    nodes, edges, contents = task
    likeness = _Likeness(contents)
    found = claims(nodes, edges, akin=likeness.akin, drift=likeness.drift)
    return [claim for claim in found if read_wording(contents[claim.root]).telling >= TELLING]


class _Likeness:
    """How near two wordings are, by their numbers."""

    def __init__(self, contents: Mapping[int, str]) -> None:
        self._contents = contents

    def akin(self, one: int, other: int) -> bool:
        a, b = read_wording(self._contents[one]), read_wording(self._contents[other])
        return a.bare == b.bare or share_of_shorter(align(a, b)) >= AKIN

    def drift(self, root: int, wording: int) -> float:
        """Return the share of what both tell that only one of them does."""
        a, b = read_wording(self._contents[root]), read_wording(self._contents[wording])
        shared = sum(min(one.weight, other.weight) for one, other, _ in align(a, b).pairs)
        return max(0.0, 1 - 2 * shared / (a.weight + b.weight))
