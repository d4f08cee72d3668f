"""Read the rows of a table of separated values, in flat memory.

Takes a stream of text, gives each row with the 1-based line on which it begins, or a fault. Quoting is read strictly:
a quotation mark that is left open, or stands unescaped in a quoted cell, would else swallow the rows after it. Such a
line is a fault, and reading goes on at the next line; between tabs, where many programs write without quoting, its
marks are taken as text. The separator is the one that the first line holds most of.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from quotes.corpus.decode import DAMAGED
from quotes.corpus.records import Fault

ROW_LIMIT = 4 << 20  # characters of one row, its line feeds included
SEPARATORS = ",;\t|"

Row = tuple[int, list[str]]  # the line and the cells


class _Lines:
    """The lines of a stream, which can be given back when the row that they seemed to make is none."""

    def __init__(self, first: str, stream: TextIO) -> None:
        self._stream = stream
        self._waiting = deque([first] if first else [])
        self._taken: list[str] = []
        self._size = 0
        self.number = 1  # of the line that comes next

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._stream.readline(ROW_LIMIT)
        if not line or self._size > ROW_LIMIT:
            self._waiting.extendleft([line] if line else [])
            raise StopIteration
        self._taken.append(line)
        self._size += len(line)
        return line

    def taken(self) -> str:
        """Return the text of the row just read, and count its lines as done."""
        text = "".join(self._taken)
        self.number += len(self._taken)
        self._taken, self._size = [], 0
        return text

    def give_back(self) -> str:
        """Return the first line taken, count it as done, and put back the others."""
        first, *others = self._taken
        self._waiting.extendleft(reversed(others))
        self._taken, self._size = [], 0
        self.number += 1
        return first


def separator(line: str) -> str:
    """Return what parts the cells of a header.

    >>> separator("id;title;text")
    ';'
    """
    return max(SEPARATORS, key=line.count)


def rows(stream: TextIO, delimiter: str | None = None) -> Iterator[Row | Fault]:
    """Give the rows of `stream`, header first, blank lines left out; `delimiter` None is told from the first line."""
    csv.field_size_limit(2 * ROW_LIMIT)
    first = stream.readline(ROW_LIMIT)
    lines = _Lines(first, stream)
    between = delimiter or separator(first)
    reader = csv.reader(lines, delimiter=between, strict=True)
    while True:
        start = lines.number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reader = csv.reader(lines, delimiter=between, strict=True)
            yield _literal(lines.give_back(), first, start) or Fault(f"malformed row: {_why(error)}", start)
            continue
        damaged = DAMAGED.search(lines.taken())
        if cells:
            yield Fault("bytes that are no text", start) if damaged else (start, cells)


def _literal(line: str, header: str, number: int) -> Row | None:
    """Return the cells of a line parted by tabs whose quotation marks are text, not quoting: many programs write so."""
    cells = line.rstrip("\r\n").split("\t")
    fits = "\t" in header and len(cells) == header.count("\t") + 1
    return (number, cells) if fits and not DAMAGED.search(line) else None


def _why(error: csv.Error) -> str:
    return "a quotation mark that is never closed" if "end of data" in str(error) else str(error)
