"""Name somebody or something that an article mentions, and tell two names of one person.

Takes a phrase, gives an `Entity`.

The law of the data: a name is told without its titles; a person's shorter name is some of the words of the longer, in
order; a foreign name's vowels are spelled as each paper likes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotes.lexicon import Gender, Number
from quotes.marks import SIGNS
from quotes.memory import remembered
from quotes.models import WhoKind
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import Tokens, is_word
from quotes.words import bare, has_article, is_name_word, is_title, names_ali, word_classes, words_of

_WEAK: Final = str.maketrans("", "", "اوي")
_MARKS: Final = "".join(sorted(SIGNS))
_MARK: Final = re.compile(f"[{_MARKS}]")
_DESCENT: Final = frozenset({"بن", "ابن", "بنت", "ال", "عبد"})  # words of a name that tell nobody apart
_WRITTEN_ON: Final = {"ابو": "ابو", "ابي": "ابو", "ابا": "ابو"}  # أبو in its cases: أبو أصبع, أبوأصبع
_WHOLE: Final = {"الله": "الله"}  # without ال it would be له "to him"


@dataclass(init=False, slots=True, unsafe_hash=True)
class Entity:
    """Somebody or something that an article names, with the fullest name; final as a `Phrase` is."""

    name: Final[str]
    kind: Final[WhoKind]
    gender: Final[Gender]
    number: Final[Number]
    words: Final[tuple[str, ...]]  # the name's words, folded, without the article
    described: Final[frozenset[str]]  # the words of the titles that stood beside it

    def __init__(
        self,
        name: str,
        kind: WhoKind,
        gender: Gender,
        number: Number,
        words: tuple[str, ...],
        described: frozenset[str],
    ) -> None:
        self.name, self.kind, self.words = name, kind, words
        self.gender, self.number, self.described = gender, number, described


def is_bare_word(entity: Entity) -> bool:
    """A lone word that no title or fuller name tells to be a person may be any word: باسمه "on his behalf"."""
    return entity.kind == "person" and len(entity.words) == 1 and not entity.described


def describe(phrase: Phrase, tokens: Tokens) -> Entity:
    """Make the entity that a phrase names on its own."""
    if phrase.name is not None:
        described = content_words(tokens, phrase.first, phrase.name[0]) | content_words(
            tokens, phrase.name[1], phrase.last
        )
        return person_at(tokens, *phrase.name, described, phrase.gender)
    if (
        phrase.kind == "unknown"
        and phrase.last - phrase.first == 1
        and has_article(tokens.form[phrase.first])
        and tokens.form[phrase.first].endswith("ي")
    ):
        return person_at(tokens, phrase.first, phrase.last, frozenset(), phrase.gender)  # الحربي: a family name alone
    kind: WhoKind = {
        "organisation": "organisation",
        "document": "document",
        "anonymous": "anonymous",
        "role": "person",
    }.get(phrase.kind, "organisation")  # type: ignore[assignment]
    words = tuple(sorted(content_words(tokens, phrase.first, phrase.last)))
    return Entity(
        _surface(tokens, phrase.first, _told_of(phrase, tokens)), kind, phrase.gender, phrase.number, words, frozenset()
    )


def person_at(tokens: Tokens, first: int, last: int, described: frozenset[str], gender: Gender) -> Entity:
    return Entity(_surface(tokens, first, last), "person", gender, "s", name_words(tokens, first, last), described)


def _told_of(phrase: Phrase, tokens: Tokens) -> int:
    """A document without the article is told by the clause behind it: دراسة نشرتها مجلة ("published by")."""
    at = phrase.last
    if phrase.kind != "document" or has_article(tokens.form[phrase.first]) or at >= len(tokens):
        return at
    if not tokens.form[at].endswith(("ها", "ه")) or tokens.form[at][:-1] in word_classes().nouns:
        return at
    issuer = (
        read_phrase(tokens, at + 1, tokens.sentence[phrase.first], {})
        if at + 1 < tokens.sentence[phrase.first]
        else None
    )
    return issuer.last if issuer is not None and issuer.kind != "unknown" else at


def _without_marks(name: str) -> str:
    """Take off marks that hold the whole name, and a mark without its partner."""
    inside = len(_MARK.findall(name))
    if inside == 2 and name[0] in _MARKS and name[-1] in _MARKS:
        return name[1:-1].strip()
    return name.strip(_MARKS) if inside % 2 else name


def _surface(tokens: Tokens, first: int, last: int) -> str:
    """Return the name as it is written on its own; behind ل the article gets its alef back: للوزارة, الوزارة."""
    raw = _without_marks(tokens.raw(first, last).strip())
    return "ا" + raw if has_article(tokens.form[first]) and raw.startswith("ل") else raw


def name_words(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    words = [_WHOLE.get(f) or bare(f) for f in _whole_words(tokens, first, last) if is_word(f)]
    return tuple(w for w in words if w not in _DESCENT) or tuple(words)


def _whole_words(tokens: Tokens, first: int, last: int) -> list[str]:
    """Return the forms of a name, put together again where its first letter was taken for a clitic: ف, يرغوسون."""
    words: list[str] = []
    for i in range(first, last):
        joined = i > first and len(tokens.form[i - 1]) == 1 and tokens.start[i] == tokens.end[i - 1]
        if joined and is_word(tokens.form[i]) and is_word(words[-1]):
            words[-1] += tokens.form[i]
        elif i > first and tokens.form[i - 1] in _WRITTEN_ON and is_word(tokens.form[i]):
            words[-1] = _WRITTEN_ON[tokens.form[i - 1]] + tokens.form[i]
        else:
            words.append(tokens.form[i])
    return words


def content_words(tokens: Tokens, first: int, last: int) -> frozenset[str]:
    empty = _empty()
    return frozenset([bare(f) for f in tokens.form[first:last] if is_word(f) and f not in empty])


@cache
def _empty() -> frozenset[str]:
    """Return the words that tell nothing of whom a phrase names."""
    return word_classes().prepositions | PARTICLES["demonstrative"]


def same_person(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether the words of a shorter name stand in a longer one, in order, whatever the weak letters."""
    if not part:
        return False
    if part == whole:
        return True
    if len(part) == len(whole) > 1 and part[1:] == whole[1:] and _shortened(part[0], whole[0]):
        return True
    behind = 0
    for word in part:
        behind = _found_behind(word, whole, behind)
        if not behind:
            return False
    return len(part) > 1 or behind == len(whole) or len(part[0]) > 2


