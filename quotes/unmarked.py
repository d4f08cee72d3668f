"""Find the words of a speaker that stand bare: no complementizer, no colon and no marks open them.

Takes a verb of saying, gives the frame of the words behind it and its speaker.

The law of the language: some papers lose their marks, and the words follow the verb at once: وأضاف لن نترك أحدا ("he
added we leave nobody"). They begin with a clause of their own: a negation, a first person, a demonstrative, a finite
verb. A verb of saying has no second verb in its own clause, save inside a relative (قال الوزير الذي زار المدينة) or
behind an indefinite noun (في بيان نشرته الصحيفة "in a statement that the paper printed").
"""

from __future__ import annotations

from quotes.conjugate import PRONOUNS, cue_forms
from quotes.cues import Cue
from quotes.frames import Frame, Scene, particles
from quotes.lexicon import word_list
from quotes.phrases import Phrase, read_phrase
from quotes.segment import Tokens, is_joined, is_word
from quotes.subjects import skip_adjuncts
from quotes.words import bare, has_article, is_name_word, word_classes

_SHORTEST = 5  # tokens of words that no verb opens
_SHORTEST_CLAUSE = 2
_FAR = 40  # tokens between a verb and the words
_FUTURE = ("سا", "سن", "سي", "ست")
_OBJECTS = ("ني", "نا", "ه", "ها", "هم", "كم")
_SURE = frozenset({"قال", "أضاف", "تابع", "أردف"})  # they report bare words also where no verb opens them
_OWN = frozenset({"person", "role", "organisation", "anonymous"})


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
    if ":" in scene.tokens.form[cue.last : first + 1]:
        return None
    return Frame("bare", (cue.last, first), first, None)


def _can_report(scene: Scene, cue: Cue) -> bool:
    """A verb in the perfect, a participle that goes on (مضيفا), or بقوله and بالقول ("with the words")."""
    before = scene.tokens.form[cue.first - 1] if cue.first else ""
    if cue.reading.shape == "masdar":
        return before == "ب" or (cue.reading.suffix in PRONOUNS and cue.reading.cue.sense == "say")
    if cue.reading.shape == "participle":
        return scene.tokens.form[cue.first].endswith("ا") or before in "،,"
    if cue.reading.shape == "imperfect":
        return before in particles()["goes on"]
    return cue.reading.shape == "perfect" and not cue.reading.suffix and before not in particles()["relative"]


def _first_word(scene: Scene, cue: Cue, limit: int, *, taken: bool) -> int | None:
    """Return the token at which the words begin; where a complementizer follows (`taken`) only a sure opener counts."""
    if cue.last < limit and _speaks(scene, cue.last, taken=taken):
        return cue.last
    i = skip_adjuncts(scene, cue.last, limit)
    if i >= limit:
        return None
    if _opens(scene, i, taken=taken) and (i == cue.last or not taken or _speaks(scene, i, taken=taken)):
        return None if _says(scene, i) else i
    phrase = read_phrase(scene.tokens, i, limit, scene.opening)
    if phrase is None or cue.reading.shape in {"participle", "imperfect"}:
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
    if form[i] in particles()["relative"]:
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
    opening = particles()["opener"] | particles()["negation"]
    begins = first_person(scene.tokens, i) or scene.tokens.form[i] in opening
    return begins and not is_joined(scene.tokens, i)


def _next_verb(scene: Scene, i: int) -> bool:
    """A second verb, neither coordinated nor a relative's, no longer belongs to the relative clause before it."""
    before = scene.tokens.form[i - 1]
    return (
        is_finite(scene.tokens, i)
        and not is_joined(scene.tokens, i)
        and before
        not in particles()["relative"] | particles()["anna"] | particles()["auxiliary"] | particles()["negation"]
        and not _attributive(scene, i)
    )


def _past_verb(scene: Scene, i: int, limit: int) -> int:
    """Return the token behind the verb of a relative clause: الذي لم يحضر."""
    while i < limit and scene.tokens.form[i] in particles()["negation"] | particles()["auxiliary"]:
        i += 1
    return i + 1


def _topic(scene: Scene, cue: Cue, i: int, phrase: Phrase, behind: int) -> int | None:
    """Where no verb opens them, the words begin behind the speaker, or with a phrase that is no speaker's."""
    end = scene.tokens.sentence[cue.first]
    opens = scene.tokens.sentence[max(0, cue.first - 2)] == cue.first - 1
    if cue.reading.cue.lemma not in _SURE or not cue.joined or not opens or cue.reading.shape != "perfect":
        return None
    first = behind if _names_source(scene, phrase) else i
    if first < end and bare(scene.tokens.form[first]) in particles()["scored"]:
        return None
    return first if end - first >= _SHORTEST else None


def _names_source(scene: Scene, phrase: Phrase) -> bool:
    if phrase.kind == "unknown":
        return is_name_word(scene.tokens.form[phrase.first])
    return phrase.kind in _OWN and (phrase.definite or phrase.name is not None)


def _says(scene: Scene, i: int) -> bool:
    """Tell a verb of saying that goes on with the first: أضاف يقول."""
    cue = scene.cue_at.get(i)
    return cue is not None and cue.reading.cue.sense in {"say", "add"}


def _opens(scene: Scene, i: int, *, taken: bool) -> bool:
    """Tell a word that opens a clause and is not the verb of a relative."""
    return _speaks(scene, i, taken=taken) or (is_finite(scene.tokens, i) and not _attributive(scene, i))


def _speaks(scene: Scene, i: int, *, taken: bool) -> bool:
    """Tell a word that opens the words of one who speaks: a negation, a first person, هذا "this", لقد "indeed"."""
    tokens = scene.tokens
    form = tokens.form[i]
    if is_joined(tokens, i):
        return False
    if form in particles()["demonstrative"] and form not in particles()["adverb"]:
        following = tokens.form[i + 1] if i + 1 < len(tokens) else ""
        w = word_classes()
        return not taken and bare(following) not in w.times | w.titles | w.anonymous | w.organisations
    return form in particles()["opener"] or form in particles()["negation"] or first_person(tokens, i)


def first_person(tokens: Tokens, i: int) -> bool:
    """نعمل "we work", أعمل "I work", سنعمل "we shall work", يسرنا "it pleases us", نحن "we"."""
    form = tokens.form[i]
    if form in particles()["first person"]:
        return True
    if _is_noun(form):
        return False
    if form.startswith(("سا", "سن")) and _imperfect("ي" + form[2:]):
        return True
    if form.endswith(("ني", "نا")) and form[0] in "يت" and form[:-2] in word_list("verbs"):
        return True
    hamza = form[0] == "ا" and tokens.text[tokens.start[i]] == "أ"
    return (hamza or form[0] == "ن") and len(form) > 3 and _imperfect("ي" + form[1:]) and not _other_verb(form)


def _other_verb(form: str) -> bool:
    """أراد "he wanted" has the hamza of a first person and is none."""
    return form in cue_forms() or (form[0] == "ا" and form in word_list("verbs"))


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
    if form in word_list("verbs") or (form.startswith(_FUTURE) and _imperfect("ي" + form[2:])):
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
    """A verb right behind an indefinite noun describes it: في بيان نشرته الصحيفة."""
    form = scene.tokens.form
    before = form[i - 1]
    return is_word(before) and before in word_classes().nouns and i - 1 not in scene.cue_at
