"""`quotes claims` and `quotes trace`: lists, the genealogy as a tree, timelines, on and off a terminal."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import SGR, off_terminal, on_terminal, quotation
from test_terminal import STEERING, balanced, bare

from quotes.claims import tell_claims
from quotes.match.linking import link
from quotes.models import Article, Speaker
from quotes.report import genealogy
from quotes.report.sparkline import BARS, NONE, sparkline
from quotes.store import ClaimStatement, Row, Store

# "The port will stay open to ships of grain, and we will receive thirty ships before the end of the month"
ROOT = "الميناء سيبقى مفتوحا أمام سفن الحبوب، وسنستقبل ثلاثين سفينة قبل نهاية الشهر الجاري"
FORTY = "الميناء سيبقى مفتوحا أمام سفن الحبوب، وسنستقبل أربعين سفينة قبل نهاية الشهر الجاري"  # … forty ships …
SHORT = "الميناء سيبقى مفتوحا أمام سفن الحبوب، وسنستقبل أربعين سفينة"  # … without the end of the month
NOT = "الميناء لن يبقى مفتوحا أمام سفن الحبوب، وسنستقبل ثلاثين سفينة قبل نهاية الشهر الجاري"  # … will not stay open …
APART = "المدارس تفتح أبوابها للتلاميذ الجدد صباح الأحد المقبل في كل أحياء المدينة"  # schools open on Sunday
FORGED = "سامر \x1b[31mالحداد\u202e"  # a name that would steer the screen
SAID: tuple[tuple[str, str | None, str, str, str], ...] = (
    ("mirror-1", "2026-03-01", "صحيفة المرآة", "سامر الحداد", ROOT),
    ("saba-2", "2026-03-02", "saba", "ليلى منصور", ROOT),
    ("saba-3", "2026-03-04", "saba", "سامر الحداد", FORTY),
    ("nile-4", "2026-03-05", "بوابة النيل", FORGED, SHORT),
    ("nile-5", "2026-03-09", "بوابة النيل", "ليلى منصور", NOT),
    ("ufuq-6", None, "ufuq", "سامر الحداد", ROOT),
    ("ufuq-7", "2026-03-03", "ufuq", "وزارة التعليم", APART),
    ("saba-8", "2026-03-03", "saba", "وزارة التعليم", APART),
)


def article(doc: str, date: str | None, outlet: str, content: str) -> Article:
    return Article(doc=doc, title="", body=f"قال إن {content}.", path=f"{doc}.txt", root="/", outlet=outlet, date=date)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that holds quotes.duckdb with two claims."""
    place: Path = tmp_path_factory.mktemp("claims")
    batch = [(article(doc, day, outlet, text), who, text) for doc, day, outlet, who, text in SAID]
    names = sorted({who for _, who, _ in batch})
    with Store.create(str(place / "quotes.duckdb")) as store:
        store.filing.begin()
        store.replace(
            [(one, (quotation(one.body, text, cue="قال", speaker=None, who=who),)) for one, who, text in batch]
        )
        store.save_speakers([Speaker(name, "person", aliases=(name,)) for name in names])
        link(store)
        store.save_claims(tell_claims(store))
    return place


@pytest.fixture(scope="module")
def port(folder) -> str:
    """The id of the claim about the port."""
    return off_terminal("claims", "--text", "الميناء", cwd=folder).stdout.split("\t")[0]


# The list


def test_a_claim_is_a_line_with_its_reach(folder, port):
    first, second = (line.split("\t") for line in off_terminal("claims", cwd=folder).stdout.splitlines())
    assert (first[0], first[1:7]) == (port, ["6", "6", "4", "4", "2026-03-01", "2026-03-09"])
    assert first[8] == "altered,disputed"
    assert "ليلى منصور" in first[9].split("; ")
    assert first[10] == ROOT
    assert (second[3], second[10]) == ("1", APART)


FILTERS = (
    ((), 2),
    (("--speaker", "الحداد"), 1),
    (("--outlets", "3"), 1),
    (("--since", "2026-03-08"), 1),
    (("--until", "2026-03-02"), 1),
    (("--altered",), 1),
    (("--disputed",), 1),
    (("--level", "near"), 1),
    (("--text", "المدارس"), 1),
    (("--limit", "1"), 1),
    (("--sort", "spread"), 2),
    (("--sort", "drift"), 2),
    (("--sort", "recency"), 2),
    (("--outlets", "5"), 0),
    (("--min-confidence", "0.5"), 2),
    (("--min-confidence", "1"), 0),
)


