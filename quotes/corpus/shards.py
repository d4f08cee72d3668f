"""Cut a corpus into shards: pieces that one worker reads in a second or so, whatever the sizes of the files.

Takes the files of a corpus in their order, gives shards. Small files go together; of JSON lines on the disk a shard is
a range of bytes; whatever else is large (an array of JSON, a packed file, a table of separated values or of Parquet)
must be read from its beginning, and is: its shards hold what was read of it. Where the cuts fall depends on the files
alone, so that the same corpus gives the same shards for any number of workers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

from quotes.corpus import decode, tables
from quotes.corpus.fields import Mapped
from quotes.corpus.files import File, reason
from quotes.corpus.reading import drafts
from quotes.corpus.records import Draft, Fault, UnreadableError
from quotes.corpus.sources import Opener, Source, within
from quotes.models import Skip

SHARD = 1 << 19  # bytes
ENDLESS = 1 << 62  # a line beyond all
ENTRIES = 256  # pieces and marks of one shard
PACKED = 8  # how many bytes are in a byte of a packed text
LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a small source."""

    source: Source


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of JSON lines: the bytes from `start` to `end` of a file."""

    source: Source
    start: int
    end: int
    first: int  # the number of its first line
    last: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Held:
    """What was read of a large source, as it lies between two other such stretches."""

    source: Source
    drafts: tuple[Draft | Fault, ...]
    end: int = 0  # how far its file had been read by then, in bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that need not be read: nothing in it has changed."""

    file: File


@dataclass(frozen=True, slots=True)
class End:
    """The end of a file: all that it holds has come before."""

    file: File


Piece: TypeAlias = Whole | Lines | Held
Mark: TypeAlias = Skip | Kept | End
PIECES = (Whole, Lines, Held)


@dataclass(frozen=True, slots=True)
class Shard:
    """Work for one worker, with the marks that stand between its pieces, in the order of the corpus."""

    entries: tuple[Piece | Mark, ...]

    @property
    def is_work(self) -> bool:
        """Tell whether there is anything to be read."""
        return any(isinstance(entry, PIECES) for entry in self.entries)

    @property
    def reached(self) -> int:
        """Return how many bytes of a file have been read that goes on in the next shard."""
        last = self.entries[-1]
        return last.end if isinstance(last, Lines | Held) else 0


@dataclass(slots=True)
class _Open:
    """The shard that is being filled."""

    entries: list[Piece | Mark] = field(default_factory=list)
    room: int = field(default_factory=lambda: SHARD)

    def add(self, entry: Piece | Mark, size: int = 0) -> Iterator[Shard]:
        """Take an entry in; yield the shard where it is full."""
        self.entries.append(entry)
        self.room -= size
        if self.room <= 0 or len(self.entries) == ENTRIES:
            yield from self.closed()

    def closed(self) -> Iterator[Shard]:
        """Yield the shard if there is anything in it, and begin the next."""
        if self.entries:
            yield Shard(tuple(self.entries))
        self.entries, self.room = [], SHARD


def cut(files: Iterable[File | Kept | Skip], mapped: Mapped = ()) -> Iterator[Shard]:
    """Yield the shards of a corpus; after the last piece of a file stands its `End`."""
    shard = _Open()
    for file in files:
        if not isinstance(file, File):
            yield from shard.add(file)
            continue
        for source in within(file):
            if isinstance(source, Skip):
                yield from shard.add(source)
            else:
                for piece, size in _pieces(source, mapped):
                    yield from shard.add(piece, size)
        yield from shard.add(End(file))
    yield from shard.closed()


def read(piece: Piece, opener: Opener, mapped: Mapped) -> Iterator[Draft | Fault]:
    """Yield what a piece holds."""
    if isinstance(piece, Held):
        return iter(piece.drafts)
    if isinstance(piece, Whole):
        return drafts(piece.source, opener, mapped)
    return _lines(piece, mapped)


