"""Measure a scan by several processes, and the same again after it: one JSON object for each number of processes.

Each number has a process and a database of its own, in turn and in several rounds. Seconds are of the clock, from file
to database; matching, which follows and is done by one process, is told apart. `cpu` are those of all processors.
Memory is that of the process that stores, and of the largest of those that read.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from apart import peak_mb, show, told

from quotes.claims import News
from quotes.corpus.files import weight
from quotes.scan import Slice, scan, settle
from quotes.store import Store

ROOT = Path(__file__).resolve().parent.parent
LARGE, DEMO = ROOT.parent / "shared" / "data" / "saudinewsnet", ROOT / "corpora"


def main(argv: Sequence[str] | None = None) -> int:
    """Print what each number of jobs took."""
    args = _parser().parse_args(argv)
    if args.case:
        print(json.dumps(_measured(args.paths, jobs=args.case, limit=args.limit)))
        return 0
    limit = () if args.limit is None else ("--limit", str(args.limit))
    for round in range(1, args.rounds + 1):
        for jobs in args.jobs:
            found = told(__file__, *args.paths, "--case", str(jobs), *limit)
            show({"benchmark": "jobs", "round": round, "jobs": jobs, **found})
    return 0


def _measured(paths: Sequence[str], *, jobs: int, limit: int | None) -> dict[str, float]:
    """Scan into a throw-away database, and the same again."""
    matching: list[float] = []  # when it begins, in each scan

    def settled(store: Store) -> tuple[News, ...]:
        matching.append(perf_counter())
        return settle(store)

    with TemporaryDirectory() as folder, patch("quotes.scan.settle", settled):
        db, part = str(Path(folder, "quotes.duckdb")), Slice(limit=limit)
        start = perf_counter()
        done = scan(paths, db=db, jobs=jobs, part=part)
        end, cpu, peak = perf_counter(), sum(os.times()[:4]), peak_mb()
        again = scan(paths, db=db, jobs=jobs, part=part)
        rescan = perf_counter() - end
    assert again.unchanged == done.articles
    stored = matching[0] - start
    return {
        "articles": done.articles,
        "stored": round(stored, 2),
        "articles_per_second": round(done.articles / stored, 1),
        "mb_per_second": round(_mb(part, paths) / stored, 3),
        "matched": round(end - matching[0], 2),
        "cpu": round(cpu, 2),
        "peak_mb": peak,
        "reader_peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
        "rescan": round(rescan, 2),
        "times_faster": round((end - start) / rescan, 1),
    }


def _mb(part: Slice, paths: Sequence[str]) -> float:
    """Return how much was read, packed as it lies on the disk; of a slice that is not known."""
    return 0.0 if part else weight(paths) / 1e6


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(LARGE if LARGE.is_dir() else DEMO)], metavar="PATH")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], metavar="N", help="numbers of processes")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="how often each (default: %(default)s)")
    parser.add_argument("--limit", type=int, metavar="N", help="take N articles; then no file is passed over whole")
    parser.add_argument("--case", type=int, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
