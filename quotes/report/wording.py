"""Tell by brackets, and on a screen by style too, which words of a statement another has kept, changed, dropped.

Takes an alignment, gives the second statement with what the first alone has put in where it stood: ``[…]`` is the
first's, ``{…}`` the second's; what stands in no brackets stands in both. Signs and spaces are those of the second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from quotes.match.alignment import Alignment, Step, StepKind
from quotes.match.differences import FACTS, Difference
from quotes.match.reading import Wording
from quotes.normalise import fold_text
from quotes.report.bidi import sanitise, unify_breaks
from quotes.report.language import Language

# The sign inside the brackets of the first and of the second; "" where that side has no brackets.
SIGNS: dict[StepKind, tuple[str, str]] = {
    "kept": ("", ""), "cut": ("-", ""), "added": ("", "+"), "changed": ("-", "+"), "spelled": ("~", "~"),
    "moved": ("", "^"),
}  # fmt: skip
STYLES: dict[StepKind, tuple[str, str]] = {
    "kept": ("", ""), "cut": ("red", ""), "added": ("", "green"), "changed": ("red", "green"),
    "spelled": ("dim", "cyan"), "moved": ("", "magenta"),
}  # fmt: skip
OF_FACT = "bold"

_ANCHORS = ("kept", "spelled", "changed")  # steps that stand in the same order in both statements


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that met one fate: as the first has them, as the second has them, and what follows in the second."""

    kind: StepKind
    a: str
    b: str
    tail: str = ""

    @property
    def sides(self) -> Iterator[tuple[str, str]]:
        """Yield the words of each side in their brackets, with their style; kept words as the second has them."""
        first, second = SIGNS[self.kind]
        if first:
            yield f"[{first}{self.a}{first}]", STYLES[self.kind][0]
        if second:
            yield f"{{{second}{self.b}{second}}}", STYLES[self.kind][1]
        elif self.b:
            yield self.b, ""


def plain(alignment: Alignment) -> str:
    """Return the words with their brackets.

    >>> from quotes.match.comparing import compare
    >>> one = "لن نسمح بارتفاع أسعار الخبز في العاصمة اليوم"  # no bread price rise in the capital today
    >>> other = "لن نسمح بارتفاع أسعار الوقود في العاصمة"  # no fuel price rise in the capital
    >>> plain(compare(one, other).alignment)
    'لن نسمح بارتفاع أسعار [-الخبز-]{+الوقود+} في العاصمة [-اليوم-]'
    """
    return "".join(text for text, _ in _pieces(alignment, facts=frozenset())).strip()


def styled(alignment: Alignment, *, differences: Sequence[Difference] = ()) -> Text:
    """Return the words with their brackets, each fate in its style; changes of fact among `differences` in bold."""
    facts = frozenset((fold_text(found.a), fold_text(found.b)) for found in differences if found.kind in FACTS)
    text = Text.assemble(*_pieces(alignment, facts=facts))
    text.rstrip()
    return text


def change(difference: Difference) -> Text:
    """Return one difference in the same brackets."""
    kinds: dict[str, StepKind] = {"spelling": "spelled", "clitic": "spelled", "order": "moved"}
    sided: StepKind = "changed" if difference.a and difference.b else "cut" if difference.a else "added"
    stretch = Stretch(kinds.get(difference.kind, sided), _shown(difference.a), _shown(difference.b))
    return Text.assemble(*stretch.sides, style=OF_FACT if difference.kind in FACTS else "")


def legend(alignments: Iterable[Alignment], *, language: Language) -> Iterator[Text]:
    """Yield what the brackets of some alignments mean, a cell a kind."""
    present = {step.kind for alignment in alignments for step in alignment.steps}
    for kind in SIGNS:
        if kind in present:
            sample = Stretch(kind, "…", "" if kind in ("kept", "cut") else "…")
            yield Text.assemble(*sample.sides, " " if kind != "kept" else "", language.word(f"fate.{kind}"))


def longest_run(alignment: Alignment) -> str:
    """Return the longest stretch of words that both have, one behind another, as the first has it."""
    kept = (step.a for step in alignment.steps if step.kind == "kept")
    first, last = max(kept, key=lambda span: span[1] - span[0], default=(0, 0))
    return _cut_out(alignment.a, (first, last))


def _pieces(alignment: Alignment, *, facts: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield text with its style; words that the first alone has are parted from the word before them."""
    before = _shown(alignment.b.content[: alignment.b.words[0].start]) if alignment.b.words else ""
    yield before, ""
    for stretch in stretches(alignment):
        if stretch.kind == "cut" and before and not before[-1].isspace():
            yield " ", ""
        of_fact = (fold_text(stretch.a), fold_text(stretch.b)) in facts
        for text, style in stretch.sides:
            yield text, f"{style} {OF_FACT}" if of_fact and style else style
        yield stretch.tail, ""
        before = stretch.tail or stretch.b


def stretches(alignment: Alignment) -> Iterator[Stretch]:
    """Yield the words of both in the order in which the second is read, text as it is shown."""
    for step in _joined(_in_order(alignment.steps)):
        yield Stretch(step.kind, _cut_out(alignment.a, step.a), _cut_out(alignment.b, step.b), _tail(alignment.b, step))


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """Sort steps along the words that stand in both in one order; a moved word stands where the second has it."""
    anchors = [step for step in steps if step.kind in _ANCHORS]
    a, b = [step.a[0] for step in anchors], [step.b[0] for step in anchors]

    def place(step: Step) -> tuple[int, int, int]:
        if step.kind in _ANCHORS:
            return bisect_left(a, step.a[0]), 2, 0
        if step.kind == "cut":
            return bisect_left(a, step.a[0]), 0, step.a[0]
        return bisect_left(b, step.b[0]), 1, step.b[0]

    return sorted(steps, key=place)


def _joined(steps: Sequence[Step]) -> Iterator[Step]:
    """Join moved words that stand one behind another in the second statement; likewise those added."""
    held: Step | None = None
    for step in steps:
        if held and held.kind == step.kind and step.kind in ("moved", "added") and held.b[1] == step.b[0]:
            held = replace(held, b=(held.b[0], step.b[1]))
            continue
        if held:
            yield held
        held = step
    if held:
        yield held


def _tail(wording: Wording, step: Step) -> str:
    """Return the signs and spaces that follow the words of a step in the second statement."""
    if step.kind == "cut":
        return " "
    last = step.b[1]
    end = wording.words[last].start if last < len(wording.words) else len(wording.content)
    return _shown(wording.content[wording.words[last - 1].end : end])


def _cut_out(wording: Wording, span: tuple[int, int]) -> str:
    words = wording.words[slice(*span)]
    return _shown(wording.content[words[0].start : words[-1].end]) if words else ""


def _shown(text: str) -> str:
    """Return text as a screen may show it, on one line."""
    return sanitise(unify_breaks(text)).replace("\n", " ")
