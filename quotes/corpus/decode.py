"""Tell the encoding of bytes and read them as text.

Takes a stream of bytes, gives text and the name of its encoding. The law, in order:

1. a byte order mark says which;
2. UTF-16 without one: nine in ten 16-bit units are Arabic or printable Latin, in one byte order;
3. valid UTF-8 is UTF-8: no Arabic text in an older encoding is valid UTF-8 by chance;
4. bytes of which nine in ten non-ASCII characters are valid UTF-8 are damaged UTF-8, not something else;
5. else Windows-1256 or ISO-8859-6. Which of them the bytes fit, charset-normalizer tells; where both are left, the
   letters decide. The two share hamza to dad and part at the rest, so that text read by the wrong one keeps its Arabic
   look but swaps its commonest letters for rare ones (ل for ن) or for Latin ones (و for è): the reading whose letters
   are the commoner ones of Arabic is right, and a reading with no Arabic letters at all is none.

A stream is judged by its first mebibyte. A byte that does not belong is marked by a surrogate (as `surrogateescape`
does) and costs its row; in a document that is one text it costs the document.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from quotes.corpus.records import UnreadableError

SAMPLE = 1 << 20  # bytes by which a stream is judged
DOCUMENT_LIMIT = 64 << 20  # bytes of one text or page
DAMAGED = re.compile("[\x00\udc80-\udcff]")  # a byte that is no text, in what `reading` gives

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WAIT = 0.25  # s
_LEGACY = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")
_WIDE = re.compile("[\u0600-\u06ff\t\n\r -~\xa0-\xff]")
_COMMON = "اليمونرتبعدةسهفكقحجأشصخذىطضئإغزثءظآؤ"  # Arabic letters in news, the commonest first
_WEIGHTS = {letter: len(_COMMON) - rank for rank, letter in enumerate(_COMMON)}
_NEUTRAL = dict.fromkeys("،؛؟«»“”‘’–—…ـ\xa0\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", 0)


class Rejoined(io.RawIOBase):
    """A stream whose head was read already, whole again; closing it leaves `rest` open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        room = len(buffer)
        taken = self._head[:room] if self._head else self._rest.read(room)
        self._head = self._head[room:]
        buffer[: len(taken)] = taken
        return len(taken)


class Limited(io.RawIOBase):
    """The next `size` bytes of a stream."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        taken = self._stream.read(min(len(buffer), self._left))
        self._left -= len(taken)
        buffer[: len(taken)] = taken
        return len(taken)


class Awaited(Rejoined):
    """Standard input, awaited a little at a time; closing it leaves it open.

    A signal may come to a thread of a library, and then ends no read of ours: an interrupt is seen between two waits.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(b"", stream)
        self._descriptor = _descriptor(stream)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._descriptor is None:
            return super().readinto(buffer)
        while not select.select([self._descriptor], [], [], WAIT)[0]:
            continue
        taken = os.read(self._descriptor, len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


def _descriptor(stream: BinaryIO) -> int | None:
    """Return what the system can wait for, None where it cannot: no file of the system's, or one of Windows."""
    if sys.platform == "win32":
        return None
    try:
        return stream.fileno()
    except OSError:
        return None


@contextmanager
def reading(stream: BinaryIO, *, newline: str = "\n") -> Iterator[tuple[TextIO, str]]:
    """Open `stream` as text whose lines end with `newline` (any where it is ""), and tell its encoding.

    Raise UnreadableError where it is binary, empty, or in no encoding that is known.
    """
    head = stream.read(SAMPLE)
    if not head.strip():
        raise UnreadableError("empty")
    encoding = encoding_of(head)
    with _text(Rejoined(_unmarked(head), stream), encoding, newline) as text:
        yield text, encoding


@contextmanager
def continuing(stream: BinaryIO, *, encoding: str) -> Iterator[TextIO]:
    """Open as text what follows the beginning of a file, by which its `encoding` was told."""
    with _text(Rejoined(b"", stream), encoding, "\n") as text:
        yield text


def _text(stream: io.RawIOBase, encoding: str, newline: str) -> io.TextIOWrapper:
    errors = "replace" if is_wide(encoding) else "surrogateescape"
    return io.TextIOWrapper(io.BufferedReader(stream), encoding=encoding, errors=errors, newline=newline)


def is_wide(encoding: str) -> bool:
    """Tell whether an encoding writes a line feed in several bytes."""
    return encoding.startswith(("utf-16", "utf-32"))


def whole(stream: BinaryIO) -> tuple[str, str]:
    """Return all of `stream` as text, and its encoding. Raise UnreadableError where it is none, or too large."""
    data = stream.read(DOCUMENT_LIMIT + 1)
    if len(data) > DOCUMENT_LIMIT:
        raise UnreadableError(f"larger than {DOCUMENT_LIMIT >> 20} MiB")
    encoding = encoding_of(data[:SAMPLE])
    try:
        text = _unmarked(data).decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not valid {encoding}: {error.reason} at byte {error.start + 1}") from error
    if "\x00" in text:
        raise UnreadableError("binary")
    return text, encoding


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text that begins with `head`, or raise UnreadableError.

    >>> encoding_of("أعلنت الوزارة".encode("cp1256"))  # "the ministry announced"
    'windows-1256'
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if encoding := _wide(head[:4096]):
        return encoding
    if 10 * (len(head) - len(head.translate(None, _CONTROLS))) > len(head):
        raise UnreadableError("binary")
    if _is_utf8(head) or _is_damaged_utf8(head):
        return "utf-8"
    return _legacy(head)


def mark_of(head: bytes) -> bytes:
    """Return the byte order mark with which a text begins, b"" where there is none."""
    return next((mark for mark, _ in _MARKS if head.startswith(mark)), b"")


def _unmarked(head: bytes) -> bytes:
    return head[len(mark_of(head)) :]


def _wide(head: bytes) -> str:
    """Return the UTF-16 byte order in which `head` reads as text, or ""."""
    units = len(head) // 2
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: 2 * units].decode(encoding, "replace")
        if units and 10 * len(_WIDE.findall(text)) >= 9 * units:
            return encoding
    return ""


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(head: bytes) -> bool:
    text = head.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - broken
    return sound > 9 * broken


def _legacy(head: bytes) -> str:
    from charset_normalizer import from_bytes

    fitting = [match.encoding for match in from_bytes(head, cp_isolation=list(_LEGACY))] or list(_LEGACY)
    scores = {codec: _plausibility(head.decode(codec, "replace")) for codec in sorted(fitting)}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] <= 0:
        raise UnreadableError("unknown encoding: not UTF-8, UTF-16, Windows-1256 or ISO-8859-6")
    return _LEGACY[best]


def _plausibility(text: str) -> int:
    """Return how much the non-ASCII characters of `text` are those of Arabic; 0 or less where they are not."""
    foreign = -len(_COMMON)
    return sum(_WEIGHTS.get(char, _NEUTRAL.get(char, foreign)) for char in text if char > "\x7f")
