"""Copy a database that another program writes, as it is at one moment.

Takes its file, gives a copy beside it that holds what was committed by then. DuckDB overwrites nothing that the header
of the file still refers to, and only appends to its log: between two checkpoints the log as it was first and the file
as it was later are what a crash at that moment would leave, and DuckDB opens that. A checkpoint writes the header anew
and begins another log; a copy in which it falls is not used.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HEADERS = 3 * 4096  # bytes: that of the file, and two of the database, written in turn
ATTEMPTS = 20
PAUSE = 0.1  # seconds between two of them
CHECKPOINT = (".wal.checkpoint", ".wal.recovery")  # what lies beside the file while its log is merged


@contextmanager
def taken(file: Path) -> Iterator[Path | None]:
    """Give a copy of a database; None where there cannot be one. Its name is gone when the block ends."""
    copy = file.with_name(f".{file.name}.{os.getpid()}.copy")
    try:
        yield copy if _copied(file, copy) else None
    finally:
        for part in (copy, _log(copy)):
            part.unlink(missing_ok=True)


def _copied(file: Path, copy: Path) -> bool:
    for attempt in range(ATTEMPTS):
        time.sleep(PAUSE if attempt else 0)
        with suppress(FileNotFoundError):  # the log went with a checkpoint
            if _attempted(file, copy):
                return True
    return False


def _attempted(file: Path, copy: Path) -> bool:
    """Copy the log, then the file; tell whether no checkpoint fell between them. Raises OSError."""
    before = _state(file)
    _log(copy).unlink(missing_ok=True)
    if _log(file).exists():
        shutil.copyfile(_log(file), _log(copy))
    shutil.copyfile(file, copy)
    return before is not None and _state(file) == before


def _state(file: Path) -> tuple[bytes, int | None] | None:
    """Return what a checkpoint changes: the headers, and which log there is; None while one is at work."""
    if any(Path(f"{file}{suffix}").exists() for suffix in CHECKPOINT):
        return None
    with file.open("rb") as stream:
        headers = stream.read(HEADERS)
    return headers, _log(file).stat().st_ino if _log(file).exists() else None


def _log(file: Path) -> Path:
    return Path(f"{file}.wal")
