"""Let rows pass between processes and machines as Parquet, in a folder or at a URL that all of them see.

Takes tables under names, gives them back. An exchange is a folder of its own within the place that was named, and goes
with what it served.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from quotes import places

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Exchange:
    """One folder of Parquet files."""

    place: str

    def put(self, name: str, table: pa.Table) -> None:
        """Write a table; the same name is the same table, whoever writes it again."""
        from pyarrow import parquet

        with places.opened(self.named(name), "wb") as stream:
            parquet.write_table(table, stream, compression="zstd")

    def get(self, name: str) -> pa.Table:
        """Read a table."""
        from pyarrow import parquet

        with places.opened(self.named(name)) as stream:
            return parquet.read_table(stream)

    def named(self, name: str) -> str:
        """Return where a table is, or all of a pattern."""
        return f"{self.place}/{name}.parquet"

    def within(self, name: str) -> Exchange:
        """Return a part of it."""
        return Exchange(f"{self.place}/{name}")


@contextmanager
def exchanged(place: str) -> Iterator[Exchange | None]:
    """Give an exchange within a folder or URL, which is removed in the end; None without a place."""
    if not place:
        yield None
        return
    above = place.rstrip("/") if places.is_remote(place) else str(Path(place).absolute())
    exchange = Exchange(f"{above}/quotes-{uuid4().hex}")
    try:
        yield exchange
    finally:
        places.remove(exchange.place)
