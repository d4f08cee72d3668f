"""Arabic on a screen: isolates balanced on each line, nothing from an article obeyed, nothing lost in wrapping."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from screens import ARTICLE, BODY, QUOTATIONS, SGR, fill, off_terminal, on_terminal

from quotes.report import layout
from quotes.report.bidi import FSI, PDI, RLM, isolate, one_line, sanitise
from quotes.report.language import ENGLISH
from quotes.report.marked import Tag, bracketed, pieces
from quotes.report.view import View

VERBS = (
    ("show", "mirror-17"),
    ("show", "bad\x1b]0;owned\x07"),
    ("list",),
    ("speakers",),
    ("speakers", "سامر الحداد"),
    ("report",),
)
WIDTHS = (12, 40, 80, 200)
STEERING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {ord(FSI), ord(PDI)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that holds quotes.duckdb."""
    place = tmp_path_factory.mktemp("terminal")
    fill(place / "quotes.duckdb")
    return place


@pytest.fixture(scope="module", params=[(verb, width) for verb in VERBS for width in WIDTHS], ids=ascii)
def screen(request, folder):
    """Every verb on terminals of several widths: (columns, what was written)."""
    words, columns = request.param
    return columns, on_terminal(*words, cwd=folder, columns=columns)


def bare(line: str) -> str:
    """The line without colours and isolates."""
    return SGR.sub("", line).translate(dict.fromkeys(map(ord, FSI + PDI + RLM)))


def screen_of(width: int) -> View:
    return View(Console(file=io.StringIO(), width=width), ENGLISH)


def balanced(line: str) -> bool:
    depth = 0
    for sign in line:
        depth += (sign == FSI) - (sign == PDI)
        if depth not in (0, 1):
            return False
    return depth == 0


def test_isolates_are_balanced_on_every_line(screen):
    assert [line for line in screen[1].split("\n") if not balanced(line)] == []


def test_every_arabic_letter_stands_in_an_isolate(screen):
    for line in screen[1].split("\n"):
        outside = "".join(part.split(PDI)[-1] for part in SGR.sub("", line).split(FSI))
        assert not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in outside), line


def test_no_line_is_wider_than_the_screen(screen):
    columns, written = screen
    assert max(cell_len(bare(line)) for line in written.split("\n")) < columns


def test_only_our_colours_reach_the_terminal(screen):
    rest = SGR.sub("", screen[1]).replace("\n", "")
    assert [sign for sign in rest if unicodedata.category(sign) == "Cc" or ord(sign) in STEERING] == []


AS_DATA = (
    *(("list", "--format", form) for form in ("json", "jsonl", "csv")),
    *(("export", "--format", form) for form in ("json", "jsonl", "csv")),
    *(("speakers", "--format", form) for form in ("json", "jsonl", "csv")),
    ("show", "bad\x1b]0;owned\x07", "--format", "json"),
    ("report", "--format", "json"),
)


@pytest.mark.parametrize("words", AS_DATA, ids=ascii)
def test_data_on_a_terminal_steers_nothing(folder, words):
    written = on_terminal(*words, cwd=folder).replace("\n", "")
    assert "بلا قول" in written or "مجهول" in written or "سيئ" in written
    assert [sign for sign in written if unicodedata.category(sign) == "Cc" or ord(sign) in STEERING] == []


@pytest.mark.parametrize("columns", WIDTHS)
def test_wrapping_loses_no_letter_of_the_article(folder, columns):
    written = bare(on_terminal("show", "mirror-17", cwd=folder, columns=columns))
    for number in range(1, len(QUOTATIONS) + 1):
        written = written.replace(f"[{number}]", "")
    assert "".join(BODY.split()) in "".join(written.split())


def test_arabic_ends_at_one_right_edge(folder):
    written = on_terminal("show", "mirror-17", cwd=folder, columns=60)
    edges = {cell_len(bare(line)) for line in written.split("\n") if SGR.sub("", line).endswith(PDI)}
    assert len(edges) <= 2  # the edge, and the last Arabic word of a Latin phrase
    assert max(edges) == 59


def test_markup_in_a_title_is_shown_as_it_is(folder):
    written = on_terminal("show", "bad\x1b]0;owned\x07", cwd=folder)
    assert "[bold]عاجل[/bold]" in bare(written)
    assert "␛[31m" in bare(written)


def test_marks_are_told_by_style_on_a_screen_with_colours(folder):
    written = on_terminal("show", "mirror-17", cwd=folder)
    assert "\x1b[1;33mقال" in written
    assert "\x1b[1;36mوزير النقل" in written
    assert "[Q1" not in written


