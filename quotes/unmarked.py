"""Find the words of a speaker that stand bare: no complementizer, no colon and no marks open them.

Takes a verb of saying, gives the frame of the words behind it and its speaker.

The law of the language: some papers lose their marks, and the words follow the verb at once: وأضاف لن نترك أحدا ("he
added we leave nobody"). They begin with a clause of their own: a negation, a first person, a demonstrative, a finite
verb. A verb of saying has no second verb in its own clause, save inside a relative (قال الوزير الذي زار المدينة) or
behind an indefinite noun (في بيان نشرته الصحيفة "in a statement that the paper printed").
"""

from __future__ import annotations

from typing import Final

from quotes.adjuncts import skip_adjuncts
from quotes.conjugate import PRONOUNS, cue_forms
from quotes.cues import Cue
from quotes.frames import Frame, Scene
from quotes.lexicon import word_list
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_joined, is_word, sentence_start
from quotes.words import bare, has_article, is_name_word, word_classes, words_of

_LONGEST_NAME: Final = 6  # tokens of a name in marks
_SHORTEST: Final = 5  # tokens of words that no verb opens
_SHORTEST_CLAUSE: Final = 2
_LONGEST_APPOSITION: Final = 15  # tokens
_FAR: Final = 40  # tokens between a verb and the words
_FUTURE: Final = ("سا", "سن", "سي", "ست")
_OBJECTS: Final = ("ني", "نا", "ه", "ها", "هم", "كم")
_WRITE: Final = "كتب"  # "he wrote", and "books"
_SURE: Final = frozenset({"قال", "أضاف", "تابع", "أردف"})  # they report bare words also where no verb opens them
_OWN: Final = frozenset({"person", "role", "organisation", "anonymous"})


def find_bare(scene: Scene, cue: Cue, frame: Frame | None) -> Frame | None:
    """Return the words that stand bare behind `cue`, None where it has another complement before them."""
    if "words" not in cue.reading.cue.complements or (frame is not None and frame.kind != "clause"):
        return None
    if not _can_report(scene, cue):
        return None
    end = min(scene.tokens.sentence[cue.first], cue.last + _FAR)
    limit = end if frame is None else frame.gap[1]
    first = _first_word(scene, cue, limit, taken=frame is not None)
    if first is None or scene.tokens.sentence[cue.first] - first < _SHORTEST_CLAUSE:
        return None
    if any(_parts(scene, i) for i in range(cue.last, first + 1)):
        return None
    return Frame("bare", (cue.last, first), first, None)


def _parts(scene: Scene, i: int) -> bool:
    """Tell a colon, marks too long for a name, or another verb of saying: the words behind it are not this cue's."""
    mark = scene.opening.get(i)
    return scene.tokens.form[i] == ":" or (mark is not None and mark.last - i > _LONGEST_NAME) or _says(scene, i)


def _can_report(scene: Scene, cue: Cue) -> bool:
    """A verb in the perfect, a participle that goes on (مضيفا), or بقوله and بالقول ("with the words")."""
    before = scene.tokens.form[cue.first - 1] if cue.first else ""
    if cue.reading.shape == "masdar":
        return cue.reading.cue.lemma == "قال" and (cue.reading.suffix in PRONOUNS or before == "ب")
    if cue.reading.shape == "participle":
        return scene.tokens.form[cue.first].endswith("ا") or before in "،,"
    if cue.reading.shape == "imperfect":
        return before in PARTICLES["goes on"]
    if cue.reading.cue.lemma == _WRITE and not _heads_clause(scene, cue):
        return False
    return cue.reading.shape == "perfect" and not cue.reading.suffix and before not in PARTICLES["relative"]


def _first_word(scene: Scene, cue: Cue, limit: int, *, taken: bool) -> int | None:
    """Return the token at which the words begin; where a complementizer follows (`taken`) only a sure opener counts."""
    if cue.last < limit and _speaks(scene, cue.last, taken=taken):
        return cue.last
    i = skip_adjuncts(scene, cue.last, limit)
    auxiliary = next((k for k in range(cue.last, i) if scene.tokens.form[k] in PARTICLES["auxiliary"]), None)
    if auxiliary is not None and not taken:
        return auxiliary  # وأضاف أمام المجلس كان من الممكن
    if i >= limit:
        return None
    if _opens(scene, i, taken=taken) and (i == cue.last or not taken or _speaks(scene, i, taken=taken)):
        return None if _says(scene, i) else i
    phrase = read_phrase(scene.tokens, i, limit, scene.opening)
    if cue.reading.shape != "perfect":
        return cue.last if _takes_words(scene, cue) and not taken else None
    if phrase is None:
        return None
    inside = next((k for k in range(i + 1, phrase.last) if _first_of_clause(scene, k)), None)
    if inside is not None:
        return inside
    behind = skip_adjuncts(scene, phrase.last, limit)
    if _names_source(scene, phrase) or (phrase.definite and behind < limit and first_person(scene.tokens, behind)):
        later = _behind_speaker(scene, behind, limit, taken=taken)
        if later is not None:
            return later
    return None if taken else _topic(scene, cue, i, phrase, behind)


