"""Keep articles, quotations and speakers in one DuckDB file: the only door to the database.

Takes articles with their quotations, batch by batch; gives them back filtered, counted and in a fixed order. The tables
and every query are files of `quotes/sql`. A batch is one transaction: a document is there whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import TYPE_CHECKING

from quotes.errors import UsageError
from quotes.models import KINDS, Article, Claim, Quotation, Skip, Speaker, WhoKind
from quotes.normalise import fold_text
from quotes.speakers import Named, searchable
from quotes.store import columns, opening
from quotes.store.columns import Analysed
from quotes.store.connection import Connection
from quotes.store.filing import Filing
from quotes.store.finding import Finding, Sought, claim_of
from quotes.store.labelling import Labelling
from quotes.store.leafing import Leafing
from quotes.store.matching import Matching
from quotes.store.prints import print_of
from quotes.store.records import (
    EVERYTHING,
    ClaimFilter,
    ClaimRow,
    ClaimStatement,
    Correction,
    Days,
    DocumentRow,
    FileRow,
    Filter,
    KeptFile,
    Known,
    OutletRow,
    Row,
    Scope,
    SpeakerRow,
    StoredDocument,
    StoredSpan,
    Summary,
)  # fmt: skip

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from quotes.store.relations import Relation

__all__ = [
    "EVERYTHING",
    "ClaimFilter",
    "ClaimRow",
    "ClaimStatement",
    "Correction",
    "DocumentRow",
    "FileRow",
    "Filter",
    "KeptFile",
    "Known",
    "OutletRow",
    "Row",
    "Scope",
    "Sought",
    "SpeakerRow",
    "Store",
    "StoredDocument",
    "StoredSpan",
    "Summary",
]

TOP_SPEAKERS = 10
TOP_CLAIMS = 5
EDGE = (
    "a_content", "b_content", "level", "score", "altered", "negated", "a_docs", "b_docs", "a_speakers", "b_speakers",
    "claim",
)  # fmt: skip


class Store:
    """One open database; use it as a context manager."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.path = connection.path
        self.filing = Filing(connection)
        self.matching = Matching(connection)
        self.finding = Finding(connection)
        self.labelling = Labelling(connection)
        self.leafing = Leafing(connection)

    @classmethod
    def open(cls, path: str) -> Self:
        """Open the database `path` to read it, as it is now; raises StoreError where it is missing, or not ours."""
        return cls(Connection(opening.connect_to_read(path), path=path))

    @classmethod
    def create(cls, path: str, *, wait: float = 0.0) -> Self:
        """Open the database `path` to write it, made where there is none, when no other program has it.

        Waits for that up to `wait` seconds, then raises BusyError; other StoreErrors as `open`.
        """
        return cls(Connection(opening.connect(path, wait=wait), path=path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._db.close()

    # Writing: what a scan calls.

    def is_empty(self) -> bool:
        """Tell whether no document is stored."""
        (count, *_) = next(self._db.rows("count_documents"))
        return not count

    def known(self, docs: Iterable[str]) -> dict[str, Known]:
        """Return those of `docs` that are stored."""
        with self._db.incoming(columns.of_docs(docs)):
            return {doc: Known(*rest) for doc, *rest in self._db.run("known").fetchall()}

    def replace(self, batch: Sequence[Analysed], *, made_by: str = "") -> None:
        """Write articles with their quotations, in place of what is stored under their `doc`, in one transaction.

        `made_by` names the engine that analysed them, "" the rules alone.
        """
        articles = [article for article, _ in batch]
        prints = (print_of(article, made_by=made_by) for article in articles)
        self.write((columns.of_articles(articles, prints=prints), columns.of_quotations(batch)))

    def write(self, tables: columns.Tables) -> None:
        """Write rows of documents and of their quotations, as `replace` does."""
        documents, quotations = tables
        with self._db.transaction():
            with self._db.incoming(documents):
                if self._db.run("known").fetchone() is not None:
                    self._drop_incoming()
                self._db.run("insert_documents")
            with self._db.incoming(quotations):
                self._db.run("insert_quotations")
                self._db.run("insert_wordings")
                self._db.run("touch_incoming")
            self._db.set("speakers", "stale")

    def forget(self, docs: Collection[str]) -> None:
        """Remove documents and their quotations, in one transaction."""
        with self._db.transaction():
            self._drop(docs)
            self._db.set("speakers", "stale")

    def vanished(self, scopes: Iterable[Scope]) -> tuple[str, ...]:
        """Return the documents of `scopes` that the scan in hand neither read nor skipped, sorted."""
        with self._db.incoming(columns.of_scopes(scopes)):
            return tuple(doc for (doc,) in self._db.run("vanished").fetchall())

    def record_skips(self, skips: Iterable[Skip], *, scopes: Iterable[Scope]) -> None:
        """Write the skips of a scan in place of those that an earlier scan of the same `scopes` left."""
        with self._db.transaction():
            self._db.insert("drop_skips", columns.of_scopes(scopes))
            self._db.insert("insert_skips", columns.of_skips(skips))

    def names(self) -> Iterator[Named]:
        """Yield every resolved name of a source with each document it speaks in, sorted."""
        return (Named(*row) for row in self._db.rows("names"))

    def save_speakers(self, speakers: Sequence[Speaker]) -> None:
        """Write the speakers of the corpus in place of those before, in one transaction."""
        with self._db.transaction():
            self._db.run("drop_speakers")
            self._db.run("drop_aliases")
            self._db.insert("insert_speakers", columns.of_speakers(speakers))
            self._db.insert("insert_aliases", columns.of_aliases(speakers))
            self._db.set("speakers", "united")

    def claims_stale(self) -> bool:
        """Tell whether statements or edges have changed since the claims were saved."""
        (stale,) = next(self._db.rows("touched"))
        return bool(stale)

    def save_claims(self, claims: Sequence[Claim]) -> None:
        """Write claims in place of those of the wordings of `Matching.find_kin`, in one transaction."""
        with self._db.transaction():
            self._db.run("drop_claims")
            self._db.run("drop_variants")
            self._db.insert("insert_claims", columns.of_claims(claims))
            self._db.insert("insert_variants", columns.of_variants(claims))
            self._db.run("untouch")

    def speakers_stale(self) -> bool:
        """Tell whether documents have changed since the speakers were saved."""
        return self._db.meta("speakers") == "stale"

    # Reading: what reports and exports call.

    def quotations(self, filter: Filter = EVERYTHING) -> list[Row]:
        """Return the quotations that pass the filter, ordered by document, title before body, place."""
        return list(self.stream(filter))

    def stream(self, filter: Filter = EVERYTHING) -> Iterator[Row]:
        """Yield what `quotations` returns, without holding it all."""
        return (Row(*row) for row in self._db.rows("quotations", **_values(filter)))

    def statements(self, speaker_id: int) -> list[Row]:
        """Return what one speaker of the corpus said, oldest first, undated articles last."""
        return [Row(*row) for row in self._db.rows("statements", speaker_id=speaker_id)]

    def activity(self, speaker_id: int) -> Days:
        """Return on which days one speaker was quoted, and how often."""
        return tuple(self._db.rows("activity", speaker_id=speaker_id))

    def speakers(
        self, *, name: str | None = None, kind: WhoKind | None = None, limit: int | None = None
    ) -> list[SpeakerRow]:
        """Return the speakers, most quotations first; `name` is whole words of any of a speaker's names."""
        sought = None if name is None else searchable(name)
        return [_speaker(*row) for row in self._db.rows("speakers", name=sought, kind=kind, limit=limit)]

    def claims(self, filter: ClaimFilter) -> list[ClaimRow]:
        """Return the claims that pass the filter, in its order."""
        return [claim_of(row) for row in self._db.rows("spread", claim=None, **_values(filter))]

    def claim(self, claim: str) -> ClaimRow:
        """Return one claim; raises UsageError where it is not stored."""
        for row in self._db.rows("spread", claim=claim, **_values(ClaimFilter())):
            return claim_of(row)
        raise UsageError(f"no claim {claim} in {self.path}", remedy="see the ids with: quotes claims")

    def claim_statements(self, claim: str) -> list[ClaimStatement]:
        """Return the statements of a claim in time, undated articles last; none for a claim that is not stored."""
        width = len(fields(Row))
        return [ClaimStatement(Row(*row[:width]), *row[width:]) for row in self._db.rows("told", claim=claim)]

    def told_edges(self, *, limit: int | None = None) -> Iterator[dict[str, object]]:
        """Yield the edges with their words, articles and speakers, in the order of the words."""
        for row in self._db.rows("export_edges", limit=limit):
            yield {
                name: tuple(value) if isinstance(value, list) else value for name, value in zip(EDGE, row, strict=True)
            }

    def documents(self) -> list[DocumentRow]:
        """Return all articles without their texts, sorted by `doc`."""
        return [DocumentRow(*row) for row in self._db.rows("documents")]

    def places(self) -> Iterator[StoredDocument]:
        """Yield all articles by their places with the words of their quotations, those of one file together."""
        for (file, root, path, line, doc), rows in groupby(self._db.rows("places"), key=lambda row: row[:5]):
            spans = tuple(StoredSpan(*row[5:]) for row in rows if row[5] is not None)
            yield StoredDocument(doc, root, file, path, line, spans)

    def document(self, doc: str) -> Article:
        """Return one article as it was read; raises UsageError where it is not stored."""
        row = self._db.run("document", doc=doc).fetchone()
        if row is None:
            raise UsageError(f"no article {doc} in {self.path}", remedy="see the ids with: quotes list")
        return Article(*row)

    def quotations_of(self, doc: str) -> tuple[Quotation, ...]:
        """Return the quotations of one article as `analyse` gave them, title before body, in order of place."""
        return tuple(_quotation(row) for row in self.stream(Filter(doc=doc)))

    def skips(self) -> tuple[Skip, ...]:
        """Return what the last scan of each folder could not read, sorted by place."""
        return tuple(Skip(*row) for row in self._db.rows("skips"))

    def summary(self) -> Summary:
        """Count everything in the database."""
        documents, first, last = next(self._db.rows("count_documents"))
        kinds = {kind: (count, known) for kind, count, known in self._db.rows("count_kinds")}
        top = tuple(self._top())
        return Summary(
            documents=documents,
            quotations=sum(count for count, _ in kinds.values()),
            by_kind=tuple((kind, kinds.get(kind, (0, 0))[0]) for kind in KINDS),
            attributed=sum(known for _, known in kinds.values()),
            speakers=next(self._db.rows("count_speakers"))[0],
            top_speakers=top,
            activity=tuple(self.activity(row.speaker_id) for row in top),
            claims=next(self._db.rows("count_claims"))[0],
            top_claims=tuple(self.claims(ClaimFilter(limit=TOP_CLAIMS))),
            disputed=tuple(self.claims(ClaimFilter(disputed=True, limit=TOP_CLAIMS))),
            altered=tuple(self.claims(ClaimFilter(altered=True, limit=TOP_CLAIMS))),
            outlets=tuple(OutletRow(*row) for row in self._db.rows("outlets")),
            period=None if first is None else (first, last),
            skips=self.skips(),
            encodings=tuple((encoding, count) for encoding, count in self._db.rows("encodings")),
        )

    def relation(self, query: str) -> Relation:
        """Return what a query asks for, as a relation of DuckDB; raises UsageError where it is none."""
        return self._db.relation(query)

    def guard(self) -> None:
        """Keep whatever is asked from every other file and from the network."""
        self._db.guard()

    # The plumbing.

    def _top(self) -> Iterator[SpeakerRow]:
        return (_speaker(*row) for row in self._db.rows("top_speakers", limit=TOP_SPEAKERS))

    def _drop(self, docs: Collection[str]) -> None:
        with self._db.incoming(columns.of_docs(docs)):
            self._drop_incoming()

    def _drop_incoming(self) -> None:
        """Remove the documents of `incoming` with what was read in them; their files are no longer whole."""
        for name in ("touch_stored", "drop_quotations", "drop_files", "drop_documents"):
            self._db.run(name)


def _values(filter: Filter | ClaimFilter) -> Mapping[str, object]:
    """Return a filter as the values of a query, its texts folded as the columns are that they are sought in."""
    folded = {
        "speaker": None if filter.speaker is None else searchable(filter.speaker),
        "text": None if filter.text is None else fold_text(filter.text),
    }
    return asdict(filter) | folded


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
        cue=columns.mentioned(row.cue, row.cue_start, row.cue_end), stance=row.stance,
        speaker=columns.mentioned(row.speaker, row.speaker_start, row.speaker_end), who=row.who, who_kind=row.who_kind,
        via=row.via or "", rule=row.rule, evidence=row.evidence, confidence=row.confidence,
    )  # fmt: skip
