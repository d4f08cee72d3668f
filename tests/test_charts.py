"""Charts: the numbers of the store are in them, time is as wide as it was long, and no name can break or steer them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from screens import ARTICLE, HOSTILE, QUOTATIONS, SPEAKERS, fill, hostile_quotation

from quotes.models import Article, Quotation, Speaker
from quotes.page.charts import Chart, activity_by_kind, activity_by_outlet, heat
from quotes.page.drawing import SERIES, SVG
from quotes.report.language import Language, language
from quotes.store import Store

ENGLISH, ARABIC = (language(code, environment={}) for code in ("en", "ar"))
ATTACK = '</svg><script>alert(1)</script><a href="javascript:alert(1)">&amp;'
LIGHT, DARK = "#ffffff", "#14171c"
Drawing = Callable[[Store, Language], Chart | None]
DRAWINGS: tuple[Drawing, ...] = (
    activity_by_outlet, activity_by_kind, lambda store, language: heat(store, language, store.speakers(limit=15)),
)  # fmt: skip


def written(path: Path, *batch: tuple[Article, tuple[Quotation, ...]]) -> str:
    with Store.create(str(path)) as store:
        store.replace(batch)
        store.save_speakers([Speaker(name, kind, aliases=(name,)) for name, kind in SPEAKERS])
    return str(path)


def drawn(path: str, drawing: Drawing, told: Language) -> Chart:
    with Store.open(path) as store:
        chart = drawing(store, told)
    assert chart is not None
    return chart


def texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(chart.svg).iter(f"{{{SVG}}}text")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> str:
    """A store whose outlets attack the terminal, the page and XML itself."""
    path = fill(tmp_path_factory.mktemp("charts") / "hostile.duckdb")
    names = (ATTACK, "\ufffe\uffff", "\x00\x1b[2J\u202e", "", "datum.value", "{{7*7}}")
    batch = [(replace(HOSTILE, doc=f"d{n}", outlet=name), (hostile_quotation(),)) for n, name in enumerate(names)]
    return written(path, *batch)


@pytest.mark.parametrize("told", [ENGLISH, ARABIC], ids=["en", "ar"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=["outlet", "kind", "heat"])
def test_no_name_breaks_a_chart_or_puts_anything_that_acts_into_it(hostile, drawing, told):
    chart = drawn(hostile, drawing, told)
    elements = list(ElementTree.fromstring(chart.svg).iter())
    assert {element.tag.removeprefix(f"{{{SVG}}}") for element in elements} <= {
        "svg",
        "title",
        "g",
        "path",
        "line",
        "text",
    }
    names = {name for element in elements for name in element.attrib}
    assert not any(name.startswith("on") or "href" in name or name == "style" for name in names)
    assert not set(chart.svg) & {"\u202e", "\x1b", "\x00", "\ufffe", "\uffff"}


def test_a_chart_has_a_name_and_fits_its_place(hostile):
    root = ElementTree.fromstring(drawn(hostile, activity_by_kind, ENGLISH).svg)
    named = root.find(f"{{{SVG}}}title")
    assert root.get("role") == "img"
    assert named is not None
    assert named.get("id") == root.get("aria-labelledby")
    assert root.get("width") is None
    assert root.get("viewBox")


def test_the_table_of_a_chart_adds_up_to_the_dated_statements(tmp_path):
    path = written(tmp_path / "a.duckdb", (ARTICLE, QUOTATIONS), (replace(ARTICLE, doc="b", date=None), QUOTATIONS))
    for drawing in DRAWINGS[:2]:
        rows = drawn(path, drawing, ENGLISH).rows
        assert sum(int(number) for _, *numbers in rows for number in numbers) == len(QUOTATIONS)


@pytest.mark.parametrize(
    ("last", "ticks"), [("2026-03-09", 9), ("2026-08-01", 23), ("2028-09-01", 31)], ids=["days", "weeks", "months"]
)
def test_a_silence_is_as_wide_as_it_was_long(tmp_path, last, ticks):
    path = written(tmp_path / "a.duckdb", (ARTICLE, QUOTATIONS), (replace(ARTICLE, doc="b", date=last), QUOTATIONS))
    root = ElementTree.fromstring(drawn(path, activity_by_kind, ENGLISH).svg)
    axes = [one for one in root.iter(f"{{{SVG}}}g") if "role-axis-label" in one.get("class", "")]
    assert ticks in {len(axis) for axis in axes}


def test_outlets_beyond_the_colours_are_told_together(tmp_path):
    batch = [(replace(ARTICLE, doc=f"d{n}", outlet=f"outlet {n}"), QUOTATIONS[: 1 + n % 3]) for n in range(12)]
    chart = drawn(written(tmp_path / "a.duckdb", *batch), activity_by_outlet, ENGLISH)
    assert len(chart.header) == 1 + len(SERIES)
    assert chart.header[-1] == "others"
    assert sum(map(int, chart.rows[0][1:])) == sum(1 + n % 3 for n in range(12))


def test_the_numbers_of_a_chart_are_written_as_the_language_does(hostile):
    shown = "".join(texts(drawn(hostile, activity_by_kind, ARABIC)))
    assert not set("0123456789") & set(shown)
    assert set("٢٦") <= set(shown)  # the digits 2 and 6, of 2026


def test_a_chart_stays_small_with_fifteen_speakers_and_ten_outlets(tmp_path):
    names = [f"المتحدث رقم {n}" for n in range(20)]  # speaker number n
    with Store.create(str(tmp_path / "a.duckdb")) as store:
        said = tuple(replace(QUOTATIONS[1], who=name) for name in names)
        store.replace([(replace(ARTICLE, doc=f"d{n}", outlet=f"صحيفة {n}"), said) for n in range(14)])  # paper n
        store.save_speakers([Speaker(name, "person", aliases=(name,)) for name in names])
    chart = drawn(str(tmp_path / "a.duckdb"), DRAWINGS[2], ARABIC)
    assert (len(chart.rows), len(chart.header)) == (15, 11)
    assert len(chart.svg.encode()) < 40_000


@pytest.mark.parametrize("drawing", DRAWINGS, ids=["outlet", "kind", "heat"])
def test_an_empty_store_has_no_chart(tmp_path, drawing):
    path = written(tmp_path / "a.duckdb")
    with Store.open(path) as store:
        assert drawing(store, ENGLISH) is None


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", SERIES)
def test_a_colour_of_a_chart_stands_out_on_light_and_on_dark(colour):
    for ground in (LIGHT, DARK):
        darker, lighter = sorted((luminance(colour), luminance(ground)))
        assert (lighter + 0.05) / (darker + 0.05) >= 3
