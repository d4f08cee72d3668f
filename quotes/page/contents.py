"""Choose what a report holds, and gather it: speakers, claims with their genealogy, articles with their marks.

Takes an open store, gives cards: one for each speaker, claim and article, with all that a template shows of it. Cards
of articles and claims come one after another, so that a report of a whole archive is never in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from quotes.models import Article
from quotes.page.addresses import name_of
from quotes.page.marking import paragraphs
from quotes.report.genealogy import Arrival, Branch, arrivals, branches, sides
from quotes.store import ClaimFilter, ClaimRow, DocumentRow, Row, SpeakerRow, Store, Summary

if TYPE_CHECKING:
    from markupsafe import Markup

WORDINGS = 40  # of one claim that a card spells out
STATEMENTS = 40  # of one wording
SAID = 12  # the latest statements of a speaker


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a report holds of each, and how much text of articles: what is left out it tells."""

    speakers: int
    claims: int
    articles: int
    text: int  # code points


# Half a megabyte of cards for a hundred speakers, a megabyte for a hundred claims, twice its text for an article.
PAGE = Limits(speakers=300, claims=200, articles=500, text=3_000_000)
FOLDER = Limits(speakers=3_000, claims=20_000, articles=40_000, text=2_000_000_000)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report holds: ids in the order in which they are shown."""

    summary: Summary
    speakers: tuple[SpeakerRow, ...]
    claims: tuple[ClaimRow, ...]
    documents: tuple[DocumentRow, ...]
    left_out: bool


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """One article with its quotations, marked."""

    article: Article
    name: str
    title: tuple[Markup, ...]
    body: tuple[Markup, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim: its wordings as a tree, its way from outlet to outlet, who asserts and who denies."""

    row: ClaimRow
    branches: tuple[Branch, ...]
    arrivals: tuple[Arrival, ...]
    asserted: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """One speaker and the latest that it said."""

    row: SpeakerRow
    rows: tuple[Row, ...]


def choose(store: Store, *, limits: Limits) -> Choice:
    """Return what a report holds: speakers most heard, claims most spread, the articles that tell them, the latest."""
    summary = store.summary()
    speakers = tuple(store.speakers(limit=limits.speakers))
    claims = tuple(store.claims(ClaimFilter(limit=limits.claims)))
    documents = _documents(store, claims=claims, limits=limits)
    whole = (summary.speakers, summary.claims, summary.documents)
    return Choice(summary, speakers, claims, documents, whole != (len(speakers), len(claims), len(documents)))


def _documents(store: Store, *, claims: Sequence[ClaimRow], limits: Limits) -> tuple[DocumentRow, ...]:
    """Return articles while there is room: of those that tell the claims and of the latest, in order of date."""
    known = store.leafing.documents(claim.claim for claim in claims)
    room = limits.text
    chosen = []
    for row, length in islice(known, limits.articles):
        room -= length
        if room < 0:
            break
        chosen.append(row)
    return tuple(sorted(chosen, key=lambda row: (row.date is None, _backwards(row.date), row.doc)))


def _backwards(day: str | None) -> int:
    """Return what the latest day has the least of."""
    return -int((day or "0").replace("-", ""))


def articles(store: Store, docs: Iterable[str]) -> Iterator[ArticleCard]:
    """Yield the cards of articles, in the order of `docs`."""
    for article, rows in store.leafing.articles(docs):
        name = name_of(article.doc)
        title, body = (tuple(paragraphs(article, field, rows=rows, name=name)) for field in ("title", "body"))
        yield ArticleCard(article, name, title, body, tuple(rows))


def claims(store: Store, rows: Sequence[ClaimRow]) -> Iterator[ClaimCard]:
    """Yield the cards of claims, in the order of `rows`."""
    told = store.leafing.told(row.claim for row in rows)
    for row, (_, statements) in zip(rows, told, strict=True):
        asserted, denied = sides(statements) if row.disputed else ((), ())
        tree = tuple(islice(branches(statements), WORDINGS))
        yield ClaimCard(row, tree, arrivals(statements), asserted, denied)


def speakers(store: Store, rows: Sequence[SpeakerRow]) -> Iterator[SpeakerCard]:
    """Yield the cards of speakers, in the order of `rows`."""
    said = store.leafing.said_by((row.speaker_id for row in rows), each=SAID)
    for row in rows:
        yield SpeakerCard(row, tuple(said.get(row.speaker_id, ())))
