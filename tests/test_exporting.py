"""`quotes export WHAT`: claims, speakers and edges for other programs, and CSV for Excel."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from quotes.cli import main

ROOT = Path(__file__).resolve().parent.parent
FORMULA = '{"id": "=1+1", "title": "", "text": "قال سامر الحداد: «+لن نغلق الميناء أمام السفن اليوم»."}'  # Samer said


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("exporting") / "demo.duckdb"
    assert main(["scan", "-q", str(ROOT / "corpora" / "sada"), str(ROOT / "corpora" / "ruya"), "--db", str(path)]) == 0
    return str(path)


@pytest.mark.parametrize("what", ["claims", "speakers", "edges"])
def test_what_is_asked_for_comes_out_the_same_as_lines_as_an_array_and_for_excel(db, what, capsys):
    main(["export", what, "--db", db])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    main(["export", what, "--format", "json", "--db", db])
    assert json.loads(capsys.readouterr().out) == lines != []
    main(["export", what, "--excel", "--db", db])
    sheet = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert (len(sheet), set(sheet[0])) == (len(lines), set(lines[0]))


@pytest.mark.parametrize(
    ("what", "option"), [("speakers", "--outlet=x"), ("edges", "--speaker=x"), ("claims", "--doc=x")]
)
def test_a_filter_that_the_rows_do_not_have_is_wrong_usage(db, what, option, capsys):
    assert main(["export", what, option, "--db", db]) == 2
    assert option.partition("=")[0] in capsys.readouterr().err


def test_no_cell_for_excel_is_a_formula(tmp_path):
    source, path, db = tmp_path / "a.jsonl", tmp_path / "a.csv", str(tmp_path / "a.duckdb")
    source.write_text(FORMULA + "\n", encoding="utf-8")
    main(["scan", "-q", str(source), "--db", db])
    assert main(["export", "-q", "--excel", "-o", str(path), "--db", db]) == 0
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert (row["doc"], row["content"][:2]) == ("'=1+1", "'+")


@pytest.mark.parametrize("what", ["claims", "speakers", "edges"])
def test_parquet_holds_the_rows_of_jsonl(what, tmp_path):
    import duckdb
    from screens import ROOT, off_terminal

    off_terminal("scan", "-q", str(ROOT / "corpora"), cwd=tmp_path)
    lines = off_terminal("export", what, cwd=tmp_path).stdout.splitlines()
    done = off_terminal("export", what, "--format", "parquet", "-o", "rows.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = duckdb.sql(f"FROM '{tmp_path / 'rows.parquet'}'")
    first = json.loads(lines[0])
    assert len(rows) == len(lines) > 5
    assert set(rows.columns) == set(first)
    assert off_terminal("export", what, "--format", "parquet", cwd=tmp_path).returncode == 2
