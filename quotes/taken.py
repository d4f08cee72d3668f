"""Remember where statements stand, so that a later rule can ask for what is told already.

Takes the spans of statements in tokens as they are found, tells whether any stands in a place: each question takes as
long as the place is wide, however many statements there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate


class Taken:
    """The statements of one field of `size` tokens; a statement is tokens `first` to just before `last`."""

    def __init__(self, size: int) -> None:
        self._held = bytearray(size)
        self._touched = bytearray(size + 1)
        self._ended = bytearray(size + 1)
        self._firsts: dict[int, list[int]] = {}

    def add(self, first: int, last: int) -> None:
        self._held[first:last] = b"\1" * (last - first)
        self._touched[first : last + 1] = b"\1" * (last + 1 - first)
        self._ended[last] = 1
        self._firsts.setdefault(last, []).append(first)

    def any_in(self, first: int, last: int) -> bool:
        """Tell whether a statement holds one of the tokens `first` to just before `last`."""
        return self._held.find(1, first, last) >= 0

    def any_at(self, first: int, last: int) -> bool:
        """Tell whether a statement holds, or ends before, one of the tokens `first` to just before `last`."""
        return self._touched.find(1, first, last) >= 0

    def last_end(self, start: int, end: int) -> int:
        """Return where the last statement ends that ends from `start` to just before `end`, else `start`."""
        found = self._ended.rfind(1, start, end)
        return start if found < 0 else found

    def ends_near(self, start: int, end: int) -> bool:
        """Tell whether a statement that begins from `start` to just before `end` ends at `end`, give or take a sign."""
        return any(start <= first < end for last in range(end - 3, end + 2) for first in self._firsts.get(last, ()))


def depths(spans: Iterable[tuple[int, int]], size: int) -> list[int]:
    """Return for each of `size` tokens, and for the end, how many spans hold it.

    >>> depths([(0, 3), (1, 2)], 4)
    [1, 2, 1, 0, 0]
    """
    steps = [0] * (size + 1)
    for first, last in spans:
        steps[first] += 1
        steps[last] -= 1
    return list(accumulate(steps))


def nested(spans: Sequence[tuple[int, int]], whole: Sequence[bool]) -> set[int]:
    """Return the numbers of the spans that stand in another which is `whole`; no two whole ones begin at one token.

    >>> sorted(nested([(0, 9), (2, 5), (2, 5), (8, 12)], [True, False, True, True]))
    [1, 2]
    """
    found: set[int] = set()
    furthest = -1  # where the whole spans so far end
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], not whole[i])):
        if spans[i][1] <= furthest:
            found.add(i)
        if whole[i]:
            furthest = max(furthest, spans[i][1])
    return found
