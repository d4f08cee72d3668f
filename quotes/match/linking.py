"""Link what a scan has added to what is there: new wordings get their edges, those that are gone lose theirs.

Takes a store, changes its edges. Candidates come from two sources: wordings that repeat one another in order
(`quotes.match.candidates`), and wordings that name the same rare things (`quotes.match.landmarks`). What decides is the
comparison of the two, so the edges are those of their texts, whatever found them and whenever they came, and whoever
compared them: it is most of the work, and goes to all hands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from quotes.hands import OWN, Each, Hands
from quotes.match.audit import Audit, Pair, audit
from quotes.match.candidates import new_pairs
from quotes.match.edges import edges
from quotes.match.landmarks import SHARE, landmarks_of
from quotes.models import Edge
from quotes.store import Store
from quotes.store.connection import batches
from quotes.store.matching import Matching
from quotes.store.prints import matcher

if TYPE_CHECKING:
    import pyarrow as pa

    from quotes.exchange import Exchange
    from quotes.match.grams import Numbers

Told: TypeAlias = "tuple[Sequence[Pair], Mapping[int, str]]"  # pairs of wordings, and the content of each wording

STATEMENTS = 5_000  # at a time
PAIRS = 10_000
_ROUNDS = 4  # in which a wording learns of those that many steps away


def link(store: Store, *, hands: Hands = OWN, shelf: Exchange | None = None) -> None:
    """Bring the edges of `store` up to date with its wordings; what was matched by other rules is matched anew.

    `hands` do what is work for each wording and pair; with a `shelf`, they join grams there.
    """
    matching = store.matching
    if matching.matched_by() != matcher():
        matching.unmatch(matcher())
    matching.settle_wordings()
    fresh = matching.fresh_wordings()
    if not fresh:
        return
    matching.drop_landmarks(fresh)
    some = (matching.contents(wordings) for wordings in batches(fresh, STATEMENTS))
    for _, landmarks in hands.in_order(Each(marked), some):
        matching.save_landmarks(landmarks)
    reworded = matching.landmark_pairs(fresh, share=SHARE)
    for block in new_pairs(store, hands=hands, shelf=shelf):
        tasks = (_told(pairs, matching) for pairs in _together(reworded, block.a, block.b))
        for _, found in hands.in_order(Each(compared), tasks):
            matching.save_edges(found)


def _told(pairs: Sequence[Pair], matching: Matching) -> Told:
    """Return pairs with the contents of their wordings."""
    return pairs, matching.contents(sorted(set(chain.from_iterable(pairs))))


def marked(contents: Mapping[int, str]) -> list[tuple[int, int]]:
    """Return the landmarks of wordings, each after its wording."""
    return [(wording, mark) for wording, content in sorted(contents.items()) for mark in landmarks_of(content)]


def compared(told: Told) -> list[Edge]:
    """Return the edges of pairs of wordings."""
    pairs, contents = told
    return list(edges(pairs, contents=contents))


def _together(reworded: pa.Table, a: Numbers, b: Numbers) -> Iterator[Sequence[Pair]]:
    """Yield the pairs of both sources in batches, each once; those that hang together follow each other."""
    a, b = (np.concatenate([reworded.column(name).to_numpy(), more]) for name, more in (("a", a), ("b", b)))
    wordings, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    first, second = places[: len(a)], places[len(a) :]
    order = np.lexsort((second, first, _families(first, second, len(wordings))[first]))
    a, b = a[order], b[order]
    twice = np.flatnonzero((np.diff(a) == 0) & (np.diff(b) == 0)) + 1
    a, b = np.delete(a, twice), np.delete(b, twice)
    for start in range(0, len(a), PAIRS):
        yield list(zip(a[start : start + PAIRS].tolist(), b[start : start + PAIRS].tolist(), strict=True))


def _families(first: Numbers, second: Numbers, size: int) -> Numbers:
    """Return for each of `size` wordings the least that it hangs together with, as far as some rounds tell: for an
    order in which the comparison reads each wording but seldom."""
    least = np.arange(size)
    for _ in range(_ROUNDS):
        nearest = np.minimum(least[first], least[second])
        np.minimum.at(least, first, nearest)
        np.minimum.at(least, second, nearest)
    return least


def audited(store: Store, *, n: int, seed: int = 1) -> Audit:
    """Compare `n` wordings with all, by brute force, and tell how many of the edges among them are stored."""
    return audit(
        store, n=n, seed=seed, repeats=lambda pairs: _linked(store.matching, pairs), held=store.matching.linked
    )


def _linked(matching: Matching, pairs: set[Pair]) -> set[Pair]:
    return {(edge.a, edge.b) for edge in compared(_told(sorted(pairs), matching))}