def parts(entry: Piece | Mark, opener: Opener, mapped: Mapped) -> Iterator[Piece | Mark]:
    """Yield an entry in parts of one row each; a whole source is one part."""
    if isinstance(entry, Lines | Held):
        yield from (Held(entry.source, (draft,)) for draft in read(entry, opener, mapped))
    else:
        yield entry


def line(piece: Piece) -> int | None:
    """Return the line or row with which a piece begins, None where it is a whole source."""
    if isinstance(piece, Held):
        return piece.drafts[0].line
    return piece.first if isinstance(piece, Lines) else None


def stretches(shard: Shard) -> Iterator[tuple[str, str, int, int]]:
    """Yield the places that a shard holds: root, path, first and last line."""
    for piece in shard.entries:
        if isinstance(piece, PIECES):
            yield (piece.source.root, piece.source.path, *_lines_of(piece))


def _lines_of(piece: Piece) -> tuple[int, int]:
    if isinstance(piece, Lines):
        return piece.first, piece.last
    numbers = [draft.line for draft in piece.drafts if draft.line is not None] if isinstance(piece, Held) else []
    return (min(numbers), max(numbers)) if numbers else (0, ENDLESS)


def _lines(piece: Lines, mapped: Mapped) -> Iterator[Draft | Fault]:
    try:
        with piece.source.file.open() as stream:
            stream.seek(piece.start)
            part = io.BufferedReader(decode.Limited(stream, piece.end - piece.start))
            yield from tables.json_lines_from(part, mapped, first=piece.first, encoding=piece.encoding)
    except OSError as error:
        yield Fault(reason(error))


def _pieces(source: Source, mapped: Mapped) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces of a source with about how many bytes each is."""
    size = source.size * PACKED if source.is_packed else source.size
    if size <= SHARD and not source.file.is_stdin:
        yield Whole(source), size
    elif source.suffix in LINES and not source.layers and (encoding := _encoding(source.file)):
        yield from _stretches(source, encoding)
    else:
        yield from _held(source, mapped)


def _encoding(file: File) -> str:
    """Return the encoding of a file of lines that can be cut by bytes, "" where it cannot."""
    try:
        with file.open() as stream:
            head = stream.read(decode.SAMPLE)
        encoding = decode.encoding_of(head) if head.strip() else ""
    except (OSError, UnreadableError):
        return ""
    return "" if decode.is_wide(encoding) else encoding


def _stretches(source: Source, encoding: str) -> Iterator[tuple[Lines, int]]:
    """Yield stretches that end with a line feed, or with the file."""
    with source.file.open() as stream:
        start, first = len(decode.mark_of(stream.read(4))), 1
        stream.seek(start)
        for size, feeds, ends in iter(lambda: _stretch(stream), (0, 0, False)):
            yield Lines(source, start, start + size, first, first + feeds - ends, encoding), size
            start, first = start + size, first + feeds


def _stretch(stream: BinaryIO) -> tuple[int, int, bool]:
    """Pass over about one shard, to the end of a line; return its bytes and line feeds, and whether one ends it."""
    size = feeds = 0
    chunk = stream.read(SHARD)
    while chunk:
        size, feeds = size + len(chunk), feeds + chunk.count(b"\n")
        if chunk.endswith(b"\n"):
            return size, feeds, True
        chunk = stream.readline(SHARD)
    return size, feeds, False


def _held(source: Source, mapped: Mapped) -> Iterator[tuple[Held, int]]:
    """Yield what a source holds as it is read."""
    with Opener() as opener:
        taken: list[Draft | Fault] = []
        size = 0
        for found in drafts(source, opener, mapped):
            taken.append(found)
            size += 2 * (len(found.title) + len(found.body)) if isinstance(found, Draft) else 0
            if size >= SHARD or len(taken) == ENTRIES:
                yield Held(source, tuple(taken), opener.reached), SHARD
                taken, size = [], 0
        if taken:
            yield Held(source, tuple(taken)), size
