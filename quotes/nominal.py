"""Find the noun phrase that a cue reports: أكد أهمية الحوار ("he affirmed the importance of dialogue").

Takes a cue, gives the token at which its noun phrase begins.

The law of the language: most cues ask for a preposition (طالب بـ, دعا إلى, حذر من), a few for none (أكد, نفى, أعلن);
between cue and noun phrase stand only adjuncts, the subject and an addressee (دعا الوزير الأطراف إلى). Without a
preposition the noun has no article (نفى وجود خلاف), unless it is praised or blamed (استنكر الجريمة).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from quotes.adjuncts import skip_adjuncts
from quotes.conjugate import cue_forms
from quotes.cues import Cue
from quotes.frames import Scene
from quotes.lexicon import word_list
from quotes.particles import PARTICLES
from quotes.phrases import read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.words import PRONOUNS, bare, has_article, is_adjective, is_title, word_classes, words_of

_REACH: Final = 30  # tokens between a cue and the preposition of its noun phrase
_COMPLEMENTS: Final = 2  # subject and object
_MASDAR: Final = re.compile(r"(است\w{2,3}ا\w|ا\w[ت\w]\w?ا\w|ت\w{2}ي\w)(ه|ها|هم|هما)?$")  # استئناف, ارتفاع, تشكيل
_THAT: Final = "ذلك"
_OF: Final = "من"
_VERBAL: Final = ("ته", "تها", "تهم", "وا")  # endings of a perfect: تناقلته "which they passed on"
_ENDINGS: Final = (*PRONOUNS, "ه", "ا")  # pronouns, and the accusative of an indefinite noun
_JUDGING: Final = frozenset({"praise", "condemn", "deny", "hope", "opine"})
_WHAT: Final = "ما"


def nominal_opening(scene: Scene, cue: Cue) -> int | None:
    """Return the token at which a cue's noun phrase begins, None where it has none."""
    lemma = cue.reading.cue
    if not _takes_noun(scene, cue) or _supposed(scene, cue) or _taken_up(scene, cue):
        return None
    if cue.reading.shape == "participle" and not _goes_on(scene, cue):
        return None
    end = scene.tokens.sentence[cue.first]
    governed = _governed(scene, cue, end, lemma.nominal - {""})
    if governed is not None and lemma.takes_object:
        return governed
    bare_object = _bare_object(scene, cue, end) if "" in lemma.nominal else None
    return min((at for at in (governed, bare_object) if at is not None), default=None)


def _takes_noun(scene: Scene, cue: Cue) -> bool:
    """Tell a form that can report a noun phrase; a pronoun on it is the one spoken to: دعاهم إلى ("called them to")."""
    lemma, shape = cue.reading.cue, cue.reading.shape
    if not lemma.nominal or shape in {"masdar", "passive"} or (cue.reading.suffix and not lemma.takes_object):
        return False
    if shape == "imperfect" and _read_otherwise(scene, cue):
        return False
    return lemma.nominal_prior != "low" or lemma.sense == "express"


def _read_otherwise(scene: Scene, cue: Cue) -> bool:
    """يعتبر is "is considered" as often, and so is يعد, which may be "he promises"; يبلغ is "amounts to"."""
    others = (r.cue for r in cue_forms()[scene.tokens.form[cue.first]])
    return any(o.sense == "opine" or (o.prior == "low" and o != cue.reading.cue) for o in others)


def _supposed(scene: Scene, cue: Cue) -> bool:
    """What stands behind إذا or لو was not said: إذا دعا المجلس إلى ("if the council calls for")."""
    return cue.first > 0 and scene.tokens.form[cue.first - 1] in PARTICLES["condition"]


def _taken_up(scene: Scene, cue: Cue) -> bool:
    """أعلن ذلك الوزير ("the minister announced that") reports what was said before."""
    return scene.tokens.form[cue.last : cue.last + 1] == (_THAT,) and _alone(scene.tokens, cue.last)


def _alone(tokens: Tokens, i: int) -> bool:
    """Tell a demonstrative without its noun: صرح بذلك المدير ("the director stated that")."""
    following = tokens.form[i + 1] if i + 1 < len(tokens) else ""
    return tokens.form[i] in PARTICLES["demonstrative"] and (not has_article(following) or is_title(following))


def _goes_on(scene: Scene, cue: Cue) -> bool:
    """Tell a participle that goes on with a speaker (، مطالبة بـ) from the noun of the same form (صورة معبرة عن)."""
    tokens = scene.tokens
    if cue.joined or tokens.form[cue.first].endswith("ا") or cue.first == 0:
        return True
    if cue.reading.gender == "m" and cue.reading.number == "s":
        return False  # a masculine participle on the speaker has its ا: متهما, not متهم
    return not is_word(tokens.form[cue.first - 1]) or tokens.sentence[cue.first - 1] == cue.first


