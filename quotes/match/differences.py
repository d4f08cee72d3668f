"""Class what differs between two statements: writing, wording, or a fact.

Takes an alignment, gives its differences. A fact differs (a number, name, place, date, the polarity) only where both
statements tell it in the same place: what one leaves out is cut, not altered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from quotes.lexicon import grouped, rows, word_list, words
from quotes.match.alignment import SHARED, Alignment, Step
from quotes.match.rarity import rarity
from quotes.match.reading import Word
from quotes.match.stems import bare
from quotes.normalise import fold_text

DifferenceKind = Literal[
    "spelling", "clitic", "order", "wording", "cut", "added",
    "number", "name", "place", "date", "negation", "opposite", "attribution",
]  # fmt: skip
FACTS: frozenset[DifferenceKind] = frozenset({"number", "name", "place", "date", "negation", "opposite"})
LONGEST_CHANGE = 6  # words: a longer stretch is another sentence, not a changed fact
_NAME_RARITY = 3.0  # nats: the commonest given names are common words too (كريم "generous")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: its words in the first statement and in the second, either may be empty."""

    kind: DifferenceKind
    a: str
    b: str


def differences(alignment: Alignment) -> tuple[Difference, ...]:
    """Return what differs, in the order of the first statement."""
    return tuple(_found(alignment))


def _found(alignment: Alignment) -> Iterator[Difference]:
    left = _left(alignment)
    for step in alignment.steps:
        one, other = alignment.a.words[slice(*step.a)], alignment.b.words[slice(*step.b)]
        if step.kind in SHARED:
            yield from _of_pairs(one, other, step)
        else:
            before, after = alignment.a.words[max(0, step.a[0] - 1) : step.a[0]], alignment.a.words[step.a[1] :][:1]
            yield Difference(_of_gap(_Gap(one, other, (*before, *after), before, left)), *_texts(alignment, one, other))


def _left(alignment: Alignment) -> frozenset[str]:
    """Return the bare words that are left on both sides, in whatever place."""
    gaps = list(alignment.left())
    one, other = ({word.bare for gap in gaps for word in gap[side]} for side in (0, 1))
    return frozenset(one & other)


def _texts(alignment: Alignment, one: Sequence[Word], other: Sequence[Word]) -> tuple[str, str]:
    return _text(alignment.a.content, one), _text(alignment.b.content, other)


def _of_pairs(one: Sequence[Word], other: Sequence[Word], step: Step) -> Iterator[Difference]:
    for word, twin in zip(one, other, strict=True):
        if step.kind == "moved":
            yield Difference("order", word.form, twin.form)
        elif word.form != twin.form and not (word.value is not None and word.value == twin.value):
            yield Difference(_of_spelling(word, twin), word.form, twin.form)


def _of_spelling(word: Word, twin: Word) -> DifferenceKind:
    """Tell a clitic that comes or goes from another spelling; two real names or opposites are no spellings of one."""
    if word.bare == twin.bare:
        return "clitic"
    if _are_opposite((word,), (twin,)):
        return "opposite"
    return "name" if _is_given_name(word) and _is_given_name(twin) else "spelling"


