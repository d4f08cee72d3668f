"""Draw what the benchmarks print as tables of Markdown.

Takes files of JSON lines, or standard input, gives a table for each sort of line. Lines of one thing, as rounds are,
become one row; where they differ a cell holds all of their values. `--without` leaves columns out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from fileinput import input as lines

NAMED = ("peer", "repeats", "case", "command", "result", "stage", "report")  # the first column, by the sort of a line
APART = ("articles", "wordings", "measured")  # lines that differ in these are not of one thing
LEFT_OUT = frozenset({"round", "note"})

Line = dict[str, object]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables in the order in which their first lines come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="FILE")
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="fields that are not shown")
    args = parser.parse_args(argv)
    with lines(args.paths or ["-"], encoding="utf-8") as text:
        told: list[Line] = [json.loads(line) for line in text]
    for sort in dict.fromkeys(map(_sort, told)):
        rows = [line for line in told if _sort(line) == sort]
        print("\n".join(table(rows, sort, without=frozenset(args.without))), end="\n\n")
    return 0


def _sort(line: Line) -> str:
    return next(name for name in (*NAMED, *line) if name in line)


def table(told: Sequence[Line], sort: str, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of a table, and behind it what could not be run.

    >>> print(*table([{"peer": "a", "seconds": 1.5}, {"peer": "a", "seconds": 2}], "peer"), sep="\\n")
    | peer | seconds |
    | --- | --- |
    | a | 1.5 · 2 |
    """
    run = [line for line in told if "reason" not in line]
    columns = [name for name in dict.fromkeys(name for line in run for name in line) if name not in LEFT_OUT | without]
    yield _row([name.replace("_", " ") for name in columns])
    yield _row(["---"] * len(columns))
    things = dict.fromkeys(_thing(line, sort) for line in run)
    for thing in things:
        same = [line for line in run if _thing(line, sort) == thing]
        yield _row([_cell(same, name) for name in columns])
    for reason in dict.fromkeys(f"{line[sort]}: {line['reason']}" for line in told if "reason" in line):
        yield f"\n{reason}"


def _thing(line: Line, sort: str) -> tuple[object, ...]:
    return (line[sort], *(line.get(name) for name in APART))


def _cell(same: Sequence[Line], name: str) -> str:
    return " · ".join(dict.fromkeys(_figure(line[name]) for line in same if name in line))


def _figure(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
