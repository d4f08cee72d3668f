"""Remember what was told of a word: news repeats its words, and what a word is by its form alone never changes.

Takes a function of one word, gives the same function with a memory. `functools.lru_cache` does so too, at twice the
time a call: it builds the arguments anew for each, and keeps account of which word was asked for last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_MOST = 1 << 17  # words; with more the memory begins anew, so that no corpus fills it

Told = TypeVar("Told")


class Memory(dict[str, Told]):
    """What a function tells of each word: asked for one that is not there, it tells, and it is there."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> Told:
        if len(self) >= _MOST:
            self.clear()
        told = self[word] = self._tell(word)
        return told


def remembered(tell: Callable[[str], Told]) -> Callable[[str], Told]:
    """Return `tell` with a memory.

    >>> length = remembered(len)
    >>> length("نعم"), length("نعم")  # yes
    (3, 3)
    """
    return Memory(tell).__getitem__