def _of_gap(gap: _Gap) -> DifferenceKind:
    if max(map(len, gap.sides)) <= LONGEST_CHANGE:
        for kind, holds in _FACT_TESTS:
            if holds(gap):
                return kind
    return "wording" if gap.one and gap.other else "cut" if gap.one else "added"


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands in one statement against what stands in the other."""

    one: Sequence[Word]
    other: Sequence[Word]
    around: Sequence[Word]  # the words beside it in the first
    before: Sequence[Word]  # of these the one before it, if any
    left: frozenset[str]  # the bare words that both statements have in gaps, so that they have but moved

    @property
    def sides(self) -> tuple[Sequence[Word], Sequence[Word]]:
        return self.one, self.other


def _text(content: str, words: Sequence[Word]) -> str:
    return content[words[0].start : words[-1].end] if words else ""


def _is_negated(gap: _Gap) -> bool:
    """Tell whether one side denies what both say: لا, لم, لن, عدم against none, and nothing else that tells much."""
    denies = [any(_denies(word) and word.bare not in gap.left for word in side) for side in gap.sides]
    rest = [sum(word.weight for word in side if not _denies(word)) for side in gap.sides]
    return denies[0] != denies[1] and max(rest) <= _LITTLE


_LITTLE = 3.0  # nats


def _denies(word: Word) -> bool:
    return word.form in _negations() or word.bare in _negations()


@cache
def _negations() -> frozenset[str]:
    classes = grouped("particles", "class")
    return classes["negation"] | classes["no"]


def _are_opposite(one: Sequence[Word], other: Sequence[Word]) -> bool:
    sides = _sides()
    axes = {axis: side for word in one for axis, side in sides.get(word.bare, ())}
    return any(axes.get(axis, side) != side for word in other for axis, side in sides.get(word.bare, ()))


def _holds_opposites(gap: _Gap) -> bool:
    return _are_opposite(*gap.sides)


@cache
def _sides() -> Mapping[str, tuple[tuple[int, bool], ...]]:
    """Return for each bare word the axes that it stands on, each with its side."""
    sides: dict[str, tuple[tuple[int, bool], ...]] = {}
    for axis, row in enumerate(rows("opposites")):
        for side, column in ((False, "one"), (True, "other")):
            for form in {bare(fold_text(word)) for word in row[column].split()}:
                sides[form] = (*sides.get(form, ()), (axis, side))
    return sides


def _differ_in(test: Callable[[Word], bool]) -> Callable[[_Gap], bool]:
    """Return a test of a gap: both sides hold such words, and not the same."""

    def holds(gap: _Gap) -> bool:
        first, second = ({word.bare for word in side if test(word)} for side in gap.sides)
        return bool(first) and bool(second) and not first & second

    return holds


def _is_number(word: Word) -> bool:
    return word.value is not None


def _holds_date(gap: _Gap) -> bool:
    """Tell whether the days of the week differ, or the months, or the numbers beside a month.

    Yesterday and Sunday may be one day: words that count from the day of the article are not compared.
    """
    if _differ_in(_is_day)(gap) or _differ_in(_is_month)(gap):
        return True
    beside = any(_is_month(word) for word in (*gap.one, *gap.other, *gap.around))
    return beside and _differ_in(_is_number)(gap)


def _is_day(word: Word) -> bool:
    return word.bare in _calendar("day")


def _is_month(word: Word) -> bool:
    return word.bare in _calendar("month")


@cache
def _calendar(kind: str) -> frozenset[str]:
    return frozenset(bare(form) for form in grouped("times", "kind")[kind])


def _is_place(word: Word) -> bool:
    return word.bare in _places()


@cache
def _places() -> frozenset[str]:
    """Return places of one word and the adjectives made of them, bare."""
    return frozenset(bare(form) for form in words("places") | words("nisbas") if " " not in form)


def _bears_name(word: Word) -> bool:
    return word.bare in words("given_names")


def _is_given_name(word: Word) -> bool:
    return _bears_name(word) and rarity(word.bare) >= _NAME_RARITY


def _holds_names(gap: _Gap) -> bool:
    """Tell whether both sides hold names, and not the same.

    A given name is known, one that is a common word too where it stands against another; any other name is an unknown
    word behind a name or a title.
    """
    if max(map(len, gap.sides)) > _LONGEST_NAME:
        return False
    if all(len(side) == 1 and _bears_name(side[0]) for side in gap.sides):
        return True
    named = any(_is_given_name(word) or word.bare in words("titles") for word in gap.before)
    return _differ_in(_is_given_name)(gap) or (named and _differ_in(_is_unknown)(gap))


_LONGEST_NAME = 4  # words


def _is_unknown(word: Word) -> bool:
    """Tell a word that is neither a noun nor a verb of the lexicon."""
    lists = word_list("nouns"), word_list("verbs")
    return word.value is None and not any(form in known for known in lists for form in (word.form, word.bare))


_FACT_TESTS: tuple[tuple[DifferenceKind, Callable[[_Gap], bool]], ...] = (
    ("date", _holds_date),
    ("number", _differ_in(_is_number)),
    ("negation", _is_negated),
    ("opposite", _holds_opposites),
    ("place", _differ_in(_is_place)),
    ("name", _holds_names),
)
