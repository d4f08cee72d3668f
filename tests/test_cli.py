"""The command line as a user meets it: real processes, exit codes, streams, files."""

from __future__ import annotations

import argparse
import csv
import json
import re
import shlex
import signal
import subprocess
import time

import pytest
from screens import ARTICLE, QUOTATIONS, QUOTES, environment, fill, off_terminal, on_terminal

from quotes.cli.arguments import EXPORTED, parser

TOP = parser()
VERBS = tuple(next(action.choices for action in TOP._actions if isinstance(action, argparse._SubParsersAction)))
STORED = len(QUOTATIONS) + 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that holds quotes.duckdb; tests read it."""
    place = tmp_path_factory.mktemp("cli")
    fill(place / "quotes.duckdb")
    return place


@pytest.fixture
def news(tmp_path):
    """A folder of two articles, one of them in Windows-1256."""
    saba = tmp_path / "news" / "saba"
    saba.mkdir(parents=True)
    (saba / "2026-03-01.txt").write_text(
        "خبر\n\nقال وزير النقل سامر الحداد إن العمل مستمر في الميناء.", encoding="utf-8"
    )
    text = "خبر\n\nقالت وزيرة الصحة ليلى منصور إن المستشفيات مستعدة لاستقبال المرضى في كل المدن."
    (saba / "2026-03-02.txt").write_text(text, encoding="cp1256")
    return tmp_path


# Help


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_has_examples(tmp_path, verb):
    told = off_terminal(verb, "--help", cwd=tmp_path).stdout
    assert "examples:" in told
    assert f"quotes {verb}" in told.split("examples:")[1]


def examples(verb: str) -> list[list[str]]:
    """The words of each call of quotes among the examples of a help, up to what the shell takes for itself."""
    verbs = next(action.choices for action in TOP._actions if isinstance(action, argparse._SubParsersAction))
    epilog = (verbs[verb] if verb else TOP).epilog.partition("examples:\n")[2].partition("\n\n")[0]
    lines = (re.split(r"\s{2,}", line.strip())[0] for line in epilog.splitlines())
    calls = (found for line in lines for found in re.findall(r"quotes ((?:\"[^\"]*\"|[^|<>)\"])*)", line))
    return [shlex.split(call) for call in calls]


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_example_of_a_help_is_a_call_that_parses(verb):
    found = examples(verb)
    assert found
    for words in found:
        assert TOP.parse_args(words).verb == (verb or words[0])


# Without a command


def test_a_first_run_says_what_to_do_next_and_that_works(tmp_path):
    told = off_terminal(cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    commands = [line for line in told.stdout.splitlines() if "first.duckdb" in line]
    run = "; ".join(commands).replace("quotes ", f"{shlex.join(QUOTES)} ")
    done = subprocess.run(run, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    assert "ليلى منصور\tالمدارس ستفتح غدا" in done.stdout


def test_a_run_beside_a_database_says_what_it_holds_and_what_it_can_be_asked(folder):
    told = off_terminal(cwd=folder).stdout
    assert told.startswith(f"quotes.duckdb holds 3 documents, {STORED} quotations")
    commands = [line.strip() for line in told.splitlines() if line.startswith("  quotes ")]
    assert len(commands) >= 3
    for command in commands:
        assert off_terminal(*shlex.split(command)[1:], cwd=folder).returncode == 0


def test_a_first_run_speaks_the_language_of_the_locale(folder, tmp_path):
    assert "quotes scan FOLDER" in off_terminal(cwd=tmp_path, LC_ALL="ar_EG.UTF-8").stdout
    assert "٣ مقالات" in off_terminal(cwd=folder, LC_ALL="ar_EG.UTF-8").stdout  # three articles


def test_a_run_beside_what_is_no_database_says_so(tmp_path):
    (tmp_path / "quotes.duckdb").write_text("my notes")
    told = off_terminal(cwd=tmp_path)
    assert told.returncode == 0
    assert "not a database of quotes" in told.stdout


def test_what_a_first_run_shows_cannot_steer_the_terminal(folder):
    assert "\x1b[31m" not in on_terminal(cwd=folder)


def test_a_missing_word_is_told_with_an_example(tmp_path):
    assert "or try: quotes scan news/" in off_terminal("scan", cwd=tmp_path).stderr


# What was found


def test_config_tells_every_part_that_was_looked_for(folder):
    rows = [json.loads(line) for line in off_terminal("config", "--format", "jsonl", cwd=folder).stdout.splitlines()]
    parts = [row["part"] for row in rows]
    assert list(dict.fromkeys(parts)) == ["program", "engine", "model", "extra", "database", "terminal"]
    found = {(row["part"], row["name"]): row for row in rows}
    assert found["program", "quotes"]["found"] == "0.1.0"
    assert found["engine", "rules"] == {"part": "engine", "name": "rules", "found": "ready", "remedy": None}
    assert found["engine", "auto"]["found"].partition(",")[0] in ("rules", "tagger", "stanza-ar")
    assert "3 documents" in found["database", "quotes.duckdb"]["found"]


def test_config_tells_what_is_missing_with_its_remedy(tmp_path):
    (tmp_path / "torn.duckdb").write_text("torn")
    models = {"STANZA_RESOURCES_DIR": str(tmp_path)}
    done = off_terminal("config", "--db", "torn.duckdb", "--format", "json", cwd=tmp_path, **models)
    found = {(row["part"], row["name"]): row for row in json.loads(done.stdout)}
    assert done.returncode == 0
    assert found["database", "torn.duckdb"]["remedy"]
    assert found["engine", "stanza-ar"]["remedy"]


def test_config_is_the_same_off_a_terminal_and_on_it(folder):
    plain = off_terminal("config", cwd=folder).stdout
    seen = on_terminal("config", cwd=folder, columns=200)
    assert [line.split("\t")[1] for line in plain.splitlines() if line.split("\t")[1] not in seen] == []


def test_config_tells_where_the_language_comes_from(folder):
    told = off_terminal("config", cwd=folder, LC_ALL="", LC_MESSAGES="ar_MA.UTF-8").stdout
    assert "language\tar, ar_MA: LC_MESSAGES=ar_MA.UTF-8" in told


def test_the_version_is_data(tmp_path):
    assert off_terminal("--version", cwd=tmp_path).stdout == "quotes 0.1.0\n"


def test_verbose_says_how_long_it_took(folder):
    assert off_terminal("report", "-v", cwd=folder).stderr.startswith("quotes: report took ")


COMPLETED = (
    (["quotes", "sp"], ["speakers"]),
    (["quotes", "list", "--sp"], ["--speaker"]),
    (["quotes", "list", "--kind", "no"], ["nominal"]),
    (["quotes", "export", "--format", ""], list(EXPORTED)),
    (["quotes", "show", "mirr"], []),
    (["quotes", "cl"], ["claims"]),
    (["quotes", "claims", "--d"], ["--debug", "--db", "--disputed"]),
    (["quotes", "claims", "--sort", ""], ["spread", "drift", "recency"]),
    (["quotes", "compare", "--p"], ["--pairs"]),
    (["quotes", "scan", "--engine", ""], ["rules", "tagger", "stanza-ar", "auto"]),
    (["quotes", "trace", "--m"], ["--min-confidence"]),
    (["quotes", "--debug", "claims", "--so"], ["--sort"]),
    (["quotes", "claims", "--sort", "=", "dr"], ["drift"]),
    (["quotes", "claims", "--sort", "="], ["spread", "drift", "recency"]),
    (["quotes", "list", "--speaker", ""], []),
    (["quotes", "completion", ""], ["bash", "zsh", "fish"]),
)


@pytest.mark.parametrize(("words", "expected"), COMPLETED, ids=[" ".join(row[0]) for row in COMPLETED])
def test_a_shell_completes_verbs_options_and_choices(tmp_path, words, expected):
    script = off_terminal("completion", "bash", cwd=tmp_path).stdout
    quoted = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}; _quotes; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", script + ask], capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (expected, "")


# Errors: one line that says what, one that says what to do, an exit code

ERRORS = (
    (("list", "--since", "yesterday"), 2, "'yesterday' is no day", "quotes list --help"),
    (("list", "--limit", "0"), 2, "'0' is no number from 1 up", "quotes list --help"),
    (("list", "--kind", "spoken"), 2, "invalid choice: 'spoken'", "quotes list --help"),
    (("list", "--min-confidence", "1.5"), 2, "'1.5' is no number from 0 to 1", "quotes list --help"),
    (("export", "--min-confidence", "sure"), 2, "'sure' is no number from 0 to 1", "quotes export --help"),
    (("show", "mirror-17", "--min-confidence", "nan"), 2, "'nan' is no number from 0 to 1", "quotes show --help"),
    (("scan", ".", "--engine", "spacy"), 2, "invalid choice: 'spacy'", "quotes scan --help"),
    (("lits",), 2, "invalid choice: 'lits'", "quotes --help"),
    (("show",), 2, "required: DOC", "quotes show saba/2026-03-01.txt"),
    (("scan", "nowhere"), 2, "nowhere", ""),
    (("show", "mirror-18"), 2, "no document mirror-18", "did you mean: mirror-17"),
    (("show", "mirror/day.jsonl"), 2, "mirror/day.jsonl holds 2 documents", "mirror-17"),
    (("speakers", "سامى الحدادي"), 2, "no speaker سامى الحدادي", "did you mean: سامر الحداد"),
    (("speakers", "الحدداد"), 2, "no speaker الحدداد", "did you mean: الحداد"),
    (("speakers", "xyz"), 2, "no speaker xyz", "quotes speakers"),
    (("list", "--speaker", "سمر الحداد"), 2, "no speaker سمر الحداد", "سامر الحداد"),
    (("export", "--outlet", "صحيفة المراة"), 2, "no outlet", "صحيفة المرآة"),
    (("list", "--doc", "mirror-71"), 2, "no document mirror-71", "mirror-17"),
    (("list", "--db", "none.duckdb"), 3, "none.duckdb", "quotes scan"),
    (("list", "--db", "notes.txt"), 3, "notes.txt", "--db"),
    (("report", "-o", "none/at/all"), 2, "none/at/all", "folder"),
    (("report", "-o", "quotes.duckdb"), 2, "is the database", "-o"),
    (("export", "-o", "quotes.duckdb"), 2, "is the database", "-o"),
    (("speakers", "--format", "csv", "-o", "quotes.duckdb"), 2, "is the database", "-o"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "code", "what", "remedy"), ERRORS, ids=[" ".join(row[0]) for row in ERRORS])
def test_an_error_says_what_and_what_to_do(folder, words, code, what, remedy):
    (folder / "notes.txt").write_text("my notes, no database")
    done = off_terminal(*words, cwd=folder)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (code, "")
    assert first.startswith("quotes: error: ")
    assert what in first
    assert second.startswith("  ")
    assert remedy in second


def test_a_traceback_comes_only_with_debug(folder):
    assert "Traceback" not in off_terminal("show", "none", cwd=folder).stderr
    assert "Traceback" in off_terminal("show", "none", "--debug", cwd=folder).stderr


def test_an_error_cannot_steer_the_terminal(folder):
    assert "\x1b" not in on_terminal("show", "\x1b[31mnone\u202e", cwd=folder)


def test_options_may_stand_before_the_verb(folder):
    assert "Traceback" in off_terminal("--debug", "show", "none", cwd=folder).stderr


# Reading the database


def test_a_filter_that_passes_nothing_is_no_fault(folder):
    done = off_terminal("list", "--kind", "nominal", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "quotes: no quotation passes these filters\n"


def test_quiet_leaves_standard_error_empty(folder):
    assert off_terminal("list", "--kind", "nominal", "-q", cwd=folder).stderr == ""


FILTERS = (
    ((), STORED),
    (("--speaker", "سَامِر الحدّاد"), 3),  # harakat do not matter
    (("--speaker", "الهيئه"), 1),  # nor does ه for ة
    (("--outlet", "صحيفة المرآة"), 5),
    (("--since", "2026-03-02"), 1),
    (("--until", "2026-03-01"), 5),
    (("--kind", "indirect"), 3),
    (("--text", "اسعار"), 2),
    (("--doc", "mirror-17", "--limit", "2"), 2),
    (("--text", "100%"), 0),
    (("--min-confidence", "0.9"), STORED),
    (("--min-confidence", "1"), 0),
)


@pytest.mark.parametrize(("words", "count"), FILTERS, ids=[" ".join(row[0]) for row in FILTERS])
def test_filters_pass_what_they_say(folder, words, count):
    assert len(off_terminal("list", *words, cwd=folder).stdout.splitlines()) == count


def test_an_article_is_shown_with_what_is_sure(folder):
    def told(*words):
        return [
            line.split("\t")[0] for line in off_terminal("show", "mirror-17", *words, cwd=folder).stdout.splitlines()
        ]

    assert "quotation" in told("--min-confidence", "0.9")
    assert {"article", "body"} <= set(told("--min-confidence", "1")) <= {"article", "title", "body"}


def test_a_document_is_found_by_its_path_too(folder):
    assert off_terminal("show", "أخبار/سبأ.txt", cwd=folder).stdout.startswith("article\tأخبار/سبأ.txt\t")


def test_an_article_as_json_keeps_its_text_as_it_came(folder):
    told = json.loads(off_terminal("show", "mirror-17", "--format", "json", cwd=folder).stdout)
    assert (told["title"], told["body"]) == (ARTICLE.title, ARTICLE.body)
    for row in told["quotations"]:
        assert told[row["field"]][row["start"] : row["end"]] == row["content"]


def test_a_speaker_is_listed_with_counts_outlets_and_days(folder):
    lines = off_terminal("speakers", cwd=folder).stdout.splitlines()
    assert lines[0].split("\t") == ["3", "1", "1", "2026-03-01", "2026-03-01", "person", "سامر الحداد"]


def test_a_speaker_by_name_is_what_he_said(folder):
    lines = off_terminal("speakers", "سامر الحداد", cwd=folder).stdout.splitlines()
    assert [line.split("\t")[-1] for line in lines] == [QUOTATIONS[at].content for at in (0, 1, 3)]


def test_json_lines_and_an_array_and_a_table_tell_the_same(folder):
    lines, array, table = (
        off_terminal("list", "--format", form, cwd=folder).stdout for form in ("jsonl", "json", "csv")
    )
    records = [json.loads(line) for line in lines.splitlines()]
    assert json.loads(array) == records
    assert [row["doc"] for row in csv.DictReader(table.splitlines())] == [row["doc"] for row in records]
    assert "سامر" in lines


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_speakers_as_data_hold_no_control_sign(folder, form):
    told = off_terminal("speakers", "--format", form, cwd=folder).stdout
    assert "سامر الحداد" in told
    assert not any(sign in told for sign in "\x1b\x9b\x07\u202e")


def test_the_report_is_the_same_as_json(folder):
    told = json.loads(off_terminal("report", "--format", "json", cwd=folder).stdout)
    assert (told["documents"], told["quotations"], told["attributed"]) == (3, STORED, STORED - 1)
    assert [skip["line"] for skip in told["skips"]] == [7]


def test_a_report_in_plain_lines_names_each_skip(folder):
    lines = off_terminal("report", cwd=folder).stdout.splitlines()
    assert "skip\tmirror/␛[1mسيئ.txt:7\tempty document" in lines


# Where output goes


@pytest.mark.parametrize("words", [("report",), ("speakers", "--format", "csv"), ("export",), ("show", "mirror-17")])
def test_a_file_holds_what_standard_output_would(folder, tmp_path, words):
    told = off_terminal(*words, cwd=folder).stdout
    done = off_terminal(*words, "-o", str(tmp_path / "out"), cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "out").read_bytes().decode().replace("\r\n", "\n") == told
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_dash_is_standard_output(folder):
    for words in (("report",), ("export",)):
        assert off_terminal(*words, "-o", "-", cwd=folder).stdout == off_terminal(*words, cwd=folder).stdout
    assert not (folder / "-").exists()


def test_a_pipe_named_as_a_file_stays_a_pipe(folder):
    assert off_terminal("report", "-o", "/dev/stderr", cwd=folder).stderr.startswith("documents\t")


def test_a_reader_that_leaves_is_no_fault(folder):
    for words in (("list",), ("export",), ("report",), ("show", "mirror-17")):
        command = [*QUOTES, *words]
        child = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


def test_output_is_utf8_whatever_the_locale(folder):
    assert "سامر" in off_terminal("speakers", cwd=folder, PYTHONIOENCODING="ascii", LC_ALL="C").stdout


# Scanning


def test_a_scan_sums_up_and_names_odd_encodings(news):
    done = off_terminal("scan", "news", cwd=news)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert ["documents", "2", "2026-03-01", "2026-03-02"] in rows
    assert ["new", "2"] in rows
    assert ["outlet", "2", "2", "saba"] in rows
    assert [row[1] for row in rows if row[0] == "encoding"] == ["saba/2026-03-02.txt"]


def test_a_skip_is_told_with_its_place_and_makes_the_exit_code_1(news):
    (news / "news" / "table.jsonl").write_text('{"text": "قال الوزير إن الميناء مفتوح أمام السفن."}\n{broken\n')
    done = off_terminal("scan", "news", cwd=news)
    skips = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("skip\t")]
    assert done.returncode == 1
    assert [place for _, place, _ in skips] == ["table.jsonl:2"]
    assert skips[0][2]
    assert "documents\t3\t" in done.stdout


def test_a_scan_on_a_terminal_shows_progress_and_a_summary(news):
    written = on_terminal("scan", "news", cwd=news)
    assert "articles" in written
    assert "with a known speaker" in written


def test_a_quiet_scan_says_nothing(news):
    assert on_terminal("scan", "news", "-q", cwd=news) == ""


def test_what_was_scanned_can_be_listed_shown_and_exported(news):
    off_terminal("scan", "news", "--db", "other.duckdb", cwd=news)
    listed = off_terminal("list", "--db", "other.duckdb", cwd=news).stdout
    exported = off_terminal("export", "--db", "other.duckdb", cwd=news).stdout
    shown = off_terminal("show", "saba/2026-03-01.txt", "--db", "other.duckdb", cwd=news).stdout
    assert "العمل مستمر" in listed
    assert json.loads(exported.splitlines()[0])["schema"] == 1
    assert "[C1 قال C1]" in shown


def test_columns_are_named_with_map(news):
    (news / "t.csv").write_text("words,paper\nقال الوزير إن الميناء مفتوح أمام السفن اليوم.,saba\n")
    done = off_terminal("scan", "t.csv", "--map", "text=words,outlet=paper", cwd=news)
    assert done.returncode == 0
    assert "outlet\t1\t1\tsaba" in done.stdout


@pytest.mark.parametrize("moment", [0.2 * step for step in range(1, 13)])
def test_an_interrupt_ends_a_scan_whenever_it_comes(tmp_path, moment):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen([*QUOTES, "scan", "-"], cwd=tmp_path, env=environment(), **pipes)
    time.sleep(moment)
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=10) in (130, -signal.SIGINT)  # the latter where Python itself was not up yet
    if (tmp_path / "quotes.duckdb").exists():
        assert off_terminal("report", cwd=tmp_path).returncode in (0, 3)  # 3: not even the tables were there


def test_an_interrupted_command_exits_with_130(news):
    command = [*QUOTES, "scan", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(command, cwd=news, env=environment(), **pipes)
    while not (news / "quotes.duckdb").exists():
        time.sleep(0.02)
        assert child.poll() is None
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=10) == 130
    assert child.stderr.read().startswith(b"quotes: interrupted\n")
