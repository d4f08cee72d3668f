"""Reduce a statement to the words that are matched: folded, without marks and signs.

Takes the content of a quotation, gives its words. Two contents with the same words have one *wording*; its number is a
hash of them, so that it is the same in every database. Each word has a code, a hash too: statements are stored and
compared as sequences of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from zlib import crc32

from quotes.memory import remembered
from quotes.normalise import fold_text

FEWEST = 4  # words; shorter statements ("we will win") recur by chance
_WORD = re.compile(r"\d+(?:[.,٫]\d+)+|\w+")
_BITS = 63  # a number that every signed 64-bit column holds


def words_of(content: str) -> tuple[str, ...]:
    """Return the folded words of a statement; a number with its fraction is one word.

    >>> words_of("أكّد أن «النسبة» 3.5٪")  # he affirmed that "the rate" is 3.5%
    ('اكد', 'ان', 'النسبه', '3.5')
    """
    return words_in(fold_text(content))


def words_in(folded: str) -> tuple[str, ...]:
    """Return the words of a statement that is folded already."""
    return tuple(_WORD.findall(folded.lower()))


def wording_of(words: Sequence[str]) -> int:
    """Return the number of a wording: a hash of its words, 0 to 2**63 - 1."""
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - _BITS)


def codes_of(words: Iterable[str]) -> list[int]:
    """Return the code of each word, 0 to 2**32 - 1."""
    return [_code(word) for word in words]


@remembered
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))
