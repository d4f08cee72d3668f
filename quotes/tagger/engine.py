"""The tagger as an engine: drafts in, drafts with what it heard out, and quotations judged by both.

Each article is read by itself, so that its rows do not depend on what stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.draft import Draft
from quotes.engines import Engine
from quotes.models import Quotation
from quotes.tagger.hearing import SLIGHT, Hearing, Place, Tagger
from quotes.tagger.joining import cue_place, join
from quotes.tagger.judging import features, is_worth_telling, probability


@dataclass(frozen=True, slots=True)
class Heard(Draft):
    """A draft with the hearing at each statement's cue, and whether only the tagger heard the statement."""

    hearings: tuple[Hearing | None, ...]
    alone: tuple[bool, ...]


class TaggerEngine:
    """The trained tagger beside the rules."""

    name = "tagger"

    def __init__(self, tagger: Tagger, weights: Mapping[str, float], version: str) -> None:
        self.tagger, self.weights, self.version = tagger, weights, version

    def __reduce__(self) -> tuple[Callable[[], Engine], tuple[()]]:
        """Tell another process how to make the same engine."""
        from quotes.tagger import shared

        return shared, ()

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return each draft with the statements that only the tagger hears."""
        return [hear(self.tagger, draft) for draft in drafts]

    def judge(self, draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        """Return the quotations that are worth telling, each with the probability that it is right."""
        assert isinstance(draft, Heard)
        judged = (
            replace(quotation, confidence=probability(self.weights, values), evidence=_evidence(quotation, alone))
            for quotation, alone, values in measured(draft, quotations)
        )
        return tuple(quotation for quotation in judged if is_worth_telling(quotation))


def hear(tagger: Tagger, draft: Draft) -> Heard:
    """Let the tagger hear one article, if anything in it may report."""
    hearings = tagger.hear(draft.article, _places(draft)) if _may_report(draft) else []
    joined = join(draft.scenes, draft.found, draft.sources, hearings, cue_from=SLIGHT)
    return Heard(
        draft.article,
        draft.scenes,
        tuple((j.field, j.statement) for j in joined),
        tuple(j.source for j in joined),
        tuple(j.hearing for j in joined),
        tuple(j.alone for j in joined),
    )


def _may_report(draft: Draft) -> bool:
    """Tell an article with a cue or a mark: scores and tables have none, and need no hearing."""
    return any(scene.cues or scene.marks or scene.attributions for scene in draft.scenes.values())


def measured(draft: Heard, quotations: Sequence[Quotation]) -> list[tuple[Quotation, bool, tuple[float, ...]]]:
    """Return each quotation with whether only the tagger heard it, and its features."""
    at = {
        (field, draft.scenes[field].tokens.start[statement.first], statement.kind): (hearing, alone)
        for (field, statement), hearing, alone in zip(draft.found, draft.hearings, draft.alone, strict=True)
    }
    told = ((q, *at[q.field, q.start, q.kind]) for q in quotations)
    return [(q, alone, features(draft.article, q, hearing, alone=alone)) for q, hearing, alone in told]


def _evidence(quotation: Quotation, alone: bool) -> str:
    return f"{quotation.evidence}; heard by the tagger" if alone else quotation.evidence


def _places(draft: Draft) -> list[Place]:
    """Return where the rules see cues with words of their own."""
    return [
        Place(field, draft.scenes[field].tokens.start[min(cue_place(statement), len(draft.scenes[field].tokens) - 1)])
        for field, statement in draft.found
    ]
