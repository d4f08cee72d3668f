"""The README tells the truth: each transcript in it is run, in order, and its output compared."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_layers import ORDER

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
RUN = ("quotes", "echo", "scripts/demo")  # commands that are run; others (git clone, …) are only shown
VERBS = {"scan", "show", "speakers", "list", "export", "report"}


def transcripts(text: str) -> Iterator[tuple[str, str]]:
    """Yield (command, output) of every ```console block, in order; a line of a command that ends in \\ goes on."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", "").partition("\n")
            if command.split()[0] in RUN:
                yield command, output


SHOWN = list(transcripts(README.read_text(encoding="utf-8"))) if README.exists() else []


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a copy of the demo corpus, where the commands of the README run one after another."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpora", place / "corpora")
    (place / "quotes").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quotes "$@"\n')
    (place / "quotes").chmod(0o755)
    return place


def run(command: str, folder: Path) -> str:
    """Run one command as a shell would, off a terminal; `scripts/demo` runs where it stands."""
    place = ROOT if command.startswith("scripts/") else folder
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, shell=True, cwd=place, env=environment, text=True, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def trimmed(text: str) -> str:
    """Leave out spaces at the ends of lines and empty lines at the ends."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_transcript_of_the_readme_is_what_the_command_prints(command, output, folder):
    want, got = trimmed(output), trimmed(run(command, folder))
    checker = doctest.OutputChecker()
    difference = checker.output_difference(doctest.Example(command, want), got, doctest.REPORT_NDIFF)
    assert checker.check_output(want, got, doctest.ELLIPSIS), difference


def test_the_readme_shows_a_run_of_every_verb():
    assert {command.split()[1] for command, _ in SHOWN if command.startswith("quotes ")} >= VERBS


def test_the_python_of_the_readme_gives_what_it_shows():
    failed, tried = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert tried > 0
    assert failed == 0


def test_the_map_of_the_readme_names_every_module_in_order():
    listed = re.findall(r"^\| `(\w+)/?`", README.read_text(encoding="utf-8").partition("## The house")[2], re.MULTILINE)
    assert listed == [name for name in ORDER if name != "__main__"]


def test_the_readme_shows_the_demo():
    assert "scripts/demo" in README.read_text(encoding="utf-8")


def test_the_demo_names_only_commands_that_work(folder):
    text = (ROOT / "scripts" / "demo").read_text(encoding="utf-8")
    run("quotes scan corpora/ --db build/demo.duckdb", folder)
    for command in re.findall(r"^  \.venv/bin/(quotes .+)$", text, re.MULTILINE):
        assert "Traceback" not in run(command, folder)
