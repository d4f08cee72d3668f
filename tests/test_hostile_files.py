"""Files that are made to break what reads them: each is told as a skip, and costs nothing but itself.

All of them are scanned at once, each beside a good article, by a process whose memory is limited.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from quotes.corpus import packing
from quotes.corpus.articles import LONGEST
from quotes.store import Store

ROOT = Path(__file__).resolve().parent.parent
GOOD = "قال الوزير سامر الحداد إن الجسر سيفتح في مايو."  # Minister Samer al-Haddad said the bridge will open in May
PEAK = 700  # MB of one process
MB = 1 << 20
LINE = GOOD.replace(" ", "_")  # no blank in it
ROW = json.dumps({"text": GOOD}, ensure_ascii=False)


def packed_zip(members: dict[str, bytes], **more: Any) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name) if "\0" in name else name, data, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def zeros(size: int) -> bytes:
    return gzip.compress(bytes(size), 9)


def overlapping(count: int, size: int) -> bytes:
    """An archive whose members all lie at the place of the first."""
    with zipfile.ZipFile(io.BytesIO(packed_zip({"1.jsonl": b" " * size}))) as archive:
        info, whole = archive.infolist()[0], archive.fp.getvalue()  # type: ignore[union-attr]
    local = whole[: archive.start_dir]
    entry = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, info.CRC, info.compress_size, size, 7, 0, 0, 0, 0, 0, 0
    )
    entries = (entry + b"1.jsonl") * count
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + end


def nested(depth: int) -> bytes:
    data = GOOD.encode()
    for level in range(depth):
        data = packed_zip({f"{level}.zip" if level else "a.txt": data})
    return data


def tar_of_tricks() -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, kind in (("../up.txt", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("dev", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    return whole.getvalue()


def parquet(**more: Any) -> bytes:
    whole = io.BytesIO()
    pq.write_table(pa.table({"text": [GOOD] * 50}), whole, **more)
    return whole.getvalue()


def wide(cells: int) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([f"c{n}" for n in range(cells)])
    return line.getvalue().encode()


# A name, the bytes, and why they are skipped; None where there is no skip, for the file is read as it is.
CASES: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "long-line-txt": ("a.txt", lambda: LINE.encode() * (50 * MB // len(LINE.encode())), "longer than"),
    "long-line-jsonl": (
        "a.jsonl", lambda: b'{"text": "' + b"a" * (50 * MB) + b'"}\n' + ROW.encode(), "line longer than",
    ),
    "long-article-jsonl": (
        "a.jsonl", lambda: json.dumps({"text": GOOD * (LONGEST // len(GOOD) + 1)}).encode(), "longer than",
    ),
    "endless-line-jsonl": ("a.jsonl", lambda: b"[" * (50 * MB), "line longer than"),
    "nuls-txt": ("a.txt", lambda: b"\0" * MB, "binary|empty"),
    "nuls-in-txt": ("a.txt", lambda: GOOD.encode() + b"\0" + GOOD.encode(), "binary"),
    "nuls-in-json": ("a.json", lambda: b'{"text": "\\u0000"}', "not in Arabic|empty"),
    "half-a-sign": ("a.jsonl", lambda: json.dumps({"text": GOOD + "\ud83d", "id": "\udfff"}).encode(), None),
    "line-ends": ("a.txt", lambda: "\r\n\u2028\u2029\x85\x0b\r".join([GOOD] * 9).encode(), None),
    "mixed-encodings": ("a.txt", lambda: GOOD.encode() * 40 + GOOD.encode("cp1256"), "not valid"),
    "mixed-encodings-rows": ("a.jsonl", lambda: (ROW.encode() + b"\n") * 40 + ROW.encode("cp1256") + b"\n", "no text"),
    "deep-json": ("a.json", lambda: b"[" * MB, "."),
    "deep-object": ("a.json", lambda: b'{"a":' * MB, "."),
    "deep-line": ("a.jsonl", lambda: b'{"text":' + b"[" * MB + b"]" * MB + b"}\n", "nested too deep"),
    "deep-html": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + GOOD.encode(), "."),
    "huge-attribute": ("a.html", lambda: b'<p title="' + b"a" * (20 * MB) + b'">' + GOOD.encode(), "."),
    "entities": ("a.html", lambda: b"<p>" + b"&amp;&lt;&#x41;" * (2 * MB // 10), "."),
    "entities-of-entities": (
        "a.html",
        lambda: b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(9)) + b"]><p>&a8;</p>",
        ".",
    ),
    "zip-bomb": ("a.zip", lambda: packed_zip({"a.jsonl": b" " * (200 * MB)}), "more than 200 times"),
    "zip-overlap": ("a.zip", lambda: overlapping(500, 4 * MB), "more than 200 times"),
    "zip-nested": ("a.zip", lambda: nested(6), "nested more than"),
    "zip-nested-bomb": (
        "a.zip", lambda: packed_zip({"b.zip": packed_zip({"a.txt": bytes(100 * MB)})}), "more than 200 times",
    ),
    "gz-bomb": ("a.jsonl.gz", lambda: zeros(300 * MB), "more than 200 times|binary|empty"),
    "gz-gz-bomb": ("a.jsonl.gz.gz", lambda: gzip.compress(zeros(300 * MB)), "more than 200 times|binary|empty"),
    "gz-bomb-csv": (
        "a.csv.gz", lambda: gzip.compress(b"text\n" + (b" " * 99_999 + b"\n") * 3000, 9), "more than 200 times",
    ),
    "zst-bomb": ("a.csv.zst", lambda: zstandard.compress(b"text\n" + b" " * (300 * MB)), "more than 200 times"),
    "zst-window": ("a.jsonl.zst", lambda: b"\x28\xb5\x2f\xfd\x04\xf8" + b"\1\0\0" * 9, "damaged"),
    "gz-cut": ("a.txt.gz", lambda: gzip.compress(os.urandom(MB))[: MB // 2], "damaged"),
    "gz-no": ("a.jsonl.gz", lambda: b"\x1f\x8b" + b"\xff" * 99, "damaged"),
    "zip-no-name": ("a.zip", lambda: packed_zip({"\0.txt": b"a"}), "."),
    "zip-bad-name": (
        "a.zip", lambda: packed_zip({"ب.txt": b"a"}).replace("ب".encode(), b"\xff\xfe"), "damaged",
    ),
    "zip-cut": ("a.zip", lambda: nested(1)[:-30], "damaged"),
    "tar": ("a.tar", tar_of_tricks, "unknown format|binary"),
    "csv-open-quote": ("a.csv", lambda: b'text,title\n"' + (b"a" * 9999 + b",b\n") * 600, "malformed row"),
    "csv-wide": ("a.csv", lambda: wide(1_000_000), "malformed header|no text field"),
    "csv-wide-text": ("a.csv", lambda: b"text" + b",c" * 1_000_000 + b"\n" + GOOD.encode() + b"\n", "cells under"),
    "parquet-footer": ("a.parquet", lambda: parquet()[:-9] + b"\xff\xff\xff\x7fPAR1", "damaged Parquet"),
    "parquet-cut": ("a.parquet", lambda: parquet()[:200], "damaged Parquet"),
    "parquet-page": ("a.parquet", lambda: parquet(compression="none").replace(GOOD.encode()[:20], b"\xff" * 20), "."),
}  # fmt: skip


# Runs the program, then tells its own largest memory in kB: the system's count of a child begins with its parent's.
TELLING = """
import os, sys
from quotes.cli import main
pipe = int(sys.argv.pop())
code = main(sys.argv[1:])
told = dict(line.split(":", 1) for line in open("/proc/self/status"))
os.write(pipe, told["VmHWM"].split()[0].encode())
sys.exit(code)
"""


def scanned(folder: Path) -> tuple[int, str, float]:
    """Scan a folder in a process of its own; return its exit code, what it told, and its largest memory in MB."""
    around = {**os.environ, "TMPDIR": str(folder / "tmp"), "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    reading, writing = os.pipe()
    words = ["scan", "-q", "--jobs", "1", "files", "--db", "out/a.duckdb", str(writing)]
    for name in ("tmp", "home", "out", "work"):
        (folder / name).mkdir()
    with (folder / "told").open("w+", encoding="utf-8") as told:
        done = subprocess.run(
            [sys.executable, "-c", TELLING, *words], cwd=folder, env=around, stdout=told, stderr=told,
            pass_fds=[writing], check=False,
        )  # fmt: skip
        os.close(writing)
        told.seek(0)
        with os.fdopen(reading) as peak:
            return done.returncode, told.read(), int(peak.read()) / 1024


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a scan of all the files left."""
    folder = tmp_path_factory.mktemp("hostile")
    for case, (name, data, _) in CASES.items():
        place = folder / "files" / case
        place.mkdir(parents=True)
        (place / name).write_bytes(data())
        (place / "zz-good.txt").write_text(f"{GOOD} {case}", encoding="utf-8")
    code, told, peak = scanned(folder)
    assert (folder / "out" / "a.duckdb").exists(), told[-2000:]
    with Store.open(str(folder / "out" / "a.duckdb")) as store:
        stored = [one.path for one in store.documents()]
        skips = [(skip.path, skip.reason) for skip in store.skips()]
    return {"code": code, "told": told, "peak": peak, "stored": stored, "skips": skips, "folder": folder}


