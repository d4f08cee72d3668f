"""Find where reported words end.

Takes a field's scene and its openings, gives the token before which the words that begin at a token end.

The law of the language: reported speech ends where its sentence ends, or before the next cue of its own (، مشيرا إلى أن
"pointing out that"), before an attribution tail (، وفقا لبوتين "according to Putin"), or before a tail in the
reporter's own voice (، يذكر أن "it is recalled that"). A clause coordinated without a cue (… وأن …) goes on with it;
so does a coordinated verb that disagrees with the speaker: it has a subject inside the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotes.cues import SHOWING, Attribution, Cue
from quotes.frames import Frame, Scene, at_boundary, find_frame
from quotes.lexicon import word_list
from quotes.nominal import nominal_opening, reaches
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS
from quotes.subjects import subject_between
from quotes.trust import awaits_predicate, is_trusted, tells_of_document
from quotes.unmarked import find_bare
from quotes.words import bare, has_article, word_classes, words_of

_THEN: Final = "فان"
_HEADS: Final = 3  # words of a noun phrase before marks that it heads
_THAT: Final = "ذلك"  # وذلك بعد: "and that after", in the reporter's voice
_CIRCUMSTANCE: Final = re.compile(r"\wا\w\wا|م\w{3,5}ا")  # participles: واضعا "putting", متوجها "heading"


@dataclass(frozen=True, slots=True)
class Openings:
    """What each cue opens, by its token: a frame, or the first token of a noun phrase."""

    frames: dict[int, Frame]
    nominals: dict[int, int]


def find_openings(scene: Scene) -> Openings:
    """Find every cue's complement first: where one begins, the words of another end."""
    openings = Openings({}, {})
    inside = {
        i for a in scene.attributions if scene.tokens.form[a.first] != "كما" for i in range(a.first, a.last)
    }  # حسبما ذكرت: no cue of its own
    for cue in scene.cues:
        if cue.first in inside or _infers(scene, cue) or tells_of_document(scene, cue):
            continue
        frame = find_frame(scene, cue)
        unmarked = find_bare(scene, cue, frame)
        if unmarked is not None:
            openings.frames[cue.first] = unmarked
            continue
        first = nominal_opening(scene, cue)
        if first is not None and _expresses(scene, first):
            continue
        if first is not None and (frame is None or _nearer(scene, cue, first, frame)):
            openings.nominals[cue.first] = first
        elif frame is not None and is_trusted(scene, cue, frame):
            openings.frames[cue.first] = frame
    _leave_to_nearest(scene, openings)
    return openings


def _infers(scene: Scene, cue: Cue) -> bool:
    """What a thing told before shows is the reporter's own inference: ويكشف ذلك عن, ويشير هذا الأمر إلى أن."""
    tokens = scene.tokens
    i = cue.last
    if cue.reading.cue.sense not in SHOWING or i + 1 >= len(tokens) or tokens.form[i] not in _this():
        return False
    following = tokens.form[i + 1]
    if not has_article(following):
        return following in PARTICLES["inna+anna"] or following in word_classes().prepositions
    return bare(following) not in _sources()


@cache
def _this() -> frozenset[str]:
    return PARTICLES["demonstrative"] - {"هؤلاء", "اولئك"}


@cache
def _sources() -> frozenset[str]:
    return words_of("titles", "anonymous", "organisations", "documents") | PARTICLES["human"] | PARTICLES["calling"]


def _leave_to_nearest(scene: Scene, openings: Openings) -> None:
    """A noun, or a verb with a pronoun, leaves the clause to a later verb: في كلمة بثها التلفزيون قال الأسد إن.

    Of two verbs before one noun phrase it is the later's.
    """
    last: dict[int, int] = {}  # the last verb before each clause
    for at, frame in openings.frames.items():
        last[frame.first] = max(at, last.get(frame.first, at))
    for at, frame in list(openings.frames.items()):
        later = last[frame.first] > at
        reading = scene.cue_at[at].reading
        if later and (reading.shape == "masdar" or (reading.suffix and reading.shape in {"perfect", "imperfect"})):
            del openings.frames[at]
    nearest = {first: at for at, first in sorted(openings.nominals.items())}
    for at, first in list(openings.nominals.items()):
        if nearest[first] != at:
            del openings.nominals[at]


