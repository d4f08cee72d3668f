"""Find the source in the words round a cue.

Takes a cue's scene and a stretch of tokens, gives the noun phrase that stands there as subject.

The law of the language: between verb and subject may stand times (أمس "yesterday"), adverbs, an addressee (لـ«الحياة»,
"to Al-Hayat") and prepositional phrases (في كلمته "in his speech"); the subject is the first noun phrase that none of
them governs.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from quotes.adjuncts import adjunct, skip_adjuncts
from quotes.families import with_family
from quotes.frames import Scene
from quotes.lexicon import Gender
from quotes.marks import SIGNS
from quotes.memory import remembered
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_joined, is_word, sentence_start
from quotes.words import (
    bare,
    has_article,
    is_adjective,
    word_classes,
    words_of,
)

_BACK: Final = 30  # tokens to look back for a subject
_LONGEST_ASIDE: Final = 12  # tokens


def subject_between(scene: Scene, first: int, limit: int) -> Phrase | None:
    """Return the first free noun phrase from token `first` to before `limit`, None where only adjuncts stand there."""
    key = "between", first, limit
    if key not in scene.read:
        scene.read[key] = _subject_between(scene, first, limit)
    found: Phrase | None = scene.read[key]
    return found


def _subject_between(scene: Scene, first: int, limit: int) -> Phrase | None:
    i = skip_adjuncts(scene, first, limit)
    if i < limit and is_oblique(scene.tokens.form[i]):
        return None
    exact = limit < len(scene.tokens) and _opens_complement(scene.tokens.form[limit])
    return read_phrase(scene.tokens, i, limit, scene.opening, exact=exact) if i < limit else None


@remembered
def is_oblique(form: str) -> bool:
    """Tell a noun with an ending that no subject has: المسؤولين "the officials", البلدين "the two countries"."""
    plain, stem = bare(form), bare(form)[:-2]
    if not form.endswith("ين") or not has_article(form) or len(stem) < 3 or form in word_classes().places:
        return False
    return stem + "ون" in words_of("titles", "anonymous") or (stem in _singulars() and plain not in _singulars())


@cache
def _singulars() -> frozenset[str]:
    return words_of("nouns", "given", "titles")


def source_between(scene: Scene, first: int, limit: int) -> Phrase | None:
    """Return the subject of a verb whose complement, a clause, begins at `limit`."""
    phrase = subject_between(scene, first, limit) or _lone_name(scene, first, limit)
    if phrase is None:
        return None
    filled = _to_adjunct(scene, phrase, limit)
    return with_family(scene.tokens, filled, limit) if filled.last < limit else filled


def _lone_name(scene: Scene, first: int, limit: int) -> Phrase | None:
    """A feast that stands alone between verb and complement is a man's name: وتمنى عيد أن."""
    if limit - first != 1 or scene.tokens.form[first] not in word_classes().given:
        return None
    return read_phrase(scene.tokens, first, limit, scene.opening, exact=True)


def _to_adjunct(scene: Scene, phrase: Phrase, limit: int) -> Phrase:
    """Let the phrase fill what stands before the next adjunct: قال المخرج بارك في مؤتمر إن ("Director Park … at")."""
    end = _adjunct_ahead(scene, phrase.last, limit)
    if end > phrase.last:
        filled = read_phrase(scene.tokens, phrase.first, end, scene.opening, exact=True)
        return filled if filled is not None and filled.last == end else phrase
    return _past_place(scene, phrase, limit) or phrase


def _past_place(scene: Scene, phrase: Phrase, limit: int) -> Phrase | None:
    """The name may follow where the office is held: النائب في البرلمان كمال عيسى ("the member of parliament …")."""
    if phrase.name is not None or phrase.kind != "role" or phrase.last >= limit:
        return None
    end = _adjunct_ahead(scene, adjunct(scene, phrase.last, limit), limit)
    named = read_phrase(scene.tokens, phrase.first, end, scene.opening, exact=True)
    return named if named is not None and named.last == end and named.name is not None else None


def _adjunct_ahead(scene: Scene, i: int, limit: int) -> int:
    while i < limit and not _ends_source(scene, i, limit):
        i += 1
    return i


def _ends_source(scene: Scene, i: int, limit: int) -> bool:
    form = scene.tokens.form[i]
    return (
        form in word_classes().relatives
        or form in word_classes().breaks
        or form in CONJUNCTIONS
        or (not is_word(form) and i not in scene.opening)
        or adjunct(scene, i, limit) > i
    )


def _opens_complement(form: str) -> bool:
    return (
        form in PARTICLES["inna+anna"]
        or form in PARTICLES["auxiliary"]
        or form == ":"
        or form in SIGNS
        or form in word_classes().prepositions
    )


def subject_before(scene: Scene, verb: int) -> Phrase | None:
    """Return the phrase right before the verb at token `verb`, where a clause can begin with it: فلان يقول."""
    i = verb
    if is_joined(scene.tokens, verb):
        if scene.tokens.form[verb - 1] != "ف":
            return None
        i = verb - 1  # أما فلان فقال: "as for so-and-so, he said"
    while i > 0 and (
        scene.tokens.form[i - 1] in PARTICLES["auxiliary"]
        or scene.tokens.form[i - 1] in PARTICLES["adverb"]
        or scene.tokens.form[i - 1] in word_classes().times
    ):
        i -= 1
    if i > 2 and " ".join(scene.tokens.form[i - 2 : i]) in PARTICLES["for his part"]:
        i -= 2
    if i > 1 and scene.tokens.form[i - 1] == "ف" and is_joined(scene.tokens, i):
        i -= 1  # أما فلان فقد قال
    found = _before_relative(scene, i) or phrase_ending_at(scene, i)
    topical = found is None or i == verb or _opens_topic(scene, found.first)
    return found if topical or not is_joined(scene.tokens, verb) else None


