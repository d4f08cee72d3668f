"""Measure how soon the program is there: whole processes, one JSON object a command.

`seconds` are of the processor, `elapsed` of the clock, each the median of several runs after one that is not counted;
`python` is the interpreter that does nothing, so that the rest is ours.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter

from apart import show

RUNS = 11
COMMANDS = {
    "python": ("-c", "pass"),
    "import quotes": ("-c", "import quotes"),
    "quotes --version": ("-m", "quotes", "--version"),
    "quotes --help": ("-m", "quotes", "--help"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Print how long each command takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"of each command, taken in turn ({RUNS})")
    for result in _results(parser.parse_args(argv).runs):
        show(result)
    return 0


def _results(runs: int) -> Iterator[dict[str, object]]:
    """Run the commands in turn, so that what else the machine does falls on all of them."""
    rounds = [{name: _run(arguments) for name, arguments in COMMANDS.items()} for _ in range(runs + 1)][1:]
    for name in COMMANDS:
        seconds, elapsed = (round(median(one[name][at] for one in rounds), 3) for at in (0, 1))
        yield {"command": name, "runs": runs, "seconds": seconds, "elapsed": elapsed}


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    elapsed, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed


if __name__ == "__main__":
    sys.exit(main())
