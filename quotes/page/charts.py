"""Tell numbers as charts: what was said when, by whom and where, and the way of a claim from outlet to outlet.

Takes an open store, or the statements of a claim; gives charts, each with the same numbers as a table for those who do
not see it. What is undated is in no chart of days.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.models import KINDS
from quotes.page.drawing import INK, SERIES, Spec, digits, draw, in_time, start
from quotes.report.bidi import one_line
from quotes.report.genealogy import Branch
from quotes.report.language import Language
from quotes.store import ClaimRow, ClaimStatement, SpeakerRow, Store

WIDTH, HEIGHT, ROW = 760, 220, 26  # of a chart, and of a row of one, in px before it is fitted to its place
DAYS, WEEKS = 92, 731  # the longest period that is told by day, and by week; longer ones by month
SPEAKERS, OUTLETS = 15, 10  # of the heat map
LEVEL = 6  # outlets whose names stand side by side; those of more are slanted
STATEMENTS = 300  # that a timeline draws
BESIDE = 0.13  # of a day's width, at most, from one mark of an outlet on that day to the next
CROWD = 0.8  # of a day's width, all marks of an outlet on that day


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as SVG, and the same as a table."""

    title: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def activity_by_outlet(store: Store, language: Language) -> Chart | None:
    """Return the statements in time by outlet, those with fewest together; None where none is dated."""
    rows = [(day, outlet or language.word("no outlet"), count) for day, outlet, _, count in store.leafing.activity()]
    totals: Counter[str] = Counter()
    for _, outlet, count in rows:
        totals[outlet] += count
    named = [outlet for outlet, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))][: len(SERIES) - 1]
    others = language.word("page_others")
    folded = [(day, outlet if outlet in named else others, count) for day, outlet, count in rows]
    series = named if len(totals) <= len(named) else [*named, others]
    return _activity(folded, series=series, key="by-outlet", language=language)


def activity_by_kind(store: Store, language: Language) -> Chart | None:
    """Return the statements in time by kind; None where none is dated."""
    words = {kind: language.word(f"kind.{kind}") for kind in KINDS}
    rows = [(day, words[kind], count) for day, _, kind, count in store.leafing.activity()]
    return _activity(rows, series=list(words.values()), key="by-kind", language=language)


def _activity(
    rows: Sequence[tuple[str, str, int]], *, series: Sequence[str], key: str, language: Language
) -> Chart | None:
    if not rows:
        return None
    title = language.word(f"page_{key.replace('-', '_')}")
    counts: Counter[tuple[str, str]] = Counter()
    span = date.fromisoformat(rows[-1][0]) - date.fromisoformat(rows[0][0])
    for day, one, count in rows:
        counts[_bin(day, days=span.days), one] += count
    bins = _bins(rows[0][0], rows[-1][0])
    labels = {day: language.day(day) for day in bins}
    names = [one_line(one) for one in series]
    values = [
        {"at": labels[day], "series": one_line(one), "n": n, "rank": series.index(one)}
        for (day, one), n in sorted(counts.items())
    ]
    spec = {
        "width": WIDTH, "height": HEIGHT, "data": {"values": values}, "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "at", "type": "ordinal", "sort": None,
                "scale": {"domain": in_time(list(labels.values()), language)},
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy", "grid": False},
            },
            "y": {
                "field": "n", "type": "quantitative", "stack": "zero",
                "axis": {"title": None, "tickCount": 5, **start(language), **digits(language)},
            },
            "color": {
                "field": "series", "type": "nominal", "sort": names, "legend": {"title": None},
                "scale": {"domain": names, "range": SERIES[: len(names)]},
            },
            "order": {"field": "rank"},
        },
    }  # fmt: skip
    told = sorted({day for day, _ in counts})
    table = [(labels[day], *(language.number(counts[day, one]) for one in series)) for day in told]
    return Chart(title, draw(spec, key=f"chart-{key}", title=title), (language.word("page_day"), *series), tuple(table))


def _bin(day: str, *, days: int) -> str:
    """Return the first day of the day, week or month that a period of so many days is told by."""
    found = date.fromisoformat(day)
    if days <= DAYS:
        return day
    first = found - timedelta(days=found.weekday()) if days <= WEEKS else found.replace(day=1)
    return first.isoformat()


