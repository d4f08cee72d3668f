"""Write quotations to be read: an article a heading, each statement with who said it and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotes.models import Article
from quotes.report.bidi import one_line
from quotes.store import Row

_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def articles(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield Markdown, article by article."""
    for article, rows in told:
        yield from _article(article, rows)


def _article(article: Article, rows: Sequence[Row]) -> Iterator[str]:
    yield f"## {plain(article.title.strip() or article.doc)}\n\n"
    facts = (article.outlet, article.date, article.url, article.doc)
    yield " · ".join(plain(fact) for fact in facts if fact) + "\n\n"
    for row in rows:
        yield f"> {plain(row.content)}\n>\n"
        who = plain(row.name) if row.name else "unknown"
        claim = f" · {row.claim}" if row.claim else ""
        yield f"> — **{who}**, {row.kind}, {row.field} {row.start}–{row.end}{claim}\n\n"


def plain(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> plain("*نص* <b>")  # text
    '\\*نص\\* \\<b\\>'
    """
    return _SIGNS.sub(r"\\\1", one_line(text))
