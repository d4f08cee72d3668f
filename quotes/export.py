"""Write the quotations of a store as jsonl, json, csv or parquet: schema 1, the same bytes for the same quotations.

Takes an open store and a filter, writes to a file or to standard output, row by row. Text stays in logical order and
unescaped; JSON escapes control and direction signs, which would act on the terminal that shows it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, get_args

from quotes.errors import UsageError
from quotes.store import EVERYTHING, Filter, Row, Store

if TYPE_CHECKING:
    import pyarrow as pa

Format = Literal["jsonl", "json", "csv", "excel", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
SCHEMA = 1
FIELDS = (
    "schema", "doc", "path", "outlet", "date", "field", "start", "end", "content", "kind", "cue", "cue_start",
    "cue_end", "stance", "speaker", "speaker_start", "speaker_end", "who", "who_kind", "via", "rule", "evidence",
    "confidence", "claim",
)  # fmt: skip
GROUP = 20_000  # rows of a Parquet row group
STDOUT = "-"

_WHOLE = frozenset({"schema", "start", "end", "cue_start", "cue_end", "speaker_start", "speaker_end"})
# What JSON lets through raw and a terminal may obey: DEL, C1, line separators, signs of direction; and halves of
# surrogate pairs, which no encoding holds. Escaped, none is lost.
_RAW = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a formula begins with, as OWASP lists it

Values = tuple[object, ...]  # in the order of FIELDS


def export(store: Store, *, format: Format, output: str = STDOUT, filter: Filter = EVERYTHING) -> int:
    """Write the quotations that pass `filter` to the file `output`, or "-" for standard output; return how many.

    A file appears when it is complete, in place of the one before. Raises UsageError where it cannot be written.
    """
    rows = _Counted(store.stream(filter))
    with _opened(output, format=format) as stream:
        WRITERS[format]((_values(row) for row in rows), stream)
    return rows.count


class _Counted:
    """An iterator over rows that knows how many it gave."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _values(row: Row) -> Values:
    return (SCHEMA, *(getattr(row, name) for name in FIELDS[1:]))


def _jsonl(rows: Iterable[Values], stream: IO[bytes]) -> None:
    for row in rows:
        stream.write(_json_line(row) + b"\n")


def _json(rows: Iterable[Values], stream: IO[bytes]) -> None:
    stream.write(b"[")
    for separator, row in zip(chain([b"\n"], _forever(b",\n")), rows, strict=False):
        stream.write(separator + _json_line(row))
    stream.write(b"\n]\n")


def _forever(value: bytes) -> Iterator[bytes]:
    while True:
        yield value


def _json_line(row: Values) -> bytes:
    return to_json(dict(zip(FIELDS, row, strict=True))).encode()


def to_json(value: object) -> str:
    r"""Return one value as JSON on one line.

    >>> to_json({"name": "بوتين\x9b"})  # Putin
    '{"name": "بوتين\\u009b"}'
    """
    return _RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))


def _csv(rows: Iterable[Values], stream: IO[bytes]) -> None:
    """Write RFC 4180: lines end in CR LF, fields with a comma, a mark or a line break stand in marks, null is empty."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows(rows)
    text.detach()


def _excel(rows: Iterable[Values], stream: IO[bytes]) -> None:
    """Write the CSV that Excel opens rightly: a BOM, and no cell that it would reckon."""
    stream.write(b"\xef\xbb\xbf")
    _csv((tuple(map(guarded, row)) for row in rows), stream)


def guarded(value: object) -> object:
    """Return a value of a cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("قال"), guarded(-1)  # said
    ("'=1+1", 'قال', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _parquet(rows: Iterable[Values], stream: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _parquet_schema()
    rows = iter(rows)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            columns = [
                pa.array(column, field.type) for column, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema), row_group_size=GROUP)


def _parquet_schema() -> pa.Schema:
    import pyarrow as pa

    special = {"confidence": pa.float64(), "date": pa.string()} | dict.fromkeys(_WHOLE, pa.int64())
    return pa.schema([(name, special.get(name, pa.string())) for name in FIELDS])


WRITERS: dict[Format, Callable[[Iterable[Values], IO[bytes]], None]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "excel": _excel,
    "parquet": _parquet,
}


@contextmanager
def _opened(output: str, *, format: Format) -> Iterator[IO[bytes]]:
    if output == STDOUT:
        if format == "parquet" and sys.stdout.isatty():
            raise UsageError("parquet is not for a terminal", remedy="name a file with -o FILE")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _file(Path(output)) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}", remedy="name another file with -o FILE") from error


@contextmanager
def _file(path: Path) -> Iterator[IO[bytes]]:
    """Open `path` to write: a device or a pipe as it is, a file under a name for the time being.

    What it is must be asked of the path as it came: the target of ``/dev/stdout`` has no name that can be opened.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