def test_a_scan_of_them_ends_as_one_with_skips(done: dict[str, Any]) -> None:
    assert (done["code"], done["told"]) == (1, "")


@pytest.mark.parametrize("case", CASES)
def test_the_good_article_beside_a_hostile_file_is_stored(done: dict[str, Any], case: str) -> None:
    assert f"{case}/zz-good.txt" in done["stored"]


@pytest.mark.parametrize("case", [case for case, (_, _, why) in CASES.items() if why is not None])
def test_a_hostile_file_is_told_with_its_reason(done: dict[str, Any], case: str) -> None:
    reasons = [why for path, why in done["skips"] if path.startswith(f"{case}/")]
    expected = CASES[case][2] or "no skip"
    assert [why for why in reasons if re.search(expected, why)]


@pytest.mark.parametrize("case", [case for case, (_, _, why) in CASES.items() if why is None])
def test_what_is_odd_and_whole_is_read(done: dict[str, Any], case: str) -> None:
    assert len([path for path in done["stored"] if path.startswith(f"{case}/")]) == 2


def test_the_memory_of_a_scan_is_bounded(done: dict[str, Any]) -> None:
    assert done["peak"] < PEAK


def test_nothing_is_written_but_the_database(done: dict[str, Any]) -> None:
    folder = done["folder"]
    assert [path for name in ("tmp", "home", "work") for path in (folder / name).rglob("*")] == []
    assert {path.name for path in (folder / "out").iterdir()} <= {"a.duckdb", "a.duckdb.wal"}
    assert len([path for path in (folder / "files").rglob("*") if path.is_file()]) == 2 * len(CASES)
    assert {path.name for path in folder.iterdir()} == {"files", "tmp", "home", "out", "work", "told"}