@pytest.mark.parametrize(("words", "number"), FILTERS, ids=[" ".join(row[0]) for row in FILTERS])
def test_filters_pass_what_they_say(folder, words, number):
    done = off_terminal("claims", *words, cwd=folder)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, number)
    assert done.stderr == ("" if number else "quotes: no claim passes these filters\n")


ERRORS = (
    (("claims", "c-0000000000"), "no claim c-0000000000", "quotes claims"),
    (("claims", "c-0000000000", "--altered"), "--altered is for the list", "id"),
    (("claims", "--speaker", "ليلي منصر"), "no speaker ليلي منصر", "did you mean: ليلى منصور"),
    (("claims", "c-0000000000", "--min-confidence", "0.5"), "--min-confidence is for the list", "id"),
    (("claims", "--outlets", "0"), "'0' is no number from 1 up", "--help"),
    (("trace", "…"), "no words in the text", "quotation marks"),
)


@pytest.mark.parametrize(("words", "what", "remedy"), ERRORS, ids=[what for _, what, _ in ERRORS])
def test_a_wrong_call_says_what_to_do(folder, words, what, remedy):
    done = off_terminal(*words, cwd=folder)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert what in first
    assert remedy in second


def test_claims_as_data(folder, port):
    told = json.loads(off_terminal("claims", "--format", "json", cwd=folder).stdout)
    lines = off_terminal("claims", "--format", "jsonl", cwd=folder).stdout.splitlines()
    table = list(csv.DictReader(off_terminal("claims", "--format", "csv", cwd=folder).stdout.splitlines()))
    assert [json.loads(line) for line in lines] == told
    assert (told[0]["claim"], told[0]["days"]["2026-03-02"]) == (port, 1)
    assert table[1]["days"] == "2026-03-03=2"
    assert table[1]["outlets"] == "saba; ufuq"


def test_a_file_holds_what_standard_output_would(folder, tmp_path):
    told = off_terminal("claims", cwd=folder).stdout
    off_terminal("claims", "-o", str(tmp_path / "claims.tsv"), cwd=folder)
    assert (tmp_path / "claims.tsv").read_text(encoding="utf-8") == told


# One claim


def genealogy_lines(folder: Path, port: str, kind: str) -> list[list[str]]:
    lines = (line.split("\t") for line in off_terminal("claims", port, cwd=folder).stdout.splitlines())
    return [line[1:] for line in lines if line[0] == kind]


def test_the_outlets_come_in_time_with_their_delay(folder, port):
    assert genealogy_lines(folder, port, "outlet") == [
        ["0", "2026-03-01", "1", "صحيفة المرآة"],
        ["1", "2026-03-02", "2", "saba"],
        ["4", "2026-03-05", "2", "بوابة النيل"],
        ["", "", "1", "ufuq"],
    ]


def test_each_wording_stands_under_its_parent_with_what_differs(folder, port):
    root, forty, short, denial = genealogy_lines(folder, port, "wording")
    assert (root[0], root[1], root[-1]) == ("1", "", ROOT)
    assert (forty[:2], forty[4:7]) == (["2", "1"], ["yes", "no", "number"])
    assert "[-ثلاثين-]{+أربعين+}" in forty[-1]
    assert (short[:2], short[6]) == (["3", "2"], "cut")
    assert short[-1] == SHORT + " [-قبل نهاية الشهر الجاري-]"
    assert (denial[:2], denial[4:6]) == (["4", "1"], ["yes", "yes"])
    assert "{+لن+}" in denial[-1]


def test_another_speaker_than_the_parents_is_told(folder, port):
    rows = {row[3]: (row[5], row[6]) for row in genealogy_lines(folder, port, "statement")}
    assert rows["mirror-1"] == ("سامر الحداد", "")
    assert rows["saba-2"] == ("ليلى منصور", "سامر الحداد")
    assert rows["saba-3"] == ("سامر الحداد", "")
    assert rows["nile-4"][1] == "سامر الحداد"


def test_who_is_at_odds_with_whom_is_told(folder, port):
    assert genealogy_lines(folder, port, "denied") == [["ليلى منصور"]]
    assert genealogy_lines(folder, port, "asserted")[:2] == [["سامر الحداد"], ["ليلى منصور"]]


