"""Bring a database forward that an older quotes made: what people and articles gave is taken over, the rest told anew.

Takes the open file, leaves a new one in its place and the old one beside it. Articles, quotations, skips and people's
labels are copied; wordings follow from the quotations; edges and claims are left to the next scan, which finds all of
it changed. Whoever ends this half-way leaves the old database as it was.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.store.database import query, tables
from quotes.wording import FEWEST, codes_of, wording_of, words_in

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ROWS = 50_000  # at once
COPIED = ("documents", "skips", "speakers", "aliases", "labels")
_log = logging.getLogger(__name__)


def copy_forward(old: DuckDBPyConnection, new: DuckDBPyConnection) -> None:
    """Copy what cannot be told anew from a database of any older schema into an empty one of this."""
    there = tables(old)
    new.execute("BEGIN")
    for table in COPIED:
        if table in there:
            for batch in old.execute(f"FROM {table}").to_arrow_reader(ROWS):
                _insert(new, f"INSERT INTO {table} BY NAME FROM incoming", batch)
    for batch in old.execute("FROM quotations ORDER BY doc, n").to_arrow_reader(ROWS):
        _take_quotations(new, batch)
    new.execute(query("touch_all"))
    new.execute(query("set_meta"), {"key": "speakers", "value": "stale"})
    new.execute("COMMIT")


def put_in_place(part: Path, *, file: Path, version: int) -> None:
    """Let the new database take the place of the old one, which stays beside it."""
    kept = _backup(file, version)
    part.replace(file)
    told = "%s was of schema %s: it is brought forward, and kept as it was in %s; the next scan tells its claims"
    _log.warning(told, file.name, version, kept.name)


def _take_quotations(new: DuckDBPyConnection, batch: pa.RecordBatch) -> None:
    """Insert quotations with the numbers of their wordings, and those wordings."""
    import pyarrow as pa

    words = [words_in(folded) for folded in batch.column("content_folded").to_pylist()]
    told = [(wording_of(some), codes_of(some)) if len(some) >= FEWEST else (None, None) for some in words]
    rows = pa.Table.from_batches([batch])
    if "wording" in rows.column_names:
        rows = rows.drop_columns(["wording"])
    rows = rows.append_column("wording", pa.array([wording for wording, _ in told], pa.int64()))
    rows = rows.append_column("words", pa.array([codes for _, codes in told], pa.list_(pa.uint32())))
    for name in ("insert_quotations", "insert_wordings"):
        _insert(new, query(name), rows)


def _insert(new: DuckDBPyConnection, statement: str, rows: pa.RecordBatch | pa.Table) -> None:
    import pyarrow as pa

    new.register("incoming", pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows)
    new.execute(statement)
    new.unregister("incoming")


def _backup(file: Path, version: int) -> Path:
    """Give the old database a second name, the first that is free; return it."""
    kept = next(name for name in _names(file, version) if not name.exists())
    try:
        os.link(file, kept)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, kept)
    return kept


def _names(file: Path, version: int) -> Iterator[Path]:
    first = file.with_name(f"{file.name}.backup-schema{version}")
    yield first
    yield from (Path(f"{first}.{number}") for number in count(2))
