"""Arabic for terminals that do not reorder: visual order, joined letters, the right marks; and who gets it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from quotes.errors import UsageError
from quotes.report.bidi import FSI, PDI
from quotes.report.order import order
from quotes.report.visual import clusters, joined, ordered, reordered, visual_order

ENVIRONMENTS = (
    ({"VTE_VERSION": "7600"}, "isolated"),
    ({"TERM_PROGRAM": "vscode", "VTE_VERSION": "7600"}, "visual"),
    ({"WT_SESSION": "1"}, "visual"),
    ({"TERM_PROGRAM": "Apple_Terminal"}, "isolated"),
    ({}, "isolated"),
    ({"QUOTES_BIDI": "off", "WT_SESSION": "1"}, "plain"),
    ({"QUOTES_BIDI": "on"}, "visual"),
)


@pytest.mark.parametrize(("environment", "expected"), ENVIRONMENTS, ids=str)
def test_the_terminal_tells_the_order_unless_the_user_does(environment, expected):
    assert order(environment=environment) == expected


def test_an_option_goes_before_the_environment():
    assert order("off", environment={"QUOTES_BIDI": "on"}) == "plain"


def test_a_word_that_is_no_order_is_refused():
    with pytest.raises(UsageError, match="QUOTES_BIDI"):
        order(environment={"QUOTES_BIDI": "maybe"})


SEEN = (
    ("marks around Arabic look outwards", "«نعم»", "«ﻢﻌﻧ»"),  # yes
    ("brackets too", "(نعم)", "(ﻢﻌﻧ)"),
    ("numbers run from left to right", "عام 2027", "2027 ﻡﺎﻋ"),  # the year 2027
    ("a Latin word keeps its order", "قال Nova News", "Nova News ﻝﺎﻗ"),  # Nova News said
    ("lam and alef are one sign", "لا", "ﻻ"),  # no
    ("a vowel sign stays with its letter", "قَلَ", "ﻞَﻗَ"),
)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SEEN], ids=[case[0] for case in SEEN])
def test_what_is_read_from_the_right_is_seen_rightly(text, expected):
    assert reordered(Text(text)).plain == expected


def test_a_colour_stays_with_its_letters():
    text = Text.assemble(("قال", "red"), " ", ("نعم", "green"))  # he said yes
    shown = reordered(text)
    red = [shown.plain[span.start : span.end] for span in shown.spans if span.style == "red"]
    assert sorted(red) == sorted("ﻝﺎﻗ")
    assert shown.plain == "ﻢﻌﻧ ﻝﺎﻗ"


def test_what_stands_outside_isolates_stays():
    line = Text(f"[1]  {FSI}نعم{PDI}  doc (a)")
    assert ordered(line, order="visual").plain == "[1]  ﻢﻌﻧ  doc (a)"
    assert ordered(line, order="plain").plain == "[1]  نعم  doc (a)"
    assert ordered(line, order="isolated").plain == line.plain


def test_a_ligature_does_not_move_what_stands_around_it():
    line = Text(f"   {FSI}سلام لا{PDI}  7")  # peace, no
    assert ordered(line, order="visual").cell_len == ordered(line, order="plain").cell_len


NEWS = st.text(st.sampled_from("نقالءإأآةىـَُّ ab1٢%،.«»()[]{}-+:؟٪"), max_size=40)


@given(NEWS)
def test_reordering_is_a_permutation_of_what_is_seen(text):
    found = list(joined(clusters(text)))
    seen = visual_order(iter(found))
    assert sorted((cluster.start, cluster.end, cluster.marks) for cluster in seen) == sorted(
        (cluster.start, cluster.end, cluster.marks) for cluster in found
    )


@given(NEWS)
def test_a_mark_is_mirrored_only_as_a_pair_is(text):
    for before, after in zip(
        sorted(joined(clusters(text)), key=lambda one: one.start),
        sorted(visual_order(joined(clusters(text))), key=lambda one: one.start),
        strict=True,
    ):
        assert before.letter == after.letter or unicodedata.mirrored(before.letter)


@given(NEWS)
def test_every_order_takes_as_many_cells(text):
    line = Text(f"{FSI}{text}{PDI}")
    assert ordered(line, order="visual").cell_len == ordered(line, order="plain").cell_len
