"""Unite the sources of a corpus: one speaker for each person, organisation, document or unnamed source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.models import Speaker, WhoKind


@dataclass(frozen=True, slots=True)
class Named:
    """One resolved name of a source in one document, and how often it speaks there."""

    who: str
    who_kind: WhoKind
    doc: str
    outlet: str
    count: int


def unite(rows: Iterable[Named], *, titles: frozenset[str] = frozenset()) -> tuple[Speaker, ...]:
    """Return one `Speaker` per source."""
    pairs = sorted({(row.who, row.who_kind) for row in rows})
    return tuple(Speaker(name=who, kind=kind, aliases=(who,)) for who, kind in pairs)


def searchable(name: str) -> str:
    """Return `name` as the words that a search compares."""
    from quotes.normalise import fold_text

    return " ".join(fold_text(name).split())
