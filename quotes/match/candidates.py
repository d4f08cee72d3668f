"""Find every pair of wordings of which one may stand in the other, without comparing each with each.

Takes a store, gives pairs with their score. The promise: each pair of wordings of at least FEWEST words whose
`partial_ratio` over words is 80 or more is among them. A wording has keys (`quotes.match.keys`), one of which stands
whole in any text that repeats it; so a join of the keys of each with the grams of all finds every repetition
(`quotes.match.joining`).

Keys are chosen once, when a wording is new, and stored. New wordings are compared with all, those before only with new
ones: the pairs of a scan of A and then of B are those of a scan of A and B.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quotes.hands import OWN, Hands
from quotes.match.grams import LONGEST, Sieve, Sketch, Texts, grams, texts_of
from quotes.match.joining import Join, Words, over, table
from quotes.match.keys import choose
from quotes.match.verify import Pairs, joined, verified

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from quotes.exchange import Exchange
    from quotes.match.grams import Numbers
    from quotes.store import Store

SAMPLE = 8  # texts seen for each new one, where there are more


def new_pairs(store: Store, *, hands: Hands = OWN, shelf: Exchange | None = None) -> Iterator[Pairs]:
    """Yield the pairs of wordings that repeat one another and of which at least one is new, each pair once: one block.

    The order is fixed. When more is asked for the keys of the new wordings are stored: from then on they are not new.
    Where the caller stops before, the same pairs come again next time. `hands` look for the grams; with a `shelf` they
    join them there.
    """
    matching = store.matching
    wordings = matching.wordings()
    texts, fresh = texts_of(wordings), wordings.column("fresh").to_numpy(zero_copy_only=False)
    if not fresh.any():
        return
    seen = _seen(fresh)
    sketch = _sketched(texts.where(seen))
    owners, keys = _chosen(texts, np.flatnonzero(fresh), sketch=sketch)
    asked = (sketch[keys] > 1) | (not seen.all())  # a key that no other text holds finds none
    words = Words(texts)
    join = over(matching, words=len(texts.codes), hands=hands, shelf=shelf)
    _seek_new(join, words, owners[asked], keys[asked])
    if not fresh.all():
        _seek_old(join, words, np.flatnonzero(fresh), stored=matching.keys())
    pairs = join.pairs()
    yield joined(verified(texts, pairs.column("a").to_numpy(), pairs.column("b").to_numpy()))
    matching.save_keys(table(wording=texts.wordings[owners], gram=keys))


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


def _seek_new(join: Join, words: Words, owners: Numbers, keys: Numbers) -> None:
    """Let the owners of new keys meet all texts."""
    (sieve := Sieve(len(keys))).add(keys)
    join.meet(words.rows(owners, keys), words.blocks(), sieve=sieve)


def _seek_old(join: Join, words: Words, numbers: Numbers, *, stored: pa.Table) -> None:
    """Let the owners of stored keys meet the new texts, `numbers`."""
    new = words.texts.where(numbers)
    sieve = Sieve(LONGEST * len(new.codes))
    for _, block in new.blocks():
        for _, found in grams(block):
            sieve.add(found)
    owners, keys = _met(stored, words.texts, sieve)
    (sieve := Sieve(len(keys))).add(keys)
    join.meet(words.rows(owners, keys), words.blocks(numbers), sieve=sieve)


def _met(stored: pa.Table, texts: Texts, sieve: Sieve) -> tuple[Numbers, Numbers]:
    """Return those stored keys that pass, after the number of the text of each."""
    keys = stored.column("gram").to_numpy()
    passed = sieve.passes(keys)
    return np.searchsorted(texts.wordings, stored.column("wording").to_numpy()[passed]), keys[passed]
