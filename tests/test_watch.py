"""Watching: what comes, changes and goes while folders are followed, in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from screens import QUOTES, environment

from quotes.store import ClaimFilter, Store

# The transport minister said that the bridge over the river will open to cars before the end of May, and that …
SAID = "قال وزير النقل سامر الحداد إن الجسر الجديد فوق النهر سيفتح أمام السيارات قبل نهاية {month}."
WAIT = 60  # seconds, far more than any round takes


class Watched:
    """One `quotes watch` at work, and the lines that it writes."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [*QUOTES, "watch", "news", *words], cwd=folder, env=environment(), text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._out, self._err = (self._lines(stream) for stream in (self.process.stdout, self.process.stderr))

    def _lines(self, stream: object) -> Queue[str]:
        lines: Queue[str] = Queue()
        Thread(target=lambda: [lines.put(line.rstrip("\n")) for line in stream], daemon=True).start()  # type: ignore[attr-defined]
        return lines

    def line(self) -> str:
        """The next line of standard output."""
        return self._out.get(timeout=WAIT)

    def told(self) -> str:
        """The next line of standard error."""
        return self._err.get(timeout=WAIT)

    def silent(self) -> bool:
        return self._out.empty()


@contextmanager
def watched(folder: Path, *words: str) -> Iterator[Watched]:
    found = Watched(folder, *words)
    try:
        yield found
    finally:
        found.process.kill()
        found.process.wait()


def write(folder: Path, name: str, text: str) -> None:
    """Write an article as newsrooms do: under another name first, then moved to its place."""
    part = folder / f".{name}.part"
    part.write_text(text, encoding="utf-8")
    part.rename(folder / "news" / f"{name}.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for outlet in ("saba", "mirror", "sahel"):
        (tmp_path / "news" / outlet).mkdir(parents=True)
    write(tmp_path, "2026-03-01-a", SAID.format(month="مايو"))
    return tmp_path


def test_a_claim_is_told_when_a_second_article_makes_it_one_then_each_new_wording(folder):
    with watched(folder) as found:
        assert "1 article" in found.told()
        write(folder, "2026-03-02-b", SAID.format(month="مايو"))
        kind, claim, *counts, day, _, doc, who, words = found.line().split("\t")
        assert (kind, counts, day, doc, who) == ("claim", ["2", "1"], "2026-03-01", "2026-03-01-a.txt", "سامر الحداد")
        write(folder, "2026-03-03-c", SAID.format(month="مارس"))
        kind, same, level, _, altered, *_, words = found.line().split("\t")
        assert (kind, same, level, altered) == ("wording", claim, "near", "yes")
        assert "[-مايو-]{+مارس+}" in words  # May, and March
        assert found.silent()


def test_news_as_data_names_the_statements(folder):
    with watched(folder, "--format", "jsonl") as found:
        found.told()
        write(folder, "2026-03-02-b", SAID.format(month="مايو"))
        told = json.loads(found.line())
        assert (told["news"], told["documents"]) == ("claim", 2)
        assert [one["doc"] for one in told["statements"]] == ["2026-03-01-a.txt", "2026-03-02-b.txt"]


def test_what_is_gone_is_forgotten_and_the_database_can_be_read_meanwhile(folder):
    with watched(folder) as found:
        found.told()
        write(folder, "2026-03-02-b", SAID.format(month="مايو"))
        found.line()
        (folder / "news" / "2026-03-02-b.txt").unlink()
        write(folder, "2026-03-03-c", SAID.format(month="مارس"))
        assert "2026-03-03-c.txt" in found.line()
        with Store.open(str(folder / "quotes.duckdb")) as store:
            assert [row.doc for row in store.documents()] == ["2026-03-01-a.txt", "2026-03-03-c.txt"]
            assert [row.documents for row in store.claims(ClaimFilter())] == [2]


def test_an_interrupt_ends_it_and_the_store_is_whole(folder):
    with watched(folder) as found:
        found.told()
        found.process.send_signal(signal.SIGINT)
        assert found.process.wait(timeout=WAIT) == 130
    with Store.open(str(folder / "quotes.duckdb")) as store:
        assert store.summary().documents == 1


def test_standard_input_cannot_be_watched(folder):
    done = subprocess.run(
        [*QUOTES, "watch", "-"], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "name a folder" in done.stderr
