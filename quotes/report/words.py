"""Word the small facts that every report tells in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.store.records import Summary


def place(path: str, line: int | None) -> str:
    """Return where a document stands, "path" or, in a file that holds many, "path:line"."""
    return path if line is None else f"{path}:{line}"


def foreign(record: Summary) -> Iterator[tuple[str, int]]:
    """Yield the encodings that are not UTF-8, and how many documents came in each."""
    return ((name, count) for name, count in record.encodings if name.lower().replace("_", "-") != "utf-8")
