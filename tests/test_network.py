"""Nothing leaves the machine: every verb works where there is no network, and none reaches for one."""

from __future__ import annotations

import argparse
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from quotes.cli.arguments import parser

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = str(ROOT / "tests" / "offline.py")
CUT = ("unshare", "--user", "--map-root-user", "--net")
CLAIM = "c-60af810177"  # of the demo corpus
BREAD = "عاد 4200 نازح إلى قراهم"  # "4,200 displaced people returned to their villages"

# Calls of each verb on the demo corpus, and how each ends.
CALLS: dict[str, Sequence[tuple[str, ...]]] = {
    "": [()],
    "scan": [("corpora", "-q"), ("corpora", "-q", "--jobs", "2", "--rehash", "--audit", "9")],
    "show": [("manbar/week-B.csv#16",)],
    "speakers": [(), ("أولاف لينكورد",)],
    "list": [("--limit", "3")],
    "claims": [(), (CLAIM,)],
    "trace": [(BREAD,)],
    "compare": [(BREAD, BREAD)],
    "match": [("--queries", "queries.txt", "--against", "texts.txt")],
    "watch": [("corpora",)],
    "import-labels": [("--list",)],
    "browse": [()],
    "export": [(), ("claims", "--format", "csv"), ("--format", "jsonld")],
    "verify": [()],
    "sql": [(), ("SELECT count(*) FROM v_claims",)],
    "report": [(), ("-o", "report.html"), ("-o", "folder/")],
    "config": [()],
    "completion": [("bash",)],
}  # fmt: skip
CASES = [(verb, arguments) for verb, calls in CALLS.items() for arguments in calls]


def verbs() -> set[str]:
    subs = [one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return {"", *subs[0].choices}


def test_every_verb_is_tried() -> None:
    assert verbs() == set(CALLS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo corpus and a database of it."""
    if subprocess.run([*CUT, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no user cut a program off from the network: unshare --user --net")
    place = tmp_path_factory.mktemp("offline")
    (place / "corpora").symlink_to(ROOT / "corpora")
    for name in ("queries.txt", "texts.txt"):
        (place / name).write_text(f"{BREAD}\n", encoding="utf-8")
    done = cut_off(place, "scan", "-q", "corpora", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return place


def cut_off(place: Path, *words: str, terminal: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the program in a network of its own, in which not even the machine itself is reached."""
    around = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(place), "TERM": "xterm-256color"}
    ends = ("timeout", "--preserve-status", "--signal", "INT", "8") if words[:1] == ("watch",) else ()
    command = [*ends, *CUT, sys.executable, OFFLINE, str(place / "reached"), *words]
    run = on_terminal if terminal else piped
    return run(command, place, around)


def piped(command: list[str], place: Path, around: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=place, env=around, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def on_terminal(command: list[str], place: Path, around: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the whole screen, and leave it by its key."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=place, env=around, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    timer = threading.Timer(4, lambda: os.write(ours, b"q"))
    timer.start()
    seen = b""
    try:
        while piece := os.read(ours, 1 << 16):
            seen += piece
    except OSError:  # the other end is closed
        pass
    process.wait(timeout=60)
    timer.cancel()
    os.close(ours)
    return subprocess.CompletedProcess(command, process.returncode, seen.decode("utf-8", "replace"), "")


@pytest.mark.parametrize(("verb", "arguments"), CASES, ids=[" ".join((verb, *words))[:40] for verb, words in CASES])
def test_a_verb_works_without_a_network_and_reaches_for_none(
    folder: Path, verb: str, arguments: tuple[str, ...]
) -> None:
    if verb == "browse" and find_spec("textual") is None:
        pytest.skip("textual is not installed: pip install '.[tui]'")
    if verb == "watch" and find_spec("watchfiles") is None:
        pytest.skip("watchfiles is not installed: pip install '.[watch]'")
    words = (verb, *arguments) if verb else ()
    done = cut_off(folder, *words, terminal=verb == "browse")
    assert done.returncode == (130 if verb == "watch" else 0), done.stderr[-2000:]
    assert done.stdout or verb in ("scan", "watch", "import-labels") or "-o" in arguments
    assert not (folder / "reached").exists(), (folder / "reached").read_text(encoding="utf-8")


def test_what_reaches_for_a_network_would_be_seen(folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "reached"
    code = "import sys; sys.path.insert(0, sys.argv.pop()); import offline, socket; sys.addaudithook(offline.watch); "
    code += "s = socket.socket(); s.settimeout(1); s.connect_ex(('127.0.0.1', 9)); "
    subprocess.run([*CUT, sys.executable, "-c", code, str(told), str(ROOT / "tests")], check=True)
    assert told.read_text(encoding="utf-8").startswith("socket.connect (('127.0.0.1', 9),)")
