"""The verb that follows folders: it takes the arguments of its call, goes on until interrupted."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial

from quotes.cli.options import jobs
from quotes.cli.output import note, present, tell, write
from quotes.errors import UsageError
from quotes.places import is_remote
from quotes.report import arrivals, data
from quotes.report.language import ENGLISH
from quotes.report.words import place
from quotes.watch import Arrived, Round

DONE = 0


def watch(arguments: Namespace) -> int:
    """Scan folders again whenever something in them changes, and tell what is new."""
    from quotes import corpus
    from quotes.parse import load
    from quotes.watch import watch

    for path in arguments.paths:
        if path == "-" or is_remote(path):
            what = "standard input" if path == "-" else path
            raise UsageError(f"{what} cannot be watched", remedy="name a folder of the disk")
    mapping = corpus.parse_mapping(arguments.map) if arguments.map else None
    engine = load(arguments.engine)
    rounds = watch(arguments.paths, db=arguments.db, mapping=mapping, engine=engine, jobs=jobs(arguments))
    _begun(next(rounds), arguments=arguments)
    for found in rounds:
        _told(found, arguments=arguments)
    return DONE


def _begun(found: Round, *, arguments: Namespace) -> None:
    """Tell what the first scan did: of what was there before nothing is news."""
    known = f"{ENGLISH.count(found.summary.articles, 'article')}, {ENGLISH.count(found.summary.stored.claims, 'claim')}"
    note(f"{known}; watching, end with Ctrl-C", arguments=arguments)


def _told(found: Round, *, arguments: Namespace) -> None:
    for skip in found.summary.skips:
        tell(f"skipped {place(skip.path, skip.line)}: {skip.reason}")
    for arrived in found.arrived:
        _show(arrived, arguments=arguments)
    sys.stdout.flush()


def _show(arrived: Arrived, *, arguments: Namespace) -> None:
    if arguments.format == "jsonl":
        write(data.jsonl(arrivals.records(arrived)), arguments=arguments)
    else:
        present(arguments, screen=partial(arrivals.shown, arrived), pipe=arrivals.lines(arrived))


COMMANDS: dict[str, Callable[[Namespace], int]] = {"watch": watch}
