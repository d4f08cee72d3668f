"""Find the source that a statement names: the noun phrase, and the rule that says it is the source.

Takes a scene and one of its statements, gives a `Source`; whom the phrase stands for is told by `quotes.resolve`.

The law of the language, in the order in which the rules are tried: the source stands after the verb; in the phrase
that a preposition governs (وفقا لبوتين); after عن where a medium relays (نقلت رويترز عن مصدر); before the verb as its
subject, as the antecedent of a relative (الوزير الذي قال) or inside a compound tense (كان بوتين قد صرح); a participle
(مشيرا) goes on with its matrix subject; else the verb has a zero subject, which its gender and number describe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from quotes.adjuncts import skip_adjuncts
from quotes.clauses import carries
from quotes.cues import Attribution, Cue
from quotes.detect import Statement
from quotes.extents import source_of
from quotes.frames import Scene
from quotes.lexicon import Gender, Number
from quotes.nominal import nominal_opening
from quotes.objects import object_start, pronoun_before, shown_object
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.subjects import antecedent, marked_name, source_between, subject_before, subject_between
from quotes.words import bare, has_article, is_title, word_classes

Anaphor = Literal["named", "zero", "matrix", "pronoun", "nobody"]
_OF_NOBODY: Final = frozenset({"تردد"})  # تردد أن: it is rumoured that
_SPEAKERS: Final = frozenset({"person", "role", "organisation", "anonymous"})
_SAY: Final = "قال"
_THE_SAYING: Final = "القول"
_COMES: Final = frozenset({"جاء", "ورد"})
_THROUGH: Final = frozenset({"ل", "علي", "عبر"})
_BACK: Final = 30  # tokens to look back for a subject


@dataclass(frozen=True, slots=True)
class Source:
    """What stands for the source of a statement: a phrase, or what an omitted subject shows of itself."""

    phrase: Phrase | None
    anaphor: Anaphor
    gender: Gender
    number: Number
    rule: str
    via: tuple[int, int] | None  # the tokens of the relaying medium


def attribute(scene: Scene, statement: Statement) -> Source:
    """Return the source of `statement`."""
    cue = statement.cue
    via = _medium(scene, statement)
    if isinstance(cue, Attribution):
        if cue.suffix:
            return _by_pronoun(cue.suffix, "according", via)
        return _named(source_of(scene, cue), "according", via)
    if cue is None:
        return _without_cue(scene, statement)
    source = _by_cue(scene, statement, cue)
    return (
        source
        if source.via or via is None
        else Source(source.phrase, source.anaphor, source.gender, source.number, source.rule, via)
    )


def _named(phrase: Phrase | None, rule: str, via: tuple[int, int] | None = None) -> Source:
    if phrase is None:
        return Source(None, "nobody", "", "", rule, via)
    return Source(phrase, "named", phrase.gender, phrase.number, rule, via)


def _without_cue(scene: Scene, statement: Statement) -> Source:
    first, last = statement.gap
    if first == last:
        return Source(None, "zero", "", "", "continues", None)
    return _named(read_phrase(scene.tokens, first, last, scene.opening, exact=True), "colon")


def _by_cue(scene: Scene, statement: Statement, cue: Cue) -> Source:
    gender, number = cue.reading.gender, cue.reading.number
    if cue.reading.shape == "passive" or cue.reading.cue.lemma in _OF_NOBODY:
        return Source(None, "nobody", "", "", "passive", None)
    relayed = _relayed(scene, statement, cue)
    if relayed is not None:
        return relayed
    if cue.reading.shape == "masdar":
        verb = _governing(scene, cue)
        if verb is not None:
            return _by_cue(scene, replace(statement, cue=verb, gap=(verb.last, cue.first - 1)), verb)
        return _by_noun(scene, statement, cue)
    if cue.reading.shape != "participle":
        found = _subject(scene, statement, cue)
        if found is not None:
            return agreeing(found, gender, number)
        return Source(None, "zero", gender, number, "zero", None)
    own = _of_participle(scene, statement, cue) or _of_verb(scene, statement, cue)
    if own is not None:
        return _named(own, "subject-after")
    return Source(None, "matrix", gender, number, "matrix", None)


def agreeing(source: Source, gender: Gender, number: Number) -> Source:
    """Return a source with the gender of its verb: a proper name shows none of its own, أعلنت نور, أوضح حمزة."""
    phrase = source.phrase
    if phrase is None or number != "s" or not gender or phrase.kind not in {"person", "unknown"}:
        return source
    return replace(source, phrase=replace(phrase, gender=gender), gender=gender)


def _answers_topic(scene: Scene, cue: Cue) -> bool:
    """أما المغرد فأرجع: behind ف the verb tells what the topic before it did."""
    return cue.joined and scene.tokens.form[cue.first - 1] == "ف"


def _of_participle(scene: Scene, statement: Statement, cue: Cue) -> Phrase | None:
    """مشيرا الوزير إلى أن: a participle may name its subject right behind it."""
    first, limit = statement.gap
    if cue.reading.cue.takes_object or statement.rule == "nominal" or first >= limit:
        return None
    form = scene.tokens.form[first]
    if not (is_title(form) and has_article(form)) and form not in word_classes().given:
        return None
    phrase = source_between(scene, first, limit)
    return phrase if phrase is not None and phrase.first == first and phrase.kind in {"person", "role"} else None


def _of_verb(scene: Scene, statement: Statement, cue: Cue) -> Phrase | None:
    """وعلق النائب على القرار قائلا: the verb of saying names the subject, and only adjuncts lie between.

    Behind a comma a participle opens a clause apart, save قائلا "saying", which gives the words of the verb. The verb
    of a relative clause (الطريقة التي أعلن بها النادي) is no verb of the sentence.
    """
    participle = cue.first
    if statement.rule == "nominal" or (scene.tokens.form[participle - 1] in "،," and cue.reading.cue.lemma != _SAY):
        return None
    for i in range(participle - 1, max(-1, participle - _BACK), -1):
        if scene.tokens.sentence[i] <= participle:
            return None
        verb = scene.cue_at.get(i)
        if verb is not None and carries(scene, verb):
            return _subject_alone(scene, verb, participle)
    return None


def _subject_alone(scene: Scene, verb: Cue, end: int) -> Phrase | None:
    """Return the subject of `verb` where nothing but it and adjuncts stand before token `end`."""
    phrase = source_between(scene, verb.last, end)
    if phrase is None or phrase.kind not in _SPEAKERS:
        return None
    return phrase if skip_adjuncts(scene, phrase.last, end) >= end else None


def _subject(scene: Scene, statement: Statement, cue: Cue) -> Source | None:
    if pronoun_before(scene, cue):
        return None
    if cue.reading.cue.takes_object or cue.reading.shape == "imperfect" or _answers_topic(scene, cue):
        before = subject_before(scene, cue.first)
        if before is not None and _opens_clause(scene, before):
            return _named(before, "subject-before")
    if cue.reading.cue.takes_object:
        told = _antecedent(scene, cue)
        if told is not None:
            return _named(told, "relative")  # ميركل التي دعت الحكومة إلى: the phrase behind the verb is its object
    document = _in_document(scene, statement, cue)
    if document is not None:
        return _named(document, "document")
    inside = _compound(scene, cue)
    if inside is not None:
        return _named(inside, "subject-compound")
    between = subject_between if cue.reading.cue.takes_object or statement.rule == "nominal" else source_between
    after = between(scene, statement.gap[0], object_start(scene, cue, *statement.gap))
    if after is not None and can_speak(scene, statement, after):
        return _named(after, "subject-after")
    told = _antecedent(scene, cue)
    if told is not None:
        return _named(told, "relative")
    before = subject_before(scene, cue.first)
    return _named(before, "subject-before") if before is not None else None


def _opens_clause(scene: Scene, phrase: Phrase) -> bool:
    before = scene.tokens.form[phrase.first - 1] if phrase.first else ""
    return (
        phrase.first == 0
        or scene.tokens.sentence[phrase.first - 1] == phrase.first
        or before in PARTICLES["inna+anna"]
        or before in PARTICLES["linker"]
    )


def _in_document(scene: Scene, statement: Statement, cue: Cue) -> Phrase | None:
    """جاء في البيان: what comes, or stands, in a document is said by it."""
    i = cue.last
    if cue.reading.cue.lemma not in _COMES or scene.tokens.form[i : i + 1] != ("في",):
        return None
    return read_phrase(scene.tokens, i + 1, statement.gap[1], scene.opening) if i + 1 < statement.gap[1] else None


def can_speak(scene: Scene, statement: Statement, phrase: Phrase) -> bool:
    """Tell whether a phrase that was found as the subject of a statement's verb can be its source."""
    if phrase.head in word_classes().events and phrase.kind != "document":
        return False
    cue = statement.cue
    if isinstance(cue, Cue) and shown_object(scene, cue, phrase):
        return False
    counted = scene.tokens.form[phrase.first] in word_classes().quantifiers
    if isinstance(cue, Cue) and cue.reading.cue.sense == "describe" and (phrase.kind == "unknown" or counted):
        return False
    if (
        isinstance(cue, Cue)
        and cue.joined
        and cue.reading.cue.takes_object
        and statement.rule == "nominal"
        and phrase.kind in {"unknown", "anonymous"}
    ):
        return not phrase.definite  # ونصحت الأسر بـ: "and she advised the families to"
    if phrase.kind != "unknown":
        return True
    form = scene.tokens.form[phrase.first]
    if form in PARTICLES["demonstrative"] or form in PARTICLES["matter"]:
        return False  # عدم "lack of", ذلك "that"
    if (
        phrase.last - phrase.first == 1
        and not has_article(scene.tokens.form[phrase.first])
        and scene.tokens.form[phrase.first].endswith("ا")
    ):
        return False
    sure = isinstance(cue, Cue) and cue.reading.cue.prior == "high" and cue.reading.cue.sense != "opine"
    in_marks = sure and phrase.first in scene.opening  # أكدت "صحة النخيل" تقديم العلاج
    return statement.rule != "nominal" or has_article(form) or in_marks or marked_name(scene, phrase)


