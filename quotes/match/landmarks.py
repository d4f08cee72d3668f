"""Mark a statement by pairs of its rarest words: what is told in other words still names the same rare things.

Takes the content of a statement, gives its landmarks. Two statements with a landmark in common are candidates for
*reworded*, whatever the order and the rest of their words. On labelled pairs of repeats whose words stand in another
order or are other words, five rarest words find 46 of 58.
"""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

from quotes.match.reading import read_bare

RAREST_WORDS = 5
SHARE = 0.4  # of the words of the shorter that two candidates share; of labelled repeats one in twenty has less
TELLING = 2.5  # nats: a word in fewer than one article in twelve


def landmarks_of(content: str) -> tuple[int, ...]:
    """Return the landmarks of a statement, each a number below 2**63; at most ten.

    >>> len(landmarks_of("قال إن الأمر كذلك"))  # he said that it is so
    0
    """
    weights = {bare: weight for bare, weight in read_bare(content) if weight >= TELLING}
    rarest = sorted(weights, key=lambda bare: (-weights[bare], bare))[:RAREST_WORDS]
    codes = sorted(crc32(bare.encode("utf-8", "surrogatepass")) for bare in rarest)
    return tuple((one << 31) ^ other for one, other in combinations(codes, 2))