def _bins(first: str, last: str) -> list[str]:
    """Return the bins from one day to another, those without a statement too: a silence is as wide as it was long."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = ((start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1))
    return list(dict.fromkeys(_bin(day, days=(end - start).days) for day in days))


def heat(store: Store, language: Language, speakers: Sequence[SpeakerRow]) -> Chart | None:
    """Return how often each outlet quotes each of the speakers; None where there is no speaker."""
    if not speakers:
        return None
    shown = speakers[:SPEAKERS]
    counts = store.leafing.outlets_of(one.speaker_id for one in shown)
    totals: Counter[str] = Counter()
    for (_, outlet), count in counts.items():
        totals[outlet] += count
    outlets = [outlet for outlet, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))][:OUTLETS]
    names = {outlet: one_line(outlet) or language.word("no outlet") for outlet in outlets}
    values = [
        {"speaker": one_line(one.name), "outlet": names[outlet], "n": n, "told": language.number(n)}
        for one in shown
        for outlet in outlets
        if (n := counts.get((one.speaker_id, outlet), 0))
    ]
    spec = _heat_spec(values, [one_line(one.name) for one in shown], list(names.values()), language)
    title = language.word("page_heat")
    table = [
        (one.name, *(language.number(counts.get((one.speaker_id, outlet), 0)) for outlet in outlets)) for one in shown
    ]
    header = (language.word("page_name"), *names.values())
    return Chart(title, draw(spec, key="chart-heat", title=title), header, tuple(table))


def _heat_spec(values: Sequence[Spec], speakers: Sequence[str], outlets: list[str], language: Language) -> Spec:
    place = {
        "x": {
            "field": "outlet", "type": "nominal", "sort": in_time(outlets, language),
            "axis": {
                "title": None, "orient": "top", "labelLimit": 110, "labelAngle": -30 if len(outlets) > LEVEL else 0,
            },
        },
        "y": {"field": "speaker", "type": "nominal", "sort": speakers, "axis": {"title": None, **start(language)}},
    }  # fmt: skip
    shade = {"field": "n", "type": "quantitative", "legend": None, "scale": {"range": [0.08, 0.5], "zero": True}}
    return {
        "width": WIDTH - 180, "height": {"step": ROW}, "data": {"values": values}, "encoding": place,
        "layer": [
            {"mark": {"type": "rect", "color": SERIES[0]}, "encoding": {"fillOpacity": shade}},
            {"mark": {"type": "text"}, "encoding": {"text": {"field": "told"}}},
        ],
    }  # fmt: skip


def timeline(row: ClaimRow, branches: Sequence[Branch], language: Language) -> Chart | None:
    """Return the way of a claim from outlet to outlet, a mark a statement with the number of its wording.

    None where its statements are of one outlet and one day, or undated.
    """
    said = [(branch.number, one) for branch in branches for one in branch.statements if one.row.date is not None]
    told = [_Told(one.row.date or "", one.row.outlet, number, one) for number, one in said][:STATEMENTS]
    told.sort(key=lambda one: (one.day, one.number))
    outlets = list(dict.fromkeys(one.outlet for one in told))
    days = list(dict.fromkeys(one.day for one in told))
    if len(outlets) < 2 and len(days) < 2:
        return None
    names = {outlet: one_line(outlet) or language.word("no outlet") for outlet in outlets}
    title = language.word("page_way")
    table = [
        (language.day(one.day), names[one.outlet], language.number(one.number), one.statement.row.name or "")
        for one in told
    ]
    header = tuple(language.word(key) for key in ("page_day", "outlet label", "page_wording", "said by"))
    marks = _marks(told, days=days, names=names, language=language)
    spec = _timeline_spec(marks, [language.day(day) for day in days], list(names.values()), language)
    return Chart(title, draw(spec, key=f"chart-{row.claim}", title=title), header, tuple(table))


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement of a claim on its way: day, outlet, the number of its wording."""

    day: str
    outlet: str
    number: int
    statement: ClaimStatement


def _marks(
    told: Sequence[_Told], *, days: Sequence[str], names: Mapping[str, str], language: Language
) -> list[Spec]:  # fmt: skip
    """Return a mark for each day, outlet and wording, side by side; the first of each outlet is on the path."""
    marks: dict[tuple[str, str, int], Spec] = {}
    beside: Counter[tuple[str, str]] = Counter()
    crowds = Counter((day, outlet) for day, outlet, _ in {(one.day, one.outlet, one.number) for one in told})
    step = min(BESIDE, CROWD / max(crowds.values()))
    for one in told:
        if (one.day, one.outlet, one.number) in marks:
            continue
        shift = beside[one.day, one.outlet]
        beside[one.day, one.outlet] += 1
        first = not any(outlet == one.outlet for _, outlet, _ in marks)
        marks[one.day, one.outlet, one.number] = {
            "at": days.index(one.day) + step * shift, "outlet": names[one.outlet], "step": len(marks), "first": first,
            "wording": language.number(one.number), "colour": SERIES[min(one.number, len(SERIES)) - 1],
            "shape": "cross" if one.statement.denied else "circle",
        }  # fmt: skip
    return list(marks.values())


def _timeline_spec(marks: Sequence[Spec], days: Sequence[str], outlets: list[str], language: Language) -> Spec:
    place = {
        "x": {
            "field": "at", "type": "quantitative",
            "scale": {"domain": [-0.3, len(days) - 0.5], "nice": False, "reverse": language.direction == "rtl"},
            "axis": {
                "title": None, "orient": "top", "values": list(range(len(days))), "labelOverlap": "greedy",
                "labelExpr": f"{json.dumps(list(days), ensure_ascii=False)}[datum.value]", "grid": False,
            },
        },
        "y": {
            "field": "outlet", "type": "nominal", "sort": outlets, "scale": {"type": "point", "padding": 1},
            "axis": {"title": None, "grid": True, **start(language)},
        },
    }  # fmt: skip
    plain = {"scale": None, "legend": None}
    return {
        "width": WIDTH - 180, "height": {"step": ROW + 8}, "data": {"values": marks}, "encoding": place,
        "layer": [
            {
                "transform": [{"filter": "datum.first"}],
                "mark": {"type": "line", "color": INK, "opacity": 0.35, "strokeWidth": 1.5},
                "encoding": {"order": {"field": "step"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
                "encoding": {
                    "color": {"field": "colour", "type": "nominal", **plain},
                    "shape": {"field": "shape", "type": "nominal", **plain},
                },
            },
            {"mark": {"type": "text", "dy": -14, "fontSize": 11}, "encoding": {"text": {"field": "wording"}}},
        ],
    }  # fmt: skip
