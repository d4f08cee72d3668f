"""Give the database as DuckDB's own relations, for those who go on in SQL, pandas, polars or Arrow.

Takes an open connection, gives relations over the documented views. What they ask can read this one database and no
other file, and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quotes.errors import UsageError
from quotes.store.database import VIEWS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

Relation: TypeAlias = "DuckDBPyRelation"  # for those who may not import duckdb


def guard(connection: DuckDBPyConnection) -> None:
    """Keep the queries of a connection from every other file and from the network."""
    connection.execute("SET enable_external_access = false")


def relation(connection: DuckDBPyConnection, asked: str) -> Relation:
    """Return what a query asks for, not fetched yet; raises UsageError where DuckDB does not understand it."""
    import duckdb

    try:
        found = connection.sql(asked)
    except duckdb.Error as error:
        raise UsageError(str(error).splitlines()[0], remedy=f"ask one of {', '.join(VIEWS)}") from error
    if found is None:
        raise UsageError("the query gives no rows", remedy=f"begin it with SELECT, from {', '.join(VIEWS)}")
    return found
