"""Keep which documents and files the scan in hand has met, and which files are stored whole.

A row of `files` stands only while everything that the file holds is stored: whatever removes one of its documents, or
makes it to be read anew, removes the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from quotes.models import Skip
from quotes.store import columns
from quotes.store.connection import Connection
from quotes.store.records import FileRow, KeptFile, Scope

Place: TypeAlias = tuple[str, str]  # the root and the path of a file
Stretch: TypeAlias = tuple[str, str, int, int]  # root, path, first line, last line


class Filing:
    """The part of one open database that a scan asks what it must read."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def begin(self) -> None:
        """Forget what an earlier scan over this connection has met."""
        self._db.run("run_tables")

    def meet(self, docs: Iterable[str]) -> None:
        """Note that the scan in hand has read `docs`."""
        self._db.insert("meet", columns.of_docs(docs))

    def met(self, docs: Iterable[str]) -> set[str]:
        """Return those of `docs` that the scan in hand has read."""
        with self._db.incoming(columns.of_docs(docs)):
            return {doc for (doc,) in self._db.run("taken").fetchall()}

    def meet_files(self, places: Sequence[Place]) -> None:
        """Note that the scan in hand has met files."""
        self._db.insert("meet_files", columns.of_places(places))

    def known(self, places: Sequence[Place]) -> dict[Place, FileRow]:
        """Return those of the files that are stored whole."""
        with self._db.incoming(columns.of_places(places)):
            return {(row[0], row[1]): FileRow(*row) for row in self._db.run("files_known").fetchall()}

    def prints(self, stretches: Sequence[Stretch]) -> dict[tuple[str, str, int | None], str]:
        """Return the prints of the documents that are stored from stretches of files, each with its place."""
        with self._db.incoming(columns.of_stretches(stretches)):
            return {(root, path, line): print for root, path, line, print in self._db.run("known_at").fetchall()}

    def kept(self, places: Sequence[Place]) -> dict[Place, KeptFile]:
        """Return what is stored of files."""
        if not places:
            return {}
        with self._db.incoming(columns.of_places(places)):
            counts = {(root, path): count for root, path, count in self._db.run("kept").fetchall()}
            encodings: defaultdict[Place, list[tuple[str, str]]] = defaultdict(list)
            for root, path, held, encoding in self._db.run("kept_encodings").fetchall():
                encodings[root, path].append((held, encoding))
            skips: defaultdict[Place, list[Skip]] = defaultdict(list)
            for root, path, held, reason, line in self._db.run("kept_skips").fetchall():
                skips[root, path].append(Skip(held, reason, line=line, root=root))
        return {place: KeptFile(counts.get(place, 0), tuple(encodings[place]), tuple(skips[place])) for place in places}

    def keep(self, places: Sequence[Place]) -> None:
        """Note that the scan in hand has met files, and what is stored of them, without reading it again."""
        if places:
            self.meet_files(places)
            self._db.insert("meet_kept", columns.of_places(places))

    def save(self, rows: Iterable[FileRow]) -> None:
        """Note that files are stored whole."""
        self._db.insert("insert_files", columns.of_files(rows))

    def drop_gone(self, scopes: Iterable[Scope]) -> None:
        """Forget the files of `scopes` that the scan in hand has not met."""
        self._db.insert("drop_files_gone", columns.of_scopes(scopes))
