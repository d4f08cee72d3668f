"""Read pairs of statements that are to be compared: a line of JSON a pair.

Takes lines as they come from a file, gives a `Pair` a line, or a `Skip` with the line's number where it holds none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from quotes.corpus.dates import day
from quotes.match.comparing import Comparison, compare
from quotes.match.reading import read_wording
from quotes.models import Skip

_BOM = b"\xef\xbb\xbf"
_BROKEN = (ValueError, RecursionError)  # no UTF-8, no JSON, or brackets in brackets in brackets


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements under one id; `days` lie between them, None where a date is missing or cannot be read."""

    id: str | int
    a: str
    b: str
    days: int | None

    def compared(self) -> Comparison:
        """Compare the two."""
        return compare(self.a, self.b, days=self.days)


def read_pairs(lines: Iterable[bytes], *, path: str) -> Iterator[Pair | Skip]:
    """Yield the pairs of a JSONL file, a `Skip` for each line that holds none; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if text.strip():
            try:
                yield _pair(json.loads(text.decode()))
            except _BROKEN as error:
                yield Skip(path=path, reason=_reason(error), line=number)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "no UTF-8"
    if isinstance(error, (json.JSONDecodeError, RecursionError)):
        return "no JSON"
    return str(error)


def _pair(value: object) -> Pair:
    """Return the pair that a line tells; raises ValueError where something is missing."""
    known = value if isinstance(value, dict) else {}
    name = known.get("id")
    if not isinstance(name, (str, int)):
        raise ValueError('"id" is missing: a text or a number')
    sides = {side: _side(known.get(side), side) for side in ("a", "b")}
    return Pair(name, sides["a"][0], sides["b"][0], days=_between(sides["a"][1], sides["b"][1]))


def _side(value: object, name: str) -> tuple[str, str | None]:
    """Return the text and the day of one statement."""
    known = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    text, written = known.get("text"), known.get("date")
    if not isinstance(text, str) or not read_wording(text).words:
        raise ValueError(f'"{name}" has no "text" with words in it')
    return text, day(written) if isinstance(written, str) else None


def _between(one: str | None, other: str | None) -> int | None:
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
