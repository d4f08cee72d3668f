"""A file that has not changed is not read again, and the database is as if it had been."""

import json
import os
from pathlib import Path

import pytest

from quotes.export import export
from quotes.models import Skip
from quotes.scan import Slice, Summary, scan
from quotes.store import Store

SAID = "قال مدير الميناء سعد الدريهم إن الأرصفة {} جاهزة لاستقبال السفن."  # "… said that the … quays are ready"
LONG_AGO = 1_500_000_000


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder / "b.jsonl", ids=["5", "6"])
    text(folder / "c.txt", "الجديدة")
    text(folder / "d.txt", "القديمة", encoding="cp1256")
    (folder / "e.txt").write_bytes(b"")
    (folder / "f.jsonl").write_text('{"id": "9", "text": ""}\n{broken\n', encoding="utf-8")
    old(folder)
    return folder


def write(path: Path, *, ids: list[str]) -> None:
    lines = [json.dumps({"id": id, "text": SAID.format(f"{path.stem} {id}")}) for id in ids]
    path.write_text("\n".join(lines), encoding="utf-8")


def text(path: Path, word: str, encoding: str = "utf-8") -> None:
    path.write_bytes(SAID.format(word).encode(encoding))


def old(folder: Path) -> None:
    """Let all files have been written long ago."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.new, summary.changed, summary.unchanged, summary.deleted


def content(db: Path) -> bytes:
    with Store.open(str(db)) as store:
        export(store, format="jsonl", output=f"{db}.jsonl")
        articles = [store.document(row.doc) for row in store.documents()]
        return Path(f"{db}.jsonl").read_bytes() + repr((articles, store.skips())).encode()


class Scanned:
    """A database that is scanned again and again, and compared with one that is made anew."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.db = folder, folder.parent / "kept.duckdb"

    def again(self, *paths: Path, **options: object) -> Summary:
        return scan([str(path) for path in paths or (self.folder,)], db=str(self.db), **options)  # type: ignore[arg-type]

    def is_as_new(self, *paths: Path) -> bool:
        fresh = self.db.with_name("fresh.duckdb")
        fresh.unlink(missing_ok=True)
        scan([str(path) for path in paths or (self.folder,)], db=str(fresh))
        return content(self.db) == content(fresh)


@pytest.fixture
def scanned(news: Path) -> Scanned:
    found = Scanned(news)
    found.again()
    return found


def forge(path: Path) -> None:
    """Change a file so that neither its size nor its time tell."""
    data = path.read_bytes()
    path.write_bytes(data.replace("جاهزة".encode(), "مغلقة".encode()))  # "ready", "closed"
    os.utime(path, (LONG_AGO, LONG_AGO))


def test_a_file_whose_size_and_time_are_the_same_is_not_read(scanned: Scanned) -> None:
    forge(scanned.folder / "c.txt")
    assert counts(scanned.again()) == (0, 0, 4, 0)
    assert counts(scanned.again(rehash=True)) == (0, 1, 3, 0)
    assert scanned.is_as_new()


def test_a_file_that_was_written_just_before_it_was_read_is_looked_into(news: Path) -> None:
    scanned = Scanned(news)
    os.utime(news / "c.txt")
    times = (news / "c.txt").stat()
    scanned.again()
    forge(news / "c.txt")
    os.utime(news / "c.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert counts(scanned.again()) == (0, 1, 3, 0)


def test_a_file_that_was_only_touched_is_not_parsed(scanned: Scanned, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(scanned.folder / "b.jsonl")
    monkeypatch.setattr("quotes.corpus.shards.within", lambda file: pytest.fail(f"{file.path} is opened"))
    assert counts(scanned.again()) == (0, 0, 4, 0)


def test_skips_and_encodings_of_files_that_are_not_read_are_told_again(scanned: Scanned) -> None:
    first, second = scanned.again(rehash=True), scanned.again()
    assert [(skip.path, skip.line) for skip in second.skips] == [("e.txt", None), ("f.jsonl", 1), ("f.jsonl", 2)]
    assert (first.skips, first.encodings, first.stored) == (second.skips, second.encodings, second.stored)
    assert [path for path, _ in second.encodings] == ["d.txt"]


def test_an_earlier_file_that_takes_an_id_changes_what_a_kept_one_is_called(scanned: Scanned) -> None:
    write(scanned.folder / "a.jsonl", ids=["5"])
    assert counts(scanned.again()) == (1, 1, 3, 0)
    assert scanned.is_as_new()


def test_a_later_file_does_not_take_an_id_of_a_kept_one(scanned: Scanned) -> None:
    write(scanned.folder / "g.jsonl", ids=["5", "7"])
    assert counts(scanned.again()) == (2, 0, 4, 0)
    assert scanned.is_as_new()


def test_an_article_gets_its_id_when_the_file_that_had_it_is_gone(scanned: Scanned) -> None:
    write(scanned.folder / "g.jsonl", ids=["5", "7"])
    old(scanned.folder)
    scanned.again()
    (scanned.folder / "b.jsonl").unlink()
    assert scanned.again().deleted == 2
    assert scanned.is_as_new()


def test_files_of_one_name_in_two_folders_stay_two(scanned: Scanned, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text(other / "c.txt", "البعيدة")
    old(other)
    both = (scanned.folder, other)
    scanned.again(*both)
    assert counts(scanned.again(*both)) == (0, 0, 5, 0)
    assert scanned.is_as_new(*both)


def test_a_file_that_is_gone_and_comes_back_is_read(scanned: Scanned) -> None:
    path = scanned.folder / "c.txt"
    data = path.read_bytes()
    path.unlink()
    assert counts(scanned.again()) == (0, 0, 3, 1)
    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert counts(scanned.again()) == (1, 0, 3, 0)
    assert scanned.is_as_new()


def test_other_columns_or_another_reader_read_every_file(scanned: Scanned, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    whole = __import__("quotes.corpus.sources", fromlist=["within"]).within
    monkeypatch.setattr("quotes.corpus.shards.within", lambda file: opened.append(file.path) or whole(file))
    scanned.again()
    assert opened == []
    scanned.again(mapping={"text": "words"})
    assert opened == ["b.jsonl", "c.txt", "d.txt", "e.txt", "f.jsonl"]


def test_a_slice_never_makes_a_file_whole(news: Path) -> None:
    scanned = Scanned(news)
    scanned.again(part=Slice(limit=1))
    assert counts(scanned.again()) == (3, 0, 1, 0)
    assert scanned.is_as_new()


def test_a_slice_of_what_is_stored_looks_into_every_file(scanned: Scanned) -> None:
    assert counts(scanned.again(part=Slice(limit=3))) == (0, 0, 3, 0)


def test_a_skip_of_an_article_that_another_folder_holds_is_tried_again(scanned: Scanned, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text(other / "c.txt", "البعيدة")
    old(other)
    (skip,) = scanned.again(other).skips
    assert isinstance(skip, Skip)
    (scanned.folder / "c.txt").unlink()
    assert counts(scanned.again(other)) == (0, 1, 0, 0)
