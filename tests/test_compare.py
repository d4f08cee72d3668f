"""`quotes compare`: level, why, words in brackets and differences, for two statements and for a file of pairs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import off_terminal, on_terminal
from test_terminal import balanced, bare

from quotes.match import scoring
from quotes.match.comparing import compare
from quotes.match.pairs import read_pairs
from quotes.models import Skip
from quotes.report import wording

# "30 people were hurt in the accident on the coast road" · "45 people were hurt … near the port"
ONE = "ارتفع عدد المصابين إلى 30 شخصا في الحادث الذي وقع على الطريق الساحلي"
OTHER = "ارتفع عدد المصابين إلى 45 شخصا في الحادث الذي وقع على الطريق الساحلي قرب الميناء"
STRANGE = "البنك يخفض الفائدة نصف نقطة"  # the bank lowers interest by half a point

# The words in brackets

MARKED = (
    ("the same words", "لن نغلق الميناء", "لن نغلق الميناء", "لن نغلق الميناء"),
    ("dropped at the end", "لن نغلق الميناء اليوم", "لن نغلق الميناء", "لن نغلق الميناء [-اليوم-]"),
    ("dropped at the start", "اليوم لن نغلق الميناء", "لن نغلق الميناء", "[-اليوم-] لن نغلق الميناء"),
    ("dropped before a full stop", "لن نغلق الميناء اليوم.", "لن نغلق الميناء.", "لن نغلق الميناء. [-اليوم-]"),
    ("added inside", "لن نغلق الميناء", "لن نغلق أبدا الميناء", "لن نغلق {+أبدا+} الميناء"),
    ("changed", "لن نغلق الميناء غدا", "لن نغلق المطار غدا", "لن نغلق [-الميناء-]{+المطار+} غدا"),
    ("a number changed", "أغلقنا 30 مدرسة", "أغلقنا ٤٥ مدرسة", "أغلقنا [-30-]{+٤٥+} مدرسة"),
    ("written otherwise", "سنزور الأرمينيين غدا", "سنزور الأرمنيين غدا", "سنزور [~الأرمينيين~]{~الأرمنيين~} غدا"),
    ("signs are those of the second", "لن نغلق الميناء غدا", "«لن نغلق، الميناء» غدا!", "«لن نغلق، الميناء» غدا!"),
    (
        "moved words stand where the second has them",
        "لن نغلق الميناء وسنراقب الأسواق", "وسنراقب الأسواق لن نغلق الميناء",
        "{^وسنراقب الأسواق^} لن نغلق الميناء",
    ),
    ("a line break is a space", "لن نغلق الميناء", "لن\nنغلق الميناء", "لن نغلق الميناء"),
    ("nothing steers the screen", "لن نغلق", "لن \x1b[1mنغلق\u202e", "لن ␛[[~نغلق~]{~1mنغلق~}"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), [case[1:] for case in MARKED], ids=[case[0] for case in MARKED])
def test_brackets_tell_what_was_kept_changed_and_dropped(one, other, expected):
    assert wording.plain(compare(one, other).alignment) == expected


WORDS = (
    "الوزير",
    "الميناء",
    "الأسواق",
    "أغلق",
    "في",
    "لن",
    "30",
    "مدرسة",
    "غدا",
    "الخبز",
    "أسعار",
    "وأسعار",
    "المدارس",
)
STATEMENTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(STATEMENTS, STATEMENTS)
def test_the_second_statement_can_be_read_out_of_the_brackets(one, other):
    shown = wording.plain(compare(one, other).alignment)
    assert re.sub(r"\[.*?\]|[{}+~^]", "", shown).split() == other.split()


@given(STATEMENTS, STATEMENTS)
def test_no_word_of_the_first_statement_is_lost(one, other):
    found = list(wording.stretches(compare(one, other).alignment))
    words = [word for stretch in found for word in (stretch.b if stretch.kind == "moved" else stretch.a).split()]
    assert len(words) == len(one.split())


@given(STATEMENTS, STATEMENTS)
def test_style_and_brackets_say_the_same(one, other):
    found = compare(one, other)
    assert wording.styled(found.alignment).plain.strip() == wording.plain(found.alignment)


def test_a_change_of_fact_is_bold():
    found = compare(ONE, OTHER)
    text = wording.styled(found.alignment, differences=found.differences)
    bold = [text.plain[span.start : span.end] for span in text.spans if "bold" in str(span.style)]
    assert bold == ["[-30-]", "{+45+}"]


# Two statements


def test_two_statements_in_plain_lines(tmp_path):
    lines = [line.split("\t") for line in off_terminal("compare", ONE, OTHER, cwd=tmp_path).stdout.splitlines()]
    assert lines[0] == ["level", compare(ONE, OTHER).level]
    assert lines[2:4] == [["altered", "yes"], ["words", wording.plain(compare(ONE, OTHER).alignment)]]
    assert ["why", "facts", "differing: number"] in lines
    assert lines[-2:] == [["difference", "number", "30", "45"], ["difference", "added", "", "قرب الميناء"]]


def test_two_statements_as_json(tmp_path):
    told = json.loads(off_terminal("compare", ONE, OTHER, "--format", "json", cwd=tmp_path).stdout)
    assert (told["level"], told["altered"]) == (compare(ONE, OTHER).level, True)
    assert told["differences"][0] == {"kind": "number", "a": "30", "b": "45"}
    assert set(told["evidence"]) == set(scoring.NAMES)


@pytest.mark.parametrize("columns", [20, 60, 100])
def test_a_comparison_on_a_screen_explains_itself(tmp_path, columns):
    written = on_terminal("compare", ONE, OTHER, cwd=tmp_path, columns=columns)
    shown = bare(written)
    assert all(map(balanced, written.split("\n")))
    assert max(map(len, shown.split("\n"))) < columns
    for part in ("altered", "shared", "longest", "added", "changed", "number", "[-30-]{+45+}"):
        assert part in shown


def test_a_comparison_without_colours_has_its_brackets(tmp_path):
    assert "[-30-]{+45+}" in bare(on_terminal("compare", ONE, OTHER, cwd=tmp_path, NO_COLOR="1"))


def test_what_is_no_repeat_is_told_so(tmp_path):
    assert off_terminal("compare", ONE, STRANGE, cwd=tmp_path).stdout.startswith("level\tnone\n")


ERRORS = (
    (("compare", ONE), "two statements are needed", "--pairs"),
    (("compare", ONE, "!"), "no words in '!'", "quotation marks"),
    (("compare", "--pairs", "none.jsonl"), "cannot read none.jsonl", "JSONL"),
    (("compare", "--pairs", "."), "cannot read .", "JSONL"),
    (("compare", "--pairs", "pairs.jsonl", "-o", "pairs.jsonl"), "is the pairs", "another file"),
    (("compare", ONE, OTHER, "--pairs", "-"), "--pairs goes without statements", "--help"),
    (("compare", "--pairs", "-", "--format", "table"), "--pairs goes without --format table", "--help"),
)


@pytest.mark.parametrize(("words", "what", "remedy"), ERRORS, ids=[what for _, what, _ in ERRORS])
def test_a_wrong_call_says_what_to_do(tmp_path, words, what, remedy):
    (tmp_path / "pairs.jsonl").write_text("")
    done = off_terminal(*words, cwd=tmp_path)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert what in first
    assert remedy in second


# A file of pairs


def line(name: object, a: object, b: object) -> str:
    return json.dumps({"id": name, "a": a, "b": b}, ensure_ascii=False)


def written(folder: Path, *lines: str | bytes) -> Path:
    file = folder / "pairs.jsonl"
    file.write_bytes(b"\n".join(text if isinstance(text, bytes) else text.encode() for text in lines) + b"\n")
    return file


def test_each_pair_is_a_line_with_its_decision(tmp_path):
    written(tmp_path, line("p1", {"text": ONE}, {"text": OTHER}), line(2, {"text": ONE}, {"text": STRANGE}))
    done = off_terminal("compare", "--pairs", "pairs.jsonl", cwd=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert list(first) == ["id", "level", "score", "altered", "differences"]
    assert (first["id"], first["altered"], second["id"], second["level"]) == ("p1", True, 2, "none")


def test_pairs_come_from_standard_input_and_go_to_a_file(tmp_path):
    text = line("p1", {"text": ONE}, {"text": OTHER}) + "\n"
    told = off_terminal("compare", "--pairs", "-", "-o", "out.json", "--format", "json", cwd=tmp_path, stdin=text)
    assert (told.returncode, told.stdout) == (0, "")
    assert [record["id"] for record in json.loads((tmp_path / "out.json").read_text())] == ["p1"]


GOOD = line("p1", {"text": ONE}, {"text": OTHER})
BAD = (
    ("no JSON", "{broken"),
    ("no JSON", "[" * 100_000),
    ("no UTF-8", b'{"id": "\xff"}'),
    ('"id" is missing', line(None, {"text": ONE}, {"text": OTHER})),
    ('"a" has no "text"', line("p", "words", {"text": OTHER})),
    ('"b" has no "text"', line("p", {"text": ONE}, {"text": "…"})),
    ('"id" is missing', "[1, 2]"),
)


@pytest.mark.parametrize(("reason", "bad"), BAD, ids=[f"{at} {row[0]}" for at, row in enumerate(BAD)])
def test_a_bad_line_is_skipped_with_its_number_and_the_rest_is_told(tmp_path, reason, bad):
    written(tmp_path, GOOD, bad, "", GOOD)
    done = off_terminal("compare", "--pairs", "pairs.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert [json.loads(text)["id"] for text in done.stdout.splitlines()] == ["p1", "p1"]
    assert done.stderr.startswith("quotes: skipped pairs.jsonl:2: ")
    assert reason in done.stderr


def test_half_a_surrogate_pair_is_written_as_it_came(tmp_path):
    written(tmp_path, '{"id": "\\ud800", "a": {"text": "نعم"}, "b": {"text": "نعم"}}')
    off_terminal("compare", "--pairs", "pairs.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").startswith('{"id": "\\ud800"')


def test_a_mark_of_byte_order_is_no_fault():
    assert not isinstance(next(read_pairs([b"\xef\xbb\xbf" + GOOD.encode()], path="-")), Skip)


DATES = (
    (("2026-03-01", "2026-03-04"), 3),
    (("2026-03-04 10:00", "01/03/2026"), 3),
    (("2026-03-01", None), None),
    (("soon", "2026-03-01"), None),
)


@pytest.mark.parametrize(("dates", "days"), DATES, ids=str)
def test_the_days_between_count_where_both_are_known(dates, days):
    text = line("p1", {"text": ONE, "date": dates[0]}, {"text": OTHER, "date": dates[1]})
    (pair,) = read_pairs([text.encode()], path="-")
    assert not isinstance(pair, Skip)
    assert pair.days == days
