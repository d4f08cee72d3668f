"""Keep articles, quotations and speakers in one DuckDB file: the only door to the database.

Takes articles with their quotations, batch by batch; gives them back filtered, counted and in a fixed order. The tables
and every query are files of `quotes/sql`. A batch is one transaction: a document is there whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from quotes.errors import UsageError
from quotes.models import KINDS, Article, Claim, Edge, Mention, Quotation, Skip, Speaker, WhoKind
from quotes.normalise import fold_text
from quotes.speakers import Named, searchable
from quotes.store import columns, database
from quotes.store.columns import Analysed
from quotes.store.matching import Matching
from quotes.store.records import (
    EVERYTHING,
    ClaimFilter,
    ClaimRow,
    ClaimStatement,
    DocumentRow,
    Filter,
    Known,
    OutletRow,
    Row,
    Scope,
    SpeakerRow,
    Summary,
)  # fmt: skip
from quotes.wording import codes_of

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import pyarrow as pa
    from duckdb import DuckDBPyConnection

__all__ = [
    "EVERYTHING",
    "ClaimFilter",
    "ClaimRow",
    "ClaimStatement",
    "DocumentRow",
    "Filter",
    "Known",
    "OutletRow",
    "Row",
    "Scope",
    "SpeakerRow",
    "Store",
    "Summary",
]

FETCH = 4096  # rows at a time
TOP_SPEAKERS = 10


class Store:
    """One open database; use it as a context manager."""

    def __init__(self, connection: DuckDBPyConnection, *, path: str) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: str) -> Self:
        """Open the database `path` to read it; raises StoreError where it is missing, in use, or not ours."""
        return cls(database.connect_to_read(path), path=path)

    @classmethod
    def create(cls, path: str) -> Self:
        """Open the database `path` to write it, made where there is none; raises StoreError as `open` does."""
        return cls(database.connect(path), path=path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        with database.explained(self.path):
            self._connection.close()

    # Writing: what a scan calls.

    def begin_scan(self) -> None:
        """Forget which documents an earlier scan over this connection has met."""
        self._run("run_tables")

    def meet(self, docs: Iterable[str]) -> None:
        """Note that the scan in hand has read `docs`."""
        self._insert("meet", columns.of_docs(docs))

    def known(self, docs: Iterable[str]) -> dict[str, Known]:
        """Return those of `docs` that are stored."""
        with self._incoming(columns.of_docs(docs)):
            return {doc: Known(*rest) for doc, *rest in self._run("known").fetchall()}

    def replace(self, batch: Sequence[Analysed]) -> None:
        """Write articles with their quotations, in place of what is stored under their `doc`, in one transaction."""
        with self._transaction():
            self._drop(self.known(article.doc for article, _ in batch))
            self._insert("insert_documents", columns.of_articles(article for article, _ in batch))
            with self._incoming(columns.of_quotations(batch)):
                self._run("insert_quotations")
                self._run("insert_wordings")
            self._stale()

    def forget(self, docs: Collection[str]) -> None:
        """Remove documents and their quotations, in one transaction."""
        with self._transaction():
            self._drop(docs)
            self._stale()

    def vanished(self, scopes: Iterable[Scope]) -> tuple[str, ...]:
        """Return the documents of `scopes` that the scan in hand neither read nor skipped, sorted."""
        with self._incoming(columns.of_scopes(scopes)):
            return tuple(doc for (doc,) in self._run("vanished").fetchall())

    def record_skips(self, skips: Iterable[Skip], *, scopes: Iterable[Scope]) -> None:
        """Write the skips of a scan in place of those that an earlier scan of the same `scopes` left."""
        with self._transaction():
            self._insert("drop_skips", columns.of_scopes(scopes))
            self._insert("insert_skips", columns.of_skips(skips))

    def settle_wordings(self) -> None:
        """Bring the wordings in line with the quotations, in one transaction: those that none has any more are gone."""
        with self._transaction():
            self._run("drop_wordings")
            self._run("drop_keys")
            self._run("drop_landmarks")
            self._run("drop_edges")
            self._run("settle_contents")

    def names(self) -> Iterator[Named]:
        """Yield every resolved name of a source with each document it speaks in, sorted."""
        return (Named(*row) for row in self._rows("names"))

    def save_speakers(self, speakers: Sequence[Speaker]) -> None:
        """Write the speakers of the corpus in place of those before, in one transaction."""
        with self._transaction():
            self._run("drop_speakers")
            self._run("drop_aliases")
            self._insert("insert_speakers", columns.of_speakers(speakers))
            self._insert("insert_aliases", columns.of_aliases(speakers))
            self._set("speakers", "united")

    def contents(self, wordings: Iterable[int]) -> dict[int, str]:
        """Return one content that has each of the wordings."""
        with self._incoming(columns.of_wordings(wordings)):
            return dict(self._run("contents").fetchall())

    def fresh_wordings(self) -> dict[int, str]:
        """Return the wordings that are not matched yet, with one content that has each."""
        return dict(self._rows("fresh_wordings"))

    def save_landmarks(self, landmarks: Iterable[tuple[int, int]]) -> None:
        """Write the landmarks of wordings that have none."""
        self._insert("insert_landmarks", columns.of_landmarks(landmarks))

    def landmark_pairs(self, wordings: Iterable[int], *, share: float) -> Iterator[tuple[int, int]]:
        """Yield the pairs, a < b, of these and all wordings that share a landmark and so much of their words."""
        with self._incoming(columns.of_wordings(wordings)):
            return iter(self._run("landmark_pairs", share=share).fetchall())

    def matched_by(self) -> str | None:
        """Return the print of the rules that made the edges, None before any."""
        with database.explained(self.path):
            return database.meta(self._connection, "matcher")

    def unmatch(self, matcher: str) -> None:
        """Forget all edges, and note the print of the rules that will make new ones; in one transaction."""
        with self._transaction():
            for name in ("unmatch_keys", "unmatch_landmarks", "unmatch_edges"):
                self._run(name)
            self._set("matcher", matcher)
            self._set("claims", "stale")

    def claims_stale(self) -> bool:
        """Tell whether documents have changed since the claims were saved."""
        with database.explained(self.path):
            return database.meta(self._connection, "claims") == "stale"

    def overlapping(self, words: Sequence[str], *, share: float, limit: int) -> dict[int, str]:
        """Return wordings, with a content each, that share so much of `words` or these of theirs; the nearest first."""
        codes = sorted(set(codes_of(words)))
        return dict(self._rows("overlapping", codes=codes, share=share, limit=limit))

    def worded(self, wordings: Iterable[int]) -> list[tuple[int, Row]]:
        """Return the statements that have these wordings, each after its wording; in time, undated articles last."""
        with self._incoming(columns.of_wordings(wordings)):
            return [(wording, Row(*row)) for wording, *row in self._run("worded").fetchall()]

    def save_edges(self, edges: Iterable[Edge]) -> None:
        """Add edges to those that are stored, in one transaction."""
        with self._transaction():
            self._insert("insert_edges", columns.of_edges(edges))

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, in order."""
        return (Edge(*row) for row in self._rows("edges"))

    def matched_wordings(self) -> Iterator[tuple[int, str, int, str | None, int, str]]:
        """Yield wordings that have an edge or several documents: number, content, words, first day, documents, doc."""
        return self._rows("matched_wordings")

    def save_claims(self, claims: Sequence[Claim]) -> None:
        """Write the claims of the corpus in place of those before, in one transaction."""
        with self._transaction():
            self._run("drop_claims")
            self._run("drop_variants")
            self._insert("insert_claims", columns.of_claims(claims))
            self._insert("insert_variants", columns.of_variants(claims))
            self._set("claims", "told")

    def speakers_stale(self) -> bool:
        """Tell whether documents have changed since the speakers were saved."""
        with database.explained(self.path):
            return database.meta(self._connection, "speakers") == "stale"

    # Reading: what reports and exports call.

    def quotations(self, filter: Filter = EVERYTHING) -> list[Row]:
        """Return the quotations that pass the filter, ordered by document, title before body, place."""
        return list(self.stream(filter))

    def stream(self, filter: Filter = EVERYTHING) -> Iterator[Row]:
        """Yield what `quotations` returns, without holding it all."""
        return (Row(*row) for row in self._rows("quotations", **_values(filter)))

    def statements(self, speaker_id: int) -> list[Row]:
        """Return what one speaker of the corpus said, oldest first, undated articles last."""
        return [Row(*row) for row in self._rows("statements", speaker_id=speaker_id)]

    def speakers(
        self, *, name: str | None = None, kind: WhoKind | None = None, limit: int | None = None
    ) -> list[SpeakerRow]:
        """Return the speakers, most quotations first; `name` is whole words of any of a speaker's names."""
        sought = None if name is None else searchable(name)
        return [_speaker(*row) for row in self._rows("speakers", name=sought, kind=kind, limit=limit)]

    def claims(self, filter: ClaimFilter) -> list[ClaimRow]:
        """Return the claims that pass the filter, in its order."""
        return [_claim(row) for row in self._rows("spread", claim=None, **_asked(filter))]

    def claim(self, claim: str) -> ClaimRow:
        """Return one claim; raises UsageError where it is not stored."""
        for row in self._rows("spread", claim=claim, **_asked(ClaimFilter())):
            return _claim(row)
        raise UsageError(f"no claim {claim} in {self.path}", remedy="see the ids with: quotes claims")

    def claim_statements(self, claim: str) -> list[ClaimStatement]:
        """Return the statements of a claim in time, undated articles last; none for a claim that is not stored."""
        width = len(fields(Row))
        return [ClaimStatement(Row(*row[:width]), *row[width:]) for row in self._rows("told", claim=claim)]

    def documents(self) -> list[DocumentRow]:
        """Return all articles without their texts, sorted by `doc`."""
        return [DocumentRow(*row) for row in self._rows("documents")]

    def document(self, doc: str) -> Article:
        """Return one article as it was read; raises UsageError where it is not stored."""
        row = self._run("document", doc=doc).fetchone()
        if row is None:
            raise UsageError(f"no article {doc} in {self.path}", remedy="see the ids with: quotes list")
        return Article(*row)

    def quotations_of(self, doc: str) -> tuple[Quotation, ...]:
        """Return the quotations of one article as `analyse` gave them, title before body, in order of place."""
        return tuple(_quotation(row) for row in self.stream(Filter(doc=doc)))

    def skips(self) -> tuple[Skip, ...]:
        """Return what the last scan of each folder could not read, sorted by place."""
        return tuple(Skip(*row) for row in self._rows("skips"))

    def summary(self) -> Summary:
        """Count everything in the database."""
        documents, first, last = next(self._rows("count_documents"))
        kinds = {kind: (count, known) for kind, count, known in self._rows("count_kinds")}
        return Summary(
            documents=documents,
            quotations=sum(count for count, _ in kinds.values()),
            by_kind=tuple((kind, kinds.get(kind, (0, 0))[0]) for kind in KINDS),
            attributed=sum(known for _, known in kinds.values()),
            speakers=next(self._rows("count_speakers"))[0],
            top_speakers=tuple(self._top()),
            outlets=tuple(OutletRow(*row) for row in self._rows("outlets")),
            period=None if first is None else (first, last),
            skips=self.skips(),
            encodings=tuple((encoding, count) for encoding, count in self._rows("encodings")),
        )

    def matching(self) -> Matching:
        """Return the part of the database that matching reads and writes."""
        return Matching(self._connection, path=self.path)

    # The plumbing.

    def _top(self) -> Iterator[SpeakerRow]:
        return (_speaker(*row) for row in self._rows("top_speakers", limit=TOP_SPEAKERS))

    def _drop(self, docs: Collection[str]) -> None:
        if not docs:
            return
        with self._incoming(columns.of_docs(docs)):
            self._run("drop_quotations")
            self._run("drop_documents")

    def _insert(self, name: str, table: pa.Table) -> None:
        with self._incoming(table):
            self._run(name)

    def _stale(self) -> None:
        for name in ("speakers", "claims"):
            self._set(name, "stale")

    def _set(self, key: str, value: str) -> None:
        self._run("set_meta", key=key, value=value)

    @contextmanager
    def _incoming(self, table: pa.Table) -> Iterator[None]:
        """Let queries see `table` as `incoming`."""
        self._connection.register("incoming", table)
        try:
            yield
        finally:
            self._connection.unregister("incoming")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit what the block wrote, or nothing of it."""
        with database.explained(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _run(self, name: str, /, **values: object) -> DuckDBPyConnection:
        with database.explained(self.path):
            return self._connection.execute(database.query(name), values or None)

    def _rows(self, name: str, /, **values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query over a cursor of its own, so that another may run meanwhile."""
        with database.explained(self.path), self._connection.cursor() as cursor:
            cursor.execute(database.query(name), values or None)
            while rows := cursor.fetchmany(FETCH):
                yield from rows


