"""Align two statements word by word: what is kept, spelled otherwise, moved, changed, cut and added.

Takes two wordings, gives the steps that lead from the first to the second. The longest common subsequence of bare words
comes first; in each gap that it leaves, words that are spelled nearly alike are paired, in order; then words that stand
in both, elsewhere, have moved. What is left in a gap on both sides has changed, on one side is cut or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from quotes.match.reading import Word, Wording

StepKind = Literal["kept", "spelled", "moved", "changed", "cut", "added"]
SHARED: frozenset[StepKind] = frozenset({"kept", "spelled", "moved"})  # the words of these stand in both statements
ALIKE = 0.72  # similarity of letters from which two words are one in two spellings or two inflections
_LEAST_ALIKE = ALIKE - 0.01  # no similarity is more than that of a word with a longer one that holds it whole
TELLING = 1.5  # nats: a word that tells less is everywhere, and has not moved
SHORTEST_ALIKE = 3  # letters: shorter words differ by their letters, not by spelling


Gap = tuple[int, int, int, int]  # words [a0, a1) of the one against [b0, b1) of the other


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the way from a statement to another; ``a[first:last]`` words of the one, ``b`` of the other."""

    kind: StepKind
    a: tuple[int, int]
    b: tuple[int, int]


Pair = tuple[Word, Word, StepKind]  # a word of each statement, and how the two are one


@dataclass(frozen=True, slots=True)
class Alignment:
    """The steps in the order of the first statement; moved words stand where the first has them."""

    a: Wording
    b: Wording
    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]  # the words that stand in both, in that order

    @property
    def telling(self) -> float:
        """What the words that stand in both tell beside formulas and verses, in nats."""
        return sum(one.weight for one, _, _ in self.pairs if not one.is_set)

    def found_of(self, side: Wording) -> Iterator[Word]:
        """Yield the words of one of the two statements that the other has too."""
        return (one if side is self.a else other for one, other, _ in self.pairs)

    def left(self) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
        """Yield what stands in one only, gap by gap: changed, cut (the second is empty) or added (the first is)."""
        for step in self.steps:
            if step.kind not in SHARED:
                yield self.a.words[slice(*step.a)], self.b.words[slice(*step.b)]


def align(a: Wording, b: Wording) -> Alignment:
    """Return the steps from `a` to `b`."""
    gaps: list[Gap] = []
    steps: list[Step] = []
    for tag, a0, a1, b0, b1 in _opcodes(a.bare, b.bare):
        if tag == "equal":
            steps.append(Step("kept", (a0, a1), (b0, b1)))
        elif gaps and gaps[-1][1] == a0 and gaps[-1][3] == b0:
            gaps[-1] = (gaps[-1][0], a1, gaps[-1][2], b1)
        else:
            gaps.append((a0, a1, b0, b1))
    spelled = [pair for gap in gaps for pair in _alike(a, b, gap)]
    moved = list(_moved(a, b, gaps, taken=spelled))
    steps += [Step("spelled", (i, i + 1), (j, j + 1)) for i, j in spelled]
    steps += [Step("moved", (i, i + 1), (j, j + 1)) for i, j in moved]
    gone = {i for i, _ in (*spelled, *moved)}, {j for _, j in (*spelled, *moved)}
    steps += [step for gap in gaps for step in _left(gap, spelled=spelled, gone=gone)]
    steps.sort(key=lambda step: (step.a, step.b))
    return Alignment(a, b, tuple(steps), tuple(_pairs(a, b, steps)))


def _pairs(a: Wording, b: Wording, steps: Sequence[Step]) -> Iterator[Pair]:
    for step in steps:
        if step.kind in SHARED:
            for one, other in zip(a.words[slice(*step.a)], b.words[slice(*step.b)], strict=True):
                yield one, other, step.kind


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    from rapidfuzz.distance import Indel

    return ((op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(a, b))


def _alike(a: Wording, b: Wording, gap: Gap) -> Iterator[tuple[int, int]]:
    """Yield pairs of words of a gap that are spelled nearly alike, in order, the first that fits taken."""
    a0, a1, b0, b1 = gap
    spelled = list(_spelled(b, b0, b1))
    first = 0
    for i, one in _spelled(a, a0, a1):
        for n in range(first, len(spelled)):
            j, other = spelled[n]
            if _are_alike(one, other):
                yield i, j
                first = n + 1
                break


def _spelled(wording: Wording, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the places and bare forms of words that may be spelled otherwise: no numbers, no short ones."""
    for i in range(first, last):
        word = wording.words[i]
        if word.value is None and len(word.bare) >= SHORTEST_ALIKE:
            yield i, word.bare


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two words are one in two spellings or inflections: الأرمني and الأرميني, يعلن and أعلنت."""
    a, b = len(one), len(other)
    may = 2 * (a if a < b else b) >= _LEAST_ALIKE * (a + b)
    return may and _similarity()(one, other, score_cutoff=ALIKE) > 0


@cache
def _similarity() -> Callable[..., float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity


def _moved(
    a: Wording, b: Wording, gaps: Sequence[Gap], *, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield telling words that are left on both sides, but not in the same place."""
    used_a, used_b = {i for i, _ in taken}, {j for _, j in taken}
    places: dict[str, list[int]] = {}
    for j in (j for _, _, b0, b1 in gaps for j in range(b0, b1) if j not in used_b):
        places.setdefault(b.words[j].bare, []).append(j)
    for i in (i for a0, a1, _, _ in gaps for i in range(a0, a1) if i not in used_a):
        if a.words[i].weight >= TELLING and (found := places.get(a.words[i].bare)):
            yield i, found.pop(0)


def _left(gap: Gap, *, spelled: Sequence[tuple[int, int]], gone: tuple[set[int], set[int]]) -> Iterator[Step]:
    """Yield what is left of a gap; the words paired in it part it into smaller ones."""
    a0, a1, b0, b1 = gap
    inside = [(i, j) for i, j in spelled if a0 <= i < a1 and b0 <= j < b1]
    for i, j in (*inside, (a1, b1)):
        yield from _unpaired((a0, i), (b0, j), gone)
        a0, b0 = i + 1, j + 1


def _unpaired(a: tuple[int, int], b: tuple[int, int], gone: tuple[set[int], set[int]]) -> Iterator[Step]:
    runs_a, runs_b = list(_runs(a, gone[0])), list(_runs(b, gone[1]))
    if len(runs_a) == len(runs_b) == 1:
        yield Step("changed", runs_a[0], runs_b[0])
        return
    yield from (Step("cut", run, (b[0], b[0])) for run in runs_a)
    yield from (Step("added", (a[1], a[1]), run) for run in runs_b)


def _runs(words: tuple[int, int], gone: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `words` between those that are gone."""
    first = words[0]
    for i in range(*words):
        if i in gone:
            if first < i:
                yield first, i
            first = i + 1
    if first < words[1]:
        yield first, words[1]
