"""Draw how many statements fell on each day as one line of bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

BARS = "▁▂▃▄▅▆▇█"
NONE = "·"
WIDTH = 24  # cells


def sparkline(days: Sequence[tuple[str, int]], *, period: tuple[str, str] | None = None, width: int = WIDTH) -> str:
    """Return a bar a day from the first to the last, or over all of `period`, a dot where there is none.

    A bar holds more days where `width` has no room for all.

    >>> sparkline([("2026-03-01", 4), ("2026-03-03", 2), ("2026-03-04", 1)])
    '█·▄▂'
    """
    if not days:
        return ""
    found = [(date.fromisoformat(day).toordinal(), count) for day, count in days]
    ends = [date.fromisoformat(day).toordinal() for day in period or ()]
    first, last = (edge([*ends, *(day for day, _ in found)]) for edge in (min, max))
    share = -(-(last - first + 1) // width)  # days a bar
    heights = [0] * ((last - first) // share + 1)
    for day, count in found:
        heights[(day - first) // share] += count
    return "".join(_bar(height, max(heights)) for height in heights)


def _bar(height: int, highest: int) -> str:
    return BARS[-(-height * len(BARS) // highest) - 1] if height else NONE
