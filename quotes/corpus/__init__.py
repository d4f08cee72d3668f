"""Read articles from files of any usual kind.

Takes paths, gives articles, and a skip with its reason for whatever is none: a damaged file, a malformed row, an empty
or binary document, one that is not in Arabic. One bad row never costs the file, one bad file never the corpus.

    files     paths, folders, standard input → the files of the disk
    sources   a file → what it and its archives hold, and the way to its bytes
    formats   the reader of a source, by its suffix or by how it begins
    decode    bytes → text and the name of its encoding
    plain, pages, tables   text → the fields of one article, or of many
    articles  what a source does not say, its place says
    shards    a corpus → pieces that workers read side by side
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quotes.corpus import articles, files
from quotes.corpus.fields import Mapped, parse_mapping
from quotes.corpus.reading import drafts
from quotes.corpus.sources import Opener, within
from quotes.models import Article, Skip

__all__ = ["mapped", "parse_mapping", "read", "read_file"]


def read(paths: Sequence[str], *, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Skip]:
    """Give the articles under `paths` in a fixed order, and a skip for all that is none.

    `mapping` names columns for the fields of tables (`parse_mapping`). An article's `doc` is its own id, else its path
    (with ``#row`` where the file holds many); it is unique in one reading. Raise UsageError for a path that is missing.
    """
    files.check(paths)
    return _read(paths, mapped(mapping))


def mapped(mapping: Mapping[str, str] | None) -> Mapped:
    """Return a mapping of columns in its one order."""
    return tuple(sorted((mapping or {}).items()))


def _read(paths: Sequence[str], columns: Mapped) -> Iterator[Article | Skip]:
    taken: set[str] = set()
    for item in _met(paths, columns):
        if isinstance(item, Article):
            doc = next(doc for doc in articles.ids(item.doc, item.path, item.line) if doc not in taken)
            taken.add(doc)
            item = replace(item, doc=doc)
        yield item


def _met(paths: Sequence[str], columns: Mapped) -> Iterator[Article | Skip]:
    """Give what is under `paths`, each article with no other id than its own."""
    with Opener() as opener:
        for file in files.files(paths):
            if isinstance(file, Skip):
                yield file
            else:
                yield from _held(file, opener, columns)


def read_file(file: files.File, columns: Mapped = ()) -> Iterator[Article | Skip]:
    """Give what one file holds, each article with no other id than its own, "" where it has none."""
    with Opener() as opener:
        yield from _held(file, opener, columns)


def _held(file: files.File, opener: Opener, columns: Mapped) -> Iterator[Article | Skip]:
    for source in within(file):
        if isinstance(source, Skip):
            yield source
        else:
            for found in drafts(source, opener, columns):
                yield articles.finish(found, source)
