"""Find the files that a command names.

Takes paths (files, folders, URLs, ``-`` for standard input), gives files as they lie there, in a fixed order. Folders
are walked in the order of their names; hidden entries, DuckDB's own files and what documents a corpus (``README*``,
``LICENSE*``, ``*.md``) are passed over there, and read only where they are named themselves.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from quotes import places
from quotes.corpus.decode import Awaited
from quotes.corpus.records import storable
from quotes.errors import UsageError
from quotes.models import Skip

STDIN = "-"
_PIECE = 1 << 20  # bytes hashed at once
_NO_ARTICLE = re.compile(r"(?:README|LICEN[CS]E).*|.*(?i:\.md|\.duckdb(?:\..*)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the disk or of another store as it was met, or standard input."""

    root: str  # the absolute folder that was named, or that of the file that was; a URL where that was one
    path: str  # relative to it
    place: str  # where it lies
    size: int = 0  # bytes
    mtime_ns: int = 0  # when it was written last, 0 where that is not known
    seen_ns: int = 0  # when it was met

    @property
    def is_stdin(self) -> bool:
        """Tell whether this is a stream that comes once."""
        return self.place == STDIN

    def open(self) -> BinaryIO:
        """Open its bytes; raises OSError."""
        return io.BufferedReader(Awaited(sys.stdin.buffer)) if self.is_stdin else places.opened(self.place)

    def hash(self) -> str:
        """Return the digest of its bytes, 32 hexadecimal digits; raises OSError."""
        digest = blake2b(digest_size=16)
        with self.open() as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def is_as_met(self) -> bool:
        """Tell whether nothing has been written to it since it was met."""
        try:
            return _told(self.place) == (self.size, self.mtime_ns)
        except OSError:
            return False


def check(paths: Sequence[str]) -> None:
    """Raise UsageError where a path does not exist."""
    for path in paths:
        if path != STDIN and not exists(path):
            raise UsageError(f"no such file or folder: {path}", remedy="check the path; - reads standard input")


def files(paths: Sequence[str]) -> Iterator[File | Skip]:
    """Give the files under `paths` in a fixed order, standard input last; a path within another counts once."""
    for path in _outermost({Path(path).absolute() for path in paths if path != STDIN and not places.is_remote(path)}):
        yield from _under(path)
    for url in _outermost_urls({path.rstrip("/") for path in paths if places.is_remote(path)}):
        yield from _under_url(url)
    if STDIN in paths:
        yield File(root="", path=STDIN, place=STDIN)


def exists(path: str) -> bool:
    """Tell whether there is a file or a folder at a path or URL."""
    try:
        return places.exists(path) if places.is_remote(path) else Path(path).exists()
    except (OSError, ValueError):
        return False


def stored(root: str, path: str) -> File | None:
    """Return the file that is stored as `path` of `root` as it lies there now, None where there is none."""
    place = f"{root}/{path}"
    try:
        if not places.is_remote(place) and not Path(place).is_file():
            return None
        return File(root, path, place, *_told(place))
    except OSError:
        return None


def covered(path: str) -> tuple[str, str | None]:
    """Return what a path that is named covers: a folder as its files name it, and of it one file, or None for all."""
    if places.is_remote(path):
        url = path.rstrip("/")
        return (url, None) if places.is_folder(url) else _parted(url)
    place = Path(path).absolute()
    return (_root(place), None) if place.is_dir() else (_root(place.parent), named(place.name))


def weight(paths: Sequence[str]) -> int:
    """Return how many bytes the files under `paths` have."""
    return sum(file.size for file in files(paths) if isinstance(file, File))


def is_shown(path: Path) -> bool:
    """Tell whether an entry of a folder or of an archive may be an article of a corpus."""
    return not path.name.startswith(".") and not _NO_ARTICLE.fullmatch(path.name)


def named(path: str) -> str:
    """Return a name of the disk or of an archive as text that any store can hold."""
    return storable(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def reason(error: BaseException) -> str:
    """Return why reading failed, in words for a user."""
    if isinstance(error, PermissionError | FileNotFoundError | IsADirectoryError):
        return f"cannot be read: {error.strerror}"
    return f"damaged: {str(error) or type(error).__name__}"


def _outermost(paths: set[Path]) -> list[Path]:
    """Return `paths` in order, without those that lie within another, and one of those that are the same."""
    places = {path.resolve(): path for path in sorted(paths, reverse=True)}
    return sorted(path for place, path in places.items() if places.keys().isdisjoint(place.parents))


def _outermost_urls(urls: set[str]) -> list[str]:
    return sorted(url for url in urls if not any(url.startswith(f"{other}/") for other in urls))


def _under_url(url: str) -> Iterator[File | Skip]:
    """Give the files at or below a URL."""
    root, path = covered(url)
    try:
        for entry in places.entries(url):
            label = path or named(entry.path)
            if path or all(is_shown(Path(part)) for part in entry.path.split("/")):
                place = f"{root}/{entry.path or path}"
                yield File(root, label, place, entry.size, entry.mtime_ns, time.time_ns())
    except OSError as error:
        yield Skip(path or url, reason(error), root=root)


def _parted(url: str) -> tuple[str, str]:
    above, _, name = url.rpartition("/")
    return above, name


def _told(place: str) -> tuple[int, int]:
    """Return the size and the time of a file; raises OSError."""
    if places.is_remote(place):
        entry = places.entry(place)
        return entry.size, entry.mtime_ns
    now = Path(place).stat()
    return now.st_size, now.st_mtime_ns


def _under(path: Path) -> Iterator[File | Skip]:
    """Give the files at or below `path`."""
    if not path.is_dir():
        yield _file(path, path.parent, _root(path.parent))
        return
    root = _root(path)
    for found in _walk(path):
        yield found if isinstance(found, Skip) else _file(found, path, root)


def _walk(root: Path) -> Iterator[Path | Skip]:
    """Give the entries below `root` that are no folders, in order; a folder linked to twice is entered once."""
    waiting = [root]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        try:
            inside = _listing(path, seen)
        except OSError as error:
            yield Skip(_label(path, root), reason(error), root=_root(root))
            continue
        if inside is None:
            yield path
        else:
            waiting += inside


def _listing(path: Path, seen: set[Path]) -> list[Path] | None:
    """Return the entries of a folder, last first, or None where `path` is no folder."""
    if not path.is_dir():
        return None
    if (real := path.resolve()) in seen:
        return []
    seen.add(real)
    return sorted(filter(is_shown, path.iterdir()), key=lambda entry: entry.name, reverse=True)


def _file(path: Path, above: Path, root: str) -> File | Skip:
    label = _label(path, above)
    try:
        if not path.is_file():
            return Skip(label, "not a file", root=root)
        found = path.stat()
    except OSError as error:
        return Skip(label, reason(error), root=root)
    return File(root, label, str(path), found.st_size, found.st_mtime_ns, time.time_ns())


def _root(path: Path) -> str:
    return named(str(path.resolve()))


def _label(path: Path, root: Path) -> str:
    return named(path.relative_to(root).as_posix())
