"""Every format, packing and encoding gives the same article, and nothing bad costs more than itself."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.corpus import parse_mapping, read
from quotes.corpus.dates import day, day_in_name
from quotes.corpus.decode import encoding_of
from quotes.corpus.fields import USUAL, columns
from quotes.errors import UsageError
from quotes.models import Article, Skip

TITLE = "وزير النقل: الميناء يفتح الأسبوع المقبل"  # "the transport minister: the port opens next week"
BODY = (
    "قال وزير النقل سامر الحلبي إن الميناء سيفتح أبوابه الأسبوع المقبل بعد انتهاء أعمال الصيانة.\n"
    "وأضاف أن الرحلات ستعود تدريجيا، مشيرا إلى أن «السلامة أولا»."
)
ROW = {"title": TITLE, "text": BODY, "date": "2026-03-01", "outlet": "النورس", "url": "https://example.org/1"}

SHORT_TEXTS = (
    "قال الوزير إن الاجتماع ناجح",  # "the minister said the meeting was a success"
    "عاجل",  # "urgent"
    "رئيس مجلس إدارة الشركة",  # "chairman of the company"
    "قوات الأمن تنتشر في المدينة",  # "security forces deploy in the city"
    "أعلنت وزارة الصحة تسجيل حالات جديدة، وأكد المتحدث أن الوضع تحت السيطرة.",
    "وقال: هذا لن يتكرر؛ فهل يفهمون؟",
)


def as_json(rows: Sequence[dict[str, str]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_jsonl(rows: Sequence[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_table(delimiter: str) -> Callable[[Sequence[dict[str, str]]], str]:
    def write(rows: Sequence[dict[str, str]]) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    return write


def as_text(rows: Sequence[dict[str, str]]) -> str:
    header = "".join(f"{name}: {rows[0][name]}\n" for name in ("title", "date", "outlet", "url"))
    return f"{header}\n{rows[0]['text']}"


def as_page(rows: Sequence[dict[str, str]]) -> str:
    row = rows[0]
    paragraphs = "".join(f"<p>{line}</p>" for line in row["text"].split("\n"))
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>{row["title"]}</title>'
        f'<meta property="og:site_name" content="{row["outlet"]}"><meta property="og:title" content="{row["title"]}">'
        f'<meta property="article:published_time" content="{row["date"]}T10:00:00+03:00">'
        f'<link rel="canonical" href="{row["url"]}"></head><body><nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>{row['title']}</h1>{paragraphs}</article><footer>جميع الحقوق محفوظة 2019</footer></body></html>"
    )


WRITERS: dict[str, Callable[[Sequence[dict[str, str]]], str]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "ndjson": as_jsonl,
    "csv": as_table(","),
    "tsv": as_table("\t"),
    "txt": as_text,
    "html": as_page,
    "htm": as_page,
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}
ENCODINGS = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-8 with a mark": ("utf-8-sig", "utf-8"),
    "utf-16 with a mark": ("utf-16", "utf-16-le"),
    "utf-16 little end first": ("utf-16-le", "utf-16-le"),
    "utf-16 big end first": ("utf-16-be", "utf-16-be"),
    "windows-1256": ("cp1256", "windows-1256"),
    "iso-8859-6": ("iso8859_6", "iso-8859-6"),
}


def put(folder: Path, name: str, content: bytes | str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def articles(path: str | Path, **more: dict[str, str]) -> list[Article]:
    found = list(read([str(path)], **more))
    assert not [skip for skip in found if isinstance(skip, Skip)]
    return [article for article in found if isinstance(article, Article)]


def only(path: str | Path) -> Article:
    (article,) = articles(path)
    return article


def skip(path: str | Path) -> Skip:
    (found,) = read([str(path)])
    assert isinstance(found, Skip)
    return found


def split(path: str | Path) -> tuple[list[Article], list[Skip]]:
    found = list(read([str(path)]))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Skip)]


# --- formats, packings, encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("suffix", WRITERS)
def test_each_format_gives_the_same_article_however_it_is_packed(tmp_path: Path, suffix: str, packing: str) -> None:
    article = only(put(tmp_path, f"a.{suffix}{packing}", PACKERS[packing](WRITERS[suffix]([ROW]).encode())))
    assert (article.title, article.body) == (TITLE, BODY)
    assert (article.outlet, article.date, article.url) == ("النورس", "2026-03-01", "https://example.org/1")
    assert (article.path, article.root, article.encoding) == (f"a.{suffix}{packing}", str(tmp_path), "utf-8")


@pytest.mark.parametrize(("codec", "name"), ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("suffix", WRITERS)
def test_each_format_is_read_in_each_encoding_which_is_named(
    tmp_path: Path, suffix: str, codec: str, name: str
) -> None:
    row = {key: value.replace("«", '"').replace("»", '"') for key, value in ROW.items()}  # ISO-8859-6 has no guillemets
    article = only(put(tmp_path, f"a.{suffix}", WRITERS[suffix]([row]).encode(codec)))
    assert (article.title, article.body, article.encoding) == (row["title"], row["text"], name)


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
def test_parquet_is_read_with_its_dates(tmp_path: Path, compression: str, packing: str) -> None:
    path = write_parquet(tmp_path / "a.parquet", [ROW, ROW | {"title": "خبر آخر"}], compression)
    packed = put(tmp_path / "in", f"a.parquet{packing}", PACKERS[packing](path.read_bytes()))
    found = articles(packed)
    assert [(one.title, one.body, one.line, one.doc) for one in found] == [
        (TITLE, BODY, 1, f"a.parquet{packing}#1"),
        ("خبر آخر", BODY, 2, f"a.parquet{packing}#2"),
    ]


def write_parquet(path: Path, rows: list[dict[str, str]], compression: str = "snappy") -> Path:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path, compression=compression)
    return path


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Asia/Riyadh"])
def test_parquet_times_of_any_unit_give_their_day(tmp_path: Path, unit: str, zone: str | None) -> None:
    import pyarrow
    from pyarrow import parquet

    per_second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    stamp = pyarrow.array([1772360000 * per_second + (1 if unit == "ns" else 0)], pyarrow.timestamp(unit, zone))
    table = pyarrow.table({"text": [BODY], "published_at": stamp})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert only(tmp_path / "a.parquet").date == "2026-03-01"


@pytest.mark.parametrize("text", SHORT_TEXTS)
@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("times", [1, 40])
def test_the_two_old_encodings_are_told_apart_by_their_letters(text: str, codec: str, times: int) -> None:
    names = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}
    assert encoding_of(" ".join([text] * times).encode(codec)) == names[codec]


def test_vowelled_text_keeps_its_encoding() -> None:
    vowelled = "قَالَ الوَزِيرُ إنَّ المُفَاوَضَاتِ مُستَمِرَّةٌ"  # "the minister said the talks go on", with its vowel signs
    assert encoding_of(vowelled.encode("cp1256")) == "windows-1256"
    assert encoding_of(vowelled.encode("iso8859_6")) == "iso-8859-6"


def test_windows_1256_with_latin_names_is_still_windows_1256() -> None:
    text = "قال المدرب لصحيفة Le Télégramme إن الفريق مستعد للمباراة المقبلة أمام نادي Orléans"
    assert encoding_of(text.encode("cp1256")) == "windows-1256"


def test_text_after_the_sample_is_read_in_the_encoding_of_the_sample(tmp_path: Path) -> None:
    rows = [ROW | {"title": f"خبر {number}"} for number in range(3000)]
    found = articles(put(tmp_path, "a.jsonl", as_jsonl(rows).replace("«", "").replace("»", "").encode("cp1256")))
    assert len(found) == 3000
    assert {one.encoding for one in found} == {"windows-1256"}


# --- where articles come from -----------------------------------------------------------------------------------------


def test_folders_are_read_in_order_and_hidden_and_own_files_left_out(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        "c.jsonl",
        "b/.hidden.txt",
        ".git/x.txt",
        "quotes.duckdb",
        "q.duckdb.wal",
    ):
        put(tmp_path, name, as_jsonl([ROW]) if name.endswith("jsonl") else BODY)
    assert [one.doc for one in articles(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt", "c.jsonl#1"]


def test_what_documents_a_corpus_is_no_article_of_it(tmp_path: Path) -> None:
    for name in ("README.md", "README", "LICENSE", "LICENCE.txt", "old/notes.md", "old/1.txt", "licensed.txt"):
        put(tmp_path, name, BODY)
    write_zip(tmp_path / "z.zip", {"README.txt": BODY, "a/LICENSE": BODY, "a/2.txt": BODY})
    assert [one.path for one in read([str(tmp_path)])] == ["licensed.txt", "old/1.txt", "z.zip!a/2.txt"]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert only(put(tmp_path, "README.md", BODY)).body == only(put(tmp_path, "1.txt", BODY)).body


def test_a_path_within_another_is_read_once(tmp_path: Path) -> None:
    inner = put(tmp_path, "a/1.txt", BODY)
    assert len(list(read([inner, str(tmp_path), str(tmp_path / "a"), inner]))) == 1
    assert len(list(read([inner, inner]))) == 1


def test_the_order_of_paths_does_not_change_what_is_read(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{name}/1.txt", BODY) for name in "cab"]
    assert list(read(paths)) == list(read(sorted(paths)))


def test_a_link_to_a_folder_above_is_not_followed_for_ever(tmp_path: Path) -> None:
    put(tmp_path, "a/1.txt", BODY)
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert [one.doc for one in articles(tmp_path)] == ["a/1.txt"]


def test_a_linked_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path, "real/1.txt", BODY)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert [one.doc for one in articles(tmp_path / "corpus")] == ["link/1.txt"]


def test_what_is_no_file_is_a_skip_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = list(read([str(tmp_path)]))
    assert [(one.path, one.reason) for one in found if isinstance(one, Skip)] == [
        ("gone.txt", "not a file"),
        ("pipe.txt", "not a file"),
    ]


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt") as caught:
        read([str(tmp_path), str(tmp_path / "nowhere.txt")])
    assert caught.value.remedy


def test_file_names_that_are_no_text_become_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xde\xc8.txt")).write_text(BODY)
    only(tmp_path).path.encode("utf-8")


def test_upper_case_suffixes_are_known(tmp_path: Path) -> None:
    assert only(put(tmp_path, "A.JSONL.GZ", gzip.compress(as_jsonl([ROW]).encode()))).title == TITLE


@pytest.mark.parametrize(
    ("suffix", "name"),
    [("json", "-"), ("jsonl", "-#1"), ("html", "-"), ("txt", "-"), ("csv", "-#2")],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1256"])
def test_standard_input_is_told_by_how_it_begins(suffix: str, name: str, codec: str) -> None:
    rows = [ROW, ROW] if suffix == "jsonl" else [ROW]
    text = json.dumps(ROW, ensure_ascii=False) if suffix == "json" else WRITERS[suffix](rows)
    code = "import quotes.corpus as c; [print(ascii((a.doc, a.path, a.root, a.title, a.body))) for a in c.read(['-'])]"
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(codec), capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[0] == ascii((name, "-", "", TITLE, BODY))


@pytest.mark.parametrize(
    ("name", "suffix"), [("notes", "txt"), ("dump.data", "jsonl"), ("old.page", "html"), ("a.log", "txt")]
)
def test_an_unknown_suffix_is_told_by_how_the_text_begins(tmp_path: Path, name: str, suffix: str) -> None:
    assert only(put(tmp_path, name, WRITERS[suffix]([ROW]))).body == BODY


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.4\n\xe2\xe3\xcf\xd3\n\x00\x01\x02\x03\x04\x05\x06",
        b"<?xml version='1.0'?><rss/>",
    ],
)
def test_an_unknown_suffix_that_is_no_text_is_a_skip(tmp_path: Path, data: bytes) -> None:
    assert skip(put(tmp_path, "a.bin", data)).reason == "unknown format"


# --- archives ---------------------------------------------------------------------------------------------------------


def write_zip(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_members_of_archives_are_labelled_and_ordered(tmp_path: Path) -> None:
    members = {
        "z.txt": BODY,
        "d/b.json": as_json([ROW]),
        "d/": "",
        "a.csv.gz": gzip.compress(as_table(",")([ROW]).encode()),
    }
    found = articles(write_zip(tmp_path / "a.zip", members))
    assert [one.doc for one in found] == ["a.zip!a.csv.gz#2", "a.zip!d/b.json#1", "a.zip!z.txt"]


@pytest.mark.parametrize("packing", PACKERS)
def test_archives_within_archives_are_read_to_a_depth(tmp_path: Path, packing: str) -> None:
    inner = write_zip(tmp_path / "in.zip", {"1.txt": BODY}).read_bytes()
    outer = write_zip(tmp_path / "out.zip", {f"in.zip{packing}": PACKERS[packing](inner)})
    assert only(outer).doc == f"out.zip!in.zip{packing}!1.txt"
    for level in range(3):
        outer = write_zip(tmp_path / f"{level}.zip", {"x.zip": outer.read_bytes()})
    assert "nested" in skip(outer).reason


def test_a_member_named_out_of_its_archive_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert only(write_zip(tmp_path / "in" / "a.zip", {"../../evil.txt": BODY})).path == "a.zip!../../evil.txt"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_hidden_members_are_left_out(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "a.zip", {"__MACOSX/._1.txt": "x", ".DS_Store": "x", "1.txt": BODY})
    assert only(archive).path == "a.zip!1.txt"


def test_an_encrypted_member_is_a_skip_and_the_others_are_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"1.txt": BODY, "2.txt": BODY})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    found, skips = split(path)
    assert [one.path for one in found] == ["a.zip!2.txt"]
    assert [(one.path, one.reason) for one in skips] == [("a.zip!1.txt", "encrypted")]


def test_a_damaged_member_is_a_skip_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", BODY)
        archive.writestr("2.txt", BODY)
    data = bytearray(path.read_bytes())
    data[data.index(BODY.encode()[:20]) + 3] ^= 0xFF
    path.write_bytes(data)
    found, skips = split(path)
    assert [one.path for one in found] == ["a.zip!2.txt"]
    assert skips[0].path == "a.zip!1.txt"
    assert "CRC" in skips[0].reason


# --- fields -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in USUAL.items() for name in names])
def test_every_usual_name_is_found_in_any_case(field: str, name: str) -> None:
    for written in (name, name.upper(), name.replace("_", " ").title(), f" {name.replace('_', '-')} "):
        assert columns((written,), ())[field] == (written,)


def test_no_name_stands_for_two_fields() -> None:
    names = [name for usual in USUAL.values() for name in usual]
    assert len(names) == len(set(names))


def test_a_mapped_column_comes_before_the_usual_one(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", as_jsonl([{"text": "ملخص", "نص_المقال": BODY, "day": "1/3/2026", "id": "7"}]))
    (article,) = articles(path, mapping={"text": "نص_المقال", "date": "day"})
    assert (article.body, article.date, article.doc) == (BODY, "2026-03-01", "7")


def test_usual_names_serve_where_a_file_lacks_the_mapped_column(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", as_jsonl([{"matn": BODY}]))
    put(tmp_path, "b.jsonl", as_jsonl([{"text": BODY}]))
    assert [one.body for one in articles(tmp_path, mapping={"text": "matn"})] == [BODY, BODY]


@pytest.mark.parametrize("spec", ["", "text", "text=", "=content", "body=content", "text=a,text=b", "text=a,,date=b"])
def test_a_mapping_that_says_nothing_is_a_usage_error(spec: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_mapping(spec)
    assert "FIELD=COLUMN" in caught.value.remedy


@pytest.mark.parametrize("suffix", ["csv", "tsv", "parquet"])
def test_a_table_without_a_text_field_is_one_skip_that_says_what_to_do(tmp_path: Path, suffix: str) -> None:
    rows = [{"title": TITLE, "matn": BODY}] * 3
    path = tmp_path / f"a.{suffix}"
    write_parquet(path, rows) if suffix == "parquet" else put(tmp_path, path.name, WRITERS[suffix](rows))
    assert skip(path).reason == "no text field among title, matn; name it with --map text=COLUMN"


def test_objects_without_a_text_field_are_skips_of_their_own(tmp_path: Path) -> None:
    found, skips = split(put(tmp_path, "a.jsonl", as_jsonl([{"matn": BODY}, ROW])))
    assert [one.line for one in found] == [2]
    assert [(one.line, "--map text=COLUMN" in one.reason) for one in skips] == [(1, True)]


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ([ROW, ROW], [1, 2]),
        ([ROW], [1]),
        (ROW, [None]),
        ({"status": "ok", "total": 2, "articles": [ROW, ROW], "tags": ["أ"]}, [1, 2]),
        (ROW | {"related": [{"text": BODY}]}, [None]),
    ],
    ids=["array", "array of one", "object", "object with an array of objects", "article with an array of objects"],
)
def test_json_may_be_an_array_or_an_object_or_hold_an_array(
    tmp_path: Path, value: object, shape: list[int | None]
) -> None:
    found = articles(put(tmp_path, "a.json", json.dumps(value)))
    assert [one.line for one in found] == shape
    assert {one.body for one in found} == {BODY}


@pytest.mark.parametrize("between", ["\n", " ", "", "\n\n"])
def test_json_may_be_several_objects(tmp_path: Path, between: str) -> None:
    found = articles(put(tmp_path, "a.json", between.join([json.dumps(ROW, indent=2)] * 3)))
    assert [one.doc for one in found] == ["a.json#1", "a.json#2", "a.json#3"]


def test_cells_of_other_types_give_their_text(tmp_path: Path) -> None:
    row = {
        "id": 12,
        "source": {"id": None, "name": "النورس"},
        "text": BODY.split("\n"),
        "authors": ["ليلى سعيد", "رامي ناصر"],
    }
    article = only(put(tmp_path, "a.json", json.dumps([row])))
    assert (article.doc, article.outlet, article.body) == ("12", "النورس", BODY)
    assert article.author == "ليلى سعيد، رامي ناصر"


def test_large_and_odd_numbers_stay_as_written(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.jsonl",
        f'{{"id": {"9" * 5000}, "text": "{SHORT_TEXTS[0]}"}}\n{{"id": 1.10, "text": "{SHORT_TEXTS[0]}"}}',
    )
    assert [one.doc for one in articles(path)] == ["9" * 5000, "1.10"]


def test_fields_of_tables_stay_as_they_came(tmp_path: Path) -> None:
    raw = (
        "  \u200fقال\u00a0الوزير \r\n\tنعم \u202b"  # edges, line ends, spaces and direction signs are the outlet's own
    )
    for suffix in ("json", "jsonl", "csv", "tsv"):
        article = only(put(tmp_path / suffix, f"a.{suffix}", WRITERS[suffix]([{"title": raw, "text": raw}])))
        assert (article.title, article.body) == (raw, raw)


def test_what_no_store_can_hold_is_replaced_in_place(tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.jsonl", '{"id": "\\ud800", "title": "قال\\u0000", "text": "قال \\ud83d الوزير \\ud83d\\ude00"}'
    )
    article = only(path)
    assert (article.doc, article.title, article.body) == ("\ufffd", "قال\ufffd", "قال \ufffd الوزير 😀")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_of_a_table_is_told_from_its_header(tmp_path: Path, sign: str) -> None:
    assert only(put(tmp_path, "a.csv", as_table(sign)([ROW]))).body == BODY


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_with_any_line_end_are_read(tmp_path: Path, end: str) -> None:
    found = articles(
        put(tmp_path, "a.csv", end.join(["title,text", f"خبر,{SHORT_TEXTS[0]}", "", f"خبر,{SHORT_TEXTS[4]}"]))
    )
    assert [(one.body, one.line) for one in found] == [(SHORT_TEXTS[0], 2), (SHORT_TEXTS[4], 4)]


def test_a_row_of_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    found = articles(put(tmp_path, "a.csv", as_table(",")([ROW, ROW, ROW])))
    assert [one.line for one in found] == [2, 4, 6]


def test_quotation_marks_between_tabs_are_text(tmp_path: Path) -> None:
    cell = '"لن نتراجع" قال الوزير'
    assert only(put(tmp_path, "a.tsv", f"id\ttext\n1\t{cell}\n")).body == cell


# --- plain text and pages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("العنوان هنا\n\nقال الوزير.\n", "العنوان هنا", "قال الوزير.\n"),
        ("العنوان هنا\r\n\r\nقال الوزير.\r\nوأضاف.", "العنوان هنا", "قال الوزير.\r\nوأضاف."),
        ("العنوان هنا\n \t\n\nقال الوزير.", "العنوان هنا", "قال الوزير."),
        ("\n\nالعنوان هنا\n\nقال الوزير.", "العنوان هنا", "قال الوزير."),
        ("سطر أول\nسطر ثان\n\nسطر ثالث", "", "سطر أول\nسطر ثان\n\nسطر ثالث"),
        ("سطر وحيد\n\n", "", "سطر وحيد\n\n"),
        ("قال الوزير: نعم\nوأضاف: لا", "", "قال الوزير: نعم\nوأضاف: لا"),
        ("title: عنوان\n\nسطر أول\n\nسطر ثان", "عنوان", "سطر أول\n\nسطر ثان"),
        ("outlet: النورس\n\nعنوان\n\nقال الوزير.", "عنوان", "قال الوزير."),
        ("---\ntitle: عنوان\nlayout: post\n---\nقال الوزير.", "عنوان", "قال الوزير."),
        ("العنوان: عنوان\nالتاريخ: ١/٣/٢٠٢٦\n\nقال الوزير.", "عنوان", "قال الوزير."),
        ("Reuters: قال الوزير.", "", "Reuters: قال الوزير."),
        ("النص: قال الوزير.", "", "النص: قال الوزير."),
    ],
)  # fmt: skip
def test_the_title_of_a_text_is_its_first_line_or_its_header(tmp_path: Path, text: str, title: str, body: str) -> None:
    article = only(put(tmp_path, "a.txt", text))
    assert (article.title, article.body) == (title, body)


def test_a_line_end_of_two_signs_is_no_blank_line(tmp_path: Path) -> None:
    found = only(put(tmp_path, "a.txt", f"{TITLE}\r\n{BODY}"))
    assert (found.title, found.body) == ("", f"{TITLE}\r\n{BODY}")


def test_a_header_gives_the_fields_of_a_text(tmp_path: Path) -> None:
    header = "Id: 77\nTitle: عنوان\nDate: 1 مارس 2026\nSource: النورس\nLink: https://example.org/7\nAuthor: ليلى سعيد\n"
    article = only(put(tmp_path, "x/2020-01-01.txt", f"{header}\n{BODY}"))
    assert (article.doc, article.title, article.date, article.outlet) == ("77", "عنوان", "2026-03-01", "النورس")
    assert (article.url, article.author, article.body) == ("https://example.org/7", "ليلى سعيد", BODY)


@pytest.mark.parametrize(
    ("path", "outlet", "date"),
    [
        ("corpus/alnawras/2026-03-01-port.txt", "alnawras", "2026-03-01"),
        ("corpus/20260301.txt", "corpus", "2026-03-01"),
        ("corpus/alnawras/2026-03-01/port-7.txt", "alnawras", None),
        ("corpus/alnawras/2026-13-45.txt", "alnawras", None),
        ("corpus/2026-03-01.jsonl", "corpus", "2026-03-01"),
        ("corpus/alnawras/news_2026_03_01.csv", "alnawras", "2026-03-01"),
    ],
)
def test_outlet_and_date_come_from_the_place_where_the_file_tells_none(
    tmp_path: Path, path: str, outlet: str, date: str | None
) -> None:
    suffix = path.rpartition(".")[2]
    put(tmp_path, path, BODY if suffix == "txt" else WRITERS[suffix]([{"title": TITLE, "text": BODY}]))
    article = only(tmp_path / "corpus")
    assert (article.outlet, article.date) == (outlet, date)


@pytest.mark.parametrize(
    ("archive", "member", "outlet", "date"),
    [
        ("alnawras.zip", "1.txt", "alnawras", None),
        ("2026-03-01.zip", "1.txt", "corpus", "2026-03-01"),
        ("all.zip", "alnawras/1.txt", "alnawras", None),
        ("2026-03-01.zip", "alnawras/2026-03-02.txt", "alnawras", "2026-03-02"),
    ],
)
def test_an_archive_counts_as_a_folder_unless_a_day_names_it(
    tmp_path: Path, archive: str, member: str, outlet: str, date: str | None
) -> None:
    (tmp_path / "corpus").mkdir()
    write_zip(tmp_path / "corpus" / archive, {member: BODY})
    article = only(tmp_path / "corpus")
    assert (article.outlet, article.date) == (outlet, date)


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><div><p>{0}</p><p>{1}</p></div></body></html>",
        "<html><body><div>{0}<br>{1}</div></body></html>",
        "<html><body><article><h1>عنوان الخبر</h1><h2>{0}</h2><p>{1}</p></article></body></html>",
        "<?xml version='1.0' encoding='windows-1256'?><html><body><p>{0}</p><p>{1}</p></body></html>",
        "<p>{0}</p><p>{1}</p>",
    ],
)
def test_a_page_keeps_its_paragraphs_apart(tmp_path: Path, markup: str) -> None:
    first, second = BODY.split("\n")
    lines = only(put(tmp_path, "a.html", markup.format(first, second))).body.split("\n")
    assert [line.strip() for line in lines] == [first, second]


def test_a_page_without_an_article_is_a_skip(tmp_path: Path) -> None:
    assert skip(put(tmp_path, "a.html", "<html><body></body></html>")).reason == "no article in the page"


def test_nothing_is_printed_about_a_bad_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for number, page in enumerate(["", "<", "<html>", "قال", "<p>" * 3000]):
        list(read([put(tmp_path, f"{number}.html", page)]))
    assert capfd.readouterr() == ("", "")


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "2015-07-21", "2015-07-21 03:21:00", "2015-07-21T23:59:59Z", "2015-07-21T03:21:00.123+03:00", "2015/7/21",
        "2015.07.21", "20150721", "20150721032100", "20150721T032100Z", "21/07/2015", "21-7-2015", "21.07.2015",
        "21/07/2015 10:30 م", "07/21/2015", "٢١/٠٧/٢٠١٥", "٢٠١٥-٠٧-٢١", "۲۰۱۵-۰۷-۲۱", "Tue, 21 Jul 2015 03:21:00 +0300",
        "21 July 2015", "July 21, 2015", "Jul. 21 2015", "الثلاثاء 21 يوليو 2015", "الثلاثاء، ٢١ تموز ٢٠١٥ - 10:30",
        "21 تموز/يوليو 2015", "21 يوليو (تموز) 2015", "21 جويلية 2015", "21 يوليوز 2015", "نشر في 2015-07-21",
        " 2015-07-21 ",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(written: str) -> None:
    assert day(written) == "2015-07-21"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("3/4/2015", "2015-04-03"), ("5 أبريل 2015", "2015-04-05"), ("5 كانون الثاني 2015", "2015-01-05"),
     ("5 تشرين الأول 2015", "2015-10-05"), ("5 آذار 2015", "2015-03-05"), ("29 فبراير 2016", "2016-02-29")],
)  # fmt: skip
def test_the_day_stands_before_the_month(written: str, expected: str) -> None:
    assert day(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "أمس", "2015", "1437436800", "1437436800000", "2015-02-30", "31/31/2015", "1436/10/05", "05/10/1436",
     "21/07/15",
     "00/00/0000", "0000-00-00", "5 شوال 1436", "12345678901234567890", "29 فبراير 2015"],
)  # fmt: skip
def test_what_tells_no_day_gives_none(written: str) -> None:
    assert day(written) is None


def test_a_name_gives_only_a_whole_day() -> None:
    assert day_in_name("2015-02-30_2015-03-01.txt") == "2015-03-01"
    assert day_in_name("120150721.txt") is None
    assert day_in_name("2015-07.txt") is None


@given(st.text(max_size=40))
def test_no_date_raises(written: str) -> None:
    assert day(written) is None or len(day(written) or "") == 10
    assert day_in_name(written) is None or len(day_in_name(written) or "") == 10


# --- ids --------------------------------------------------------------------------------------------------------------


def test_an_own_id_is_kept_and_given_once(tmp_path: Path) -> None:
    put(
        tmp_path, "a.jsonl", as_jsonl([{"id": "1", "text": BODY}, {"id": "1", "text": BODY}, {"id": "1", "text": BODY}])
    )
    put(tmp_path, "b.jsonl", as_jsonl([{"id": "1", "text": BODY}, {"text": BODY}]))
    found = [one.doc for one in articles(tmp_path)]
    assert found == ["1", "a.jsonl#1", "a.jsonl#3~2", "b.jsonl#1", "b.jsonl#2"]
    assert found == [one.doc for one in articles(tmp_path)]


def test_two_roots_with_the_same_file_give_two_ids(tmp_path: Path) -> None:
    roots = [str(Path(put(tmp_path, f"{name}/1.txt", BODY)).parent) for name in "ab"]
    assert [one.doc for one in read(roots) if isinstance(one, Article)] == ["1.txt", "1.txt~2"]


# --- what is bad costs no more than itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", b"The minister said yes.", "not in Arabic"),
        ("a.txt", b"12345 ... !!", "not in Arabic"),
        ("a.txt", "Le ministre a déclaré qu'il était prêt.".encode("cp1252"), "unknown encoding"),
        ("a.txt", "وزیر گفت که پروژه به پایان رسیده و چند شهر دیگر نیز بررسی می شود".encode(), "Persian or Urdu"),
        ("a.txt", BODY.encode() + b"\0\0", "binary"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.txt", BODY.encode()[:-2], "not valid utf-8"),
        ("a.txt", BODY.encode() + b"\xff" + BODY.encode(), "not valid utf-8"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", None),
        ("a.json", b"null", "not a JSON object"),
        ("a.json", b"[1, 2", "not a JSON object"),
        ("a.json", b"{", "malformed JSON"),
        ("a.json", b'{"text": ', "malformed JSON"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.jsonl", b"[" * 100_000, "nested too deep"),
        ("a.json", b'{"text": ""}', "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\n\n", "empty"),
        ("a.csv", b'"title,text\n', "malformed header"),
        ("a.parquet", b"", "damaged Parquet"),
        ("a.parquet", b"PAR1" + b"\x01" * 40 + b"PAR1", "damaged Parquet"),
        ("a.zip", b"", "damaged"),
        ("a.zip", b"PK\x03\x04 no archive", "damaged"),
        ("a.txt.gz", b"no gzip", "damaged"),
        ("a.txt.gz", gzip.compress(BODY.encode() * 50)[:-20], "damaged"),
        ("a.txt.zst", b"no zstd", "damaged"),
        ("a.txt.zst", zstandard.compress(os.urandom(9000))[:-900], "damaged"),
        ("a.txt.gz", b"", "empty"),
    ],
)  # fmt: skip
def test_a_bad_file_is_a_skip_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str | None) -> None:
    put(tmp_path, name, data)
    put(tmp_path, "z.txt", BODY)
    *before, last = read([str(tmp_path)])
    assert isinstance(last, Article)
    skips = [one for one in before if isinstance(one, Skip)]
    assert len(before) == len(skips)
    assert (skips[0].path, skips[0].root) == (name, str(tmp_path)) if reason else not skips
    assert not reason or reason in skips[0].reason


BAD_LINES = [
    b"{not json}", b'{"text": "', b'"text"', b"[1]", b'{"text": "\xff\xfe"}', b'{"title": ""}',
    b'{"text": "Only English"}',
    b"\xff", b'{"text": "\x00"}', b"NaN", b"{" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_LINES)
def test_a_bad_line_of_json_costs_itself_only(tmp_path: Path, bad: bytes) -> None:
    good = json.dumps(ROW, ensure_ascii=False).encode()
    found, skips = split(put(tmp_path, "a.jsonl", b"\n".join([good, bad, good, b"", good])))
    assert [one.line for one in found] == [1, 3, 5]
    assert [one.line for one in skips] == [2]


@pytest.mark.parametrize(
    "bad",
    [b"{not json}", b'{"text": "no "comma" here"}', b'{"text" 1}', b'"text"', b"7", b"[1]", b'{"text": "\xff"}', b"nul",
     b'{"text": "\\x"}', b'{"a": [{"b": 1}], "c": tru}'],
)  # fmt: skip
@pytest.mark.parametrize("pad", [0, 1 << 20])
def test_a_bad_element_of_an_array_costs_itself_only(tmp_path: Path, bad: bytes, pad: int) -> None:
    good = json.dumps(ROW, ensure_ascii=False).encode()
    data = b"[" + good + b",\n" + b" " * pad + bad + b"  ,\n" + b" " * pad + good + b", " + good + b"]"
    found, skips = split(put(tmp_path, "a.json", data))
    assert [one.line for one in found] == [1, 3, 4]
    assert [one.line for one in skips] == [2]


@pytest.mark.parametrize("cut", [2, 40, 300])
def test_an_array_that_is_cut_short_gives_what_is_whole(tmp_path: Path, cut: int) -> None:
    data = as_json([ROW] * 5).encode()
    found, skips = split(put(tmp_path, "a.json", data[:-cut]))
    assert len(found) == (5 if cut == 2 else 4)
    assert skips


def test_a_large_array_is_the_same_whatever_the_pieces_it_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [ROW | {"id": str(number), "text": BODY * (number % 7 + 1)} for number in range(60)]
    path = put(tmp_path, "a.json", as_json(rows))
    whole = articles(path)
    for size in (1, 2, 7, 64, 1000):
        monkeypatch.setattr("quotes.corpus.jsonrows._CHUNK", size)
        assert articles(path) == whole


@pytest.mark.parametrize(
    "bad",
    ['7,"خبر', '7,"خبر "نعم" لا"', "7", "7,خبر,زائد", '7,"خبر"x', "7,Only English", "7,", "7,\udcff"],
    ids=["left open", "unescaped", "too few", "too many", "after the mark", "not Arabic", "empty", "bytes"],
)
def test_a_bad_row_of_a_table_costs_itself_only(tmp_path: Path, bad: str) -> None:
    good = f'1,"{SHORT_TEXTS[0]}"'
    data = "\n".join(["id,text", good, bad, good.replace("1", "2", 1), f"3,{SHORT_TEXTS[4]}", ""])
    found, skips = split(put(tmp_path, "a.csv", data.encode("utf-8", "surrogateescape")))
    assert [one.doc for one in found] == ["1", "2", "3"]
    assert [one.line for one in skips] == [3]


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_rows_before_the_damage_of_a_packed_file_are_kept(tmp_path: Path, packing: str) -> None:
    rows = [ROW | {"url": os.urandom(3000).hex()} for _ in range(1000)]
    data = PACKERS[packing](as_jsonl(rows).encode())
    found, skips = split(put(tmp_path, f"a.jsonl{packing}", data[: len(data) * 3 // 4]))
    assert len(found) > 500
    assert "damaged" in skips[-1].reason


def test_a_truncated_zstandard_frame_is_told(tmp_path: Path) -> None:
    data = zstandard.compress(as_jsonl([ROW | {"id": os.urandom(30).hex()} for _ in range(3000)]).encode())
    _, skips = split(put(tmp_path, "a.jsonl.zst", data[: len(data) // 2]))
    assert "cut short" in skips[-1].reason


def test_several_frames_in_one_file_are_one_text(tmp_path: Path) -> None:
    piece = as_jsonl([ROW]).encode()
    assert len(articles(put(tmp_path, "a.jsonl.zst", zstandard.compress(piece) * 3))) == 3
    assert len(articles(put(tmp_path, "b.jsonl.gz", gzip.compress(piece) * 3))) == 3


def test_a_text_beyond_the_limit_is_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.corpus.decode.DOCUMENT_LIMIT", 1 << 20)
    assert "larger than 1 MiB" in skip(put(tmp_path, "a.txt.gz", gzip.compress(b" " * (2 << 20)))).reason


def test_a_member_beyond_the_limit_is_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.corpus.sources.UNPACKED_LIMIT", 100)
    found = skip(write_zip(tmp_path / "a.zip", {"1.txt": BODY * 10}))
    assert found.path == "a.zip!1.txt"
    assert "larger" in found.reason


def test_a_line_beyond_the_limit_is_one_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.corpus.tables.LINE_LIMIT", 2000)
    long = json.dumps(ROW | {"text": BODY * 50}, ensure_ascii=False)
    found, skips = split(put(tmp_path, "a.jsonl", f"{long}\n{json.dumps(ROW, ensure_ascii=False)}\n"))
    assert [one.line for one in found] == [2]
    assert [one.line for one in skips] == [1]


# --- whatever the bytes -----------------------------------------------------------------------------------------------

SUFFIXES = [*WRITERS, "parquet", "zip", "bin", "txt.gz", "jsonl.zst", "zip.gz"]
fuzz = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_all(found: Iterator[Article | Skip]) -> None:
    for one in found:
        texts = (one.title, one.body, one.doc, one.outlet) if isinstance(one, Article) else (one.reason,)
        assert all("\0" not in text for text in texts)
        "".join(texts).encode("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
@fuzz
@given(data=st.binary(max_size=300))
def test_no_bytes_raise(tmp_path: Path, suffix: str, data: bytes) -> None:
    check_all(read([put(tmp_path, f"a.{suffix}", data)]))


@pytest.mark.parametrize("suffix", WRITERS)
@fuzz
@given(
    at=st.floats(0, 1),
    cut=st.integers(0, 9),
    insert=st.binary(max_size=6),
    codec=st.sampled_from(["utf-8", "cp1256", "utf-16"]),
)
def test_no_damage_to_a_good_file_raises(
    tmp_path: Path, suffix: str, at: float, cut: int, insert: bytes, codec: str
) -> None:
    data = WRITERS[suffix]([ROW, ROW]).encode(codec)
    place = int(at * len(data))
    check_all(read([put(tmp_path, f"a.{suffix}", data[:place] + insert + data[place + cut :])]))


@pytest.mark.parametrize("packed", ["zip", "txt.gz", "txt.zst", "parquet"])
@fuzz
@given(at=st.floats(0, 1), cut=st.integers(0, 9), insert=st.binary(max_size=6))
def test_no_damage_to_a_packed_file_raises(tmp_path: Path, packed: str, at: float, cut: int, insert: bytes) -> None:
    good = {
        "zip": lambda: write_zip(tmp_path / "in.zip", {"1.txt": BODY, "2.jsonl": as_jsonl([ROW])}).read_bytes(),
        "txt.gz": lambda: gzip.compress(BODY.encode()),
        "txt.zst": lambda: zstandard.compress(BODY.encode()),
        "parquet": lambda: write_parquet(tmp_path / "in.parquet", [ROW]).read_bytes(),
    }[packed]()
    place = int(at * len(good))
    check_all(read([put(tmp_path / "corpus", f"a.{packed}", good[:place] + insert + good[place + cut :])]))


@fuzz
@given(rows=st.lists(st.fixed_dictionaries({"title": st.text(), "text": st.text(min_size=1)}), min_size=1, max_size=5))
def test_every_text_in_json_comes_back_but_for_what_no_store_holds(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    put(tmp_path, "a.jsonl", "\n".join(json.dumps(row | {"text": row["text"] + BODY * 20}) for row in rows))
    for one in read([str(tmp_path)]):
        if isinstance(one, Article):
            row = rows[(one.line or 0) - 1]
            assert len(one.body) == len(row["text"] + BODY * 20)
            assert one.body == (row["text"] + BODY * 20).replace("\0", "\ufffd")


# --- memory -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "jsonl.gz"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, suffix: str) -> None:
    text = WRITERS[suffix.partition(".")[0]]([ROW] * 15_000).encode()
    path = put(tmp_path, f"a.{suffix}", gzip.compress(text, 1) if suffix.endswith("gz") else text)
    del text
    tracemalloc.start()
    count = sum(1 for _ in read([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 15_000
    assert peak < 12 << 20


def test_reading_imports_nothing_heavy_before_it_is_needed() -> None:
    heavy = {"trafilatura", "pyarrow", "duckdb", "charset_normalizer", "zstandard", "lxml"}
    code = f"import sys, quotes.corpus; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
