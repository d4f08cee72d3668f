"""Look for the grams of texts among keys, and join them: here, or by shards of their hashes wherever there are hands.

Takes keys and blocks of texts, gives pairs of texts of which one holds a key of the other. The look through a block is
one task. With a shelf its grams stay there as Parquet, a file for each shard of their hashes, and each shard is joined
by a task of its own; without one they are joined in the database, which moves to disk what does not fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from quotes.hands import Each, Hands
from quotes.match.grams import Sieve, Texts, grams, mixed

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from quotes.exchange import Exchange
    from quotes.match.grams import Numbers
    from quotes.store.matching import Matching

SETS, BITS = 4, 62  # of the words of a text, each word one bit of one set
WORDS = 4_000_000  # of all texts, for each shard of the hashes of their grams


@dataclass(frozen=True, slots=True)
class Block:
    """Texts with what the join asks of each: its number among all, and its words as sets of bits, (SETS, texts)."""

    texts: Texts
    numbers: Numbers
    sets: NDArray[np.int64]

    def rows(self, owners: Numbers, found: Numbers) -> pa.Table:
        """Return grams after what the join asks of the texts, by their places in the block, that they stand in."""
        sets = {f"s{number}": one[owners] for number, one in enumerate(self.sets)}
        return table(gram=found, text=self.numbers[owners], words=self.texts.lengths[owners], **sets)


class Words:
    """All texts, and the sets of their words."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._all = Block(
            texts, np.arange(len(texts)), np.concatenate([_sets(block) for _, block in texts.blocks()], axis=1)
        )

    def rows(self, owners: Numbers, found: Numbers) -> pa.Table:
        """Return grams after what the join asks of the texts, by their numbers, that they stand in."""
        return self._all.rows(owners, found)

    def blocks(self, numbers: Numbers | None = None) -> Iterator[Block]:
        """Yield the texts, or those of some numbers, in blocks."""
        chosen = self._all.numbers if numbers is None else numbers
        for first, block in (self.texts if numbers is None else self.texts.where(numbers)).blocks():
            some = chosen[first : first + len(block)]
            yield Block(block, some, self._all.sets[:, some])


class Join(Protocol):
    """A join in the making."""

    def meet(self, keys: pa.Table, blocks: Iterable[Block], *, sieve: Sieve) -> None:
        """Note the pairs of the texts of `keys` and of texts of `blocks` that hold one; `sieve` lets the keys pass."""

    def pairs(self) -> pa.Table:
        """Return the pairs noted, each once, ascending: `a` < `b`, numbers of texts; and forget them."""


def over(matching: Matching, *, words: int, hands: Hands, shelf: Exchange | None) -> Join:
    """Return a join of texts of so many words in the database, or on a shelf."""
    if shelf is not None:
        return _Shelved(hands, shelf, 1 + words // WORDS)
    matching.begin()
    return _Stored(hands, matching)


@dataclass(frozen=True, slots=True)
class _Stored:
    """The join in the database."""

    hands: Hands
    matching: Matching

    def meet(self, keys: pa.Table, blocks: Iterable[Block], *, sieve: Sieve) -> None:
        self.matching.seek(keys)
        for _, rows in self.hands.in_order(Each(partial(sifted, sieve=sieve)), blocks):
            self.matching.gather(rows)

    def pairs(self) -> pa.Table:
        return self.matching.candidates()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the tables of one round are, in so many shards."""

    place: Exchange
    shards: int


class _Shelved:
    """The join on a shelf, in rounds: each has its keys and its texts."""

    def __init__(self, hands: Hands, shelf: Exchange, shards: int) -> None:
        self._hands, self._shelf, self._shards = hands, shelf, shards
        self._rounds: list[Exchange] = []

    def meet(self, keys: pa.Table, blocks: Iterable[Block], *, sieve: Sieve) -> None:
        place = self._shelf.within(f"round-{len(self._rounds)}")
        _sort_out(keys, "keys", "0", _Shelf(place, self._shards))
        leave = partial(left, sieve=sieve, shelf=_Shelf(place, self._shards))
        for _ in self._hands.in_order(Each(leave), enumerate(blocks)):
            pass
        self._rounds.append(place)

    def pairs(self) -> pa.Table:
        import pyarrow as pa

        tasks = [(place, shard) for place in self._rounds for shard in range(self._shards)]
        found = [pairs for _, pairs in self._hands.in_order(Each(shard_met), tasks)]
        return (
            pa.concat_tables(found).group_by(["a", "b"]).aggregate([]).sort_by([("a", "ascending"), ("b", "ascending")])
        )


def sifted(block: Block, *, sieve: Sieve) -> pa.Table:
    """Return the grams of a block that pass, for the join."""
    passed = [(owners[kept], found[kept]) for owners, found in grams(block.texts) for kept in [sieve.passes(found)]]
    owners, found = (np.concatenate(column) for column in zip(*passed, strict=True))
    return block.rows(owners, found)


def left(task: tuple[int, Block], *, sieve: Sieve, shelf: _Shelf) -> None:
    """Leave the grams of a block that pass on a shelf."""
    number, block = task
    _sort_out(sifted(block, sieve=sieve), "grams", f"{number:06}", shelf)


def _sort_out(rows: pa.Table, kind: str, name: str, shelf: _Shelf) -> None:
    """Write rows by the shards of their hashes; a shard without any has a table too."""
    shards = rows.column("gram").to_numpy() % shelf.shards
    for shard in range(shelf.shards):
        shelf.place.put(f"{kind}/{shard:04}/{name}", rows.filter(shards == shard))


def shard_met(task: tuple[Exchange, int]) -> pa.Table:
    """Return the pairs of one shard of a round."""
    from quotes.store.meeting import met

    place, shard = task
    return met(*(place.named(f"{kind}/{shard:04}/*") for kind in ("keys", "grams")))


def _sets(texts: Texts) -> NDArray[np.int64]:
    """Return the sets of each text, (SETS, texts)."""
    bits = (mixed(texts.codes.astype(np.uint64)) % np.uint64(SETS * BITS)).astype(np.int64)
    return np.stack([_set(texts, bits - BITS * number) for number in range(SETS)])


def _set(texts: Texts, bits: Numbers) -> Numbers:
    """Return one set of each text; bits outside of 0 to BITS - 1 belong to another."""
    ours = (bits >= 0) & (bits < BITS)
    return np.bitwise_or.reduceat(np.where(ours, 1 << np.where(ours, bits, 0), 0), texts.bounds[:-1])


def table(**columns: Numbers) -> pa.Table:
    """Return columns of equal length as a table."""
    import pyarrow as pa

    return pa.table(columns)
