"""Read again what stored rows were read from, and tell which of them no longer stand there.

Takes a database, gives how each document and each of its rows stands in its file as the file is now. The files are read
as a scan reads them; one at a time is held, with the rows that are stored of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from quotes.corpus import mapped, read_file
from quotes.corpus.articles import ids
from quotes.corpus.fields import Mapped
from quotes.corpus.files import STDIN, File, stored
from quotes.errors import UsageError
from quotes.models import Article, Skip
from quotes.places import is_remote
from quotes.store import Store, StoredDocument, StoredSpan

State: TypeAlias = Literal["standing", "moved", "changed", "removed", "unreadable", "missing", "unknown"]
# The words are where they were; elsewhere in their field; gone from it; the file no longer holds the document; the
# document cannot be read; the file is gone; it was read from standard input.
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Checked:
    """How one row stands, or a document that has none (`span` is None)."""

    state: State
    doc: str
    path: str
    line: int | None
    span: StoredSpan | None
    now: int | None = None  # where moved words begin
    reason: str = ""  # why a document cannot be read


def verify(db: str, *, paths: Sequence[str] = (), mapping: Mapping[str, str] | None = None) -> Iterator[Checked]:
    """Yield how the rows of a database stand, file by file; with `paths`, those of these files and folders alone.

    `mapping` names columns as the scan did. Raises UsageError for a path of which nothing is stored, after all others.
    """
    asked = [Path(path) if is_remote(path) else Path(path).resolve() for path in paths]
    met: set[Path] = set()
    with Store.open(db) as store:
        for (root, file), documents in groupby(store.places(), key=lambda one: (one.root, one.file)):
            above = _above(Path(root, file), asked)
            met |= above
            if above or not asked:
                yield from _of_file(root, file, list(documents), mapped(mapping))
    for path in asked:
        if path not in met:
            raise UsageError(f"nothing is stored of {path}", remedy="see what is stored with: quotes list")


def _above(place: Path, asked: Iterable[Path]) -> set[Path]:
    """Return those of the paths asked for that hold a file."""
    return {path for path in asked if path == place or path in place.parents}


def _of_file(root: str, file: str, documents: Sequence[StoredDocument], columns: Mapped) -> Iterator[Checked]:
    if file == STDIN and not root:
        yield from _all("unknown", documents)
    elif (found := stored(root, file)) is not None:
        yield from _read(found, documents, columns)
    else:
        for path, some in groupby(documents, key=lambda one: one.path):
            if path != file and stored(root, path) is not None:  # the mark of archives in the name of a file
                yield from _of_file(root, path, list(some), columns)
            else:
                yield from _all("missing", some)


def _read(file: File, documents: Sequence[StoredDocument], columns: Mapped) -> Iterator[Checked]:
    """Yield how the documents of a file stand in it; those that are not met in it come last."""
    ahead = {one.doc: one for one in documents}
    by_place = {(one.path, one.line): one.doc for one in documents if _is_placed(one)}
    skips: list[Skip] = []
    for item in read_file(file, columns):
        if isinstance(item, Skip):
            skips.append(item)
        elif (known := ahead.pop(_doc(item, ahead, by_place), None)) is not None:
            yield from _in_article(known, item)
    for one in ahead.values():
        why = next((skip.reason for skip in skips if _covers(skip, one)), "")
        yield from _all("unreadable" if why else "removed", [one], why)


def _doc(article: Article, ahead: Mapping[str, StoredDocument], by_place: Mapping[tuple[str, int | None], str]) -> str:
    """Return under which id an article is stored: one that it brings along, else that of its place."""
    named = (doc for doc, _ in zip(ids(article.doc, article.path, article.line), range(2), strict=False))
    own = next((doc for doc in named if doc in ahead), None) if article.doc else None
    return own or by_place.get((article.path, article.line), "")


def _is_placed(document: StoredDocument) -> bool:
    """Tell whether a document is called by its place, for it brought no id along that was free."""
    place = next(ids("", document.path, document.line))
    return document.doc == place or document.doc.startswith(f"{place}~")


def _covers(skip: Skip, document: StoredDocument) -> bool:
    """Tell whether what could not be read is a document, or what holds it."""
    within = document.path == skip.path or document.path.startswith(f"{skip.path}!")
    return within and skip.line in (None, document.line)


def _in_article(document: StoredDocument, article: Article) -> Iterator[Checked]:
    empty = Checked("standing", document.doc, document.path, document.line, None)
    for span in document.spans:
        yield _checked(replace(empty, span=span), span, getattr(article, span.field))
    if not document.spans:
        yield empty


def _checked(row: Checked, span: StoredSpan, text: str) -> Checked:
    if text[span.start : span.end] == span.content:
        return row
    now = _nearest(span, text)
    return replace(row, state="changed" if now is None else "moved", now=now)


def _nearest(span: StoredSpan, text: str) -> int | None:
    """Return where the words of a row begin now, nearest to where they were; None where they are gone."""
    before, after = text.rfind(span.content, 0, span.end), text.find(span.content, span.start)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - span.start), default=None)


def _all(state: State, documents: Iterable[StoredDocument], reason: str = "") -> Iterator[Checked]:
    for one in documents:
        for span in one.spans or (None,):
            yield Checked(state, one.doc, one.path, one.line, span, reason=reason)
