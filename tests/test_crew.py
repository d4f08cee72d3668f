"""Several processes read, and nothing of what comes of it depends on them: neither on how many, nor on their deaths."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from scans import DEADLY, Deadly, content

import quotes
from quotes.corpus import shards
from quotes.draft import Draft
from quotes.engines import Rules
from quotes.scan import Progress, scan

SAID = "قال مدير الميناء سعد الدريهم إن الرصيف رقم {} {}."  # "… said that quay number … is …"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of every kind of shard: small ones, lines that are cut, an array that is read from its beginning."""
    monkeypatch.setattr(shards, "SHARD", 2_000)
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.txt").write_text(said(n), encoding="utf-8")
    rows = [{"id": str(n % 50), "text": said(n)} for n in range(30, 100)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "b.json").write_text(json.dumps([*rows[20:], {"text": ""}]), encoding="utf-8")
    return folder


def said(n: int) -> str:
    """A sentence that repeats no other: most of its words are letters by chance."""
    chance = random.Random(n)
    return SAID.format(n, " ".join("".join(chance.choices(LETTERS, k=6)) for _ in range(12)))


def scanned(news: Path, **options: object) -> bytes:
    db = news.parent / f"{len(list(news.parent.glob('*.duckdb')))}.duckdb"
    scan([str(news)], db=str(db), **options)  # type: ignore[arg-type]
    return content(db)


class MortalOnce(Rules):
    """An engine that ends its process the first time that it meets an article; `mark` remembers that it has."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        if any(f" {DEADLY} " in draft.article.body for draft in drafts) and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return drafts


def test_the_number_of_processes_changes_nothing(news: Path) -> None:
    told: list[list[Progress]] = [[], [], []]
    alone, two, three = (scanned(news, jobs=jobs, progress=told[jobs - 1].append) for jobs in (1, 2, 3))
    assert alone == two == three
    assert told[0] == told[1] == told[2]
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_replaced(news: Path, tmp_path: Path) -> None:
    assert scanned(news, jobs=2, engine=MortalOnce(tmp_path / "killed")) == scanned(news)
    assert (tmp_path / "killed").exists()


def test_an_article_that_ends_its_process_is_lost_alone(news: Path, tmp_path: Path) -> None:
    summary = scan([str(news)], db=str(tmp_path / "q.duckdb"), jobs=2, engine=Deadly())
    lost = [skip for skip in summary.skips if "died" in skip.reason]
    assert [(skip.path, skip.line) for skip in lost] == [("a.jsonl", DEADLY - 29)]
    assert lost[0].reason == "cannot be analysed: the process that read it died with exit code 9"
    assert summary.articles == 30 + 70 + 50 - 1
    assert scan([str(news)], db=str(tmp_path / "q.duckdb")).new == 1


def test_what_ends_while_others_work_ends_them(news: Path, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.articles == 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan([str(news)], db=str(tmp_path / "q.duckdb"), jobs=2, progress=stop)
    assert multiprocessing.active_children() == []
    scan([str(news)], db=str(tmp_path / "q.duckdb"), jobs=2)
    assert content(tmp_path / "q.duckdb") == scanned(news)


def started(news: Path, db: Path) -> "subprocess.Popen[str]":
    """A scan by two processes in a program of its own, in a group of its own as a terminal makes one."""
    for n in range(1_500):
        (news / f"more-{n:04}.txt").write_text(said(n), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(quotes.__file__).parents[1])}
    command = [sys.executable, "-m", "quotes", "scan", str(news), "--db", str(db), "--jobs", "2"]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def workers(program: int) -> list[int]:
    """The processes that a program has started, but for the one that cleans up after it."""
    command = ["ps", "-ww", "-o", "pid=", "-o", "args=", "--ppid", str(program)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return [int(line.split()[0]) for line in found if "spawn_main" in line]


def await_that(holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2]


def test_an_interrupt_ends_all_processes_without_a_word(news: Path, tmp_path: Path) -> None:
    program = started(news, tmp_path / "q.duckdb")
    await_that(lambda: len(workers(program.pid)) == 2)
    helpers = workers(program.pid)
    os.killpg(program.pid, signal.SIGINT)
    output, told = program.communicate(timeout=60)
    assert (program.returncode, output, told.splitlines()[0]) == (130, "", "quotes: interrupted")
    await_that(lambda: not any(map(alive, helpers)))
    scan([str(news)], db=str(tmp_path / "q.duckdb"))
    assert content(tmp_path / "q.duckdb") == scanned(news)


def test_processes_end_where_the_one_that_started_them_is_killed(news: Path, tmp_path: Path) -> None:
    program = started(news, tmp_path / "q.duckdb")
    await_that(lambda: len(workers(program.pid)) == 2)
    helpers = workers(program.pid)
    program.kill()
    program.communicate()
    await_that(lambda: not any(map(alive, helpers)))
    assert scan([str(news)], db=str(tmp_path / "q.duckdb"), jobs=2).articles == 1_650
    assert content(tmp_path / "q.duckdb") == scanned(news)
