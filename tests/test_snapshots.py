"""While one program writes a database others read it, as it was at one moment, and leave nothing beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from screens import environment, off_terminal

from quotes.errors import BusyError
from quotes.store import Filter, Store, snapshots

# Stores ten articles at once, again and again, and merges its log often; ends when standard input does.
WRITER = """
import sys, threading
from quotes.models import Article, Quotation
from quotes.store import Store, database

database.CONFIG["checkpoint_threshold"] = "512KiB"
BODY = "قال المدير إن العمل مستمر. " * 60  # the director said that the work goes on
said = tuple(
    Quotation(field="body", start=n * 27 + 14, end=n * 27 + 25, content=BODY[n * 27 + 14 : n * 27 + 25],
        kind="indirect", cue=None, stance="neutral", speaker=None, who=None, who_kind=None, via="", rule="r",
        evidence="e", confidence=0.5)
    for n in range(50)
)
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
with Store.create(sys.argv[1]) as store:
    n = 0
    while not ended.is_set():
        store.replace([(Article(f"{n}-{m}", "", BODY), said) for m in range(10)])
        n += 1
        if n % 7 == 0:
            store.forget([f"{n - 3}-{m}" for m in range(10)])
        if n == 3:
            print("written", flush=True)
    print(n, flush=True)
"""
READS = 12


@contextmanager
def writing(db: Path, code: str = WRITER) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(db)], env=environment(), text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "written\n"
        yield program
    finally:
        program.communicate("")


def whole(db: Path) -> int:
    """How many articles a reader finds, every batch of them complete and every row where it says."""
    with Store.open(str(db)) as store:
        docs = [row.doc for row in store.documents()]
        rows = store.quotations()
        text = store.document(docs[-1]).body
    assert len(docs) % 10 == 0
    assert len(rows) == 50 * len(docs)
    assert all(text[row.start : row.end] == row.content for row in rows)
    return len(docs)


def test_readers_find_whole_batches_while_another_program_writes_and_merges_its_log(tmp_path):
    db = tmp_path / "q.duckdb"
    sizes = set()
    with writing(db) as program:
        counts = []
        for _ in range(READS):
            counts.append(whole(db))
            sizes.add(db.stat().st_size)
        assert program.poll() is None
    assert counts[-1] > counts[0] > 0
    assert len(sizes) > 1  # the log was merged into the file meanwhile
    assert whole(db) >= counts[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["q.duckdb"]


HOLDER = WRITER.replace("while not ended.is_set():", "while n < 3 or not ended.wait(60):")


def test_a_reader_at_the_command_line_is_told_who_writes(tmp_path):
    with writing(tmp_path / "quotes.duckdb", HOLDER) as program:
        before = sorted(path.name for path in tmp_path.iterdir())
        done = off_terminal("list", "--limit", "2", cwd=tmp_path)
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
        assert f"in use by process {program.pid}; this is what it held at" in done.stderr
        assert off_terminal("list", "-q", "--limit", "2", cwd=tmp_path).stderr == ""
        asked = off_terminal("sql", "SELECT count(DISTINCT doc) FROM v_quotations", cwd=tmp_path)
        assert asked.stdout.splitlines()[-1] == "30"
        assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_writer_waits_as_long_as_it_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("قالت الوزيرة ليلى منصور إن المدارس ستفتح غدا.", encoding="utf-8")
    with writing(tmp_path / "quotes.duckdb", HOLDER) as program:
        refused = off_terminal("scan", "a.txt", "--wait", "0.3", cwd=tmp_path)
        assert (refused.returncode, f"in use by process {program.pid}" in refused.stderr) == (3, True)
        assert "--wait" in refused.stderr
        waiting = subprocess.Popen(
            [sys.executable, "-m", "quotes", "scan", "-q", "a.txt", "--wait"], cwd=tmp_path, env=environment()
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(3)
    assert waiting.wait(60) == 0
    with Store.open(str(tmp_path / "quotes.duckdb")) as store:
        assert store.document("a.txt").title == ""
        assert len(store.quotations(Filter(doc="a.txt"))) == 1


def test_no_copy_is_used_while_a_log_is_merged(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "ATTEMPTS", 2)
    db = tmp_path / "q.duckdb"
    with writing(db, HOLDER):
        (tmp_path / "q.duckdb.wal.checkpoint").touch()
        with pytest.raises(BusyError):
            Store.open(str(db))
        (tmp_path / "q.duckdb.wal.checkpoint").unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["q.duckdb"]
