"""Find what the user meant: a document, a speaker, an outlet; and say what comes near when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from quotes.errors import UsageError
from quotes.normalise import fold_text
from quotes.store import DocumentRow, Filter, SpeakerRow, Store

SHOWN = 3


def document(store: Store, doc: str) -> str:
    """Return the id of a stored document, given its id or the path of its file; raises UsageError with what is near."""
    rows = store.documents()
    if any(row.doc == doc for row in rows):
        return doc
    in_file = [row for row in rows if row.path == doc]
    if len(in_file) == 1:
        return in_file[0].doc
    raise _many(in_file, doc) if in_file else missing("document", doc, known=(row.doc for row in rows))


def _many(rows: list[DocumentRow], path: str) -> UsageError:
    some = " · ".join(row.doc for row in rows[:SHOWN])
    return UsageError(f"{path} holds {len(rows)} documents", remedy=f"name one of them by its id: {some}")


def speakers(store: Store, name: str) -> list[SpeakerRow]:
    """Return the speakers that `name` may mean; the one that bears exactly this name stands alone.

    Raises UsageError where there is none.
    """
    rows = store.speakers(name=name)
    if not rows:
        raise missing("speaker", name, known=_names(store.speakers()))
    exact = [row for row in rows if any(fold_text(alias) == fold_text(name) for alias in row.aliases)]
    return exact if len(exact) == 1 else rows


def _names(rows: Iterable[SpeakerRow]) -> Iterator[str]:
    """Yield every name of the speakers, and every word of it: people ask for a family name alone."""
    for row in rows:
        for alias in row.aliases:
            yield from (alias, *alias.split())


def check(store: Store, asked: Filter) -> None:
    """Raise UsageError where a filter names a document, a speaker or an outlet that the database does not hold."""
    if asked.doc is not None:
        document(store, asked.doc)
    if asked.speaker is not None:
        speakers(store, asked.speaker)
    outlets = [row.outlet for row in store.summary().outlets]
    if asked.outlet is not None and asked.outlet not in outlets:
        raise missing("outlet", asked.outlet, known=outlets)


def missing(what: str, name: str, *, known: Iterable[str]) -> UsageError:
    """Return the error for a name that is not stored; its remedy holds the names that come near."""
    near = closest(name, known=known)
    remedy = f"did you mean: {' · '.join(near)}" if near else f"see them with: {_LISTED[what]}"
    return UsageError(f"no {what} {name}", remedy=remedy)


_LISTED = {"document": "quotes list", "speaker": "quotes speakers", "outlet": "quotes report"}


def closest(name: str, *, known: Iterable[str]) -> list[str]:
    """Return up to three of `known` that are spelled like `name`, harakat and hamza apart; the nearest first."""
    folded = {fold_text(word).lower(): word for word in known}
    return [folded[near] for near in get_close_matches(fold_text(name).lower(), folded, n=SHOWN)]
