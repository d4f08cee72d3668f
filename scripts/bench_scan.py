"""Measure a scan on one core, from file to database: one JSON object a stage, one for the whole with its memory, one
for the matching that follows it.

The scan is the program's own; only its reader and its analysis are watched. What is neither is the store's:
writing, and uniting the speakers. Seconds are of the processor, all threads together, so that what else runs on the
machine does not count; `elapsed` is of the clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from apart import peak_mb, show, stay_on_one_core

from quotes.analyse import Outcome, analyse_all
from quotes.claims import News
from quotes.corpus.shards import Mark, Shard
from quotes.engines import RULES, Engine
from quotes.models import Article
from quotes.scan import follow, scan
from quotes.store import Store
from quotes.work import Slice, Work

ROOT = Path(__file__).resolve().parent.parent
LARGE, DEMO = ROOT.parent / "shared" / "data" / "saudinewsnet", ROOT / "corpora"

Reader = Callable[[Work, Shard], Iterator[Article | Mark]]
Following = Callable[..., tuple[News, ...]]
Analysis = Callable[[Iterable[Article], Engine], Iterator[Outcome]]


class Watch:
    """The seconds that went into each stage so far."""

    def __init__(self) -> None:
        self.seconds = {"read": 0.0, "analyse": 0.0, "match": 0.0}
        self.peak_mb = 0.0  # before matching began

    def reader(self, read: Reader) -> Reader:
        """Return the same reader, watched."""

        def watched(work: Work, shard: Shard) -> Iterator[Article | Mark]:
            items = read(work, shard)
            while True:
                start = process_time()
                item = next(items, None)
                self.seconds["read"] += process_time() - start
                if item is None:
                    return
                yield item

        return watched

    def analysis(self, analyse: Analysis) -> Analysis:
        """Return the same analysis, watched."""

        def watched(articles: Iterable[Article], engine: Engine = RULES) -> Iterator[Outcome]:
            outcomes = analyse(articles, engine)
            while True:
                start = process_time()
                outcome = next(outcomes, None)
                self.seconds["analyse"] += process_time() - start
                if outcome is None:
                    return
                yield outcome

        return watched

    def following(self, follow: Following) -> Following:
        """Return the same matching, watched."""

        def watched(store: Store, **shared: Any) -> tuple[News, ...]:
            self.peak_mb = peak_mb()
            start = process_time()
            arrived = follow(store, **shared)
            self.seconds["match"] += process_time() - start
            return arrived

        return watched


def main(argv: Sequence[str] | None = None) -> int:
    """Scan into a throw-away database and print what each stage took."""
    args = _parser().parse_args(argv)
    stay_on_one_core()
    watch = Watch()
    start, clock = process_time(), perf_counter()
    with (
        TemporaryDirectory() as folder,
        patch.object(Work, "_found", watch.reader(Work._found)),
        patch("quotes.work.analyse_all", watch.analysis(analyse_all)),
        patch("quotes.scan.follow", watch.following(follow)),
    ):
        done = scan(args.paths, db=str(Path(folder, "quotes.duckdb")), part=Slice(limit=args.limit))
    whole = process_time() - start
    match = watch.seconds.pop("match")
    stages = {**watch.seconds, "store": whole - match - sum(watch.seconds.values())}
    for stage, seconds in stages.items():
        show({"stage": stage, **_pace(seconds, done.articles)})
    elapsed = round(perf_counter() - clock, 3)
    found = {
        "elapsed": elapsed,
        "quotations": done.stored.quotations,
        "skips": len(done.skips),
        "peak_rss_mb": watch.peak_mb,
    }
    show({"stage": "all", **_pace(whole - match, done.articles), **found})
    show({"stage": "match", **_pace(match, done.articles), "peak_rss_mb": peak_mb()})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(LARGE if LARGE.is_dir() else DEMO)], metavar="PATH")
    parser.add_argument("--limit", type=int, metavar="N", help="stop after N articles")
    return parser


def _pace(seconds: float, articles: int) -> dict[str, float]:
    return {
        "articles": articles,
        "seconds": round(seconds, 3),
        "articles_per_second": round(articles / max(seconds, 1e-9), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
