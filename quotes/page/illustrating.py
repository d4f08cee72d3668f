"""Choose the charts of a report: of the whole, and of the claims that spread most.

A chart takes some 30 ms to draw, so a report of a whole archive draws those of its widest claims; the others have the
same in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from quotes.page.charts import Chart, activity_by_kind, activity_by_outlet, heat, timeline
from quotes.page.contents import ClaimCard
from quotes.report.language import Language
from quotes.store import Store, Summary

TIMELINES = 40


def overview(store: Store, summary: Summary, *, language: Language) -> tuple[Chart, ...]:
    """Return the charts of the whole; fewer where nothing is dated."""
    drawn = (
        activity_by_outlet(store, language), activity_by_kind(store, language),
        heat(store, language, summary.top_speakers),
    )  # fmt: skip
    return tuple(chart for chart in drawn if chart is not None)


def timelines(cards: Iterable[ClaimCard], *, language: Language) -> Mapping[str, Chart]:
    """Return the way of each of the first claims from outlet to outlet, by the claim's id."""
    drawn = ((card.row.claim, timeline(card.row, card.branches, language)) for card in islice(cards, TIMELINES))
    return {claim: chart for claim, chart in drawn if chart is not None}
