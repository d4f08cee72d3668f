"""Find the source in the words round a cue.

Takes a cue's scene and a stretch of tokens, gives the noun phrase that stands there as subject.

The law of the language: between verb and subject may stand times (أمس "yesterday"), adverbs, an addressee (لـ«الحياة»,
"to Al-Hayat") and prepositional phrases (في كلمته "in his speech"); the subject is the first noun phrase that none of
them governs.
"""

from __future__ import annotations

from functools import cache

from quotes.conjugate import cue_forms
from quotes.families import with_family
from quotes.frames import Scene, complementizers, particles
from quotes.lexicon import Gender, word_list
from quotes.marks import SIGNS
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_joined, is_word, sentence_start
from quotes.words import (
    bare,
    has_article,
    is_adjective,
    is_name_word,
    is_title,
    names_ali,
    names_imam,
    word_classes,
    words_of,
)

_BACK = 30  # tokens to look back for a subject
_LONGEST_ADJUNCT = 25  # tokens
_WITH_HIM = frozenset({"معه", "معها"})
_LONGEST_ASIDE = 12  # tokens
_FOR_HIM = frozenset({"عليه", "عنه", "عنها", "عنهما", "عنهم"})
_AND_PEACE = ("و", "سلم")


def subject_between(scene: Scene, first: int, limit: int) -> Phrase | None:
    """Return the first free noun phrase from token `first` to before `limit`, None where only adjuncts stand there."""
    i = skip_adjuncts(scene, first, limit)
    if i < limit and is_oblique(scene.tokens.form[i]):
        return None
    exact = limit < len(scene.tokens) and _opens_complement(scene.tokens.form[limit])
    return read_phrase(scene.tokens, i, limit, scene.opening, exact=exact) if i < limit else None


@cache
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
    end = _adjunct_ahead(scene, _adjunct(scene, phrase.last, limit), limit)
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
        or _adjunct(scene, i, limit) > i
    )


def _opens_complement(form: str) -> bool:
    return (
        form in complementizers()
        or form in particles()["auxiliary"]
        or form == ":"
        or form in SIGNS
        or form in word_classes().prepositions
    )


def skip_adjuncts(scene: Scene, first: int, limit: int) -> int:
    """Return the position of the first word that is no time, adverb, addressee or prepositional phrase."""
    i = first
    while i < limit:
        after = _adjunct(scene, i, limit)
        if after == i:
            break
        i = after
    return i


def _adjunct(scene: Scene, i: int, limit: int) -> int:
    """Return the position after the adjunct that begins at `i`, or `i` where none does."""
    tokens, w = scene.tokens, word_classes()
    form = tokens.form[i]
    if not is_word(form):
        mark = scene.opening.get(i)
        if mark is not None and mark.closed and mark.last + 1 < limit and is_word(tokens.form[mark.last + 1]):
            following = tokens.form[mark.last + 1]
            named = following in w.given and (following not in w.prepositions or names_ali(tokens, mark.last + 1))
            return mark.last + 1 if is_title(following) or named else i
        return i + 1 if form in "،,-–" else _bracket(tokens, i, limit)
    if form in _FOR_HIM and i + 1 < limit and tokens.form[i + 1] in particles()["blessing"]:
        return i + 4 if tokens.form[i + 2 : i + 3] == ("و",) and i + 4 <= limit else i + 2
    if (
        form in w.times
        or bare(form) in w.times
        or form in particles()["adverb"]
        or form in particles()["auxiliary"]
        or form.isdigit()
    ):
        return i + 1
    if "ً" in tokens.raw(i, i + 1) and not has_article(form) and form not in w.nouns:
        return i + 1
    cue = scene.cue_at.get(i)
    if (
        cue is not None
        and cue.reading.shape == "participle"
        and form.endswith(("ا", "ه", "ين"))
        and not has_article(form)
    ):
        return i + 1
    if form == "ب" and i + 1 < limit and tokens.form[i + 1] in particles()["manner noun"]:
        return i + 3 if i + 2 < limit and is_adjective(tokens.form[i + 2]) else i + 2
    if form in particles()["prayer"] and i + 1 < limit and tokens.form[i + 1] in particles()["divine"]:
        return _prayer_end(tokens, i + 2, limit)
    if form in w.prepositions and not names_imam(tokens, i) and not names_ali(tokens, i):
        return _past_clause(scene, i + 1, _object_end(scene, i + 1, limit), limit)
    return i


def _prayer_end(tokens: Tokens, i: int, limit: int) -> int:
    """Return the position after a prayer for one named, from behind "God" on: صلى الله عليه وسلم, رضي الله عنهما."""
    i += i < limit and tokens.form[i] in _FOR_HIM
    return i + 2 if tokens.form[i : i + 2] == _AND_PEACE and i + 2 <= limit else i


def _past_clause(scene: Scene, first: int, end: int, limit: int) -> int:
    """A clause may tell of an indefinite object, its subject is no source: في حديث نقلته مجلة ("that … relayed")."""
    form = scene.tokens.form
    at = next((k for k in (end - 1, end) if first < k < limit and _takes_up(form[k])), None)
    if at is None or has_article(form[at - 1]):
        return end
    behind = at + 1 + (at + 1 < limit and form[at + 1] in _WITH_HIM)
    phrase = read_phrase(scene.tokens, behind, limit, scene.opening) if behind < limit else None
    return phrase.last if phrase is not None and phrase.kind == "organisation" else end


