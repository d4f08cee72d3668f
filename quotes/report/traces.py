"""Tell who said a text first, and who after: lines for a terminal, lines for a pipe, records.

Takes what `quotes.claims.trace` found, in time. In the words the text comes first, the statement second: what stands in
``[-…-]`` stands in the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from quotes.claims import Traced
from quotes.match.comparing import Comparison
from quotes.report import wording
from quotes.report.claimdata import kinds
from quotes.report.comparison import ALTERED, PLACES, STYLES, decision, summed, truth
from quotes.report.data import Record
from quotes.report.layout import cell, flow, prose, row
from quotes.report.plain import record
from quotes.report.view import View

INDENT = 5


def traced(found: Sequence[Traced], *, view: View) -> Iterator[Text]:
    """Yield how far a text went, then a block a statement, the first first: where, who, level, words, differences."""
    if not found:
        return
    yield from flow(_reach(found, view=view), view=view)
    yield Text()
    known: dict[str, int] = {}
    for number, one in enumerate(found, start=1):
        yield from row(_where(one, number, view=view), name=_name(one, view=view), view=view)
        same = known.setdefault(one.row.content, number)
        yield from flow(_verdict(one, number, same=same, view=view), view=view, indent=INDENT)
        if same == number:
            yield from _words(one.comparison, view=view)
        yield Text()
    yield from flow(wording.legend([one.comparison.alignment for one in found], language=view.language), view=view)


def _reach(found: Sequence[Traced], *, view: View) -> Iterator[Text]:
    dated = [one.row.date for one in found if one.row.date is not None]
    yield cell(view.count(len(found), "statement"), style="green")
    yield cell(view.count(len({one.row.outlet for one in found}), "outlet"))
    yield cell(view.language.days(min(dated, default=None), max(dated, default=None)))


def _name(one: Traced, *, view: View) -> Text:
    return cell(one.row.name or view.word("no speaker"), style="bold")


def _where(one: Traced, number: int, *, view: View) -> Iterator[Text]:
    yield cell(f"[{number}]", style="bold")
    yield cell(view.word("first"), style="bold green") if number == 1 and one.row.date else cell("")
    yield cell(view.language.day(one.row.date) if one.row.date else view.word("undated"))
    yield cell(one.row.outlet)
    yield cell(one.row.doc, style="dim")


def _verdict(one: Traced, number: int, *, same: int, view: View) -> Iterator[Text]:
    yield cell(view.word(f"level.{one.comparison.level}"), style=STYLES[one.comparison.level])
    yield cell(view.language.number(round(one.comparison.score, 2)))
    if one.comparison.altered:
        yield cell(view.word("altered"), style=ALTERED)
    yield cell(one.row.claim, style="dim")
    if same != number:
        yield cell(f"{view.word('in the words of')} [{same}]", style="dim")


def _words(comparison: Comparison, *, view: View) -> Iterator[Text]:
    words = wording.styled(comparison.alignment, differences=comparison.differences)
    yield from prose(words, view=view, indent=INDENT)
    yield from summed(comparison.differences, view=view, indent=INDENT)


def lines(found: Sequence[Traced]) -> Iterator[str]:
    """Yield a line a statement: date, outlet, doc, speaker, level, score, altered, claim, words."""
    for one in found:
        verdict = (one.comparison.level, f"{one.comparison.score:.{PLACES}f}", truth(one.comparison.altered))
        where = (one.row.date, one.row.outlet, one.row.doc, one.row.name)
        yield record(*where, *verdict, one.row.claim, wording.plain(one.comparison.alignment))


def statement(one: Traced) -> Record:
    """Return one statement as data, with the differences between the text (a) and it (b)."""
    return {**_known(one), **decision(one.comparison), "words": wording.plain(one.comparison.alignment)}


def statement_cells(one: Traced) -> Record:
    """Return the same without mappings: of the differences only their kinds."""
    return {**statement(one), "differences": kinds(one.comparison.differences)}


def _known(one: Traced) -> Record:
    row = one.row
    return {
        "date": row.date, "outlet": row.outlet, "doc": row.doc, "field": row.field, "start": row.start, "end": row.end,
        "kind": row.kind, "stance": row.stance, "speaker": row.name, "claim": row.claim, "content": row.content,
    }  # fmt: skip
