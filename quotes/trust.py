"""Tell a complement that can be trusted from one that belongs to something else.

Takes a cue and its frame, gives a yes or no.

The law of the language: بين is "between" far more often than "he explained", so a word that mostly means something
else reports only where its frame leaves no doubt; marks without a colon hold a statement only right behind the source;
a verbal noun reports only where it is of speech (قوله إن "his saying that").
"""

from __future__ import annotations

from typing import Final

from quotes.adjuncts import skip_adjuncts
from quotes.conjugate import cue_forms
from quotes.cues import Cue
from quotes.frames import Frame, Scene
from quotes.lexicon import word_list
from quotes.marks import Mark
from quotes.particles import PARTICLES
from quotes.phrases import read_phrase
from quotes.segment import is_word
from quotes.subjects import subject_before, subject_between
from quotes.words import is_title, names_ali, word_classes

_ALI: Final = "علي"  # behind a title a name, dots or none: قال الأمير على «...»
_PUBLISH: Final = frozenset({"نشر", "بث"})
_TELLING: Final = frozenset(
    {"say", "add", "write", "answer", "end", "relay", "affirm", "explain"}
)  # senses that marks follow at any distance
_THAT: Final = frozenset({"ان", "بان"})
_STOP: Final = 2  # tokens: the mark, and the full stop behind it
_LONG_IN_MARKS: Final = 7  # tokens: too long for a name
_NOUNS_OF_SPEECH: Final = frozenset(
    {"say", "affirm", "announce", "deny", "claim", "belief", "expect", "admit", "warn", "threaten", "promise", "accuse",
     "hope"}
)  # fmt: skip


def is_trusted(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """A word that is mostly something else (بين "between") reports only where the frame leaves no doubt."""
    size = frame.gap[1] - frame.gap[0]
    if cue.reading.shape == "masdar":
        return _trusted_noun(scene, cue, frame, size)
    if frame.kind == "marks" and (not _next_to(scene, cue, frame) or _holds_person(scene, frame)):
        return False
    if cue.reading.shape == "participle" and size > 1 and _describes(scene, cue):
        return False
    if cue.reading.cue.sense == "show":
        source = subject_between(scene, *frame.gap) or subject_before(scene, cue.first)
        return source is not None and source.kind != "unknown"
    if cue.reading.cue.prior != "low":
        return True
    if frame.kind == "clause":
        source = subject_between(scene, *frame.gap)
        if cue.joined and scene.tokens.sentence[max(0, cue.first - 2)] == cue.first - 1:
            return size <= 10
        again = cue.joined or scene.tokens.form[cue.first - 1] in PARTICLES["resume"]
        return size <= 8 and (source.kind != "unknown" if source is not None else again)
    if frame.kind == "colon":
        return cue.reading.cue.sense == "add" and size <= 6
    return frame.kind == "marks" and size <= 6 and cue.reading.cue.lemma != "بين"


def awaits_predicate(scene: Scene, frame: Frame | None, verb: int) -> bool:
    """Behind إن stands a topic and then its verb, past a comma too: قالت إن رئيسة المجلس، أكدت ("that the head …")."""
    form, comma = scene.tokens.form, verb - 1
    if frame is None or frame.kind != "clause" or form[frame.first - 1] not in _THAT or frame.first >= comma:
        return False
    topic = read_phrase(scene.tokens, frame.first, comma, scene.opening)
    if topic is None or topic.kind == "unknown":
        return False
    told = form[topic.last] in PARTICLES["relative"] and not any(f in "،," for f in form[topic.last : comma])
    return topic.last == comma or told


def tells_of_document(scene: Scene, cue: Cue) -> bool:
    """في بيان نشر أمس "in a statement published yesterday": behind an indefinite document its verb is passive."""
    before = scene.tokens.form[cue.first - 1] if cue.first and not cue.joined else ""
    return cue.reading.cue.lemma in _PUBLISH and not cue.reading.suffix and before in word_classes().documents


def _describes(scene: Scene, cue: Cue) -> bool:
    """Behind an accusative without a comma a participle is an adjective: حضورا لافتا ("a striking presence")."""
    before = scene.tokens.form[cue.first - 1] if cue.first else ""
    return before.endswith("ا") and before[:-1] in word_list("nouns") and before not in PARTICLES["adverb"]


def _next_to(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """Marks without colon or complementizer hold the words only where nothing but the source stands before them."""
    first, at = frame.gap
    if frame.mark is None or frame.mark.first != at:
        return True
    before = scene.tokens.form[at - 1]
    if before in PARTICLES["titled"]:
        return False
    if _governed(scene, cue, at - 1):
        return before in cue.reading.cue.nominal
    if cue.reading.cue.sense in _TELLING and (_too_long(frame.mark) or _closes_sentence(scene, frame.mark)):
        return True
    i = skip_adjuncts(scene, first, at)
    if i < at:
        phrase = read_phrase(scene.tokens, i, at, scene.opening, exact=True)
        i = skip_adjuncts(scene, phrase.last, at) if phrase is not None else i
    return i >= at


def _holds_person(scene: Scene, frame: Frame) -> bool:
    """Marks may hold the subject or his name: وجه "الأمير سامي الراعي" بفتح, كشف المبعوث إلى اليمن "سامي الراعي" عن."""
    mark = frame.mark
    if mark is None or not mark.closed:
        return False
    first = scene.tokens.form[mark.first + 1]
    if mark.first != frame.gap[0] and (_too_long(mark) or not (first in word_classes().given or is_title(first))):
        return False
    phrase = read_phrase(scene.tokens, mark.first + 1, mark.last, {}, exact=True)
    return phrase is not None and phrase.name is not None and phrase.last == mark.last


def _too_long(mark: Mark) -> bool:
    return mark.last - mark.first > _LONG_IN_MARKS


def _governed(scene: Scene, cue: Cue, i: int) -> bool:
    """Tell a preposition before the marks; على behind a title is the name Ali where the verb asks for none."""
    form = scene.tokens.form
    if form[i] not in word_classes().prepositions or form[i] in PARTICLES["adverb"] or names_ali(scene.tokens, i):
        return False
    return not (form[i] == _ALI and is_title(form[i - 1]) and form[i] not in cue.reading.cue.nominal)


def _closes_sentence(scene: Scene, mark: Mark) -> bool:
    """A verb of saying with no other complement takes the marks that end its sentence, unless they hold a name."""
    tokens = scene.tokens
    words = [form for form in tokens.form[mark.first + 1 : mark.last] if is_word(form)]
    verbs = any(_is_verb(form) for form in words)
    return mark.closed and verbs and tokens.sentence[mark.first] - mark.last <= _STOP


def _is_verb(form: str) -> bool:
    readings = cue_forms().get(form, ())
    finite = any(reading.shape in {"perfect", "imperfect"} for reading in readings[:1])
    return finite or form in word_list("verbs") or form in PARTICLES["negation"]


def _trusted_noun(scene: Scene, cue: Cue, frame: Frame, size: int) -> bool:
    if frame.kind == "clause" or scene.tokens.form[frame.gap[1]] in PARTICLES["inna+anna"]:
        if cue.reading.cue.sense not in _NOUNS_OF_SPEECH:
            return False
        return size <= (2 if cue.reading.suffix else 7)
    return size <= 1 and bool(cue.reading.suffix) and "inna" in cue.reading.cue.complements
