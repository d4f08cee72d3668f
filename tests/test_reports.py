"""The overview and the profile of a speaker, in two languages and for terminals that set Arabic in three ways."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from screens import ROOT, SGR, off_terminal, on_terminal

from quotes.report.bidi import FSI, PDI
from quotes.report.language import ARABIC, ENGLISH
from quotes.scan import scan
from quotes.store import Store

NAME = "رادومير فالتشيك"  # Radomir Valchik, a president in the demo corpus
EASTERN = "٠١٢٣٤٥٦٧٨٩"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place: Path = tmp_path_factory.mktemp("reports")
    scan([str(ROOT / "corpora")], db=str(place / "quotes.duckdb"))
    return place


def screen(folder: Path, *words: str, columns: int = 100, **more: str) -> str:
    return SGR.sub("", on_terminal(*words, cwd=folder, columns=columns, **more))


# The overview


def test_the_overview_tells_what_spread_what_is_disputed_and_what_was_altered(folder):
    text = screen(folder, "report", "--lang", "en")
    with Store.open(str(folder / "quotes.duckdb")) as store:
        summary = store.summary()
    assert all(heading in text for heading in ("spread most", "disputed", "altered on the way"))
    for rows in (summary.top_claims, summary.disputed, summary.altered):
        assert rows
        assert all(row.claim in text for row in rows)
    assert f"{summary.attributed_share:.0%}" in text


def test_a_pipe_and_json_carry_the_same_facts_as_the_screen(folder):
    lines = [line.split("\t") for line in off_terminal("report", cwd=folder).stdout.splitlines()]
    told = json.loads(off_terminal("report", "--format", "json", cwd=folder).stdout)
    for name in ("disputed", "altered"):
        assert [line[1] for line in lines if line[0] == name] == [row["claim"] for row in told[name]]
    assert {"disputed", "altered", "activity"} <= {line[0] for line in lines}


def test_the_activity_of_a_speaker_sums_up_to_its_dated_statements(folder):
    with Store.open(str(folder / "quotes.duckdb")) as store:
        summary = store.summary()
        for speaker, days in zip(summary.top_speakers, summary.activity, strict=True):
            dated = [row for row in store.statements(speaker.speaker_id) if row.date is not None]
            assert sum(count for _, count in days) == len(dated)


# The profile


def test_a_profile_tells_roles_other_names_outlets_and_what_others_repeat(folder):
    told = json.loads(off_terminal("speakers", NAME, "--format", "json", cwd=folder).stdout)
    assert told["speaker"]["name"] == NAME
    roles = {role["role"] for role in told["roles"]}
    assert any("رئيس" in role for role in roles)  # president
    assert all(role["first"] <= role["last"] for role in told["roles"] if role["first"])
    assert {alias["name"] for alias in told["aliases"]} == set(told["speaker"]["aliases"]) - {NAME}
    assert sum(count for _, count in told["outlets"]) == told["speaker"]["quotations"] == len(told["quotations"])
    assert told["claims"]
    assert 0 < len(told["words"]) <= 10


def test_a_profile_on_a_screen_names_what_the_data_name(folder):
    told = json.loads(off_terminal("speakers", NAME, "--format", "json", cwd=folder).stdout)
    text = re.sub(r"\s+", " ", screen(folder, "speakers", NAME, "--lang", "en").replace(FSI, "").replace(PDI, ""))
    for role in told["roles"]:
        assert role["role"] in text
    assert all(claim["claim"] in text for claim in told["claims"])
    assert "، ".join(told["words"]) in text


def test_a_profile_of_what_is_sure_is_shorter(folder):
    whole, sure = (
        off_terminal("speakers", NAME, *more, cwd=folder).stdout.splitlines()
        for more in ((), ("--min-confidence", "0.8"))
    )
    assert 0 < len(sure) < len(whole)
    assert set(sure) < set(whole)


# Languages


REPORTS = (
    ("report",),
    ("speakers", "--limit", "5"),
    ("speakers", NAME),
    ("list", "--limit", "5"),
    ("claims", "--limit", "5"),
)


@pytest.mark.parametrize("words", REPORTS, ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80])
def test_an_arabic_report_fits_the_screen_and_closes_what_it_opens(folder, words, columns):
    for line in screen(folder, *words, "--lang", "ar", columns=columns).splitlines():
        assert cell_len(line) <= columns
        assert line.count(FSI) == line.count(PDI)


def test_the_overview_speaks_arabic_with_its_digits_and_the_names_of_its_months(folder):
    text = screen(folder, "report", "--lang", "ar")
    for word in ("spread most", "documents", "quotations", "disputed claims"):
        assert ARABIC.word(word) in text
        assert ENGLISH.word(word) not in text
    assert "مارس" in text  # March
    assert set(EASTERN) & set(text)
    ids = re.sub(r"c-[0-9a-f]{10}|al-ufuq|nile/\S+|windows-1256", "", text)
    assert re.findall(r"[A-Za-z]{4,}", ids) == []


def test_the_language_is_that_of_the_locale_and_a_pipe_has_none(folder):
    assert ARABIC.word("documents") in screen(folder, "report", LC_ALL="ar_EG.UTF-8")
    assert ENGLISH.word("documents") in screen(folder, "report", LC_ALL="C.UTF-8")
    piped = [off_terminal("report", *more, cwd=folder).stdout for more in ((), ("--lang", "ar"))]
    assert piped[0] == piped[1]


# The order of Arabic


def test_arabic_is_closed_off_left_alone_or_set_as_it_is_seen(folder):
    command = ("list", "--limit", "3", "--lang", "en")
    isolated = screen(folder, *command, VTE_VERSION="7600")
    plain = screen(folder, *command, "--bidi", "off")
    visual = screen(folder, *command, "--bidi", "on")
    assert FSI in isolated
    assert FSI not in plain + visual
    assert isolated.replace(FSI, "").replace(PDI, "").replace("\u200f", "") == plain
    assert re.search("[\ufe70-\ufefc]", visual)  # letters joined
    assert not re.search("[\ufe70-\ufefc]", plain)


def test_the_environment_says_what_the_terminal_needs_and_the_option_has_the_last_word(folder):
    command = ("list", "--limit", "3")
    visual = screen(folder, *command, "--bidi", "on")
    assert screen(folder, *command, WT_SESSION="1") == visual
    assert screen(folder, *command, QUOTES_BIDI="on") == visual
    assert screen(folder, *command, QUOTES_BIDI="on") != screen(folder, *command, "--bidi", "off", QUOTES_BIDI="on")
    done = off_terminal("list", "--limit", "1", cwd=folder, QUOTES_BIDI="sideways")
    assert done.returncode == 0  # a pipe has no order