def _expresses(scene: Scene, noun: int) -> bool:
    """Tell a noun of speech that has the words for its clause: أعرب عن أمله بأن ("he expressed his hope that")."""
    cue = scene.cue_at.get(noun)
    if cue is None or cue.reading.shape != "masdar" or not cue.reading.suffix:
        return False
    frame = find_frame(scene, cue)
    return frame is not None and frame.kind == "clause" and frame.gap[1] - frame.gap[0] < 2


def _nearer(scene: Scene, cue: Cue, opening: int, frame: Frame) -> bool:
    """A noun phrase right behind cue and subject is the complement; a clause further on belongs to something in it.

    A clause behind a comma belongs to the cue: أكدت دراسة أعدتها الشركة، أن ("affirmed a study, made by X, that").
    Marks that its noun heads do not: أكد اختيار «سالم» مديرا ("he affirmed the choice of …").
    """
    at = frame.gap[1]
    if frame.kind == "clause" and scene.tokens.form[at - 1] in "،,":
        return False
    if frame.kind == "marks" and frame.first == at + 1 and opening < at <= opening + _HEADS:
        return True
    conditional = "inna" not in cue.reading.cue.complements and scene.tokens.raw(at, at + 1) == "إن"
    if opening == cue.last + 1 < at and conditional:
        return True  # شدد على معاقبتهم إن وجدوا: إن is "if" behind all but قال
    return frame.kind != "colon" and opening < at and not reaches(scene, cue, at)


def source_of(scene: Scene, attribution: Attribution) -> Phrase | None:
    """Return the source that a preposition of attribution names; None for a rule or a criterion (وفقا للقانون)."""
    tokens = scene.tokens
    first = attribution.last
    end = _before_then(scene, first, tokens.sentence[attribution.first])
    phrase = read_phrase(tokens, first, end, scene.opening) if first < end else None
    if phrase is None:
        return None
    if phrase.head in PARTICLES["rule"] and scene.tokens.form[attribution.last - 1] != "عن":
        return None
    named = first in scene.opening  # بحسب «الساحل»: a name in marks
    spoken = _by_verb(scene, attribution)
    return phrase if named or spoken or _is_source(phrase) or _then(scene, phrase.last) else None


def _by_verb(scene: Scene, attribution: Attribution) -> bool:
    """Whoever says something is a source: بحسب ما ذكر, حسبما أفاد; كما ("as") introduces a likeness as often."""
    form = scene.tokens.form
    return (
        attribution.last - attribution.first > 1
        and form[attribution.first] in _words_of_saying()
        and ("ما" in form[attribution.first : attribution.last] or form[attribution.first] in PARTICLES["accordingly"])
    )


@cache
def _words_of_saying() -> frozenset[str]:
    return (PARTICLES["according"] | PARTICLES["accordingly"]) - {"كما"}


def _before_then(scene: Scene, first: int, end: int) -> int:
    """Return the token of a فإن with its hamza, which is never the van of a name, or `end`."""
    tokens = scene.tokens
    marked = (k for k in range(first + 1, end) if tokens.form[k] == _THEN and "إ" in tokens.raw(k, k + 1))
    return next(marked, end)


def _then(scene: Scene, i: int) -> bool:
    """فإن behind an attribution makes a source of any phrase: بحسب سيندي فإن ("according to Cindy")."""
    form = scene.tokens.form
    i += i < len(form) and form[i] in "،,"
    return i < len(form) and form[i].startswith(_THEN) and form[i] in PARTICLES["inna"]


def source_end(scene: Scene, attribution: Attribution) -> int | None:
    """Return the token behind the source that an attribution names, or stands in for; None where it has no source."""
    if attribution.suffix:
        return attribution.last
    source = source_of(scene, attribution)
    return None if source is None else source.last


def _is_source(phrase: Phrase) -> bool:
    return phrase.kind in {"person", "role", "organisation", "document", "anonymous"}


def clause_end(scene: Scene, openings: Openings, first: int, cue: Cue | None) -> int:
    """Return the token before which a clause that begins at `first` ends."""
    return _end(scene, openings, first, scene.tokens.sentence[first], cue)


def phrase_end(scene: Scene, openings: Openings, first: int, cue: Cue) -> int:
    """Return the token before which a noun phrase that begins at `first` ends; no verb is coordinated with it."""
    last = clause_end(scene, openings, first, cue)
    relative = False
    for i in range(first + 1, last):
        relative = relative or scene.tokens.form[i] in PARTICLES["relative"]
        if _leaves_phrase(scene, i, relative) or (not relative and _of_speaker(scene, openings, i)):
            return i
    return last


