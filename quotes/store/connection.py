"""Run the named queries of `quotes/sql` on one open database: what every part of the store stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from quotes.store import database, relations

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

FETCH = 4096  # rows at a time

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield items in lists of `size`, the last one shorter."""
    ahead = iter(items)
    return iter(lambda: list(islice(ahead, size)), [])


class Connection:
    """One open database; what DuckDB raises comes out as a StoreError with its remedy."""

    def __init__(self, connection: DuckDBPyConnection, *, path: str) -> None:
        self._connection = connection
        self.path = path

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        with database.explained(self.path):
            self._connection.close()

    def run(self, name: str, /, **values: object) -> DuckDBPyConnection:
        """Run a query and return what it gives, to be fetched before the next."""
        with database.explained(self.path):
            return self._connection.execute(database.query(name), values or None)

    def rows(self, name: str, /, **values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query over a cursor of its own, so that another may run meanwhile."""
        with database.explained(self.path), self._connection.cursor() as cursor:
            cursor.execute(database.query(name), values or None)
            while rows := cursor.fetchmany(FETCH):
                yield from rows

    def table(self, name: str) -> pa.Table:
        """Return the rows of a query as an Arrow table."""
        return self.run(name).to_arrow_table()

    def relation(self, query: str) -> relations.Relation:
        """Return what a query that is not ours asks for, not fetched yet; raises UsageError where it is none."""
        return relations.relation(self._connection, query)

    def guard(self) -> None:
        """Keep queries from every other file and from the network."""
        with database.explained(self.path):
            relations.guard(self._connection)

    def insert(self, name: str, table: pa.Table) -> None:
        """Run a query that takes the rows of `table`."""
        with self.incoming(table):
            self.run(name)

    @contextmanager
    def incoming(self, table: pa.Table) -> Iterator[None]:
        """Let queries see `table` as `incoming`."""
        self._connection.register("incoming", table)
        try:
            yield
        finally:
            self._connection.unregister("incoming")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the block wrote, or nothing of it."""
        with database.explained(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def meta(self, key: str) -> str | None:
        """Return one fact of the database, None where it is not noted."""
        with database.explained(self.path):
            return database.meta(self._connection, key)

    def set(self, key: str, value: str) -> None:
        """Note one fact of the database."""
        self.run("set_meta", key=key, value=value)

    def limit_memory(self, limit: str | None = None) -> None:
        """Let queries use up to `limit`, as DuckDB writes it; without one, what a scan may use."""
        with database.explained(self.path):
            self._connection.execute(f"SET memory_limit = '{limit or database.CONFIG['memory_limit']}'")
