"""Count the words of names by their place, to tell how many namesakes chance alone would make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.speakers.groups import Group

ODDS = 3  # how far the better known of two names must outweigh the namesakes to be expected, in documents


@dataclass(frozen=True, slots=True)
class Ends:
    """The two words that a short name and a fuller one share: the first, and the last or the second of the fuller."""

    first: str
    place: int  # of `other`: -1 or 1
    other: str


class Census:
    """The full names of a corpus, by the words at their first, second and last place."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._names = len(groups)
        self._documents = sum(group.documents for group in groups)
        self._words = Counter((place, group.bare[place]) for group in groups for place in (0, 1, -1))

    def tells(self, ends: Ends, *, groups: Sequence[Group]) -> bool:
        """Tell whether names with these `ends` are one man's and not namesakes'.

        Were first and other words drawn apart, ``first * other / names`` men would share both by chance; the better
        known of `groups` must be heard of more often, in documents, than all of those.
        """
        first = max(self._words[0, ends.first] - len(groups), 0)
        other = max(self._words[ends.place, ends.other] - len(groups), 0)
        namesakes = first * other / self._names
        known = max(group.documents for group in groups)
        return known >= ODDS * namesakes * self._documents / self._names
