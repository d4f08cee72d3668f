"""Kill scans at random moments, go on, and compare: one JSON object for all runs.

A run is one of three. `writer`: a scan by two processes is killed as it stores. `worker`: one of those that read is
killed, and the scan goes on by itself. `matcher`: all articles are stored, and the scan that matches them is killed.
After each the database must open, each row stand where it says, each article that was told to be stored be there with
the rows that a scan gives which nobody disturbs; the next scan must end with the very export of such a scan, and leave
nothing beside the database. The signal is SIGKILL: the system goes on, and writes what it was given to write.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias
from unittest.mock import patch

from quotes.errors import StoreError
from quotes.export import export
from quotes.scan import scan
from quotes.store import Filter, Row, Store
from quotes.store.columns import Tables

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

Rows: TypeAlias = Mapping[str, Sequence[Row]]  # by article
DEMO = Path(__file__).resolve().parent.parent / "corpora"
KINDS = ("writer", "worker", "matcher")
BATCH, SHARD = 5, 20_000  # articles stored at once, bytes read at once: many moments at which something may happen
PRELOADED = ["quotes.scan", "quotes.claims", "quotes.analyse", "pyarrow", "duckdb", "numpy"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a scan that nobody disturbs has stored, and how long each kind of run takes."""

    paths: tuple[str, ...]
    rows: Rows
    exported: bytes
    unmatched: Path  # a database of the same articles before they are matched
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run."""

    kind: str
    stage: str
    hit: bool  # something was killed
    wrong: tuple[str, ...]
    lost: int  # articles


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of all runs; 1 where anything was wrong or lost."""
    args = _parser().parse_args(argv)
    multiprocessing.set_forkserver_preload(PRELOADED)
    chance = random.Random(args.seed)
    with TemporaryDirectory() as folder:
        known = known_of(tuple(args.paths), Path(folder))
        found = [_run(kind, known, chance) for kind in (args.kinds * args.runs)[: args.runs]]
    print(json.dumps({"benchmark": "kill", "seed": args.seed, "articles": len(known.rows), **_told(found)}))
    return 1 if any(one.wrong or one.lost for one in found) else 0


def _told(found: Sequence[Outcome]) -> dict[str, object]:
    stages = {kind: Counter(one.stage for one in found if one.kind == kind and one.hit) for kind in KINDS}
    return {
        "runs": len(found),
        "hits": sum(one.hit for one in found),
        "stages": {kind: dict(sorted(counts.items())) for kind, counts in stages.items()},
        "wrong": [f"run {n}, {one.kind}, {one.stage}: {why}" for n, one in enumerate(found, 1) for why in one.wrong],
        "lost": sum(one.lost for one in found),
    }


def scanning(paths: Sequence[str], db: str, told: str, jobs: int) -> None:
    """Scan in small pieces, and write down each article as soon as it is stored."""
    write = Store.write
    line = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def written(store: Store, tables: Tables) -> None:
        write(store, tables)
        os.write(line, "".join(f"{doc}\n" for doc in tables[0]["doc"].to_pylist()).encode())

    small = patch("quotes.intake.BATCH", BATCH), patch("quotes.corpus.shards.SHARD", SHARD)
    with small[0], small[1], patch.object(Store, "write", written):
        scan(paths, db=db, jobs=jobs)


def _started(kind: str, paths: Sequence[str], db: Path) -> ForkServerProcess:
    jobs = 1 if kind == "matcher" else 2
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=scanning, args=(paths, str(db), str(_stored(db)), jobs))
    process.start()
    return process


def _stored(db: Path) -> Path:
    """Return the file in which a scan writes down what it has stored."""
    return db.parent / "stored"


def known_of(paths: tuple[str, ...], folder: Path) -> Known:
    """Return what a scan stores that nobody disturbs; each kind of run is made once."""
    whole, unmatched = folder / "whole.duckdb", folder / "unmatched.duckdb"
    reading = _undisturbed("writer", paths, whole)
    rows, whole_export = _rows(whole), exported(whole)
    with Store.create(str(whole)) as store:
        store.matching.unmatch("none")
    shutil.copyfile(whole, unmatched)
    matching = _undisturbed("matcher", paths, whole)
    assert exported(whole) == whole_export, "what is matched anew differs"
    return Known(paths, rows, whole_export, unmatched, {"writer": reading, "worker": reading, "matcher": matching})


