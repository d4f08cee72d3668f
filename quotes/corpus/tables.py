"""Read the articles of a file that holds many: JSON, JSON lines, separated values, Parquet.

Takes a stream of bytes and the columns that the user named, gives a draft for each row, or a fault. Rows are read one
after the other in flat memory. A table whose columns hold no text field is unreadable as a whole; among JSON objects,
which need not be alike, each is judged alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, TextIO

from quotes.corpus import csvrows, decode, jsonrows, packing
from quotes.corpus.fields import Columns, Mapped, columns, draft, no_text
from quotes.corpus.records import Draft, Fault, UnreadableError

if TYPE_CHECKING:
    import pyarrow

LINE_LIMIT = 16 << 20  # characters of one line of JSON
_BATCH = 512  # rows of Parquet in memory
_BUFFER = 1 << 20  # bytes of a group of rows read at once: a group may be the whole file

Drafts = Iterator[Draft | Fault]


def json_values(stream: BinaryIO, mapped: Mapped) -> Drafts:
    """Give the articles of an array, of one object, of several, or of the one array of objects within an object."""
    with decode.reading(stream) as (text, encoding):
        values = jsonrows.rows(text)
        first, second = next(values, None), next(values, None)
        if second is None and isinstance(first, jsonrows.Value) and first.alone and isinstance(first.held, dict):
            yield from _alone(first.held, mapped, encoding)
            return
        for value in (first, second):
            if value is not None:
                yield _row(value, mapped, encoding)
        for value in values:
            yield _row(value, mapped, encoding)


def json_lines(stream: BinaryIO, mapped: Mapped) -> Drafts:
    """Give the articles of JSON lines; blank lines are passed over."""
    with decode.reading(stream) as (text, encoding):
        yield from _numbered(text, 1, mapped, encoding)


def json_lines_from(stream: BinaryIO, mapped: Mapped, *, first: int, encoding: str) -> Drafts:
    """Give the articles of a stretch of JSON lines that begins with line `first` of its file."""
    with decode.continuing(stream, encoding=encoding) as text:
        yield from _numbered(text, first, mapped, encoding)


def _numbered(text: TextIO, first: int, mapped: Mapped, encoding: str) -> Drafts:
    for number, line in enumerate(_lines(text), start=first):
        if not line.isspace():
            yield _line(line, number, mapped, encoding)


def comma_separated(stream: BinaryIO, mapped: Mapped) -> Drafts:
    """Give the articles of a CSV file; the separator may be a semicolon, a tab or a bar too. Raise UnreadableError."""
    with decode.reading(stream, newline="") as (text, encoding):
        yield from _separated(csvrows.rows(text), mapped, encoding)


def tab_separated(stream: BinaryIO, mapped: Mapped) -> Drafts:
    """Give the articles of a TSV file. Raise UnreadableError."""
    with decode.reading(stream, newline="") as (text, encoding):
        yield from _separated(csvrows.rows(text, "\t"), mapped, encoding)


def parquet(stream: BinaryIO, mapped: Mapped) -> Drafts:
    """Give the articles of a Parquet file, read a batch at a time. Raise UnreadableError."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with packing.seekable(stream) as whole, ParquetFile(whole, pre_buffer=False, buffer_size=_BUFFER) as table:
            names = tuple(table.schema_arrow.names)
            found = _fitting(names, mapped)
            wanted = sorted({name for fitting in found.values() for name in fitting})
            for number, values in _batches(table.iter_batches(batch_size=_BATCH, columns=wanted)):
                yield draft(values, found, line=number, encoding="utf-8")
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"damaged Parquet: {str(error).splitlines()[0]}") from error


def _batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[tuple[int, Mapping[str, object]]]:
    number = 0
    for batch in batches:
        for values in _with_microseconds(batch).to_pylist():
            number += 1
            yield number, values


def _with_microseconds(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """Return `batch` with its times in microseconds: Python's datetime holds no finer ones."""
    import pyarrow

    fields = [
        field.with_type(pyarrow.timestamp("us", field.type.tz)) if pyarrow.types.is_timestamp(field.type) else field
        for field in batch.schema
    ]
    return batch.cast(pyarrow.schema(fields), safe=False)


def _separated(rows: Iterator[csvrows.Row | Fault], mapped: Mapped, encoding: str) -> Drafts:
    header = next(rows, None)
    if header is None:
        raise UnreadableError("empty")
    if isinstance(header, Fault):
        raise UnreadableError(f"malformed header: {header.reason}")
    names = tuple(name.strip() for name in header[1])
    found = _fitting(names, mapped)
    for row in rows:
        yield row if isinstance(row, Fault) else _cells(row, names, found, encoding)


def _cells(row: csvrows.Row, names: tuple[str, ...], found: Columns, encoding: str) -> Draft | Fault:
    line, cells = row
    if len(cells) != len(names):
        return Fault(f"malformed row: {len(cells)} cells under {len(names)} columns", line)
    values = dict(zip(reversed(names), reversed(cells), strict=True))  # of two columns of one name, the first
    return draft(values, found, line=line, encoding=encoding)


def _fitting(names: tuple[str, ...], mapped: Mapped) -> Columns:
    found = columns(names, mapped)
    if "text" not in found:
        raise UnreadableError(no_text(names))
    return found


def _alone(value: Mapping[str, object], mapped: Mapped, encoding: str) -> Drafts:
    """Give the article that the only object of a file is, or those in its one array of objects."""
    within = [] if "text" in columns(tuple(value), mapped) else list(filter(None, map(_objects, value.values())))
    if len(within) != 1:
        yield _object(value, None, mapped, encoding)
        return
    for row, element in enumerate(within[0], start=1):
        yield _object(element, row, mapped, encoding)


def _objects(value: object) -> list[object]:
    """Return an array in which there are objects, [] for any other value."""
    return value if isinstance(value, list) and any(isinstance(element, dict) for element in value) else []


def _row(value: jsonrows.Value | Fault, mapped: Mapped, encoding: str) -> Draft | Fault:
    return value if isinstance(value, Fault) else _object(value.held, value.row, mapped, encoding)


def _object(value: object, line: int | None, mapped: Mapped, encoding: str) -> Draft | Fault:
    if not isinstance(value, dict):
        return Fault("not a JSON object", line)
    found = columns(tuple(value), mapped)
    if "text" not in found:
        return Fault(no_text(value), line)
    return draft(value, found, line=line, encoding=encoding)


def _line(line: str, number: int, mapped: Mapped, encoding: str) -> Draft | Fault:
    if len(line) >= LINE_LIMIT:
        return Fault(f"a line longer than {LINE_LIMIT >> 20} Mi characters", number)
    if decode.DAMAGED.search(line):
        return Fault("bytes that are no text", number)
    try:
        value = jsonrows.DECODER.decode(line)
    except json.JSONDecodeError as error:
        return Fault(f"malformed JSON: {error.msg}", number)
    except RecursionError:
        return Fault("malformed JSON: nested too deep", number)
    return _object(value, number, mapped, encoding)


def _lines(text: TextIO) -> Iterator[str]:
    """Give the lines of `text`, of a line beyond the limit no more than its beginning."""
    while line := text.readline(LINE_LIMIT):
        yield line
        while not line.endswith("\n") and (line := text.readline(LINE_LIMIT)):
            pass
