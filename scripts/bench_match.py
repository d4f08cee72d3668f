"""Measure matching: the seconds of each stage, candidates, memory and growth; or prove that it loses nothing.

Prints one JSON object a result. Without options the wordings of a corpus are matched in growing parts, each in a
process and a database of its own, and beside them a part small enough for brute force (rapidfuzz `cdist`) and for
MinHash LSH (rensa, of the extra `bench`, where it is installed). `seconds` are of the processor, all threads together,
so that what else runs on the machine does not count; `elapsed` is of the clock.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from importlib.util import find_spec
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from unittest.mock import patch

import numpy as np
from apart import peak_mb, show, timed
from repeats import (
    BANDS,
    add,
    against,
    brute_force,
    matched,
    matched_in,
    prefix,
    rensa,
    scanned,
    shuffled,
    wordings,
    written,
)

from quotes.match import candidates
from quotes.match.grams import Texts
from quotes.store import Store
from quotes.store.matching import Matching

ROOT = Path(__file__).resolve().parent.parent
LARGE, DEMO = ROOT.parent / "shared" / "data" / "saudinewsnet", ROOT / "corpora"
TWO_DAYS = ("2015-07-26.zip", "2015-07-27.zip")
STAGES = {
    "frequencies": (candidates, "_sketched"), "keys": (candidates, "_chosen"), "join": (candidates, "_seek_new"),
    "join_stored": (candidates, "_seek_old"), "distinct": (Matching, "candidates"), "save": (Matching, "save_keys"),
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Print the results that the options ask for."""
    args = _parser().parse_args(argv)
    with TemporaryDirectory() as folder:
        results = _truth(args, folder) if args.truth else _growth(args, folder)
        for result in results:
            show(result)
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
    texts = wordings(args.db or scanned(args.paths or days, folder))
    true, brute = timed(lambda: brute_force(texts))
    found, ours = timed(lambda: matched(texts, folder))
    yield {"result": "brute force", "wordings": len(texts), "pairs": len(true), **brute}
    yield {"result": "matching", "wordings": len(texts), **against(found, true), **ours}


def _growth(args: argparse.Namespace, folder: str) -> Iterator[dict[str, Any]]:
    whole = [str(LARGE if LARGE.is_dir() else DEMO)]
    texts = shuffled(wordings(args.db or scanned(args.paths or whole, folder)))
    points = []
    for step in reversed(range(args.steps)):
        yield (point := _apart(prefix(texts, len(texts) >> step)))
        points.append((point["wordings"], point["seconds"]))
    yield _apart(texts, stored=len(texts) - len(texts) // 100)
    if args.multiply:
        yield (point := _apart(multiplied(texts, args.multiply)))
        points.append((point["wordings"], point["seconds"]))
    yield {"result": "growth", "exponent": round(exponent(points), 3), "points": points}
    yield from _side_by_side(prefix(texts, args.brute), folder)


def _side_by_side(texts: Texts, folder: str) -> Iterator[dict[str, Any]]:
    true, brute = timed(lambda: brute_force(texts))
    yield {"result": "brute force", "wordings": len(texts), "pairs": len(true), **brute}
    found, ours = timed(lambda: matched(texts, folder))
    yield {"result": "matching", "wordings": len(texts), **against(found, true), **ours}
    if find_spec("rensa") is None:
        return
    for bands, rows in BANDS:
        found, theirs = timed(partial(rensa, texts, bands=bands, rows=rows))
        shape = {"bands": bands, "rows": rows, "candidates_per_wording": round(len(found) / len(texts), 2)}
        yield {"result": "MinHash LSH", "wordings": len(texts), **shape, **against(found, true), **theirs}


# The wordings.


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


def _apart(texts: Texts, *, stored: int = 0) -> dict[str, Any]:
    """Match in a process of its own, whose peak of memory is that of the matching."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, texts, stored=stored).result()


def measured(texts: Texts, *, stored: int) -> dict[str, Any]:
    """Match the texts in a new database, the first `stored` of them before; return what the others took."""
    with TemporaryDirectory() as folder:
        db = written(prefix(texts, stored), folder)
        if stored:
            matched_in(db)
        add(texts.where(np.arange(stored, len(texts))), db)
        took = _watch(db, len(texts) - stored)
    return {"result": "matching", "wordings": len(texts), "stored_before": stored, **took, "peak_rss_mb": peak_mb()}


def _watch(db: str, new: int) -> dict[str, Any]:
    with Store.create(db) as store, ExitStack() as stack:
        stages = {name: stack.enter_context(_watched(*place)) for name, place in STAGES.items()}
        sought = stack.enter_context(_counted(candidates, "verified"))
        pairs, times = timed(lambda: sum(len(block.a) for block in candidates.new_pairs(store)))
    seconds = {name: round(spent[0], 2) for name, spent in stages.items()}
    return {"pairs": pairs, **times, "stages": seconds, "candidates_per_wording": round(sought[0] / new, 2)}


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return e of the law seconds = c * size**e that fits best."""
    sizes, seconds = zip(*((log(size), log(max(spent, 1e-3))) for size, spent in points), strict=True)
    return float(np.polyfit(sizes, seconds, 1)[0]) if len(points) > 1 else float("nan")


# The clocks.


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
