"""Measure matching: the seconds of each stage, candidates, memory and growth; or prove that it loses nothing.

Prints one JSON object a result. Without options the wordings of a corpus are matched in growing parts, each in a
process and a database of its own, and beside them a part small enough for brute force (rapidfuzz `cdist`) and for
MinHash LSH (rensa, of the extra `bench`, where it is installed). `seconds` are of the processor, all threads together,
so that what else runs on the machine does not count; `elapsed` is of the clock.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from importlib.util import find_spec
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar
from unittest.mock import patch

import duckdb
import numpy as np
import pyarrow as pa

from quotes.match import candidates
from quotes.match.audit import true_pairs
from quotes.match.grams import Texts, texts_of
from quotes.scan import scan
from quotes.store import Store
from quotes.store.matching import Matching

ROOT = Path(__file__).resolve().parent.parent
LARGE, DEMO = ROOT.parent / "shared" / "data" / "saudinewsnet", ROOT / "corpora"
TWO_DAYS = ("2015-07-26.zip", "2015-07-27.zip")
ROWS = 2048  # wordings compared with all that follow them, at a time
BANDS = ((32, 4), (64, 2))  # of 128 hashes: bands, and rows of a band
STAGES = {
    "frequencies": (candidates, "_sketched"), "keys": (candidates, "_chosen"), "join": (candidates, "_seek_new"),
    "join_stored": (candidates, "_seek_old"), "distinct": (Matching, "candidates"), "save": (Matching, "save_keys"),
}  # fmt: skip

Pair = tuple[int, int]
Result = TypeVar("Result")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the results that the options ask for."""
    args = _parser().parse_args(argv)
    with TemporaryDirectory() as folder:
        results = _truth(args, folder) if args.truth else _growth(args, folder)
        for result in results:
            print(json.dumps(result), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a corpus to scan; for --truth the slice of it")
    parser.add_argument("--db", metavar="FILE", help="take the wordings of this database, scan nothing")
    parser.add_argument("--truth", action="store_true", help="compare a slice of two days with brute force: its recall")
    parser.add_argument("--steps", type=int, default=4, metavar="N", help="double the size so often less one (4)")
    parser.add_argument("--multiply", type=int, metavar="N", help="and match N wordings made from these")
    parser.add_argument("--brute", type=int, default=8192, metavar="N", help="wordings for what is side by side (8192)")
    return parser


# The two sorts of results.


def _truth(args: argparse.Namespace, folder: str) -> Iterator[dict[str, Any]]:
    days = [str(LARGE / day) for day in TWO_DAYS] if LARGE.is_dir() else [str(DEMO)]
    texts = _wordings(args.db or _scanned(args.paths or days, folder))
    true, brute = _timed(lambda: _brute_force(texts))
    found, ours = _timed(lambda: _matched(texts, folder))
    yield {"result": "brute force", "wordings": len(texts), "pairs": len(true), **brute}
    yield {"result": "matching", "wordings": len(texts), **_against(found, true), **ours}


def _growth(args: argparse.Namespace, folder: str) -> Iterator[dict[str, Any]]:
    whole = [str(LARGE if LARGE.is_dir() else DEMO)]
    texts = _shuffled(_wordings(args.db or _scanned(args.paths or whole, folder)))
    points = []
    for step in reversed(range(args.steps)):
        yield (point := _apart(_prefix(texts, len(texts) >> step)))
        points.append((point["wordings"], point["seconds"]))
    yield _apart(texts, stored=len(texts) - len(texts) // 100)
    if args.multiply:
        yield (point := _apart(multiplied(texts, args.multiply)))
        points.append((point["wordings"], point["seconds"]))
    yield {"result": "growth", "exponent": round(exponent(points), 3), "points": points}
    yield from _side_by_side(_prefix(texts, args.brute), folder)


def _side_by_side(texts: Texts, folder: str) -> Iterator[dict[str, Any]]:
    true, brute = _timed(lambda: _brute_force(texts))
    yield {"result": "brute force", "wordings": len(texts), "pairs": len(true), **brute}
    found, ours = _timed(lambda: _matched(texts, folder))
    yield {"result": "matching", "wordings": len(texts), **_against(found, true), **ours}
    if find_spec("rensa") is None:
        return
    for bands, rows in BANDS:
        found, theirs = _timed(partial(_min_hash, texts, bands=bands, rows=rows))
        shape = {"bands": bands, "rows": rows, "candidates_per_wording": round(len(found) / len(texts), 2)}
        yield {"result": "MinHash LSH", "wordings": len(texts), **shape, **_against(found, true), **theirs}


# The wordings.


def _scanned(paths: Sequence[str], folder: str) -> str:
    db = str(Path(folder, "scanned.duckdb"))
    scan(paths, db=db)
    return db


def _wordings(db: str) -> Texts:
    with Store.open(db) as store:
        return texts_of(store.matching.wordings())


def _shuffled(texts: Texts) -> Texts:
    return texts.where(np.random.default_rng(1).permutation(len(texts)))


def _prefix(texts: Texts, size: int) -> Texts:
    return texts.where(np.arange(min(size, len(texts))))


def multiplied(texts: Texts, size: int) -> Texts:
    """Return `size` wordings: the texts, then what becomes of them on the way, until there are enough."""
    random, words = Random(1), np.split(texts.codes, texts.bounds[1:-1])
    told = {row.tobytes(): row for row in words}
    while len(told) < size:
        row = _become(random.choice(words), random.choice(words), random)
        told.setdefault(row.tobytes(), row)
    rows = list(told.values())[:size]
    bounds = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    return Texts(np.arange(size), np.concatenate(rows), bounds)


def _become(one: np.ndarray, other: np.ndarray, random: Random) -> np.ndarray:
    """Return one statement cut, edited, or joined with a part of another; five words or more."""
    place, words = random.randrange(len(one)), len(one)
    fate = random.choice(("cut", "edit", "edit", "join"))
    if fate == "join":
        return np.concatenate((one[: max(5, place)], other[random.randrange(len(other)) :]))
    if fate == "cut":
        return one[min(place, words - 5) :] if random.random() < 0.5 else one[: max(5, place)]
    changed = one.copy()
    for _ in range(random.randint(1, max(1, words // 8))):
        changed[random.randrange(words)] = random.choice(other)
    return np.insert(changed, place, random.choice(other))


# What is measured.


def _matched(texts: Texts, folder: str) -> set[Pair]:
    return _matched_in(_stored(texts, folder))


def _matched_in(db: str) -> set[Pair]:
    with Store.create(db) as store:
        blocks = list(candidates.new_pairs(store))
    return {pair for block in blocks for pair in zip(block.a.tolist(), block.b.tolist(), strict=True)}


def _stored(texts: Texts, folder: str) -> str:
    """Write the wordings to a new database."""
    db = str(Path(folder, f"{len(texts)}.duckdb"))
    Store.create(db).close()
    _add(texts, db)
    return db


def _add(texts: Texts, db: str) -> None:
    words = pa.ListArray.from_arrays(pa.array(texts.bounds, pa.int32()), pa.array(texts.codes))
    rows = pa.table({"wording": texts.wordings, "words": words, "content": pa.array([""] * len(texts))})
    with duckdb.connect(db) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("rows", rows)
        connection.execute("INSERT INTO wordings BY NAME SELECT * FROM rows ORDER BY wording")


def _apart(texts: Texts, *, stored: int = 0) -> dict[str, Any]:
    """Match in a process of its own, whose peak of memory is that of the matching."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, texts, stored=stored).result()


def measured(texts: Texts, *, stored: int) -> dict[str, Any]:
    """Match the texts in a new database, the first `stored` of them before; return what the others took."""
    with TemporaryDirectory() as folder:
        db = _stored(_prefix(texts, stored), folder)
        if stored:
            _matched_in(db)
        _add(texts.where(np.arange(stored, len(texts))), db)
        took = _watch(db, len(texts) - stored)
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {"result": "matching", "wordings": len(texts), "stored_before": stored, **took, "peak_rss_mb": memory}


def _watch(db: str, new: int) -> dict[str, Any]:
    with Store.create(db) as store, ExitStack() as stack:
        stages = {name: stack.enter_context(_watched(*place)) for name, place in STAGES.items()}
        sought = stack.enter_context(_counted(candidates, "verified"))
        pairs, times = _timed(lambda: sum(len(block.a) for block in candidates.new_pairs(store)))
    seconds = {name: round(spent[0], 2) for name, spent in stages.items()}
    return {"pairs": pairs, **times, "stages": seconds, "candidates_per_wording": round(sought[0] / new, 2)}


def _brute_force(texts: Texts) -> set[Pair]:
    """Compare each wording with all that follow it, and itself."""
    found: set[Pair] = set()
    for first in range(0, len(texts), ROWS):
        rest = texts.where(np.arange(first, len(texts)))
        found.update(true_pairs(rest, range(min(ROWS, len(rest)))))
    return found


def _min_hash(texts: Texts, *, bands: int, rows: int) -> set[Pair]:
    """Return the candidates of MinHash LSH over the sets of words."""
    from rensa import RMinHash, RMinHashLSH

    index, prints = RMinHashLSH(threshold=0.5, num_perm=bands * rows, num_bands=bands), []
    for number, words in enumerate(np.split(texts.codes, texts.bounds[1:-1])):
        print_ = RMinHash(num_perm=bands * rows, seed=1)
        print_.update(list(map(str, words.tolist())))
        index.insert(number, print_)
        prints.append(print_)
    met = ((number, other) for number, print_ in enumerate(prints) for other in index.query(print_) if number != other)
    numbers = texts.wordings.tolist()
    return {(min(pair), max(pair)) for a, b in met for pair in [(numbers[a], numbers[b])]}


def _against(found: set[Pair], true: set[Pair]) -> dict[str, float]:
    return {"true_pairs": len(true), "missed": len(true - found), "recall": len(true & found) / max(1, len(true))}


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return e of the law seconds = c * size**e that fits best."""
    sizes, seconds = zip(*((log(size), log(max(spent, 1e-3))) for size, spent in points), strict=True)
    return float(np.polyfit(sizes, seconds, 1)[0]) if len(points) > 1 else float("nan")


# The clocks.


def _timed(call: Callable[[], Result]) -> tuple[Result, dict[str, float]]:
    start, clock = process_time(), perf_counter()
    result = call()
    return result, {"seconds": round(process_time() - start, 2), "elapsed": round(perf_counter() - clock, 2)}


@contextmanager
def _watched(owner: object, name: str) -> Iterator[list[float]]:
    """Add up the processor's seconds in a function."""
    inner, spent = getattr(owner, name), [0.0]

    @wraps(inner)
    def outer(*args: object, **named: object) -> object:
        start = process_time()
        try:
            return inner(*args, **named)
        finally:
            spent[0] += process_time() - start

    with patch.object(owner, name, outer):
        yield spent


@contextmanager
def _counted(owner: object, name: str) -> Iterator[list[int]]:
    """Add up the lengths of a function's second argument."""
    inner, counted = getattr(owner, name), [0]

    def outer(texts: Texts, first: Sequence[int], second: Sequence[int]) -> object:
        counted[0] += len(first)
        return inner(texts, first, second)

    with patch.object(owner, name, outer):
        yield counted


if __name__ == "__main__":
    sys.exit(main())
