"""Write a report of a whole archive as a folder of pages: tables in four files, cards in files of a hundred each.

Takes a store and a folder, writes into that folder and nowhere else. What an earlier report left there and this one
has no more is removed; a list of its own files, kept beside them, tells which those are: nothing else is touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.errors import UsageError
from quotes.page import contents
from quotes.page.addresses import EACH, Addresses, of_folder
from quotes.page.illustrating import overview, timelines
from quotes.page.rendering import VIEWS, environment, render
from quotes.report.language import Language
from quotes.store import Store
from quotes.store.connection import batches

LIST = "quotes-report.json"  # the files of the report
INDEX = {view: "index.html" if view == "overview" else f"{view}.html" for view in VIEWS}

Parts = dict[str, object]  # what a template shows
EMPTY: Parts = {"speakers": (), "claims": (), "articles": (), "timelines": {}}
File = tuple[str, Iterable[str]]  # its name in the folder, its text in pieces


def write_folder(store: Store, folder: str, *, language: Language) -> int:
    """Write the report into `folder`, which is made where there is none; return how many files it has.

    Raises UsageError where the folder holds a page that is not of a report of ours, ModelError where a library of the
    extra `page` is missing.
    """
    environment()
    place = Path(folder)
    before = _listed(place)
    choice = contents.choose(store, limits=contents.FOLDER)
    written = [_write(place, *file) for file in _files(store, choice, language=language)]
    for name in sorted(before - set(written)):
        (place / name).unlink(missing_ok=True)
    _write(place, LIST, [json.dumps(sorted(written), indent=0) + "\n"])
    return len(written)


def _listed(place: Path) -> set[str]:
    """Return the files of the report that the folder holds; raises UsageError where it holds a page without a list."""
    known = place / LIST
    if not known.exists():
        if any((place / name).exists() for name in INDEX.values()):
            raise UsageError(f"{place} holds pages that quotes did not write", remedy="name another folder with -o")
        return set()
    names = json.loads(known.read_text(encoding="utf-8"))
    return {name for name in names if _ours(name)}


def _ours(name: str) -> bool:
    """Tell a name that a report gives; a list that was tampered with must not lead out of the folder."""
    kind, _, number = name.removesuffix(".html").partition("/")
    return name in INDEX.values() or (kind in VIEWS and number.isdecimal() and name.endswith(".html"))


def _write(place: Path, name: str, chunks: Iterable[str]) -> str:
    """Write one file, whole or not at all."""
    path = place / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(chunks)
        part.replace(path)
    except OSError as error:
        remedy = "name a folder that you may write to"
        raise UsageError(f"cannot write {path}: {error.strerror}", remedy=remedy) from error
    return name


def _files(store: Store, choice: contents.Choice, *, language: Language) -> Iterator[File]:
    docs = [row.doc for row in choice.documents]
    ids = [row.claim for row in choice.claims], [row.speaker_id for row in choice.speakers]
    addresses = of_folder(docs, *ids)
    yield from _tables(store, choice, language=language, addresses=addresses)
    below = _Below(addresses.below(), language)
    yield from below.files("speakers", contents.speakers(store, choice.speakers))
    yield from below.files("claims", contents.claims(store, choice.claims))
    yield from below.files("articles", contents.articles(store, docs))


def _tables(store: Store, choice: contents.Choice, *, language: Language, addresses: Addresses) -> Iterator[File]:
    charts = overview(store, choice.summary, language=language)
    for view in VIEWS:
        yield INDEX[view], render(
            language=language, addresses=addresses, homes=INDEX, shown=[view],
            **EMPTY | {"choice": choice, "charts": charts},
        )  # fmt: skip


class _Below:
    """The files in the folders below, each with some cards of one kind."""

    def __init__(self, addresses: Addresses, language: Language) -> None:
        self._addresses, self._language = addresses, language
        self._homes = {view: f"../{file}" for view, file in INDEX.items()}

    def files(self, kind: str, cards: Iterable[object]) -> Iterator[File]:
        """Yield the files of one kind of cards; the first of the claims, the widest, have their charts."""
        for number, some in enumerate(batches(cards, EACH), start=1):
            widest = [card for card in some if isinstance(card, contents.ClaimCard)] if number == 1 else []
            parts = EMPTY | {kind: some, "timelines": timelines(widest, language=self._language)}
            yield (
                f"{kind}/{number:04}.html",
                render(language=self._language, addresses=self._addresses, homes=self._homes, shown=(), **parts),
            )
