"""Make a store of many years of news out of one that was scanned, without reading or analysing anything.

Takes a database and a size, gives another of so many statements, written by SQL: the articles as they are, and years
before them that tell other things in the same sentences. In each of these the rarer words change places with words as
rare, one for one, so that what repeats within a year still does; of words and of statements a small share stands in
every year, as people, places and formulas do. Persons keep the form of a name: a given name becomes a given name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from zlib import crc32

import duckdb
import pyarrow as pa

from quotes import lexicon
from quotes.normalise import fold_text
from quotes.speakers import known_titles, searchable
from quotes.speakers.names import bare
from quotes.store import Store
from quotes.wording import FEWEST, codes_of, wording_of, words_in

COMMON = 500  # words that are the same in every year: what sentences are built of
STANDING = {"word": 10, "content": 1, "name": 30}  # per cent that a year has of the year before
_CHUNK = re.compile(r"(\W*)(\w+)(\W*)")
INSERT = """
INSERT INTO documents BY NAME
SELECT * EXCLUDE (place) REPLACE ($year || '/' || doc AS doc, date - to_years($year) AS date, '' AS title, '' AS body)
FROM source.documents JOIN docs USING (doc);
INSERT INTO quotations BY NAME
SELECT q.* REPLACE (
    $year || '/' || q.doc AS doc, r.content AS content, r.content_folded AS content_folded, r.wording AS wording,
    n.who AS who, n.who_searched AS who_searched
)
FROM source.quotations AS q JOIN docs USING (doc) JOIN retold AS r ON r.told = q.content
LEFT JOIN renamed AS n ON n.named = q.who
ORDER BY docs.place, q.n;
INSERT INTO wordings BY NAME
SELECT DISTINCT ON (wording) wording, words, content FROM retold WHERE wording IS NOT NULL ORDER BY wording, content
ON CONFLICT DO NOTHING;
INSERT INTO touched SELECT DISTINCT wording FROM quotations WHERE wording IS NOT NULL AND doc IN (
    SELECT $year || '/' || doc FROM docs
);
INSERT OR REPLACE INTO meta VALUES ('speakers', 'stale');
"""
CONTENTS = "SELECT DISTINCT content FROM source.quotations JOIN docs USING (doc) ORDER BY content"
SAID = "SELECT DISTINCT content FROM source.quotations ORDER BY content"
WHO = "SELECT DISTINCT who FROM source.quotations WHERE who IS NOT NULL ORDER BY who"
COUNTED = """
SELECT d.doc, count(*) FROM source.documents AS d JOIN source.quotations USING (doc)
GROUP BY d.doc, d.date ORDER BY d.date DESC, d.doc
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles of a year; year 0 is the one that was scanned."""

    year: int
    docs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A scanned database: its articles by their statements, the latest first, its contents and its names."""

    path: str
    statements: Mapping[str, int]
    contents: Sequence[str]
    names: Sequence[str]