def test_one_claim_as_data(folder, port):
    told = json.loads(off_terminal("claims", port, "--format", "json", cwd=folder).stdout)
    lines = off_terminal("claims", port, "--format", "jsonl", cwd=folder).stdout.splitlines()
    table = list(csv.DictReader(off_terminal("claims", port, "--format", "csv", cwd=folder).stdout.splitlines()))
    statements = {row["doc"]: row for row in told["genealogy"]}
    assert [json.loads(line) for line in lines] == told["genealogy"]
    assert [arrival["delay"] for arrival in told["timeline"]] == [0, 1, 4, None]
    assert statements["saba-3"]["differences"] == [{"kind": "number", "a": "ثلاثين", "b": "أربعين"}]
    assert statements["saba-2"]["differences"] == [{"kind": "attribution", "a": "سامر الحداد", "b": "ليلى منصور"}]
    assert {row["doc"]: row["differences"] for row in table}["nile-4"] == "cut; attribution"


# On a screen

TEXT = "الميناء سيبقى مفتوحا أمام سفن القمح، وسنستقبل ثلاثين سفينة"  # the port stays open to ships of wheat …
WIDTHS = (12, 60, 100)


@pytest.fixture(scope="module", params=[(verb, width) for verb in ("claims", "claim", "trace") for width in WIDTHS])
def screen(request, folder, port):
    verb, columns = request.param
    words = {"claims": ("claims",), "claim": ("claims", port), "trace": ("trace", TEXT)}[verb]
    return columns, on_terminal(*words, cwd=folder, columns=columns)


def test_isolates_are_balanced_and_lines_fit(screen):
    columns, written = screen
    assert all(map(balanced, written.split("\n")))
    assert max(len(bare(line)) for line in written.split("\n")) < columns


def test_every_arabic_letter_stands_in_an_isolate(screen):
    for line in screen[1].split("\n"):
        outside = "".join(part.split("\u2069")[-1] for part in SGR.sub("", line).split("\u2068"))
        assert not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in outside), line


def test_only_our_colours_reach_the_terminal(screen):
    rest = SGR.sub("", screen[1]).replace("\n", "")
    assert [sign for sign in rest if unicodedata.category(sign) == "Cc" or ord(sign) in STEERING] == []


def test_a_list_on_a_screen_has_a_bar_a_day(folder):
    assert "████▄" not in on_terminal("claims", cwd=folder)
    assert "██·██···█" in bare(on_terminal("claims", cwd=folder, columns=100))


def test_a_claim_on_a_screen_is_a_tree_that_explains_itself(folder, port):
    shown = bare(on_terminal("claims", port, cwd=folder, columns=100))
    for part in (
        "[1]  the first wording", "├─ [2]", "│  └─ [3]", "└─ [4]", "from [2]", "altered", "attribution", "+4 days",
        "[-سامر الحداد-]{+ليلى منصور+}", "[-ثلاثين-]{+أربعين+}", "the opposite of [1]", "denied by", "[-…-] dropped",
    ):  # fmt: skip
        assert part in shown


def test_brackets_stand_without_colours_too(folder, port):
    assert "[-ثلاثين-]{+أربعين+}" in bare(on_terminal("claims", port, cwd=folder, columns=100, NO_COLOR="1"))


# A text


def test_a_text_is_traced_to_who_said_it_first(folder, port):
    rows = [line.split("\t") for line in off_terminal("trace", TEXT, cwd=folder).stdout.splitlines()]
    assert [row[2] for row in rows] == ["mirror-1", "saba-2", "saba-3", "nile-4", "nile-5", "ufuq-6"]
    assert rows[0][:4] == ["2026-03-01", "صحيفة المرآة", "mirror-1", "سامر الحداد"]
    assert rows[0][7] == port
    assert "[-القمح-]{+الحبوب+}" in rows[0][8]
    assert {row[2]: row[6] for row in rows}["saba-3"] == "yes"


def test_a_text_may_come_from_standard_input(folder):
    told = off_terminal("trace", TEXT, cwd=folder).stdout
    assert off_terminal("trace", "-", cwd=folder, stdin=TEXT + "\n").stdout == told


