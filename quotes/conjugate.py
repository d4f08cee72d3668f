"""Write out every form that the language makes of a cue.

Takes the principal parts of the lexicon's verbs, gives a map from folded written forms to their readings.

The law of the language: the perfect marks person, gender and number by suffixes (قالت "she said", قالوا "they said"),
the imperfect by prefixes and suffixes (يقول, تقول, يقولون); the participle takes the tanwin ending -an where it goes
on with a speaker (مشيرا "pointing out") and the endings of gender and number; pronouns fuse to verb and verbal noun
(وصفه "described him", قوله "his saying").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from quotes.lexicon import CueForm, CueLemma, Gender, Number, Shape, cue_lemmas, rows
from quotes.normalise import fold_text

_Reading = tuple[str, Shape, int, Gender, Number]
PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_FIRST = ("ي", "نا")
_PRIORITY: dict[Shape, int] = {"perfect": 0, "imperfect": 1, "participle": 2, "masdar": 3, "passive": 4}
_RANK = {"high": 0, "medium": 1, "low": 2}


@cache
def cue_forms() -> dict[str, tuple[CueForm, ...]]:
    """Return every folded written form of every cue with its readings, the likeliest first."""
    found: dict[str, tuple[CueForm, ...]] = {}
    parts = {row["lemma"]: row for row in rows("cues")}
    for lemma in cue_lemmas():
        for form, reading in _forms(lemma, parts[lemma.lemma]):
            known = found.get(form, ())
            if all(r.cue is not lemma or r.shape != reading.shape for r in known):
                found[form] = (*known, reading)
    return {form: _likeliest_first(readings) for form, readings in found.items()}


def _likeliest_first(readings: tuple[CueForm, ...]) -> tuple[CueForm, ...]:
    return tuple(sorted(readings, key=_likeliness)) if len(readings) > 1 else readings


def _likeliness(reading: CueForm) -> tuple[int, int, int]:
    return bool(reading.suffix), _RANK[reading.cue.prior], _PRIORITY[reading.shape]


def _forms(cue: CueLemma, row: dict[str, str]) -> Iterator[tuple[str, CueForm]]:
    for form, shape, person, gender, number in _written(row):
        if not form:
            continue
        folded = fold_text(form)
        yield folded, CueForm(cue, shape, person, gender, number, "")  # type: ignore[arg-type]
        for fused, pronoun in _fused(folded, shape, number):
            yield fused, CueForm(cue, shape, person, gender, number, pronoun)  # type: ignore[arg-type]


def _fused(form: str, shape: Shape, number: Number) -> Iterator[tuple[str, str]]:
    """Fuse object and possessor pronouns: -h opens to -t- (إشارة → إشارته), -wa loses its alef (قالوا → قالوه)."""
    if shape in {"participle", "passive"}:
        return
    stem = form
    if shape == "masdar" and form.endswith("ه"):
        stem = form[:-1] + "ت"
    elif shape == "perfect" and form.endswith("وا"):
        stem = form[:-1]
    elif form.endswith("ي") and shape != "masdar":
        stem = form[:-1] + "ا"
    for pronoun in PRONOUNS + (_FIRST if shape == "masdar" else ()):
        yield stem + pronoun, pronoun


def _written(row: dict[str, str]) -> Iterator[_Reading]:
    yield from _perfect(row)
    yield from _imperfect(fold_text(row["imperfect"]), fold_text(row["imperfect_mp"]))
    yield from _participle(fold_text(row["participle"]), fold_text(row["participle_acc"]))
    for masdar in row["masdar"].split("|"):
        yield masdar, "masdar", 3, "m", "s"
    yield row["passive"], "passive", 3, "m", "s"
    yield row["passive_impf"], "passive", 3, "m", "s"
    if row["passive"]:
        yield row["passive"] + "ت", "passive", 3, "f", "s"


def _perfect(row: dict[str, str]) -> Iterator[_Reading]:
    base, stem = fold_text(row["perfect"]), fold_text(row["perfect_c"])
    feminine, plural = fold_text(row["perfect_3fs"]), fold_text(row["perfect_3mp"])
    yield base, "perfect", 3, "m", "s"
    yield feminine, "perfect", 3, "f", "s"
    yield plural, "perfect", 3, "m", "p"
    if base and base[-1] not in "اي":
        yield base + "ا", "perfect", 3, "m", "d"
    if stem:
        yield stem + "نا", "perfect", 1, "m", "p"
        yield stem + "ن", "perfect", 3, "f", "p"
        yield stem + "ت", "perfect", 1, "", "s"
    if feminine:
        yield feminine + "ا", "perfect", 3, "f", "d"


def _imperfect(single: str, plural: str) -> Iterator[_Reading]:
    if not single.startswith("ي"):
        return
    stem, long_stem = single[1:], plural[1:]
    yield "ي" + stem, "imperfect", 3, "m", "s"
    yield "ت" + stem, "imperfect", 3, "f", "s"
    yield "ي" + long_stem, "imperfect", 3, "m", "p"
    yield "ن" + stem, "imperfect", 1, "m", "p"
    yield "ا" + stem, "imperfect", 1, "", "s"
    yield "ي" + stem + "ان", "imperfect", 3, "m", "d"
    yield "ت" + stem + "ان", "imperfect", 3, "f", "d"
    yield "ي" + stem + "ن", "imperfect", 3, "f", "p"
    if long_stem.endswith("ون"):
        yield "ي" + long_stem[:-1] + "ا", "imperfect", 3, "m", "p"


def _participle(nominative: str, accusative: str) -> Iterator[_Reading]:
    if not accusative:
        return
    stem = accusative[:-1] if accusative.endswith("ا") else accusative
    yield accusative, "participle", 3, "m", "s"
    if not nominative:
        return  # the other forms mean something else: مدينة "city" beside مدينا "condemning"
    if nominative == stem:
        yield nominative, "participle", 3, "m", "s"
    for ending, gender, number in (
        ("ه", "f", "s"),
        ("ين", "", "p"),
        ("ان", "m", "d"),
        ("تين", "f", "d"),
        ("ات", "f", "p"),
    ):
        yield stem + ending, "participle", 3, gender, number  # type: ignore[misc]
