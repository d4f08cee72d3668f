"""What each part of the store knows of DuckDB: the queries of `quotes/sql`, and its errors, which become ours here."""

from __future__ import annotations

import re
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
_HOLDER = re.compile(r"PID (\d+)")
_FULL = ("No space left", "Out of Memory", "File too large", "Disk quota exceeded", "failed to offload")
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
        who = f"process {holder[1]}" if (holder := _HOLDER.search(message)) else "another program"
        return BusyError(f"{path} is in use by {who}", remedy="wait until it is done, with --wait, or stop it")
    if "different configuration" in message:
        return StoreError(f"{path} is open in this program already", remedy="close it first")
    if "not a valid DuckDB" in message or "Extension" in message or "extension" in message:
        return StoreError(f"{path} is not a database of quotes", remedy=OTHER)
    if "version number" in message:
        return StoreError(f"{path} was written by another version of DuckDB: {first}", remedy=OTHER)
    if "Permission denied" in message or "Is a directory" in message or "No such file" in message:
        return StoreError(f"{path} cannot be opened: {first}", remedy="name a file that you may write with --db")
    if "Read-only file system" in message:
        return StoreError(f"{path} cannot be written: {first}", remedy="name a file that you may write with --db")
    if any(sign in message for sign in _FULL):
        return StoreError(f"{path}: {first}", remedy="make room on the disk, then scan again: what was stored stays")
    return StoreError(f"{path} cannot be used, it may be damaged: {first}", remedy=OTHER)


def file_of(path: str) -> Path:
    """Return `path` so that it can only mean a file: DuckDB takes some names for what is none (:memory:, md:)."""
    if "\0" in path:
        raise StoreError(f"{path!r} is no name of a file", remedy="name another file with --db")
    return Path(path).absolute()


@contextmanager
def closed_on_error(connection: DuckDBPyConnection) -> Iterator[None]:
    """Close `connection` where the block fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def tables(connection: DuckDBPyConnection) -> set[str]:
    """Return the names of the tables that the database has."""
    return {name for (name,) in connection.execute(query("tables")).fetchall()}


def views(connection: DuckDBPyConnection) -> tuple[str, ...]:
    """Return the names of the documented views that the database has."""
    return tuple(name for (name,) in connection.execute(query("views_there")).fetchall())


def meta(connection: DuckDBPyConnection, key: str) -> str | None:
    """Return one fact of the database, None where it is not noted."""
    row = connection.execute(query("meta"), {"key": key}).fetchone()
    return None if row is None else str(row[0])
