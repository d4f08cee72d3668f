"""Write a text otherwise and carry its offsets over: the primitives of which transformations are made.

An edit puts a text in the place of a stretch of the old one. The edits of a text give the new text, and where each
span of the old one stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias

from quotes.clitics import pieces

Edit: TypeAlias = "tuple[int, int, str]"  # code points `start` to just before `end` become the text
Edits: TypeAlias = "Callable[[str], Iterable[Edit]]"

WIDTH = 80  # code points of a line that is wrapped
MARKS = re.compile('[«»"“”„‹›]')
_WORD = re.compile(r"[\w\u064b-\u0652]+")
_FINAL, _INITIAL, _MEDIAL, _ISOLATED = "<final>", "<initial>", "<medial>", "<isolated>"


class Carried:
    """A text after its edits; `start` and `end` carry the edges of a span over."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self.edits = sorted(edit for edit in edits if text[edit[0] : edit[1]] != edit[2])
        self._from = [start for start, _, _ in self.edits]
        self._to = [end for _, end, _ in self.edits]
        self._shift = [0]
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [text[at:start], new]
            at = end
            self._shift.append(self._shift[-1] + len(new) - (end - start))
        self.text = "".join([*parts, text[at:]])

    def start(self, at: int) -> int:
        """Where a span that begins at `at` begins: behind what was put in there, inside an edit at its own begin."""
        k = bisect_right(self._to, at)
        inside = k < len(self.edits) and self._from[k] < at
        return (self._from[k] if inside else at) + self._shift[k]

    def end(self, at: int) -> int:
        """Where a span that ends at `at` ends: before what was put in there, inside an edit at its end."""
        k = bisect_left(self._from, at)
        return (max(at, self._to[k - 1]) if k else at) + self._shift[k]


def each(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Edits:
    """Return the edits that put `new` in the place of each match."""
    found = re.compile(pattern)

    def edits(text: str) -> Iterator[Edit]:
        for match in found.finditer(text):
            yield match.start(), match.end(), match.expand(new) if isinstance(new, str) else new(match)

    return edits


def enclosed(pattern: str, before: str, behind: str) -> Edits:
    """Return the edits that put signs before and behind each match."""
    found = re.compile(pattern)

    def edits(text: str) -> Iterator[Edit]:
        for match in found.finditer(text):
            yield match.start(), match.start(), before
            yield match.end(), match.end(), behind

    return edits


def letters(table: Mapping[str, str]) -> Edits:
    """Return the edits that put one text in the place of a letter or sign."""
    return each("|".join(map(re.escape, table)), lambda match: table[match[0]])


def both(*several: Edits) -> Edits:
    """Return the edits of several, which touch different places."""
    return lambda text: [edit for edits in several for edit in edits(text)]


def marks(opening: str, closing: str) -> Edits:
    """Return the edits that write each quotation mark by another, by whether it opens or closes."""
    return lambda text: [(i, i + 1, opening if opens else closing) for i, opens in _mark_roles(text)]


def _mark_roles(text: str) -> Iterator[tuple[int, bool]]:
    """Tell of each mark whether it opens: by what it touches, else by how many stand before it in its paragraph."""
    paragraph, count = -1, 0
    for match in MARKS.finditer(text):
        i = match.start()
        if (begin := text.rfind("\n", 0, i)) != paragraph:
            paragraph, count = begin, 0
        yield i, _opens(text[i - 1 : i], text[i], text[i + 1 : i + 2], count)
        count += 1


def _opens(before: str, mark: str, after: str, count: int) -> bool:
    if mark in "«»‹›":
        return mark in "«‹"
    touches = after.isalnum() - (before.isalnum() or before in list(".،!؟"))
    return touches > 0 if touches else count % 2 == 0


def lost_closing(text: str) -> Iterator[Edit]:
    """The last mark of a paragraph is gone where it closes the paragraph: «… المدينة.» → «… المدينة."""
    for match in re.finditer(r'[»"”›](?=[.\s]*(?:\n|$))', text):
        begin = text.rfind("\n", 0, match.start()) + 1
        if MARKS.search(text, begin, match.start()):
            yield match.start(), match.end(), ""


def around_marks(opening: tuple[str, str], closing: tuple[str, str]) -> Edits:
    """Return the edits that put signs before and behind each mark that opens, and each that closes."""

    def edits(text: str) -> Iterator[Edit]:
        for i, opens in _mark_roles(text):
            before, behind = opening if opens else closing
            yield i, i + 1, before + text[i] + behind

    return edits


def wrapped(text: str, between: str = "\n\n") -> Iterator[Edit]:
    """A blank behind which the word does not fit in the line becomes its end; `between` stands between paragraphs."""
    begin = 0
    for match in re.finditer(r"(?P<end>\n+)|(?P<blank> )(?=(?P<word>\S*))", text):
        if match["end"]:
            yield match.start(), match.end(), between
            begin = match.end()
        elif match.end("word") - begin > WIDTH:
            yield match.start(), match.end("blank"), "\n"
            begin = match.end("blank")


def wrapped_on(text: str) -> Iterator[Edit]:
    return wrapped(text, "\n")


def spaced_and(text: str) -> Iterator[Edit]:
    """و "and" parted from its word, where it is a word of its own: وقال "and he said", not وصف "he described"."""
    for match in _WORD.finditer(text):
        found = pieces(match[0])
        if len(found) > 1 and found[0][0] == "و":
            yield match.start() + 1, match.start() + 1, " "


def normal(form: Literal["NFKC", "NFD"]) -> Edits:
    """Return the edits of a Unicode normal form, letter by letter with its signs."""
    return each(
        r"[^\u0300-\u036f\u064b-\u065f\u0670]?[\u0300-\u036f\u064b-\u065f\u0670]+|.",
        lambda match: unicodedata.normalize(form, match[0]),
    )


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """The presentation forms: (shape, letters) → the one sign of the block."""
    found: dict[tuple[str, str], str] = {}
    for code in range(0xFE80, 0xFEFD):
        shape, *parts = unicodedata.decomposition(chr(code)).split()
        found[shape, "".join(chr(int(part, 16)) for part in parts)] = chr(code)
    return found


def shaped(text: str) -> Iterator[Edit]:
    """Each letter by the sign of its shape, lam-alef by one sign, as old typesetting writes them."""
    shapes = _shapes()
    joins = {letter for shape, letter in shapes if shape == _INITIAL}
    for match in re.finditer("[\u0621-\u063a\u0641-\u064a]+", text):
        i, joined = match.start(), False
        while i < match.end():
            size = 2 if (_ISOLATED, text[i : i + 2]) in shapes and text[i : i + 2].startswith("ل") else 1
            letter = text[i : i + size]
            onward = letter in joins and i + size < match.end() and (_FINAL, text[i + size]) in shapes
            shape = (_MEDIAL if onward else _FINAL) if joined else (_INITIAL if onward else _ISOLATED)
            yield i, i + size, shapes.get((shape, letter), letter)
            i, joined = i + size, onward