def _undisturbed(kind: str, paths: Sequence[str], db: Path) -> float:
    start = time.monotonic()
    process = _started(kind, paths, db)
    process.join()
    assert process.exitcode == 0, f"a scan ends with {process.exitcode}"
    return time.monotonic() - start


def _run(kind: str, known: Known, chance: random.Random) -> Outcome:
    with TemporaryDirectory() as folder:
        db = Path(folder, "q.duckdb")
        if kind == "matcher":
            shutil.copyfile(known.unmatched, db)
        process = _started(kind, known.paths, db)
        time.sleep(chance.uniform(0, known.seconds[kind]))
        hit = _kill(process, kind, chance)
        process.join()
        if kind == "worker":
            wrong = [] if process.exitcode == 0 else [f"the scan ended with {process.exitcode}"]
            return Outcome(kind, "reading", hit, (*wrong, *ended(db, known)), 0)
        stage, wrong, lost = left(db, known)
        scan(known.paths, db=str(db))
        return Outcome(kind, stage, hit, (*wrong, *ended(db, known)), lost)


def _kill(process: ForkServerProcess, kind: str, chance: random.Random) -> bool:
    """Kill a scan, or one of its workers; tell whether there was one."""
    assert process.pid is not None
    pids = _workers(process.pid) if kind == "worker" else [process.pid] if process.is_alive() else []
    if not pids:
        return False
    os.kill(chance.choice(pids), signal.SIGKILL)
    return True


def _workers(program: int) -> list[int]:
    """Return the processes that a scan has started to read."""
    found = Path(f"/proc/{program}/task").glob("*/children")
    children = [int(pid) for line in found for pid in line.read_text().split()]
    return sorted(pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes())


def left(db: Path, known: Known) -> tuple[str, list[str], int]:
    """Return at what stage a scan was ended, what is wrong in what it left, and how many articles are lost."""
    stored = _stored(db).read_text(encoding="utf-8").split("\n")[:-1] if _stored(db).exists() else []
    if not db.exists():
        return "opening", [], len(stored)
    try:
        rows, stage = _rows(db), _stage(db, known)
        return stage, list(_faults(rows, known)), len(set(stored) - rows.keys())
    except (StoreError, AssertionError) as error:
        return "opening", [str(error)], len(stored)


def _stage(db: Path, known: Known) -> str:
    with Store.open(str(db)) as store:
        if len(store.documents()) < len(known.rows):
            return "reading"
        if store.speakers_stale():
            return "speakers"
        if store.matching.fresh_wordings():
            return "matching"
        return "claims" if store.claims_stale() else "closing"


def _rows(db: Path) -> Rows:
    """Return the rows of each article; raises AssertionError where one does not stand where it says."""
    with Store.open(str(db)) as store:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for doc in [one.doc for one in store.documents()]:
            article = store.document(doc)
            rows[doc] += store.stream(Filter(doc=doc))
            for row in rows[doc]:
                assert getattr(article, row.field)[row.start : row.end] == row.content, f"{doc}:{row.start}"
    return rows


def _faults(rows: Rows, known: Known) -> Iterator[str]:
    """Yield the articles whose rows are not those of a scan that nobody disturbs; whom claims unite is told later."""
    for doc, some in rows.items():
        if [_own(row) for row in some] != [_own(row) for row in known.rows.get(doc, ())]:
            yield f"{doc} has other rows"


def _own(row: Row) -> Row:
    return replace(row, name=None, speaker_id=None, claim=None)


def ended(db: Path, known: Known) -> Iterator[str]:
    """Yield what is wrong after a scan that came to its end."""
    if exported(db) != known.exported:
        yield "the export differs"
    if beside := [entry.name for entry in db.parent.iterdir() if entry not in (db, _stored(db))]:
        yield f"left beside the database: {', '.join(sorted(beside))}"


def exported(db: Path) -> bytes:
    """Return the export of a database."""
    with Store.open(str(db)) as store, TemporaryDirectory() as folder:
        output = Path(folder, "all.jsonl")
        export(store, format="jsonl", output=str(output))
        return output.read_bytes()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(DEMO)], help="a corpus (default: the demo corpus)")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="default: all, in turn")
    return parser


if __name__ == "__main__":
    sys.exit(main())
