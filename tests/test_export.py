"""The export: schema 1, in four formats, the same bytes for the same quotations."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from quotes.errors import UsageError
from quotes.export import FIELDS, FORMATS, Format, export
from quotes.models import Article, Mention, Quotation
from quotes.store import EVERYTHING, Filter, Store

BODY = 'قال مدير الميناء سعد الدريهم إن «الأرصفة، كما "وُعد"،\nجاهزة».'
CONTENT = BODY[BODY.index("«") + 1 : BODY.index("»")]
SIGNS = "\x1b[31m\u202eميناء\u2066\x85"

FULL = Quotation(
    field="body", start=BODY.index(CONTENT), end=BODY.index("»"), content=CONTENT, kind="direct",
    cue=Mention(0, 3, "قال"), stance="neutral", speaker=Mention(4, 28, BODY[4:28]), who="سعد الدريهم",
    who_kind="person", via="وكالة الساحل", rule="marks", evidence="قال + إن", confidence=0.95,
)  # fmt: skip
BARE = Quotation(
    field="title", start=0, end=len(SIGNS), content=SIGNS, kind="headline", cue=None, stance="assert", speaker=None,
    who=None, who_kind=None, via="", rule="colon", evidence="no speaker before", confidence=0.5,
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(str(tmp_path / "q.duckdb")) as store:
        one = Article(doc="ب", title=SIGNS, body=BODY, path="b.txt", outlet="الساحل", date="2026-03-01")
        store.replace([(one, (FULL, BARE)), (Article(doc="أ", title="", body=BODY, path="a.txt"), (FULL,))])
        yield store


def exported(store: Store, format: Format, filter: Filter = EVERYTHING) -> bytes:
    file = Path(store.path).with_suffix(f".{format}")
    export(store, format=format, output=str(file), filter=filter)
    return file.read_bytes()


def records(store: Store, format: Format) -> list[dict[str, Any]]:
    data = exported(store, format)
    match format:
        case "jsonl":
            return [json.loads(line) for line in data.decode().split("\n")[:-1]]
        case "json":
            return list(json.loads(data))
        case "csv" | "excel":
            return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        case "parquet":
            return list(pq.read_table(io.BytesIO(data)).to_pylist())


def test_a_record_has_the_fields_of_schema_1_in_their_order(store: Store) -> None:
    *_, full = records(store, "jsonl")
    assert list(full.items()) == [
        ("schema", 1), ("doc", "ب"), ("path", "b.txt"), ("outlet", "الساحل"), ("date", "2026-03-01"), ("field", "body"),
        ("start", FULL.start), ("end", FULL.end), ("content", CONTENT), ("kind", "direct"), ("cue", "قال"),
        ("cue_start", 0), ("cue_end", 3), ("stance", "neutral"), ("speaker", BODY[4:28]), ("speaker_start", 4),
        ("speaker_end", 28), ("who", "سعد الدريهم"), ("who_kind", "person"), ("via", "وكالة الساحل"), ("rule", "marks"),
        ("evidence", "قال + إن"), ("confidence", 0.95), ("claim", None),
    ]  # fmt: skip


def test_what_is_not_known_is_null(store: Store) -> None:
    _, bare, _ = records(store, "jsonl")
    empty = {name for name, value in bare.items() if value is None}
    assert empty == {
        "cue", "cue_start", "cue_end", "speaker", "speaker_start", "speaker_end", "who", "who_kind", "via", "claim",
    }  # fmt: skip
    assert records(store, "jsonl")[0]["date"] is None


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_the_same_in_the_same_order(store: Store, format: Format) -> None:
    expected: list[dict[str, Any]] = records(store, "jsonl")
    if format in ("csv", "excel"):
        expected = [{name: "" if value is None else str(value) for name, value in row.items()} for row in expected]
    assert [(row["doc"], row["field"]) for row in expected] == [("أ", "body"), ("ب", "title"), ("ب", "body")]
    assert records(store, format) == expected
    assert tuple(records(store, format)[0]) == FIELDS


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_quotations_give_the_same_bytes(store: Store, format: Format, tmp_path: Path) -> None:
    with Store.create(str(tmp_path / "other.duckdb")) as other:
        for doc in ("أ", "ب"):
            other.replace([(store.document(doc), store.quotations_of(doc))])
        assert exported(store, format) == exported(other, format)


@pytest.mark.parametrize("format", FORMATS)
def test_no_quotation_is_an_export_too(store: Store, format: Format) -> None:
    data = exported(store, format, Filter(text="لا شيء"))
    header = f"{','.join(FIELDS)}\r\n".encode()
    nothing = {"jsonl": b"", "json": b"[\n]\n", "csv": header, "excel": b"\xef\xbb\xbf" + header}
    if format == "parquet":
        assert pq.read_table(io.BytesIO(data)).num_rows == 0
    else:
        assert data == nothing[format]


def test_csv_is_rfc_4180(store: Store) -> None:
    text = exported(store, "csv").decode()
    assert text.startswith("schema,doc,path,")
    assert text.count("\r\n") == 4
    assert '"الأرصفة، كما ""وُعد""،\nجاهزة"' in text


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_json_is_readable_arabic_without_signs_that_act_on_a_terminal(store: Store, format: Format) -> None:
    text = exported(store, format).decode()
    assert "الأرصفة" in text
    assert not set(text) & set("\x1b\u202e\u2066\x85")
    assert records(store, format)[1]["content"] == SIGNS


def test_a_filter_narrows_the_export_and_the_count_is_told(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    assert export(store, format="jsonl", output=str(file), filter=Filter(kind="headline")) == 1
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_without_a_file_the_export_goes_to_standard_output(store: Store, capfdbinary: Any) -> None:
    assert export(store, format="jsonl") == 3
    assert capfdbinary.readouterr().out == exported(store, "jsonl")


def test_a_file_is_replaced_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "o.csv"
    file.write_text("before", encoding="utf-8")
    store.close()
    with pytest.raises(Exception, match="closed"):
        export(store, format="csv", output=str(file))
    assert file.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_place_that_cannot_be_written_is_a_wrong_use(store: Store, tmp_path: Path) -> None:
    for output in (tmp_path, tmp_path / "no" / "o.csv"):
        with pytest.raises(UsageError, match="cannot write"):
            export(store, format="csv", output=str(output))


def test_a_device_is_written_as_it_is(store: Store) -> None:
    assert export(store, format="csv", output="/dev/null") == 3
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("format", FORMATS)
def test_standard_output_is_a_device_that_may_be_a_pipe(store: Store, format: Format) -> None:
    expected = exported(store, format)
    path = store.path
    store.close()
    call = ["-m", "quotes", "export", "-q", "--db", path, "--format", format, "-o", "/dev/stdout"]
    done = subprocess.run([sys.executable, *call], capture_output=True, check=False)
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout == expected
