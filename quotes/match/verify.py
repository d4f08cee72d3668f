"""Score pairs of wordings word by word, and keep those of which one stands in the other.

Takes texts and pairs of their numbers, gives the pairs whose `partial_ratio` over words is high enough. Each word
becomes one character, so that rapidfuzz compares words as fast as it does letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quotes.match.grams import Numbers, Texts

LEAST = 80.0  # of 100: the score of the promise that the keys give
PAIRS = 1 << 15  # at a time
_SURROGATES, _GAP = 0xD800, 0x800  # characters that stand for nothing by themselves


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of wordings, `a` < `b`, with the `partial_ratio` of their words, 80 to 100; arrays of one length."""

    a: Numbers
    b: Numbers
    ratio: NDArray[np.float64]


def verified(texts: Texts, first: Numbers, second: Numbers) -> Iterator[Pairs]:
    """Yield those pairs of texts that score LEAST or more, in their order; a block may hold none."""
    for start in range(0, len(first), PAIRS):
        some = slice(start, start + PAIRS)
        yield _kept(texts, first[some], second[some])


def _kept(texts: Texts, first: Numbers, second: Numbers) -> Pairs:
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import cpdist

    numbers, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    used = texts.where(numbers)
    strings = spelled(used, np.unique(used.codes))
    left, right = ([strings[place] for place in half] for half in np.split(places, 2))
    ratio = cpdist(left, right, scorer=partial_ratio, score_cutoff=LEAST, workers=-1, dtype=np.float64)
    kept = ratio >= LEAST
    a, b = texts.wordings[first[kept]], texts.wordings[second[kept]]
    return Pairs(np.minimum(a, b), np.maximum(a, b), ratio[kept])


def spelled(texts: Texts, alphabet: NDArray[np.uint32]) -> Sequence[str]:
    """Return each text with a character a word: that of its code's place in the sorted `alphabet`, which holds at most
    a million; all words that are not in it share one character."""
    places = np.minimum(np.searchsorted(alphabet, texts.codes), len(alphabet) - 1)
    points = np.where(alphabet[places] == texts.codes, places + 1, 0).astype(np.uint32)
    points[points >= _SURROGATES] += np.uint32(_GAP)
    whole = points.astype("<u4").tobytes().decode("utf-32-le")
    bounds = texts.bounds.tolist()
    return [whole[low:high] for low, high in pairwise(bounds)]
