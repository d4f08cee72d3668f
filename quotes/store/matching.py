"""Keep what matching works on: wordings with their keys and landmarks, the joins that find pairs, and the edges.

Large sets pass as Arrow tables. Candidates are gathered in temporary tables, which DuckDB moves to disk where they do
not fit in memory; nothing of them is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from quotes.models import Edge
from quotes.store import columns
from quotes.store.connection import Connection
from quotes.store.records import Row
from quotes.wording import codes_of

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "1GiB"  # for the join; the rest of the program keeps to less


class Matching:
    """The part of one open database that matching reads and writes."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def wordings(self) -> pa.Table:
        """Return all wordings, ascending: `wording`, `words`, and in `fresh` whether it has no keys yet."""
        return self._db.table("wordings")

    def keys(self) -> pa.Table:
        """Return the keys of all wordings: `wording`, `gram`."""
        return self._db.table("keys")

    def save_keys(self, keys: pa.Table) -> None:
        """Write the keys of wordings that have none: `wording`, `gram`."""
        self._db.insert("insert_keys", keys)

    def begin(self) -> None:
        """Forget the candidates gathered so far, and make room for the join."""
        self._db.limit_memory(MEMORY)
        self._db.run("candidate_tables")

    def seek(self, keys: pa.Table) -> None:
        """Take keys for those that the grams of `gather` are to meet: `gram`, `text`, `words`, `s0` to `s3`."""
        self._db.insert("seek", keys)

    def gather(self, grams: pa.Table) -> None:
        """Note the pairs of texts of which one holds a key of the other; columns as those of `seek`."""
        self._db.insert("gather", grams)

    def candidates(self) -> pa.Table:
        """Return the pairs gathered, each once, ascending: `a` < `b`, numbers of texts; and forget them."""
        pairs = self._db.table("candidates")
        self._db.run("drop_candidates")
        self._db.limit_memory()
        return pairs

    def fresh_wordings(self) -> list[int]:
        """Return the wordings that are not matched yet, ascending."""
        return [wording for (wording,) in self._db.rows("fresh_wordings")]

    def drop_landmarks(self, wordings: Iterable[int]) -> None:
        """Remove the landmarks of wordings, those of a scan that was stopped."""
        self._db.insert("drop_marks", columns.of_wordings(wordings))

    def save_landmarks(self, landmarks: Iterable[tuple[int, int]]) -> None:
        """Write the landmarks of wordings that have none."""
        self._db.insert("insert_landmarks", columns.of_landmarks(landmarks))

    def landmark_pairs(self, wordings: Iterable[int], *, share: float) -> pa.Table:
        """Return the pairs of these and all wordings that share a landmark and so much of their words: `a` < `b`."""
        self._db.limit_memory(MEMORY)
        with self._db.incoming(columns.of_wordings(wordings)):
            pairs = self._db.run("landmark_pairs", share=share).to_arrow_table()
        self._db.limit_memory()
        return pairs

    def matched_by(self) -> str | None:
        """Return the print of the rules that made the edges, None before any."""
        return self._db.meta("matcher")

    def unmatch(self, matcher: str) -> None:
        """Forget all edges, and note the print of the rules that will make new ones; in one transaction."""
        with self._db.transaction():
            for name in ("unmatch_keys", "unmatch_landmarks", "unmatch_edges"):
                self._db.run(name)
            self._db.run("touch_all")
            self._db.set("matcher", matcher)

    def overlapping(self, words: Sequence[str], *, share: float, limit: int) -> dict[int, str]:
        """Return wordings, with a content each, that share so much of `words` or these of theirs; the nearest first."""
        codes = sorted(set(codes_of(words)))
        return dict(self._db.rows("overlapping", codes=codes, share=share, limit=limit))

    def contents(self, wordings: Iterable[int]) -> dict[int, str]:
        """Return one content that has each of the wordings."""
        with self._db.incoming(columns.of_wordings(wordings)):
            return dict(self._db.run("contents").fetchall())

    def save_edges(self, edges: Iterable[Edge]) -> None:
        """Add edges to those that are stored, in one transaction."""
        with self._db.transaction(), self._db.incoming(columns.of_edges(edges)):
            self._db.run("insert_edges")
            self._db.run("touch_linked")

    def linked(self, pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return those of the pairs, a < b, that have an edge."""
        with self._db.incoming(columns.of_pairs(pairs)):
            return set(self._db.run("linked").fetchall())

    def find_kin(self) -> None:
        """Find the wordings whose claims may have changed, for `edges` and `matched_wordings`.

        They are those that have changed, all that share a claim with one of them, and all that edges tie to these.
        """
        self._db.run("find_kin")

    def wordings_told(self) -> frozenset[int]:
        """Return those of `find_kin` that are in a claim now."""
        return frozenset(wording for (wording,) in self._db.run("wordings_told").fetchall())

    def edges(self) -> Iterator[Edge]:
        """Yield every edge between the wordings of `find_kin`, in order."""
        return (Edge(*row) for row in self._db.run("edges").fetchall())

    def matched_wordings(self) -> Iterator[tuple[int, str, int, list[str], int, str]]:
        """Yield those of `find_kin` that have an edge or several documents.

        Of each its number, a content, how many words, its days, its documents counted, the first of them.
        """
        self._db.limit_memory(MEMORY)
        found = self._db.run("matched_wordings").fetchall()
        self._db.limit_memory()
        return iter(found)

    def worded(self, wordings: Iterable[int]) -> list[tuple[int, Row]]:
        """Return the statements that have these wordings, each after its wording; in time, undated articles last."""
        with self._db.incoming(columns.of_wordings(wordings)):
            return [(wording, Row(*row)) for wording, *row in self._db.run("worded").fetchall()]

    def settle_wordings(self) -> None:
        """Bring the wordings in line with the quotations, in one transaction: those that none has any more are gone."""
        with self._db.transaction():
            if self._db.run("drop_wordings").fetchall() != [(0,)]:
                for name in ("drop_keys", "drop_landmarks", "touch_severed", "drop_edges"):
                    self._db.run(name)
            self._db.run("settle_contents")
