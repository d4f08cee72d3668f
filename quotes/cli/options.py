"""The options that several verbs have, and the kinds of values that they take."""

from __future__ import annotations

import argparse
import re
from datetime import date
from math import inf
from typing import NoReturn, TypeAlias

from quotes.errors import UsageError

DATABASE = "quotes.duckdb"
_EXAMPLE = re.compile(r"^examples:\n  (.+?)(?:  |$)", re.MULTILINE)  # what a help shows first
RAW = argparse.RawDescriptionHelpFormatter

Verbs: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """A parser whose faults are ours: one error, one remedy, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError; its remedy is the help, and where a word is missing the first example of it."""
        missing = _EXAMPLE.search(self.epilog or "") if "required" in message else None
        raise UsageError(message, remedy=f"see {self.prog} --help" + (f", or try: {missing[1]}" if missing else ""))


def add_verb(verbs: Verbs, name: str, about: str, epilog: str, common: Parser) -> argparse.ArgumentParser:
    """Add a verb with its help: what it does, then examples."""
    return verbs.add_parser(
        name, help=about, description=about, epilog=epilog, parents=[common], formatter_class=RAW, allow_abbrev=False
    )


def common_options() -> Parser:
    """Return the options of every verb."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    common.add_argument("-v", "--verbose", action="store_true", help="say how long it took")
    common.add_argument("--lang", choices=("en", "ar"), help="language of reports on a screen (default: the locale's)")
    common.add_argument(
        "--bidi", choices=("auto", "on", "off"),
        help="Arabic on a screen: on, set in visual order, for terminals that do not reorder; off, as it is stored; "
        "auto, by the terminal (default: QUOTES_BIDI, else auto)",
    )  # fmt: skip
    common.add_argument("--debug", action="store_true", help="a traceback with each error")
    return common


def stored_options(common: Parser) -> Parser:
    """Return the options of a verb that reads or writes the database."""
    stored = Parser(add_help=False, parents=[common])
    stored.add_argument("--db", default=DATABASE, metavar="FILE", help="the database (default: %(default)s)")
    return stored


def add_limit(verb: argparse.ArgumentParser) -> None:
    """Add `--limit`."""
    verb.add_argument("--limit", type=count, metavar="N", help="no more than N")


def add_confidence(verb: argparse.ArgumentParser, about: str) -> None:
    """Add `--min-confidence`."""
    verb.add_argument("--min-confidence", type=probability, metavar="P", help=about)


def add_output(verb: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add `--format`, the first of `formats` if not told, and `-o`."""
    verb.add_argument("--format", choices=formats, default=formats[0], help="default: %(default)s")
    verb.add_argument("-o", "--output", type=target, metavar="FILE", help='write here; "-" is standard output')


def add_jobs(verb: argparse.ArgumentParser) -> None:
    """Add `--jobs`, which `jobs` reads."""
    verb.add_argument(
        "--jobs", type=count, metavar="N", help="how many processes read (default: the cores); they change no result"
    )


def jobs(arguments: argparse.Namespace) -> int:
    """Return how many processes read: as many as there are cores, and only this one where it is to log each fault."""
    from quotes.crew import cores

    return 1 if arguments.debug else arguments.jobs or cores()


def add_wait(verb: argparse.ArgumentParser) -> None:
    """Add `--wait`, in seconds: 0 where it is not given, without end where it has no number."""
    verb.add_argument(
        "--wait", nargs="?", type=seconds, const=inf, default=0.0, metavar="SECONDS",
        help="where another program writes the database, wait for it, so long at most (default: fail at once)",
    )  # fmt: skip


def seconds(text: str) -> float:
    """Return a number of seconds from 0 up; raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not number >= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds; put --wait behind the paths")
    return number


def target(text: str) -> str | None:
    """Return the file to write to, None for standard output."""
    return None if text == "-" else text


def day(text: str) -> str:
    """Return an ISO day as the user wrote it; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def count(text: str) -> int:
    """Return a number from 1 up; raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def probability(text: str) -> float:
    """Return a number from 0 to 1; raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return number
