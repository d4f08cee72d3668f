"""Finish an article: what its file does not say, its place says; and what is no Arabic article is a skip.

The outlet is the name of the folder, an archive counting as one unless it is named by a day; the date is an ISO day in
the file's name, else in that of its archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from quotes.corpus.dates import day_in_name
from quotes.corpus.files import STDIN
from quotes.corpus.records import Draft, Fault, storable
from quotes.corpus.sources import Source
from quotes.models import Article, Skip

LONGEST = 1 << 18  # characters of an article; a newspaper's longest have a tenth of that
ARABIC_SHARE = 0.3  # of the letters; below it a text is not in Arabic
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Letters that Persian and Urdu need in every sentence, and Arabic only in a few foreign names.
_FOREIGN = re.compile("[پچژگٹڈڑںے]")
_FOREIGN_SHARE = 0.01


def finish(found: Draft | Fault, source: Source) -> Article | Skip:
    """Return the article that `found` is in `source`, or why it is none; its `doc` is its own id, "" where it has none.

    No two articles of one reading may share an id: `ids` says what else it may be called by.
    """
    if isinstance(found, Fault):
        return Skip(source.path, storable(found.reason), line=found.line, root=source.root)
    title, body = storable(found.title), storable(found.body)
    if fault := _fault(f"{title}\n{body}"):
        return Skip(source.path, fault, line=found.line, root=source.root)
    return Article(
        doc=storable(found.doc),
        title=title,
        body=body,
        path=source.path,
        root=source.root,
        line=found.line,
        outlet=storable(found.outlet) or _folder(source),
        date=found.date or _day(source.path),
        url=storable(found.url),
        author=storable(found.author),
        encoding=found.encoding,
    )


def ids(own: str, path: str, line: int | None) -> Iterator[str]:
    """Yield what an article may be called, the first that no other has is it: its own id, its place, both, numbered.

    >>> from itertools import islice
    >>> list(islice(ids("7", "a.jsonl", 3), 3)), next(ids("", "a.jsonl", 3))
    (['7', 'a.jsonl#7', 'a.jsonl#3~2'], 'a.jsonl#3')
    """
    place = path if line is None else f"{path}#{line}"
    yield from (own, f"{path}#{own}") if own else (place,)
    yield from (f"{place}~{number}" for number in count(2))


def _fault(text: str) -> str:
    """Return why `text` is no Arabic article, "" where it is one."""
    if not text.strip():
        return "empty"
    if len(text) > LONGEST:
        return f"longer than {LONGEST:,} characters: no article"
    letters = sum(map(len, _LETTERS.findall(text)))
    arabic = sum(map(len, _ARABIC.findall(text)))
    if arabic < max(1, ARABIC_SHARE * letters):
        return "not in Arabic"
    return "not in Arabic: Persian or Urdu" if _is_persian(text, arabic) else ""


def _is_persian(text: str, letters: int) -> bool:
    return text.count("ی") > text.count("ي") and len(_FOREIGN.findall(text)) >= _FOREIGN_SHARE * letters


def _folder(source: Source) -> str:
    """Return the name of the nearest folder above a file."""
    if source.path == STDIN:
        return ""
    *above, _ = re.split("[/!]", source.path)
    names = [PurePosixPath(source.root).name, *map(_without_zip, above)]
    return next((name for name in reversed(names) if name and not day_in_name(name)), "")


def _without_zip(name: str) -> str:
    return name[:-4] if name.lower().endswith(".zip") else name


def _day(path: str) -> str | None:
    archives = [part.rpartition("/")[2] for part in path.split("!")]
    return next(filter(None, map(day_in_name, reversed(archives))), None)
