"""The verbs of Python: `import quotes`, then `quotes.analyse(…)`, `quotes.scan(…)`, `quotes.open(…)`.

Each is the verb of the command line of the same name, with its options as arguments and records in place of lines.
Errors are those of `quotes.errors`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from quotes.library import Database, Quotations
from quotes.models import Article, Skip

if TYPE_CHECKING:
    from quotes.claims import Traced
    from quotes.corpus.texts import Text
    from quotes.match.comparing import Comparison
    from quotes.match.ranking import Ranked
    from quotes.scan import Progress, Summary

Path: TypeAlias = "str | os.PathLike[str]"
Paths: TypeAlias = "Path | Sequence[Path]"
Texts: TypeAlias = "Iterable[str] | Mapping[str, str]"  # with an id each, or numbered from 1

DATABASE = "quotes.duckdb"


def analyse(article: str | Article, *, title: str = "", engine: str = "rules") -> Quotations:
    """Return every reported statement of an article, or of a text, with its source.

    >>> found = analyse("قالت الوزيرة ليلى منصور إن المدارس ستفتح غدا.")  # Minister Layla Mansur: schools open tomorrow
    >>> [(quotation.who, quotation.content) for quotation in found]
    [('ليلى منصور', 'المدارس ستفتح غدا')]
    """
    from quotes.analyse import analyse
    from quotes.parse import load

    read = article if isinstance(article, Article) else Article(doc="", title=title, body=article)
    return Quotations(read, analyse(read, load(engine)))


def read(paths: Paths, *, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Skip]:
    """Yield the articles under files or folders in a fixed order, and a skip with its reason for all that is none.

    `mapping` names the columns of tables and JSON by field: ``{"text": "story", "date": "day_of_issue"}``.
    """
    from quotes.corpus import read

    return read(_named(paths), mapping=mapping)


def scan(
    paths: Paths,
    *,
    db: Path = DATABASE,
    mapping: Mapping[str, str] | None = None,
    engine: str = "rules",
    progress: Callable[[Progress], None] | None = None,
    audit: int = 0,
    jobs: int = 1,
) -> Summary:
    """Bring the database `db` up to date with the articles under `paths`, and return what was done.

    With `audit`, so many statements are compared with all others by brute force, to prove what matching found.
    `jobs` processes read; more than one need a main module that can be imported (``if __name__ == "__main__"``).
    """
    from quotes.parse import load
    from quotes.scan import quiet, scan

    return scan(
        _named(paths), db=os.fspath(db), mapping=mapping, engine=load(engine), progress=progress or quiet, audit=audit,
        jobs=jobs,
    )  # fmt: skip


def compare(a: str, b: str, *, days: int | None = None) -> Comparison:
    """Tell whether two statements, `days` apart where that is known, are one, and what differs.

    >>> found = compare("نزح 40 ألف شخص من الغدير", "نزح 60 ألف شخص من الغدير")  # 40, 60 thousand fled from al-Ghadir
    >>> found.level, found.altered
    ('near', True)
    """
    from quotes.match.comparing import compare

    return compare(a, b, days=days)


def match(queries: Texts, against: Texts, *, top: int = 5, semantic: bool = False) -> list[Ranked]:
    """Return for each query the `top` texts that come nearest, best first; `semantic` weighs their meaning too.

    >>> verified = {"v1": "وزير النقل نفى إغلاق الميناء", "v2": "فتح المدارس الأحد"}  # no closing of the port; schools
    >>> [(found.query, found.id) for found in match(["الوزير ينفي إغلاق الميناء"], verified, top=1)]  # he denies it
    [('1', 'v1')]
    """
    from quotes.match.ranking import rank
    from quotes.match.semantic import encoder

    return list(rank(_texts(queries), _texts(against), top=top, encoder=encoder() if semantic else None))


def trace(db: Path | Database, text: str) -> list[Traced]:
    """Return the statements of a database that repeat `text`, the earliest first."""
    if isinstance(db, Database):
        return db.trace(text)
    with open(db) as database:
        return database.trace(text)


def open(db: Path = DATABASE) -> Database:
    """Open a database to read it, until it is closed or its block ends; raises StoreError where it is not ours."""
    return Database(os.fspath(db))


def _named(paths: Paths) -> list[str]:
    return [os.fspath(paths)] if isinstance(paths, str | os.PathLike) else [os.fspath(path) for path in paths]


def _texts(texts: Texts) -> list[Text]:
    from quotes.corpus.texts import Text

    named = texts.items() if isinstance(texts, Mapping) else ((str(n), text) for n, text in enumerate(texts, start=1))
    return [Text(id, text) for id, text in named]