def _compound(scene: Scene, cue: Cue) -> Phrase | None:
    """كان بوتين قد صرح: the subject stands between كان and the verb."""
    form = scene.tokens.form
    for i in range(cue.first - 1, max(-1, cue.first - _BACK), -1):
        if form[i] in {"كان", "كانت", "كانوا"}:
            phrase = subject_between(scene, i + 1, cue.first)
            if phrase is not None and _only_adverbs(scene, phrase.last, cue.first):
                return phrase
            return _filling(scene, skip_adjuncts(scene, i + 1, cue.first), cue.first)
        if (form[i] in "،.؛" and form[i] not in "،") or scene.tokens.sentence[i] <= cue.first:
            return None
    return None


def _filling(scene: Scene, first: int, last: int) -> Phrase | None:
    """Return the phrase that fills all between كان and its verb: كانت عناصر محسوبة على التنظيم ذكرت."""
    while last > first and scene.tokens.form[last - 1] in PARTICLES["adverb+auxiliary"]:
        last -= 1
    phrase = read_phrase(scene.tokens, first, last, scene.opening, exact=True) if first < last else None
    return phrase if phrase is not None and phrase.last == last and phrase.kind in _SPEAKERS else None


def _only_adverbs(scene: Scene, first: int, last: int) -> bool:
    loose, times = PARTICLES["adverb+auxiliary"], word_classes().times
    return all(f in loose or f in times or f in "،," for f in scene.tokens.form[first:last])


