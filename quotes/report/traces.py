"""Tell who said a text first, and who after: lines for a terminal, lines for a pipe, records.

Takes what `quotes.claims.trace` found, in time. In the words the text comes first, the statement second: what stands in
``[-…-]`` stands in the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from quotes.claims import Traced
from quotes.match.comparing import Comparison
from quotes.report import wording
from quotes.report.claimdata import kinds
from quotes.report.comparison import ALTERED, PLACES, STYLES, decision, summed, truth
from quotes.report.data import Record
from quotes.report.layout import cell, flow, prose, row
from quotes.report.plain import record
from quotes.report.words import count, days

INDENT = 5


def traced(found: Sequence[Traced], *, console: Console) -> Iterator[Text]:
    """Yield how far a text went, then a block a statement, the first first: where, who, level, words, differences."""
    if not found:
        return
    yield from flow(_reach(found), console=console)
    yield Text()
    known: dict[str, int] = {}
    for number, one in enumerate(found, start=1):
        yield from row(_where(one, number), name=cell(one.row.name or "no speaker", style="bold"), console=console)
        same = known.setdefault(one.row.content, number)
        yield from flow(_verdict(one, number, same=same), console=console, indent=INDENT)
        if same == number:
            yield from _words(one.comparison, console=console)
        yield Text()
    yield from flow(wording.legend(one.comparison.alignment for one in found), console=console)


def _reach(found: Sequence[Traced]) -> Iterator[Text]:
    dated = [one.row.date for one in found if one.row.date is not None]
    yield cell(count(len(found), "statement"), style="green")
    yield cell(count(len({one.row.outlet for one in found}), "outlet"))
    yield cell(days(min(dated, default=None), max(dated, default=None)))


def _where(one: Traced, number: int) -> Iterator[Text]:
    yield cell(f"[{number}]", style="bold")
    yield cell("first", style="bold green") if number == 1 and one.row.date else cell("")
    yield cell(one.row.date or "undated")
    yield cell(one.row.outlet)
    yield cell(one.row.doc, style="dim")


def _verdict(one: Traced, number: int, *, same: int) -> Iterator[Text]:
    yield cell(one.comparison.level, style=STYLES[one.comparison.level])
    yield cell(f"{one.comparison.score:.2f}")
    if one.comparison.altered:
        yield cell("altered", style=ALTERED)
    yield cell(one.row.claim, style="dim")
    if same != number:
        yield cell(f"in the words of [{same}]", style="dim")


def _words(comparison: Comparison, *, console: Console) -> Iterator[Text]:
    words = wording.styled(comparison.alignment, differences=comparison.differences)
    yield from prose(words, console=console, indent=INDENT)
    yield from summed(comparison.differences, console=console, indent=INDENT)


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
