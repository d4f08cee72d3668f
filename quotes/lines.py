"""Tell the ends of paragraphs from those of lines that were full.

Takes the raw text of a field, gives the line ends that only wrap a line.

The law of the data: a newspaper's paragraph is a line, so a line end parts paragraphs. Mail, old archives and terminals
wrap: no line is longer than some width, and a line ends where the next word would not have fitted. Where most line ends
are so, those are no ends of paragraphs; an empty line, or a line with room left, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NARROWEST: Final = 40  # code points of a line that is wrapped
_WIDEST: Final = 132
_FEWEST: Final = 3  # full lines: with fewer there is no telling a width from a chance
_MOST: Final = 0.5  # of the line ends that part two lines of text
_WORD: Final = re.compile(r"\S+")


def find_wraps(text: str) -> frozenset[int]:
    """Return where the lines end in `text` that were full; none where the text is not wrapped.

    >>> wrapped = ("a word of a line that is full " * 2 + "\\n") * 3 + "the end"
    >>> sorted(find_wraps(wrapped)), sorted(find_wraps("short\\nlines\\nof\\nverse"))
    ([60, 121, 182], [])
    """
    lines = list(_lines(text))
    width = max((end - start for start, end in lines), default=0)
    if len(lines) <= _FEWEST or not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    between = [(line, after) for line, after in pairwise(lines) if line[0] < line[1] and after[0] < after[1]]
    full = [end for (start, end), after in between if end - start + 1 + _first_word(text, *after) > width]
    return frozenset(full if len(full) >= max(_FEWEST, _MOST * len(between)) else ())


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line stands, without its end."""
    start = 0
    for found in LINE_END.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _first_word(text: str, start: int, end: int) -> int:
    """Return how long the first word of a line is."""
    found = _WORD.search(text, start, end)
    return found.end() - start if found else 0
