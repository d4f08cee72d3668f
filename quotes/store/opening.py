"""Open a database: made where there is none, brought forward where it is older, copied where one is written.

Takes the path of a file, gives a connection of DuckDB. A database appears whole, or not at all: it is made under
another name beside its place, and moved there.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quotes.errors import BusyError, StoreError
from quotes.store import snapshots, upgrading
from quotes.store.database import (
    CONFIG,
    MISSING,
    OTHER,
    SCHEMA_VERSION,
    VIEWS,
    closed_on_error,
    explained,
    file_of,
    meta,
    query,
    tables,
    views,
)  # fmt: skip

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAUSE = 0.1  # seconds between two attempts

Opened = TypeVar("Opened")
_log = logging.getLogger(__name__)


def connect(path: str, *, wait: float = 0.0) -> DuckDBPyConnection:
    """Open the database `path` to read and write, made where there is none, brought forward where it is older.

    Waits up to `wait` seconds while another program has it. Raises BusyError where it still has it then, and StoreError
    where the file is damaged, foreign or made by a newer quotes.
    """
    file = file_of(path)
    with _on_disk(path), explained(path):
        if not file.exists():
            _make(file)
    connection = _patiently(lambda: _opened(file, path=path), wait=wait)
    with closed_on_error(connection), _on_disk(path), explained(path):
        if tables(connection) and (version := _version(connection, path=path)) < SCHEMA_VERSION:
            with connection:
                _bring_forward(connection, file=file, version=version)
            return connect(path, wait=wait)
        _complete(connection)
    return connection


def connect_to_read(path: str) -> DuckDBPyConnection:
    """Open the database `path` to read it only; where another program writes it, a copy of what it holds now.

    An older one is brought forward. Raises StoreError where it is missing, damaged, foreign or made by a newer quotes,
    and BusyError where no copy can be made.
    """
    connection = _readable(path)
    with closed_on_error(connection), explained(path):
        version = _version(connection, path=path)
    if version < SCHEMA_VERSION:
        connection.close()
        connect(path).close()
        connection = _readable(path)
    return connection


def _readable(path: str) -> DuckDBPyConnection:
    file = file_of(path)
    with _on_disk(path):
        if not file.exists():
            raise StoreError(f"there is no database {path}", remedy=MISSING)
    try:
        return _opened(file, path=path, read_only=True)
    except BusyError as busy:
        return _copied(file, path=path, busy=busy)


def _opened(file: Path, *, path: str, read_only: bool = False) -> DuckDBPyConnection:
    import duckdb

    with explained(path):
        return duckdb.connect(str(file), read_only=read_only, config=CONFIG)


def _copied(file: Path, *, path: str, busy: BusyError) -> DuckDBPyConnection:
    """Open a copy of a database that another program writes; its name goes at once, itself with the connection."""
    with _on_disk(path), snapshots.taken(file) as copy:
        if copy is None:
            raise busy
        _log.warning("%s; this is what it held at %s", busy, time.strftime("%H:%M:%S"))
        return _opened(copy, path=path, read_only=True)


def _patiently(opened: Callable[[], Opened], *, wait: float) -> Opened:
    """Return what `opened` gives, asked again while another program has the file."""
    end = time.monotonic() + wait
    while True:
        try:
            return opened()
        except BusyError:
            if time.monotonic() >= end:
                raise
        time.sleep(PAUSE)


def _make(file: Path) -> None:
    """Make an empty database; where another program was faster, its database stays."""
    with _neighbour(file) as part:
        _filled(part).close()
        try:
            os.link(part, file)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            part.replace(file)


def _bring_forward(old: DuckDBPyConnection, *, file: Path, version: int) -> None:
    """Put a database of this version in the place of an older one, which nobody else has open meanwhile."""
    old.execute("CHECKPOINT")  # the whole of it is in its file
    with _neighbour(file) as part:
        with _filled(part) as new:
            upgrading.copy_forward(old, new)
        upgrading.put_in_place(part, file=file, version=version)


@contextmanager
def _neighbour(file: Path) -> Iterator[Path]:
    """Give a name beside a file for the one that is to take its place."""
    part = file.with_name(f".{file.name}.{os.getpid()}.new")
    _sweep(file)
    try:
        yield part
    finally:
        for left in (part, Path(f"{part}.wal")):
            left.unlink(missing_ok=True)


def _sweep(file: Path) -> None:
    """Remove what processes left beside a file that were killed as they made it."""
    for left in file.parent.glob(f".{escape(file.name)}.*.new*"):
        pid = left.name.removeprefix(f".{file.name}.").partition(".")[0]
        if pid.isdecimal() and os.name == "posix" and not _is_alive(int(pid)):
            left.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True


@contextmanager
def _on_disk(path: str) -> Iterator[None]:
    """Turn what the system says of the file `path` into a StoreError."""
    try:
        yield
    except OSError as error:
        remedy = "name a file with --db in a folder that you may write to, with room for it"
        raise StoreError(f"{path} cannot be used: {error.strerror}", remedy=remedy) from error


def _filled(part: Path) -> DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(str(part), config=CONFIG)
    with closed_on_error(connection):
        _complete(connection)
    return connection


def _complete(connection: DuckDBPyConnection) -> None:
    """Make what a database of this version has and this one lacks, all of it or nothing."""
    connection.execute("SET enable_progress_bar = false")  # DuckDB draws one on stdout where it sees no program
    connection.execute("BEGIN")
    if not tables(connection):
        connection.execute(query("schema"))
        connection.execute(query("set_meta"), {"key": "schema_version", "value": str(SCHEMA_VERSION)})
    for name in ("labels_table", "files_table"):
        connection.execute(query(name))
    if set(views(connection)) != set(VIEWS):
        connection.execute(query("views"))
    connection.execute("COMMIT")


def _version(connection: DuckDBPyConnection, *, path: str) -> int:
    """Return the schema of a database; raises StoreError where it is not one of ours, or a newer one."""
    if "meta" not in tables(connection) or (version := meta(connection, "schema_version")) is None:
        raise StoreError(f"{path} is not a database of quotes", remedy=OTHER)
    if not version.isdecimal() or int(version) > SCHEMA_VERSION:
        raise StoreError(f"{path} was made by a newer quotes (schema {version})", remedy="upgrade quotes, or " + OTHER)
    return int(version)