def _opens_topic(scene: Scene, first: int) -> bool:
    """The topic before ف opens its sentence, or stands behind أما."""
    before = scene.tokens.form[first - 1] if first else ""
    opens = first == 0 or scene.tokens.sentence[first - 1] == first
    return opens or before in PARTICLES["linker"] or before in CONJUNCTIONS or not is_word(before)


def _before_relative(scene: Scene, last: int) -> Phrase | None:
    """A relative clause between commas stands apart: القاضي سامي الراعي، الذي يشرف على التحقيق، أكد."""
    tokens, form = scene.tokens, scene.tokens.form
    if last == 0 or form[last - 1] not in "،,":
        return None
    first = sentence_start(tokens, last - 1)
    while first < last and (form[first] in CONJUNCTIONS or form[first] in PARTICLES["linker"]):
        first += 1
    phrase = read_phrase(tokens, first, last, scene.opening)
    if phrase is None or phrase.kind == "unknown":
        return None
    at = phrase.last + (form[phrase.last] in "،,")
    if form[at] not in PARTICLES["relative"]:
        return None
    return read_phrase(tokens, first, phrase.last, scene.opening, exact=True)


def phrase_ending_at(scene: Scene, last: int) -> Phrase | None:
    """Return the longest phrase that ends right before token `last` and can begin where it begins."""
    key = "ending", last, last
    if key not in scene.read:
        scene.read[key] = _phrase_ending_at(scene, last)
    found: Phrase | None = scene.read[key]
    return found


def _phrase_ending_at(scene: Scene, last: int) -> Phrase | None:
    tokens = scene.tokens
    apart = last > 0 and tokens.form[last - 1] in "،,"
    last = _before_aside(scene, last - apart)
    start = _farthest(tokens, last)
    for first in range(start, last):
        if first > start and not _can_begin(scene, first):
            continue
        phrase = read_phrase(tokens, first, last, scene.opening, exact=True)
        if phrase is not None and phrase.last == last and _can_stand_alone(scene, phrase):
            joined = tokens.form[first - 1] == "و" if first else False
            return None if apart and joined and phrase.kind == "unknown" else phrase
    return None


def _before_aside(scene: Scene, last: int) -> int:
    """Return where the words in marks begin that stand right before token `last` and tell of the name before them.

    منيرة سالم "إحدى المشاركات" قالت ("Munira Salim, one of those taking part, said").
    """
    for first in range(max(1, last - _LONGEST_ASIDE), last - 2):
        mark = scene.opening.get(first)
        if mark is not None and mark.closed and mark.last == last - 1 and scene.tokens.form[first + 1] in _titles():
            return first
    return last


@cache
def _titles() -> frozenset[str]:
    return word_classes().titles | word_classes().quantifiers


def _farthest(tokens: Tokens, last: int) -> int:
    """Return the first token of the sentence of `last`, or how far back a phrase may reach."""
    start = last
    while start > 0 and last - start < _BACK and tokens.sentence[start - 1] > last:
        start -= 1
    return start


def antecedent(scene: Scene, relative: int, gender: Gender) -> Phrase | None:
    """Return the phrase that the pronoun at token `relative` takes up, also under a preposition: مع الوزير الذي."""
    tokens, heads = scene.tokens, words_of("titles", "anonymous", "organisations", "documents")
    joined = relative > 1 and is_joined(tokens, relative)  # والتي "and who"
    relative -= joined
    for first in range(_farthest(tokens, relative), relative):
        if tokens.form[first] not in heads and bare(tokens.form[first]) not in heads:
            continue
        phrase = read_phrase(tokens, first, relative, scene.opening, exact=True)
        if (
            phrase is not None
            and phrase.last == relative
            and not (gender and phrase.gender and phrase.gender != gender)
        ):
            return phrase
    return None if joined else phrase_ending_at(scene, relative) or _noun_before(scene, relative)


def _noun_before(scene: Scene, relative: int) -> Phrase | None:
    """A definite relative tells of the definite noun right before it: تحريك الأطراف التي ("the parties which")."""
    before = scene.tokens.form[relative - 1]
    if not has_article(before) or is_adjective(before):
        return None
    return read_phrase(scene.tokens, relative - 1, relative, scene.opening, exact=True)


def _can_stand_alone(scene: Scene, phrase: Phrase) -> bool:
    """A phrase of no known kind is a subject only where it is short and definite: الشاب "the young man"."""
    if phrase.kind != "unknown" or marked_name(scene, phrase):
        return True
    return has_article(scene.tokens.form[phrase.first]) and phrase.last - phrase.first <= 3


def marked_name(scene: Scene, phrase: Phrase) -> bool:
    """One word with the article, alone in marks, is the short name of a body: «التجارة» for وزارة التجارة."""
    mark = scene.opening.get(phrase.first)
    alone = mark is not None and mark.closed and mark.last == phrase.first + 2 == phrase.last - 1
    return alone and has_article(scene.tokens.form[phrase.first + 1])


def _can_begin(scene: Scene, i: int) -> bool:
    before = scene.tokens.form[i - 1]
    return (
        not is_word(before)
        or before in PARTICLES["linker"]
        or before in {"ان", "بان", "انه", "اما", "و", "ف"}
        or i - 1 in scene.cue_at
    )
