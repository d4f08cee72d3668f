"""Scan a corpus, the whole flow in one sitting: read, analyse, correct, store, unite speakers, follow claims, sum up.

Takes paths and a database, gives a summary. Articles pass in batches: memory does not grow with the corpus, and what a
batch has committed stays, whatever happens after. An article whose print is stored is left as it is.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from quotes import corpus
from quotes.analyse import Outcome, analyse_all
from quotes.claims import News, news, tell_claims
from quotes.engines import RULES, Engine, signature
from quotes.labels import corrected, learned
from quotes.match.audit import Audit
from quotes.match.linking import audited, link
from quotes.models import Article, Quotation, Skip
from quotes.speakers import known_titles, unite
from quotes.store import Known, Scope, Store
from quotes.store import Summary as Stored
from quotes.store.columns import Analysed
from quotes.store.prints import print_of

BATCH = 500  # articles
BATCH_TEXT = 4_000_000  # code points
Fate: TypeAlias = "Article | Skip | None"  # of an article of a batch: to be analysed, not taken, stored as it is
UTF_8 = frozenset({"utf-8", "utf_8", "utf-8-sig", "utf_8_sig", "ascii"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan has come; called for each article and each skip."""

    articles: int
    quotations: int  # found in this scan, so 0 for articles that were stored before
    skips: int
    path: str  # of the article or skip just met


