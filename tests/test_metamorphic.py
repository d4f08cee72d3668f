"""News written otherwise is read as before: found@.5 of the demo corpus falls by two points at most."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import metamorphic  # noqa: E402
from metamorphic import TRANSFORMATIONS, Carried, Transformation  # noqa: E402
from scoring import read_jsonl  # noqa: E402

NAMES = {change.name: change for change in TRANSFORMATIONS}
TEXT = (
    "قال سالم: «وصل القطار». وأضاف أن المحطة جديدة."  # Salim said: «the train is in»; he added that the station is new
)


@pytest.fixture(scope="module")
def articles():
    references = sorted((ROOT / "tests" / "reference").glob("*.gold.jsonl"))
    return [article for path in references for article in read_jsonl(path)]


@pytest.fixture(scope="module")
def before(articles):
    return metamorphic.verdicts(articles)


def test_there_are_many_ways_to_write_the_same():
    assert len(NAMES) == len(TRANSFORMATIONS) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_what_is_found_does_not_hang_on_the_writing(name, articles, before):
    fall = metamorphic.fall(articles, NAMES[name], before)
    assert fall.points <= metamorphic.BOUND


def test_a_text_whose_cues_are_gone_falls_past_the_bound(articles, before):
    silent = Transformation("no words of saying", "", metamorphic.each("ق[اآ]ل|[أا]ك[دّ]|[أا]ضاف", "مشى"))
    assert metamorphic.fall(articles, silent, before).points > metamorphic.BOUND


@pytest.mark.parametrize("change", TRANSFORMATIONS, ids=NAMES)
def test_a_span_goes_with_its_words(change):
    if "text" not in change.keys:
        pytest.skip("the body is left out")
    first, last = TEXT.index("القطار"), TEXT.index("القطار") + len("القطار")
    carried = Carried(TEXT, change.edits(TEXT))
    word = Carried("القطار", change.edits("القطار")).text
    assert carried.text[carried.start(first) : carried.end(last)].strip("\u200d\ufeff\u2067\u2069") == word.strip(
        "\u200d\ufeff\u2067\u2069"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("marks << >>", "قال سالم: <<وصل القطار>>. وأضاف أن المحطة جديدة."),
        ("entities named", "قال سالم: &laquo;وصل القطار&raquo;. وأضاف أن المحطة جديدة."),
        ("و spaced", "قال سالم: «وصل القطار». و أضاف أن المحطة جديدة."),
        ("hamza dropped", "قال سالم: «وصل القطار». واضاف ان المحطة جديدة."),
        ("ta marbuta without dots", "قال سالم: «وصل القطار». وأضاف أن المحطه جديده."),
        ("RLE…PDF", "قال سالم: \u202b«وصل القطار»\u202c. وأضاف أن المحطة جديدة."),
    ],
)
def test_a_transformation_does_what_it_says(name, told):
    assert Carried(TEXT, NAMES[name].edits(TEXT)).text == told


def test_letters_take_the_shapes_of_their_places():
    shaped = Carried("سلام", NAMES["presentation forms"].edits("سلام")).text  # peace
    assert shaped == "\ufeb3\ufefc\ufee1"
    assert [ord(sign) for sign in Carried("دار", NAMES["presentation forms"].edits("دار")).text] == [
        0xFEA9,
        0xFE8D,
        0xFEAD,
    ]


def test_a_text_is_wrapped_where_the_next_word_does_not_fit():
    carried = Carried("كلمة " * 40 + "آخر", NAMES["wrapped"].edits("كلمة " * 40 + "آخر"))  # a word, forty times
    lines = carried.text.split("\n")
    assert max(map(len, lines)) <= metamorphic.WIDTH
    assert all(len(line) + 5 > metamorphic.WIDTH for line in lines[:-1])
