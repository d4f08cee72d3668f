"""Verifying: what of the stored rows still stands in the files that they were read from."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from screens import off_terminal, on_terminal

from quotes.errors import UsageError
from quotes.scan import scan
from quotes.verify import Checked, verify

# The port's director Saad al-Duraihim said that the new quay opens in May. / … that the ships will return soon.
QUAY = "قال مدير الميناء سعد الدريهم إن الرصيف الجديد يفتح في مايو المقبل."
SHIPS = "قال مدير الميناء سعد الدريهم إن السفن ستعود إلى الرصيف قريبا."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scanned folder of files of every kind: a text, rows with ids and without, an archive."""
    news = tmp_path / "news"
    news.mkdir()
    for name in ("stands", "moves", "changes", "goes"):
        (news / f"{name}.txt").write_text(QUAY, encoding="utf-8")
    rows = [{"id": "one", "text": QUAY}, {"id": "two", "text": SHIPS}]
    write_rows(news / "rows.jsonl", rows)
    (news / "table.csv").write_text(f"text\n{QUAY}\n{SHIPS}\n", encoding="utf-8")
    with zipfile.ZipFile(news / "day.zip", "w") as archive:
        archive.writestr("a.txt", QUAY)
        archive.writestr("b.txt", SHIPS)
    scan([str(news)], db=str(tmp_path / "quotes.duckdb"))
    return tmp_path


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def told(folder: Path, *paths: str) -> dict[str, Checked]:
    """How the one row of each document stands."""
    found = list(verify(str(folder / "quotes.duckdb"), paths=[str(folder / path) for path in paths]))
    assert len({one.doc for one in found}) == len(found)
    return {one.doc: one for one in found}


def test_what_nobody_touched_stands(folder):
    found = told(folder)
    assert len(found) == 10
    assert {one.state for one in found.values()} == {"standing"}


def test_each_change_has_its_name(folder):
    news = folder / "news"
    (news / "moves.txt").write_text(f"وفي التفاصيل، {QUAY}", encoding="utf-8")  # in detail, …
    (news / "changes.txt").write_text(QUAY.replace("مايو", "يونيو"), encoding="utf-8")  # May, June
    (news / "goes.txt").unlink()
    found = told(folder)
    states = {doc: one.state for doc, one in found.items() if one.state != "standing"}
    assert states == {"moves.txt": "moved", "changes.txt": "changed", "goes.txt": "missing"}
    moved = found["moves.txt"]
    text = (news / "moves.txt").read_text(encoding="utf-8")
    assert moved.now is not None
    assert moved.span is not None
    assert text[moved.now :].startswith(moved.span.content)


def test_a_row_is_known_by_its_id_then_by_its_place(folder):
    write_rows(folder / "news" / "rows.jsonl", [{"id": "new", "text": SHIPS}, {"id": "one", "text": QUAY}])
    (folder / "news" / "table.csv").write_text(f"text\n{SHIPS}\n{QUAY}\n", encoding="utf-8")
    states = {doc: one.state for doc, one in told(folder).items() if one.state != "standing"}
    assert states == {"two": "removed", "table.csv#2": "changed", "table.csv#3": "changed"}


def test_a_member_that_is_gone_and_an_archive_that_is_damaged(folder):
    archive = folder / "news" / "day.zip"
    with zipfile.ZipFile(archive, "w") as changed:
        changed.writestr("b.txt", SHIPS)
    found = told(folder, "news/day.zip")
    assert {doc: one.state for doc, one in found.items()} == {"day.zip!a.txt": "removed", "day.zip!b.txt": "standing"}
    archive.write_bytes(archive.read_bytes()[:40])
    found = told(folder, "news/day.zip")
    assert {one.state for one in found.values()} == {"unreadable"}
    assert all("damaged" in one.reason for one in found.values())


def test_a_text_that_is_no_longer_arabic_says_so(folder):
    (folder / "news" / "stands.txt").write_text("The quay opens in May.", encoding="utf-8")
    found = told(folder, "news/stands.txt")["stands.txt"]
    assert (found.state, found.reason) == ("unreadable", "not in Arabic")


def test_only_what_is_asked_for_is_read(folder):
    assert set(told(folder, "news/stands.txt", "news/rows.jsonl")) == {"stands.txt", "one", "two"}
    with pytest.raises(UsageError, match="nothing is stored of"):
        told(folder, "else")


def test_standard_input_cannot_be_read_again(folder):
    done = off_terminal("scan", "-q", "-", "--db", "piped.duckdb", cwd=folder, stdin=QUAY)
    assert done.returncode == 0
    assert [one.state for one in verify(str(folder / "piped.duckdb"))] == ["unknown"]


def test_a_file_with_the_mark_of_archives_in_its_name_is_a_file(tmp_path):
    (tmp_path / "urgent!1.txt").write_text(QUAY, encoding="utf-8")
    scan([str(tmp_path)], db=str(tmp_path / "quotes.duckdb"))
    assert [one.state for one in verify(str(tmp_path / "quotes.duckdb"))] == ["standing"]


def test_the_command_tells_rows_then_counts_and_its_exit_code_tells_all(folder):
    whole = off_terminal("verify", cwd=folder)
    assert (whole.returncode, whole.stdout.splitlines()[0]) == (0, "rows\tstanding\t10")
    (folder / "news" / "goes.txt").unlink()
    done = off_terminal("verify", cwd=folder)
    first, standing, *_ = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.split("\t")[:4] == ["missing", "goes.txt", "goes.txt", "body:32-65"]
    assert standing == "rows\tstanding\t9"
    lines = off_terminal("verify", "--format", "jsonl", cwd=folder)
    assert [json.loads(line)["state"] for line in lines.stdout.splitlines()] == ["missing"]
    assert "9 standing" in lines.stderr
    assert off_terminal("verify", "news/stands.txt", cwd=folder).returncode == 0


def test_a_screen_tells_it_in_the_language_of_the_reader(folder):
    (folder / "news" / "goes.txt").unlink()
    assert "file missing" in on_terminal("verify", "--lang", "en", cwd=folder)
    assert "الملف مفقود" in on_terminal("verify", "--lang", "ar", cwd=folder)  # the file is missing


def test_what_was_scanned_at_a_url_is_read_there(tmp_path):
    news = tmp_path / "news"
    (news / "saba").mkdir(parents=True)
    for name in ("stands", "goes", "saba/other"):
        (news / f"{name}.txt").write_text(QUAY, encoding="utf-8")
    db = str(tmp_path / "quotes.duckdb")
    scan([news.as_uri()], db=db)
    (news / "goes.txt").unlink()
    found = {one.doc: one.state for one in verify(db)}
    assert found == {"stands.txt": "standing", "goes.txt": "missing", "saba/other.txt": "standing"}
    assert [one.doc for one in verify(db, paths=[f"{news.as_uri()}/saba"])] == ["saba/other.txt"]
