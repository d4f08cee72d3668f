"""Mark cue, speaker and content in the text of a field, where spans may nest, overlap or cross paragraphs.

Takes a field and its quotations, gives pieces of text that each know the marks they stand under, for a screen, or
the text with labelled brackets, for a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotes.models import Field
from quotes.report.bidi import sanitise, unify_breaks
from quotes.store.records import Row

Role = Literal["content", "cue", "speaker"]
LETTERS: dict[Role, str] = {"content": "Q", "cue": "C", "speaker": "S"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One marked stretch of a field: `number` counts the document's quotations from 1."""

    start: int
    end: int
    role: Role
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two neighbouring boundaries, the tags over it, and those that open or close at its edges."""

    text: str
    tags: tuple[Tag, ...]
    opens: tuple[Tag, ...]  # the widest first
    closes: tuple[Tag, ...]  # the narrowest first


def tags_of(rows: Sequence[Row], field: Field) -> tuple[Tag, ...]:
    """Return the tags of one field; a cue or speaker that two quotations share is tagged once, for the first."""
    tags: dict[tuple[int, int, Role], Tag] = {}
    for number, row in enumerate(rows, start=1):
        if row.field == field:
            for tag in _tags(row, number):
                tags.setdefault((tag.start, tag.end, tag.role), tag)
    return tuple(sorted(tags.values(), key=lambda tag: (tag.start, -tag.end, tag.number)))


def _tags(row: Row, number: int) -> Iterator[Tag]:
    yield Tag(row.start, row.end, "content", number)
    if row.cue_start is not None and row.cue_end is not None:
        yield Tag(row.cue_start, row.cue_end, "cue", number)
    if row.speaker_start is not None and row.speaker_end is not None:
        yield Tag(row.speaker_start, row.speaker_end, "speaker", number)


def pieces(text: str, *, tags: Iterable[Tag]) -> Iterator[Piece]:
    """Cut raw `text` at every boundary of `tags`; the pieces are sanitised and joined give the whole field."""
    clean, known = unify_breaks(text), tuple(tags)
    cuts = sorted({0, len(clean)} | {min(edge, len(clean)) for tag in known for edge in (tag.start, tag.end)})
    for start, end in pairwise(cuts):
        over = tuple(tag for tag in known if tag.start <= start and end <= tag.end)
        yield Piece(
            text=sanitise(clean[start:end]),
            tags=over,
            opens=tuple(tag for tag in over if tag.start == start),
            closes=tuple(tag for tag in reversed(over) if tag.end == end),
        )


def bracketed(text: str, *, tags: Iterable[Tag]) -> str:
    """Return `text` with each tag as labelled brackets: ``[S1 بوتين S1]``; overlaps stay readable by their labels."""
    return "".join(_bracketed(piece) for piece in pieces(text, tags=tags))


def _bracketed(piece: Piece) -> str:
    opening = "".join(f"[{label(tag)} " for tag in piece.opens)
    closing = "".join(f" {label(tag)}]" for tag in piece.closes)
    return opening + piece.text + closing


def label(tag: Tag) -> str:
    """Return the short name of a tag: Q content, C cue, S speaker, and the quotation's number."""
    return f"{LETTERS[tag.role]}{tag.number}"
