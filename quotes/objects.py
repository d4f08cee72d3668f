"""Tell whom a verb of saying is directed to, so that he is not taken for its subject.

Takes a scene and a cue, gives a yes or no, or where the object begins.

The law of the language: subject and object both stand behind the verb, and printed Arabic shows no case. What tells
them apart is the verb's gender, a pronoun that is already its subject, and the order: the subject comes first.
"""

from __future__ import annotations

from quotes.cues import Cue
from quotes.frames import Scene
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.words import (
    agreement,
    bare,
    has_article,
    is_adjective,
    is_name_word,
    is_title,
    word_classes,
    words_of,
)


def pronoun_before(scene: Scene, cue: Cue) -> bool:
    """إنه اتهم الجماعة: the pronoun is the subject, and the noun behind the verb is whom it is directed to."""
    i = cue.first - 1
    while i > 0 and scene.tokens.form[i] in PARTICLES["auxiliary"]:
        i -= 1
    return cue.reading.cue.takes_object and i >= 0 and scene.tokens.form[i] in PARTICLES["subject pronoun"]


def shown_object(scene: Scene, cue: Cue, phrase: Phrase) -> bool:
    """Tell an object by its form: of another gender, in the accusative, or behind a verb that shows its subject."""
    if _told_to(cue, phrase):
        return True
    if not cue.reading.cue.takes_object:
        return False
    head = scene.tokens.form[phrase.first]
    return cue.reading.number == "p" or _accusative(head) or _of_other_gender(cue, phrase, head)


def _has_object(cue: Cue) -> bool:
    """Tell a verb with a noun for its object beside the words: دعا الوزير إلى, وصف الاتفاق بأنه."""
    return cue.reading.cue.takes_object or cue.reading.cue.sense == "describe"


def _told_to(cue: Cue, phrase: Phrase) -> bool:
    """Right behind a verb that has an object, a noun of the other gender is whom it speaks to: دعا أنقرة إلى."""
    if not _has_object(cue) or phrase.first != cue.last or phrase.name is not None:
        return False
    verb = cue.reading.gender if cue.reading.number == "s" else ""
    if verb == "m":
        return phrase.gender == "f"
    return verb == "f" and (phrase.gender, phrase.number) == ("m", "s")


def _accusative(head: str) -> bool:
    """A sound plural in ين, in construct in ي, is no nominative: ناشد المواطنين, حث موظفي الفرع."""
    if head.endswith("ين"):
        return has_article(head) and agreement(head, "")[1] in {"p", "d"}
    return head.endswith("ي") and head + "ن" in words_of("titles", "anonymous") and agreement(head, "")[1] != "s"


def _of_other_gender(cue: Cue, phrase: Phrase, head: str) -> bool:
    """A verb agrees with its subject in gender: in اتهمت الأمين العام ("she accused …") the noun is the object."""
    gender, number = cue.reading.gender, cue.reading.number
    if number != "s" or not gender:
        return False
    if gender == "m" and has_article(head) and head.endswith("ات"):
        return True  # دعا الشركات "he called on the companies"
    return phrase.number == "s" and phrase.kind in {"role", "organisation"} and gender != phrase.gender != ""


def object_start(scene: Scene, cue: Cue, first: int, limit: int) -> int:
    """Return where the one spoken to begins, behind the subject, or `limit`: اتهم النائب الوزير ("… the minister")."""
    if not _has_object(cue):
        return limit
    for i in range(first + 1, limit):
        if _thing_behind_name(scene, i, first) or (cue.reading.cue.takes_object and _next_noun(scene, first, i, limit)):
            return i
    return limit


def _next_noun(scene: Scene, first: int, i: int, limit: int) -> bool:
    """Behind a definite noun a title or a body with the article opens the next phrase: اتهم النائب الوزير."""
    form, w = scene.tokens.form, word_classes()
    if form[i] in PARTICLES["everybody"]:
        return True
    return (
        (has_article(form[i - 1]) or form[i - 1] in w.places)
        and has_article(form[i])
        and form[first] not in PARTICLES["dignity"]
        and not is_adjective(form[i])
        and not (form[i].endswith("ي") and is_title(form[i - 1]))  # الكاتب الصحفي "the press writer"
        and (is_title(form[i]) or bare(form[i]) in w.organisations)
        and not _honours_subject(scene, first, i, limit)
    )


def _thing_behind_name(scene: Scene, i: int, first: int) -> bool:
    """Behind a family name a common noun with the article is the object: وصف بوتين الاتفاق بأنه."""
    form, w = scene.tokens.form, word_classes()
    before, noun = form[i - 1], bare(form[i])
    begins = i - 1 == first or has_article(form[i - 2]) or form[i - 2] in w.given
    family = begins and is_name_word(before) and before not in w.given
    return family and has_article(form[i]) and noun in w.nouns and noun not in w.given and not is_adjective(form[i])


def _honours_subject(scene: Scene, first: int, i: int, limit: int) -> bool:
    """An honorific with a name belongs to the office before it, where that has no name: مدير الشرطة اللواء سامي."""
    if bare(scene.tokens.form[i]) not in word_classes().honorifics:
        return False
    office = read_phrase(scene.tokens, first, i, scene.opening, exact=True)
    named = read_phrase(scene.tokens, i, limit, scene.opening)
    return office is not None and office.kind == "role" and office.last == i and named is not None and bool(named.name)
