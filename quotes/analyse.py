"""Read articles from their words to their quotations: the stages in their order.

Takes articles and an engine, gives the quotations of each, sorted by field and place. The same article gives the same
records; an article that cannot be borne is lost alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from quotes.draft import Draft, draft
from quotes.engines import RULES, Engine
from quotes.models import Article, Quotation
from quotes.resolve import resolve

AT_ONCE = 64  # articles that an engine reads together

Outcome: TypeAlias = "tuple[Quotation, ...] | Exception"


def analyse(article: Article, engine: Engine = RULES) -> tuple[Quotation, ...]:
    """Return every reported statement of `article` with its source."""
    (read,) = _read([draft(article)], engine)
    return _told(read, engine)


def analyse_all(articles: Iterable[Article], engine: Engine = RULES) -> Iterator[Outcome]:
    """Yield for each article what `analyse` returns, or the exception that it raises."""
    waiting = iter(articles)
    while batch := list(islice(waiting, AT_ONCE)):
        yield from _batch(batch, engine)


def _batch(articles: Sequence[Article], engine: Engine) -> Iterator[Outcome]:
    """Let the engine read a batch at once; where that fails, each article by itself, so that one is lost alone."""
    try:
        read = _read([draft(article) for article in articles], engine)
    except Exception:
        yield from (_alone(article, engine) for article in articles)
    else:
        yield from (_outcome(one, engine) for one in read)


def _alone(article: Article, engine: Engine) -> Outcome:
    try:
        return analyse(article, engine)
    except Exception as error:
        return error


def _outcome(read: Draft, engine: Engine) -> Outcome:
    try:
        return _told(read, engine)
    except Exception as error:
        return error


def _read(drafts: Sequence[Draft], engine: Engine) -> Sequence[Draft]:
    """Return the drafts as the engine reads them; raises ValueError where it loses or swaps articles."""
    read = engine.read(drafts)
    if [one.article for one in read] != [one.article for one in drafts]:
        raise ValueError(f"the engine {engine.name} gave back other articles than it took")
    return read


def _told(read: Draft, engine: Engine) -> tuple[Quotation, ...]:
    return engine.judge(read, resolve(read.article, read.scenes, read.found, read.sources))
