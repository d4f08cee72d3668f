"""Read what is packed as gzip or Zstandard, and give packed bytes an order in which they can be sought."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, cast

from quotes.corpus.records import UnreadableError

UNPACKED_LIMIT = 4 << 30  # bytes of one member of an archive, or of a packed file that must be sought in
RATIO = 200  # bytes that one packed byte may hold: news is packed to a fifth, a bomb to a thousandth
UNJUDGED = 64 << 20  # bytes that may be unpacked before the ratio counts
_MORSEL = 1 << 11  # packed bytes of Zstandard that are unpacked at once: each may hold 32 KiB
_WINDOW = 1 << 27  # bytes that a Zstandard frame may make its reader remember

# What reading a damaged, oddly packed or vanished file raises.
DAMAGE = (
    OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile, NotImplementedError,
    UnicodeDecodeError,  # a member whose name is no text, and says that it is UTF-8
)  # fmt: skip


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return `stream` if it can be read in any order, else a copy that can. Raise UnreadableError if too large."""
    if isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO) and stream.seekable():
        return stream
    with ExitStack() as on_failure:
        copy = cast(BinaryIO, on_failure.enter_context(tempfile.SpooledTemporaryFile(max_size=64 << 20)))
        for piece in _limited(stream):
            copy.write(piece)
        copy.seek(0)
        on_failure.pop_all()
    return copy


def _limited(stream: BinaryIO) -> Iterator[bytes]:
    left = UNPACKED_LIMIT
    while piece := stream.read(1 << 20):
        left -= len(piece)
        if left < 0:
            raise UnreadableError(f"larger than {UNPACKED_LIMIT >> 30} GiB when unpacked")
        yield piece


def judge(unpacked: int, packed: int) -> None:
    """Raise UnreadableError where so many bytes come of so few that they are made to fill a disk or a memory."""
    if unpacked > max(UNJUDGED, RATIO * packed):
        raise UnreadableError(f"unpacks to more than {RATIO} times its size")


def archive(whole: BinaryIO) -> zipfile.ZipFile:
    """Open a zip archive; raises what is in `DAMAGE`."""
    with _told_as_damage():
        return zipfile.ZipFile(whole)


def member(archive: zipfile.ZipFile, number: int) -> BinaryIO:
    """Open a member of an archive by its place in it; raises what is in `DAMAGE`."""
    with _told_as_damage():
        return cast(BinaryIO, archive.open(archive.infolist()[number]))


@contextmanager
def _told_as_damage() -> Iterator[None]:
    """Turn what else zipfile raises into damage: offsets that lead out of the file, a password that is wanted."""
    try:
        yield
    except (ValueError, RuntimeError) as error:
        raise zipfile.BadZipFile(str(error)) from error


class _Counted:
    """A stream that counts the bytes that are read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0
        self.close = stream.close

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        found = self._stream.read(size)
        self.count += len(found)
        return found


class _Gzip(gzip.GzipFile):
    """The bytes that `stream` packs; closing it closes `stream`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = _Counted(stream)
        self._unpacked = 0
        super().__init__(fileobj=cast(BinaryIO, self._stream), mode="rb")

    def read(self, size: int | None = -1) -> bytes:
        """Unpack up to `size` bytes."""
        found = super().read(size)
        self._unpacked += len(found)
        judge(self._unpacked, self._stream.count)
        return found

    def close(self) -> None:
        super().close()
        self._stream.close()


class _Zstandard(io.RawIOBase):
    """The bytes packed in the Zstandard frames of `stream`; a frame that is cut short raises EOFError."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard

        super().__init__()
        self._stream = stream
        self._error = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj
        self._frame = self._new()
        self._begun = False
        self._ready = memoryview(b"")
        self._packed = self._unpacked = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready and self._advance():
            pass
        taken = self._ready[: len(buffer)]
        self._ready = self._ready[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _advance(self) -> bool:
        """Unpack the next piece; False at the end of the stream."""
        rest = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame, self._begun = self._new(), False
        packed = rest or self._stream.read(_MORSEL)
        if not packed and self._begun:
            raise EOFError("the file is cut short")
        self._begun = self._begun or bool(packed)
        try:
            self._ready = memoryview(self._frame.decompress(packed) if packed else b"")
        except self._error as error:
            raise OSError(str(error)) from error
        self._packed += 0 if rest else len(packed)
        self._unpacked += len(self._ready)
        judge(self._unpacked, self._packed)
        return bool(packed)


# The suffix of a packed file, and how to read what it packs.
STREAMS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda stream: io.BufferedReader(_Gzip(stream)),
    ".zst": lambda stream: io.BufferedReader(_Zstandard(stream)),
}
