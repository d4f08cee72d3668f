"""Read a name: its words as they compare, without what news adds, drops and writes apart.

Takes a name as an article has it, gives its words: folded, compounds in one (عبد الله, "Abdullah", is one name), no بن
("son of") between names, no title before it; and its bare words, without the article ال where it comes and goes
(الجبير, جبير).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from quotes import lexicon
from quotes.models import WhoKind
from quotes.normalise import fold_text

Words = tuple[str, ...]

ARTICLE = "ال"
SHORTEST_WITH_ARTICLE = 5  # letters; الله and short words keep theirs
# The first parts of compounds, folded: servant of, father of (in its three cases), mother of, of (in Hadramaut), the
# house of (آل).
HEADS = {"عبد": "عبد", "ابو": "ابو", "ابا": "ابو", "ابي": "ابو", "ام": "ام", "با": "با", "ال": ARTICLE}
TAILS = frozenset({"الله", "الدين"})  # جار الله, نور الدين
SON, DESCENT = "بن", frozenset({"بن", "ابن", "بنت"})  # son of, daughter of; left out at will
# An abbreviation after a name in full: الاتحاد الدولي لكرة القدم (فيفا), not the name itself: صحيفة (عكاظ).
_ABBREVIATION = re.compile(r"(?<=\w)\s*\((?:[^\W_]+|[A-Z .-]+)\)\s*$")
_BYNAME = re.compile(r"\s*\([^)]*\)\s*")  # محمد العلي (أبو خالد)
WORDS_IN_FULL = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Titles:
    """The words that stand before names, and the names that look like them; all folded, without articles."""

    loose: frozenset[str]  # with the article or without: د "Dr", الأمير "Prince"
    fixed: frozenset[str]  # with the article only: الوزير "the minister"; وزير "minister of" is followed by of what
    nisbas: frozenset[str]  # after a title: الرئيس الروسي "the Russian president"
    descriptive: frozenset[str]  # no part of a name: وزارة "ministry", في "in", هذا "this"
    given_names: frozenset[str]  # sure ones
    first_names: frozenset[str]  # all words that open names: without the article no titles, أمير "Amir"
    offices: frozenset[str]  # loose and fixed ones


@cache
def known_titles() -> Titles:
    """Return the titles and given names of the lexicon."""
    kinds = lexicon.grouped("titles", "kind")
    sure = lexicon.words("given_names")
    return Titles(
        loose=(loose := kinds["honorific"] | kinds["rank"]),
        fixed=(fixed := kinds["office"] | kinds["role"]),
        nisbas=lexicon.words("nisbas"),
        descriptive=(lexicon.words("organisations") | lexicon.words("particles")) - sure,
        given_names=sure,
        first_names=sure | lexicon.word_list("given_names"),
        offices=loose | fixed,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name reads."""

    words: Words  # folded, compounds in one, articles kept; آل ("house of") counts as one
    bare: Words  # without articles; a person's given names keep theirs: الوليد is not وليد
    full: bool = False  # two words at least without a title: enough to be compared in part
    titled: bool = False  # a title was taken off
    father: str = ""  # the word after the first بن


def reading(name: str, *, kind: WhoKind, titles: Titles) -> Reading:
    """Return how `name`, a source of this kind, reads."""
    if kind == "person":
        plain = _person(_words(_BYNAME.sub(" ", name)), titles=titles)
        return plain if plain.full else _person(_words(name) or (name,), titles=titles)
    if kind == "organisation":
        whole = tuple(_compounds(_abbreviated(name))) or (name,)
        return Reading(words=whole, bare=tuple(map(bare, whole)), full=len(whole) > 1)
    described = tuple(fold_text(name).split())
    return Reading(words=described, bare=described)


def _person(words: Words, *, titles: Titles) -> Reading:
    """Return how a person's name reads; beside one word (الملك سلمان) the title is part of it."""
    start = _name_start(words, titles)
    untitled = _son_joined(words[start:])
    name = tuple(_compounds(word for word in untitled if word not in DESCENT))
    if len(name) < 2 or _is_description(name, titles):
        whole = tuple(_compounds(words))
        return Reading(words=whole, bare=whole)
    families = tuple(_family(word, titles.first_names) for word in name)
    return Reading(words=name, bare=families, full=True, titled=start > 0, father=_father(untitled))