def _antecedent(scene: Scene, cue: Cue) -> Phrase | None:
    """الوزير الذي قال: the phrase before the relative, save where the verb takes it up (التهم التي وجهتها)."""
    if cue.reading.suffix:
        return None
    i = cue.first - 1
    while i > 0 and scene.tokens.form[i] in PARTICLES["auxiliary"]:
        i -= 1
    if i <= 0 or scene.tokens.form[i] not in PARTICLES["relative"]:
        return None
    return antecedent(scene, i, cue.reading.gender)


def _relayed(scene: Scene, statement: Statement, cue: Cue) -> Source | None:
    """نقلت رويترز عن مصدر قوله: the source is what follows عن, the subject is the relay."""
    form = scene.tokens.form
    if cue.reading.cue.sense == "relay" and cue.reading.shape != "masdar":
        return _after_from(scene, cue.last, statement.gap[1])
    if cue.reading.shape == "masdar" and cue.reading.suffix:
        for i in range(cue.first - 1, max(-1, cue.first - _BACK), -1):
            other = scene.cue_at.get(i)
            if other is not None and other.reading.cue.sense == "relay":
                return _after_from(scene, other.last, cue.first)
            if form[i] == "نقلا":
                return _after_from(scene, i + 1, cue.first)
            if scene.tokens.sentence[i] <= cue.first:
                break
    for i in range(*statement.gap):
        if form[i] == "نقلا":
            return _after_from(scene, i + 1, statement.gap[1], subject_from=cue.last)
    return None


