"""Tell how people's labels stand: blocks for a terminal, lines for a pipe.

Takes what `quotes.correct` tells of each article that is labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from quotes.correct import Standing
from quotes.report.layout import cell, flow, prose, row
from quotes.report.plain import record
from quotes.report.view import View

STYLES = {"standing": "green", "moved": "yellow", "stale": "red", "waiting": "dim"}
INDENT = 2


def shown(standings: Iterable[Standing], *, view: View) -> Iterator[Text]:
    """Yield a block an article: its state, whose labels they are, and the words of those that are stale."""
    for one in standings:
        told = one.correction
        state = cell(view.word(f"labels_{one.state}"), style=STYLES[one.state])
        counted = cell(view.count(len(told.quotations), "labels_label"))
        yield from row((state, counted), name=cell(told.doc, style="bold"), view=view)
        yield from flow((cell(told.annotator, style="dim"), cell(told.source, style="dim")), view=view, indent=INDENT)
        for label in one.stale:
            yield from prose(cell(label.content, style=STYLES["stale"]), view=view, indent=INDENT)


def lines(standings: Iterable[Standing]) -> Iterator[str]:
    """Yield a line an article, then a line for each of its labels that is stale; the first cell says which."""
    for one in standings:
        told = one.correction
        yield record(one.state, len(told.quotations), len(one.stale), told.doc, told.annotator, told.source)
        for label in one.stale:
            yield record("label", told.doc, f"{label.field}:{label.start}-{label.end}", label.content)
