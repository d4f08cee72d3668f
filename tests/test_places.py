"""A corpus may lie beyond the disk, and rows pass through places that several machines see."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pyarrow as pa
import pytest
from scans import content

from quotes import places
from quotes.cli import main
from quotes.corpus import read
from quotes.errors import ModelError, UsageError
from quotes.exchange import exchanged
from quotes.models import Article
from quotes.scan import scan
from quotes.store import Store

SAID = "قال مدير الميناء سعد الدريهم إن الرصيف رقم {} جاهز لاستقبال السفن."  # "… said that quay … is ready"
LONG_AGO = 1_500_000_000
ROWS = '{"id": "7", "text": "' + SAID.format(7) + '"}\n'


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder whose names sort otherwise as whole texts than part by part."""
    folder = tmp_path / "news"
    for name in ("b/c.txt", "b-1.txt", "a.txt", ".hidden/d.txt", "README.md", "b/.e.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SAID.format(name), encoding="utf-8")
    (folder / "f.jsonl").write_text(ROWS, encoding="utf-8")
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def memory(news: Path) -> Iterator[str]:
    """The same in a store that is no disk."""
    fsspec.filesystem("memory").put(str(news), "/news", recursive=True)
    yield "memory://news"
    fsspec.filesystem("memory").rm("/news", recursive=True)


def told(*paths: str) -> list[tuple[str, str, str]]:
    return [(item.doc, item.path, item.body) for item in read(paths) if isinstance(item, Article)]


def test_a_folder_at_a_url_is_read_as_the_folder(news: Path, memory: str) -> None:
    assert told(news.as_uri()) == told(f"{memory}/") == told(str(news))
    assert [doc for doc, _, _ in told(str(news))] == ["a.txt", "b/c.txt", "b-1.txt", "7"]


def test_a_file_at_a_url_is_read_as_the_file_and_once(news: Path) -> None:
    url = news.as_uri()
    assert told(f"{url}/a.txt") == told(str(news / "a.txt"))
    assert told(f"{url}/a.txt", url, f"{url}/b") == told(url)


def test_a_scan_of_a_url_knows_what_it_knows(news: Path, tmp_path: Path) -> None:
    def counts() -> tuple[int, int, int, int]:
        done = scan([news.as_uri()], db=str(tmp_path / "q.duckdb"))
        return done.new, done.changed, done.unchanged, done.deleted

    assert counts() == (4, 0, 0, 0)
    (news / "f.jsonl").chmod(0o644)
    assert counts() == (0, 0, 4, 0)
    (news / "a.txt").write_text(SAID.format("آخر"), encoding="utf-8")  # "another"
    (news / "b-1.txt").unlink()
    assert counts() == (0, 1, 2, 1)
    scan([str(news)], db=str(tmp_path / "disk.duckdb"))
    with Store.open(str(tmp_path / "q.duckdb")) as far, Store.open(str(tmp_path / "disk.duckdb")) as near:
        assert [row.doc for row in far.documents()] == [row.doc for row in near.documents()]


def test_a_file_whose_store_tells_no_time_is_looked_into(memory: str, tmp_path: Path) -> None:
    files = fsspec.filesystem("memory").store
    for file in files.values():
        file.modified = file.created = datetime.fromtimestamp(0, UTC)
    scan([memory], db=str(tmp_path / "q.duckdb"))
    place = next(name for name in files if name.endswith("a.txt"))
    same_size = files[place].getvalue().replace("ا".encode(), "ب".encode())
    files[place].seek(0)
    files[place].write(same_size)
    assert scan([memory], db=str(tmp_path / "q.duckdb")).changed == 1


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder: file:///"):
        told(f"{tmp_path.as_uri()}/nothing")
    with pytest.raises(UsageError, match="nosuch://bucket cannot be opened"):
        told("nosuch://bucket")
    with pytest.raises(ModelError, match="cannot be opened"):  # its library is none of ours
        told("abfs://bucket/news")


@pytest.mark.parametrize("where", ["{}", "file://{}", "memory://shelf"])
def test_tables_pass_through_an_exchange_which_leaves_nothing(tmp_path: Path, where: str) -> None:
    table = pa.table({"gram": [1, 2], "text": ["ا", ""]})
    with exchanged(where.format(tmp_path)) as shelf:
        assert shelf is not None
        shelf.put("some/0", table)
        shelf.within("some").put("0", table)
        assert shelf.get("some/0") == table
        place = shelf.place
    assert not (places.exists(place) if places.is_remote(place) else Path(place).exists())


@pytest.mark.parametrize("where", ["{}/shelf", "file://{}/shelf"])
def test_an_exchange_changes_nothing(news: Path, tmp_path: Path, where: str) -> None:
    for n in range(40):
        (news / f"{n}.txt").write_text(SAID.format(n), encoding="utf-8")
    scan([str(news)], db=str(tmp_path / "near.duckdb"))
    options = ["--exchange", where.format(tmp_path), "--jobs", "2"]
    for _ in range(2):
        assert main(["scan", str(news), "--db", str(tmp_path / "far.duckdb"), *options]) == 0
        (news / "0.txt").touch()
    assert content(tmp_path / "far.duckdb") == content(tmp_path / "near.duckdb")
    assert list((tmp_path / "shelf").iterdir()) == []
