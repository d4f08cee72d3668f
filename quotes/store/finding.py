"""Find speakers, claims and articles page by page, as one types: what a text UI asks of the store.

Takes what is sought, gives a page of rows. Words are compared folded; of a name, each word by its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from quotes.models import Kind
from quotes.normalise import LETTERS, SIGNS, fold_text
from quotes.speakers import searchable
from quotes.store.connection import Connection
from quotes.store.records import ClaimRow, DocumentRow, SpeakerRow

Sort = Literal["spread", "recency", "drift"]
PAGE = 100  # rows
_TITLES = {"signs": f"[{SIGNS}]+", "letters": "".join(map(chr, LETTERS)), "folds": "".join(LETTERS.values())}


@dataclass(frozen=True, slots=True)
class Sought:
    """What one looks for; a field that is None, False or empty asks for any. `altered` and `disputed` are of claims."""

    text: str = ""
    kind: Kind | None = None
    outlet: str | None = None
    altered: bool = False
    disputed: bool = False
    sort: Sort = "spread"


class Finding:
    """The part of one open database that is searched page by page."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def speakers(self, sought: Sought, *, offset: int = 0) -> list[SpeakerRow]:
        """Return a page of speakers, most statements or latest first."""
        asked = _asked(sought, "name", "kind", "outlet", "sort")
        return list(self._speakers({**asked, "speaker_id": None}, offset))

    def speaker(self, speaker_id: int) -> SpeakerRow | None:
        """Return one speaker, None where it has said nothing that is stored."""
        asked = {"name": None, "kind": None, "outlet": None, "sort": "spread", "speaker_id": speaker_id}
        return next(iter(self._speakers(asked, 0)), None)

    def claims(self, sought: Sought, *, offset: int = 0) -> list[ClaimRow]:
        """Return a page of claims, most outlets, latest or most changed first."""
        names = ("name", "text", "kind", "outlet", "altered", "disputed", "sort")
        return [claim_of(row) for row in self._page("find_claims", _asked(sought, *names), offset)]

    def documents(self, sought: Sought, *, offset: int = 0) -> list[DocumentRow]:
        """Return a page of articles, most quotations or latest first."""
        asked = {**_asked(sought, "name", "text", "kind", "outlet", "sort"), **_TITLES}
        return [DocumentRow(*row) for row in self._page("find_documents", asked, offset)]

    def outlets(self) -> tuple[str, ...]:
        """Return the outlets, most quotations first."""
        return tuple(row[0] for row in self._db.rows("outlets"))

    def _speakers(self, asked: Mapping[str, object], offset: int) -> Iterator[SpeakerRow]:
        for row in self._page("find_speakers", asked, offset):
            found = SpeakerRow(*row)
            yield replace(found, aliases=tuple(found.aliases), outlets=tuple(found.outlets))

    def _page(self, query: str, asked: Mapping[str, object], offset: int) -> Iterator[tuple[Any, ...]]:
        return self._db.rows(query, **asked, limit=PAGE, offset=offset)


def _asked(sought: Sought, *names: str) -> dict[str, object]:
    text = fold_text(" ".join(sought.text.split()))
    texts = {"text": text or None, "name": (searchable(sought.text) or text) or None}
    return {name: texts[name] if name in texts else getattr(sought, name) for name in names}


def claim_of(row: tuple[Any, ...]) -> ClaimRow:
    """Return a row of a query as a claim."""
    found = ClaimRow(*row)
    days = tuple((day, int(count)) for day, count in found.days)
    return replace(found, outlets=tuple(found.outlets), speakers=tuple(found.speakers), days=days)
