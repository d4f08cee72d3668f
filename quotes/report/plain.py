"""Write reports for pipes: one record a line, tab-separated, nothing wrapped, no control characters.

Takes rows of the store, gives lines without their newline. On a terminal see `quotes.report.terminal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.models import FIELDS, Article
from quotes.report.bidi import one_line
from quotes.report.marked import bracketed, tags_of
from quotes.report.words import place
from quotes.store.records import Row, SpeakerRow, Summary

if TYPE_CHECKING:
    from quotes.match.audit import Audit
    from quotes.scan import Summary as Scanned


def record(*values: object) -> str:
    """Return one line of cells; None is an empty cell.

    >>> record("kind", 3, None, "قال\\tنعم")  # he said yes
    'kind\\t3\\t\\tقال نعم'
    """
    return "\t".join("" if value is None else one_line(str(value)) for value in values)


def article(article: Article, *, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the article, a line a paragraph with its marks in labelled brackets, and a line a quotation."""
    yield record("article", article.doc, article.date, article.outlet, place(article.path, article.line))
    for field in FIELDS:
        for paragraph in bracketed(article[field], tags=tags_of(rows, field)).split("\n"):
            if paragraph.strip():
                yield record(field, paragraph)
    for number, row in enumerate(rows, start=1):
        yield _quotation(row, number=number)


def _quotation(row: Row, *, number: int) -> str:
    span = f"{row.field}:{row.start}-{row.end}"
    facts = (row.kind, row.stance, row.cue, row.speaker, row.who, row.who_kind, row.via)
    return record("quotation", number, span, *facts, row.rule, row.evidence, row.confidence, row.content)


def quotations(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line a quotation: doc, date, outlet, kind, speaker, content."""
    for row in rows:
        yield record(row.doc, row.date, row.outlet, row.kind, row.name, row.content)


def speakers(rows: Iterable[SpeakerRow]) -> Iterator[str]:
    """Yield a line a speaker: statements, documents, outlets, first day, last day, kind, name."""
    for row in rows:
        yield record(row.quotations, row.documents, len(row.outlets), row.first, row.last, row.kind, row.name)


def scanned(result: Scanned) -> Iterator[str]:
    """Yield what a scan did, then the figures of the database; skips and encodings are those of this scan."""
    yield record("read", result.articles)
    for name in ("new", "changed", "unchanged", "deleted"):
        yield record(name, getattr(result, name))
    yield from (record("encoding", path, encoding) for path, encoding in result.encodings)
    if result.audit is not None:
        yield record("audit", *proof(result.audit))
    yield from summary(replace(result.stored, skips=result.skips, encodings=()))


def proof(audit: Audit) -> tuple[str, ...]:
    """Return what an audit says: the recall, its interval, and of how many pairs.

    >>> from quotes.match.audit import Audit
    >>> proof(Audit(200, 31, 31, 1.0, 0.890, 1.0))
    ('recall 1.000', '95 % within 0.890 and 1.000', '31 of 31 pairs', '200 statements compared with all')
    """
    return (
        f"recall {audit.recall:.3f}",
        f"95 % within {audit.low:.3f} and {audit.high:.3f}",
        f"{audit.found:,} of {audit.true_pairs:,} pairs",
        f"{audit.sampled:,} statements compared with all",
    )


def summary(summary: Summary) -> Iterator[str]:
    """Yield the figures of the database, a line a figure; its first cell says which."""
    first, last = summary.period or (None, None)
    yield record("documents", summary.documents, first, last)
    yield record("quotations", summary.quotations)
    yield from (record("kind", kind, count) for kind, count in summary.by_kind)
    yield record("attributed", summary.attributed, f"{summary.attributed_share:.3f}")
    yield record("speakers", summary.speakers)
    yield from (record("speaker", row.quotations, row.kind, row.name) for row in summary.top_speakers)
    for row, days in zip(summary.top_speakers, summary.activity, strict=True):
        yield record("activity", row.name, ",".join(f"{day}={count}" for day, count in days))
    yield record("claims", summary.claims)
    yield from (record("claim", row.claim, row.documents, len(row.outlets), row.content) for row in summary.top_claims)
    for name, rows in (("disputed", summary.disputed), ("altered", summary.altered)):
        yield from (record(name, row.claim, row.documents, len(row.outlets), row.content) for row in rows)
    yield from (record("outlet", row.documents, row.quotations, row.outlet) for row in summary.outlets)
    yield from (record("encoding", name, count) for name, count in summary.encodings)
    yield from (record("skip", place(skip.path, skip.line), skip.reason) for skip in summary.skips)
