"""Measure reports as pages: how long they take to write, how large they are, how soon a browser can use them.

One JSON object a result. Seconds of writing are of the clock and of the processor, memory is the peak of the process;
milliseconds in the browser are what Chromium tells of its own navigation, the median of several.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from browser import opened

ROOT = Path(__file__).resolve().parent.parent
OPENED = 5  # times


def main() -> int:
    """Print the figures of the page and of the folder of a database, made of the demo corpus where none is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", nargs="?", help="a database (default: one of the demo corpus)")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        db = parser.parse_args().db or _demo(place)
        for result in (_written(db, place / "report.html"), _written(db, place / "report"), _opened(place)):
            print(json.dumps(result), flush=True)
    return 0


def _demo(place: Path) -> str:
    db = str(place / "demo.duckdb")
    subprocess.run([sys.executable, "-m", "quotes", "scan", "-q", str(ROOT / "corpora"), "--db", db], check=True)
    return db


def _written(db: str, output: Path) -> dict[str, object]:
    """Write a report in a process of its own and measure it; without a suffix it is a folder."""
    name = str(output) if output.suffix else f"{output}{os.sep}"
    command = [
        sys.executable,
        "-m",
        "quotes",
        "report",
        "-q",
        "--db",
        str(Path(db).absolute()),
        "--lang",
        "ar",
        "-o",
        name,
    ]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, check=True)
    elapsed, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    sizes = [path.stat().st_size for path in _files(output)]
    return {
        "report": "page" if output.suffix else "folder", "files": len(sizes), "mb": round(sum(sizes) / 1e6, 2),
        "largest_mb": round(max(sizes) / 1e6, 2), "elapsed": round(elapsed, 1),
        "seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "peak_rss_mb": round(after.ru_maxrss / 1024, 1),
    }  # fmt: skip


def _files(output: Path) -> Iterator[Path]:
    if output.suffix:
        yield output
    else:
        yield from (path for path in sorted(output.rglob("*")) if path.is_file())


def _opened(place: Path) -> dict[str, object]:
    """Open the page some times and return when it could be used, and when all of it was there."""
    with opened(place) as browser:
        timings = [_timed(browser, (place / "report.html").as_uri()) for _ in range(OPENED)]
    interactive, loaded = (round(median(one[at] for one in timings)) for at in (0, 1))
    return {"report": "page", "interactive_ms": interactive, "loaded_ms": loaded, "opened": OPENED}


def _timed(browser: Any, address: str) -> list[float]:
    browser.get("about:blank")
    browser.get(address)
    told: list[float] = browser.execute_script(
        "const n = performance.getEntriesByType('navigation')[0]; return [n.domInteractive, n.loadEventEnd]"
    )
    return told


if __name__ == "__main__":
    sys.exit(main())
