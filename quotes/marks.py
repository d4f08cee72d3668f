"""Pair the quotation marks of a field.

Takes tokens, gives pairs of marks: nested, unclosed, or carried over several paragraphs.

The law of the data: marks come as « » " “ ” „ ‟ ‹ › ‘ ’, reversed (”…“) and straight; one text in ten has an odd number
of them. So the shape of a mark is only a hint. What tells an opening mark from a closing one is what it touches: an
opening mark touches the word after it and a blank, a glued preposition or a sign before it; a closing mark the reverse.
A mark never reaches past its paragraph, unless the next paragraph opens with a mark again or only that paragraph
closes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from quotes.segment import Tokens, is_word

_OPENING: Final = frozenset("«“„‹‘")
_CLOSING: Final = frozenset("»”‟›’")
_STRAIGHT: Final = frozenset("\"'")
_UNSURE: Final = frozenset("‘’'()")  # apostrophes and brackets: they are marks only in pairs
SIGNS: Final = _OPENING | _CLOSING | _STRAIGHT
_FAMILY: Final = {
    c: family
    for family, chars in (("angle", "«»‹›"), ("curly", "“”„‟"), ("straight", '"'), ("single", "‘’"), ("plain", "'"))
    for c in chars
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A pair of marks: token `first` opens it, token `last` closes it, or is one past it where it is unclosed."""

    first: int
    last: int
    closed: bool


def pair_marks(tokens: Tokens) -> tuple[Mark, ...]:
    """Pair the marks of a field, in the order of their opening.

    >>> from quotes.segment import tokenise
    >>> [(m.first, m.last) for m in pair_marks(tokenise("قال «نادي \\"السد\\" فاز» أمس"))]
    [(1, 7), (3, 5)]
    """
    positions = [i for i, form in enumerate(tokens.form) if form in SIGNS]
    if not positions:
        return ()
    found: list[Mark] = []
    carried: int | None = None
    end = 0
    for paragraph in _by_paragraph(tokens, positions):
        if carried is not None and _gap(tokens, end, paragraph[0]) > (end == tokens.paragraph[carried]):
            found.append(Mark(carried, tokens.paragraph[carried], False))
            carried = None
        carried = _pair_paragraph(tokens, paragraph, carried, found)
        end = tokens.paragraph[paragraph[0]]
    if carried is not None:
        found.append(Mark(carried, tokens.paragraph[carried], False))
    sure = (mark for mark in found if mark.closed or tokens.text[tokens.start[mark.first]] not in _UNSURE)
    return tuple(sorted(sure, key=lambda m: (m.first, -m.last)))


def _gap(tokens: Tokens, end: int, mark: int) -> int:
    """Return how many paragraphs lie between token `end` and the paragraph of `mark`.

    A mark is carried over one paragraph without marks, and only the first: behind that each paragraph reopens it.
    """
    between = 0
    while tokens.paragraph[end] < tokens.paragraph[mark]:
        end, between = tokens.paragraph[end], between + 1
    return between


def _by_paragraph(tokens: Tokens, positions: list[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for i in positions:
        groups.setdefault(tokens.paragraph[i], []).append(i)
    return list(groups.values())


class _Open:
    """The marks of a paragraph that are open, the last on top, with how many there are of each shape and family."""

    def __init__(self, form: tuple[str, ...]) -> None:
        self.form = form
        self.stack: list[int] = []
        self.count: Counter[str] = Counter()

    def append(self, i: int) -> None:
        self.stack.append(i)
        self.count.update(_kin(self.form[i]))

    def pop(self) -> int:
        i = self.stack.pop()
        self.count.subtract(_kin(self.form[i]))
        return i

    def holds(self, *, family: str, opening: bool | None = None) -> bool:
        """Tell whether a mark of a family is open, of either shape or of one."""
        return self.count[family if opening is None else f"{family} {opening}"] > 0


def _kin(form: str) -> tuple[str, ...]:
    family = _FAMILY[form]
    return (family, f"{family} {form in _OPENING}") if form not in _STRAIGHT else (family,)


def _pair_paragraph(tokens: Tokens, positions: list[int], carried: int | None, found: list[Mark]) -> int | None:
    """Pair one paragraph's marks into `found`; return an opening mark that is still open, to be carried over."""
    stack = _Open(tokens.form)
    for i in positions:
        if _closes(tokens, i, stack):
            family = _FAMILY[tokens.form[i]]
            alien = not stack.holds(family=family)
            while not alien and _FAMILY[tokens.form[stack.stack[-1]]] != family:
                found.append(Mark(stack.pop(), i, False))
            found.append(Mark(stack.pop(), i, True))
        elif _reopens(tokens, i, carried):
            stack.append(carried if carried is not None else i)
            carried = None
        elif carried is not None and not stack.stack and _looks_closing(tokens, i):
            found.append(Mark(carried, i, True))
            carried = None
        elif not _looks_closing(tokens, i) or tokens.form[i] in _OPENING:
            stack.append(i)
    if carried is not None:
        found.append(Mark(carried, tokens.paragraph[carried], False))
    if not stack.stack:
        return None
    found.extend(Mark(lost, tokens.paragraph[lost], False) for lost in stack.stack[1:])
    return stack.stack[0]


def _reopens(tokens: Tokens, i: int, carried: int | None) -> bool:
    """A paragraph that begins with a mark goes on with the quotation that the one before it left open."""
    return carried is not None and (i == 0 or tokens.paragraph[i - 1] != tokens.paragraph[i])


def _closes(tokens: Tokens, i: int, stack: _Open) -> bool:
    if not stack.stack:
        return False
    form = tokens.form[i]
    family = _FAMILY[form]
    if form not in _STRAIGHT and stack.holds(family=family, opening=form in _CLOSING):
        return True
    if form == "«" or (form in _OPENING and not _looks_closing(tokens, i)):
        return False
    if not stack.holds(family=family):
        return False
    return (form in _STRAIGHT and not _looks_opening(tokens, i)) or _looks_closing(tokens, i)


def _touches_before(tokens: Tokens, i: int) -> bool:
    return (
        i > 0
        and tokens.end[i - 1] == tokens.start[i]
        and (is_word(tokens.form[i - 1]) or tokens.form[i - 1] in ".!؟?…،")
    )


def _touches_after(tokens: Tokens, i: int) -> bool:
    return i + 1 < len(tokens) and tokens.start[i + 1] == tokens.end[i] and is_word(tokens.form[i + 1])


def _glued(tokens: Tokens, i: int) -> bool:
    """A preposition of one letter may be glued to an opening mark: لـ«الحياة» (to "Al-Hayat")."""
    return i > 0 and tokens.form[i - 1] in {"ل", "ب", "و", "ك", "ف", "ال", "لل", "وال", "بال"}


def _looks_opening(tokens: Tokens, i: int) -> bool:
    return _touches_after(tokens, i) and (not _touches_before(tokens, i) or _glued(tokens, i))


def _looks_closing(tokens: Tokens, i: int) -> bool:
    return _touches_before(tokens, i) and not _touches_after(tokens, i) and not _glued(tokens, i)
