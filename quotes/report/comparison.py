"""Tell how two statements compare: level and score, why, the words of both, and what differs.

Takes comparisons, gives laid-out lines for a terminal, plain lines for a pipe, and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from quotes.match.comparing import Comparison
from quotes.match.differences import FACTS, Difference
from quotes.match.scoring import REPEAT, Evidence
from quotes.models import Level
from quotes.report import plain, wording
from quotes.report.data import Record
from quotes.report.layout import cell, flow, labelled, prose, row
from quotes.report.view import View

LABEL = 11  # cells: the longest label
STYLES: dict[Level, str] = {
    "identical": "bold green",
    "near": "bold green",
    "part": "bold cyan",
    "reworded": "bold yellow",
    "none": "bold red",
}
ALTERED = "bold red"
ATTRIBUTED = "bold yellow"
SPELT_OUT = {**dict.fromkeys(FACTS, ALTERED), "attribution": ATTRIBUTED}
PLACES = 4  # of a score as data


def compared(comparison: Comparison, *, view: View) -> Iterator[Text]:
    """Yield level and score, why, the words of both and what their brackets mean, then the differences."""
    yield from flow(_verdict(comparison, view=view), view=view)
    for label, told in why(comparison):
        yield from labelled(Text(f"{label:<{LABEL}}", style="dim"), cell(told), view=view)
    yield Text()
    yield from prose(wording.styled(comparison.alignment, differences=comparison.differences), view=view)
    yield Text()
    if comparison.differences:
        yield from flow(wording.legend([comparison.alignment], language=view.language), view=view)
        yield Text()
    yield from _differing(comparison, view=view)


def _verdict(comparison: Comparison, *, view: View) -> Iterator[Text]:
    yield cell(view.word(f"level.{comparison.level}"), style=STYLES[comparison.level])
    yield cell(view.language.number(round(comparison.score, 2)))
    if comparison.altered:
        yield cell(view.word("altered"), style=ALTERED)
    yield cell(view.word(f"meaning.{comparison.level}"))


def why(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what speaks for the level, each under its name."""
    yield "score", f"how likely the two are one statement, 0 to 1; they are told to be from {REPEAT:.2f} on"
    if comparison.level == "identical":
        yield "shared", "every word"
        return
    yield from _shared(comparison.evidence)
    if run := wording.longest_run(comparison.alignment):
        yield "longest run", run
    if comparison.level != "none":
        kinds = sorted({found.kind for found in comparison.differences if found.kind in FACTS})
        yield "facts", f"differing: {', '.join(kinds)}" if kinds else "none differs"


def _shared(evidence: Evidence) -> Iterator[tuple[str, str]]:
    shares = f"{evidence.shorter:.0%} of what the shorter tells, {evidence.longer:.0%} of what the longer tells"
    yield "shared", f"{shares} (rare words tell more)"
    if evidence.shorter:
        yield "order", f"{evidence.order:.0%} of the shared words in the same order"


def _differing(comparison: Comparison, *, view: View) -> Iterator[Text]:
    """Yield a line a difference, those of fact first."""
    for found in sorted(comparison.differences, key=lambda found: found.kind not in FACTS):
        kind = cell(view.word(f"difference.{found.kind}"), style=ALTERED if found.kind in FACTS else "dim")
        yield from row([kind], name=wording.change(found), view=view)


def summed(differences: Sequence[Difference], *, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield each change of fact or speaker, then how many differences there are of each other kind."""
    for found in differences:
        if found.kind in SPELT_OUT:
            kind = cell(view.word(f"difference.{found.kind}"), style=SPELT_OUT[found.kind])
            yield from row([kind], name=wording.change(found), view=view, indent=indent)
    kinds = Counter(found.kind for found in differences if found.kind not in SPELT_OUT)
    named = ((view.word(f"difference.{kind}"), number) for kind, number in kinds.items())
    told = (cell(f"{kind} ×{number}" if number > 1 else kind, style="dim") for kind, number in named)
    yield from flow(told, view=view, indent=indent)


def lines(comparison: Comparison) -> Iterator[str]:
    """Yield the same for a pipe: level, score, altered, words, why, differences; each line says which."""
    yield plain.record("level", comparison.level)
    yield plain.record("score", f"{comparison.score:.{PLACES}f}")
    yield plain.record("altered", truth(comparison.altered))
    yield plain.record("words", wording.plain(comparison.alignment))
    yield from (plain.record("why", label, told) for label, told in why(comparison))
    yield from (plain.record("difference", found.kind, found.a, found.b) for found in comparison.differences)


def truth(value: bool) -> str:
    """Return a truth as a cell of a plain line."""
    return "yes" if value else "no"


def decision(comparison: Comparison) -> Record:
    """Return level, score, altered and the differences, as data."""
    return {
        "level": comparison.level,
        "score": round(comparison.score, PLACES),
        "altered": comparison.altered,
        "differences": list(map(difference, comparison.differences)),
    }


def difference(found: Difference) -> Record:
    """Return one difference as data: its kind and the words of both sides."""
    return asdict(found)


def whole(comparison: Comparison) -> Record:
    """Return a comparison as data with what it stands on: the evidence, and the words with their brackets."""
    evidence = {name: round(value, PLACES) for name, value in asdict(comparison.evidence).items()}
    return {**decision(comparison), "evidence": evidence, "words": wording.plain(comparison.alignment)}
