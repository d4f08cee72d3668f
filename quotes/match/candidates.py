"""Find every pair of wordings of which one may stand in the other, without comparing each with each.

Takes a store, gives pairs with their score. The promise: each pair of wordings of at least FEWEST words whose
`partial_ratio` over words is 80 or more is among them. A wording has keys (`quotes.match.keys`), one of which stands
whole in any text that repeats it; so a join of the keys of each with the grams of all finds every repetition.

Keys are chosen once, when a wording is new, and stored. New wordings are compared with all, those before only with new
ones: the pairs of a scan of A and then of B are those of a scan of A and B.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quotes.match.grams import LONGEST, Sieve, Sketch, Texts, grams, mixed, texts_of
from quotes.match.keys import choose
from quotes.match.verify import Pairs, joined, verified

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from quotes.match.grams import Numbers
    from quotes.store import Store
    from quotes.store.matching import Matching

SAMPLE = 8  # texts seen for each new one, where there are more
SETS, BITS = 4, 62  # of the words of a text, each word one bit of one set


def new_pairs(store: Store) -> Iterator[Pairs]:
    """Yield the pairs of wordings that repeat one another and of which at least one is new, each pair once: one block.

    The order is fixed. When more is asked for the keys of the new wordings are stored: from then on they are not new.
    Where the caller stops before, the same pairs come again next time.
    """
    matching = store.matching
    table = matching.wordings()
    texts, fresh = texts_of(table), table.column("fresh").to_numpy(zero_copy_only=False)
    if not fresh.any():
        return
    seen = _seen(fresh)
    sketch = _sketched(texts.where(seen))
    owners, keys = _chosen(texts, np.flatnonzero(fresh), sketch=sketch)
    asked = (sketch[keys] > 1) | (not seen.all())  # a key that no other text holds finds none
    matching.begin()
    _seek_new(matching, words := _Words(texts), owners[asked], keys[asked])
    if not fresh.all():
        _seek_old(matching, words, np.flatnonzero(fresh))
    pairs = matching.candidates()
    yield joined(verified(texts, pairs.column("a").to_numpy(), pairs.column("b").to_numpy()))
    matching.save_keys(_table(wording=texts.wordings[owners], gram=keys))


def _seen(fresh: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which texts the frequencies of grams are counted on: the new ones, and of the others SAMPLE for each. The
    keys chosen by them need not be the best, for any keys find all pairs."""
    step = max(1, len(fresh) // (SAMPLE * int(fresh.sum())))
    seen: NDArray[np.bool_] = fresh | (np.arange(len(fresh)) % step == 0)
    return seen


def _sketched(texts: Texts) -> Sketch:
    sketch = Sketch(len(texts.codes))
    for _, block in texts.blocks():
        for _, found in grams(block):
            sketch.add(found)
    return sketch


def _chosen(texts: Texts, numbers: Numbers, *, sketch: Sketch) -> tuple[Numbers, Numbers]:
    """Return the keys of the texts `numbers`, after the number of the text of each."""
    batches = [(numbers[some].ravel(), keys.ravel()) for some, keys in choose(texts.where(numbers), sketch=sketch)]
    return np.concatenate([owners for owners, _ in batches]), np.concatenate([keys for _, keys in batches])


def _seek_new(matching: Matching, words: _Words, owners: Numbers, keys: Numbers) -> None:
    """Gather the pairs of the owners of new keys and of all texts."""
    matching.seek(words.rows(owners, keys))
    sieve = Sieve(len(keys))
    sieve.add(keys)
    for first, block in words.texts.blocks():
        matching.gather(words.rows(*_sifted(block, sieve, first=first)))


def _seek_old(matching: Matching, words: _Words, numbers: Numbers) -> None:
    """Gather the pairs of all stored keys and of the new texts, `numbers`."""
    new = words.texts.where(numbers)
    sieve = Sieve(LONGEST * len(new.codes))
    for _, block in new.blocks():
        for _, found in grams(block):
            sieve.add(found)
    owners, keys = _met(matching.keys(), words.texts, sieve)
    matching.seek(words.rows(owners, keys))
    (sieve := Sieve(len(keys))).add(keys)
    for first, block in new.blocks():
        owners, found = _sifted(block, sieve, first=first)
        matching.gather(words.rows(numbers[owners], found))


def _met(stored: pa.Table, texts: Texts, sieve: Sieve) -> tuple[Numbers, Numbers]:
    """Return those stored keys that pass, after the number of the text of each."""
    keys = stored.column("gram").to_numpy()
    passed = sieve.passes(keys)
    return np.searchsorted(texts.wordings, stored.column("wording").to_numpy()[passed]), keys[passed]


def _sifted(block: Texts, sieve: Sieve, *, first: int) -> tuple[Numbers, Numbers]:
    """Return the grams of a block that pass, after the number of the text of each, counted from `first`."""
    passed = [(owners[kept], found[kept]) for owners, found in grams(block) for kept in [sieve.passes(found)]]
    owners, found = (np.concatenate(column) for column in zip(*passed, strict=True))
    return owners + first, found


class _Words:
    """The words of each text as SETS sets of BITS bits, beside the texts themselves."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._lengths = texts.lengths
        self._sets = np.concatenate([_sets(block) for _, block in texts.blocks()], axis=1)

    def rows(self, owners: Numbers, found: Numbers) -> pa.Table:
        """Return grams with all that the join asks of the texts that they stand in."""
        sets = {f"s{number}": one[owners] for number, one in enumerate(self._sets)}
        return _table(gram=found, text=owners, words=self._lengths[owners], **sets)


def _sets(texts: Texts) -> NDArray[np.int64]:
    """Return the sets of each text, (SETS, texts)."""
    bits = (mixed(texts.codes.astype(np.uint64)) % np.uint64(SETS * BITS)).astype(np.int64)
    return np.stack([_set(texts, bits - BITS * number) for number in range(SETS)])


def _set(texts: Texts, bits: Numbers) -> Numbers:
    """Return one set of each text; bits outside of 0 to BITS - 1 belong to another."""
    ours = (bits >= 0) & (bits < BITS)
    return np.bitwise_or.reduceat(np.where(ours, 1 << np.where(ours, bits, 0), 0), texts.bounds[:-1])


def _table(**columns: Numbers) -> pa.Table:
    import pyarrow as pa

    return pa.table(columns)
