"""Link what a scan has added to what is there: new wordings get their edges, those that are gone lose theirs.

Takes a store, changes its edges. Candidates come from two sources: wordings that repeat one another in order
(`quotes.match.candidates`), and wordings that name the same rare things (`quotes.match.landmarks`). What decides is the
comparison of the two, so the edges are those of their texts, whatever found them and whenever they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from quotes.match.audit import Audit, Pair, audit
from quotes.match.candidates import new_pairs
from quotes.match.edges import edges
from quotes.match.landmarks import SHARE, landmarks_of
from quotes.store import Store
from quotes.store.connection import batches
from quotes.store.matching import Matching
from quotes.store.prints import matcher

STATEMENTS = 5_000  # at a time
PAIRS = 10_000


def link(store: Store) -> None:
    """Bring the edges of `store` up to date with its wordings; what was matched by other rules is matched anew."""
    matching = store.matching
    if matching.matched_by() != matcher():
        matching.unmatch(matcher())
    matching.settle_wordings()
    fresh = matching.fresh_wordings()
    if not fresh:
        return
    for some in batches(fresh, STATEMENTS):
        contents = matching.contents(some)
        matching.save_landmarks((wording, mark) for wording in some for mark in landmarks_of(contents[wording]))
    for pairs in _candidates(store, fresh):
        contents = matching.contents(sorted(set(chain.from_iterable(pairs))))
        matching.save_edges(edges(pairs, contents=contents))


def _candidates(store: Store, fresh: Iterable[int]) -> Iterator[Sequence[Pair]]:
    """Yield the pairs of both sources in batches; what the first has found does not come again from the second."""
    reworded = list(store.matching.landmark_pairs(fresh, share=SHARE))
    yield from batches(reworded, PAIRS)
    known = frozenset(reworded)
    for block in new_pairs(store):
        yield [pair for pair in zip(block.a.tolist(), block.b.tolist(), strict=True) if pair not in known]


def audited(store: Store, *, n: int, seed: int = 1) -> Audit:
    """Compare `n` wordings with all, by brute force, and tell how many of the edges among them are stored."""
    return audit(
        store, n=n, seed=seed, repeats=lambda pairs: _linked(store.matching, pairs), held=store.matching.linked
    )


def _linked(matching: Matching, pairs: set[Pair]) -> set[Pair]:
    contents = matching.contents(sorted(set(chain.from_iterable(pairs))))
    return {(edge.a, edge.b) for edge in edges(sorted(pairs), contents=contents)}