def test_a_trace_tells_what_is_sure(folder):
    told = off_terminal("trace", TEXT, "--min-confidence", "0.5", cwd=folder).stdout
    assert told == off_terminal("trace", TEXT, cwd=folder).stdout
    assert off_terminal("trace", TEXT, "--min-confidence", "1", cwd=folder).stdout == ""


def test_a_text_that_nobody_said_is_no_fault(folder):
    done = off_terminal("trace", "سقطت أوراق الشجرة في بحيرة بعيدة", cwd=folder)  # leaves fell into a far lake
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "quotes: no statement repeats this text\n")


def test_a_trace_as_data(folder):
    lines = off_terminal("trace", TEXT, "--format", "jsonl", "--limit", "3", cwd=folder).stdout.splitlines()
    table = off_terminal("trace", TEXT, "--format", "csv", "--limit", "3", cwd=folder).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [row["doc"] for row in csv.DictReader(table)] == [row["doc"] for row in records]
    assert {"kind": "number", "a": "ثلاثين", "b": "أربعين"} in records[2]["differences"]


def test_words_that_were_shown_are_not_shown_again(folder):
    assert bare(on_terminal("trace", TEXT, cwd=folder, columns=100)).count("in the words of [1]") == 2


# The tree and the timeline, from rows made by hand


def said(wording: int, parent: int | None, *, day: str | None = None, who: str | None = None) -> ClaimStatement:
    facts = dict.fromkeys(Row.__dataclass_fields__)
    row = Row(**{**facts, "content": f"نص {wording}", "date": day, "name": who, "outlet": f"outlet {wording}"})  # type: ignore[arg-type]
    return ClaimStatement(
        row, wording, parent, depth=0, level="near", score=1, altered=False, negated=False, denied=False
    )


def test_guides_draw_who_comes_from_whom():
    rows = [said(1, None), said(2, 1), said(3, 2), said(4, 1), said(5, 3)]
    drawn = [branch.guides(deepest=9) for branch in genealogy.branches(rows)]
    assert [branch.number for branch in genealogy.branches(rows)] == [1, 2, 3, 4, 5]
    assert drawn == [
        ("", "│  "),
        ("├─ ", "│  │  "),
        ("│  └─ ", "│     │  "),
        ("│     └─ ", "│           "),
        ("└─ ", "      "),
    ]  # fmt: skip


def test_a_long_line_of_descent_keeps_room_for_text():
    rows = [said(1, None), *(said(number, number - 1) for number in range(2, 2000))]
    widths = [len(branch.guides(deepest=4)[1]) for branch in genealogy.branches(rows)]
    assert max(widths) == 5 * genealogy.STEP


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_wording_comes_once_and_after_its_parent(parents):
    rows = [said(0, None), *(said(n, parent % n) for n, parent in enumerate(parents, start=1))]
    found = list(genealogy.branches(rows))
    assert sorted(branch.first.wording for branch in found) == list(range(len(rows)))
    assert all(branch.parent is None or branch.parent < branch.number for branch in found)


SPEAKERS = (
    ("the same", ["أ"], "أ", None),
    ("another", ["أ"], "ب", "أ"),
    ("one of several", ["أ", "ب"], "ب", None),
    ("none here", ["أ"], None, None),
    ("none before", [None], "أ", None),
    ("unnamed before the named", [None, "أ"], "ب", "أ"),
)


@pytest.mark.parametrize(("before", "who", "other"), [row[1:] for row in SPEAKERS], ids=[row[0] for row in SPEAKERS])
def test_an_attribution_differs_where_both_speakers_are_known(before, who, other):
    found = genealogy.attribution(said(2, 1, who=who), [said(1, None, who=name) for name in before])
    assert (found and found.a) == other


def test_an_undated_outlet_has_no_delay():
    rows = [said(1, None), said(2, 1, day="2026-03-03"), said(3, 1, day="2026-02-27")]
    found = [(arrival.outlet, arrival.delay) for arrival in genealogy.arrivals(rows)]
    assert found == [("outlet 3", 0), ("outlet 2", 4), ("outlet 1", None)]


DAYS = st.dictionaries(st.dates(), st.integers(1, 500), max_size=30)


@given(DAYS, st.integers(1, 40))
def test_a_sparkline_has_room_for_any_days(days, width):
    line = sparkline([(day.isoformat(), number) for day, number in sorted(days.items())], width=width)
    assert len(line) <= width
    assert set(line) <= {*BARS, NONE}
    assert not days or BARS[-1] in line
