"""Tell what is new as it comes: a line for a terminal, a line for a pipe, a record for each claim and each wording.

Takes rounds of `quotes.watch`. A claim that was not there is told once, with its root; of a claim that was, each
wording that it did not have, against its parent's words.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from quotes.report import claimdata
from quotes.report.claims import words
from quotes.report.comparison import ALTERED, PLACES, STYLES, difference, truth
from quotes.report.data import Record
from quotes.report.genealogy import Branch, branches
from quotes.report.layout import cell, flow, prose, row
from quotes.report.plain import record
from quotes.report.view import View
from quotes.watch import Arrived

INDENT = 5


def shown(arrived: Arrived, *, view: View) -> Iterator[Text]:
    """Yield a block for the claim, or for each new wording of it: how far it has gone, where it stands, its words."""
    for branch in _told(arrived):
        said = branch.first.row
        yield from row(_reach(arrived, branch, view=view), name=cell(said.name, style="bold"), view=view)
        day = view.language.day(said.date) if said.date else None
        yield from flow((cell(value, style="dim") for value in (day, said.outlet, said.doc)), view=view, indent=INDENT)
        yield from prose(words(branch), view=view, indent=INDENT)
        yield Text()


def _reach(arrived: Arrived, branch: Branch, *, view: View) -> Iterator[Text]:
    first = branch.first
    yield cell(arrived.news.claim, style="bold")
    if not arrived.news.known:
        yield cell(view.word("new"), style="green")
        yield cell(view.count(_documents(arrived), "article"))
        yield cell(view.count(len(_outlets(arrived)), "outlet"))
        return
    yield cell(view.word(f"level.{first.level}"), style=STYLES[first.level])
    if first.altered:
        yield cell(view.word("altered"), style=ALTERED)


def _documents(arrived: Arrived) -> int:
    return len({one.row.doc for one in arrived.statements})


def _outlets(arrived: Arrived) -> tuple[str, ...]:
    return tuple(sorted({one.row.outlet for one in arrived.statements}))


def lines(arrived: Arrived) -> Iterator[str]:
    """Yield a line of cells for the claim, or for each new wording of it.

    "claim", id, articles, outlets, day, outlet, doc, speaker, words; or "wording", id, level, score, altered, day,
    outlet, doc, speaker, words against the parent's.
    """
    for branch in _told(arrived):
        row = branch.first.row
        where = (row.date, row.outlet, row.doc, row.name)
        yield record(*_verdict(arrived, branch), *where, claimdata.words(branch))


def _verdict(arrived: Arrived, branch: Branch) -> tuple[object, ...]:
    if not arrived.news.known:
        return "claim", arrived.news.claim, _documents(arrived), len(_outlets(arrived))
    first = branch.first
    return "wording", arrived.news.claim, first.level, f"{first.score:.{PLACES}f}", truth(first.altered)


def records(arrived: Arrived) -> Iterator[Record]:
    """Yield the same as data, with what differs from the parent's words, and every statement that has the wording."""
    for branch in _told(arrived):
        first = branch.first
        yield {
            "news": "wording" if arrived.news.known else "claim", "claim": arrived.news.claim,
            "documents": _documents(arrived), "outlets": _outlets(arrived),
            "disputed": len({one.denied for one in arrived.statements}) > 1,
            "level": first.level, "score": round(first.score, PLACES), "altered": first.altered, "denied": first.denied,
            "differences": list(map(difference, branch.differences)), "content": first.row.content,
            "statements": [
                {"doc": one.row.doc, "date": one.row.date, "outlet": one.row.outlet, "speaker": one.row.name,
                 "field": one.row.field, "start": one.row.start, "end": one.row.end}
                for one in branch.statements
            ],
        }  # fmt: skip


def _told(arrived: Arrived) -> Iterator[Branch]:
    """Yield the branches to tell of: the root of a claim that is new, else those with a new wording."""
    fresh = set(arrived.news.wordings)
    for branch in branches(arrived.statements):
        if not arrived.news.known:
            yield branch
            return
        if branch.first.wording in fresh:
            yield branch