def _found_behind(word: str, whole: tuple[str, ...], first: int) -> int:
    """Return the place behind a word in a name, from `first` on; 0 where the name has none like it."""
    thin = skeleton(word)
    for k in range(first, len(whole)):
        if skeleton(whole[k]) == thin:
            return k + 1
    return 0


def _shortened(one: str, other: str) -> bool:
    """A given name may be cut: مايك "Mike", مايكل "Michael"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short)


@remembered
def skeleton(word: str) -> str:
    """A foreign name's vowels are spelled as each paper likes: فرغوسون, فيرغوسون."""
    thin = word.translate(_WEAK)
    return thin if len(thin) > 2 else word


def same_country(office: frozenset[str], described: frozenset[str]) -> bool:
    """Two offices differ where each names a country and not the same: الوزير الأمريكي, الوزير العراقي."""
    w = word_classes()
    mine = {word.removesuffix("ه") for word in office & w.nisbas}
    theirs = {word.removesuffix("ه") for word in described & words_of("nisbas", "places")}
    return not mine or not theirs or bool(mine & theirs)


def name_start(tokens: Tokens, i: int) -> int:
    """Walk back over the words of a name that ends at token `i`."""
    first = i
    while first > 0 and i - first < 4:
        form = tokens.form[first - 1]
        if (
            not is_word(form)
            or is_title(form)
            or (form[0] == "و" and form not in word_classes().given)
            or (form == "علي" and not names_ali(tokens, first - 1))
            or not (is_name_word(form) or form in PARTICLES["name"] or _is_initial(tokens, first - 1))
        ):
            break
        first -= 1
    return first


def _is_initial(tokens: Tokens, i: int) -> bool:
    """Tell the short middle of a foreign name: دوايت أف رينولدز ("Dwight F. Reynolds")."""
    return (
        len(tokens.form[i]) == 2
        and i > 0
        and tokens.form[i] in PARTICLES["letter"]
        and is_name_word(tokens.form[i - 1])
    )
