"""Open DuckDB files and run the named queries of `quotes/sql`: the one place where its errors become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from quotes import interrupts
from quotes.errors import BusyError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VIEWS = ("v_quotations", "v_speakers", "v_claims", "v_edges")  # for whoever asks in SQL
SCHEMA_VERSION = 3
# Nothing is fetched from the network; what does not fit in memory goes to a folder beside the database; the log is
# merged into the tables more seldom than DuckDB does by itself, which would halve the speed of writing.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "checkpoint_threshold": "64MiB",
    "memory_limit": "256MiB",
    "threads": 2,
}
MISSING = "scan a corpus first: quotes scan FOLDER"
OTHER = "name another file with --db, or move this one away and scan again"


@cache
def query(name: str) -> str:
    """Return the text of the query `name`, a file of `quotes/sql`."""
    return (files("quotes") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn what DuckDB raises about the file `path` into a StoreError with its remedy."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        interrupts.heed()
        raise _explanation(str(error), path=path) from error
    except RuntimeError:  # what DuckDB makes of an interrupt
        interrupts.heed()
        raise
    interrupts.heed()


def _explanation(message: str, *, path: str) -> StoreError:
    first = message.splitlines()[0]
    if "lock on file" in message:
        return BusyError(f"{path} is in use by another program", remedy="wait until it is done, or stop it")
    if "different configuration" in message:
        return StoreError(f"{path} is open in this program already", remedy="close it first")
    if "not a valid DuckDB" in message or "Extension" in message or "extension" in message:
        return StoreError(f"{path} is not a database of quotes", remedy=OTHER)
    if "version number" in message:
        return StoreError(f"{path} was written by another version of DuckDB: {first}", remedy=OTHER)
    if "Permission denied" in message or "Is a directory" in message or "No such file" in message:
        return StoreError(f"{path} cannot be opened: {first}", remedy="name a file that you may write with --db")
    if "No space left" in message or "Out of Memory" in message:
        return StoreError(f"{path}: {first}", remedy="make room on the disk, then scan again")
    return StoreError(f"{path} cannot be used, it may be damaged: {first}", remedy=OTHER)


def connect(path: str) -> DuckDBPyConnection:
    """Open the database `path` to read and write, and make it where there is none.

    Raises StoreError where it is locked, damaged, foreign or made by another version of quotes.
    """
    import duckdb

    with explained(path):
        connection = duckdb.connect(_file(path), config=CONFIG)
    with closed_on_error(connection), explained(path):
        connection.execute("SET enable_progress_bar = false")  # DuckDB draws one on stdout where it sees no program
        if not _tables(connection):
            connection.execute("BEGIN")
            connection.execute(query("schema"))
            connection.execute(query("set_meta"), {"key": "schema_version", "value": str(SCHEMA_VERSION)})
            connection.execute("COMMIT")
        _check(connection, path=path)
        for name in ("labels_table", "files_table"):
            connection.execute(query(name))
        if not views(connection):
            connection.execute(query("views"))
    return connection


def connect_to_read(path: str) -> DuckDBPyConnection:
    """Open the database `path` to read it only.

    Raises StoreError where it is missing, locked, damaged, foreign or made by another version of quotes.
    """
    import duckdb

    if not Path(_file(path)).exists():
        raise StoreError(f"there is no database {path}", remedy=MISSING)
    with explained(path):
        connection = duckdb.connect(_file(path), read_only=True, config=CONFIG)
    with closed_on_error(connection), explained(path):
        _check(connection, path=path)
    return connection


def _file(path: str) -> str:
    """Return `path` so that it can only mean a file: DuckDB takes some names for what is none (:memory:, md:)."""
    if "\0" in path:
        raise StoreError(f"{path!r} is no name of a file", remedy="name another file with --db")
    return str(Path(path).absolute())


@contextmanager
def closed_on_error(connection: DuckDBPyConnection) -> Iterator[None]:
    """Close `connection` where the block fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _tables(connection: DuckDBPyConnection) -> set[str]:
    return {name for (name,) in connection.execute(query("tables")).fetchall()}


def views(connection: DuckDBPyConnection) -> tuple[str, ...]:
    """Return the names of the documented views that the database has."""
    return tuple(name for (name,) in connection.execute(query("views_there")).fetchall())


def _check(connection: DuckDBPyConnection, *, path: str) -> None:
    if "meta" not in _tables(connection) or (version := meta(connection, "schema_version")) is None:
        raise StoreError(f"{path} is not a database of quotes", remedy=OTHER)
    if version.isdecimal() and int(version) < SCHEMA_VERSION:
        raise StoreError(f"{path} was made by an older quotes (schema {version})", remedy=OTHER)
    if not version.isdecimal() or int(version) > SCHEMA_VERSION:
        raise StoreError(f"{path} was made by a newer quotes (schema {version})", remedy="upgrade quotes, or " + OTHER)


def meta(connection: DuckDBPyConnection, key: str) -> str | None:
    """Return one fact of the database, None where it is not noted."""
    row = connection.execute(query("meta"), {"key": key}).fetchone()
    return None if row is None else str(row[0])
