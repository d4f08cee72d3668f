"""Make text from articles safe and readable on a screen.

Takes raw text, gives text to show: what is stored stays raw. Terminals that reorder Arabic need each Arabic run
closed off from the Latin and the numbers beside it; those that do not reorder ignore the isolates. An article must
not steer the terminal (escape sequences) nor its neighbours on the line (bidi overrides).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"

# Marks, embeddings, overrides and isolates: each line gets its own isolates, so those of the article are left out.
_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN: dict[int, str] = (
    {code: chr(0x2400 + code) for code in range(0x20)}  # control pictures: a hostile ESC is seen, not obeyed
    | {0x7F: "\u2421"}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), "\ufffd")
    | dict.fromkeys(_DIRECTION, "")
    | {ord("\t"): " ", ord("\n"): "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
)

_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN = re.compile(rf"{_RTL}+(?:[\W\d_]*{_RTL}+)*")  # Arabic words with the spaces, digits and signs between them


def unify_breaks(text: str) -> str:
    r"""Return `text` with every line break as a newline, at the same length.

    >>> unify_breaks("a\r\nb\rc")
    'a \nb\nc'
    """
    return text.replace("\r\n", " \n").replace("\r", "\n")


def sanitise(text: str) -> str:
    r"""Return `text` with control characters made visible and direction controls left out; newlines stay.

    >>> sanitise("\x1b[31mنص\u202e")  # text
    '␛[31mنص'
    """
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    r"""Return `text` sanitised, on one line, without tabs: one cell of a record.

    >>> one_line("قال\r\n نعم\t")  # he said yes
    'قال   نعم'
    """
    return sanitise(unify_breaks(text)).replace("\n", " ").strip()


def has_arabic(text: str) -> bool:
    """Tell whether any letter of `text` runs from right to left."""
    return _RUN.search(text) is not None


def runs_rtl(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left; digits and signs have none.

    >>> runs_rtl("2026 بوتين"), runs_rtl("rule: قال")
    (True, False)
    """
    classes = (unicodedata.bidirectional(letter) for letter in text)
    return next((name != "L" for name in classes if name in ("L", "R", "AL")), False)


def arabic_runs(line: str) -> Iterator[tuple[int, int]]:
    """Yield where each Arabic run of `line` starts and ends: the words with the spaces, digits and signs between."""
    return (run.span() for run in _RUN.finditer(line))


def isolate(cell: str) -> str:
    """Close one cell of a rendered line in FSI … PDI; in a Latin phrase, each Arabic run of it.

    >>> isolate("قال") == FSI + "قال" + PDI, isolate("12")
    (True, '12')
    """
    if runs_rtl(cell):
        return FSI + cell + PDI
    return _RUN.sub(rf"{FSI}\g<0>{PDI}", cell)
