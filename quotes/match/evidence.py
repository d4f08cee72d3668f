"""Weigh what a query and the likeliest texts have in common, word by word.

Takes a query and some texts of a collection, gives for each text the parts of the evidence, each 0 to 1 and 1 for the
query itself. Words are compared by the cosine of their grams, so that المستشفى "the hospital" and مستشفياتنا "our
hospitals" are alike in part; of numbers only the same are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quotes.match.characters import grams_of
from quotes.match.collection import Collection
from quotes.match.ragged import Numbers, Rows, starts_of

LONGEST = 1_000  # words of a text that are compared one by one
ALIKE = 0.4  # the least likeness of two words that counts as any
SAME = 0.6  # the least likeness of two words that are one word in another spelling or form
_FIRST_CODE = 0xF0000  # code points of no letter, by which rapidfuzz compares words


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as its words are compared: distinct ones, sorted, with their grams by place."""

    words: tuple[str, ...]  # as they follow each other
    distinct: tuple[str, ...]
    rarity: Numbers  # of each distinct word, in the collection
    codes: str  # a character a word, by its place among the distinct ones


@dataclass(frozen=True, slots=True)
class Compared:
    """A query and C texts: what they share, each part an array of C numbers from 0 to 1."""

    query_words: Numbers  # how much of the query, by the rarity of its words, the text holds
    text_words: Numbers  # how much of the text the query holds
    order: Numbers  # how well the shorter of both, word for word, fits into the longer
    codes: tuple[str, ...]  # each text, a character a word: those of the query's words for the same words
    best: Numbers  # (C, words of the query): the likeness of each distinct word to the nearest of the text


def asked(words: Sequence[str], collection: Collection) -> Asked:
    """Return a query ready to be compared with texts of `collection`."""
    words = tuple(words[:LONGEST]) or ("",)
    distinct = tuple(sorted(set(words)))
    places = {word: place for place, word in enumerate(distinct)}
    numbers = [collection.words.get(word, -1) for word in distinct]
    rarity = np.append(collection.word_rarity, collection.rarest)[numbers]
    return Asked(words, distinct, rarity, "".join(chr(_FIRST_CODE + places[word]) for word in words))


def compare(query: Asked, texts: Numbers, collection: Collection) -> Compared:
    """Compare a query with the texts of these numbers."""
    rows = _cut(collection.texts.take(texts))
    near, at = np.unique(rows.items, return_inverse=True)
    likeness = _likeness(query, near, collection)
    of_words = likeness[at]
    best = np.maximum.reduceat(of_words, rows.starts[:-1])
    rarity = collection.word_rarity[near][at]
    codes = _codes(query, rows, likeness, at)
    return Compared(
        query_words=best @ query.rarity / query.rarity.sum(),
        text_words=rows.sums(of_words.max(axis=1) * rarity) / rows.sums(rarity),
        order=_order(query.codes, codes),
        codes=codes,
        best=best,
    )


def _cut(texts: Rows) -> Rows:
    """Return the first words of each text, and the empty word, number 0, for a text that has none."""
    lengths = np.minimum(texts.lengths, LONGEST)
    starts = starts_of(np.maximum(lengths, 1))
    items = np.zeros(starts[-1], np.int64)
    within = np.arange(lengths.sum()) - np.repeat(starts_of(lengths)[:-1], lengths)
    items[np.repeat(starts[:-1], lengths) + within] = texts.items[np.repeat(texts.starts[:-1], lengths) + within]
    return Rows(items, starts)


def _likeness(query: Asked, near: Numbers, collection: Collection) -> Numbers:
    """Return the likeness of words of the collection to those of the query: an array (near, distinct)."""
    hashes = grams_of(query.distinct)
    pieces = collection.spelled.take(near)
    order = np.argsort(hashes.items, kind="stable")
    known = collection.known[pieces.items]
    low = np.searchsorted(hashes.items[order], known, "left")
    counts = np.searchsorted(hashes.items[order], known, "right") - low
    pairs = Rows(low, starts_of(counts))
    within = np.arange(pairs.starts[-1]) - np.repeat(pairs.starts[:-1], counts)
    of_query = hashes.owners()[order][np.repeat(low, counts) + within]
    of_near = np.repeat(pieces.owners(), counts)
    rarity = collection.rarity[np.repeat(pieces.items, counts)]
    width = len(query.distinct)
    shared = np.bincount(of_near * width + of_query, rarity**2, minlength=len(near) * width).reshape(-1, width)
    norms = np.sqrt(pieces.sums(collection.rarity[pieces.items] ** 2))
    likeness = shared / norms[:, None] / _norms(hashes, collection)
    return _judged(np.minimum(likeness, 1), query, near, collection)


def _norms(hashes: Rows, collection: Collection) -> Numbers:
    """Return the length of the vector of each word of a query."""
    places = np.minimum(np.searchsorted(collection.known, hashes.items), len(collection.known) - 1)
    rarity = np.where(collection.known[places] == hashes.items, collection.rarity[places], collection.rarest)
    return np.asarray(np.sqrt(hashes.sums(rarity**2)))


def _judged(likeness: Numbers, query: Asked, near: Numbers, collection: Collection) -> Numbers:
    """Return likenesses where those too small, and those of numbers, count as none, and the same word as 1."""
    judged = np.where(likeness < ALIKE, 0, likeness)
    judged[:, [any(map(str.isdigit, word)) for word in query.distinct]] = 0
    numbers = [collection.words.get(word, -1) for word in query.distinct]
    judged[near[:, None] == np.array(numbers)] = 1
    return judged


def _codes(query: Asked, rows: Rows, likeness: Numbers, at: Numbers) -> tuple[str, ...]:
    """Return each text with one character a word, that of the query's word where it is the same word."""
    nearest = likeness.argmax(axis=1)
    own = len(query.distinct) + np.arange(len(likeness))
    codes = np.where(likeness.max(axis=1) >= SAME, nearest, own) + _FIRST_CODE
    text = codes[at].astype("<u4").tobytes().decode("utf-32-le")
    return tuple(text[start:end] for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True))


def _order(query: str, texts: Sequence[str]) -> Numbers:
    """Return how well, word for word, query or text fits into the longer of both (`partial_ratio`)."""
    from rapidfuzz import fuzz

    return np.array([fuzz.partial_ratio(query, text) for text in texts]) / 100