def _of_speaker(scene: Scene, openings: Openings, i: int) -> bool:
    """A noun phrase has no verb: a participle of speech in the accusative in it tells of the speaker, مبديا ثقته."""
    cue = scene.cue_at.get(i)
    if cue is None or cue.reading.shape != "participle":
        return False
    return cue.first in openings.nominals and scene.tokens.form[i].endswith("ا")


def _leaves_phrase(scene: Scene, i: int, relative: bool) -> bool:
    form = scene.tokens.form
    following = form[i + 1] if i + 1 < len(form) else ""
    then = form[i + 2] if i + 2 < len(form) else ""
    if form[i] == "و" and following == _THAT:
        return then in PARTICLES["afterthought"]
    if form[i] in "،,":
        return (
            following in PARTICLES["afterthought"]
            or following in word_list("verbs")
            or (following == "ل" and then in word_list("verbs"))
            or (_CIRCUMSTANCE.fullmatch(following) is not None and following[:-1] not in word_list("nouns"))
        )
    return form[i] == "و" and not relative and (following in word_list("verbs") or _acts(scene, i + 1))


def _acts(scene: Scene, i: int) -> bool:
    """Tell a verb in the perfect behind و: وصفت الصفقة بالضربة وتداولت الصور ("and she passed the pictures on")."""
    cue = scene.cue_at.get(i)
    return cue is not None and cue.reading.shape == "perfect" and cue.reading.gender == "f" and not cue.reading.suffix


def colon_end(scene: Scene, openings: Openings, first: int, cue: Cue) -> int:
    """After a colon without marks the words go on to the next sentence that has a cue, or to the paragraph's end."""
    paragraph = scene.tokens.paragraph[first]
    last = _end(scene, openings, first, scene.tokens.sentence[first], cue)
    while last == scene.tokens.sentence[min(last, len(scene.tokens)) - 1] and last < paragraph:
        if _opens_cue(scene, openings, last):
            break
        last = _end(scene, openings, last, scene.tokens.sentence[last], cue)
    return last


def _opens_cue(scene: Scene, openings: Openings, i: int) -> bool:
    """Tell a sentence that begins with a cue, or holds one that has a complement, from one that goes on.

    A bracket that opens a sentence holds an agency's name: (وكالات).
    """
    end = scene.tokens.sentence[i]
    if scene.tokens.form[i] == "(":
        return True
    return any(k in openings.frames for k in range(i, end))


def _end(scene: Scene, openings: Openings, first: int, limit: int, cue: Cue | None) -> int:
    i = first
    while i < limit:
        mark = scene.opening.get(i)
        if mark is not None and mark.closed and i > first:
            i = mark.last + 1
            limit = max(limit, scene.tokens.sentence[min(mark.last, len(scene.tokens) - 1)]) if i > limit else limit
            continue
        if i > first and _stops(scene, openings, i, cue):
            return i
        i += 1
    return limit


def _stops(scene: Scene, openings: Openings, i: int, governing: Cue | None) -> bool:
    """Tell whether the words that `governing` opened end before token `i`."""
    form = scene.tokens.form
    at = i + 1 if form[i] in CONJUNCTIONS and i + 1 < len(scene.tokens) else i
    cue = scene.cue_at.get(at)
    if cue is not None and _new_cue(scene, openings, cue, governing):
        return True
    if _tail_attribution(scene, i):
        return True
    if form[i] in "،," and governing is not None and _subordinate(scene, governing) and _main_verb(scene, i + 1):
        return True
    return form[i] in "،,؛" and (_new_voice(scene, i + 1) or _said_of(scene, openings, i + 1))


def _said_of(scene: Scene, openings: Openings, i: int) -> bool:
    """التي قال إنها ("of which he said that it") goes on with the same speaker in a clause of his own."""
    if i + 1 >= len(scene.tokens) or scene.tokens.form[i] not in PARTICLES["relative"]:
        return False
    frame = openings.frames.get(i + 1)
    return frame is not None and frame.gap[0] == frame.gap[1] and scene.cue_at[i + 1].reading.shape == "perfect"


def _subordinate(scene: Scene, cue: Cue) -> bool:
    """Tell a verb of saying in a clause of time that opens its sentence: وفيما قال الوزير ("and while he said")."""
    before = cue.first - 1
    return before >= 0 and scene.tokens.form[before] in PARTICLES["while"]


def _main_verb(scene: Scene, i: int) -> bool:
    """Behind the clause of time comes the verb of the sentence."""
    if i >= len(scene.tokens) or scene.tokens.form[i] in CONJUNCTIONS:
        return False
    cue = scene.cue_at.get(i)
    return scene.tokens.form[i] in word_list("verbs") or (cue is not None and cue.reading.shape == "perfect")