def _governed(scene: Scene, cue: Cue, end: int, preps: frozenset[str]) -> int | None:
    """Find the preposition that the cue asks for, right behind it or behind its subject and object: دعا فلان إلى."""
    form = scene.tokens.form
    for i in range(cue.last, min(end - 1, cue.last + _REACH)):
        if form[i] == "ل" and i > cue.last and "الي" in form[i : cue.last + _REACH]:
            continue
        if form[i] in preps and _tells(scene, cue, i + 1) and reaches(scene, cue, i):
            asking = form[i] == _OF and cue.reading.cue.sense == "demand"
            at = _asked_of(scene, i, end) if asking else i + 1
            if at is not None:
                return at
        if form[i] in "؛:" or (i > cue.last and i in scene.cue_at and _own_clause(scene, i)):
            return None
    return None


def _asked_of(scene: Scene, prep: int, end: int) -> int | None:
    """طلب من الدول تشكيل حكومة ("he asked of the states to form …"): what is asked stands behind who is asked."""
    asked = read_phrase(scene.tokens, prep + 1, end, scene.opening)
    at = skip_adjuncts(scene, asked.last, end) if asked is not None else end
    return at if at < end and _statement_noun(scene.tokens, at) else None


def _tells(scene: Scene, cue: Cue, i: int) -> bool:
    """Tell a noun that can be said (ضرورة "need") from an occasion (مؤتمر) or a mere topic (أمور "matters").

    Nor is the place said where it was said: بالقاهرة "in Cairo". What ذلك, or هذا without its noun, takes up was said
    before; من behind a quantifier counts its noun (عدد من).
    """
    form = scene.tokens.form
    if form[i - 1] == "ب" and form[i] in word_classes().places:
        return False
    if form[i - 2] in word_classes().quantifiers or _alone(scene.tokens, i):
        return False
    if form[i] in words_of("complementizers") or form[i] in PARTICLES["topic"]:
        return False
    return form[i] not in words_of("events") or (i - 1 == cue.last and cue.reading.cue.sense in _JUDGING | {"demand"})


def _own_clause(scene: Scene, i: int) -> bool:
    cue = scene.cue_at[i]
    return (
        cue.reading.shape in {"perfect", "imperfect"}
        and cue.reading.cue.prior != "low"
        and (cue.joined or scene.tokens.form[i - 1] in "،,")
    )


def reaches(scene: Scene, cue: Cue, prep: int) -> bool:
    """Tell whether only adjuncts, a subject and an object stand between the cue and its preposition."""
    if prep == cue.last:
        return True
    if cue.reading.shape == "participle" and prep - cue.last <= 5:
        return True
    i = _past_complements(scene, cue.last, prep)
    if i >= prep:
        return True
    begun = i > cue.last and scene.tokens.form[i - 1] not in "،,"
    return begun and cue.reading.cue.takes_object and not _finite(scene, i, prep)


def _past_complements(scene: Scene, first: int, prep: int) -> int:
    """Return the position behind subject and object, each of one phrase or of several joined by و."""
    i = skip_adjuncts(scene, first, prep)
    phrases = 0
    while i < prep and phrases < _COMPLEMENTS:
        joined = i > first and scene.tokens.form[i] == "و" and scene.tokens.form[i - 1] not in "،,"
        phrase = read_phrase(scene.tokens, i + joined, prep, scene.opening, exact=True)
        if phrase is None or (joined and phrase.kind == "unknown"):
            return i
        i = skip_adjuncts(scene, _past_aside(scene, phrase.last, prep), prep)
        phrases += not joined
    return i


def _past_aside(scene: Scene, i: int, prep: int) -> int:
    """Return the position behind a relative clause between commas, which tells of the subject: الخبيرة، التي …، على."""
    form = scene.tokens.form
    if i + 1 >= prep or form[i] not in "،," or form[i + 1] not in PARTICLES["relative"]:
        return i
    return next((k for k in range(prep - 1, i + 1, -1) if form[k] in "،,"), i)


def _finite(scene: Scene, first: int, last: int) -> bool:
    """Tell whether another clause begins between tokens `first` and `last`: a verb, or what opens one."""
    form = scene.tokens.form
    return any(form[i] in _openers() or (i in scene.cue_at and _own_clause(scene, i)) for i in range(first, last))


@cache
def _openers() -> frozenset[str]:
    opens = words_of("complementizers", "relatives") | word_list("verbs")
    return opens - words_of("nouns", "prepositions")


