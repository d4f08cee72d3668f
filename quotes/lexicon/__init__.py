"""The words that the grammar works with, as data: cues, titles, organisations, documents, times, prepositions.

Each table is a `.tsv` file with a header, or a `.txt` file with one word a line; what an entry means stands in the
file's own columns. All forms are folded here, once; the grammar itself is in the modules that use them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from quotes.memory import remembered
from quotes.models import Stance
from quotes.normalise import fold_text

Shape = Literal["perfect", "imperfect", "participle", "masdar", "passive"]
Gender = Literal["m", "f", ""]
Number = Literal["s", "d", "p", ""]
Prior = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class CueLemma:
    """One reporting verb: what it means, how it is written, and the frames in which it reports."""

    lemma: str
    gloss: str
    sense: str  # the class of reporting: say, affirm, deny …
    stance: Stance
    complements: frozenset[str]  # clause frames: inna, anna, bianna, ilaanna, alaanna, minanna, colon, marks, words
    nominal: frozenset[str]  # folded prepositions before a noun phrase that is a statement; "" where none is needed
    takes_object: bool  # the addressee stands as object before the complement: طالب الحكومة بـ
    prior: Prior  # how surely a form reports where a clause follows
    nominal_prior: Prior
    example: str
    example_gloss: str


@dataclass(init=False, slots=True, unsafe_hash=True)
class CueForm:
    """One written form of a cue, and what its ending says of the speaker.

    Its fields are final to the type checker, not frozen: there are tens of thousands, all made before the first word.
    """

    cue: Final[CueLemma]
    shape: Final[Shape]
    person: Final[Literal[1, 3]]
    gender: Final[Gender]
    number: Final[Number]
    suffix: Final[str]  # a pronoun fused to it, "" where there is none: وصفه "described him", قوله "his saying"

    def __init__(
        self, cue: CueLemma, shape: Shape, person: Literal[1, 3], gender: Gender, number: Number, suffix: str
    ) -> None:
        self.cue, self.shape, self.person = cue, shape, person
        self.gender, self.number, self.suffix = gender, number, suffix


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table `name`, a `.tsv` file of this package."""
    with (files(__name__) / f"{name}.tsv").open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


@remembered
def words(name: str) -> frozenset[str]:
    """Return the folded first column of the table `name`."""
    return frozenset(fold_text(next(iter(row.values()))) for row in rows(name))


@remembered
def word_list(name: str) -> frozenset[str]:
    """Return the folded words of the list `name`, a `.txt` file of this package."""
    text = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(fold_text(line) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def column(name: str, key: str) -> dict[str, str]:
    """Return the table `name` as a map from its folded first column to the column `key`."""
    return {fold_text(next(iter(row.values()))): row[key] for row in rows(name)}


@cache
def grouped(name: str, key: str) -> dict[str, frozenset[str]]:
    """Return the folded first column of the table `name`, grouped by the column `key`."""
    groups: dict[str, set[str]] = {}
    for row in rows(name):
        groups.setdefault(row[key], set()).add(fold_text(next(iter(row.values()))))
    return {group: frozenset(members) for group, members in groups.items()}


@cache
def cue_lemmas() -> tuple[CueLemma, ...]:
    """Return the cues, the most frequent first."""
    return tuple(_cue(row) for row in rows("cues"))


def _cue(row: dict[str, str]) -> CueLemma:
    return CueLemma(
        lemma=row["lemma"],
        gloss=row["gloss"],
        sense=row["class"],
        stance=row["stance"],  # type: ignore[arg-type]
        complements=_split(row["complements"]),
        nominal=frozenset("" if p == "bare" else fold_text(p) for p in _split(row["nominal"])),
        takes_object=row["object"] == "yes",
        prior=row["prior"],  # type: ignore[arg-type]
        nominal_prior=row["nominal_prior"],  # type: ignore[arg-type]
        example=row["example"],
        example_gloss=row["example_gloss"],
    )


def _split(cell: str, sign: str = ",") -> frozenset[str]:
    return frozenset(part.strip() for part in cell.split(sign) if part.strip())
