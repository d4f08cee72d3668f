"""Answer any question in SQL over a database that the question cannot change.

Takes the path of a database and one statement, gives columns and rows. The connection reads only, reaches no other
file and no network, and its settings are locked: what a question may do is decided before it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotes.errors import StoreError, UsageError
from quotes.store import database, opening
from quotes.store.connection import FETCH
from quotes.store.database import VIEWS

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, Statement

REMEDY = f"the views are {', '.join(VIEWS)}; see their columns with: quotes sql"
LOCKS = ("enable_external_access = false", "lock_configuration = true")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a documented view, and what it means."""

    view: str
    name: str
    type: str
    meaning: str


class Answer:
    """The rows that answer a question, to be read once."""

    def __init__(self, connection: DuckDBPyConnection, *, limit: int | None) -> None:
        self._connection, self._limit = connection, limit
        self.columns = _told_apart([name for name, *_ in connection.description or ()])

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, no more than the limit; raises UsageError where one cannot be reckoned."""
        left = self._limit
        with _explained():
            while rows := self._connection.fetchmany(FETCH if left is None else min(FETCH, left)):
                yield from rows
                left = None if left is None else left - len(rows)

    def table(self) -> pa.Table:
        """Return the rows as an Arrow table with DuckDB's own types."""
        with _explained():
            table = self._connection.to_arrow_table()
        return table.slice(0, self._limit).rename_columns(list(self.columns))


@contextmanager
def ask(path: str, sql: str, *, limit: int | None = None) -> Iterator[Answer]:
    """Give the answer to one SELECT over the database `path`.

    Raises StoreError where the database is missing, not ours or without views; UsageError where the statement is wrong.
    """
    with _guarded(path) as connection:
        with _explained():
            connection.execute(_question(connection, sql))
            answer = Answer(connection, limit=limit)
        yield answer


def meanings(path: str) -> tuple[Column, ...]:
    """Return the columns of the documented views of the database `path`, in the order of `VIEWS`."""
    with _guarded(path) as connection:
        columns = [Column(*row) for row in connection.execute(database.query("views_told")).fetchall()]
    return tuple(sorted(columns, key=lambda column: VIEWS.index(column.view)))


@contextmanager
def _guarded(path: str) -> Iterator[DuckDBPyConnection]:
    connection = opening.connect_to_read(path)
    with connection:
        if not database.views(connection):
            raise StoreError(f"{path} has no views yet", remedy="scan again, which adds them: quotes scan FOLDER")
        _lock(connection)
        yield connection


def _lock(connection: DuckDBPyConnection) -> None:
    """Lock the settings; connections of one program to one file share them, and one before may have locked them."""
    if connection.execute("SELECT current_setting('lock_configuration')").fetchone() == (False,):
        for lock in LOCKS:
            connection.execute(f"SET {lock}")


def _question(connection: DuckDBPyConnection, sql: str) -> Statement:
    """Return the one statement of `sql`; raises UsageError where there are more, or it does not only read."""
    import duckdb

    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise UsageError(f"{len(statements)} statements in the question", remedy="ask one SELECT at a time")
    if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        raise UsageError("only a SELECT may be asked: the database is not changed by it", remedy=REMEDY)
    return statements[0]


@contextmanager
def _explained() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise UsageError(str(error).strip(), remedy=REMEDY) from error


def _told_apart(names: list[str]) -> tuple[str, ...]:
    """Return names of which none stands twice: a later one gets its place behind it."""
    return tuple(name if name not in names[:at] else f"{name}_{at + 1}" for at, name in enumerate(names))