def _name_start(words: Words, titles: Titles) -> int:
    """Return how many words stand before the name: its titles, and all before the last of them in
    صاحب السمو الملكي الأمير فلان ("His Royal Highness Prince So-and-so")."""
    if words and words[0] not in titles.given_names:
        ranks = [n for n, word in enumerate(words) if word.startswith(ARTICLE) and bare(word) in titles.loose]
        if ranks and ranks[-1] < len(words) - 1:
            return _past_titles(words, ranks[-1], titles=titles)
    return _past_titles(words, 0, titles=titles)


def _past_titles(words: Words, start: int, *, titles: Titles) -> int:
    rest = range(start, len(words))
    return next((n for n in rest if not _is_title(words[n], titles, after=n > start)), len(words))


def _is_title(word: str, titles: Titles, *, after: bool) -> bool:
    """Tell whether a word is a title, or `after` one the adjective that belongs to it."""
    if word in titles.loose:
        return word not in titles.first_names
    if not word.startswith(ARTICLE):
        return False
    return bare(word) in titles.offices or (after and bare(word) in titles.nisbas)


def _is_description(words: Words, titles: Titles) -> bool:
    """Tell whether words are an office and no name: متحدث باسم الوزارة ("a spokesman of the ministry")."""
    office = words[0] in titles.offices and words[0] not in titles.first_names
    return office or any(not titles.descriptive.isdisjoint(_stems(word)) for word in words)


@lru_cache(maxsize=1 << 14)
def _stems(word: str) -> Words:
    """Return the word without what may be glued to it: the article, بـ "in", لـ "of"."""
    glued = (word.removeprefix(one) for one in ("لل", "ل", "ب") if word.startswith(one))
    return (bare(word), *map(bare, glued))


def _abbreviated(name: str) -> Words:
    """Return the words of an organisation's name, less the abbreviation that follows it."""
    words = _words(_ABBREVIATION.sub("", name))
    return words if len(words) >= WORDS_IN_FULL else _words(name)


def _son_joined(words: Words) -> Words:
    """Join a بن that opens a name to it: بن لادن is a family name."""
    if len(words) > 1 and words[0] in DESCENT:
        return (SON + words[1], *words[2:])
    return words


def _father(words: Words) -> str:
    return next((after for word, after in pairwise(_compounds(words[1:])) if word in DESCENT), "")


def _family(word: str, first_names: frozenset[str]) -> str:
    """Return a word of a person's name bare, where what is left is no given name."""
    return word if bare(word) in first_names else bare(word)


@lru_cache(maxsize=1)  # a name is asked for again where it is no name without its titles
def _words(name: str) -> Words:
    return tuple(_WORD.findall(fold_text(name)))


def _compounds(words: Iterable[str]) -> Iterator[str]:
    """Yield words with what belongs together in one."""
    head = ""
    for word in _tails_joined(words):
        if head == ARTICLE:
            yield word if word.startswith(ARTICLE) else head + word
        elif head:
            yield head + word
        elif word not in HEADS:
            yield word
        head = "" if head else HEADS.get(word, "")
    if head:
        yield head


def _tails_joined(words: Iterable[str]) -> Sequence[str]:
    words = tuple(words)
    if TAILS.isdisjoint(words):
        return words
    joined: list[str] = []
    for word in words:
        if word in TAILS and joined and joined[-1] not in HEADS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def bare(word: str) -> str:
    """Return a folded word without the article ال."""
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) >= SHORTEST_WITH_ARTICLE else word


@lru_cache(maxsize=1 << 16)
def searchable(name: str) -> str:
    """Return the words of `name` as a search compares them, a space between two; a name's parts are whole words of it.

    >>> searchable("الأمير عبد الله بن سعد الجبير")  # Prince Abdullah bin Saad Al-Jubeir
    'امير عبدالله سعد جبير'
    """
    return " ".join(bare(word) for word in _compounds(word for word in _words(name) if word not in DESCENT))
