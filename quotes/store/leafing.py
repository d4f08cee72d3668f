"""Read many articles, claims and speakers at once, for a report that shows them all.

Takes an open connection and the ids that are wanted, gives records group by group. One query answers for a whole batch:
asking for each alone would join the tables anew each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby

from quotes.models import Article, Kind
from quotes.store import columns
from quotes.store.connection import Connection, batches
from quotes.store.records import ClaimStatement, DocumentRow, Row

BATCH = 2_000  # articles or claims that one query answers for
_WIDTH = len(fields(Row))


class Leafing:
    """The part of one open database that long reports read."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def documents(self, claims: Iterable[str]) -> Iterator[tuple[DocumentRow, int]]:
        """Yield all articles without their texts, and how long each is: first those that tell one of `claims`."""
        with self._db.incoming(columns.of_ranked(claims)):
            for *row, length in self._db.run("documents_chosen").fetchall():
                yield DocumentRow(*row), length

    def articles(self, docs: Iterable[str]) -> Iterator[tuple[Article, list[Row]]]:
        """Yield articles with their quotations, in the order of `docs`; those that are not stored are left out."""
        for some in batches(docs, BATCH):
            yield from self._articles(some)

    def _articles(self, docs: Sequence[str]) -> Iterator[tuple[Article, list[Row]]]:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        with self._db.incoming(columns.of_docs(docs)):
            articles = {row[0]: Article(*row) for row in self._db.run("documents_of").fetchall()}
            for row in self._db.run("quotations_of").fetchall():
                rows[row[0]].append(Row(*row))
        return ((articles[doc], rows[doc]) for doc in docs if doc in articles)

    def told(self, claims: Iterable[str]) -> Iterator[tuple[str, list[ClaimStatement]]]:
        """Yield claims with their statements in time, in the order of `claims`."""
        for some in batches(claims, BATCH):
            with self._db.incoming(columns.of_claim_ids(some)):
                found = self._db.run("told_of").fetchall()
            statements = (ClaimStatement(Row(*row[:_WIDTH]), *row[_WIDTH:]) for row in found)
            said = {claim: list(group) for claim, group in groupby(statements, key=lambda one: one.row.claim)}
            yield from ((claim, said.get(claim, [])) for claim in some)

    def activity(self) -> list[tuple[str, str, Kind, int]]:
        """Return how many statements of each kind each outlet has on each day: day, outlet, kind, statements."""
        return self._db.run("activity_told").fetchall()

    def outlets_of(self, speakers: Iterable[int]) -> dict[tuple[int, str], int]:
        """Return how many statements of each of the speakers each outlet has, by speaker and outlet."""
        with self._db.incoming(columns.of_speaker_ids(speakers)):
            rows = self._db.run("outlets_of").fetchall()
        return {(speaker, outlet): count for speaker, outlet, count in rows}

    def said_by(self, speakers: Iterable[int], *, each: int) -> dict[int, list[Row]]:
        """Return the latest statements of speakers, no more than `each` of one."""
        with self._db.incoming(columns.of_speaker_ids(speakers)):
            rows = [Row(*row) for row in self._db.run("said_by", each=each).fetchall()]
        return {number: list(group) for number, group in groupby(rows, key=lambda row: row.speaker_id or 0)}