@dataclass(frozen=True, slots=True)
class Summary:
    """What one scan did, and in `stored` the figures of the whole database after it."""

    articles: int  # read without a fault; the sum of the three that follow
    new: int
    changed: int
    unchanged: int
    deleted: int  # stored articles that the scanned folders no longer hold
    skips: tuple[Skip, ...]  # in the order they were met
    encodings: tuple[tuple[str, str], ...]  # (path, encoding) of the files read that are not UTF-8, in order
    stored: Stored
    audit: Audit | None  # of the edges between statements, where it was asked for
    news: tuple[News, ...]  # the claims in which something is new, in the order of their roots


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a corpus that one scan takes."""

    limit: int | None = None  # articles
    since: str = ""  # ISO day; an article without a date is of no day, and not taken

    def __bool__(self) -> bool:
        return self.limit is not None or bool(self.since)


WHOLE = Slice()


def quiet(progress: Progress) -> None:
    """Show nothing of the progress of a scan."""


def scan(
    paths: Sequence[str],
    *,
    db: str,
    mapping: Mapping[str, str] | None = None,
    engine: Engine = RULES,
    progress: Callable[[Progress], None] = quiet,
    audit: int = 0,
    part: Slice = WHOLE,
) -> Summary:
    """Bring the database `db` up to date with the corpus at `paths`, and return what was done.

    Of the corpus only `part` is taken; what is stored outside it stays, its skips too.
    An article that another engine than `engine` has read is read anew.
    With `audit`, so many statements are compared with all others by brute force, to prove what matching found.
    Raises UsageError for a path that does not exist, before anything is changed, and StoreError for a database that
    cannot be used. KeyboardInterrupt passes through: batches that were committed stay, nothing is deleted.
    """
    items = _within(part, corpus.read(paths, mapping=mapping))
    scopes = tuple(_scopes(paths))
    with Store.create(db) as store:
        store.begin_scan()
        tally = _Tally(progress)
        for batch in _batches(items, tally=tally):
            _take(batch, engine=engine, store=store, tally=tally)
        deleted = () if part else _drop_unmet(store, tally=tally, scopes=scopes)
        arrived = settle(store)
        proof = audited(store, n=audit) if audit else None
        return tally.summary(deleted=len(deleted), stored=store.summary(), audit=proof, news=arrived)


def _drop_unmet(store: Store, *, tally: _Tally, scopes: Sequence[Scope]) -> Sequence[str]:
    """Note the skips of a whole reading, and drop what it no longer met; return the ids of that."""
    store.record_skips(tally.skips, scopes=scopes)
    deleted = store.vanished(scopes)
    if deleted:
        store.forget(deleted)
    return deleted


def _within(part: Slice, items: Iterator[Article | Skip]) -> Iterator[Article | Skip]:
    """Yield the articles of `part` and the skips met before its last; nothing is read beyond it."""
    left = part.limit
    while left != 0 and (item := next(items, None)) is not None:
        if isinstance(item, Article):
            if (item.date or "") < part.since:
                continue
            left = None if left is None else left - 1
        yield item


def settle(store: Store) -> tuple[News, ...]:
    """Unite the speakers and follow the claims where anything has changed; return what is new in the claims."""
    if store.speakers_stale():
        store.save_speakers(unite(store.names(), titles=known_titles()))
    return follow(store)


def follow(store: Store) -> tuple[News, ...]:
    """Match what is new with what is there, tell the claims anew where anything has changed; return what is new."""
    link(store)
    if not store.claims_stale():
        return ()
    told = tell_claims(store)
    arrived = tuple(news(told, before=store.matching.wordings_told()))
    store.save_claims(told)
    return arrived


class _Tally:
    """What the scan in hand has counted so far."""

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress = progress
        self.new = self.changed = self.unchanged = self.quotations = 0
        self.skips: list[Skip] = []
        self.encodings: dict[str, str] = {}

    @property
    def articles(self) -> int:
        return self.new + self.changed + self.unchanged

    def skip(self, skip: Skip) -> None:
        self.skips.append(skip)
        self._tell(skip.path)

    def keep(self, article: Article) -> None:
        self.unchanged += 1
        self._read(article)

    def take(self, article: Article, *, quotations: int, before: Known | None) -> None:
        if before is None:
            self.new += 1
        else:
            self.changed += 1
        self.quotations += quotations
        self._read(article)

    def _read(self, article: Article) -> None:
        if article.encoding.lower() not in UTF_8:
            self.encodings[article.path] = article.encoding
        self._tell(article.path)

    def _tell(self, path: str) -> None:
        self._progress(Progress(self.articles, self.quotations, len(self.skips), path))

    def summary(self, *, deleted: int, stored: Stored, audit: Audit | None, news: tuple[News, ...]) -> Summary:
        return Summary(
            articles=self.articles, new=self.new, changed=self.changed, unchanged=self.unchanged, deleted=deleted,
            skips=tuple(self.skips), encodings=tuple(self.encodings.items()), stored=stored, audit=audit,
            news=news,
        )  # fmt: skip


def _scopes(paths: Sequence[str]) -> Iterator[Scope]:
    """Yield what each path covers, as `corpus.read` names it; standard input covers nothing: each is another stream."""
    for path in (Path(path).absolute() for path in paths if path != corpus.sources.STDIN):
        if path.is_dir():
            yield Scope(root=_named(path.resolve()))
        else:
            yield Scope(root=_named(path.parent.resolve()), path=_named(path.name))


def _named(path: str | Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _batches(items: Iterable[Article | Skip], *, tally: _Tally) -> Iterator[list[Article]]:
    batch: list[Article] = []
    room = BATCH_TEXT
    for item in items:
        if isinstance(item, Skip):
            tally.skip(item)
            continue
        batch.append(item)
        room -= len(item.title) + len(item.body)
        if len(batch) == BATCH or room < 0:
            yield batch
            batch, room = [], BATCH_TEXT
    if batch:
        yield batch


def _take(batch: Sequence[Article], *, engine: Engine, store: Store, tally: _Tally) -> None:
    """Analyse and store those articles of a batch that are new or have changed."""
    docs = [article.doc for article in batch]
    store.meet(docs)
    known = store.known(docs)
    if analysed := tuple(_analysed(batch, known=known, engine=engine, tally=tally)):
        store.replace(correct(analysed, store=store), made_by=signature(engine))


def correct(batch: Sequence[Analysed], *, store: Store) -> tuple[Analysed, ...]:
    """Return articles with the quotations that stand where people have corrected what an engine found."""
    said = store.labelling.of(article.doc for article, _ in batch)
    lessons = (learned(said[article.doc], article) for article, _ in batch if article.doc in said)
    if known := [lesson for lesson in lessons if lesson is not None]:
        store.labelling.save(known)
    return tuple(
        (article, corrected(found, correction=said[article.doc], article=article) if article.doc in said else found)
        for article, found in batch
    )


def _analysed(
    batch: Sequence[Article], *, known: Mapping[str, Known], engine: Engine, tally: _Tally
) -> Iterator[tuple[Article, tuple[Quotation, ...]]]:
    fates = [_fate(article, before=known.get(article.doc), made_by=signature(engine)) for article in batch]
    outcomes = analyse_all((fate for fate in fates if isinstance(fate, Article)), engine)
    for article, fate in zip(batch, fates, strict=True):
        found = _found(article, next(outcomes)) if isinstance(fate, Article) else fate
        if isinstance(found, Skip):
            tally.skip(found)
        elif found is None:
            tally.keep(article)
        else:
            tally.take(article, quotations=len(found), before=known.get(article.doc))
            yield article, found


def _fate(article: Article, *, before: Known | None, made_by: str) -> Fate:
    """Return the article where it is to be analysed, None where it is stored as it is, or why it cannot be taken."""
    if before is None:
        return article
    if _lives_elsewhere(before, article):
        return _skip(article, f"its id {article.doc} belongs to {before.path} of {before.root} in this database")
    try:
        return None if before.print == print_of(article, made_by=made_by) else article
    except UnicodeEncodeError as error:
        return _unborne(article, error)


def _found(article: Article, outcome: Outcome) -> tuple[Quotation, ...] | Skip:
    """Return the quotations of an article, or why there are none: one that cannot be borne must not lose the others."""
    return _unborne(article, outcome) if isinstance(outcome, Exception) else outcome


def _unborne(article: Article, error: Exception) -> Skip:
    _log.debug("%s cannot be analysed", article.doc, exc_info=error)
    return _skip(article, f"cannot be analysed: {type(error).__name__}: {error}")


def _lives_elsewhere(before: Known, article: Article) -> bool:
    """Tell whether the stored article came from another folder and its file is still there; if not, it has moved."""
    return before.root not in ("", article.root) and (Path(before.root) / before.path.partition("!")[0]).exists()


def _skip(article: Article, reason: str) -> Skip:
    return Skip(path=article.path, reason=reason, line=article.line, root=article.root)
