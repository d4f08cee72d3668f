"""Index a collection of texts by the character grams of their words, and weigh every text against a query.

Takes texts as folded words, gives the cosine of each with a query. A text is the set of its words, a word the bag of
its grams, a gram weighs log((1 + N) / (1 + texts that hold it)) + 1: TF-IDF of character grams within words, with every
word of a text counted once. As the grams of a text are those of its words, a query is laid over the distinct words of
the collection first, through the words that hold its grams, and over all texts by their words then: the cosine is exact
for every text, in single precision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quotes.match.characters import grams_of
from quotes.match.ragged import Numbers, Rows, starts_of

BLOCK = 4_000  # texts whose grams are sorted at a time


@dataclass(frozen=True, slots=True)
class Weighed:
    """A query over the grams of a collection."""

    grams: Numbers  # those that the collection holds, sorted
    weights: Numbers  # of each: count times the square of its rarity, which serves both sides of the product
    norm: float  # of the query's vector, unknown grams included


@dataclass(frozen=True, slots=True)
class Collection:
    """What ranking asks of a collection of N texts."""

    words: dict[str, int]  # every distinct word and its number
    texts: Rows  # the numbers of each text's words, as they follow each other
    sets: Rows  # the distinct ones of each, sorted; a text without words has the empty word
    spelled: Rows  # the numbers of each word's grams
    holders: Rows  # the numbers of the words that hold each gram, one as often as it does
    known: Numbers  # the hashes of all grams, sorted; a gram's number is its place here
    rarity: Numbers  # of each gram
    word_rarity: Numbers  # of each word
    norms: Numbers  # of each text's vector

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def rarest(self) -> float:
        """The rarity of what no text holds."""
        return float(_rarity(np.zeros(1), len(self))[0])

    def weigh(self, words: Sequence[str]) -> Weighed:
        """Return the vector of the distinct `words` of a query."""
        hashes, counts = np.unique(grams_of(words).items, return_counts=True)
        places = np.minimum(np.searchsorted(self.known, hashes), len(self.known) - 1)
        held = self.known[places] == hashes
        rarity = np.where(held, self.rarity[places], self.rarest)
        norm = float(np.sqrt(np.sum((counts * rarity) ** 2)))
        return Weighed(places[held], (counts * rarity**2)[held], norm)

    def cosines(self, query: Weighed) -> Numbers:
        """Return the cosine of a query with every text, 0 to 1, in single precision."""
        holders = self.holders.take(query.grams)
        weights = np.repeat(query.weights, holders.lengths)
        over_words = np.bincount(holders.items, weights, minlength=len(self.spelled)).astype(np.float32)
        return self.sets.sums(over_words.take(self.sets.items)) / (self.norms * np.float32(query.norm or 1))


def collect(texts: Sequence[Sequence[str]]) -> Collection:
    """Return the index of texts given as folded words."""
    words = {word: number for number, word in enumerate(sorted({"", *(word for text in texts for word in text)}))}
    numbers = np.fromiter((words[word] for text in texts for word in text), np.int32)
    rows = Rows(numbers, starts_of(np.fromiter(map(len, texts), np.int64, len(texts))))
    sets = _sets(rows, len(words))
    hashes = grams_of(list(words))
    known, spelled = np.unique(hashes.items, return_inverse=True)
    spelling = Rows(spelled, hashes.starts)
    rarity, norms = _measured(sets, spelling, len(known))
    held = np.bincount(sets.items, minlength=len(words))
    return Collection(
        words=words, texts=rows, sets=sets, spelled=spelling, holders=_holders(spelling, len(known)), known=known,
        rarity=rarity, word_rarity=_rarity(held, len(texts)), norms=norms,
    )  # fmt: skip


def _sets(texts: Rows, words: int) -> Rows:
    """Return the distinct words of each text, sorted; the empty word, number 0, for a text that has none."""
    empty = np.flatnonzero(texts.lengths == 0) * words
    pairs = np.sort(np.concatenate([texts.owners() * words + texts.items, empty]))
    owners, items = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], words)
    return Rows(items, starts_of(np.bincount(owners, minlength=len(texts))))


def _holders(spelling: Rows, grams: int) -> Rows:
    """Return the words that hold each gram: `spelling` turned round."""
    order = np.argsort(spelling.items, kind="stable")
    return Rows(spelling.owners()[order], starts_of(np.bincount(spelling.items, minlength=grams)))


def _measured(sets: Rows, spelling: Rows, grams: int) -> tuple[Numbers, Numbers]:
    """Return the rarity of each gram, and the norm of each text."""
    held = np.zeros(grams, np.int64)
    for _, numbers, _ in _bags(sets, spelling, grams):
        held += np.bincount(numbers, minlength=grams)
    rarity = _rarity(held, len(sets))
    norms = [
        np.sqrt(np.bincount(owners, (counts * rarity[numbers]) ** 2))
        for owners, numbers, counts in _bags(sets, spelling, grams)
    ]
    return rarity, np.concatenate([np.zeros(0), *norms]).astype(np.float32)


def _bags(sets: Rows, spelling: Rows, grams: int) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Yield block by block of texts: for each distinct gram of a text the text's place in the block, gram, count."""
    width = grams.bit_length()
    for start in range(0, len(sets), BLOCK):
        block = sets.take(np.arange(start, min(start + BLOCK, len(sets))))
        pieces = spelling.take(block.items)
        owners = np.repeat(block.owners(), pieces.lengths)
        keys = np.sort(owners << width | pieces.items)
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        distinct = keys[first]
        yield distinct >> width, distinct & ((1 << width) - 1), np.diff(first, append=len(keys))


def _rarity(held: Numbers, texts: int) -> Numbers:
    return np.log((1 + texts) / (1 + held)) + 1
