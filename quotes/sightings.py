"""Keep where an article mentions its entities, and which mention says most.

Takes the mentions of one article in reading order, gives for a shorter description the fullest that it takes up:
المنظمة "the organisation" for منظمة معاهدة الأمن الجماعي "the Collective Security Treaty Organisation".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quotes.entities import Entity
from quotes.models import Field
from quotes.phrases import Phrase

_LONGEST_NAME: Final = 12  # words of a description that a shorter one takes up


class Sighting:
    """One mention of an entity: where it stands, and what it was called there."""

    def __init__(self, field: Field, place: int, phrase: Phrase, entity: Entity) -> None:
        self.field: Final = field
        self.place: Final = place  # token
        self.phrase: Final = phrase
        self.entity: Final = entity


class Fullest:
    """The descriptions that say more than some words, each longer than those before: there are few."""

    def __init__(self, sightings: Iterable[Sighting], wanted: frozenset[str]) -> None:
        self._longer: list[tuple[Sighting, dict[str, int]]] = []  # with the last places that say more before it
        places: dict[str, int] = {}
        longest = 0
        for sighting in sightings:
            words = frozenset(sighting.entity.words)
            if wanted < words and len(words) <= _LONGEST_NAME:
                shorter = longest
                if len(words) > shorter:
                    self._longer.append((sighting, dict(places)))
                    longest = len(sighting.entity.words)
                if shorter:
                    places[sighting.field] = max(sighting.place, places.get(sighting.field, 0))

    def at(self, field: str, place: int) -> Entity | None:
        """Return the longest that is told before a place, else the first behind it."""
        best: Entity | None = None
        for sighting, places in self._longer:
            behind = sighting.field == field and sighting.place >= place
            if best is not None and (behind or places.get(field, -1) >= place):
                break
            best = sighting.entity
        return best
