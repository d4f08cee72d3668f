"""Read articles from files of any usual kind.

Takes paths, gives articles, and a skip with its reason for whatever is none: a damaged file, a malformed row, an empty
or binary document, one that is not in Arabic. One bad row never costs the file, one bad file never the corpus.

    sources   paths, folders, archives, standard input → bytes with a label
    formats   the reader of a file, by its suffix or by how it begins
    decode    bytes → text and the name of its encoding
    plain, pages, tables   text → the fields of one article, or of many
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from quotes.corpus import formats, packing, sources
from quotes.corpus.articles import Finisher
from quotes.corpus.fields import Mapped, parse_mapping
from quotes.corpus.records import Draft, Fault, UnreadableError
from quotes.corpus.sources import Source
from quotes.models import Article, Skip

__all__ = ["parse_mapping", "read"]


def read(paths: Sequence[str], *, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Skip]:
    """Give the articles under `paths` in a fixed order, and a skip for all that is none.

    `mapping` names columns for the fields of tables (`parse_mapping`). An article's `doc` is its own id, else its path
    (with ``#row`` where the file holds many); it is unique in one reading. Raise UsageError for a path that is missing.
    """
    sources.check(paths)
    return _read(paths, tuple(sorted((mapping or {}).items())))


def _read(paths: Sequence[str], mapped: Mapped) -> Iterator[Article | Skip]:
    finisher = Finisher()
    for source in sources.sources(paths):
        if isinstance(source, Skip):
            yield source
            continue
        for found in _drafts(source, mapped):
            yield finisher.finish(found, source)


def _drafts(source: Source, mapped: Mapped) -> Iterator[Draft | Fault]:
    """Give what a file holds; the fault that ends its reading comes last."""
    try:
        with source.open() as stream:
            yield from _of_format(source, stream, mapped)
    except UnreadableError as error:
        yield Fault(str(error))
    except packing.DAMAGE as error:
        yield Fault(sources.reason(error))


def _of_format(source: Source, stream: BinaryIO, mapped: Mapped) -> Iterator[Draft | Fault]:
    suffix = source.suffix
    if suffix not in formats.DOCUMENTS and suffix not in formats.TABLES:
        suffix, stream = formats.sniffed(stream)
    if suffix in formats.DOCUMENTS:
        yield formats.DOCUMENTS[suffix](stream)
    else:
        yield from formats.TABLES[suffix](stream, mapped)
