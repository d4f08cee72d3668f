"""Let `quotes watch` follow a folder in which articles come, change and vanish: one JSON object for all of it.

The watching process is looked at every few seconds (Linux): its memory, its open handles, its threads. When the changes
end, the database must hold what the folder holds; the interrupt must end it with 130; the export must be that of a new
scan, and nothing may be left beside the database. What grows from the second quarter of the time to the last is told,
and is a fault where it is more than GROWTH or HANDLES.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kill import DEMO, exported

from quotes.corpus import read
from quotes.errors import StoreError
from quotes.models import Article
from quotes.scan import scan
from quotes.store import Store

MOST = 80  # files in the folder
LOOK = 5.0  # s between two looks at the process
PATIENCE = 120.0  # s, for the last round to end
GROWTH, HANDLES = 1.15, 4  # of memory, times; of handles, more


@dataclass(frozen=True, slots=True)
class Look:
    """The watching process at one moment."""

    rss_mb: float
    handles: int
    threads: int


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of it; 1 where anything was wrong."""
    args = _parser().parse_args(argv)
    with TemporaryDirectory() as folder:
        told = soaked(Path(folder), minutes=args.minutes, pause=args.pause, chance=random.Random(args.seed))
    print(json.dumps({"benchmark": "soak", "seed": args.seed, "minutes": args.minutes, **told}))
    return 1 if told["wrong"] else 0


def soaked(folder: Path, *, minutes: float, pause: float, chance: random.Random) -> dict[str, object]:
    """Change the folder so long, and return what was seen."""
    (news := folder / "news").mkdir()
    (beside := folder / "db").mkdir()
    db = beside / "q.duckdb"
    process = _watching(folder, db)
    changes = _changes(news, chance)
    looks: list[Look] = []
    done, end, due = 0, time.monotonic() + minutes * 60, 0.0
    while (now := time.monotonic()) < end and process.poll() is None:
        next(changes)
        done += 1
        if now >= due:
            looks.append(_look(process.pid))
            due = now + LOOK
        time.sleep(chance.random() * 2 * pause)
    looks = looks or [Look(0, 0, 0)]  # it ended before the first
    wrong = [*_settled(process, db, news), *_ended(process, folder), *_same(folder, db, news), *_left(beside)]
    return {"changes": done, **_growth(looks), "wrong": [*wrong, *_grown(looks)]}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, metavar="N", help="how long (60)")
    parser.add_argument("--pause", type=float, default=0.5, metavar="SECONDS", help="between two changes, about (0.5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the changes (1)")
    return parser


def _watching(folder: Path, db: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "quotes", "watch", "news", "--db", str(db), "--format", "jsonl"]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        return subprocess.Popen(command, cwd=folder, stdout=out, stderr=err)


# What happens in the folder.


def _changes(news: Path, chance: random.Random) -> Iterator[None]:
    """Make one change each time that it is asked: an article comes, changes or vanishes."""
    bodies = [item.body for item in read([str(DEMO)]) if isinstance(item, Article)]
    for number in range(1 << 30):
        files = sorted(news.iterdir())
        fate = "come" if len(files) < MOST // 4 else chance.choice(("come", "change", "vanish"))
        if fate == "vanish" or len(files) >= MOST:
            chance.choice(files).unlink()
        else:
            name = f"2026-03-{number % 28 + 1:02}-{number}.txt" if fate == "come" else chance.choice(files).name
            _put(news / name, f"{chance.choice(bodies)}\n\n{number}")
        yield


def _put(path: Path, text: str) -> None:
    """Write an article as newsrooms do: under another name first, then moved to its place."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


# What is seen of the process.


def _look(pid: int) -> Look:
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines())
    return Look(
        int(told["VmRSS"].split()[0]) / 1024, len(list(Path(f"/proc/{pid}/fd").iterdir())), int(told["Threads"])
    )


def _most(looks: Sequence[Look]) -> tuple[Look, Look]:
    """Return the most of each in the second quarter of the time, and in the last."""
    quarter = max(1, len(looks) // 4)
    early, late = (
        Look(*(max(column) for column in zip(*map(astuple, part), strict=True)))
        for part in (looks[quarter - 1 : 2 * quarter], looks[-quarter:])
    )
    return early, late


def _growth(looks: Sequence[Look]) -> dict[str, object]:
    early, late = map(asdict, _most(looks))
    return {"looks": len(looks), **{name: [round(early[name]), round(late[name])] for name in early}}


def _grown(looks: Sequence[Look]) -> Iterator[str]:
    early, late = _most(looks)
    if late.rss_mb > early.rss_mb * GROWTH:
        yield f"memory grew from {early.rss_mb:.0f} to {late.rss_mb:.0f} MB"
    if late.handles > early.handles + HANDLES:
        yield f"handles grew from {early.handles} to {late.handles}"


# What is there in the end.


def _settled(process: subprocess.Popen[bytes], db: Path, news: Path) -> Iterator[str]:
    files = {path.name for path in news.iterdir()}
    if not _awaited(lambda: process.poll() is not None or _documents(db) == files):
        yield "the last changes were not taken in"


def _documents(db: Path) -> set[str]:
    try:
        with Store.open(str(db)) as store:
            return {row.doc for row in store.documents()}
    except StoreError:
        return set()


def _awaited(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def _ended(process: subprocess.Popen[bytes], folder: Path) -> Iterator[str]:
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=PATIENCE)
    if code != 130:
        yield f"exit code {code}: {(folder / 'err').read_text(encoding='utf-8')[-500:]}"


def _same(folder: Path, db: Path, news: Path) -> Iterator[str]:
    """Compare the export with that of a new scan; the watch is gone, and what it left unfinished is taken in first."""
    scan([str(news)], db=str(db))
    scan([str(news)], db=str(folder / "new.duckdb"))
    if exported(db) != exported(folder / "new.duckdb"):
        yield "the export differs from that of a new scan"


def _left(beside: Path) -> Iterator[str]:
    for path in sorted(beside.iterdir()):
        if path.name != "q.duckdb":
            yield f"left beside the database: {path.name}"


if __name__ == "__main__":
    sys.exit(main())
