"""Join keys with grams: which texts may repeat one another.

Takes tables of grams with what the join asks of their texts, gives pairs of texts. One shard of a join, that is the
keys and the grams whose hashes fall into it, is one query of DuckDB over the Parquet files that hold them, in a
database of its own in memory.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quotes import places
from quotes.store import database
from quotes.store.matching import MEMORY

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


def met(keys: str, grams: str) -> pa.Table:
    """Return the pairs of texts of which one holds a key of the other, `a` < `b`, each once, ascending.

    `keys` and `grams` are patterns of Parquet files, on the disk or at a URL.
    """
    with TemporaryDirectory() as folder, _opened(folder) as connection:
        connection.execute(database.query("candidate_tables"))
        for name, pattern in (("seek", keys), ("gather", grams)):
            connection.read_parquet(_reached(pattern, connection)).create_view("incoming", replace=True)
            connection.execute(database.query(name))
        return connection.execute(database.query("candidates")).to_arrow_table()


def _opened(folder: str) -> DuckDBPyConnection:
    """Open a database in memory, which moves to `folder` what does not fit; others may run beside it."""
    import duckdb

    connection = duckdb.connect(
        config={**database.CONFIG, "threads": 1, "memory_limit": MEMORY, "temp_directory": folder}
    )
    connection.execute("SET enable_progress_bar = false")
    return connection


def _reached(pattern: str, connection: DuckDBPyConnection) -> str:
    """Return a pattern as DuckDB opens it; it learns of the file system of a URL."""
    if not places.is_remote(pattern):
        return pattern
    system, path = places.system_of(pattern)
    if "file" in system.protocol:
        return path
    connection.register_filesystem(system)
    return pattern
