"""What the readers of each format hand to `quotes.corpus.read`, before it becomes an article or a skip."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UnreadableError(Exception):
    """The whole file cannot be read; the message is the reason that its skip will give."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one article as its file gives them; "" and None where it does not."""

    title: str
    body: str
    doc: str = ""
    outlet: str = ""
    date: str | None = None
    url: str = ""
    author: str = ""
    line: int | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Fault:
    """One line or row that cannot be read, in a file that otherwise can."""

    reason: str
    line: int | None = None


def storable(text: str) -> str:
    """Return `text` with each NUL and each lone surrogate as U+FFFD, so that offsets stay and any store can hold it.

    JSON may spell half of a surrogate pair (``\\ud83d``), and file names may hold bytes that are no text.

    >>> storable("قال\\ud83d")  # "said"
    'قال\\ufffd'
    """
    return _UNSTORABLE.sub("\ufffd", text)
