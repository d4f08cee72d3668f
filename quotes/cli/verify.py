"""The verb that reads the sources of stored rows again: it takes the arguments of its call, returns the exit code."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from quotes.cli.output import note, present, write
from quotes.report import checked as report
from quotes.report import data
from quotes.verify import STATES, Checked, State, verify

DONE, SKIPPED = 0, 1


def check(arguments: Namespace) -> int:
    """Tell which rows no longer stand in their files; 1 where there is one."""
    from quotes.corpus import parse_mapping

    counts: Counter[State] = Counter()
    mapping = parse_mapping(arguments.map) if arguments.map else None
    rows = _fallen(verify(arguments.db, paths=arguments.paths, mapping=mapping), counts)
    if arguments.format == "table":
        present(arguments, screen=partial(report.shown, rows, counts), pipe=report.lines(rows, counts))
    else:
        write(data.WRITERS[arguments.format](report.records(rows)), arguments=arguments)
        note(", ".join(f"{counts[state]:,} {state}" for state in STATES), arguments=arguments)
    return DONE if counts.total() == counts["standing"] else SKIPPED


def _fallen(rows: Iterable[Checked], counts: Counter[State]) -> Iterator[Checked]:
    """Count the rows, and yield those that do not stand."""
    for row in rows:
        counts[row.state] += 1
        if row.state != "standing":
            yield row


COMMANDS: dict[str, Callable[[Namespace], int]] = {"verify": check}
