"""Tell the format of a file, by its name or by how its text begins, and the reader of that format."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import BinaryIO

from quotes.corpus import csvrows, decode, pages, plain, tables
from quotes.corpus.fields import Mapped, columns
from quotes.corpus.records import Draft, UnreadableError
from quotes.corpus.tables import Drafts

DOCUMENTS: Mapping[str, Callable[[BinaryIO], Draft]] = {
    ".txt": plain.document,
    ".text": plain.document,
    ".html": pages.document,
    ".htm": pages.document,
    ".xhtml": pages.document,
}
TABLES: Mapping[str, Callable[[BinaryIO, Mapped], Drafts]] = {
    ".json": tables.json_values,
    ".jsonl": tables.json_lines,
    ".ndjson": tables.json_lines,
    ".csv": tables.comma_separated,
    ".tsv": tables.tab_separated,
    ".parquet": tables.parquet,
}

_HEAD = 1 << 16
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{\]]')
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1|meta|title)\b", re.IGNORECASE)


def sniffed(stream: BinaryIO) -> tuple[str, BinaryIO]:
    """Return the suffix of the format in which `stream` begins, and the stream whole again. Raise UnreadableError."""
    head = stream.read(_HEAD)
    again = io.BufferedReader(decode.Rejoined(head, stream))
    try:
        encoding = decode.encoding_of(head)
    except UnreadableError as error:
        raise UnreadableError("unknown format") from error
    return _suffix(head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")), again


def _suffix(text: str) -> str:
    """Return the suffix of the format that begins with `text`. Raise UnreadableError.

    >>> _suffix('{"text": "قال"}\\n{"text": "أضاف"}'), _suffix("قال الوزير")  # "said", "added", "the minister said"
    ('.jsonl', '.txt')
    """
    first, _, rest = text.partition("\n")
    if _JSON.match(text):
        return ".jsonl" if rest.strip() and _is_object(first) else ".json"
    if text.startswith("<"):
        if _PAGE.search(text):
            return ".html"
        raise UnreadableError("unknown format")
    return ".csv" if _is_header(first) else ".txt"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_header(line: str) -> bool:
    """Tell whether `line` names the columns of a table: a text and one field more."""
    cells = tuple(cell.strip(' "\r') for cell in line.split(csvrows.separator(line)))
    found = columns(cells, ())
    return "text" in found and len(found) > 1
