"""The places that one can go to: a screen and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.models import Field
from quotes.store.records import Row


@dataclass(frozen=True, slots=True)
class ToSpeaker:
    """One speaker with what it said."""

    speaker_id: int


@dataclass(frozen=True, slots=True)
class ToClaim:
    """One claim with its genealogy."""

    claim: str


@dataclass(frozen=True, slots=True)
class ToArticle:
    """One article, at the quotation that stands at `start` of `field`; None is the first."""

    doc: str
    field: Field | None = None
    start: int | None = None


Visit = ToSpeaker | ToClaim | ToArticle


def to_statement(row: Row) -> ToArticle:
    """Return the place of one quotation in its article."""
    return ToArticle(row.doc, row.field, row.start)
