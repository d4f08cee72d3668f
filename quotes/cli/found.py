"""Tell what a program of this house found: itself, engines, models, extras, a database, the terminal.

Takes the name of a database, gives facts; what is missing is a fact too, with its remedy. Nothing here fails: a torn
database or a library that does not load is told like everything else.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from quotes import __version__
from quotes.errors import QuotesError
from quotes.report.language import ENGLISH, ENVIRONMENT, Language, language
from quotes.report.order import VARIABLE, order

if TYPE_CHECKING:
    from quotes.store import Summary

HIDDEN = frozenset({"bench", "dev", "docs"})  # extras for those who build quotes
_NAME, _EXTRA = re.compile(r"[\w.-]+"), re.compile(r"""extra == ["']([\w-]+)["']""")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked for."""

    part: str
    name: str
    found: str
    remedy: str | None = None  # None where nothing is amiss


def facts(db: str) -> Iterator[Fact]:
    """Yield what was found, part by part."""
    yield from _program()
    yield from _engines()
    yield from _models()
    yield from _extras()
    yield database(db)
    yield from _terminal()


def _program() -> Iterator[Fact]:
    yield Fact("program", "quotes", __version__)
    yield Fact("program", "folder", str(Path(__file__).parent.parent))
    yield Fact("program", "python", f"{platform.python_version()}, {sys.executable}")


def _engines() -> Iterator[Fact]:
    from quotes.parse import PREFERENCE

    told = [_engine(name) for name in PREFERENCE]
    yield from told
    taken = next(fact.name for fact in told if fact.remedy is None)
    yield Fact("engine", "auto", f"{taken}, the first of {', '.join(PREFERENCE)} that is ready")


def _engine(name: str) -> Fact:
    from quotes.parse import load

    try:
        engine = load(name)
    except QuotesError as error:
        return Fact("engine", name, str(error), error.remedy)
    return Fact("engine", name, f"ready, {engine.version}" if engine.version else "ready")


def _models() -> Iterator[Fact]:
    from quotes.parse import models_folder

    yield Fact("model", "tagger", str(files("quotes.tagger") / "model"))
    yield Fact("model", "stanza", models_folder() or "stanza's own folder, which is not known without stanza")


def _extras() -> Iterator[Fact]:
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for requirement in _requirements():
        if extra := _EXTRA.search(requirement):
            asked[extra[1]].append(_NAME.findall(requirement)[0])
    return (_extra(extra, sorted(asked[extra])) for extra in sorted(asked.keys() - HIDDEN))


def _requirements() -> list[str]:
    """Return what the program was installed with; nothing where it runs from a folder and was never installed."""
    try:
        return metadata.requires("quotes") or []
    except metadata.PackageNotFoundError:
        return []


def _extra(extra: str, libraries: list[str]) -> Fact:
    versions = {library: _version(library) for library in libraries}
    told = ", ".join(f"{library} {version or 'missing'}" for library, version in versions.items())
    return Fact("extra", extra, told, None if all(versions.values()) else f"pip install 'quotes[{extra}]'")


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def database(db: str) -> Fact:
    """Return what a database holds, or why it cannot be read."""
    from quotes.store import Store
    from quotes.store.database import SCHEMA_VERSION

    try:
        with Store.open(db) as store:
            return Fact("database", db, f"{holding(store.summary())}, schema {SCHEMA_VERSION}")
    except QuotesError as error:
        return Fact("database", db, str(error), error.remedy)


def holding(summary: Summary, spoken: Language = ENGLISH) -> str:
    """Return what a database holds, in a line."""
    counts = ("document", summary.documents), ("quotation", summary.quotations), ("speaker", summary.speakers)
    counted = [spoken.count(number, noun) for noun, number in (*counts, ("claim", summary.claims))]
    return f"{spoken.word('guide_comma')} ".join([*counted, spoken.days(*(summary.period or (None, None)))])


def _terminal() -> Iterator[Fact]:
    for name, tell in TERMINAL.items():
        yield Fact("terminal", name, tell())


def _screen() -> str:
    return (
        f"{os.get_terminal_size().columns} columns"
        if sys.stdout.isatty()
        else "none: output goes into a pipe or a file"
    )


def _language() -> str:
    spoken = language()
    why = next((f"{name}={value}" for name in ENVIRONMENT if (value := os.environ.get(name))), "no locale is set")
    return f"{spoken.code}, {spoken.locale}: {why}"


def _encoding() -> str:
    import locale

    return f"utf-8; the locale's is {locale.getencoding().lower()}"


def _colours() -> str:
    from rich.console import Console

    if os.environ.get("NO_COLOR"):
        return "none: NO_COLOR is set"
    return Console().color_system or "none"


def _arabic() -> str:
    """Return in what order Arabic is set here, and what asked for it."""
    try:
        return f"{order()}: {os.environ.get(VARIABLE) or 'as the terminal is known to need it'}"
    except QuotesError as error:
        return f"{error}; {error.remedy}"


TERMINAL: dict[str, Callable[[], str]] = {
    "screen": _screen, "colours": _colours, "language": _language, "encoding": _encoding, "arabic": _arabic,
}  # fmt: skip
