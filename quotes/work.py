"""The work of a scan on one shard, which any process can do: read, analyse, make rows.

Takes a shard and the prints of what is stored of it, gives what it holds in order, with the rows of what is new. What
an article is called is not settled here, for that depends on all that comes before it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from quotes.analyse import Outcome, analyse_all
from quotes.corpus import articles, shards
from quotes.corpus.fields import Mapped
from quotes.corpus.shards import Mark, Shard
from quotes.corpus.sources import Opener
from quotes.engines import Engine, signature
from quotes.hands import DiedError, Job
from quotes.models import Article, Quotation, Skip
from quotes.store import columns
from quotes.store.prints import print_of

if TYPE_CHECKING:
    from quotes.exchange import Exchange
    from quotes.store.columns import Tables

Prints: TypeAlias = Mapping[tuple[str, str, int | None], str]  # of (root, path, line)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a corpus that one scan takes."""

    limit: int | None = None  # articles
    since: str = ""  # ISO day; an article without a date is of no day, and not taken

    def __bool__(self) -> bool:
        return self.limit is not None or bool(self.since)


WHOLE = Slice()


@dataclass(frozen=True, slots=True)
class Task:
    """A shard, and the prints of what is stored from its places: what they tell of need not be analysed."""

    shard: Shard
    known: Prints = field(default_factory=dict)
    number: int = 0  # of the tasks of its scan
    part: int = 0  # of the parts that it is done again in, 0 for all of it


