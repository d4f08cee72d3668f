"""Finish an article: what its file does not say, its place says; and what is no Arabic article is a skip.

The outlet is the name of the folder, an archive counting as one unless it is named by a day; the date is an ISO day in
the file's name, else in that of its archive.
"""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import PurePosixPath

from quotes.corpus.dates import day_in_name
from quotes.corpus.records import Draft, Fault, storable
from quotes.corpus.sources import STDIN, Source
from quotes.models import Article, Skip

ARABIC_SHARE = 0.3  # of the letters; below it a text is not in Arabic
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Letters that Persian and Urdu need in every sentence, and Arabic only in a few foreign names.
_FOREIGN = re.compile("[پچژگٹڈڑںے]")
_FOREIGN_SHARE = 0.01


class Finisher:
    """Turns drafts into articles, and sees to it that no two of one reading share an id."""

    def __init__(self) -> None:
        self._docs: set[str] = set()

    def finish(self, found: Draft | Fault, source: Source) -> Article | Skip:
        """Return the article that `found` is in `source`, or why it is none."""
        if isinstance(found, Fault):
            return Skip(source.path, storable(found.reason), line=found.line, root=source.root)
        title, body = storable(found.title), storable(found.body)
        if fault := _fault(f"{title}\n{body}"):
            return Skip(source.path, fault, line=found.line, root=source.root)
        return Article(
            doc=self._doc(storable(found.doc), source.path, found.line),
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

    def _doc(self, own: str, path: str, line: int | None) -> str:
        """Return an id that no article before has: its own, its place, its own at its place, or that numbered."""
        place = path if line is None else f"{path}#{line}"
        first = [own, f"{path}#{own}"] if own else [place]
        choices = chain(first, (f"{place}~{number}" for number in count(2)))
        doc = next(choice for choice in choices if choice not in self._docs)
        self._docs.add(doc)
        return doc


def _fault(text: str) -> str:
    """Return why `text` is no Arabic article, "" where it is one."""
    if not text.strip():
        return "empty"
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
