"""Real shells complete verbs, options, their values and files, at a key."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from screens import environment, off_terminal

SHELLS = {"bash": ("--norc", "--noprofile", "-i"), "zsh": ("-f", "-i"), "fish": ("--no-config", "-i")}
START = {
    "bash": "PS1='> '; source ./script; {}",
    "zsh": "PS1='> '; autoload -Uz compinit; compinit -u -D; source ./script; {}",
    "fish": "function fish_prompt; echo '> '; end; source ./script; {}",
}
PATIENCE = 30  # seconds, for a shell that starts on a busy machine
ASKED = (
    ("quotes speak", "speakers"),
    ("quotes list --ki", "--kind"),
    ("quotes list --kind nom", "nominal"),
    ("quotes completion fi", "fish"),
    ("quotes scan corp", "corpus.jsonl"),
    ("quotes list --db arch", "archive.duckdb"),
    ("quotes match --against corp", "corpus.jsonl"),
)
NEEDED = [
    pytest.param(shell, marks=pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell}")) for shell in SHELLS
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a file of each kind that is asked for."""
    place = tmp_path_factory.mktemp("completion")
    for name in ("corpus.jsonl", "archive.duckdb"):
        (place / name).touch()
    return place


def script(shell: str, folder: Path) -> str:
    return off_terminal("completion", shell, cwd=folder).stdout


@pytest.mark.parametrize("shell", NEEDED)
def test_a_shell_reads_its_script_without_a_word(shell, folder):
    (folder / "script").write_text(script(shell, folder), encoding="utf-8")
    done = subprocess.run([shell, "-n", "script"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("typed", "completed"), ASKED)
def test_fish_completes_what_is_typed(folder, typed, completed):
    if not shutil.which("fish"):
        pytest.skip("no fish")
    (folder / "script").write_text(script("fish", folder), encoding="utf-8")
    ask = ["fish", "--no-config", "-c", f"source ./script; complete -C'{typed}'"]
    done = subprocess.run(ask, cwd=folder, capture_output=True, text=True, check=True)
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == [completed]


@pytest.mark.parametrize("shell", [parameter for parameter in NEEDED if parameter.values[0] != "fish"])
def test_a_key_completes_what_is_typed_in_a_real_shell(shell, folder):
    (folder / "script").write_text(script(shell, folder), encoding="utf-8")
    with Typist(shell, folder) as typist:
        typist.type(START[shell].format("echo rea''dy") + "\n", until="ready")
        for typed, completed in ASKED:
            typist.type(typed + "\t", until=completed)
            typist.type("\x15" if shell == "bash" else "\x1b\x15\x15", until="")
            typist.type("echo do''ne\n", until="done")


class Typist:
    """A shell on a terminal, and who types in it."""

    def __init__(self, shell: str, folder: Path) -> None:
        self._shell, self._folder = shell, folder

    def __enter__(self) -> Typist:
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.chdir(self._folder)
            os.execvpe(self._shell, [self._shell, *SHELLS[self._shell]], environment(TERM="dumb"))
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._terminal)
        os.waitpid(self._child, 0)

    def type(self, text: str, *, until: str) -> None:
        """Type, and read what comes until `until` is among it; fail where it does not come."""
        os.write(self._terminal, text.encode())
        seen, end = "", time.monotonic() + PATIENCE
        while until not in seen and (left := end - time.monotonic()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                seen += os.read(self._terminal, 4096).decode("utf-8", "replace")
        assert until in seen, seen