def read(path: str) -> Source:
    """Read what years are made of."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{path}' AS source (READ_ONLY)")
        contents, names = ([one for (one,) in connection.execute(sql).fetchall()] for sql in (SAID, WHO))
        return Source(path, dict(connection.execute(COUNTED).fetchall()), contents, names)


def parts(source: Source, *, size: int, day: int) -> tuple[list[Part], Part]:
    """Return the parts of a store of `size` statements, the latest year first, and the day that comes after it."""
    latest = _first(source, list(source.statements), day)
    found, left, year = list[Part](), size, 0
    while left > 0:
        docs = [doc for doc in source.statements if year or doc not in latest]
        taken = _first(source, docs, left)
        found.append(Part(year, list(taken)))
        left -= sum(taken.values())
        year += 1
    return found, Part(0, list(latest))


def _first(source: Source, docs: Iterable[str], statements: int) -> dict[str, int]:
    taken: dict[str, int] = {}
    for doc in docs:
        if statements <= 0:
            break
        taken[doc] = source.statements[doc]
        statements -= taken[doc]
    return taken


def make(source: Source, path: str, found: Iterable[Part]) -> None:
    """Write the parts to a new database, nothing of them matched or united."""
    Path(path).unlink(missing_ok=True)
    Store.create(path).close()
    add(source, path, found)


def add(source: Source, path: str, found: Iterable[Part]) -> None:
    """Write parts to a database."""
    words, names = _Words(source.contents), _Names(source.names)
    with duckdb.connect(path) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{source.path}' AS source (READ_ONLY)")
        for part in found:
            connection.register("docs", pa.table({"doc": part.docs, "place": range(len(part.docs))}))
            contents = [content for (content,) in connection.execute(CONTENTS).fetchall()]
            connection.register("retold", _retold(contents, words.in_year(part.year), year=part.year))
            connection.register("renamed", _renamed(source.names, names.in_year(part.year), year=part.year))
            for statement in filter(str.strip, INSERT.split(";\n")):
                connection.execute(statement, {"year": part.year} if "$year" in statement else None)


Retelling = Callable[[str], str]


def _retold(contents: Sequence[str], retell: Retelling, *, year: int) -> pa.Table:
    told = [one if _stands("content", one, year) else " ".join(map(retell, one.split())) for one in contents]
    folded = [fold_text(one) for one in told]
    words = [found if len(found := words_in(one)) >= FEWEST else None for one in folded]
    return pa.table({
        "told": contents, "content": told, "content_folded": folded,
        "wording": pa.array([found and wording_of(found) for found in words], pa.int64()),
        "words": pa.array([found and codes_of(found) for found in words], pa.list_(pa.uint32())),
    })  # fmt: skip


def _renamed(names: Sequence[str], rename: Retelling, *, year: int) -> pa.Table:
    found = [one if _stands("name", one, year) else " ".join(map(rename, one.split())) for one in names]
    return pa.table({"named": names, "who": found, "who_searched": list(map(searchable, found))})


def _stands(kind: str, text: str, year: int) -> bool:
    return year == 0 or crc32(f"{year} {text}".encode()) % 100 < STANDING[kind]


def _cores(texts: Iterable[str]) -> Iterator[str]:
    """Yield the folded words of texts, without the signs around them."""
    whole = map(_CHUNK.fullmatch, (chunk for text in texts for chunk in text.split()))
    return (_folded(found[2]) for found in whole if found)


@cache
def _folded(word: str) -> str:
    return fold_text(word).lower()


class _Words:
    """The words of a corpus, in classes of which each word may stand for another."""

    _kept = COMMON

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _classes(self) -> Mapping[object, Sequence[str]]:
        classes: defaultdict[object, list[str]] = defaultdict(list)
        counts = Counter(_cores(self._texts))
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[self._kept :]:
            if (sort := self._sort(word)) is not None:
                classes[sort, count.bit_length()].append(word)
        return classes

    def _sort(self, word: str) -> object:
        return len(word) if word.isdigit() else "word"

    def in_year(self, year: int) -> Retelling:
        """Return how a year writes a word with the signs around it."""
        others: dict[str, str] = {}
        for words in self._classes.values() if year else ():
            moved = [word for word in words if not _stands("word", word, year)]
            others |= dict(zip(moved, Random(year).sample(moved, len(moved)), strict=True))

        @cache
        def retell(chunk: str) -> str:
            found = _CHUNK.fullmatch(chunk)
            other = others.get(_folded(found[2])) if found else None
            return chunk if found is None or other is None else found[1] + other + found[3]

        return retell


class _Names(_Words):
    """The words of names: titles, particles and institutions are the same in every year."""

    _kept = 0

    def _sort(self, word: str) -> object:
        titles = known_titles()
        stem = bare(word)
        fixed = titles.loose | titles.fixed | titles.nisbas | titles.descriptive | lexicon.words("particles")
        if stem in titles.first_names:
            return "given"
        return None if stem in fixed or len(word) < 3 else word.startswith("ال")
