"""Read a list of texts: statements, posts, claims that were verified.

Takes a file of JSON, JSON lines, separated values or Parquet, packed or not, or of plain text with a text a line; gives
each text with its id, and a skip with its reason for whatever is none. The fields are found as those of articles are
(`quotes.corpus.fields`), a title taking the place of a text that is missing; texts in any language pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from quotes.corpus import decode, files, formats, packing
from quotes.corpus.fields import Mapped
from quotes.corpus.records import Draft, Fault, UnreadableError, storable
from quotes.corpus.sources import Opener, Source, within
from quotes.errors import UsageError
from quotes.models import Skip

LINE_LIMIT = 1 << 20  # characters of one text of a plain file


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a list."""

    id: str  # its own, else the number of its line or row; "7#12" where row 12 comes with the id of an earlier text
    text: str


def read(path: str, *, mapping: Mapping[str, str] | None = None) -> Iterator[Text | Skip]:
    """Give the texts of the file `path`, "-" for standard input, in their order, and a skip for all that is none.

    `mapping` names columns for the fields `text` and `id`. Raise UsageError for a file that is missing, or that holds
    no text.
    """
    files.check([path])
    mapped = tuple(sorted((mapping or {}).items()))
    skips: list[Skip] = []
    ids: set[str] = set()
    for source in _sources(path):
        for row, found in enumerate([source] if isinstance(source, Skip) else _drafts(source, mapped), start=1):
            item = _text(found, source, row, ids)
            if isinstance(item, Skip):
                skips.append(item)
            yield item
    if not ids:
        raise _no_text(path, skips)


def _sources(path: str) -> Iterator[Source | Skip]:
    for file in files.files([path]):
        yield from [file] if isinstance(file, Skip) else within(file)


def _no_text(path: str, skips: list[Skip]) -> UsageError:
    """Return the error for a list without any text; a missing field is told with what names it."""
    reason, _, remedy = (skips[0].reason if skips else "it is empty").partition("; ")
    return UsageError(f"no text in {path}: {reason}", remedy=remedy or "give a file with a field `text` in each row")


def _text(found: Skip | Draft | Fault, source: Source | Skip, row: int, ids: set[str]) -> Text | Skip:
    if isinstance(found, Skip):
        return found
    if isinstance(found, Fault):
        return Skip(source.path, storable(found.reason), line=found.line, root=source.root)
    text = storable(found.body if found.body.strip() else found.title)
    line = found.line or row
    if not text.strip():
        return Skip(source.path, "empty", line=line, root=source.root)
    own = storable(found.doc) or str(line)
    id = own if own not in ids else f"{own}#{line}"
    ids.add(id)
    return Text(id, text)


def _drafts(source: Source, mapped: Mapped) -> Iterator[Draft | Fault]:
    """Give what a file holds; the fault that ends its reading comes last."""
    try:
        with Opener() as opener, opener.open(source) as stream:
            yield from _of_format(source.suffix, stream, mapped)
    except UnreadableError as error:
        yield Fault(str(error))
    except packing.DAMAGE as error:
        yield Fault(files.reason(error))


def _of_format(suffix: str, stream: BinaryIO, mapped: Mapped) -> Iterator[Draft | Fault]:
    if suffix not in formats.DOCUMENTS and suffix not in formats.TABLES:
        suffix, stream = formats.sniffed(stream)
    if suffix in formats.TABLES:
        yield from formats.TABLES[suffix](stream, mapped)
    elif suffix in (".txt", ".text"):
        yield from _lines(stream)
    else:
        yield Fault("a web page is no list of texts")


def _lines(stream: BinaryIO) -> Iterator[Draft | Fault]:
    """Give the lines of a plain file, blank ones left out."""
    with decode.reading(stream) as (text, encoding):
        number = 0
        while line := text.readline(LINE_LIMIT):
            number += 1
            if decode.DAMAGED.search(line):
                yield Fault("bytes that are no text", number)
            elif not line.isspace():
                yield Draft(title="", body=line.strip(), line=number, encoding=encoding)
