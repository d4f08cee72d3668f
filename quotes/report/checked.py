"""Tell how stored rows stand in their files: blocks for a terminal, lines for a pipe, records for other programs.

Takes what `quotes.verify` tells of each row, and how many rows there are in each state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from quotes.report.plain import record
from quotes.report.words import place
from quotes.verify import STATES, Checked, State

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.report.data import Record
    from quotes.report.view import View

STYLES: dict[State, str] = {"standing": "green", "moved": "yellow"}
LOST = "red"
INDENT = 2


def shown(rows: Iterable[Checked], counts: Mapping[State, int], *, view: View) -> Iterator[Text]:
    """Yield a block a row that does not stand: its state, its document, its words; then how many rows stand how."""
    from quotes.report.layout import cell, flow, prose
    from quotes.report.layout import row as facing

    for one in rows:
        state = cell(view.word(f"verify_{one.state}"), style=STYLES.get(one.state, LOST))
        yield from facing((state,), name=cell(one.doc, style="bold"), view=view)
        yield from flow((cell(place(one.path, one.line)), cell(_span(one) or "")), view=view, indent=INDENT)
        if one.span is not None:
            yield from prose(cell(one.span.content), view=view, indent=INDENT)
    told = [(state, counts[state]) for state in STATES if counts.get(state)]
    words = (f"{view.word(f'verify_{state}')} {view.language.number(count)}" for state, count in told)
    yield from flow(map(cell, (view.word("verify_rows"), *words)), view=view)


def lines(rows: Iterable[Checked], counts: Mapping[State, int]) -> Iterator[str]:
    """Yield a line a row that does not stand, then a line a state with how many rows are in it."""
    for one in rows:
        content = None if one.span is None else one.span.content
        yield record(one.state, one.doc, place(one.path, one.line), _span(one), one.now, one.reason, content)
    yield from (record("rows", state, counts.get(state, 0)) for state in STATES)


def records(rows: Iterable[Checked]) -> Iterator[Record]:
    """Yield a record a row."""
    for one in rows:
        field, start, end, content = (
            (None,) * 4 if one.span is None else (one.span.field, one.span.start, one.span.end, one.span.content)
        )
        yield {
            "state": one.state, "doc": one.doc, "path": one.path, "line": one.line, "field": field, "start": start,
            "end": end, "now": one.now, "reason": one.reason or None, "content": content,
        }  # fmt: skip


def _span(one: Checked) -> str | None:
    return None if one.span is None else f"{one.span.field}:{one.span.start}-{one.span.end}"
