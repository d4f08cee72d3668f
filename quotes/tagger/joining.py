"""Join what the tagger heard with what the rules found, before speakers are resolved.

Takes the scenes of an article, its statements with their sources, and its hearings; gives more and better ones, and
for each statement the hearing at its cue.

The law of the method: rules know marks, boundaries and agreement; the tagger knows what is a cue beyond the lexicon,
and where a clause without marks ends. A statement of the rules keeps its words; what the tagger alone hears is cut to
tokens and trimmed as the rules trim.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.attribute import Source, attribute
from quotes.cues import Attribution, Cue
from quotes.detect import Statement, kind_by_marks
from quotes.edges import trim
from quotes.frames import Scene
from quotes.lexicon import CueForm, CueLemma
from quotes.models import Field, Kind
from quotes.phrases import Phrase, read_phrase
from quotes.segment import is_joined, is_word
from quotes.tagger.hearing import Found, Hearing

RULE = "tagger"
_UNLISTED = CueLemma(
    lemma="", gloss="", sense="say", stance="neutral", complements=frozenset(), nominal=frozenset(),
    takes_object=False, prior="high", nominal_prior="high", example="", example_gloss="",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Joined:
    """One statement with its source, and the hearing at its cue, where there is one."""

    field: Field
    statement: Statement
    source: Source
    hearing: Hearing | None
    alone: bool = False  # only the tagger heard it


def join(
    scenes: Mapping[Field, Scene],
    found: Sequence[tuple[Field, Statement]],
    sources: Sequence[Source],
    hearings: Sequence[Hearing],
    *,
    cue_from: float = 0.5,
) -> list[Joined]:
    """Return the rules' statements and those that the tagger alone hears, in reading order."""
    at = {(h.field, i): h for h in hearings for i in _tokens(scenes[h.field], h.start, h.end)}
    joined = [
        Joined(field, statement, source, at.get((field, cue_place(statement))))
        for (field, statement), source in zip(found, sources, strict=True)
    ]
    told = {id(j.hearing) for j in joined}
    for hearing in hearings:
        if hearing.cue >= cue_from and id(hearing) not in told:
            more = _heard(scenes[hearing.field], hearing)
            if more is not None and not _overlaps(joined, more):
                joined.append(more)
    return sorted(joined, key=lambda j: (j.field == "body", j.statement.first, -j.statement.last))


def cue_place(statement: Statement) -> int:
    """Return the token that the tagger is asked about: the cue, or the sign before words without one."""
    return statement.cue.first if statement.cue is not None else statement.gap[1]


def _tokens(scene: Scene, start: int, end: int) -> range:
    """Return the tokens that lie, in part, in ``[start, end)``."""
    first = bisect_right(scene.tokens.end, start)
    return range(first, max(first, bisect_right(scene.tokens.start, end - 1)))


def _heard(scene: Scene, hearing: Hearing) -> Joined | None:
    """Make a statement of what was heard; None where no words were."""
    content, at = hearing.content(), _tokens(scene, hearing.start, hearing.end)
    if content is None or not at:
        return None
    cue = _cue(scene, at)
    inside = _tokens(scene, content.start, content.end)
    first, last = trim(scene.tokens, inside.start, inside.stop, whole=False)
    if first >= last or first <= cue.first < last or not any(map(is_word, scene.tokens.form[first:last])):
        return None
    gap = (cue.last, first) if first > cue.first else (cue.last, scene.tokens.sentence[cue.first])
    kind: Kind = "nominal" if hearing.nominal > 0.5 else kind_by_marks(scene, first, last) or "indirect"
    rule = "nominal" if kind == "nominal" else RULE
    statement = Statement(first, last, kind, cue, gap, rule)
    return Joined(hearing.field, statement, _source(scene, statement, hearing), hearing, alone=True)


def _cue(scene: Scene, at: range) -> Cue | Attribution:
    """Return the rules' own cue at one of the tokens, else one that the lexicon does not list."""
    for i in reversed(at):
        if i in scene.cue_at:
            return scene.cue_at[i]
        for attribution in scene.attributions:
            if attribution.first == i:
                return attribution
    i = at[-1]
    form = CueForm(_UNLISTED, "perfect", 3, "", "", "")
    return Cue(i, i + 1, form, is_joined(scene.tokens, i))


def _source(scene: Scene, statement: Statement, hearing: Hearing) -> Source:
    """The rules' source, unless the tagger hears another named."""
    source = attribute(scene, statement)
    named = hearing.speaker()
    if named is None:
        return source if source.phrase is None else replace(source, phrase=None, anaphor="zero")
    if source.phrase is not None and _meet(scene, source.phrase, named):
        return source
    phrase = _phrase(scene, named)
    return source if phrase is None else Source(phrase, "named", phrase.gender, phrase.number, RULE, source.via)


def _meet(scene: Scene, phrase: Phrase, named: Found) -> bool:
    return scene.tokens.start[phrase.first] < named.end and named.start < scene.tokens.end[phrase.last - 1]


def _phrase(scene: Scene, named: Found) -> Phrase | None:
    inside = _tokens(scene, named.start, named.end)
    return read_phrase(scene.tokens, inside.start, inside.stop, scene.opening, exact=True) if inside else None


def _overlaps(joined: Sequence[Joined], more: Joined) -> bool:
    """Tell words that are told already: mostly the same, or mostly part of one another behind one cue."""
    return any(j.field == more.field and _same(j.statement, more.statement) for j in joined)


def _same(one: Statement, other: Statement) -> bool:
    shared = min(one.last, other.last) - max(one.first, other.first)
    shorter = min(one.last - one.first, other.last - other.first)
    whole = max(one.last, other.last) - min(one.first, other.first)
    return shared >= 0.5 * whole or (one.cue == other.cue and shared > 0.5 * shorter)
