"""Write claims for pipes and for other programs: plain lines, tab-separated, and records.

Takes rows of the store. On a terminal see `quotes.report.claims`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from quotes.match.differences import Difference
from quotes.report import wording
from quotes.report.comparison import PLACES, difference, truth
from quotes.report.data import Record
from quotes.report.genealogy import Branch, arrivals, branches, sides
from quotes.report.plain import record
from quotes.store.records import ClaimRow, ClaimStatement


def lines(rows: Iterable[ClaimRow]) -> Iterator[str]:
    """Yield a line a claim: id, statements, documents, wordings, outlets, days, drift, marks, speakers, wording."""
    for row in rows:
        yield record(*_figures(row), "; ".join(row.speakers), row.content)


def _figures(row: ClaimRow) -> tuple[object, ...]:
    marks = ",".join(name for name in ("altered", "disputed") if getattr(row, name))
    counts = (row.statements, row.documents, row.variants, len(row.outlets))
    return row.claim, *counts, row.first, row.last, f"{row.drift:.{PLACES}f}", marks


def genealogy(row: ClaimRow, *, statements: Sequence[ClaimStatement]) -> Iterator[str]:
    """Yield a line a fact: the claim, who is at odds, outlets with their delay in days, wordings, their statements."""
    yield record("claim", *_figures(row))
    asserted, denied = sides(statements) if row.disputed else ((), ())
    yield from (record("asserted", name) for name in asserted)
    yield from (record("denied", name) for name in denied)
    for arrival in arrivals(statements):
        yield record("outlet", arrival.delay, arrival.first, arrival.statements, arrival.outlet)
    for branch in branches(statements):
        yield _variant(branch)
        for statement, other in zip(branch.statements, branch.attributions, strict=True):
            yield _statement(branch, statement, other)


def _variant(branch: Branch) -> str:
    first = branch.first
    verdict = (first.level, f"{first.score:.{PLACES}f}", truth(first.altered), truth(first.negated))
    return record("wording", branch.number, branch.parent, *verdict, ",".join(kinds(branch.differences)), words(branch))


def words(branch: Branch) -> str:
    """Return the words of a branch, against those of its parent where it has one."""
    return wording.plain(branch.comparison.alignment) if branch.comparison else branch.first.row.content


def _statement(branch: Branch, statement: ClaimStatement, other: Difference | None) -> str:
    row = statement.row
    who = (row.name, other and other.a)
    return record("statement", branch.number, row.date, row.outlet, row.doc, truth(statement.denied), *who)


def claim(row: ClaimRow) -> Record:
    """Return one claim as data; its days are a mapping of day to statements."""
    return {**asdict(row), "drift": round(row.drift, PLACES), "days": dict(row.days)}


def claim_cells(row: ClaimRow) -> Record:
    """Return one claim as data without mappings: a day is "2026-03-01=2"."""
    return {**claim(row), "days": tuple(f"{day}={count}" for day, count in row.days)}


def whole(row: ClaimRow, *, statements: Sequence[ClaimStatement]) -> Record:
    """Return one claim with its outlets in time and all its statements."""
    timeline = [asdict(arrival) for arrival in arrivals(statements)]
    asserted, denied = sides(statements)
    return {
        **claim(row),
        "asserted": asserted,
        "denied": denied,
        "timeline": timeline,
        "genealogy": list(told(row, statements=statements)),
    }


def told(row: ClaimRow, *, statements: Sequence[ClaimStatement]) -> Iterator[Record]:
    """Yield each statement of a claim with its place in the genealogy and what differs from the parent's words."""
    for known, differences in _told_apart(row, statements):
        yield {**known, "differences": list(map(difference, differences))}


def told_cells(row: ClaimRow, *, statements: Sequence[ClaimStatement]) -> Iterator[Record]:
    """Yield the same without mappings: of the differences only their kinds."""
    for known, differences in _told_apart(row, statements):
        yield {**known, "differences": kinds(differences)}


def kinds(differences: Iterable[Difference]) -> tuple[str, ...]:
    """Return the kinds of some differences, each once, in order."""
    return tuple(dict.fromkeys(found.kind for found in differences))


def _told_apart(row: ClaimRow, statements: Sequence[ClaimStatement]) -> Iterator[tuple[Record, tuple[Difference, ...]]]:
    for branch in branches(statements):
        for statement, other in zip(branch.statements, branch.attributions, strict=True):
            found = branch.differences if other is None else (*branch.differences, other)
            yield {"claim": row.claim, **_told(branch, statement)}, found


def _told(branch: Branch, statement: ClaimStatement) -> Record:
    row = statement.row
    return {
        "wording": branch.number, "parent": branch.parent, "depth": statement.depth, "level": statement.level,
        "score": round(statement.score, PLACES), "altered": statement.altered, "negated": statement.negated,
        "denied": statement.denied, "date": row.date, "outlet": row.outlet, "doc": row.doc, "field": row.field,
        "start": row.start, "end": row.end, "kind": row.kind, "stance": row.stance, "speaker": row.name,
        "content": row.content,
    }  # fmt: skip
