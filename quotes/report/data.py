"""Write any rows as JSON, JSON lines or CSV: UTF-8, Arabic unescaped, in logical order, no control characters.

Takes records (mappings with the same keys), gives chunks of text. Quotations go out in schema 1 by `quotes.export`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict

from quotes.export import FIELDS, SCHEMA, guarded, to_json
from quotes.models import Article
from quotes.report.bidi import sanitise, unify_breaks
from quotes.store.records import Row

Record = Mapping[str, object]


def jsonl(records: Iterable[Record]) -> Iterator[str]:
    """Yield a line of JSON a record."""
    return (to_json(record) + "\n" for record in records)


def array(records: Iterable[Record]) -> Iterator[str]:
    """Yield a JSON array, an element a line."""
    gap = "[\n"
    for record in records:
        yield gap + to_json(record)
        gap = ",\n"
    yield "[]\n" if gap == "[\n" else "\n]\n"


def table(records: Iterable[Record]) -> Iterator[str]:
    """Yield CSV with a header; lists are joined by "; ", controls shown as pictures; nothing at all for no record."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for at, record in enumerate(records):
        if at == 0:
            writer.writerow(record.keys())
        writer.writerow(_csv(value) for value in record.values())
        yield buffer.getvalue()
        buffer.seek(buffer.truncate(0))


def excel(records: Iterable[Record]) -> Iterator[str]:
    """Yield CSV that Excel opens rightly: a BOM, lines that end in CR LF, and no cell that it would reckon."""
    yield "\ufeff"
    for line in table({name: guarded(_csv(value)) for name, value in record.items()} for record in records):
        yield line.replace("\n", "\r\n")


def _csv(value: object) -> object:
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else value
    return sanitise(unify_breaks(text)) if isinstance(text, str) else text


WRITERS: dict[str, Callable[[Iterable[Record]], Iterator[str]]] = {"jsonl": jsonl, "json": array, "csv": table}


def quotation(row: Row) -> Record:
    """Return one quotation in schema 1."""
    return {name: getattr(row, name, None) for name in FIELDS} | {"schema": SCHEMA}


def article(article: Article, *, rows: Iterable[Row]) -> Record:
    """Return one article with its quotations in schema 1; the folder it was read from stays out."""
    known = {name: value for name, value in asdict(article).items() if name != "root"}
    return {"schema": SCHEMA, **known, "quotations": [quotation(row) for row in rows]}
