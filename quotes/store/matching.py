"""Keep what matching works on: wordings, their keys, and the join that finds which texts share a key.

Takes and gives Arrow tables. Candidates are gathered in temporary tables, which DuckDB moves to disk where they do not
fit in memory; nothing of them is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.store import database

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

MEMORY = "1GiB"  # for the join; the rest of the program keeps to less


class Matching:
    """The part of one open database that matching reads and writes."""

    def __init__(self, connection: DuckDBPyConnection, *, path: str) -> None:
        self._connection = connection
        self._path = path

    def wordings(self) -> pa.Table:
        """Return all wordings, ascending: `wording`, `words`, and in `fresh` whether it has no keys yet."""
        return self._table("wordings")

    def keys(self) -> pa.Table:
        """Return the keys of all wordings: `wording`, `gram`."""
        return self._table("keys")

    def save_keys(self, keys: pa.Table) -> None:
        """Write the keys of wordings that have none: `wording`, `gram`."""
        self._insert("insert_keys", keys)

    def begin(self) -> None:
        """Forget the candidates gathered so far, and make room for the join."""
        with database.explained(self._path):
            self._connection.execute(f"SET memory_limit = '{MEMORY}'")
        self._run("candidate_tables")

    def seek(self, keys: pa.Table) -> None:
        """Take keys for those that the grams of `gather` are to meet: `gram`, `text`, `words`, `s0` to `s3`."""
        self._insert("seek", keys)

    def gather(self, grams: pa.Table) -> None:
        """Note the pairs of texts of which one holds a key of the other; columns as those of `seek`."""
        self._insert("gather", grams)

    def candidates(self) -> pa.Table:
        """Return the pairs gathered, each once, ascending: `a` < `b`, numbers of texts; and forget them."""
        pairs = self._table("candidates")
        self._run("drop_candidates")
        with database.explained(self._path):
            self._connection.execute(f"SET memory_limit = '{database.CONFIG['memory_limit']}'")
        return pairs

    def _insert(self, name: str, table: pa.Table) -> None:
        self._connection.register("incoming", table)
        try:
            self._run(name)
        finally:
            self._connection.unregister("incoming")

    def _run(self, name: str) -> DuckDBPyConnection:
        with database.explained(self._path):
            return self._connection.execute(database.query(name))

    def _table(self, name: str) -> pa.Table:
        return self._run(name).to_arrow_table()
