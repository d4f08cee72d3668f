"""Keep what people say of articles: the quotations that stand whatever an engine reads.

A correction outlives its article and every scan; only who corrects again, or takes it back, changes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quotes.models import Mention, Quotation
from quotes.store import columns
from quotes.store.connection import Connection
from quotes.store.records import Correction


class Labelling:
    """The part of one open database that holds corrections."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> Iterator[Correction]:
        """Yield every correction, sorted by document."""
        return (_correction(*row) for row in self._db.rows("labels"))

    def of(self, docs: Iterable[str]) -> dict[str, Correction]:
        """Return the corrections of those of `docs` that have one."""
        with self._db.incoming(columns.of_docs(docs)):
            found = [_correction(*row) for row in self._db.run("labels_of").fetchall()]
        return {one.doc: one for one in found}

    def save(self, corrections: Iterable[Correction]) -> None:
        """Write corrections in place of those of the same documents, in one transaction.

        The documents are as if their text had changed, so that a scan reads them anew if nobody does before.
        """
        with self._db.transaction(), self._db.incoming(columns.of_corrections(corrections)):
            self._db.run("insert_labels")
            self._unprint()

    def drop(self, docs: Iterable[str]) -> None:
        """Forget what was said of `docs`, which are then as `save` leaves them; in one transaction."""
        with self._db.transaction(), self._db.incoming(columns.of_docs(docs)):
            self._db.run("drop_labels")
            self._unprint()

    def _unprint(self) -> None:
        for name in ("drop_files", "unprint"):
            self._db.run(name)


def _correction(
    doc: str, source: str, annotator: str, title: str | None, body: str | None, quotations: str
) -> Correction:
    return Correction(doc, source, annotator, title, body, tuple(map(_quotation, json.loads(quotations))))


def _quotation(values: Mapping[str, Any]) -> Quotation:
    return Quotation(**{**values, "cue": _mention(values["cue"]), "speaker": _mention(values["speaker"])})


def _mention(values: Mapping[str, Any] | None) -> Mention | None:
    return None if values is None else Mention(**values)
