"""Choose the keys of a wording: disjoint grams of which every repetition keeps at least one whole.

Let S have m words and stand in a longer text as a window of w <= m words with lcs words in common, in order. Their
ratio is 2 lcs / (m + w). Where it is at least 4/5, the words lost and the words put in between are
m + w - 2 lcs <= (m + w) / 5 <= 2m / 5, and each breaks at most one of any disjoint grams of S. So of floor(2m / 5) + 1
disjoint grams one stands whole in the longer text (the pigeonhole principle; the same promise that partition filters
give for edit distance: Li, Deng, Feng, "Pass-Join", 2011). Which grams is free: the rarest find the fewest strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quotes.match.grams import LONGEST, Sketch, Texts, rolling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quotes.match.grams import Numbers

CELLS = 1 << 20  # of the table of one step of the dynamic programming
_NEVER = 1 << 30  # more than any sum of costs


def most_breaks(words: int) -> int:
    """Return how many words may be lost or put in between where a wording is repeated: the K of the promise."""
    return 2 * words // 5


def most_lost(lengths: Numbers) -> Numbers:
    """Return how many words of a wording may be missing from the text that repeats it.

    With lcs <= w and 10 lcs >= 4 (m + w), lcs is at least 2m / 3.
    """
    return lengths // 3


def choose(texts: Texts, *, sketch: Sketch) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the keys of all texts in batches: the number of the text, (n, keys), and the gram, (n, keys)."""
    order = np.argsort(texts.lengths, kind="stable")
    lengths, firsts = np.unique(texts.lengths[order], return_index=True)
    for length, group in zip(lengths.tolist(), np.split(order, firsts[1:]), strict=True):
        for some in _batches(group, length=length):
            rows = texts.codes[texts.bounds[some][:, None] + np.arange(length)]
            yield np.repeat(some[:, None], most_breaks(length) + 1, axis=1), chosen(rows, sketch=sketch)


def _batches(group: Numbers, *, length: int) -> Iterator[Numbers]:
    size = max(1, CELLS // (length * (most_breaks(length) + 2)))
    return (group[first : first + size] for first in range(0, len(group), size))


def chosen(rows: NDArray[np.uint32], *, sketch: Sketch) -> Numbers:
    """Return the keys, (n, K + 1), of n texts of equal length, (n, m): disjoint grams that cover the text, with the
    lowest sum of frequencies; of equal sums the one whose last grams are shortest."""
    keys = most_breaks(rows.shape[1]) + 1
    runs = list(rolling(rows))
    dearest = _NEVER // LONGEST // keys
    lengths = _cover([np.minimum(sketch[run], dearest).astype(np.int32) for run in runs], keys=keys)
    starts = np.cumsum(lengths, axis=1) - lengths
    grams = np.empty(starts.shape, dtype=np.int64)
    for length, run in enumerate(runs, start=1):
        row, place = np.nonzero(lengths == length)
        grams[row, place] = run[row, starts[row, place]]
    return grams


def _cover(costs: list[NDArray[np.int32]], *, keys: int) -> Numbers:
    """Return the lengths, (n, keys), of the grams that cover n texts at the lowest cost.

    `costs[k]`, (n, m - k), are those of the grams of k + 1 words by where they begin. The dynamic programming runs over
    the first words and the number of grams that cover them; in the lowest three bits of a sum stands the length of its
    last gram, less one, so that one minimum finds both.
    """
    texts, words = costs[0].shape
    steps = [np.ascontiguousarray(cost.T) * LONGEST + length for length, cost in enumerate(costs)]
    best = np.full((words + 1, keys + 1, texts), _NEVER, dtype=np.int32)
    best[0, 0] = 0
    last = np.zeros(best.shape, dtype=np.uint8)
    for end in range(1, words + 1):
        low, high = max(1, keys - (words - end)), min(end, keys)  # more grams, or fewer, leave no room for the others
        reached = best[end, low : high + 1]
        for length in range(1, min(LONGEST, end) + 1):
            np.minimum(reached, best[end - length, low - 1 : high] + steps[length - 1][end - length], out=reached)
        np.bitwise_and(reached, LONGEST - 1, out=last[end, low : high + 1], casting="unsafe")
        np.bitwise_and(reached, -LONGEST, out=reached)
    return _traced(last)


def _traced(last: NDArray[np.uint8]) -> Numbers:
    """Return the lengths, (n, keys), of the grams of which `last`, (m + 1, keys + 1, n), holds the last, less one."""
    words, keys, texts = last.shape[0] - 1, last.shape[1] - 1, last.shape[2]
    lengths = np.empty((texts, keys), dtype=np.int64)
    ends, every = np.full(texts, words), np.arange(texts)
    for key in range(keys, 0, -1):
        lengths[:, key - 1] = last[ends, key, every].astype(np.int64) + 1
        ends -= lengths[:, key - 1]
    return lengths
