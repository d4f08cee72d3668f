"""Find what files hold, and open it through what it is packed in.

Takes a file of the disk, gives sources: a label, and the way to its bytes. ``.gz`` and ``.zst`` are opened, zip
archives are walked, their members labelled ``archive.zip!member``; a member's name is a label and never a place on the
disk.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self, TypeAlias

from quotes.corpus import packing
from quotes.corpus.files import File, is_shown, named, reason
from quotes.corpus.packing import DAMAGE, STREAMS, UNPACKED_LIMIT, seekable
from quotes.corpus.records import UnreadableError
from quotes.models import Skip

ARCHIVE_DEPTH = 3  # archives within archives

Layers: TypeAlias = "tuple[str | int, ...]"  # from the disk inwards: the suffix of a packing, the number of a member


@dataclass(frozen=True, slots=True)
class Source:
    """One text or table, packed or not: `name` is its own, without the suffixes of what it is packed in."""

    file: File
    path: str
    name: str
    size: int  # bytes, of the member where it is one; packed where it is
    layers: Layers = ()

    @property
    def root(self) -> str:
        """Return the folder that was scanned."""
        return self.file.root

    @property
    def suffix(self) -> str:
        """Return the suffix that tells the format."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def is_packed(self) -> bool:
        """Tell whether its size says little of how much it holds."""
        return any(isinstance(layer, str) for layer in self.layers)


class Opener:
    """Opens sources; the archive entered last stays open, for its members come one after the other."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self._entered: tuple[File, Layers] | None = None
        self._archive: zipfile.ZipFile | None = None
        self._disk: BinaryIO | None = None

    @property
    def reached(self) -> int:
        """Return how far the file on the disk has been read, in bytes; 0 where that is not known."""
        try:
            return 0 if self._disk is None else self._disk.tell()
        except (OSError, ValueError):  # a stream that cannot be sought in, or a file that was closed
            return 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def open(self, source: Source) -> BinaryIO:
        """Open the bytes of a source, to be read before the next is opened; raises what is in `packing.DAMAGE`."""
        return self._opened(source.file, source.layers)

    def members(self, source: Source) -> list[zipfile.ZipInfo]:
        """Return what is in a source that is an archive; raises what is in `packing.DAMAGE`, and UnreadableError."""
        return self._entering(source.file, source.layers).infolist()

    def _opened(self, file: File, layers: Layers) -> BinaryIO:
        if not layers:
            self._disk = file.open()
            return self._disk
        *outer, layer = layers
        if isinstance(layer, str):
            return STREAMS[layer](self._opened(file, tuple(outer)))
        return packing.member(self._entering(file, tuple(outer)), layer)

    def _entering(self, file: File, layers: Layers) -> zipfile.ZipFile:
        if self._archive is None or self._entered != (file, layers):
            self._leave()
            with ExitStack() as opened:
                whole = opened.enter_context(seekable(opened.enter_context(self._opened(file, layers))))
                if self._archive is not None:  # the archive around this one, which is a copy now
                    self._leave()
                self._archive = opened.enter_context(packing.archive(whole))
                self._held = opened.pop_all()
            self._entered = file, layers
        return self._archive

    def _leave(self) -> None:
        self._archive, self._entered = None, None
        self._held.close()


def within(file: File) -> Iterator[Source | Skip]:
    """Give what a file holds, in a fixed order: itself where it is no archive."""
    with Opener() as opener:
        name = "" if file.is_stdin else Path(file.place).name
        yield from _unpacked(Source(file, file.path, name, file.size), opener, ARCHIVE_DEPTH)


def _unpacked(source: Source, opener: Opener, depth: int) -> Iterator[Source | Skip]:
    """Give the sources that `source` holds."""
    if source.suffix in STREAMS:
        inner = replace(source, name=source.name[: -len(source.suffix)], layers=(*source.layers, source.suffix))
        yield from _unpacked(inner, opener, depth)
    elif source.suffix != ".zip":
        yield source
    elif depth == 0:
        yield Skip(source.path, f"archives nested more than {ARCHIVE_DEPTH} deep", root=source.root)
    else:
        yield from _archive(source, opener, depth)


def _archive(source: Source, opener: Opener, depth: int) -> Iterator[Source | Skip]:
    try:
        members = sorted(enumerate(opener.members(source)), key=lambda member: member[1].filename)
        packing.judge(sum(member.file_size for _, member in members), source.size)
    except UnreadableError as error:
        yield Skip(source.path, str(error), root=source.root)
    except DAMAGE as error:
        yield Skip(source.path, reason(error), root=source.root)
    else:
        for number, member in members:
            if not member.filename.endswith("/") and _is_shown(member.filename):
                yield from _member(source, number, member, opener, depth)


def _is_shown(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in ("..", ".") for part in parts)
    return not hidden and "__MACOSX" not in parts and is_shown(Path(name))


def _member(
    source: Source, number: int, member: zipfile.ZipInfo, opener: Opener, depth: int
) -> Iterator[Source | Skip]:
    label = f"{source.path}!{named(member.filename)}"
    if member.flag_bits & 1:
        yield Skip(label, "encrypted", root=source.root)
    elif member.file_size > UNPACKED_LIMIT:
        yield Skip(label, f"larger than {UNPACKED_LIMIT >> 30} GiB when unpacked", root=source.root)
    else:
        name = PurePosixPath(member.filename).name
        inner = Source(source.file, label, name, member.file_size, (*source.layers, number))
        yield from _unpacked(inner, opener, depth - 1)
