"""Score pairs of wordings word by word, and keep those of which one stands in the other.

Takes texts and pairs of their numbers, gives the pairs whose `partial_ratio` over words is high enough. Each word
becomes one character, so that rapidfuzz compares words as fast as it does letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quotes.match.grams import Numbers, Texts

LEAST = 80.0  # of 100: the score of the promise that the keys give
PAIRS, WORDS = 1 << 15, 1 << 20  # at a time: pairs, and words of their first texts, which all are characters then
_SURROGATES, _GAP = 0xD800, 0x800  # characters that stand for nothing by themselves


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of wordings, `a` < `b`, with the `partial_ratio` of their words, 80 to 100; arrays of one length."""

    a: Numbers
    b: Numbers
    ratio: NDArray[np.float64]


def verified(texts: Texts, first: Numbers, second: Numbers) -> Iterator[Pairs]:
    """Yield those pairs of texts that score LEAST or more, in their order; a block may hold none."""
    words = np.cumsum(texts.lengths[first])
    start = 0
    while start < len(first):
        room = int(np.searchsorted(words, words[start] + WORDS))
        some = slice(start, min(max(room, start + 1), start + PAIRS))
        yield _kept(texts, first[some], second[some])
        start = some.stop


def joined(blocks: Iterable[Pairs]) -> Pairs:
    """Return all pairs of `blocks` in one."""
    none = np.zeros(0, np.int64)
    columns = list(zip((none, none, np.zeros(0)), *((block.a, block.b, block.ratio) for block in blocks), strict=True))
    return Pairs(*map(np.concatenate, columns))


def _kept(texts: Texts, first: Numbers, second: Numbers) -> Pairs:
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import cpdist

    alphabet = np.unique(texts.where(np.unique(first)).codes)
    left, right = (_spelled_once(texts, side, alphabet) for side in (first, second))
    ratio = cpdist(left, right, scorer=partial_ratio, score_cutoff=LEAST, workers=-1, dtype=np.float64)
    kept = ratio >= LEAST
    a, b = texts.wordings[first[kept]], texts.wordings[second[kept]]
    return Pairs(np.minimum(a, b), np.maximum(a, b), ratio[kept])


def _spelled_once(texts: Texts, numbers: Numbers, alphabet: NDArray[np.uint32]) -> list[str]:
    distinct, places = np.unique(numbers, return_inverse=True)
    strings = spelled(texts.where(distinct), alphabet)
    return [strings[place] for place in places]


def spelled(texts: Texts, alphabet: NDArray[np.uint32]) -> Sequence[str]:
    """Return each text with a character a word: that of its code's place in the sorted `alphabet`, which holds at most
    a million; all words that are not in it share one character."""
    places = np.minimum(np.searchsorted(alphabet, texts.codes), len(alphabet) - 1)
    points = np.where(alphabet[places] == texts.codes, places + 1, 0).astype(np.uint32)
    points[points >= _SURROGATES] += np.uint32(_GAP)
    whole = points.astype("<u4").tobytes().decode("utf-32-le")
    bounds = texts.bounds.tolist()
    return [whole[low:high] for low, high in pairwise(bounds)]
