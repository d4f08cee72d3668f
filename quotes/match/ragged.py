"""Keep rows of unequal length in one array, so that one operation of numpy serves all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of unequal length in one array: row `i` is ``items[starts[i]:starts[i + 1]]``."""

    items: Numbers
    starts: Numbers  # one more than there are rows

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Numbers:
        return np.diff(self.starts)

    def owners(self) -> Numbers:
        """Return for each item the number of its row."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def take(self, rows: Numbers) -> Rows:
        """Return the rows that `rows` picks, by number, in their order, or by mask."""
        lengths = self.lengths[rows]
        starts = starts_of(lengths)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return Rows(self.items[np.repeat(self.starts[:-1][rows], lengths) + within], starts)

    def sums(self, values: Numbers) -> Numbers:
        """Return for each row the sum of the `values` of its items, given per item; rows must not be empty."""
        return np.add.reduceat(values, self.starts[:-1]) if len(self) else values[:0]


def starts_of(lengths: Numbers) -> Numbers:
    """Return where rows of these lengths begin, and behind the last where it ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