NAMES = (
    "../up.txt", "../../../../etc/cron.d/up.txt", "/abs.txt", "C:\\drive.txt", "b\\..\\back.txt", "a\nb.txt",
    "a\x1b[2Jb.txt", "con.txt", "a/./b/../c.txt", "\u202egpj.txt", "a" * 300 + ".txt",
)  # fmt: skip


def test_a_member_is_read_wherever_its_name_leads_and_nothing_is_written_there(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.zip").write_bytes(packed_zip({name: GOOD.encode() for name in NAMES}))
    code, told, _ = scanned(tmp_path)
    assert (code, told) == (0, "")
    with Store.open(str(tmp_path / "out" / "a.duckdb")) as store:
        assert len(list(store.documents())) == len(NAMES)
    assert [path.name for path in tmp_path.rglob("*.txt")] == []
    assert not Path("/abs.txt").exists()


def test_a_link_that_leads_nowhere_or_to_a_device_is_a_skip(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "device.txt").symlink_to("/dev/zero")
    (files / "nowhere.txt").symlink_to(tmp_path / "none.txt")
    (files / "itself.txt").symlink_to(files / "itself.txt")
    (files / "zz-good.txt").write_text(GOOD, encoding="utf-8")
    code, told, _ = scanned(tmp_path)
    with Store.open(str(tmp_path / "out" / "a.duckdb")) as store:
        assert sorted(skip.path for skip in store.skips()) == ["device.txt", "itself.txt", "nowhere.txt"]
        assert [one.doc for one in store.documents()] == ["zz-good.txt"]
    assert (code, told) == (1, "")


def test_an_archive_within_the_ratio_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "UNJUDGED", 100)
    (tmp_path / "a.zip").write_bytes(packed_zip({"a.txt": (GOOD + "\n").encode() * 20}))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.infolist()[0].file_size < packing.RATIO * (tmp_path / "a.zip").stat().st_size
    from quotes import corpus

    assert [found.path for found in corpus.read([str(tmp_path)])] == ["a.zip!a.txt"]
