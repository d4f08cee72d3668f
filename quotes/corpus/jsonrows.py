"""Read the values of a JSON text, whatever its size, in flat memory.

Takes a stream of text, gives each element of a top-level array (or each of several top-level values) with its 1-based
row, or a fault. An element that is no JSON costs itself only: reading goes on at the next object that follows a comma
or another object. Raw line feeds in strings pass, as many outlets' dumps hold them; numbers are kept as they are
written, so that an id stays itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from quotes.corpus.decode import DAMAGED
from quotes.corpus.records import Fault

ELEMENT_LIMIT = 16 << 20  # characters of one element
_CHUNK = 1 << 18
_EDGE = 16  # an error this near to the end of what was read may be the cut of a word or an escape
DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
_BETWEEN = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_NEXT = re.compile(r"[,}]\s*(?=\{)")
_MAY_BE_NEXT = re.compile(r"[,}]\s*\Z")
_UNFINISHED = "Unterminated string"


class Value(NamedTuple):
    """One row and what it holds; `alone` where it is no element of an array."""

    row: int
    held: object
    alone: bool


class _Window:
    """The part of a stream that is in memory, and where reading stands in it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        """Drop what was read and take in as much again; False at the end of the stream or of the limit."""
        left = self.text[self.at :]
        chunk = "" if len(left) > ELEMENT_LIMIT else self._stream.read(max(_CHUNK, len(left)))
        if chunk:
            self.text, self.at = left + chunk, 0
        return bool(chunk)

    def peek(self, gap: re.Pattern[str]) -> str:
        """Pass over `gap`; return the character after it, "" at the end of the stream."""
        while True:
            self.at = _end(gap, self.text, self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def rows(stream: TextIO) -> Iterator[Value | Fault]:
    """Give the elements of the top-level arrays in `stream`, and the top-level values that are no array."""
    window = _Window(stream)
    row = 0
    inside = False
    while sign := window.peek(_BETWEEN if inside else _SPACE):
        if sign in "[]" and inside == (sign == "]"):
            inside = not inside
            window.at += 1
            continue
        row += 1
        yield _element(window, row, alone=not inside)
    if inside:
        yield Fault("the array has no end: the file is cut short", row + 1)


def _element(window: _Window, row: int, *, alone: bool) -> Value | Fault:
    try:
        start, held = _decoded(window)
    except json.JSONDecodeError as error:
        _resume(window, error.pos)
        return Fault(f"malformed JSON: {error.msg}", row)
    except RecursionError:
        _resume(window, window.at)
        return Fault("malformed JSON: nested too deep", row)
    damaged = DAMAGED.search(window.text, start, window.at)
    return Fault("bytes that are no text", row) if damaged else Value(row, held, alone)


def _decoded(window: _Window) -> tuple[int, object]:
    """Return where in the window the next element begins, and the element; move the window past it."""
    while True:
        try:
            value, end = DECODER.raw_decode(window.text, window.at)
        except json.JSONDecodeError as error:
            if not (_may_be_cut(error, window.text) and window.more()):
                raise
            continue
        start, window.at = window.at, end
        return start, value


def _may_be_cut(error: json.JSONDecodeError, text: str) -> bool:
    return error.msg.startswith(_UNFINISHED) or error.pos >= len(text) - _EDGE


def _resume(window: _Window, after: int) -> None:
    """Move to the next object that follows a comma or an object beyond `after`, or to the end of the stream."""
    window.at = max(window.at, min(after, len(window.text)))
    while not (found := _NEXT.search(window.text, window.at)):
        tail = _MAY_BE_NEXT.search(window.text, window.at)
        window.at = tail.start() if tail else len(window.text)
        if not window.more():
            window.at = len(window.text)
            return
    window.at = found.end()


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
