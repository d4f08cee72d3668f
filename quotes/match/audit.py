"""Prove the promise of the candidates on a sample: compare some wordings with all others, and count what was held.

Takes a store, and what tells a repeat and what is held, gives the recall with its interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from quotes.match.grams import Texts, texts_of
from quotes.match.verify import LEAST, spelled

if TYPE_CHECKING:
    from quotes.store import Store

Pair = tuple[int, int]  # two wordings, the lower number first
Choice = Callable[[set[Pair]], set[Pair]]  # takes pairs, gives some of them
TEXTS = 4096  # of the others, at a time
_Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class Audit:
    """What brute force found of some wordings, and how much of it was held."""

    sampled: int  # wordings that were compared with all others
    true_pairs: int  # pairs of which the score is high enough, and which are one statement
    found: int  # those of them that were held
    recall: float  # 0 to 1; 1 where there is no pair to be found
    low: float  # the bounds of its 95 % interval (Wilson, 1927)
    high: float


def audit(store: Store, *, n: int, seed: int, repeats: Choice, held: Choice) -> Audit:
    """Compare `n` wordings, drawn by `seed`, with all.

    Of the pairs that score high enough `repeats` gives those that are one statement, and `held` those of these that the
    database holds.
    """
    texts = texts_of(store.matching.wordings())
    drawn = sorted(Random(seed).sample(range(len(texts)), min(n, len(texts))))  # noqa: S311 - a sample, not a secret
    true = repeats(set(true_pairs(texts, drawn)))
    found = len(held(true))
    low, high = wilson(found, len(true))
    return Audit(len(drawn), len(true), found, found / len(true) if true else 1.0, low, high)


def true_pairs(texts: Texts, drawn: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs of a text drawn and any other that score LEAST or more; some come twice. Brute force."""
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import cdist

    sample = texts.where(np.asarray(drawn, dtype=np.int64))
    alphabet = np.unique(sample.codes)
    queries = spelled(sample, alphabet)
    for first in range(0, len(texts) if queries else 0, TEXTS):
        others = texts.where(np.arange(first, min(first + TEXTS, len(texts))))
        choices = spelled(others, alphabet)
        scores = cdist(queries, choices, scorer=partial_ratio, score_cutoff=LEAST, workers=-1, dtype=np.float32)
        for query, choice in np.argwhere(scores >= LEAST).tolist():
            a, b = int(sample.wordings[query]), int(others.wordings[choice])
            if a != b:
                yield min(a, b), max(a, b)


def wilson(found: int, of: int) -> tuple[float, float]:
    """Return the bounds of the 95 % interval of a share.

    >>> [round(bound, 3) for bound in wilson(200, 200)]
    [0.981, 1.0]
    """
    if not of:
        return 0.0, 1.0
    share, spread = found / of, _Z * _Z / of
    middle = share + spread / 2
    width = sqrt(spread * (share * (1 - share) + spread / 4))
    return max(0.0, (middle - width) / (1 + spread)), min(1.0, (middle + width) / (1 + spread))
