"""The verbs of a first day: what to do next where none is named, and what was found."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.cli.found import Fact, facts, holding
from quotes.cli.options import DATABASE
from quotes.cli.output import present, write
from quotes.errors import QuotesError
from quotes.report import data
from quotes.report.language import Language, language
from quotes.report.plain import record

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.report.view import View
    from quotes.store import Store

DONE = 0
TRY = (
    "echo 'قالت الوزيرة ليلى منصور إن المدارس ستفتح غدا.' | quotes scan - --db first.duckdb",
    "quotes list --db first.duckdb",
)
OWN = ("quotes scan FOLDER", "quotes report")


def start(arguments: Namespace) -> int:
    """Say what to do next: with a sentence to try, or with what the database of this folder holds."""
    spoken = language(arguments.lang)
    told = list(_known(spoken) if Path(DATABASE).exists() else _new(spoken))
    present(arguments, screen=partial(_screen, told), pipe=told)
    return DONE


def _new(spoken: Language) -> Iterator[str]:
    """Yield what to try first."""
    yield from (spoken.word("guide_about"), "")
    for what, commands in (("guide_try", TRY), ("guide_own", OWN)):
        yield from (spoken.word(what), *(f"  {command}" for command in commands), "")
    yield spoken.word("guide_more")


def _known(spoken: Language) -> Iterator[str]:
    """Yield what to ask of the database of this folder."""
    from quotes.store import Store

    try:
        with Store.open(DATABASE) as store:
            told = holding(store.summary(), spoken)
            yield spoken.word("guide_holds").format(db=DATABASE, holding=told)
            yield from ("", spoken.word("guide_ask"), *(f"  {command}" for command in _asked(store)), "")
            yield spoken.word("guide_more")
    except QuotesError as error:
        yield from (spoken.word("guide_broken").format(db=DATABASE), f"  {error}", f"  {error.remedy}")


def _asked(store: Store) -> Iterator[str]:
    """Yield commands that have an answer in this database."""
    from quotes.store import EVERYTHING

    summary = store.summary()
    yield "quotes report"
    yield from _first("quotes speakers {}", (speaker.name for speaker in summary.top_speakers))
    yield from _first("quotes claims {}", (claim.claim for claim in summary.top_claims))
    yield from _first("quotes show {}", (row.doc for row in store.stream(EVERYTHING)))


def _first(command: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a command with the first name that can be typed, as one word of a shell, in which nothing is run."""
    from shlex import quote

    from quotes.report.bidi import one_line

    yield from (command.format(quote(name)) for name in islice((n for n in names if n == one_line(n)), 1))


def config(arguments: Namespace) -> int:
    """Tell what was found: the program, engines, models, extras, the database, the terminal."""
    found = facts(arguments.db)
    if arguments.format == "table":
        told = list(found)
        present(arguments, screen=partial(_blocks, told), pipe=map(_line, told))
    else:
        write(data.WRITERS[arguments.format](map(asdict, found)), arguments=arguments)
    return DONE


def _line(fact: Fact) -> str:
    return record(fact.part, fact.name, fact.found, fact.remedy)


def _screen(lines: list[str], *, view: View) -> Iterator[Text]:
    """Yield sentences with their Arabic isolated, and commands without: they are there to be copied."""
    from rich.text import Text

    from quotes.report.bidi import isolate, sanitise

    return (Text(sanitise(line) if line.startswith(" ") else isolate(sanitise(line))) for line in lines)


def _blocks(told: list[Fact], *, view: View) -> Iterator[Text]:
    """Yield a heading a part, then a fact a line, its remedy under it."""
    from rich.text import Text

    from quotes.report.layout import cell, labelled

    part = None
    for fact in told:
        if fact.part != part:
            yield cell(fact.part, style="bold")
        part = fact.part
        mark = Text("✓ " if fact.remedy is None else "✗ ", style="green" if fact.remedy is None else "yellow")
        yield from labelled(Text.assemble("  ", mark, f"{fact.name:<12}"), cell(fact.found), view=view)
        if fact.remedy is not None:
            yield from labelled(Text(" " * 16), cell(fact.remedy, style="dim"), view=view)


COMMANDS: dict[str, Callable[[Namespace], int]] = {"": start, "config": config}
