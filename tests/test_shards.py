"""Shards hold what reading the files in one go gives, wherever they are cut."""

import gzip
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.corpus import articles, files, read, shards
from quotes.corpus.shards import End, Held, Lines, Shard, Whole, cut
from quotes.corpus.sources import Opener
from quotes.models import Article, Skip

SMALL = 3_000  # bytes of a shard, so that a short file makes several


def rows(n: int, *, odd: bool = True) -> list[str]:
    """`n` lines of JSON, each an article; where `odd`, some are blank, damaged or of another script."""
    made = [
        json.dumps({"id": f"m{i % 40}", "title": f"الميناء {i}", "text": "قال المدير إن العمل مستمر. " * (i % 7 + 1)},
                   ensure_ascii=False)
        for i in range(n)
    ]  # fmt: skip  # "the port", "the manager said that the work goes on"
    if odd:
        made[3], made[11], made[17] = "", "{no json", json.dumps({"text": "The port is open again."})
    return made


def plain(items: Iterator[Article | Skip]) -> list[Article | Skip]:
    """The items without what only a whole reading tells: under which id an article goes."""
    return [replace(item, doc="") if isinstance(item, Article) else item for item in items]


def sharded(found: list[Shard]) -> Iterator[Article | Skip]:
    with Opener() as opener:
        for shard in found:
            for entry in shard.entries:
                if isinstance(entry, Skip):
                    yield entry
                elif isinstance(entry, shards.PIECES):
                    yield from (articles.finish(one, entry.source) for one in shards.read(entry, opener, ()))


def write_all(folder: Path) -> None:
    text = "\n".join(rows(60))
    (folder / "a.jsonl").write_bytes(text.encode())
    (folder / "b.jsonl").write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n\n")
    (folder / "c.ndjson").write_bytes(text.encode("cp1256"))
    (folder / "d.jsonl").write_bytes(text.encode("utf-16"))
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    (folder / "f.json").write_text(f"[{','.join(rows(60, odd=False))}]", encoding="utf-8")
    (folder / "g.jsonl").write_bytes(b"")
    (folder / "h.txt").write_text("قال المدير إن العمل مستمر.", encoding="utf-8")
    with zipfile.ZipFile(folder / "i.zip", "w") as archive:
        for name in ("a.jsonl", "f.json", "h.txt"):
            archive.write(folder / name, name)
        archive.write(folder / "e.jsonl.gz", "inner/e.jsonl.gz")
    with zipfile.ZipFile(folder / "j.zip", "w") as archive:
        archive.write(folder / "i.zip", "i.zip")
        archive.write(folder / "h.txt", "z.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("shards")
    write_all(found)
    return found


@pytest.mark.parametrize("size", [SMALL, 40_000, shards.SHARD])
def test_shards_give_what_one_reading_gives(folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", size)
    assert plain(sharded(list(cut(files.files([str(folder)]))))) == plain(read([str(folder)]))


def test_json_lines_are_cut_by_bytes_and_at_line_feeds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", SMALL)
    whole = (folder / "a.jsonl").read_bytes()
    found = [one for shard in cut(files.files([str(folder / "a.jsonl")])) for one in shard.entries]
    stretches = [one for one in found if isinstance(one, Lines)]
    assert len(stretches) > 3
    assert b"".join(whole[one.start : one.end] for one in stretches) == whole
    assert all(whole[one.end - 1 : one.end] == b"\n" for one in stretches[:-1])
    assert [one.first for one in stretches[1:]] == [one.last + 1 for one in stretches[:-1]]
    assert stretches[-1].last == 60


@pytest.mark.parametrize("name", ["d.jsonl", "e.jsonl.gz", "f.json"])
def test_what_must_be_read_from_its_beginning_is_held(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", SMALL)
    found = [one for shard in cut(files.files([str(folder / name)])) for one in shard.entries]
    assert len(found) > 3
    assert {type(one) for one in found[:-1]} == {Held}


def test_small_files_share_a_shard_and_each_has_its_end(folder: Path) -> None:
    (shard,) = cut(files.files([str(folder / "h.txt"), str(folder / "g.jsonl")]))
    assert [type(entry) for entry in shard.entries] == [Whole, End, Whole, End]


def test_a_line_longer_than_a_shard_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", SMALL)
    lines = rows(4, odd=False)
    lines[1] = json.dumps({"id": "long", "text": "قال المدير إن العمل مستمر. " * 500})
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(cut(files.files([str(tmp_path)])))
    assert plain(sharded(found)) == plain(read([str(tmp_path)]))
    assert [shard.reached for shard in found][-1] == 0


def test_the_parts_of_a_stretch_are_its_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", SMALL)
    shard = next(iter(cut(files.files([str(folder / "a.jsonl")]))))
    with Opener() as opener:
        parts = [Shard((part,)) for entry in shard.entries for part in shards.parts(entry, opener, ())]
    assert len(parts) > 3
    assert plain(sharded(parts)) == plain(sharded([shard]))
