"""Word the small facts that every report tells in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.store.records import Summary


def place(path: str, line: int | None) -> str:
    """Return where a document stands, "path" or, in a file that holds many, "path:line"."""
    return path if line is None else f"{path}:{line}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun, "1 doc" or "2 docs"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def days(first: str | None, last: str | None) -> str:
    """Return a period as "first – last", one day as itself, "undated" where there is none."""
    if first is None or last is None:
        return "undated"
    return first if first == last else f"{first} – {last}"


def foreign(record: Summary) -> Iterator[tuple[str, int]]:
    """Yield the encodings that are not UTF-8, and how many documents came in each."""
    return ((name, count) for name, count in record.encodings if name.lower().replace("_", "-") != "utf-8")