def _behind_speaker(scene: Scene, i: int, limit: int, *, taken: bool) -> int | None:
    """Return where the words begin behind the speaker's phrase and what describes him there."""
    form = scene.tokens.form
    if i >= limit:
        return None
    if form[i] in PARTICLES["relative"]:
        i = _past_verb(scene, i + 1, limit)
    elif _attributive(scene, i):
        i += 1
    elif _speaks(scene, i, taken=taken) or (not taken and is_finite(scene.tokens, i)):
        return i
    elif taken:
        return None
    else:
        return next((k for k in range(i, limit) if _first_of_clause(scene, k)), None)
    return next(
        (k for k in range(i, limit) if _first_of_clause(scene, k) or (not taken and _next_verb(scene, k))), None
    )


def _first_of_clause(scene: Scene, i: int) -> bool:
    """Tell a first person that begins the words, not one that goes on with words that have begun."""
    opening = PARTICLES["opener+negation"]
    begins = first_person(scene.tokens, i) or _future(scene.tokens.form[i]) or scene.tokens.form[i] in opening
    inside = is_joined(scene.tokens, i) or (i > 0 and scene.tokens.form[i - 1] in opening)
    return begins and not inside and not _attributive(scene, i)


def _next_verb(scene: Scene, i: int) -> bool:
    """A second verb, neither coordinated nor a relative's, no longer belongs to the relative clause before it."""
    before = scene.tokens.form[i - 1]
    return (
        is_finite(scene.tokens, i)
        and not is_joined(scene.tokens, i)
        and before not in PARTICLES["relative+anna+auxiliary+negation"]
        and not _attributive(scene, i)
    )


def _past_verb(scene: Scene, i: int, limit: int) -> int:
    """Return the token behind the verb of a relative clause: الذي لم يحضر."""
    while i < limit and scene.tokens.form[i] in PARTICLES["negation+auxiliary"]:
        i += 1
    return i + 1


def _takes_words(scene: Scene, cue: Cue) -> bool:
    """Behind قائلا, بقوله and مضى يقول comes nothing but the words."""
    if cue.reading.shape == "participle":
        return cue.reading.cue.sense == "say" and scene.tokens.form[cue.first].endswith("ا")
    return cue.reading.shape == "imperfect" or scene.tokens.form[cue.first - 1] == "ب"


def _topic(scene: Scene, cue: Cue, i: int, phrase: Phrase, behind: int) -> int | None:
    """Where no verb opens them, the words begin behind the speaker, or with a phrase that is no speaker's."""
    end = scene.tokens.sentence[cue.first]
    if cue.reading.cue.lemma not in _SURE or not _heads_clause(scene, cue):
        return None
    first = _past_apposition(scene, behind, end) if _names_source(scene, phrase) else i
    if any(bare(form) in PARTICLES["scored"] for form in scene.tokens.form[cue.last : first + 1]):
        return None
    return first if end - first >= _SHORTEST and scene.tokens.form[first] not in CONJUNCTIONS else None


def _heads_clause(scene: Scene, cue: Cue) -> bool:
    """Tell the verb that opens its sentence, or that only an adjunct precedes: وعن المباراة قال المدرب."""
    tokens = scene.tokens
    start = cue.first - 1 if cue.joined else cue.first
    if start == 0 or tokens.sentence[start - 1] == start:
        return cue.joined
    if cue.joined:
        return tokens.form[start - 1] in "،," and cue.reading.cue.sense == "say"
    head = sentence_start(tokens, start)
    head += tokens.form[head] in CONJUNCTIONS
    return cue.reading.cue.sense == "say" and tokens.form[head] in word_classes().prepositions


