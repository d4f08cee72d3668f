"""The verb that takes people's corrections: it takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial

from quotes.cli.output import note, present, tell, write_lines
from quotes.correct import Standing, import_labels, remove_labels, standing_labels
from quotes.errors import UsageError
from quotes.parse import load
from quotes.report import standings as report
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
    found = import_labels(arguments.file, db=arguments.db, engine=load(arguments.engine), wait=arguments.wait)
    _show(found.standings, arguments)
    for skip in found.skips:
        tell(f"skipped {place(skip.path, skip.line)}: {skip.reason}")
    note(f"labels of {ENGLISH.count(len(found.standings), 'article')}", arguments=arguments)
    return SKIPPED if found.skips or any(one.stale for one in found.standings) else DONE


def _list(arguments: Namespace) -> int:
    _show(standing_labels(db=arguments.db), arguments)
    return DONE


def _remove(arguments: Namespace) -> int:
    docs = None if arguments.all else arguments.remove
    removed = remove_labels(docs, db=arguments.db, engine=load(arguments.engine), wait=arguments.wait)
    write_lines(map(record, removed), arguments=arguments)
    return DONE


def _show(standings: Sequence[Standing], arguments: Namespace) -> None:
    present(arguments, screen=partial(report.shown, standings), pipe=report.lines(standings))


COMMANDS: dict[str, Callable[[Namespace], int]] = {"import-labels": labels}
