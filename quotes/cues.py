"""Find the words that report speech.

Takes tokens, gives cues: verbs, participles and verbal nouns of the cue lexicon in any written form, and the
prepositions of attribution.

The law of the language: و ("and") and ف ("so") are written on to the verb; they are taken off only where the whole
word is not itself a cue, so that وصف ("he described") keeps its root letter. يذكر أن and يشار إلى أن ("it is recalled
that") name no source and report nobody. A negated verb of saying (لم يقل, "he did not say") reports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quotes.conjugate import PRONOUNS, cue_forms
from quotes.lexicon import CueForm, word_list, words
from quotes.particles import PARTICLES
from quotes.segment import Tokens, is_joined

_RESUMING: Final = frozenset({"به", "بذلك", "عنه", "فيه", "ذلك", "بها", "عنها"})  # take up the statement: ما أفادت به
_THE_MATTER: Final = (
    ("الامر", "الذي"),
    ("وهو", "ما"),
    ("هو", "ما"),
)  # الأمر الذي يؤكد: "which confirms", in the reporter's voice
_UPON_HIM_AND: Final = ("عليه", "و")
_ON: Final = "علي"  # على "on": folded, it is written like the name Ali
_MY: Final = "ي"
_WHAT: Final = frozenset({"ما", "مما", "بما"})
_WHICH: Final = "مما"
SHOWING: Final = frozenset({"show", "affirm", "note", "explain", "announce"})
_INWARD: Final = frozenset({"belief", "opine", "hope", "expect", "advise"})
_TANWIN: Final = "\u064b"
_DAMMA: Final = "\u064f"
_FINITE: Final = frozenset({"perfect", "imperfect"})
_SUBJUNCTIVE: Final = frozenset({"ان", "لن", "كي", "لكي", "س"})  # what may be said is not yet said


@dataclass(frozen=True, slots=True)
class Cue:
    """An occurrence of a cue, tokens `first` to just before `last`."""

    first: int
    last: int
    reading: CueForm
    joined: bool  # و or ف is written on to it


@dataclass(frozen=True, slots=True)
class Attribution:
    """A preposition of attribution (بحسب "according to"), tokens `first` to just before `last`."""

    first: int
    last: int
    suffix: str = ""  # the pronoun that stands for the source: على حد قوله "as he put it"


def find_cues(tokens: Tokens) -> tuple[Cue, ...]:
    """Return the reporting words of a field in their order, with the likeliest reading of each."""
    forms = cue_forms()
    found = []
    for i, form in enumerate(tokens.form):
        readings = forms.get(form)
        reading = _choose(tokens, i, _as_written(tokens.raw(i, i + 1), readings)) if readings is not None else None
        if reading is not None:
            found.append(Cue(i, i + 1, reading, is_joined(tokens, i)))
    return tuple(found)


def _as_written(word: str, readings: tuple[CueForm, ...]) -> tuple[CueForm, ...]:
    """Keep the readings that the signs allow: no verb takes tanwin or ة (وجهة "destination"); ذُكر is a passive."""
    if _TANWIN in word or word.endswith("ة"):
        return tuple(r for r in readings if r.shape not in _FINITE and not r.suffix)
    if word[1:2] == _DAMMA:
        return tuple(replace(r, shape="passive") if r.shape == "perfect" else r for r in readings)
    return readings


def _choose(tokens: Tokens, i: int, readings: tuple[CueForm, ...]) -> CueForm | None:
    """Take the likeliest reading that can report here: of a third person, not negated, not impersonal."""
    if tokens.form[i] in PARTICLES["binder+according+relative"]:
        return None
    before = tokens.form[i - 1] if i else ""
    if before in PARTICLES["negation+worth"] or _blesses(tokens, i):
        return None
    reading = next((r for r in readings if r.person == 3), None)
    if reading is not None and reading.cue.prior != "high" and tokens.form[i] in _homographs():
        return None
    if reading is not None and (_of_first_person(tokens, i, reading) or _supposed(tokens, i, reading)):
        return None
    if reading is not None and (reading.shape, reading.cue.sense) == ("passive", "ask"):
        return None  # حين سئل "when he was asked": the words are the answer
    if reading is None or _impersonal(tokens, i) or tokens.form[max(0, i - 2) : i] in _THE_MATTER:
        return None
    if reading.shape == "imperfect" and (before == _WHICH or (before in _WHAT and reading.cue.sense in SHOWING)):
        return None  # ما يؤكد أن: "which confirms that", in the reporter's voice
    if reading.shape == "imperfect" and before in _SUBJUNCTIVE:
        return None
    if (
        reading.shape == "participle"
        and tokens.form[i] in word_list("nouns")
        and not tokens.form[i].endswith(("ا", "ه", "ين"))
    ):
        return None
    if reading.shape == "participle" and _nominal_context(tokens, i - 1):
        return next((r for r in readings if r.shape == "masdar" and r.suffix), reading)
    if reading.shape in {"perfect", "imperfect"} and _nominal_context(tokens, i - 1):
        if reading.cue.prior == "high" and before in PARTICLES["adverb"]:
            return reading  # a preposition with its pronoun governs no noun: رضي الله عنه قال
        return next((r for r in readings if r.shape in {"masdar", "participle"}), None)
    return reading


def _of_first_person(tokens: Tokens, i: int, reading: CueForm) -> bool:
    """أعتقد "I believe" has a hamza that اعتقد "he believed" has not: one who speaks of himself reports nobody.

    So does one who says في رأيي "in my opinion".
    """
    if reading.suffix == _MY:
        return True
    written = tokens.text[tokens.start[i]] == "أ"
    return written and reading.shape == "perfect" and reading.cue.lemma[0] != "أ" and reading.cue.sense in _INWARD


def _supposed(tokens: Tokens, i: int, reading: CueForm) -> bool:
    """What stands under "if" is not said: إذا أصر الوزير على ("if he insists on"), إذا ما أعلن."""
    before = i - 2 if tokens.form[i - 1] == "ما" else i - 1
    return reading.shape == "perfect" and before >= 0 and tokens.form[before] in PARTICLES["condition"]


def _blesses(tokens: Tokens, i: int) -> bool:
    """وسلم closes the prayer صلى الله عليه وسلم ("peace be upon him")."""
    return tokens.form[i] == "سلم" and tokens.form[max(0, i - 2) : i] == _UPON_HIM_AND


@cache
def _homographs() -> frozenset[str]:
    """Names, bodies and places written like a cue: نادي "club" and نادى "he called", يحيى and يحيي, عدن "Aden"."""
    return words("organisations") | words("given_names") | words("places")


def _nominal_context(tokens: Tokens, i: int) -> bool:
    """After a preposition stands a noun, never a verb; with dots علي may be the name Ali."""
    if i < 0 or (tokens.form[i] == _ON and tokens.text[tokens.end[i] - 1] == "ي"):
        return False
    if tokens.form[i] in PARTICLES["annexed"]:
        return True
    return tokens.form[i] in PARTICLES["preposition"] or tokens.form[i] in {"ب", "ل", "ك"}


def _impersonal(tokens: Tokens, i: int) -> bool:
    """Tell يذكر أن, يشار إلى أن and their like: a passive with its clause right behind it."""
    if tokens.form[i] not in PARTICLES["impersonal"]:
        return False
    complementizers = PARTICLES["inna+anna"]
    following = tokens.form[i + 1 : i + 3]
    return bool(following) and (
        following[0] in complementizers
        or (following[0] == "الي" and len(following) > 1 and following[1] in complementizers)
    )


def find_attributions(tokens: Tokens) -> tuple[Attribution, ...]:
    """Return the prepositions of attribution: بحسب, وفقا لـ, على حد قول, نقلا عن."""
    found, openers = [], PARTICLES["according+accordingly"] | {_ON}
    for i, form in enumerate(tokens.form):
        attribution = _attribution(tokens, i, form) if form in openers else None
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def _attribution(tokens: Tokens, i: int, form: str) -> Attribution | None:
    if form in PARTICLES["according"]:
        return _according(tokens, i, form)
    if form in PARTICLES["accordingly"]:
        return _verbal(tokens, i, i + 1)
    if tokens.form[i + 1 : i + 2] == ("ما",):
        return _verbal(tokens, i, i + 2)
    return _manner(tokens, i) if i + 2 < len(tokens) and tokens.form[i + 1] in {"حد", "لسان"} else None


def _according(tokens: Tokens, i: int, plain: str) -> Attribution | None:
    last = i + 1
    if last >= len(tokens):
        return None
    following = tokens.form[last]
    if following == "ما" or (following == "ل" and tokens.form[last + 1 : last + 2] == ("ما",)):
        return _verbal(tokens, i, last + 1 if following == "ما" else last + 2)
    if plain in {"وفقا", "طبقا"}:
        return Attribution(i, last + 1) if following == "ل" else None
    if plain == "استنادا":
        return Attribution(i, last + 1) if following == "الي" else None
    if plain == "نقلا":
        return Attribution(i, last + 1) if following == "عن" else None
    return _in_manner(i, last, following) or Attribution(i, last)


def _in_manner(first: int, at: int, form: str) -> Attribution | None:
    """على حد قول فلان ("in the words of so-and-so"), على حد قوله ("in his words")."""
    for suffix in ("", *PRONOUNS):
        if form.endswith(suffix) and form.removesuffix(suffix) in PARTICLES["manner"]:
            return Attribution(first, at + 1, suffix)
    return None


def _verbal(tokens: Tokens, i: int, at: int) -> Attribution | None:
    """حسب ما قال فلان, حسبما ذكرت, وفق ما أفادت به ("as so-and-so said")."""
    readings = cue_forms().get(tokens.form[at]) if at < len(tokens) else None
    if not readings or readings[0].shape not in {"perfect", "imperfect"}:
        return None
    last = at + 1
    while last < len(tokens) and tokens.form[last] in _RESUMING:
        last += 1
    return Attribution(i, last)


def _manner(tokens: Tokens, i: int) -> Attribution | None:
    if tokens.form[i + 1] == "لسان":
        return Attribution(i, i + 2)
    return _in_manner(i, i + 2, tokens.form[i + 2])