@dataclass(frozen=True, slots=True)
class Met:
    """An article that was read; with `row` where it was analysed, without where it is stored as it is."""

    own: str  # its own id, "" where it has none
    root: str
    path: str
    line: int | None
    encoding: str
    print: str
    row: int | None  # of the documents of its shard
    quotations: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An article that was read and could not be analysed."""

    skip: Skip


Item: TypeAlias = "Met | Lost | Mark"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a shard holds, in order, and the rows of what was analysed, whose ids are not settled yet."""

    items: tuple[Item, ...]
    tables: Tables | None  # None where nothing was analysed, or where the rows are on a shelf
    first: tuple[int, ...] = (0,)  # the first quotation of each document, and the end of the last
    shelf: tuple[str, ...] = ()  # the names of the tables there


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with every shard of one scan: it can be sent to another process."""

    engine: Engine
    mapped: Mapped
    part: Slice

    def __call__(self, task: Task) -> Taken:
        """Read a shard, analyse what is not known of it, and return all of it."""
        found = list(self._found(task.shard))
        prints = [self._print(item) if isinstance(item, Article) else "" for item in found]
        fresh = [_is_fresh(item, print, task.known) for item, print in zip(found, prints, strict=True)]
        anew = (item for item, new in zip(found, fresh, strict=True) if new and isinstance(item, Article))
        outcomes = analyse_all(anew, self.engine)
        rows = _Rows()
        items = tuple(
            _item(item, print, next(outcomes) if new else None, rows)
            for item, print, new in zip(found, prints, fresh, strict=True)
        )
        return Taken(items, rows.tables(), tuple(rows.first))

    def is_here(self, task: Task) -> bool:
        """Tell whether a shard has only marks."""
        return not task.shard.is_work

    def rescued(self, task: Task, attempt: Callable[[Task], Taken]) -> Taken:
        """Return what the parts of a task give one by one, so that only the part that kills is lost."""
        return joined([self._attempted(part, attempt) for part in self._parts(task)])

    def _attempted(self, part: Task, attempt: Callable[[Task], Taken]) -> Taken:
        try:
            return self(part) if self.is_here(part) else attempt(part)
        except DiedError as death:
            return lost(part, f"the process that read it {death}")

    def _parts(self, task: Task) -> list[Task]:
        """Return the same work in parts as small as can be told without opening what one process alone should open."""
        with Opener() as opener:
            entries = [part for entry in task.shard.entries for part in shards.parts(entry, opener, self.mapped)]
        return [Task(Shard((entry,)), task.known, task.number, part) for part, entry in enumerate(entries, start=1)]

    def _print(self, article: Article) -> str:
        return print_of(article, made_by=signature(self.engine))

    def _found(self, shard: Shard) -> Iterator[Article | Mark]:
        """Yield what a shard holds, as far as the scan takes it."""
        left = self.part.limit
        with Opener() as opener:
            for entry in shard.entries:
                if not isinstance(entry, shards.PIECES):
                    yield entry
                    continue
                for draft in shards.read(entry, opener, self.mapped):
                    item = articles.finish(draft, entry.source)
                    if isinstance(item, Article):
                        if (item.date or "") < self.part.since:
                            continue
                        left = None if left is None else left - 1
                    yield item
                    if left == 0:
                        return


class _Rows:
    """What was analysed of a shard so far."""

    def __init__(self) -> None:
        self._batch: list[columns.Analysed] = []
        self._prints: list[str] = []
        self.first = [0]

    def add(self, article: Article, quotations: tuple[Quotation, ...], print: str) -> int:
        """Take an article in; return the number of its row."""
        self._batch.append((article, quotations))
        self._prints.append(print)
        self.first.append(self.first[-1] + len(quotations))
        return len(self._batch) - 1

    def tables(self) -> Tables | None:
        """Return the rows of all, None where there are none."""
        if not self._batch:
            return None
        articles = columns.of_articles((article for article, _ in self._batch), prints=self._prints)
        return articles, columns.of_quotations(self._batch)


def _is_fresh(item: Article | Mark, print: str, known: Prints) -> bool:
    return isinstance(item, Article) and known.get((item.root, item.path, item.line)) != print


def _item(item: Article | Mark, print: str, outcome: Outcome | None, rows: _Rows) -> Item:
    if not isinstance(item, Article):
        return item
    if isinstance(outcome, Exception):
        _log.debug("%s cannot be analysed", item.path, exc_info=outcome)
        return Lost(_skip(item, f"{type(outcome).__name__}: {outcome}"))
    row = None if outcome is None else rows.add(item, outcome, print)
    return Met(item.doc, item.root, item.path, item.line, item.encoding, print, row, len(outcome or ()))


def _skip(article: Article, why: str) -> Skip:
    return Skip(path=article.path, reason=f"cannot be analysed: {why}", line=article.line, root=article.root)


@dataclass(frozen=True, slots=True)
class Shelving:
    """Work that leaves its rows on a shelf."""

    work: Work
    shelf: Exchange

    def __call__(self, task: Task) -> Taken:
        """Read a shard, leave the rows on the shelf, and return the rest."""
        return self._left(self.work(task), task)

    def is_here(self, task: Task) -> bool:
        """Tell whether a shard has only marks."""
        return self.work.is_here(task)

    def rescued(self, task: Task, attempt: Callable[[Task], Taken]) -> Taken:
        """Return what the parts of a task give one by one: their rows are no more than one process can send."""
        return self.work.rescued(task, lambda part: unshelved(attempt(part), self.shelf))

    def _left(self, taken: Taken, task: Task) -> Taken:
        if taken.tables is None:
            return taken
        names = tuple(f"{kind}/{task.number:08}-{task.part}" for kind in ("articles", "quotations"))
        for name, table in zip(names, taken.tables, strict=True):
            self.shelf.put(name, table)
        return replace(taken, tables=None, shelf=names)


def shelved(work: Work, shelf: Exchange | None) -> Job[Task, Taken]:
    """Return work whose rows are left on a shelf, where there is one."""
    return work if shelf is None else Shelving(work, shelf)


def unshelved(taken: Taken, shelf: Exchange | None) -> Taken:
    """Return what a task gave with its rows."""
    if shelf is None or not taken.shelf:
        return taken
    articles, quotations = map(shelf.get, taken.shelf)
    return replace(taken, tables=(articles, quotations), shelf=())


def joined(parts: Sequence[Taken]) -> Taken:
    """Return what the parts of one task gave as what the task gave."""
    import pyarrow as pa

    items: list[Item] = []
    first = [0]
    for part in parts:
        before = len(first) - 1
        items += (
            replace(one, row=one.row + before) if isinstance(one, Met) and one.row is not None else one
            for one in part.items
        )
        first += (first[before] + end for end in part.first[1:])
    tables = [part.tables for part in parts if part.tables is not None]
    rows = tuple(pa.concat_tables(some) for some in zip(*tables, strict=True)) or None
    return Taken(tuple(items), rows, tuple(first))


def lost(task: Task, why: str) -> Taken:
    """Return what a task gave where it ended its process."""
    items = (
        Lost(Skip(entry.source.path, f"cannot be analysed: {why}", line=shards.line(entry), root=entry.source.root))
        for entry in task.shard.entries
        if isinstance(entry, shards.PIECES)
    )
    return Taken(tuple(items), None)