def _new_voice(scene: Scene, i: int) -> bool:
    """Tell words of the reporter's own (يذكر أن "it is recalled") or on the speaker's bearing (شاكرا "thanking")."""
    form = scene.tokens.form
    if i >= len(form):
        return False
    two = " ".join(form[i : i + 2])
    if form[i + 2 : i + 3] and form[i + 2] in PARTICLES["hour"]:
        return False  # في وقت مبكر "early", not في وقت تستمر فيه "while"
    return form[i] in PARTICLES["circumstance"] or form[i] in PARTICLES["tail"] or two in PARTICLES["tail"]


def _new_cue(scene: Scene, openings: Openings, cue: Cue, governing: Cue | None) -> bool:
    """Tell a cue that goes on with the report from one inside the reported words."""
    joined = cue.first - 1 if cue.joined else cue.first
    before = scene.tokens.form[joined - 1] if joined else ""
    opens = cue.first in openings.frames or cue.first in openings.nominals
    if cue.reading.shape == "participle":
        if before in PARTICLES["being"]:
            return False
        accusative = scene.tokens.form[cue.first].endswith(("ا", "ه", "ين"))
        return (
            accusative
            and (opens or before in "،,؛")
            and (
                before in "،,؛" or cue.joined or (cue.first in openings.frames and _circumstance(scene, openings, cue))
            )
        )
    if cue.joined and before in "،," and _declines(cue):
        return not _of_another(scene, openings, cue, governing)
    if cue.reading.shape not in {"perfect", "imperfect"} or not opens:
        return False
    if before in PARTICLES["relative"] or before in PARTICLES["negation"]:
        return False
    if cue.joined:
        return not _of_another(scene, openings, cue, governing)
    if before in PARTICLES["resume"]:
        return cue.reading.shape == "perfect" or cue.first in openings.frames
    if cue.first in openings.frames and cue.reading.shape == "imperfect" and before in "،," and _no_gap(openings, cue):
        return False
    frame = openings.frames.get(governing.first) if governing is not None else None
    if before in "،," and awaits_predicate(scene, frame, joined):
        return False
    return cue.first in openings.frames and (before in "،,؛" or _begins_with_auxiliary(scene, joined - 1))


def _circumstance(scene: Scene, openings: Openings, cue: Cue) -> bool:
    """Tell a participle of the manner, with its words right behind it in the plural: محتجين قائلين إن."""
    form = scene.tokens.form[cue.first]
    return form.endswith("ا") or (form.endswith("ين") and _no_gap(openings, cue))


def _begins_with_auxiliary(scene: Scene, i: int) -> bool:
    """وقد قال begins a clause; الوزراء قد قالوا goes on with its subject."""
    form = scene.tokens.form
    if form[i] not in PARTICLES["auxiliary"]:
        return False
    return i == 0 or form[i - 1] in CONJUNCTIONS or form[i - 1] in "،,؛" or form[i - 1] in PARTICLES["auxiliary"]


def _no_gap(openings: Openings, cue: Cue) -> bool:
    """Tell a verb whose subject stands before it: الحكومة، تأمل أن."""
    gap = openings.frames[cue.first].gap
    return gap[0] == gap[1]


def _declines(cue: Cue) -> bool:
    """، ورفض التعليق ("and he refused to comment") is an act of the speaker, whatever its object."""
    return cue.reading.shape == "perfect" and cue.reading.cue.lemma == "رفض"


def _of_another(scene: Scene, openings: Openings, cue: Cue, governing: Cue | None) -> bool:
    """A coordinated verb with no subject of its own that disagrees with the cue goes on with an inner subject."""
    if governing is None or not governing.reading.gender or governing.reading.shape == "participle":
        return False
    if cue.reading.gender == governing.reading.gender:
        return False
    gap = (
        openings.frames[cue.first].gap
        if cue.first in openings.frames
        else (cue.last, openings.nominals.get(cue.first, cue.last + 3))
    )
    return subject_between(scene, *gap) is None


def _tail_attribution(scene: Scene, i: int) -> bool:
    """كما تدعي المرأة ("as the woman claims") inside a clause does not end it, unless a comma sets it off."""
    attribution = scene.attribution_at.get(i)
    if attribution is None:
        return False
    end = source_end(scene, attribution)
    return end is not None and (scene.tokens.form[i - 1] in "،,؛" or at_boundary(scene, end))
