"""The verb that asks in SQL: it takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import partial

from quotes.cli.output import note, present, spare_the_database, write
from quotes.errors import UsageError
from quotes.report import answers, data
from quotes.store.asking import Answer, ask, meanings

DONE = 0


def sql(arguments: Namespace) -> int:
    """Answer one question in SQL, or tell what may be asked."""
    spare_the_database(arguments)
    if arguments.query is None:
        _answer(answers.NAMES, answers.told(meanings(arguments.db)), arguments=arguments)
        return DONE
    with ask(arguments.db, _question(arguments), limit=arguments.limit) as answer:
        if arguments.format == "parquet":
            _parquet(answer, arguments=arguments)
        else:
            _answer(answer.columns, answer.rows(), arguments=arguments)
    return DONE


def _question(arguments: Namespace) -> str:
    query: str = arguments.query
    if query != "-":
        return query
    if sys.stdin.isatty():
        note("reading a question from the keyboard; end with Ctrl-D", arguments=arguments)
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def _answer(columns: tuple[str, ...], rows: Iterable[answers.Row], *, arguments: Namespace) -> None:
    if arguments.format == "table":
        present(arguments, screen=partial(answers.aligned, columns, rows), pipe=answers.lines(columns, rows))
    elif arguments.format == "csv":
        write(answers.csv_lines(columns, rows), arguments=arguments)
    elif arguments.format == "parquet":
        raise UsageError("the list of views is no table of data", remedy="ask a question, or choose another format")
    else:
        write(data.WRITERS[arguments.format](answers.records(columns, rows)), arguments=arguments)


def _parquet(answer: Answer, *, arguments: Namespace) -> None:
    import pyarrow.parquet as pq

    if arguments.output is None:
        raise UsageError("parquet is not for standard output", remedy="name a file with -o FILE")
    from quotes.cli.output import whole_file

    with whole_file(arguments.output) as part:
        pq.write_table(answer.table(), part, compression="zstd")


COMMANDS: dict[str, Callable[[Namespace], int]] = {"sql": sql}
