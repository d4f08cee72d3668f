"""Take the words that are written on to others apart: و "and", ف "so", ب "in, by", ل "to, for", ك "as".

Takes one raw word, gives its pieces with their places in it.

The law of the language: a clitic is one letter, and the same letters begin roots (وصف "he described", باب "door"). A
letter is taken off only where the whole word is unknown and the rest is known, or begins with the article. After ل the
article loses its alef: للوزارة is ل and الوزارة.

>>> pieces("وللوزارة")  # and to the ministry
(('و', 0, 1), ('ل', 1, 2), ('الوزاره', 2, 8))
>>> pieces("وصف")  # he described
(('وصف', 0, 3),)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from quotes.conjugate import cue_forms
from quotes.lexicon import word_list, words
from quotes.memory import remembered
from quotes.normalise import SIGNS, fold_text
from quotes.particles import PARTICLES

Piece = tuple[str, int, int]  # folded form, and its place in the raw word

_CONJUNCTIONS: Final = "وف"
_PREPOSITIONS: Final = "بلك"
_TABLES: Final = (
    "titles",
    "organisations",
    "documents",
    "anonymous",
    "places",
    "nisbas",
    "times",
    "particles",
    "given_names",
)
_PRONOUNS: Final = ("ها", "هم", "هما", "هن", "نا", "ه", "ي")
_MASDAR: Final = re.compile(
    r"(ا\w{2,3}ا\w|ت\w{2}ي\w|ت\wا\w{2}|م\w{1,2}ا\w{1,2}[هت])(ه|ها|هم|هما)?$"
)  # verbal nouns, alone or with a pronoun: اتخاذ, تشكيل, تبادل, مراعاة, ارتكابه
_HADRAMI: Final = re.compile(
    r"با\w\wا\w"
)  # a family of Hadramawt: بابصال; a verbal noun of that shape has its hamza: بإرسال
_SIGN: Final = re.compile(f"[{SIGNS}]")
_HAMZA: Final = frozenset("أإ")
_SHORTEST: Final = 3  # letters of a word that stands behind a preposition


@cache
def nominal_vocabulary() -> frozenset[str]:
    """Return every folded noun, name and particle of the lexicon."""
    return frozenset().union(*(words(table) for table in _TABLES), word_list("nouns"), word_list("given_names"))


@remembered
def pieces(raw: str) -> tuple[Piece, ...]:
    """Return the pieces of one raw word, clitics first."""
    return cut(raw)


def cut(raw: str) -> tuple[Piece, ...]:
    """Return what `pieces` returns, and remember nothing."""
    form = fold_text(raw)
    if not form:
        return ()
    letters = range(len(raw)) if not _SIGN.search(raw) else [i for i, c in enumerate(raw) if not _SIGN.match(c)]
    second = raw[letters[1]] if len(letters) == len(form) > 1 else ""
    if len(letters) != len(form) or _holds_name(form, second):
        return ((form, 0, len(raw)),)
    out, at = [], 0
    for clitic, rest in _clitics(form) or _before_hamza(form, second):
        out.append((clitic, letters[at], letters[at + 1]))
        at += 1
        form = rest
    return (*out, (form, letters[at] if at else 0, len(raw)))


def _clitics(form: str) -> tuple[tuple[str, str], ...]:
    """Return the clitics of a folded word, each with what is left behind it."""
    if len(form) < _SHORTEST or _known(form):
        return ()
    head, rest = form[0], form[1:]
    if head in _CONJUNCTIONS and (_known(rest) or _article(rest) or _clitics(rest) or _inflected(rest) or _verb(rest)):
        return ((head, rest), *_clitics(rest))
    if (
        head == "ل"
        and rest[0] == "ل"
        and len(rest) > _SHORTEST
        and (rest in nominal_vocabulary() or not _inflected(rest))
    ):
        return ((head, "ا" + rest),)
    return ((head, rest),) if head in _PREPOSITIONS and _governed(rest) else ()


def _before_hamza(form: str, second: str) -> tuple[tuple[str, str], ...]:
    """A hamza on alef opens a word: the letter before it is a clitic, whatever the rest is: بأوباما "by Obama"."""
    opens = second in _HAMZA and form[0] in _PREPOSITIONS and len(form) > _SHORTEST + 1
    return ((form[0], form[1:]),) if opens and not _known(form) else ()


def _holds_name(form: str, second: str) -> bool:
    """A hamza stays behind a preposition (كأميل "like Emile"): a plain alef is inside a name, كاميل "Camille"."""
    if form[0] not in _PREPOSITIONS or second != "ا" or _known(form):
        return False
    return form[1:] in _only_given() or (_HADRAMI.fullmatch(form) is not None and not _known(form[1:]))


@cache
def _only_given() -> frozenset[str]:
    """Return the given names that are no other word of the lexicon."""
    others = frozenset().union(*(words(table) for table in _TABLES if table != "given_names"), word_list("nouns"))
    return (words("given_names") | word_list("given_names")) - others


def _governed(rest: str) -> bool:
    """Tell what can stand behind a one-letter preposition; of two letters only a few verbal nouns: بحل "by solving"."""
    if len(rest) < _SHORTEST:
        return rest in PARTICLES["short noun"]
    if rest in PARTICLES["verbal noun"]:
        return True
    if rest[0] == "ل" and rest in words("particles"):
        return False  # كلها "all of it", and بلان, a name: a preposition governs neither لها nor لأن
    return bool(_article(rest) or rest in nominal_vocabulary() or _inflected(rest) or _MASDAR.match(rest))


def _known(form: str) -> bool:
    return form in nominal_vocabulary() or form in cue_forms()


def _article(form: str) -> bool:
    """The article before a word; before one of two letters only where that is a noun: والطب "and medicine"."""
    return form.startswith("ال") and (len(form) > 4 or (len(form) == 4 and form[2:] in word_list("nouns")))


def _inflected(form: str) -> bool:
    """A known noun with a pronoun: رئيسها "its president"; ة opens to ت before it: وزارته "his ministry"."""
    for pronoun in _PRONOUNS:
        stem = form[: -len(pronoun)]
        if (
            form.endswith(pronoun)
            and len(stem) >= _SHORTEST
            and (stem in nominal_vocabulary() or (stem[-1] == "ت" and stem[:-1] + "ه" in nominal_vocabulary()))
        ):
            return True
    return False


def _verb(form: str) -> bool:
    """Behind و and ف an unknown word in يـ, تـ, سيـ or است is a verb: واستقبل "and he received"; so is زار in فزار."""
    if form in word_list("verbs"):
        return True
    return len(form) > _SHORTEST and (form[0] in "يت" or form.startswith(("است", "سي", "ست", "سن")))
