"""Cut words into the pieces of three to five characters by which spellings and forms of one word are alike.

Takes folded words, gives the number of each of their grams. A word is padded with one blank at each side and no gram
goes over its edges: والمستشفى "and the hospital" and مستشفيات "hospitals" share most of what tells them from other
words.

A gram's number is a 64-bit hash of its code points: among a million grams two share a number by chance 3 times in 10⁸.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quotes.match.ragged import Numbers, Rows, starts_of

LENGTHS = (3, 4, 5)  # characters

_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying by it loses nothing
_SHIFT = np.uint64(29)


def grams_of(words: Sequence[str]) -> Rows:
    """Return the hashes of the grams of each word, a row a word; no row is empty, for the empty word is three blanks.

    >>> grams_of(["مدرسة"]).lengths.tolist()  # school: 5 of 3, 4 of 4, 3 of 5 characters
    [12]
    """
    letters, owners = _padded(words)
    hashes, of_word = zip(*(_of_length(length, letters, owners) for length in LENGTHS), strict=True)
    counts = sum(np.bincount(of, minlength=len(words)) for of in of_word)
    order = np.argsort(np.concatenate(of_word), kind="stable")
    return Rows(np.concatenate(hashes)[order], starts_of(np.asarray(counts)))


def _padded(words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the code points of all words, each between two blanks, and for each the number of its word."""
    words = [word or " " for word in words]
    text = "".join(f" {word} " for word in words)
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    return letters, np.repeat(np.arange(len(words)), [len(word) + 2 for word in words])


def _of_length(length: int, letters: Numbers, owners: Numbers) -> tuple[Numbers, Numbers]:
    """Return the hash of each gram of `length` characters, and the word that it is of."""
    count = max(len(letters) - length + 1, 0)
    whole = owners[:count] == owners[length - 1 : length - 1 + count]
    hashes = np.full(count, length, np.uint64)
    for at in range(length):
        hashes = (hashes ^ letters[at : at + count]) * _STEP
        hashes ^= hashes >> _SHIFT
    return hashes[whole], owners[:count][whole]
