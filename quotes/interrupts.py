"""Remember an interrupt: a library may swallow the exception that tells of it.

DuckDB asks for signals while it works, and what it then raises is sometimes an error of its own, sometimes nothing. Who
calls it asks afterwards whether the user wanted to stop.
"""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

_seen: list[int] = []  # the signals that came


def remember() -> None:
    """From now on remember that the user interrupted the program, beside raising KeyboardInterrupt."""
    signal.signal(signal.SIGINT, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    _seen.append(number)
    raise KeyboardInterrupt


def came() -> bool:
    """Tell whether the user interrupted the program."""
    return bool(_seen)


def heed() -> None:
    """Raise KeyboardInterrupt where the user interrupted the program, whatever became of the exception."""
    if came():
        raise KeyboardInterrupt
