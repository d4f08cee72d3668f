"""Lay an article out as windows that the tagger's encoder can read at once.

Takes the paragraphs of an article's title and body, gives windows of pieces, each with the place it came from.

The law of the data: a news article is short, two in three fit in one window; the title stands before every window,
for it names whom the article is about. A paragraph too long for a window is cut behind a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.models import Article, Field
from quotes.tagger.pieces import END, START, Piece, Vocabulary

ROOM = 400  # pieces of a window
_TITLE_ROOM = 60
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece of a window: its number and the code points of a field that it stands for."""

    number: int
    field: Field
    start: int
    end: int  # equal to `start` for a piece that parts two paragraphs


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces read at once; those before `own` stand in an earlier window too."""

    pieces: tuple[Placed, ...]
    own: int

    def at(self, field: Field, place: int) -> int | None:
        """Return the piece that holds code point `place` of `field`, None where none does."""
        for i in range(self.own, len(self.pieces)):
            piece = self.pieces[i]
            if piece.field == field and piece.start <= place < piece.end:
                return i
        return None


def windows(article: Article, vocabulary: Vocabulary) -> tuple[Window, ...]:
    """Return the windows of an article in order."""
    title = [_placed(piece, "title", 0) for piece in vocabulary.cut(article.title)]
    head = (Placed(START, "title", 0, 0), *title, Placed(END, "title", len(article.title), len(article.title)))
    again = head if len(head) <= _TITLE_ROOM else head[:1]
    laid: list[Window] = []
    pieces, own = head[:ROOM], 0
    for paragraph in _paragraphs(article.body, vocabulary):
        if len(pieces) + len(paragraph) > ROOM:
            laid.append(Window(pieces, own))
            pieces, own = again, len(again)
        pieces = pieces + paragraph
    return (*laid, Window(pieces, own))


def _paragraphs(body: str, vocabulary: Vocabulary) -> Iterator[tuple[Placed, ...]]:
    """Yield the pieces of each paragraph, or of each part of one that is too long, closed by an end sign."""
    for match in _PARAGRAPH.finditer(body):
        pieces = [_placed(piece, "body", match.start()) for piece in vocabulary.cut(match.group())]
        for part in _parts(pieces, body):
            yield (*part, Placed(END, "body", part[-1].end, part[-1].end))


def _parts(pieces: Sequence[Placed], body: str) -> Iterator[Sequence[Placed]]:
    room = ROOM - _TITLE_ROOM - 1  # the sign that closes the part
    while len(pieces) > room:
        cut = _cut_at(pieces, body, room)
        yield pieces[:cut]
        pieces = pieces[cut:]
    if pieces:
        yield pieces


def _cut_at(pieces: Sequence[Placed], body: str, room: int) -> int:
    """Return the last place in the second half of the room behind the end of a sentence, else the room."""
    for i in range(room, room // 2, -1):
        if body[pieces[i - 1].end - 1] in ".!?؟…":
            return i
    return room


def _placed(piece: Piece, field: Field, shift: int) -> Placed:
    return Placed(piece.number, field, piece.start + shift, piece.end + shift)
