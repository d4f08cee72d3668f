"""What Python gets: quotations of an article, rows of a query, a claim's genealogy, an open database.

Takes records of the stages below, gives them as sequences and records that a notebook shows as a page would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, overload

from quotes.models import Article, Kind, Level, Quotation, WhoKind
from quotes.store.records import Row

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Literal, Self

    from quotes.claims import Traced
    from quotes.store import ClaimRow, ClaimStatement, SpeakerRow, Summary
    from quotes.store.relations import Relation

Item = TypeVar("Item")


class _Items(Sequence[Item]):
    """A sequence that cannot be changed."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)


class Quotations(_Items[Quotation]):
    """The quotations of one article, title before body, in order of place; `article` is what they were found in."""

    def __init__(self, article: Article, quotations: Sequence[Quotation]) -> None:
        super().__init__(quotations)
        self.article = article

    def __repr__(self) -> str:
        return f"<{len(self)} quotations of {self.article.doc or 'a text'}>"

    def _repr_html_(self) -> str:
        """Show the article with cue, speaker and content marked, then what was found."""
        from quotes.report.notebook import article

        return article(self.article, self)


class Rows(_Items[Row]):
    """Stored quotations, each with its document and its speaker in the corpus."""

    def __repr__(self) -> str:
        return f"<{len(self)} quotations>"

    def _repr_html_(self) -> str:
        """Show the quotations as a table."""
        from quotes.report.notebook import table

        return table(self)


@dataclass(frozen=True, slots=True)
class Genealogy:
    """A claim with its statements in time."""

    claim: ClaimRow
    statements: tuple[ClaimStatement, ...]

    def _repr_html_(self) -> str:
        """Show each wording behind its parent, with what it dropped and added, and who has it."""
        from quotes.report.notebook import genealogy

        return genealogy(self.claim, self.statements)


class Database:
    """A database that is open to be read: a context manager, with relations of DuckDB and typed records."""

    def __init__(self, path: str) -> None:
        from quotes.store import Store

        self._store = Store.open(path)
        self._store.guard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; relations over it can be asked no more."""
        self._store.close()

    # Relations: `.df()`, `.pl()`, `.arrow()`, `.filter(…)` are DuckDB's own.

    @property
    def quotations(self) -> Relation:
        """The quotations: the columns of schema 1, and the speaker's `name` and `speaker_id` in the corpus."""
        return self.sql('FROM v_quotations ORDER BY doc, field DESC, "start", "end", content')

    @property
    def speakers(self) -> Relation:
        """The speakers of the corpus."""
        return self.sql("FROM v_speakers ORDER BY speaker_id")

    @property
    def claims(self) -> Relation:
        """The statements that several articles tell."""
        return self.sql("FROM v_claims ORDER BY claim")

    @property
    def edges(self) -> Relation:
        """The pairs of wordings that tell one statement."""
        return self.sql("FROM v_edges ORDER BY a, b")

    def sql(self, query: str) -> Relation:
        """Return what a SELECT asks of the database; raises UsageError where DuckDB does not understand it."""
        return self._store.relation(query)

    # Records.

    def find(
        self,
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: Kind | None = None,
        text: str | None = None,
        doc: str | None = None,
        min_confidence: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return the quotations that pass every filter given, as `quotes list` does."""
        from quotes.store import Filter

        asked = Filter(
            speaker=speaker, outlet=outlet, since=since, until=until, kind=kind, text=text, doc=doc,
            min_confidence=min_confidence, limit=limit,
        )  # fmt: skip
        return Rows(self._store.quotations(asked))

    def find_speakers(
        self, name: str | None = None, *, kind: WhoKind | None = None, limit: int | None = None
    ) -> list[SpeakerRow]:
        """Return the speakers, most quotations first; `name` is whole words of any of their names."""
        return self._store.speakers(name=name, kind=kind, limit=limit)

    def find_claims(
        self,
        *,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlets: int | None = None,
        level: Level | None = None,
        altered: bool = False,
        disputed: bool = False,
        text: str | None = None,
        min_confidence: float | None = None,
        sort: Literal["spread", "drift", "recency"] = "spread",
        limit: int | None = None,
    ) -> list[ClaimRow]:
        """Return the claims that pass every filter given, as `quotes claims` does."""
        from quotes.store import ClaimFilter

        asked = ClaimFilter(
            speaker=speaker, since=since, until=until, outlets=outlets, level=level, altered=altered,
            disputed=disputed, text=text, min_confidence=min_confidence, sort=sort, limit=limit,
        )  # fmt: skip
        return self._store.claims(asked)

    def claim(self, id: str) -> Genealogy:
        """Return a claim with its statements; raises UsageError where it is not stored."""
        return Genealogy(self._store.claim(id), tuple(self._store.claim_statements(id)))

    def document(self, doc: str) -> Quotations:
        """Return the quotations of an article, with it; raises UsageError where it is not stored."""
        return Quotations(self._store.document(doc), self._store.quotations_of(doc))

    def summary(self) -> Summary:
        """Return the database in figures."""
        return self._store.summary()

    def trace(self, text: str) -> list[Traced]:
        """Return the statements that repeat `text`, the earliest first."""
        from quotes.claims import trace

        return trace(self._store, text)