@cache
def _takes_up(form: str) -> bool:
    """Tell a verb with a pronoun for its object: نقلته, نشرتها."""
    for suffix in ("ه", "ها"):
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) > 2 and (stem in word_list("verbs") or stem in cue_forms()):
            return stem.endswith("ت")
    return False


def _bracket(tokens: Tokens, i: int, limit: int) -> int:
    if tokens.form[i] != "(":
        return i
    return next((k + 1 for k in range(i + 1, min(i + 6, limit)) if tokens.form[k] == ")"), i)


def _object_end(scene: Scene, i: int, limit: int) -> int:
    """Return the position after the noun phrase that a preposition governs, first word at `i`."""
    tokens, w = scene.tokens, word_classes()
    construct = True
    start = i
    while i < limit and i - start < _LONGEST_ADJUNCT:
        form = tokens.form[i]
        if not is_word(form):
            mark = scene.opening.get(i)
            if mark is None or not mark.closed or mark.last >= limit:
                return _bracket(tokens, i, limit)
            i, construct = mark.last + 1, False
            continue
        if form == "ف" and i + 1 < limit and is_joined(tokens, i + 1):
            i, construct = i + 2, False  # فلين "Flynn", cut after ف: what a preposition governs holds no "so"
            continue
        if form in particles()["relative"] or (form in w.prepositions and not construct):
            return i
        if form == "و" and i > start and not has_article(tokens.form[i - 1]) and _manner(tokens, i + 1, limit):
            i, construct = i + 2, False  # في شجاعة وتفاؤل "with courage and hope"
            continue
        if construct:
            construct = form in w.prepositions or not _definite(tokens, i)
        elif (
            (
                not (has_article(form) and not _names_person(scene, i, limit))
                and form not in w.times
                and not form.isdigit()
                and form not in w.nisbas
            )
            and not (
                is_name_word(form) and tokens.form[start] in w.organisations and not has_article(tokens.form[i - 1])
            )
            and not (form in w.media and tokens.form[start] in w.media)
        ):
            return i
        i += 1
    return i


def _manner(tokens: Tokens, i: int, limit: int) -> bool:
    """Tell a noun without the article, no title and no name, up to a sign or the complement."""
    if i >= limit or (i + 1 < limit and is_word(tokens.form[i + 1])):
        return False
    form, w = tokens.form[i], word_classes()
    return form in w.nouns and not (is_title(form) or form in w.given or form in w.anonymous or form in w.organisations)


def _names_person(scene: Scene, i: int, limit: int) -> bool:
    """Tell a title that opens a new phrase from an adjective of the same form: المؤتمر الصحفي, الصحفي أحمد علي."""
    if not is_title(scene.tokens.form[i]):
        return False
    phrase = read_phrase(scene.tokens, i, limit, scene.opening)
    return phrase is not None and (phrase.name is not None or phrase.last - phrase.first > 1)


def _definite(tokens: Tokens, i: int) -> bool:
    form, w = tokens.form[i], word_classes()
    if form in w.quantifiers:
        return False
    if has_article(form) or form in w.places or form in w.times or form.isdigit():
        return True
    if form.endswith(("ها", "هم", "هما", "هن", "نا")):
        return True
    raw = tokens.text[tokens.end[i] - 1]
    return (raw == "ه" and len(form) > 3) or (
        form not in w.nouns and bare(form) not in w.nouns and form not in w.events
    )


def subject_before(scene: Scene, verb: int) -> Phrase | None:
    """Return the phrase right before the verb at token `verb`, where a clause can begin with it: فلان يقول."""
    i = verb
    if is_joined(scene.tokens, verb):
        if scene.tokens.form[verb - 1] != "ف":
            return None
        i = verb - 1  # أما فلان فقال: "as for so-and-so, he said"
    while i > 0 and (
        scene.tokens.form[i - 1] in particles()["auxiliary"]
        or scene.tokens.form[i - 1] in particles()["adverb"]
        or scene.tokens.form[i - 1] in word_classes().times
    ):
        i -= 1
    if i > 2 and " ".join(scene.tokens.form[i - 2 : i]) in particles()["for his part"]:
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
    return opens or before in particles()["linker"] or before in CONJUNCTIONS or not is_word(before)


def _before_relative(scene: Scene, last: int) -> Phrase | None:
    """A relative clause between commas stands apart: القاضي سامي الراعي، الذي يشرف على التحقيق، أكد."""
    tokens, form = scene.tokens, scene.tokens.form
    if last == 0 or form[last - 1] not in "،,":
        return None
    first = sentence_start(tokens, last - 1)
    while first < last and (form[first] in CONJUNCTIONS or form[first] in particles()["linker"]):
        first += 1
    phrase = read_phrase(tokens, first, last, scene.opening)
    if phrase is None or phrase.kind == "unknown":
        return None
    at = phrase.last + (form[phrase.last] in "،,")
    if form[at] not in particles()["relative"]:
        return None
    return read_phrase(tokens, first, phrase.last, scene.opening, exact=True)


def phrase_ending_at(scene: Scene, last: int) -> Phrase | None:
    """Return the longest phrase that ends right before token `last` and can begin where it begins."""
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
        or before in particles()["linker"]
        or before in {"ان", "بان", "انه", "اما", "و", "ف"}
        or i - 1 in scene.cue_at
    )
