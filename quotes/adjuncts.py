"""Skip what may stand between a verb and its subject: adverbs, phrases of time and place, prayers, asides.

Takes a scene and a place in it, gives the place behind the adjuncts that begin there.
"""

from __future__ import annotations

from typing import Final

from quotes.conjugate import cue_forms
from quotes.frames import Scene
from quotes.lexicon import word_list
from quotes.memory import remembered
from quotes.particles import PARTICLES
from quotes.phrases import read_phrase
from quotes.segment import Tokens, is_joined, is_word
from quotes.words import (
    bare,
    has_article,
    is_adjective,
    is_name_word,
    is_title,
    names_ali,
    names_imam,
    word_classes,
)

_LONGEST_ADJUNCT: Final = 25  # tokens
_WITH_HIM: Final = frozenset({"معه", "معها"})
_FOR_HIM: Final = frozenset({"عليه", "عنه", "عنها", "عنهما", "عنهم"})
_AND_PEACE: Final = ("و", "سلم")


def skip_adjuncts(scene: Scene, first: int, limit: int) -> int:
    """Return the position of the first word that is no time, adverb, addressee or prepositional phrase."""
    i = first
    while i < limit:
        after = adjunct(scene, i, limit)
        if after == i:
            break
        i = after
    return i


def adjunct(scene: Scene, i: int, limit: int) -> int:
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
    if form in _FOR_HIM and i + 1 < limit and tokens.form[i + 1] in PARTICLES["blessing"]:
        return i + 4 if tokens.form[i + 2 : i + 3] == ("و",) and i + 4 <= limit else i + 2
    if (
        form in w.times
        or bare(form) in w.times
        or form in PARTICLES["adverb"]
        or form in PARTICLES["auxiliary"]
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
    if form == "ب" and i + 1 < limit and tokens.form[i + 1] in PARTICLES["manner noun"]:
        return i + 3 if i + 2 < limit and is_adjective(tokens.form[i + 2]) else i + 2
    if form in PARTICLES["prayer"] and i + 1 < limit and tokens.form[i + 1] in PARTICLES["divine"]:
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


@remembered
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
        if form in PARTICLES["relative"] or (form in w.prepositions and not construct):
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
