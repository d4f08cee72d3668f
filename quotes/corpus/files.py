"""Find the files that a command names.

Takes paths (files, folders, ``-`` for standard input), gives files as they lie on the disk, in a fixed order. Folders
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

from quotes.corpus.decode import Awaited
from quotes.corpus.records import storable
from quotes.errors import UsageError
from quotes.models import Skip

STDIN = "-"
_PIECE = 1 << 20  # bytes hashed at once
_NO_ARTICLE = re.compile(r"(?:README|LICEN[CS]E).*|.*(?i:\.md|\.duckdb(?:\..*)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the disk as it was met, or standard input."""

    root: str  # the absolute folder that was named, or that of the file that was
    path: str  # relative to it
    place: str  # where it lies
    size: int = 0  # bytes
    mtime_ns: int = 0  # when it was written last
    seen_ns: int = 0  # when it was met

    @property
    def is_stdin(self) -> bool:
        """Tell whether this is a stream that comes once."""
        return self.place == STDIN

    def open(self) -> BinaryIO:
        """Open its bytes; raises OSError."""
        return io.BufferedReader(Awaited(sys.stdin.buffer)) if self.is_stdin else Path(self.place).open("rb")

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
            now = Path(self.place).stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self.size, self.mtime_ns)


def check(paths: Sequence[str]) -> None:
    """Raise UsageError where a path does not exist."""
    for path in paths:
        if path != STDIN and not _exists(path):
            raise UsageError(f"no such file or folder: {path}", remedy="check the path; - reads standard input")


def files(paths: Sequence[str]) -> Iterator[File | Skip]:
    """Give the files under `paths` in a fixed order, standard input last; a path within another counts once."""
    for path in _outermost({Path(path).absolute() for path in paths if path != STDIN}):
        yield from _under(path)
    if STDIN in paths:
        yield File(root="", path=STDIN, place=STDIN)


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


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _outermost(paths: set[Path]) -> list[Path]:
    """Return `paths` in order, without those that lie within another, and one of those that are the same."""
    places = {path.resolve(): path for path in sorted(paths, reverse=True)}
    return sorted(path for place, path in places.items() if places.keys().isdisjoint(place.parents))


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
