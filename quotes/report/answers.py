"""Show the rows that answer a question in SQL: aligned on a screen, a line a row in a pipe, records for programs.

Takes names of columns and rows of any of DuckDB's types, gives lines or records.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from decimal import Decimal
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING

from quotes.report.bidi import one_line, sanitise, unify_breaks

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.report.view import View
    from quotes.store.asking import Column

NAMES = ("view", "column", "type", "meaning")
WIDEST = 40  # cells of a column on a screen

Row = Sequence[object]


def told(columns: Iterable[Column]) -> Iterator[Row]:
    """Yield a row a column of the views, in the order of `NAMES`."""
    return map(astuple, columns)


def records(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[dict[str, object]]:
    """Yield each row as a mapping of what JSON can hold."""
    return (dict(zip(columns, map(_plain, row), strict=True)) for row in rows)


def _plain(value: object) -> object:
    """Return a value as JSON has it: days and times as text, lists and mappings whole, no number as null."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if isfinite(value) else None
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case bytes():
            return value.hex()
    return str(value)


def lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the names, then a line a row, the cells parted by tabs."""
    return ("\t".join(map(_cell, row)) for row in chain([columns], rows))


def _cell(value: object) -> str:
    shown = "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return "" if shown is None else one_line(str(shown))


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield CSV with a header, which stands there without a row too."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow([_csv(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(buffer.truncate(0))


def _csv(value: object) -> object:
    shown = "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return sanitise(unify_breaks(shown)) if isinstance(shown, str) else shown


def aligned(columns: Sequence[str], rows: Iterable[Row], *, view: View) -> Iterator[Text]:
    """Yield the names and the rows as lines of cells that stand under one another; what is too long is cut with …."""
    from rich.text import Text

    from quotes.report.layout import closed

    shown = [[Text(_cell(value)) for value in row] for row in chain([columns], rows)]
    widths = [min(WIDEST, max(cell.cell_len for cell in column)) for column in zip(*shown, strict=True)]
    for at, row in enumerate(shown):
        for cell, width in zip(row, widths, strict=True):
            cell.truncate(width, overflow="ellipsis")
        padded = (
            Text.assemble(closed(cell), " " * (width - cell.cell_len)) for cell, width in zip(row, widths, strict=True)
        )
        line = Text("  ").join(padded)
        if at == 0:
            line.stylize("bold")
        yield line
