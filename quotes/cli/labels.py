"""The verb that takes people's corrections: it takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator

from quotes.cli.output import note, tell
from quotes.correct import Standing, import_labels, remove_labels, standing_labels
from quotes.errors import UsageError
from quotes.parse import load
from quotes.report.bidi import isolate
from quotes.report.language import ENGLISH
from quotes.report.plain import record
from quotes.report.words import place

DONE, SKIPPED = 0, 1


def labels(arguments: Namespace) -> int:
    """Take corrections, take them back or list them; 1 where something could not be taken."""
    _check(arguments)
    if arguments.list:
        return _list(arguments)
    return _remove(arguments) if arguments.remove is not None else _import(arguments)


def _check(arguments: Namespace) -> None:
    """Raise UsageError for a call that asks for none or several of what the verb does."""
    if (arguments.file is not None) + arguments.list + (arguments.remove is not None) != 1:
        raise UsageError("name a FILE, or --list, or --remove", remedy="see quotes import-labels --help")
    if arguments.all and arguments.remove is None:
        raise UsageError("--all is for --remove", remedy="see quotes import-labels --help")
    if arguments.remove is not None and bool(arguments.remove) == arguments.all:
        raise UsageError("name articles to --remove, or --all", remedy="see them with: quotes import-labels --list")


def _import(arguments: Namespace) -> int:
    found = import_labels(arguments.file, db=arguments.db, engine=load(arguments.engine))
    _show(found.standings)
    for skip in found.skips:
        tell(f"skipped {place(skip.path, skip.line)}: {skip.reason}")
    note(f"labels of {ENGLISH.count(len(found.standings), 'article')}", arguments=arguments)
    return SKIPPED if found.skips or any(one.stale for one in found.standings) else DONE


def _list(arguments: Namespace) -> int:
    _show(standing_labels(db=arguments.db))
    return DONE


def _remove(arguments: Namespace) -> int:
    docs = None if arguments.all else arguments.remove
    for doc in remove_labels(docs, db=arguments.db, engine=load(arguments.engine)):
        _print(record("removed", doc))
    return DONE


def _show(standings: Iterable[Standing]) -> None:
    for line in lines(standings):
        _print(line)


def lines(standings: Iterable[Standing]) -> Iterator[str]:
    """Yield a line an article, then a line for each of its labels that is stale."""
    for one in standings:
        told = one.correction
        count, stale = len(told.quotations), len(one.stale)
        yield record(one.state, count, stale, told.doc, told.annotator, told.source)
        for label in one.stale:
            yield record("stale", label.field, f"{label.start}-{label.end}", told.doc, label.content)


def _print(line: str) -> None:
    print(isolate(line) if sys.stdout.isatty() else line)


COMMANDS: dict[str, Callable[[Namespace], int]] = {"import-labels": labels}
