"""Interrupt scans at random moments, as Ctrl-C does: one JSON object for all runs.

Each run is `quotes scan` by two processes, in a group of its own that gets SIGINT. It must end with exit code 130
within two seconds, leave none of its processes behind, and a database that is whole, of which the next scan makes the
export of a scan that nobody disturbs. A scan that was done before the signal came ends with 0.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kill import DEMO, Known, ended, known_of, left

from quotes.scan import scan

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 2.0  # seconds
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run."""

    at: float  # seconds after the start
    code: int
    seconds: float  # from the signal to the end
    stage: str
    wrong: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of all runs; 1 where anything was wrong, or slow."""
    args = _parser().parse_args(argv)
    chance = random.Random(args.seed)
    with TemporaryDirectory() as folder:
        known = known_of(tuple(args.paths), Path(folder))
        length = _undisturbed(known, Path(folder, "timed.duckdb"))
        found = [_run(known, chance.uniform(0, length)) for _ in range(args.runs)]
    print(json.dumps({"benchmark": "interrupt", "seed": args.seed, **_told(found)}))
    return 1 if any(one.wrong for one in found) else 0


def _told(found: Sequence[Outcome]) -> dict[str, object]:
    hit = [one for one in found if one.code == INTERRUPTED]
    seconds = sorted(one.seconds for one in hit)
    return {
        "runs": len(found),
        "codes": dict(Counter(str(one.code) for one in found)),
        "stages": dict(Counter(one.stage for one in hit)),
        "seconds_median": round(seconds[len(seconds) // 2], 2) if seconds else None,
        "seconds_most": round(seconds[-1], 2) if seconds else None,
        "wrong": [f"at {one.at:.2f} s, {one.stage}: {why}" for one in found for why in one.wrong],
    }


def _started(known: Known, db: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "quotes", "scan", *known.paths, "--db", str(db), "--jobs", "2"]
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, env=around, text=True, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def _undisturbed(known: Known, db: Path) -> float:
    start = time.monotonic()
    _started(known, db).communicate()
    return time.monotonic() - start


def _run(known: Known, at: float) -> Outcome:
    with TemporaryDirectory() as folder:
        db = Path(folder, "q.duckdb")
        program = _started(known, db)
        time.sleep(at)
        os.killpg(program.pid, signal.SIGINT)
        start = time.monotonic()
        _, told = program.communicate()
        seconds = time.monotonic() - start
        stage, wrong, _ = left(db, known)
        scan(known.paths, db=str(db))
        wrong += [*_wrong(program, told, seconds), *ended(db, known)]
        return Outcome(at, program.returncode, seconds, stage, tuple(wrong))


def _wrong(program: subprocess.Popen[str], told: str, seconds: float) -> Iterator[str]:
    if program.returncode not in (0, INTERRUPTED):
        yield f"exit code {program.returncode}"
    if "Traceback" in told:
        yield f"a traceback: {told.splitlines()[-1]}"
    if seconds > LIMIT:
        yield f"{seconds:.2f} s"
    try:
        os.killpg(program.pid, 0)
        yield "processes are left"
    except ProcessLookupError:
        pass


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(DEMO)], help="a corpus (default: the demo corpus)")
    parser.add_argument("--runs", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
