"""Databases of older quotes are brought forward: what people and articles gave is kept, and the old file beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from quotes.correct import standing_labels
from quotes.errors import StoreError
from quotes.export import export
from quotes.scan import scan, settle
from quotes.store import ClaimFilter, Store
from quotes.store.database import SCHEMA_VERSION

CASES = Path(__file__).parent / "cases"
RELEASED = ("1", "2-first", "2", "3")  # the tables of the second grew before it was left
OLDER = [name for name in RELEASED if int(name[0]) < SCHEMA_VERSION]
# The port's director Saad al-Duraihim said that the new quay opens in May.
SAID = "قال مدير الميناء سعد الدريهم إن الرصيف الجديد يفتح أمام السفن في {} المقبل."
KEPT = ("documents", "skips", "speakers", "aliases")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for n, month in enumerate(("مايو", "مايو", "يونيو")):  # May, May, June
        (folder / f"2026-03-0{n + 1}.txt").write_text(SAID.format(month), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def whole(news: Path) -> Path:
    """A database of this quotes."""
    db = news.parent / "whole.duckdb"
    scan([str(news)], db=str(db))
    return db


def older(name: str, whole: Path) -> Path:
    """A database by the words of an older schema, filled with what it had columns for."""
    db = whole.with_name(f"schema-{name}.duckdb")
    with duckdb.connect(str(db)) as connection:
        connection.execute((CASES / f"schema-{name}.sql").read_text(encoding="utf-8"))
        tables = [table for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        connection.execute(f"ATTACH '{whole}' AS whole (READ_ONLY)")
        for table in tables:
            columns = ", ".join(f'"{row[0]}"' for row in connection.execute(f"DESCRIBE {table}").fetchall())
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM whole.{table}")
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [name[0]])
    return db


def rows(db: Path, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute(f"FROM {table} ORDER BY ALL").fetchall()


def exported(db: Path) -> bytes:
    with Store.open(str(db)) as store:
        export(store, format="jsonl", output=f"{db}.jsonl")
    return Path(f"{db}.jsonl").read_bytes()


@pytest.mark.parametrize("name", OLDER)
@pytest.mark.parametrize("opened", [Store.open, Store.create])
def test_an_older_database_is_brought_forward_and_nothing_of_it_is_lost(whole, name, opened):
    db = older(name, whole)
    before = db.read_bytes()
    opened(str(db)).close()
    assert rows(db, "meta WHERE key = 'schema_version'") == [("schema_version", str(SCHEMA_VERSION))]
    assert [rows(db, table) for table in KEPT] == [rows(whole, table) for table in KEPT]
    assert rows(db, "quotations") == rows(whole, "quotations")
    assert rows(db, "wordings") == rows(whole, "wordings")
    backup = db.with_name(f"{db.name}.backup-schema{name[0]}")
    assert len(rows(backup, "documents")) == 3
    assert backup.stat().st_size == len(before)
    assert sorted(path.name for path in db.parent.glob(f"{db.name}*")) == [db.name, backup.name]


@pytest.mark.parametrize("name", OLDER)
def test_the_next_scan_tells_its_claims_as_ever(whole, news, name):
    db = older(name, whole)
    summary = scan([str(news)], db=str(db))
    assert (summary.unchanged, summary.new, summary.changed) == (3, 0, 0)
    assert exported(db) == exported(whole)
    with Store.open(str(db)) as store:
        assert [row.documents for row in store.claims(ClaimFilter())] == [3]


def test_what_is_stored_is_matched_without_its_articles(whole, news):
    db = older("1", whole)
    with Store.create(str(db)) as store:
        settle(store)
    assert exported(db) == exported(whole)


def test_a_database_of_this_schema_gets_what_came_later(whole):
    db = older("3", whole)
    Store.create(str(db)).close()
    assert standing_labels(db=str(db)) == ()
    assert exported(db) == exported(whole)
    assert list(db.parent.glob("*backup*")) == []


def test_labels_of_people_are_kept(whole):
    db = older("2", whole)
    with duckdb.connect(str(db)) as connection:
        connection.execute("CREATE TABLE labels (doc VARCHAR PRIMARY KEY, source VARCHAR NOT NULL, annotator VARCHAR "
                           "NOT NULL, title VARCHAR, body VARCHAR, quotations VARCHAR NOT NULL)")  # fmt: skip
        connection.execute("INSERT INTO labels VALUES ('2026-03-01.txt', 'mine.jsonl', 'سلمى', NULL, NULL, '[]')")
    assert [one.correction.annotator for one in standing_labels(db=str(db))] == ["سلمى"]


def test_a_second_backup_does_not_replace_the_first(whole):
    for _ in range(2):
        db = older("2", whole)
        Store.open(str(db)).close()
        db.unlink()
    assert len(list(db.parent.glob(f"{db.name}.backup-schema2*"))) == 2


def test_a_log_that_was_not_merged_is_brought_forward_too(whole):
    db = older("2", whole)
    code = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1])\n"
        "c.execute(\"INSERT INTO skips VALUES ('/news', 'late.txt', NULL, 'empty')\"); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(db)], check=False)
    assert Path(f"{db}.wal").exists()
    with Store.open(str(db)) as store:
        assert {skip.path for skip in store.skips()} == {"empty.txt", "late.txt"}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder mounted so that nobody writes in it, the system's own user neither."""
    mounts = (["mount", "--bind", folder, folder], ["mount", "-o", "remount,bind,ro", folder])
    if os.geteuid() != 0 or any(subprocess.run(words, capture_output=True, check=False).returncode for words in mounts):
        pytest.skip("only who may mount can make a folder that cannot be written by anybody")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_where_nothing_can_be_written_the_old_database_is_refused_and_stays(whole):
    db = older("2", whole)
    before = db.read_bytes()
    with read_only(db.parent):
        with pytest.raises(StoreError) as caught:
            Store.open(str(db))
        assert db.read_bytes() == before
    assert "write" in caught.value.remedy