@pytest.mark.parametrize("without", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_marks_are_told_by_brackets_on_a_screen_without_colours(folder, without):
    written = on_terminal("show", "mirror-17", cwd=folder, **without)
    assert "[S2" in written
    assert "Q3] Q2]" in written
    assert "\x1b[3" not in written
    assert ";3" not in written


def test_a_spelt_out_rule_and_evidence_stand_under_each_quotation(folder):
    written = bare(on_terminal("show", "mirror-17", cwd=folder))
    assert written.count("verb-clause/subject-after") == len(QUOTATIONS)
    assert "قال, then its subject" in written


def test_off_a_terminal_a_record_is_a_line_of_cells(folder):
    lines = off_terminal("show", "mirror-17", cwd=folder).stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["article", "title", "body", "body", *["quotation"] * 5]
    assert {line.count("\t") for line in lines if line.startswith("quotation")} == {13}


@pytest.mark.parametrize("words", VERBS, ids=ascii)
def test_off_a_terminal_there_is_no_control_sign_but_tab_and_newline(folder, words):
    written = off_terminal(*words, cwd=folder).stdout.replace("\t", "").replace("\n", "")
    assert written
    assert [sign for sign in written if unicodedata.category(sign) in ("Cc", "Cf")] == []


def test_off_a_terminal_nothing_is_wrapped(folder):
    assert len(off_terminal("list", cwd=folder, COLUMNS="20").stdout.splitlines()) == len(QUOTATIONS) + 1


MARKED = (
    ("apart", "0123456789", [(0, 2, "cue", 1), (4, 6, "content", 1)], "[C1 01 C1]23[Q1 45 Q1]6789"),
    ("touching", "0123", [(0, 2, "speaker", 1), (2, 4, "content", 1)], "[S1 01 S1][Q1 23 Q1]"),
    ("nested", "012345", [(0, 6, "content", 1), (2, 4, "content", 2)], "[Q1 01[Q2 23 Q2]45 Q1]"),
    ("nested at an edge", "0123", [(0, 4, "content", 1), (2, 4, "content", 2)], "[Q1 01[Q2 23 Q2] Q1]"),
    ("overlapping", "012345", [(0, 4, "content", 1), (2, 6, "content", 2)], "[Q1 01[Q2 23 Q1]45 Q2]"),
    ("the same span", "0123", [(0, 4, "content", 1), (0, 4, "content", 2)], "[Q1 [Q2 0123 Q2] Q1]"),
    ("over two lines", "01\n23", [(0, 5, "content", 1)], "[Q1 01\n23 Q1]"),
)


@pytest.mark.parametrize(("text", "spans", "expected"), [case[1:] for case in MARKED], ids=[case[0] for case in MARKED])
def test_brackets_say_which_mark_they_close(text, spans, expected):
    assert bracketed(text, tags=[Tag(*span) for span in spans]) == expected


def test_offsets_count_the_text_as_it_came():
    text = "أ\r\n\u202eب\x1bج"
    shown = {piece.text for piece in pieces(text, tags=[Tag(4, 5, "cue", 1), Tag(6, 7, "cue", 2)]) if piece.tags}
    assert shown == {"ب", "ج"}


ANY = st.text(st.characters(codec="utf-8") | st.sampled_from("نقالء ab1\u202e\u2067\u200f\x1b\x9b\n\r\t«»[]"))


@given(ANY)
def test_a_cell_is_one_line_without_controls(text):
    assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in one_line(text))


@given(ANY)
def test_an_isolated_cell_is_balanced(text):
    assert balanced(isolate(one_line(text)))


@given(ANY, st.integers(1, 60))
def test_laid_out_text_is_balanced_and_whole(text, width):
    view = screen_of(width)
    clean = sanitise(text).replace("\n", " ")
    for lay in (layout.prose, layout.phrase):
        lines = [line.plain for line in lay(Text(clean), view=view)]
        assert all(map(balanced, lines))
        assert "".join("".join(map(bare, lines)).split()) == "".join(clean.split())


def test_a_latin_word_that_wrapping_puts_first_does_not_turn_the_line():
    view = screen_of(12)
    lines = [line.plain.strip() for line in layout.prose(Text("قال مسؤول Nova اليوم"), view=view)]
    assert lines == [f"{FSI}قال مسؤول{PDI}", f"{FSI}{RLM}Nova اليوم{PDI}"]


def test_the_sample_obeys_the_law_of_spans():
    for row in QUOTATIONS:
        assert ARTICLE[row.field][row.start : row.end] == row.content
