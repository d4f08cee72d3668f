"""Find the fields of an article in a row of a table or an object of JSON.

Takes the names and values of one row, gives a `Draft`. A field is found by its usual names, whatever their case and
whether words are parted by a space, a hyphen or an underscore; a column that the user names comes before them. Where
several columns could be one field, the first with anything in it counts, in the order of the table below.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from quotes.corpus.dates import day
from quotes.corpus.records import Draft
from quotes.errors import UsageError

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "doc", "doc_id", "docid", "article_id", "articleid", "document_id", "uuid", "guid", "_id", "المعرف",
        "claim_id", "query_id", "post_id", "tweet_id",
    ),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "text": (
        "text", "content", "body", "article", "full_text", "fulltext", "article_text", "article_body", "articlebody",
        "maintext", "raw_text", "النص", "نص", "المحتوى", "statement", "claim", "query", "post", "tweet", "quote",
        "الادعاء", "التصريح", "المنشور",
    ),
    "date": (
        "date", "published", "date_extracted", "published_at", "publishedat", "date_published", "datepublished",
        "publish_date", "publication_date", "pub_date", "pubdate", "published_date", "timestamp", "created_at",
        "التاريخ", "تاريخ",
    ),
    "outlet": ("outlet", "source", "publisher", "sitename", "site_name", "site", "newspaper", "المصدر", "الصحيفة"),
    "url": ("url", "link", "uri", "permalink", "الرابط"),
    "author": ("author", "authors", "byline", "creator", "الكاتب", "المؤلف"),
}  # fmt: skip
KEYS: Mapping[str, str] = {name: field for field, names in USUAL.items() for name in names}

Mapped = tuple[tuple[str, str], ...]  # (field, column), as the user named them
Columns = Mapping[str, tuple[str, ...]]  # field -> the columns that may hold it, the likeliest first


def parse_mapping(spec: str) -> dict[str, str]:
    """Return the columns that ``FIELD=COLUMN,…`` names for the fields of an article. Raise UsageError.

    >>> parse_mapping("text=content, date=date_extracted")
    {'text': 'content', 'date': 'date_extracted'}
    """
    mapping: dict[str, str] = {}
    for part in spec.split(","):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not (sign and column) or field not in USUAL or field in mapping:
            raise UsageError(f"cannot map {part.strip()!r}", remedy=f"write FIELD=COLUMN; fields: {', '.join(USUAL)}")
        mapping[field] = column
    return mapping


def key(name: str) -> str:
    """Return a column's name in the form in which the usual names are written."""
    return re.sub(r"[\s\-]+", "_", name.strip().strip("\ufeff").casefold())


@lru_cache(maxsize=1 << 10)
def columns(names: tuple[str, ...], mapped: Mapped) -> Columns:
    """Return which of the columns `names` may hold each field; a field that none holds is left out."""
    named, known = dict(mapped), list(_known(names))
    found: dict[str, tuple[str, ...]] = {}
    for field in USUAL:
        ranked = sorted((rank, name) for of, rank, name in known if of == field)
        if fitting := [name for name in names if name == named.get(field)] + [name for _, name in ranked]:
            found[field] = tuple(dict.fromkeys(fitting))
    return found


def _known(names: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
    """Yield the names that are usual ones: of which field, at which place among those of the field, the name."""
    for name in names:
        if field := KEYS.get(usual := key(name)):
            yield field, USUAL[field].index(usual), name


def no_text(names: Iterable[str]) -> str:
    """Return why a row with these columns is no article, and what to do."""
    seen = ", ".join(names)
    shown = seen if len(seen) <= 200 else seen[:200] + "…"
    return f"no text field among {shown or 'no columns'}; name it with --map text=COLUMN"


def draft(values: Mapping[str, object], columns: Columns, *, line: int | None, encoding: str) -> Draft:
    """Return the article that `values` hold; `columns` are those of their names."""
    text = dict.fromkeys(USUAL, "") | {field: _first(values, names) for field, names in columns.items()}
    return Draft(
        title=text["title"],
        body=text["text"],
        doc=text["id"].strip(),
        outlet=text["outlet"].strip(),
        date=day(text["date"]),
        url=text["url"].strip(),
        author=text["author"].strip().replace("\n", "، "),
        line=line,
        encoding=encoding,
    )


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str:
    for name in names:
        if (text := _text(values.get(name))) and not text.isspace():
            return text
    return ""


def _text(value: object) -> str:
    """Return the text in one cell: paragraphs of a list are joined by line feeds, an object gives its name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None or isinstance(value, bool) else str(value)
