"""Find whose clause the words of a sentence stand in.

Takes a scene and a place in it, gives the noun phrase that is the subject of a verb before, in the same sentence.

The law of the language: a verb whose subject is left out goes on with the subject of the verb before, of speech or not
(زار الوزير المصنع وقال "the minister visited the plant and said"); a relative clause tells of its noun and carries no
sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from quotes.adjuncts import skip_adjuncts
from quotes.cues import Cue
from quotes.frames import Scene
from quotes.lexicon import word_list
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import sentence_start
from quotes.subjects import subject_before, subject_between
from quotes.words import has_article, is_title, word_classes

_SPEAKERS: Final = frozenset({"person", "role", "organisation", "anonymous"})
_LABEL: Final = ":-–"  # behind a name that only looks like a verb: سبق, شعر
_OPENERS: Final = frozenset(
    {"و", "ف", "قد", "كان", "كانت", "كما", "فيما", "بينما", "اما", "لكن", "غير", "ان", "لم", "لا", "لن", "،"}
)


def subjects(scene: Scene, before: int) -> Iterator[Phrase]:
    """Give the subjects of the verbs before, in the same sentence: of speech, of the sentence, of its clauses."""
    for phrase in (_nearest_subject(scene, before), main_subject(scene, before)):
        if phrase is not None:
            yield phrase
    yield from _acting_subjects(scene, before)


def can_act(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether the phrase is by its words somebody who speaks."""
    known = phrase.name is not None or _known_head(scene.tokens.form[phrase.first])
    return phrase.kind in _SPEAKERS and known


def main_subject(scene: Scene, before: int) -> Phrase | None:
    """Return the subject of the verb that opens the sentence of token `before`, up to there: زار الوزير …، وقال."""
    tokens = scene.tokens
    first = before
    while first > 0 and tokens.sentence[first - 1] > before:
        first -= 1
    while first < before and tokens.form[first] in _OPENERS:
        first += 1
    if first < before and tokens.form[first] in word_classes().prepositions:
        first = skip_adjuncts(scene, first, before)  # وفي مستهل الجلسة رفع الرئيس
    if first >= before:
        return None
    if _is_verb(scene, first):
        phrase = subject_between(scene, first + 1, before)
    else:
        phrase = read_phrase(tokens, first, before, scene.opening)
        if phrase is not None and not _verb_at(scene, phrase.last, before):
            return None
    return phrase if phrase is not None and phrase.kind in _SPEAKERS else None


def _nearest_subject(scene: Scene, before: int) -> Phrase | None:
    """Return the subject of the last verb of speech before, in the same sentence: وعلق النائب على القرار، قائلا إن."""
    for i in range(bisect_left(scene.cues, before, key=_first) - 1, -1, -1):
        cue = scene.cues[i]
        if scene.tokens.sentence[cue.first] <= before:
            return None
        if not carries(scene, cue):
            continue
        phrase = speaker_behind(scene, cue, before)
        if phrase is not None:
            return phrase
    return None


def _first(cue: Cue) -> int:
    return cue.first


def _acting_subjects(scene: Scene, before: int) -> Iterator[Phrase]:
    """Give the subjects of the verbs before, in the same sentence, the last first: بعدما زار المحامي المصنع، وقال."""
    tokens = scene.tokens
    for i in range(before - 1, sentence_start(tokens, before) - 1, -1):
        cue = scene.cue_at.get(i)
        verb = carries(scene, cue) if cue is not None else _plain_verb(scene, i)
        if verb and tokens.form[i + 1] not in _LABEL:
            yield from _beside(scene, i, before)


def _plain_verb(scene: Scene, i: int) -> bool:
    form = scene.tokens.form
    relative = i > 0 and form[i - 1] in PARTICLES["relative"]
    return form[i] in word_list("verbs") and not relative


def _beside(scene: Scene, verb: int, limit: int) -> Iterator[Phrase]:
    """Give what can be the subject of a verb, behind it or right before it: زار المحامي, لكن اللجنة رفضت."""
    behind = subject_between(scene, verb + 1, limit)
    if behind is not None and (behind.first == verb + 1 or behind.name is not None):
        yield behind
    before = subject_before(scene, verb)
    if before is not None:
        yield before


def carries(scene: Scene, cue: Cue) -> bool:
    """Tell a verb that can carry its sentence from one that tells of a noun: الإعلان الذي أعلنه الحزب."""
    relative = cue.first > 0 and scene.tokens.form[cue.first - 1] in PARTICLES["relative"]
    return cue.reading.shape in {"perfect", "imperfect"} and not relative


def speaker_behind(scene: Scene, cue: Cue, limit: int, first: int | None = None) -> Phrase | None:
    """Return the subject of a verb of speech behind it, from token `first`, where its head is one that can speak."""
    phrase = subject_between(scene, cue.last if first is None else first, limit)
    return phrase if phrase is not None and can_act(scene, phrase) else None


def _known_head(form: str) -> bool:
    w = word_classes()
    return (
        has_article(form)
        or is_title(form)
        or form in w.given
        or form in w.organisations
        or form in w.anonymous
        or form in w.places  # رفضت أنقرة "Ankara refused"
    )


def _is_verb(scene: Scene, i: int) -> bool:
    form = scene.tokens.form[i]
    cue = scene.cue_at.get(i)
    if cue is not None:
        return cue.reading.shape in {"perfect", "imperfect"}
    return form in word_list("verbs") or (i > 0 and scene.tokens.form[i - 1] in PARTICLES["negation"])


def _verb_at(scene: Scene, i: int, before: int) -> bool:
    """Tell whether a verb follows a preverbal subject: أما الوزير فزار, اللاعب نفسه حاول."""
    while i < before and (scene.tokens.form[i] in _OPENERS or scene.tokens.form[i] in PARTICLES["adverb"]):
        i += 1
    return i < before and _is_verb(scene, i)
