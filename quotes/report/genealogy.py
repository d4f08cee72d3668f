"""Order the statements of a claim as a tree of wordings, and tell how it went from outlet to outlet.

Takes the statements of one claim as the store gives them, in time; gives branches, from the root down, each with what
its wording kept and changed of its parent's; and the outlets in the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.match.comparing import Comparison, compare
from quotes.match.differences import Difference
from quotes.store.records import ClaimStatement

PASSING, LAST = ("├─ ", "│  "), ("└─ ", "   ")  # how a branch begins, and how it goes on beside its further lines
STEP = 3  # cells that a branch stands in from its parent


@dataclass(frozen=True, slots=True)
class Branch:
    """One wording of a claim: who has it, and how it comes from its parent's; the root has no parent."""

    number: int  # from 1, in the order of the tree
    parent: int | None
    statements: tuple[ClaimStatement, ...]  # in time
    attributions: tuple[Difference | None, ...]  # of each statement: another speaker than the parent's
    comparison: Comparison | None  # of the parent's words with these
    lineage: tuple[bool, ...]  # of each ancestor below the root, then of itself: whether a sibling follows
    has_children: bool

    @property
    def first(self) -> ClaimStatement:
        """The earliest statement of this wording."""
        return self.statements[0]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from the parent's words."""
        return self.comparison.differences if self.comparison else ()

    def guides(self, *, deepest: int) -> tuple[str, str]:
        """Return the lines of the tree before the first line of this branch, and before its further lines."""
        shown = self.lineage[-deepest:]
        before = "".join(PASSING[1] if follows else LAST[1] for follows in shown[:-1])
        begins, goes_on = ("", "") if not shown else PASSING if shown[-1] else LAST
        return before + begins, before + goes_on + (PASSING[1] if self.has_children else LAST[1])


def branches(statements: Sequence[ClaimStatement]) -> Iterator[Branch]:
    """Yield every wording after its parent, brothers in the order of their first statements."""
    wordings: defaultdict[int, list[ClaimStatement]] = defaultdict(list)
    for statement in statements:
        wordings[statement.wording].append(statement)
    children = _children(wordings)
    numbers: dict[int, int] = {}
    ahead: list[tuple[int, tuple[bool, ...]]] = [(root, ()) for root in reversed(children[None])]
    while ahead:
        wording, lineage = ahead.pop()
        numbers[wording] = len(numbers) + 1
        yield _branch(wordings[wording], wordings, numbers, lineage=lineage, has_children=wording in children)
        below = children.get(wording, [])
        ahead += [(child, (*lineage, child != below[-1])) for child in reversed(below)]


def _children(wordings: Mapping[int, Sequence[ClaimStatement]]) -> Mapping[int | None, list[int]]:
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for wording, (first, *_) in wordings.items():
        children[first.parent].append(wording)
    return children


def _branch(
    said: Sequence[ClaimStatement],
    wordings: Mapping[int, Sequence[ClaimStatement]],
    numbers: Mapping[int, int],
    *,
    lineage: tuple[bool, ...],
    has_children: bool,
) -> Branch:
    first = said[0]
    before = None if first.parent is None else wordings[first.parent]
    return Branch(
        number=numbers[first.wording],
        parent=None if first.parent is None else numbers[first.parent],
        statements=tuple(said),
        attributions=tuple(attribution(statement, before or said) for statement in said),
        comparison=None if before is None else compare(before[0].row.content, first.row.content),
        lineage=lineage,
        has_children=has_children,
    )


def attribution(statement: ClaimStatement, before: Sequence[ClaimStatement]) -> Difference | None:
    """Return the difference of speakers where a statement has another than those `before`.

    The statements of the root are set against the first of them that has a speaker.
    """
    said = [other.row.name for other in before if other.row.name is not None]
    known = set(said if statement.parent is not None else said[:1])
    if statement.row.name is None or not known or statement.row.name in known:
        return None
    return Difference("attribution", said[0], statement.row.name)


def sides(statements: Sequence[ClaimStatement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the speakers that say what the root says, and those that say the opposite, as they come in time."""
    named = [(statement.denied, statement.row.name) for statement in statements if statement.row.name is not None]
    asserted, denied = (tuple(dict.fromkeys(name for side, name in named if side is other)) for other in (False, True))
    return asserted, denied


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a claim came to one outlet: its first day there, None where undated, and how many days after the first."""

    outlet: str
    first: str | None
    delay: int | None
    statements: int


def arrivals(statements: Sequence[ClaimStatement]) -> tuple[Arrival, ...]:
    """Return the outlets in the order in which the claim came to them, undated ones last."""
    dated: defaultdict[str, list[str | None]] = defaultdict(list)
    for statement in statements:
        dated[statement.row.outlet].append(statement.row.date)
    start = min((day for days in dated.values() for day in days if day is not None), default=None)
    found = (_arrival(outlet, days, start=start) for outlet, days in dated.items())
    return tuple(sorted(found, key=lambda arrival: (arrival.first is None, arrival.first or "", arrival.outlet)))


def _arrival(outlet: str, days: Sequence[str | None], *, start: str | None) -> Arrival:
    first = min((day for day in days if day is not None), default=None)
    delay = None if first is None or start is None else _between(start, first)
    return Arrival(outlet, first, delay, statements=len(days))


def _between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