def _after_from(scene: Scene, first: int, limit: int, *, subject_from: int | None = None) -> Source | None:
    form = scene.tokens.form
    for i in range(first, limit):
        if form[i] == "عن":
            words = (k for k in range(i + 1, limit) if _their_words(scene, k))
            phrase = read_phrase(scene.tokens, i + 1, next(words, limit), scene.opening, exact=True)
            relay = subject_between(scene, first if subject_from is None else subject_from, i)
            if phrase is not None:
                if phrase.kind == "unknown" and not has_article(form[phrase.first]):
                    phrase = replace(phrase, gender="")  # a foreign name of no known gender: أوليه, ميشيل
                return _named(phrase, "relay", (relay.first, relay.last) if relay is not None else None)
    return None


def _their_words(scene: Scene, i: int) -> bool:
    """Tell قوله, قولهم and القول: behind them stand the words of the source that stands before."""
    if scene.tokens.form[i] == _THE_SAYING:
        return True
    cue = scene.cue_at.get(i)
    return cue is not None and cue.reading.shape == "masdar" and bool(cue.reading.suffix)


def _governing(scene: Scene, noun: Cue) -> Cue | None:
    """Find the verb that the noun of speech completes: أعرب الوزير عن أمله ("the minister expressed his hope")."""
    before = (scene.cue_at.get(i) for i in range(noun.first - 1, max(-1, noun.first - _BACK), -1))
    return next((cue for cue in before if cue is not None and nominal_opening(scene, cue) == noun.first), None)


def _by_noun(scene: Scene, statement: Statement, cue: Cue) -> Source:
    """قوله: the pronoun stands for a speaker before; قول الوزير: the noun that follows is the speaker."""
    if cue.reading.suffix:
        return _by_pronoun(cue.reading.suffix, "pronoun", None)
    phrase = (
        read_phrase(scene.tokens, cue.last, statement.gap[1], scene.opening) if cue.last < statement.gap[1] else None
    )
    if phrase is not None and phrase.kind != "unknown":
        return _named(phrase, "noun")
    return Source(None, "zero", "", "", "noun", None)


def _by_pronoun(suffix: str, rule: str, via: tuple[int, int] | None) -> Source:
    gender, number = _PRONOUNS.get(suffix, ("", ""))
    return Source(None, "pronoun", gender, number, rule, via)


_PRONOUNS: dict[str, tuple[Gender, Number]] = {
    "ه": ("m", "s"),
    "ها": ("f", "s"),
    "هم": ("m", "p"),
    "هما": ("", "d"),
    "هن": ("f", "p"),
}


def _medium(scene: Scene, statement: Statement) -> tuple[int, int] | None:
    """Find the medium that was spoken to, or written on: قال لـ«الحياة», قال لوكالة رويترز, كتب على تويتر."""
    form, w = scene.tokens.form, word_classes()
    for i in range(*statement.gap):
        mark = scene.opening.get(i + 1)
        if form[i] in {"ل", "الي"} and mark is not None and mark.closed and mark.last - i < 7:
            return i + 2, mark.last
        if form[i] in _THROUGH and i + 1 < statement.gap[1] and bare(form[i + 1]) in w.media:
            phrase = read_phrase(scene.tokens, i + 1, statement.gap[1], scene.opening)
            return (i + 1, phrase.last) if phrase is not None else (i + 1, i + 2)
    return None
