"""`quotes sql`: any question, over a database that no question can change."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from screens import on_terminal

from quotes.cli import main
from quotes.export import FIELDS
from quotes.store.asking import VIEWS, ask, meanings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("sql") / "demo.duckdb"
    assert main(["scan", "-q", str(ROOT / "corpora" / "sada"), str(ROOT / "corpora" / "ruya"), "--db", str(path)]) == 0
    return str(path)


def answer(db, sql, **rest):
    with ask(db, sql, **rest) as found:
        return list(found.rows())


def test_quotations_have_the_columns_of_schema_1_in_its_order(db):
    with ask(db, "FROM v_quotations") as found:
        assert found.columns == (*FIELDS, "name", "speaker_id")


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_of_a_view_has_its_meaning(db, view):
    with ask(db, f"FROM {view}") as found:
        assert found.columns == tuple(column.name for column in meanings(db) if column.view == view)


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_empty_over_the_corpus(db, view):
    assert answer(db, f"SELECT count(*) > 0 FROM {view}") == [(True,)]


# What a question may not do: write, reach a file or the network, load what is no part of DuckDB, change its settings.
ATTEMPTS = r"""
DROP TABLE documents
INSERT INTO skips VALUES ('a', 'b', 1, 'c')
SET threads = 1
SET enable_external_access = true
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM '/etc/passwd'
COPY documents TO '{f}/a.csv'
COPY (SELECT 1) TO '{f}/a.parquet'
COPY documents FROM '/etc/passwd'
COPY FROM DATABASE a TO b
EXPORT DATABASE '{f}/a'
IMPORT DATABASE '{f}/a'
ATTACH '{f}/b.duckdb' AS b
ATTACH ':memory:' AS b
DETACH quotes
USE memory
INSTALL httpfs
INSTALL json FROM community
LOAD httpfs
LOAD '{f}/a.duckdb_extension'
SET lock_configuration = false
SET GLOBAL memory_limit = '9GB'
RESET enable_external_access
PRAGMA enable_profiling
CALL pragma_version()
CREATE TABLE a (b INT)
CREATE TEMP TABLE a AS SELECT 1
CREATE VIEW a AS SELECT 1
CREATE MACRO a(b) AS b
CREATE SECRET a (TYPE S3, KEY_ID 'a', SECRET 'b')
UPDATE documents SET title = 'a'
DELETE FROM documents
TRUNCATE documents
DROP VIEW v_claims
ALTER TABLE documents ADD COLUMN a INT
VACUUM
ANALYZE
CHECKPOINT
FORCE CHECKPOINT
BEGIN
COMMIT
PREPARE a AS SELECT 1
EXECUTE a
DEALLOCATE a
SELECT 1; DROP TABLE documents
EXPLAIN ANALYZE DELETE FROM documents
EXPLAIN COPY documents TO '{f}/a.csv'
EXPLAIN ANALYZE COPY documents TO '{f}/a.csv'
WITH a AS (SELECT 1) INSERT INTO skips SELECT 'a', 'b', 1, 'c'
SELECT * FROM read_csv_auto('/etc/passwd')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_blob('/etc/passwd')
SELECT * FROM read_json('/etc/passwd')
SELECT * FROM read_parquet('{f}/*.parquet')
SELECT * FROM parquet_metadata('{f}/a.parquet')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM glob('/etc/*')
SELECT * FROM 'https://example.invalid/a.csv'
SELECT * FROM read_csv('https://example.invalid/a.csv')
SELECT * FROM read_parquet('s3://bucket/a.parquet')
SELECT getenv('HOME')
SELECT * FROM query('DROP TABLE documents')
SELECT * FROM query_table('/etc/passwd')
SELECT * FROM duckdb_secrets()
SELECT * FROM which_secret('s3://a', 's3')
SELECT set_config('a','b')
CALL enable_logging()
SELECT path FROM pragma_database_list()
FROM duckdb_extensions()
FROM force_checkpoint()
SELECT * FROM sql_auto_complete('a')
FROM import_database('a')
FROM incoming
FROM os
"""
WRONG = ("SELECT 1; SELECT 2", "", "SELEC 1", "SELECT nothing FROM v_claims", "SELECT CAST('x' AS INTEGER)")


@pytest.mark.parametrize("sql", [*ATTEMPTS.strip().splitlines(), *WRONG])
def test_what_does_not_only_read_the_database_is_wrong_usage(db, sql, tmp_path, capsys):
    before = Path(db).read_bytes()
    assert main(["sql", sql.format(f=tmp_path), "--db", db]) == 2
    assert list(tmp_path.iterdir()) == []
    assert Path(db).read_bytes() == before
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("quotes: error: ")


@pytest.mark.parametrize("sql", ["FROM checkpoint()", "FROM enable_logging()", "SELECT write_log('a')"])
def test_what_may_be_asked_leaves_the_database_as_it_was(db, sql, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = Path(db).read_bytes()
    assert main(["sql", sql, "--db", db]) == 0
    assert (Path(db).read_bytes() == before, list(tmp_path.iterdir())) == (True, [])


def test_settings_are_locked_and_other_files_out_of_reach(db):
    assert answer(db, "SELECT current_setting('enable_external_access'), current_setting('lock_configuration')") == [
        (False, True)
    ]


def test_a_fault_of_the_question_is_told_with_the_views(db, capsys):
    main(["sql", "SELECT nothing FROM v_claims", "--db", db])
    told = capsys.readouterr().err
    assert [view for view in VIEWS if view not in told] == []


def test_a_pipe_gets_names_then_a_line_a_row(db, capsys):
    assert main(["sql", "SELECT 1 AS a, NULL AS b, ['x', 'y'] AS c", "--db", db]) == 0
    assert capsys.readouterr().out == "a\tb\tc\n1\t\tx; y\n"


def test_json_keeps_lists_days_and_columns_of_one_name(db, capsys):
    main(["sql", "SELECT DATE '2026-03-01' AS d, ['x'] AS l, 1.5 AS d", "--format", "jsonl", "--db", db])
    assert json.loads(capsys.readouterr().out) == {"d": "2026-03-01", "l": ["x"], "d_3": 1.5}


def test_csv_has_its_header_without_a_row(db, capsys):
    main(["sql", "SELECT 1 AS a WHERE false", "--format", "csv", "--db", db])
    assert capsys.readouterr().out == "a\n"


def test_parquet_has_the_rows_up_to_the_limit(db, tmp_path):
    path = tmp_path / "a.parquet"
    assert main(["sql", "FROM range(9) t(n)", "--limit", "4", "--format", "parquet", "-o", str(path), "--db", db]) == 0
    assert pq.read_table(path).to_pydict() == {"n": [0, 1, 2, 3]}


def test_a_limit_ends_the_rows(db):
    assert len(answer(db, "FROM range(9000)", limit=5000)) == 5000


def test_without_a_question_the_views_are_told(db, capsys):
    assert main(["sql", "--db", db]) == 0
    assert "v_edges\tscore\tDOUBLE\thow likely" in capsys.readouterr().out


def test_a_database_without_views_gets_them_when_it_is_next_written(db, tmp_path, capsys):
    path = tmp_path / "old.duckdb"
    path.write_bytes(Path(db).read_bytes())
    with duckdb.connect(str(path)) as connection:
        for view in VIEWS:
            connection.execute(f"DROP VIEW {view}")
    assert main(["sql", "FROM v_claims", "--db", str(path)]) == 3
    assert "quotes scan" in capsys.readouterr().err
    main(["scan", "-q", str(ROOT / "corpora" / "sada"), "--db", str(path)])
    assert main(["sql", "FROM v_claims", "--db", str(path)]) == 0


def test_on_a_screen_the_answer_stands_in_columns(db, tmp_path):
    first, second = on_terminal("sql", "SELECT 'قال' AS cue, 7 AS often", "--db", db, cwd=tmp_path).splitlines()
    assert ("cue" in first, "قال" in second, "7" in second) == (True, True, True)  # "he said"