def _bare_object(scene: Scene, cue: Cue, end: int) -> int | None:
    """Find the noun of a statement right behind the cue or its subject: أكد الوزير أهمية الحوار."""
    tokens = scene.tokens
    i = cue.last
    if cue.reading.shape == "participle":
        return (
            i if i < end and (_statement_noun(tokens, i) or _plain_noun(tokens, i) or _judged(cue, tokens, i)) else None
        )
    i = skip_adjuncts(scene, i, end)
    if i < end and (_statement_noun(tokens, i) or _said_before(cue, tokens.form[i])):
        return i
    phrase = read_phrase(tokens, i, _judged_ahead(cue, tokens, i, end), scene.opening) if i < end else None
    if phrase is None:
        return None
    if phrase.kind == "unknown" and _judged(cue, tokens, i):
        return i
    i = _past_joined(scene, skip_adjuncts(scene, phrase.last, end), end)
    if i >= end:
        return None
    sure = cue.reading.cue.nominal_prior == "high" and phrase.kind not in {"unknown", "anonymous"}
    if _statement_noun(tokens, i) or _judged(cue, tokens, i) or (sure and _plain_noun(tokens, i)):
        return i
    return None


def _past_joined(scene: Scene, i: int, end: int) -> int:
    """Return the position behind a second subject: تنتقد المعارضة وعدد من العواصم ("and a number of capitals")."""
    if i + 1 >= end or scene.tokens.form[i] != "و":
        return i
    phrase = read_phrase(scene.tokens, i + 1, end, scene.opening)
    return i if phrase is None or phrase.kind == "unknown" else skip_adjuncts(scene, phrase.last, end)


def _plain_noun(tokens: Tokens, i: int) -> bool:
    """Where a noun must follow, a word of no known class is one: نفى الوزير تلقي عرض ("denied receiving an offer")."""
    form = tokens.form[i]
    if not form.isalpha() or has_article(form) or is_title(form) or form in word_list("verbs") or form in CONJUNCTIONS:
        return False
    return form not in _not_nouns() and form not in CONJUNCTIONS and not _is_verb(form)


def _is_verb(form: str) -> bool:
    """Tell a verb that opens a clause on an indefinite noun: بيان تناقلته الصحف ("that the papers passed on")."""
    readings = cue_forms().get(form, ())
    return form.endswith(_VERBAL) or any(r.shape in {"perfect", "imperfect"} for r in readings[:1])


@cache
def _not_nouns() -> frozenset[str]:
    return words_of(
        "prepositions", "times", "given", "organisations", "places", "breaks", "relatives", "complementizers"
    )


def _judged(cue: Cue, tokens: Tokens, i: int) -> bool:
    """What is praised or condemned may be definite: استنكر الجريمة ("he denounced the crime")."""
    form, w = tokens.form[i], word_classes()
    if cue.reading.cue.sense not in _JUDGING:
        return False
    if form in PARTICLES["demonstrative"] or _said_before(cue, form):
        return True
    return (
        has_article(form)
        and bare(form) in w.nouns
        and not is_title(form)
        and bare(form) not in w.organisations
        and bare(form) not in w.anonymous
    )


def _said_before(cue: Cue, form: str) -> bool:
    """What is judged may be told with ما, and what is denied was said: نفى الشائعات ("he denied the rumours")."""
    if cue.reading.cue.sense not in _JUDGING:
        return False
    if form == _WHAT:
        return True
    readings = cue_forms().get(bare(form), ()) if has_article(form) and cue.reading.cue.sense == "deny" else ()
    return any(r.shape == "masdar" for r in readings)


def _judged_ahead(cue: Cue, tokens: Tokens, first: int, end: int) -> int:
    """Return where the thing judged begins behind a closed subject: دان المجلس الدولي الهجمات ("the attacks")."""
    for i in range(first + 1, min(end, first + _REACH)):
        before = tokens.form[i - 1]
        bound = has_article(before) and (is_adjective(before) or tokens.form[i - 2] == "ل")
        closed = bound or before in word_classes().places
        if _said_before(cue, tokens.form[i]) and (closed or has_article(before)):
            return i
        if closed and _judged(cue, tokens, i) and not is_adjective(tokens.form[i]):
            return i
    return end


def _statement_noun(tokens: Tokens, i: int) -> bool:
    """Tell the noun of a reported statement: one without the article that is no title, source or name."""
    form, w = tokens.form[i], word_classes()
    if (
        not is_word(form)
        or has_article(form)
        or is_title(form)
        or form in w.prepositions
        or form in w.times
        or form in w.given
    ):
        return False
    known = words_of("organisations", "anonymous", "documents", "places", "breaks")
    if form in known or form in PARTICLES["topic"] or _people(form):
        return False
    if form in w.nouns or form in PARTICLES["matter"] or _MASDAR.match(form):
        return True
    return any(_known_noun(form[: -len(ending)]) for ending in _ENDINGS if form.endswith(ending))


def _people(form: str) -> bool:
    """A plural in ون is a nominative, and so the subject: موقوفون "detainees"."""
    return form.endswith("ون") and form[:-2] in word_classes().nouns


def _known_noun(stem: str) -> bool:
    """Tell a noun under a pronoun; ة opens to ت before it: رغبته "his wish"."""
    nouns = word_classes().nouns
    return len(stem) > 2 and (stem in nouns or (stem[-1] == "ت" and stem[:-1] + "ه" in nouns))
