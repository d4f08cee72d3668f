"""The README and the pages of docs tell the truth: each transcript is run, in order, and its output compared."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from screens import environment
from test_layers import ORDER

import quotes
from quotes.lexicon import rows

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import pages  # noqa: E402
from transcripts import PAGES, README, furnish, holds, renewed, run, transcripts, trimmed  # noqa: E402

VERBS = {"scan", "show", "speakers", "list", "claims", "trace", "compare", "match", "export", "report", "config"}
SHOWN = [(page, shown) for page in PAGES for shown in transcripts(page.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder a page, with a copy of the demo corpus, where its commands run one after another."""
    places = {page: tmp_path_factory.mktemp(page.stem) for page in PAGES}
    for place in places.values():
        furnish(place)
    return places


@pytest.mark.parametrize(("page", "shown"), SHOWN, ids=[f"{page.name}: {shown.command}" for page, shown in SHOWN])
def test_a_transcript_is_what_the_command_prints(page, shown, folders):
    printed = run(shown.command, folders[page])
    example = doctest.Example(shown.command, trimmed(shown.output))
    difference = doctest.OutputChecker().output_difference(example, printed, doctest.REPORT_NDIFF)
    assert holds(shown.output, printed), f"{difference}\nscripts/transcripts.py writes what has changed"


def test_a_transcript_written_anew_keeps_what_holds_and_what_it_leaves_out():
    shown = ["read\t...", "new\t7", "...", "claims\t4"]
    printed = ["read\t52", "new\t52", "changed\t0", "deleted\t0", "claims\t35", "outlet\t9"]
    assert renewed(shown, printed) == ["read\t...", "new\t52", "...", "claims\t35", "outlet\t9"]


def test_a_cell_that_leaves_something_out_leaves_it_out_again():
    assert renewed(["claim\t7\t...\tبيان"], ["claim\t8\tسامر; ليلى\tبيان"]) == ["claim\t8\t...\tبيان"]  # a statement


def test_a_command_that_goes_on_in_the_next_line_is_one_transcript():
    (shown,) = transcripts("```console\n$ quotes list \\\n  --limit 1\na\nb\n```\n")
    assert (shown.command, shown.output) == ("quotes list   --limit 1", "a\nb\n")


def test_the_readme_shows_a_run_of_every_verb():
    assert (
        set(re.findall(r"\bquotes ([a-z]+)", "\n".join(shown.command for page, shown in SHOWN if page == README)))
        >= VERBS
    )


PYTHON = [page for page in PAGES if "```pycon" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", PYTHON, ids=[page.name for page in PYTHON])
def test_the_python_of_a_page_gives_what_it_shows(page, folders, monkeypatch):
    monkeypatch.chdir(folders[page])
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert tried > 0
    assert failed == 0


def test_the_pages_are_built_without_a_warning(tmp_path):
    source, built = tmp_path / "source", tmp_path / "built"
    shutil.copytree(ROOT / "docs", source)
    pages.main(str(source))
    ask = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(source), str(built)]
    done = subprocess.run(ask, capture_output=True, text=True, check=False, env=environment())
    assert (done.returncode, done.stderr) == (0, "")
    arabic = (built / "tutorial.ar.html").read_text(encoding="utf-8")
    assert '<div lang="ar" dir="rtl">' in arabic
    loaded = re.findall(r'(?:src|href)="(https?:[^"]+)"', "".join(page.read_text() for page in built.glob("*.html")))
    assert [link for link in loaded if re.search(r"\.(js|css|woff2?|png|svg)\b", link)] == []


def test_the_page_of_commands_tells_the_whole_help_of_each():
    told = "".join(pages.commands())
    for verb in VERBS:
        assert f"usage: quotes {verb} " in told


def rules_of_the_corpus():
    names = [row["rule"] for row in rows("rules")]
    found = [one.rule for article in quotes.read(ROOT / "corpora") for one in quotes.analyse(article)]
    return {tuple(rule.split("+")) for rule in (*names, *found)}


def test_every_rule_is_told_of():
    made = rules_of_the_corpus()
    assert {words for words, _ in made} <= set(pages.glosses("words"))
    assert {source for _, source in made} <= set(pages.glosses("source"))


def test_an_example_of_a_rule_cannot_steer_the_page_that_shows_it():
    assert pages._plain("a|<b>*c*") == "a&#124;&#60;b&#62;&#42;c&#42;"


def test_the_map_of_the_readme_names_every_module_in_order():
    listed = re.findall(r"^\| `(\w+)/?`", README.read_text(encoding="utf-8").partition("## The house")[2], re.MULTILINE)
    assert listed == [name for name in ORDER if name != "__main__"]


def test_the_readme_shows_the_demo():
    assert "scripts/demo" in README.read_text(encoding="utf-8")


def test_the_demo_names_only_commands_that_work(folders):
    folder = folders[README]
    text = (ROOT / "scripts" / "demo").read_text(encoding="utf-8")
    run("quotes scan corpora/ --db build/demo.duckdb", folder)
    for command in re.findall(r"^  \.venv/bin/(quotes .+)$", text, re.MULTILINE):
        assert "Traceback" not in run(command, folder)
