"""Number the grams of wordings: contiguous runs of 1 to 8 words, hashed so that equal runs have equal numbers.

Takes wordings as codes of words, gives arrays. The texts lie one behind the other in one array, so that each step is
one operation of numpy over all of them; what would need memory for every gram at once goes in blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quotes.match.ragged import Rows

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

LONGEST = 8  # words of a gram
BLOCK = 1 << 20  # words at a time
_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF, _ONE = np.uint64(32), np.uint64(1)
_BITS = 63  # of the number of a gram


@dataclass(frozen=True, slots=True)
class Texts:
    """Wordings, text `t` with the words `codes[bounds[t] : bounds[t + 1]]`."""

    wordings: Numbers  # (texts,), ascending
    codes: NDArray[np.uint32]  # (words,)
    bounds: Numbers  # (texts + 1,)

    def __len__(self) -> int:
        return len(self.wordings)

    @property
    def lengths(self) -> Numbers:
        """The number of words of each text, (texts,)."""
        return self.rows.lengths

    @property
    def rows(self) -> Rows:
        """The words of each text, a row a text."""
        return Rows(self.codes, self.bounds)

    def where(self, chosen: NDArray[np.bool_] | Numbers) -> Texts:
        """Return the texts that `chosen` picks, by mask or by number."""
        picked = self.rows.take(chosen)
        return Texts(self.wordings[chosen], picked.items, picked.starts)

    def blocks(self) -> Iterator[tuple[int, Texts]]:
        """Yield the texts in runs of some BLOCK words, each with the number of its first text."""
        first = 0
        while first < len(self):
            last = max(first + 1, int(np.searchsorted(self.bounds, self.bounds[first] + BLOCK, side="right")) - 1)
            low, high = self.bounds[first], self.bounds[last]
            yield first, Texts(self.wordings[first:last], self.codes[low:high], self.bounds[first : last + 1] - low)
            first = last


def texts_of(table: pa.Table) -> Texts:
    """Return the rows of `wordings` (wording, words) as arrays."""
    words = table.column("words").combine_chunks()
    bounds = words.offsets.to_numpy().astype(np.int64)
    codes = words.values.to_numpy(zero_copy_only=False)[bounds[0] : bounds[-1]]
    return Texts(table.column("wording").to_numpy(), codes, bounds - bounds[0])


def rolling(codes: NDArray[np.uint32]) -> Iterator[Numbers]:
    """Yield the numbers, 0 to 2**63 - 1, of all runs of 1, 2, … LONGEST codes along the last axis, each array one
    shorter than the one before.

    The polynomial of Karp and Rabin over mixed codes, modulo 2**64; each run is mixed again, so that any of its bits
    may be used.
    """
    letters = mixed(codes.astype(np.uint64) + _ONE)
    sums = letters
    for length in range(1, min(LONGEST, codes.shape[-1]) + 1):
        if length > 1:
            sums = sums[..., :-1] * _BASE + letters[..., length - 1 :]
        yield (mixed(sums) >> _ONE).view(np.int64)


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 64-bit numbers stirred, one to one, so that every bit depends on all."""
    numbers = (numbers ^ (numbers >> _HALF)) * _MIX
    return (numbers ^ (numbers >> _HALF)) * _MIX


def grams(texts: Texts) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield for each length the grams of all texts: the number of the text that each stands in, and its own."""
    owners = texts.rows.owners()
    left = np.repeat(texts.bounds[1:], texts.lengths) - np.arange(len(texts.codes))
    for length, runs in enumerate(rolling(texts.codes), start=1):
        inside = left[: len(runs)] >= length
        yield owners[: len(runs)][inside], runs[inside]


class Sketch:
    """How often each gram occurs, never told too low: the counts of grams that share a cell are added up."""

    def __init__(self, words: int) -> None:
        """Make room for the grams of so many words; there are 8 a word, most of them rare."""
        bits = min(26, max(16, (words * 2).bit_length() + 1))
        self._shift = _BITS - bits
        self._cells = np.zeros(1 << bits, dtype=np.uint32)

    def add(self, found: Numbers) -> None:
        """Count grams."""
        np.add.at(self._cells, found >> self._shift, np.uint32(1))

    def __getitem__(self, asked: Numbers) -> NDArray[np.uint32]:
        counts: NDArray[np.uint32] = self._cells[asked >> self._shift]
        return counts


class Sieve:
    """Which grams may be among those added: it lets every one of them pass, and few others."""

    def __init__(self, size: int) -> None:
        """Make room for so many grams."""
        bits = min(28, max(16, size.bit_length() + 5))
        self._shift = _BITS - bits
        self._cells = np.zeros(1 << bits, dtype=np.bool_)

    def add(self, found: Numbers) -> None:
        """Let these grams pass."""
        self._cells[found >> self._shift] = True

    def passes(self, asked: Numbers) -> NDArray[np.bool_]:
        """Tell for each gram whether it may have been added."""
        passed: NDArray[np.bool_] = self._cells[asked >> self._shift]
        return passed
