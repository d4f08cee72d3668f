"""Read one article from plain text.

Takes the text of a file, gives its title and body. Lines of ``key: value`` at the top are a header (a first and a
closing ``---`` may fence them); then the first line is the title where a blank line follows it and text follows that.
Nothing else is changed: line ends and spaces of the body stay as they came.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from quotes.corpus import decode
from quotes.corpus.dates import day
from quotes.corpus.fields import KEYS, key
from quotes.corpus.records import Draft

_HEADER = re.compile(r"[^\S\r\n]*([^\W\d][\w \-]{0,30}?)[^\S\r\n]*:[^\S\r\n]*([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_FENCE = re.compile(r"---[^\S\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\n|\r))+")
_TITLE = re.compile(r"(?=[^\S\r\n]*\S)([^\r\n]*)(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*(?=\S)")


def document(stream: BinaryIO) -> Draft:
    """Return the article that a text file holds. Raise UnreadableError."""
    text, encoding = decode.whole(stream)
    header, start = _header(text)
    title, body = _split(text[start:])
    if "title" in header:
        title, body = header["title"], text[start:]
    return Draft(
        title=title,
        body=body,
        doc=header.get("id", ""),
        outlet=header.get("outlet", ""),
        date=day(header.get("date", "")),
        url=header.get("url", ""),
        author=header.get("author", ""),
        encoding=encoding,
    )


def _header(text: str) -> tuple[dict[str, str], int]:
    """Return the fields of the header, and where the text begins after it and after blank lines."""
    start = _after(_BLANK, text, 0)
    fenced = _FENCE.match(text, start)
    fields, end = _lines(text, fenced.end() if fenced else start)
    if not fields:
        return {}, start
    return fields, _after(_BLANK, text, _after(_FENCE, text, end) if fenced else end)


def _lines(text: str, start: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while (found := _HEADER.match(text, start)) and _is_key(found[1]):
        field = KEYS.get(key(found[1]), "")
        if field:
            fields.setdefault(field, found[2].strip())
        start = found.end()
    return fields, start


def _is_key(name: str) -> bool:
    """Tell whether a line that begins with `name` and a colon belongs to a header: one Latin word, or a usual name."""
    field = KEYS.get(key(name))
    return field != "text" if field else name.isascii() and " " not in name


def _split(text: str) -> tuple[str, str]:
    found = _TITLE.match(text)
    return (found[1].strip(), text[found.end() :]) if found else ("", text)


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
