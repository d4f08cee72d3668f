"""Count the steps that a call takes: calls and lines of Python, never seconds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any


def steps(call: Callable[[], object]) -> Counter[CodeType]:
    """Return how many lines of each function `call` runs, generators by each time that they go on."""
    counted: Counter[CodeType] = Counter()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        counted[frame.f_code] += event in ("line", "call")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted
