"""Hold names together: a group is the names that read the same, a cluster the groups that were linked."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quotes.models import WhoKind
from quotes.speakers.names import Reading


@dataclass(slots=True)
class Alias:
    """One name as written, with the documents it speaks in."""

    who: str
    reading: Reading
    count: int = 0
    docs: array[int] = field(default_factory=lambda: array("Q"))


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one kind that read the same; `reading` is that of the name that is used most."""

    number: int
    kind: WhoKind
    reading: Reading
    aliases: tuple[Alias, ...]
    documents: int

    @property
    def bare(self) -> tuple[str, ...]:
        """The words of the name without articles."""
        return self.reading.bare

    @property
    def father(self) -> str:
        """The name after the first بن ("son of"), "" where it has none."""
        return self.reading.father


def meet(one: Group, other: Group) -> bool:
    """Tell whether one document names both: then its article keeps them apart."""
    docs = {doc for alias in one.aliases for doc in alias.docs}
    return any(not docs.isdisjoint(alias.docs) for alias in other.aliases)


class Links:
    """Which groups are one speaker: a forest over their numbers."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._parents = list(range(len(groups)))

    def link(self, one: Group, other: Group) -> None:
        """Make two groups one speaker."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low

    def root(self, group: Group) -> int:
        """Return the number that all groups of a speaker share."""
        number = group.number
        while self._parents[number] != number:
            self._parents[number] = number = self._parents[self._parents[number]]
        return number

    def clusters(self) -> Iterator[list[Group]]:
        """Yield the groups of each speaker."""
        clusters: defaultdict[int, list[Group]] = defaultdict(list)
        for group in self._groups:
            clusters[self.root(group)].append(group)
        yield from clusters.values()
