"""Find the files that a command names, and open them through what they are packed in.

Takes paths (files, folders, ``-`` for standard input), gives sources: a label, and the way to open its bytes. Folders
are walked in the order of their names; hidden entries, DuckDB's own files and what documents a corpus (``README*``,
``LICENSE*``, ``*.md``) are passed over there, and read only where they are named themselves. ``.gz`` and ``.zst`` are
opened, zip archives are walked, their members labelled ``archive.zip!member``; a member's name is a label and never a
place on the disk.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from quotes.corpus.decode import Awaited
from quotes.corpus.packing import DAMAGE, STREAMS, UNPACKED_LIMIT, seekable
from quotes.corpus.records import UnreadableError, storable
from quotes.errors import UsageError
from quotes.models import Skip

STDIN = "-"
ARCHIVE_DEPTH = 3  # archives within archives
_NO_ARTICLE = re.compile(r"(?:README|LICEN[CS]E).*|.*(?i:\.md|\.duckdb|\.duckdb\.wal)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """One file, packed or not: `name` is its own, without the suffixes of what it is packed in."""

    root: str
    path: str
    name: str
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


def sources(paths: Sequence[str]) -> Iterator[Source | Skip]:
    """Give the files under `paths` in a fixed order, standard input last; a path within another counts once."""
    for path in _outermost({Path(path).absolute() for path in paths if path != STDIN}):
        yield from _under(path)
    if STDIN in paths:
        yield Source(root="", path=STDIN, name="", open=lambda: io.BufferedReader(Awaited(sys.stdin.buffer)))


def check(paths: Sequence[str]) -> None:
    """Raise UsageError where a path does not exist."""
    for path in paths:
        if path != STDIN and not _exists(path):
            raise UsageError(f"no such file or folder: {path}", remedy="check the path; - reads standard input")


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


def _under(path: Path) -> Iterator[Source | Skip]:
    """Give the files at or below `path`."""
    if not path.is_dir():
        yield from _unpacked(_file(path, path.parent), ARCHIVE_DEPTH)
        return
    for found in _walk(path):
        if isinstance(found, Skip):
            yield found
        elif found.is_file():
            yield from _unpacked(_file(found, path), ARCHIVE_DEPTH)
        else:
            yield Skip(_label(found, path), "not a file", root=_root(path))


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
    return sorted(filter(_is_shown, path.iterdir()), key=lambda entry: entry.name, reverse=True)


def _is_shown(path: Path) -> bool:
    return not path.name.startswith(".") and not _NO_ARTICLE.fullmatch(path.name)


def _file(path: Path, root: Path) -> Source:
    return Source(_root(root), _label(path, root), path.name, open=lambda: path.open("rb"))


def _root(path: Path) -> str:
    return _named(str(path.resolve()))


def _label(path: Path, root: Path) -> str:
    return _named(path.relative_to(root).as_posix())


def _named(path: str) -> str:
    return storable(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _unpacked(source: Source, depth: int) -> Iterator[Source | Skip]:
    """Give the files that `source` holds: itself where it is not packed."""
    if source.suffix in STREAMS:
        unpack = STREAMS[source.suffix]
        inner = replace(source, name=source.name[: -len(source.suffix)], open=lambda: unpack(source.open()))
        yield from _unpacked(inner, depth)
    elif source.suffix != ".zip":
        yield source
    elif depth == 0:
        yield Skip(source.path, f"archives nested more than {ARCHIVE_DEPTH} deep", root=source.root)
    else:
        yield from _archive(source, depth)


def _archive(source: Source, depth: int) -> Iterator[Source | Skip]:
    try:
        with source.open() as stream, seekable(stream) as whole, zipfile.ZipFile(whole) as archive:
            for member in sorted(archive.infolist(), key=lambda member: member.filename):
                if not member.is_dir() and _is_shown_member(member.filename):
                    yield from _member(source, archive, member, depth)
    except UnreadableError as error:
        yield Skip(source.path, str(error), root=source.root)
    except DAMAGE as error:
        yield Skip(source.path, reason(error), root=source.root)


def _is_shown_member(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in ("..", ".") for part in parts)
    return not hidden and "__MACOSX" not in parts and _is_shown(Path(name))


def _member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[Source | Skip]:
    label = f"{source.path}!{_named(member.filename)}"
    if member.flag_bits & 1:
        yield Skip(label, "encrypted", root=source.root)
    elif member.file_size > UNPACKED_LIMIT:
        yield Skip(label, f"larger than {UNPACKED_LIMIT >> 30} GiB when unpacked", root=source.root)
    else:
        name = PurePosixPath(member.filename).name
        inner = Source(source.root, label, name, open=lambda: cast(BinaryIO, archive.open(member)))
        yield from _unpacked(inner, depth - 1)