def _values(filter: Filter) -> Mapping[str, object]:
    return {
        "speaker": None if filter.speaker is None else searchable(filter.speaker),
        "text": None if filter.text is None else fold_text(filter.text),
        "outlet": filter.outlet,
        "since": filter.since,
        "until": filter.until,
        "kind": filter.kind,
        "doc": filter.doc,
        "limit": filter.limit,
    }


def _asked(filter: ClaimFilter) -> Mapping[str, object]:
    folded = {
        "speaker": None if filter.speaker is None else searchable(filter.speaker),
        "text": None if filter.text is None else fold_text(filter.text),
    }
    return asdict(filter) | folded


def _claim(row: tuple[Any, ...]) -> ClaimRow:
    found = ClaimRow(*row)
    days = tuple((day, int(count)) for day, count in found.days)
    return replace(found, outlets=tuple(found.outlets), speakers=tuple(found.speakers), days=days)


def _speaker(
    speaker_id: int, name: str, kind: WhoKind, aliases: list[str], quotations: int, documents: int,
    outlets: list[str], first: str | None, last: str | None,
) -> SpeakerRow:  # fmt: skip
    return SpeakerRow(
        speaker_id=speaker_id, name=name, kind=kind, aliases=tuple(aliases), quotations=quotations,
        documents=documents, outlets=tuple(outlets), first=first, last=last,
    )  # fmt: skip


def _quotation(row: Row) -> Quotation:
    return Quotation(
        field=row.field, start=row.start, end=row.end, content=row.content, kind=row.kind,
        cue=_mention(row.cue, row.cue_start, row.cue_end), stance=row.stance,
        speaker=_mention(row.speaker, row.speaker_start, row.speaker_end), who=row.who, who_kind=row.who_kind,
        via=row.via or "", rule=row.rule, evidence=row.evidence, confidence=row.confidence,
    )  # fmt: skip


def _mention(text: str | None, start: int | None, end: int | None) -> Mention | None:
    if text is None or start is None or end is None:
        return None
    return Mention(start=start, end=end, text=text)