def _past_apposition(scene: Scene, i: int, end: int) -> int:
    """Behind a title between commas comes the verb: قالت ليلى سعد، المديرة العامة للشركة، ينمو السوق."""
    tokens = scene.tokens
    if tokens.form[i - 1] not in "،,":
        return i
    for k in range(i, min(i + _LONGEST_APPOSITION, end - 1)):
        if tokens.form[k] in "،,":
            return k + 1 if is_finite(tokens, k + 1) or _speaks(scene, k + 1, taken=False) else i
        if is_finite(tokens, k):
            return i
    return i


def _names_source(scene: Scene, phrase: Phrase) -> bool:
    if phrase.kind == "unknown":
        form = scene.tokens.form[phrase.first]
        return is_name_word(form) or (has_article(form) and bare(form) not in word_classes().nouns)
    return phrase.kind in _OWN and (phrase.definite or phrase.name is not None)


def _says(scene: Scene, i: int) -> bool:
    """Tell a verb of saying that goes on with the first: أضاف يقول."""
    cue = scene.cue_at.get(i)
    finite = cue is not None and cue.reading.shape in {"perfect", "imperfect"}
    return cue is not None and finite and cue.reading.cue.sense in {"say", "add"}


def _opens(scene: Scene, i: int, *, taken: bool) -> bool:
    """Tell a word that opens a clause and is not the verb of a relative."""
    return _speaks(scene, i, taken=taken) or (is_finite(scene.tokens, i) and not _attributive(scene, i))


def _speaks(scene: Scene, i: int, *, taken: bool) -> bool:
    """Tell a word that opens the words of one who speaks: a negation, a first person, هذا "this", لقد "indeed"."""
    tokens = scene.tokens
    form = tokens.form[i]
    if is_joined(tokens, i):
        return False
    if form in PARTICLES["demonstrative"] and form not in PARTICLES["adverb"]:
        following = tokens.form[i + 1] if i + 1 < len(tokens) else ""
        return not taken and bare(following) not in words_of("times", "titles", "anonymous", "organisations")
    return form in PARTICLES["opener"] or form in PARTICLES["negation"] or first_person(tokens, i)


def first_person(tokens: Tokens, i: int) -> bool:
    """نعمل "we work", أعمل "I work", سنعمل "we shall work", يسرنا "it pleases us", نحن "we"."""
    form = tokens.form[i]
    if form in PARTICLES["first person"]:
        return True
    if _is_noun(form):
        return False
    if form.startswith(("سا", "سن")) and _future(form):
        return True
    if form.endswith(("ني", "نا")) and form[0] in "يت" and form[:-2] in word_list("verbs"):
        return True
    hamza = form[0] == "ا" and tokens.text[tokens.start[i]] == "أ"
    return (hamza or form[0] == "ن") and len(form) > 3 and _imperfect("ي" + form[1:]) and not _other_verb(form)


def _other_verb(form: str) -> bool:
    """أراد "he wanted" has the hamza of a first person and is none."""
    return form in cue_forms() or (form[0] == "ا" and form in word_list("verbs"))


def _future(form: str) -> bool:
    """سيعود "he will return", ستعود "she will return"."""
    return form.startswith(_FUTURE) and not _is_noun(form) and _imperfect("ي" + form[2:])


def _imperfect(form: str) -> bool:
    readings = cue_forms().get(form, ())
    return form in word_list("verbs") or any(r.shape == "imperfect" and r.number == "s" for r in readings[:1])


def is_finite(tokens: Tokens, i: int) -> bool:
    """Tell a finite verb: a known one, one with the future's س, or a feminine perfect (تعرضت "was exposed")."""
    form = tokens.form[i]
    if not is_word(form) or has_article(form) or _is_noun(form):
        return False
    readings = cue_forms().get(form, ())
    if readings:
        return readings[0].shape in {"perfect", "imperfect"}
    if form in word_list("verbs") or _future(form):
        return True
    return any(form.endswith(p) and form[: -len(p)] in word_list("verbs") for p in _OBJECTS)


def _is_noun(form: str) -> bool:
    w = word_classes()
    return (
        form in w.nouns
        or form in w.given
        or form in w.places
        or form in w.titles
        or form in w.times
        or bare(form) in w.organisations
    )


def _attributive(scene: Scene, i: int) -> bool:
    """A verb right behind an indefinite noun or a relative describes it: في بيان نشرته الصحيفة, لما تناقلته المواقع."""
    before = scene.tokens.form[i - 1]
    if before in PARTICLES["relative+linker+anna"]:
        return True
    nouns = word_classes().nouns
    return is_word(before) and (before in nouns or before.removesuffix("ا") in nouns) and i - 1 not in scene.cue_at
