"""Reach files that lie beyond the disk: a place is a URL, ``s3://bucket/news``, which fsspec opens.

Takes URLs, gives entries and streams of bytes; a path of the disk is opened as it is. Needs the extra `remote`, and
for each kind of store the library that fsspec names when it misses it (s3fs, gcsfs, adlfs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from quotes.errors import ModelError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WRITTEN = ("mtime", "LastModified", "last_modified", "updated", "created")  # what stores call the time of a file
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file at or below a place: `path` is relative to it, "" where it is the place itself."""

    path: str
    size: int  # bytes
    mtime_ns: int  # when it was written last, 0 where the store does not tell


def is_remote(path: str) -> bool:
    """Tell whether a path is a URL.

    >>> is_remote("s3://bucket/news"), is_remote("/news"), is_remote("file:///news")
    (True, False, True)
    """
    return _URL.match(path) is not None


def exists(url: str) -> bool:
    """Tell whether there is a file or a folder at `url`."""
    system, path = system_of(url)
    return bool(system.exists(path))


def is_folder(url: str) -> bool:
    """Tell whether there is a folder at `url`."""
    system, path = system_of(url)
    return bool(system.isdir(path))


def entries(url: str) -> Iterator[Entry]:
    """Yield the files at or below `url`, in the order of the parts of their names; raises OSError."""
    system, path = system_of(url)
    found = cast(dict[str, dict[str, Any]], system.find(path, detail=True))
    below = {name.removeprefix(path.rstrip("/")).lstrip("/"): told for name, told in found.items()}
    for name in sorted(below, key=lambda name: name.split("/")):
        yield _entry(name, below[name])


def entry(url: str) -> Entry:
    """Return what a store tells of one file; raises OSError."""
    system, path = system_of(url)
    return _entry("", system.info(path))


def opened(place: str, mode: str = "rb") -> BinaryIO:
    """Open a file at a URL or of the disk; the folder that it is written to is made."""
    if not is_remote(place):
        if "w" in mode:
            Path(place).parent.mkdir(parents=True, exist_ok=True)
        return cast(BinaryIO, Path(place).open(mode))
    system, path = system_of(place)
    if "w" in mode:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
    return cast(BinaryIO, system.open(path, mode))


def remove(place: str) -> None:
    """Remove a folder at a URL or of the disk, and all in it."""
    import shutil

    if not is_remote(place):
        shutil.rmtree(place, ignore_errors=True)
    elif exists(place):
        system, path = system_of(place)
        system.rm(path, recursive=True)


def system_of(url: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of a URL, and the name of the place there; raises ModelError, UsageError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ModelError("fsspec is not installed", remedy="pip install 'quotes[remote]'") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise ModelError(f"{url} cannot be opened: {error}", remedy="install the library that it names") from None
    except ValueError as error:
        raise UsageError(f"{url} cannot be opened: {error}", remedy="check the beginning of the address") from None
    return system, path


def _entry(path: str, told: Mapping[str, Any]) -> Entry:
    written = next((told[key] for key in _WRITTEN if told.get(key)), 0)
    return Entry(path, int(told.get("size") or 0), _nanoseconds(written))


def _nanoseconds(time: object) -> int:
    """Return a time as a store tells it, in nanoseconds; 0 for one that is none."""
    if isinstance(time, datetime):
        return int(time.timestamp() * _NS)
    if isinstance(time, int | float):
        return int(time * _NS)
    try:
        return int(datetime.fromisoformat(str(time)).timestamp() * _NS)
    except ValueError:
        return 0
