"""Measure what follows the reading: a store of many statements is matched from nothing, then a day of news comes in.

Prints one JSON object a stage: uniting the speakers, matching, telling the claims, and the parts of each. Every store
is made of one that was scanned (`scripts/years.py`), and settled by `quotes.scan.settle` in a process of its own, whose
peak of memory is told as it stands at the end of the stage. `seconds` are of the processor, all threads together, so
that what else runs on the machine does not count; `elapsed` is of the clock. With `--jobs` other processes share the
matching: their seconds stand in the row `others`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import years

from quotes.crew import Crew
from quotes.exchange import exchanged
from quotes.match import candidates, verify
from quotes.store import Store
from quotes.store.matching import Matching
from quotes.store.prints import matcher

scanning = import_module("quotes.scan")  # of the package the name is the function
DAY = 26_000  # statements
STAGES = {
    "unite": (scanning, "unite"), "save_speakers": (Store, "save_speakers"), "link": (scanning, "link"),
    "link.settle": (Matching, "settle_wordings"), "link.landmarks": (Matching, "save_landmarks"),
    "link.landmark_pairs": (Matching, "landmark_pairs"), "link.frequencies": (candidates, "_sketched"),
    "link.keys": (candidates, "_chosen"), "link.join_new": (candidates, "_seek_new"),
    "link.join_stored": (candidates, "_seek_old"), "link.distinct": (Matching, "candidates"),
    "link.verify": (verify, "_kept"), "link.contents": (Matching, "contents"),
    "link.save": (Matching, "save_edges"), "link.save_keys": (Matching, "save_keys"),
    "claims.find_kin": (Matching, "find_kin"), "claims": (scanning, "tell_claims"),
    "save_claims": (Store, "save_claims"),
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Print what each stage takes, for each size."""
    args = _parser().parse_args(argv)
    points = []
    with TemporaryDirectory(dir=args.keep) as folder:
        for size in args.sizes:
            points.append([size, *(_told(args, size, step, folder) for step in ("whole", "day"))])
    for place, step in enumerate(("whole", "day"), start=1):
        rows = [(point[0], point[place]) for point in points if point[place] is not None]
        if len(rows) > 1:
            print(json.dumps({"step": step, "growth": {name: _exponent(rows, name) for name in STAGES | {"all": ()}}}))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", required=True, metavar="FILE", help="a database of a scan, of which years are made")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000], metavar="N", help="statements")
    parser.add_argument("--day", type=int, default=DAY, metavar="N", help="statements of the day (26000)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that match (1)")
    parser.add_argument("--exchange", default="", metavar="PLACE", help="where their grams pass as Parquet")
    parser.add_argument("--keep", metavar="FOLDER", help="keep stores that are matched there, and take them from there")
    return parser


def _told(args: argparse.Namespace, size: int, step: str, folder: str) -> dict[str, float] | None:
    """Print the stages of one step; return the seconds of each, None where the store was there."""
    db = str(Path(args.keep or folder, f"years-{size}.duckdb"))
    if step == "whole" and Path(db).exists():
        return None
    if step == "day":
        shutil.copy(db, db := str(Path(folder, "day.duckdb")))
    _apart(_write, args.db, db, step, size, args.day)
    rows: list[dict[str, Any]] = _apart(settled, db, args.jobs, args.exchange)
    for row in rows:
        print(json.dumps({"size": size, "step": step, **row}), flush=True)
    return {row["stage"]: row["seconds"] for row in rows}


def _write(scanned: str, db: str, step: str, size: int, day: int) -> None:
    """Make the store that is to be settled, or add the day to it."""
    source = years.read(scanned)
    before, last = years.parts(source, size=size, day=day)
    if step == "whole":
        years.make(source, db, before)
    else:
        years.add(source, db, [last])
        _trust(db)


def _trust(db: str) -> None:
    """Take what was matched before for matched by these rules."""
    with duckdb.connect(db) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'matcher'", [matcher()])


def _apart(work: Callable[..., Any], *args: object) -> Any:
    """Work in a process of its own: its peak of memory is no other's, for this one stays small."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def settled(db: str, jobs: int, exchange: str) -> list[dict[str, Any]]:
    """Settle a store; return a row for each stage, one for all, and one for the processes that helped."""
    watch = _Watch()
    with ExitStack() as stack:
        for name, place in STAGES.items():
            stack.enter_context(watch.over(name, *place))
        with watch.timed("all"), exchanged(exchange) as shelf, Store.create(db) as store:
            news = scanning.settle(store, hands=Crew(jobs), shelf=shelf)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    others = {"stage": "others", "seconds": round(used.ru_utime + used.ru_stime, 2)}
    return [*watch.rows(), others, {"stage": "found", "seconds": 0.0, "news": len(news), **_counts(db)}]


def _counts(db: str) -> dict[str, int]:
    tables = ("quotations", "wordings", "edges", "claims", "speakers", "aliases", "keys")
    with duckdb.connect(db, read_only=True) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in tables}


class _Watch:
    """What each stage has taken so far."""

    def __init__(self) -> None:
        self._spent: dict[str, list[float]] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add what the block takes to a stage."""
        start, clock = process_time(), perf_counter()
        try:
            yield
        finally:
            spent = self._spent.setdefault(name, [0.0, 0.0, 0.0, 0.0])
            spent[:] = spent[0] + process_time() - start, spent[1] + perf_counter() - clock, _peak_mb(), spent[3] + 1

    @contextmanager
    def over(self, name: str, owner: object, function: str) -> Iterator[None]:
        """Time a function."""
        inner: Callable[..., object] = getattr(owner, function)

        @wraps(inner)
        def outer(*args: object, **named: object) -> object:
            with self.timed(name):
                return inner(*args, **named)

        with patch.object(owner, function, outer):
            yield

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield what each stage took, in the order of STAGES."""
        for name in (*STAGES, "all"):
            seconds, elapsed, peak, calls = self._spent.get(name, [0.0, 0.0, 0.0, 0.0])
            took = {"seconds": round(seconds, 2), "elapsed": round(elapsed, 2), "peak_rss_mb": round(peak)}
            yield {"stage": name, **took, "calls": int(calls)}


def _peak_mb() -> float:
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _exponent(rows: Sequence[tuple[int, dict[str, float]]], name: str) -> float:
    """Return e of the law seconds = c * size**e that fits best."""
    sizes, seconds = zip(*((log(size), log(max(spent[name], 1e-2))) for size, spent in rows), strict=True)
    return round(float(np.polyfit(sizes, seconds, 1)[0]), 2)


if __name__ == "__main__":
    sys.exit(main())
