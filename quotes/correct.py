"""Correct articles by hand: take people's labels into a database, take them back, tell how they stand.

Takes a file of labels and a database. An article that is stored is read anew at once, so that its rows are the same
whether the labels or the article came first; then speakers and claims are told anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quotes.analyse import analyse_all
from quotes.engines import RULES, Engine, signature
from quotes.errors import UsageError
from quotes.intake import correct
from quotes.labels import fit
from quotes.labels.reading import read_labels
from quotes.models import Quotation, Skip
from quotes.scan import settle
from quotes.store import Correction, Store

AT_ONCE = 500  # articles
State = Literal["standing", "moved", "stale", "waiting"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the labels of one article stand to the article as it is now."""

    correction: Correction
    state: State  # waiting: the article is not stored; stale: some of the labels' words are gone
    stale: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has taken: how each article's labels stand, and what could not be taken."""

    standings: tuple[Standing, ...]
    skips: tuple[Skip, ...]


def import_labels(path: str, *, db: str, engine: Engine = RULES, wait: float = 0.0) -> Imported:
    """Take the labels of a file in place of those that its articles had; `engine` reads what no label decides.

    Waits up to `wait` seconds while another program has the database.
    Raises UsageError for a file that holds no labels, and StoreError for a database that cannot be used.
    """
    found = tuple(read_labels(path))
    corrections = [one for one in found if isinstance(one, Correction)]
    with Store.create(db, wait=wait) as store:
        store.labelling.save(corrections)
        failed = _read_anew(store, [one.doc for one in corrections], engine)
        settle(store)
        standings = tuple(_standings(store, store.labelling.of(one.doc for one in corrections).values()))
    return Imported(standings, (*(one for one in found if isinstance(one, Skip)), *failed))


def remove_labels(docs: Sequence[str] | None, *, db: str, engine: Engine = RULES, wait: float = 0.0) -> tuple[str, ...]:
    """Take back the labels of `docs`, None for all; return the articles that had some, which `engine` reads anew.

    Waits as `import_labels`. Raises UsageError where an article has no labels.
    """
    with Store.create(db, wait=wait) as store:
        known = {one.doc for one in store.labelling.all()}
        for doc in docs or ():
            if doc not in known:
                raise UsageError(f"{doc} has no labels in {db}", remedy="see what has: quotes import-labels --list")
        removed = tuple(sorted(known if docs is None else set(docs)))
        store.labelling.drop(removed)
        _read_anew(store, removed, engine)
        settle(store)
    return removed


def standing_labels(*, db: str) -> tuple[Standing, ...]:
    """Return how all labels of a database stand, sorted by article."""
    with Store.open(db) as store:
        return tuple(_standings(store, list(store.labelling.all())))


def _standings(store: Store, corrections: Iterable[Correction]) -> Iterator[Standing]:
    for one in corrections:
        if not store.known([one.doc]):
            yield Standing(one, "waiting", ())
            continue
        found = fit(one, store.document(one.doc))
        state: State = "standing" if found.same else "stale" if found.stale else "moved"
        yield Standing(one, state, found.stale)


def _read_anew(store: Store, docs: Sequence[str], engine: Engine) -> tuple[Skip, ...]:
    """Analyse those of `docs` that are stored, and store them as corrected; return those that cannot be analysed."""
    skips: list[Skip] = []
    for first in range(0, len(docs), AT_ONCE):
        stored = [store.document(doc) for doc in sorted(store.known(docs[first : first + AT_ONCE]))]
        batch = []
        for article, outcome in zip(stored, analyse_all(stored, engine), strict=True):
            if isinstance(outcome, Exception):
                skips.append(Skip(article.path, f"cannot be analysed: {outcome}", line=article.line, root=article.root))
            else:
                batch.append((article, outcome))
        if batch:
            store.replace(correct(batch, store=store), made_by=signature(engine))
    return tuple(skips)
