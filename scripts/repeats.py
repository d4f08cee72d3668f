"""Find which of some wordings repeat one another, in several ways: brute force, this program's own, MinHash LSH.

Each takes texts and gives pairs of the numbers of wordings, the lower first. What is true is what brute force finds:
`partial_ratio` over words of 80 or more. By itself (`repeats.py NAME TEXTS PAIRS`) it runs one way in a process of its
own, prints what that took, and writes the pairs that are true to a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from apart import peak_mb, show, stay_on_one_core, timed

from quotes.match import candidates
from quotes.match.audit import true_pairs
from quotes.match.grams import Texts, texts_of
from quotes.match.verify import verified
from quotes.scan import scan
from quotes.store import Store

ROWS = 2048  # wordings compared with all that follow them, at a time
BANDS = ((32, 4), (64, 2))  # of 128 hashes: bands, and rows of a band

Pair = tuple[int, int]
Way = Callable[[Texts], set[Pair]]
Meetings = Iterable[tuple[int, int]]  # of texts by their places, in any order, some more than once


def main(name: str, texts: str, pairs: str) -> int:
    """Run one way, its candidates scored; print what it took and write what it found."""
    stay_on_one_core()
    held = load(Path(texts))
    try:
        (met, found), took = timed(lambda: _scored(held, WAYS[name]))
    except ImportError as error:
        show({"reason": f"{error.name} is not installed"})
        return 0
    np.save(pairs, np.array(sorted(found), dtype=np.int64).reshape(-1, 2))
    show({"wordings": len(held), "candidates": met, "pairs": len(found), **took, "peak_mb": peak_mb()})
    return 0


def _scored(texts: Texts, way: Way) -> tuple[int, set[Pair]]:
    met = way(texts)
    return len(met), kept(texts, met)


# The wordings.


def scanned(paths: Sequence[str], folder: str) -> str:
    """Scan a corpus into a new database of the folder and return its path."""
    db = str(Path(folder, "scanned.duckdb"))
    scan(paths, db=db)
    return db


def wordings(db: str) -> Texts:
    """Return the wordings of a database."""
    with Store.open(db) as store:
        return texts_of(store.matching.wordings())


def shuffled(texts: Texts) -> Texts:
    """Return the texts in an order that has nothing to do with them, always the same."""
    return texts.where(np.random.default_rng(1).permutation(len(texts)))


def prefix(texts: Texts, size: int) -> Texts:
    """Return the first `size` texts."""
    return texts.where(np.arange(min(size, len(texts))))


def save(texts: Texts, path: Path) -> None:
    """Write the texts to a file that `load` reads."""
    np.savez(path, wordings=texts.wordings, codes=texts.codes, bounds=texts.bounds)


def load(path: Path) -> Texts:
    """Return the texts of a file that `save` wrote."""
    with np.load(path) as held:
        return Texts(held["wordings"], held["codes"], held["bounds"])


# The ways.


def brute_force(texts: Texts) -> set[Pair]:
    """Compare each wording with all that follow it, and itself."""
    found: set[Pair] = set()
    for first in range(0, len(texts), ROWS):
        rest = texts.where(np.arange(first, len(texts)))
        found.update(true_pairs(rest, range(min(ROWS, len(rest)))))
    return found


def matched(texts: Texts, folder: str) -> set[Pair]:
    """Match the texts in a new database of the folder, as a scan does."""
    return matched_in(written(texts, folder))


def matched_in(db: str) -> set[Pair]:
    """Match the new wordings of a database."""
    with Store.create(db) as store:
        blocks = list(candidates.new_pairs(store))
    return {pair for block in blocks for pair in zip(block.a.tolist(), block.b.tolist(), strict=True)}


def written(texts: Texts, folder: str) -> str:
    """Write the wordings to a new database and return its path."""
    db = str(Path(folder, f"{len(texts)}.duckdb"))
    Store.create(db).close()
    add(texts, db)
    return db


def add(texts: Texts, db: str) -> None:
    """Add wordings to those of a database."""
    words = pa.ListArray.from_arrays(pa.array(texts.bounds, pa.int32()), pa.array(texts.codes))
    rows = pa.table({"wording": texts.wordings, "words": words, "content": pa.array([""] * len(texts))})
    with duckdb.connect(db) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("rows", rows)
        connection.execute("INSERT INTO wordings BY NAME SELECT * FROM rows ORDER BY wording")


def rensa(texts: Texts, *, bands: int, rows: int) -> set[Pair]:
    """Return the candidates of MinHash LSH over the sets of words, by rensa."""
    from rensa import RMinHash, RMinHashLSH

    index, prints = RMinHashLSH(threshold=0.5, num_perm=bands * rows, num_bands=bands), []
    for number, words in enumerate(_words(texts)):
        print_ = RMinHash(num_perm=bands * rows, seed=1)
        print_.update(words)
        index.insert(number, print_)
        prints.append(print_)
    return _pairs(texts, ((number, other) for number, print_ in enumerate(prints) for other in index.query(print_)))


def datasketch(texts: Texts, *, bands: int, rows: int) -> set[Pair]:
    """Return the candidates of MinHash LSH over the sets of words, by datasketch."""
    from datasketch import MinHash, MinHashLSH

    told = ([word.encode() for word in words] for words in _words(texts))
    prints = MinHash.bulk(told, num_perm=bands * rows, seed=1)
    index = MinHashLSH(num_perm=bands * rows, params=(bands, rows))
    for number, print_ in enumerate(prints):
        index.insert(number, print_, check_duplication=False)
    return _pairs(texts, ((number, other) for number, print_ in enumerate(prints) for other in index.query(print_)))


def _words(texts: Texts) -> Iterator[list[str]]:
    return (list(map(str, words.tolist())) for words in np.split(texts.codes, texts.bounds[1:-1]))


def _pairs(texts: Texts, met: Meetings) -> set[Pair]:
    numbers = texts.wordings.tolist()
    named = ((numbers[a], numbers[b]) for a, b in met if a != b)
    return {(min(pair), max(pair)) for pair in named}


def kept(texts: Texts, pairs: set[Pair]) -> set[Pair]:
    """Return those of the pairs that score high enough."""
    places = {wording: place for place, wording in enumerate(texts.wordings.tolist())}
    first, second = (np.array([places[pair[side]] for pair in sorted(pairs)], dtype=np.int64) for side in (0, 1))
    blocks = verified(texts, first, second) if pairs else ()
    return {pair for block in blocks for pair in zip(block.a.tolist(), block.b.tolist(), strict=True)}


def against(found: set[Pair], true: set[Pair]) -> dict[str, Any]:
    """Return how many of the true pairs were found."""
    return {"true_pairs": len(true), "missed": len(true - found), "recall": len(true & found) / max(1, len(true))}


def _matched_alone(texts: Texts) -> set[Pair]:
    with TemporaryDirectory() as folder:
        return matched(texts, folder)


WAYS: dict[str, Way] = {
    "rapidfuzz, cdist": brute_force,
    "quotes": _matched_alone,
    **{f"rensa, {bands} bands of {rows}": partial(rensa, bands=bands, rows=rows) for bands, rows in BANDS},
    **{f"datasketch, {bands} bands of {rows}": partial(datasketch, bands=bands, rows=rows) for bands, rows in BANDS},
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
