"""Find whose clause the words of a sentence stand in.

Takes a scene and a place in it, gives the noun phrase that is the subject of a verb before, in the same sentence.

The law of the language: a verb whose subject is left out goes on with the subject of the verb before, of speech or not
(زار الوزير المصنع وقال "the minister visited the plant and said"); a relative clause tells of its noun and carries no
sentence.
"""

from __future__ import annotations

from quotes.cues import Cue
from quotes.frames import Scene, particles
from quotes.lexicon import word_list
from quotes.phrases import Phrase, read_phrase
from quotes.subjects import subject_between
from quotes.words import has_article, is_title, word_classes

_SPEAKERS = frozenset({"person", "role", "organisation", "anonymous"})
_OPENERS = frozenset(
    {"و", "ف", "قد", "كان", "كانت", "كما", "فيما", "بينما", "اما", "لكن", "غير", "ان", "لم", "لا", "لن", "،"}
)


def main_subject(scene: Scene, before: int) -> Phrase | None:
    """Return the subject of the verb that opens the sentence of token `before`: زار الوزير …، وقال."""
    tokens = scene.tokens
    first = before
    while first > 0 and tokens.sentence[first - 1] > before:
        first -= 1
    while first < before and tokens.form[first] in _OPENERS:
        first += 1
    if first >= before:
        return None
    if _is_verb(scene, first):
        phrase = subject_between(scene, first + 1, before)
    else:
        phrase = read_phrase(tokens, first, before, scene.opening)
        if phrase is not None and not _verb_at(scene, phrase.last, before):
            return None
    return phrase if phrase is not None and phrase.kind in _SPEAKERS else None


def nearest_subject(scene: Scene, before: int) -> Phrase | None:
    """Return the subject of the last verb of speech before, in the same sentence: وعلق النائب على القرار، قائلا إن."""
    for cue in reversed(scene.cues):
        if cue.first >= before or not carries(scene, cue):
            continue
        if scene.tokens.sentence[cue.first] <= before:
            return None
        phrase = speaker_behind(scene, cue, before)
        if phrase is not None:
            return phrase
    return None


def carries(scene: Scene, cue: Cue) -> bool:
    """Tell a verb that can carry its sentence from one that tells of a noun: الإعلان الذي أعلنه الحزب."""
    relative = cue.first > 0 and scene.tokens.form[cue.first - 1] in particles()["relative"]
    return cue.reading.shape in {"perfect", "imperfect"} and not relative


def speaker_behind(scene: Scene, cue: Cue, limit: int) -> Phrase | None:
    """Return the subject of a verb of speech behind it, where its head is one that can speak."""
    phrase = subject_between(scene, cue.last, limit)
    if phrase is None or phrase.kind not in _SPEAKERS:
        return None
    return phrase if phrase.name is not None or _known_head(scene.tokens.form[phrase.first]) else None


def _known_head(form: str) -> bool:
    w = word_classes()
    return has_article(form) or is_title(form) or form in w.given or form in w.organisations or form in w.anonymous


def _is_verb(scene: Scene, i: int) -> bool:
    form = scene.tokens.form[i]
    cue = scene.cue_at.get(i)
    if cue is not None:
        return cue.reading.shape in {"perfect", "imperfect"}
    return form in word_list("verbs") or (i > 0 and scene.tokens.form[i - 1] in particles()["negation"])


def _verb_at(scene: Scene, i: int, before: int) -> bool:
    """Tell whether a verb follows a preverbal subject: أما الوزير فزار, اللاعب نفسه حاول."""
    while i < before and (scene.tokens.form[i] in _OPENERS or scene.tokens.form[i] in particles()["adverb"]):
        i += 1
    return i < before and _is_verb(scene, i)
