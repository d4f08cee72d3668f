"""Follow folders as articles come: scan what has changed, and tell the claims and wordings that it brings.

Takes folders and a database, gives a round for each time that something has changed, with what is new in it. Between
rounds the database is closed, so that others may read it. The system tells what has changed (watchfiles); what a round
does is a scan, which finds by itself what is new, changed or gone: nothing depends on which changes were told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from quotes.claims.news import News
from quotes.engines import RULES, Engine
from quotes.errors import BusyError, ModelError
from quotes.scan import Summary, scan
from quotes.store import ClaimStatement, Store

if TYPE_CHECKING:
    from watchfiles import Change

SETTLED = 400  # ms without a change, after which a round begins
PATIENCE = 5_000  # ms of changes without end, after which it begins all the same
TICK = 250  # ms between two looks at `stop`


@dataclass(frozen=True, slots=True)
class Arrived:
    """A claim with something new in it, and its statements in time."""

    news: News
    statements: tuple[ClaimStatement, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One scan of the folders: what it did, and the claims in which something is new since the round before."""

    summary: Summary
    arrived: tuple[Arrived, ...]


def watch(
    folders: Sequence[str],
    *,
    db: str,
    mapping: Mapping[str, str] | None = None,
    engine: Engine = RULES,
    jobs: int = 1,
    stop: Event | None = None,
) -> Iterator[Round]:
    """Scan `folders`, then again whenever something in them changes, until `stop` is set; yield each round.

    `jobs` processes read, as for `scan`. A round waits while another program has the database. Raises ModelError where
    watchfiles is not installed, and what `scan` raises.
    """
    first = due = True
    scanned = partial(_scanned, folders, db=db, mapping=mapping, engine=engine, jobs=jobs)
    for changes in _looks(folders, db=db, stop=stop):
        due = due or bool(changes)
        if due and (summary := scanned()) is not None:
            yield Round(summary, () if first else tuple(_arrived(summary.news, db=db)))
            first = due = False


def _looks(folders: Sequence[str], *, db: str, stop: Event | None) -> Iterator[set[tuple[Change, str]]]:
    """Yield what has changed since the last look, nothing after a while without; what quotes writes is left out."""
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError:
        raise ModelError("watchfiles is not installed", remedy="pip install 'quotes[watch]'") from None
    ours = str(Path(db).absolute())
    usual = DefaultFilter()
    return watch(
        *folders, watch_filter=lambda change, path: usual(change, path) and not path.startswith(ours),
        debounce=PATIENCE, step=SETTLED, stop_event=stop, rust_timeout=TICK, yield_on_timeout=True,
    )  # fmt: skip


def _scanned(
    folders: Sequence[str], *, db: str, mapping: Mapping[str, str] | None, engine: Engine, jobs: int
) -> Summary | None:
    """Scan the folders and return what was done; None where another program has the database."""
    try:
        return scan(folders, db=db, mapping=mapping, engine=engine, jobs=jobs)
    except BusyError:
        return None


def _arrived(news: Sequence[News], *, db: str) -> Iterator[Arrived]:
    with Store.open(db) as store:
        told = store.leafing.told(one.claim for one in news)
        for one, (_, statements) in zip(news, told, strict=True):
            yield Arrived(one, tuple(statements))
