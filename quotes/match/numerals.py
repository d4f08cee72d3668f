"""Read numbers, in figures or in words: "ثلاثة آلاف وخمسمئة" (three thousand and five hundred) and 3,500 are one value.

Takes folded words, gives the numbers among them with their places.

The law of the language: parts of a number add up, joined by و written on to the next part; thousand, million and
billion multiply what stands before them; في المئة ("in the hundred", per cent) and الاثنين ("the two", Monday) are no
numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.lexicon import grouped, rows
from quotes.normalise import fold_text

_FIGURES = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?")
_PERCENT = frozenset({"المايه", "بالمايه", "المييه", "الميه", "بالميه"})
_AND = "و"
_JOINING = ("و", "ال", "ب", "ل", "وال", "بال", "لل")  # what may be written on to a number word


@dataclass(frozen=True, slots=True)
class Number:
    """A number among words: its value, and the words ``[first, last)`` that say it."""

    value: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Part:
    value: float
    kind: str  # figures, or the kind of a number word
    joined: bool  # و is written on to it


def numbers(forms: Sequence[str]) -> tuple[Number, ...]:
    """Return the numbers among folded words, in order.

    >>> numbers(["قتل", "ثلاثه", "الاف", "وخمسميه", "شخص"])  # three thousand and five hundred persons were killed
    (Number(value=3500.0, first=1, last=4),)
    """
    parts = [_part(form) for form in forms]
    return tuple(_runs(parts)) if any(parts) else ()


def _runs(parts: Sequence[_Part | None]) -> Iterator[Number]:
    i = 0
    while i < len(parts):
        part = parts[i]
        if part is None or part.kind == "part":
            i += 1
            continue
        last = i + 1
        while last < len(parts) and _goes_on(parts[last - 1], parts[last]):
            last += 1
        yield Number(_sum([part for part in parts[i:last] if part]), i, last)
        i = last


def _goes_on(before: _Part | None, part: _Part | None) -> bool:
    """Tell whether a part belongs to the number before it: joined by و, or a scale, a ten after a unit, a half."""
    if before is None or part is None:
        return False
    if part.kind == "figures":
        return False
    return part.joined or part.kind == "scale" or (part.kind in ("ten", "hundred") and before.kind == "unit")


def _sum(parts: Sequence[_Part]) -> float:
    total = group = 0.0
    scale = 1.0
    for part in parts:
        if part.kind == "scale":
            total, group, scale = total + (group or 1.0) * part.value, 0.0, part.value
        elif part.kind == "part":
            total += part.value * (scale if not group else 1.0)
        elif part.kind == "hundred" and part.value == _HUNDRED and 0 < group < _TEN:
            group *= part.value
        else:
            group += part.value
    return total + group


_HUNDRED, _TEN = 100, 10


@lru_cache(maxsize=1 << 18)
def _part(form: str) -> _Part | None:
    if _FIGURES.fullmatch(form.removeprefix(_AND)):
        return _Part(_figures(form.removeprefix(_AND)), "figures", joined=False)
    if form in _PERCENT or form.removeprefix(_AND) in grouped("times", "kind")["day"]:
        return None
    for joining in ("", *_JOINING):
        found = _words().get(form.removeprefix(joining)) if form.startswith(joining) else None
        if found is not None:
            return _Part(found[0], found[1], joined=joining.startswith(_AND))
    return None


def _figures(form: str) -> float:
    if _GROUPED.fullmatch(form):
        form = re.sub("[,٬]", "", form)
    whole, *rest = re.split("[.,٫٬]", form)
    return float(f"{whole}.{''.join(rest)}") if rest else float(whole)


@cache
def _words() -> dict[str, tuple[float, str]]:
    return {fold_text(row["word"]): (float(row["value"]), row["kind"]) for row in rows("numerals")}
