"""Read a statement as the words that are compared: bare forms, numbers as values, and how much each word tells.

Takes the content of a quotation, gives a `Wording`. A word weighs as much as it is rare; a word inside a stock phrase
("Custodian of the Two Holy Mosques") weighs a third of that, for the phrase comes whole or not at all. What stands in
a long formula ("may God inspire his kin with patience") or in a verse of the Qur'an is not the speaker's own, and
prayers, weather and markets are told in the same words every day: such words weigh what they weigh, but they tell
nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from quotes.clitics import pieces
from quotes.lexicon import rows, words
from quotes.match.numerals import Number, numbers
from quotes.match.rarity import RAREST, rarity, table
from quotes.match.stems import bare
from quotes.normalise import SIGNS, fold_text, fold_word

STOCK_SHARE = 1 / 3  # of its weight that a word keeps in a stock phrase
COMMON = 50  # articles that have a stock phrase, from which on its words lose weight
LONG_FORMULA = 4  # words: a prayer, a formula of office; its words say nothing of their own
TOPICAL = 4  # words of one topic make a statement of that topic
_OF_PLACES = "weather"  # the same places have weather every day
LONGEST_FORMULA = 6  # words
_WRITTEN = re.compile(rf"\d+(?:[.,٫٬]\d+)+|[\w{SIGNS}]+|[٪%]")
_SIGNS_OF_VERSE = 2  # vowel signs on one word; news sets one where a word could be misread
_VERSE = re.compile("[{﴿][^{}﴾﴿\n]*[}﴾]?")
_SIGNS_THAT_TELL = frozenset("٪%")
_PER_CENT = "ميه"  # in the hundred


class Word(NamedTuple):
    """One word, or one number of several words, of a statement; ``content[start:end]`` is how it is written.

    A tuple: a corpus has tens of millions of words, and a tuple is made five times as fast as a frozen dataclass.
    """

    form: str  # folded, as written
    bare: str  # what is compared; the value of a number, written plainly
    start: int
    end: int
    weight: float  # in nats
    value: float | None = None  # of a number
    is_set: bool = False  # it stands in a long formula, or in a verse


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one statement, in order."""

    content: str
    words: tuple[Word, ...]
    bare: tuple[str, ...]  # the compared forms
    weight: float  # of all words, in nats

    @property
    def telling(self) -> float:
        """What the statement tells beside formulas and verses, in nats."""
        return sum(word.weight for word in self.words if not word.is_set)


@lru_cache(maxsize=1 << 13)
def read_wording(content: str) -> Wording:
    """Return the words of a statement.

    >>> read_wording("وارتفعت إلى ثلاثة آلاف مصاب").bare  # and rose to three thousand hurt
    ('ارتفعت', 'الي', '3000', 'مصاب')
    """
    plain = [_word(match.group(), match.start()) for match in _WRITTEN.finditer(content)]
    plain = [word for word in plain if word.form]
    found = numbers([word.form for word in plain])
    words = tuple(_weighed(list(_with_numbers(plain, found)) if found else plain, verses=_verses(content)))
    return Wording(content, words, tuple(word.bare for word in words), weight=sum(word.weight for word in words))


def read_bare(content: str) -> Iterator[tuple[str, float]]:
    """Yield the bare form of each written word, and its rarity."""
    return (lexeme[1:] for lexeme in map(_lexeme, _WRITTEN.findall(content)))


def _word(raw: str, start: int) -> Word:
    form, stem, weight = _lexeme(raw)
    return tuple.__new__(Word, (form, stem, start, start + len(raw), weight, None, False))


@lru_cache(maxsize=1 << 18)
def _lexeme(raw: str) -> tuple[str, str, float]:
    """Return the folded form of a written word, its bare form and its rarity."""
    form = fold_word(raw).lower()
    stem = _PER_CENT if form in _SIGNS_THAT_TELL else bare(form) if form else ""
    return form, stem, rarity(stem)


def _with_numbers(words: Sequence[Word], found: Sequence[Number]) -> Iterator[Word]:
    """Yield the words, those of one number as one word."""
    at = 0
    for number in found:
        yield from words[at : number.first]
        first, last = words[number.first], words[number.last - 1]
        form = " ".join(word.form for word in words[number.first : number.last])
        yield Word(form, plainly(number.value), first.start, last.end, _of_number(number.value), number.value)
        at = number.last
    yield from words[at:]


def plainly(value: float) -> str:
    """Return a number as it is compared: no separators, no fraction of nought.

    >>> plainly(3000.0), plainly(2.5)
    ('3000', '2.5')
    """
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"


def _weighed(words: Sequence[Word], *, verses: Sequence[tuple[int, int]]) -> Sequence[Word]:
    """Return the words; those of stock phrases weigh less, those of long formulas, verses and stock topics are set."""
    stock, formulas = _in_formulas([word.bare for word in words])
    formulas |= _of_topics([word.bare for word in words])
    formulas |= {i for i, word in enumerate(words) for first, last in verses if first <= word.start < last}
    formulas |= _vocalised(words)
    weighed = list(words)
    for i in stock | formulas:
        weight = words[i].weight * STOCK_SHARE if i in stock else words[i].weight
        weighed[i] = words[i]._replace(weight=weight, is_set=i in formulas)
    return weighed


def _of_topics(forms: Sequence[str]) -> set[int]:
    """Return the places of the words of a stock topic, in a statement that holds enough of them."""
    topics = _topics()
    counts = Counter(topic for form in set(forms) for topic in topics.get(form, ()))
    told = {topic for topic, count in counts.items() if count >= TOPICAL}
    if not told:
        return set()
    places = _places() if _OF_PLACES in told else frozenset()
    return {i for i, form in enumerate(forms) if form in places or not told.isdisjoint(topics.get(form, ()))}


@cache
def _topics() -> Mapping[str, frozenset[str]]:
    """Return the topics of each bare word: prayers, the weather and the markets use the same words every day."""
    found: dict[str, set[str]] = {}
    for row in rows("topics"):
        found.setdefault(bare(fold_text(row["word"])), set()).add(row["topic"])
    return {form: frozenset(topics) for form, topics in found.items()}


@cache
def _places() -> frozenset[str]:
    return frozenset(map(bare, words("places")))


def _vocalised(words: Sequence[Word]) -> set[int]:
    """Return the places of words printed with all their vowel signs, in a row: only scripture and poetry are."""
    found: set[int] = set()
    run: list[int] = []
    for i, word in enumerate(words):
        run = [*run, i] if word.end - word.start - len(word.form) >= _SIGNS_OF_VERSE else []
        if len(run) >= LONG_FORMULA:
            found.update(run)
    return found


def _verses(content: str) -> list[tuple[int, int]]:
    """Return the places of verses of the Qur'an, which stand in brackets of their own."""
    return [match.span() for match in _VERSE.finditer(content)]


def _of_number(value: float) -> float:
    """Return what a number tells: 1 and 2 little, 1,437 as much as a rare word."""
    return min(RAREST, 2.0 + len(plainly(value).replace(".", "").rstrip("0")))


def _in_formulas(forms: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of the words that stand in common stock phrases, and of those in long formulas."""
    stock: set[int] = set()
    formulas: set[int] = set()
    heads = _formulas()
    for i in (i for i, form in enumerate(forms) if form in heads):
        lengths, phrases = heads[forms[i]]
        for length in lengths:
            articles = phrases.get(tuple(forms[i : i + length]), 0) if i + length <= len(forms) else 0
            if articles >= COMMON:
                stock.update(range(i, i + length))
            if articles and length >= LONG_FORMULA:
                formulas.update(range(i, i + length))
            if articles:
                break
    return stock, formulas


@cache
def _formulas() -> Mapping[str, tuple[Sequence[int], Mapping[tuple[str, ...], int]]]:
    """Phrases that several outlets print on many days, by their first word: their lengths, the longest first, and the
    articles that have each."""
    heads: dict[str, dict[tuple[str, ...], int]] = {}
    for row in table("formulas"):
        phrase = tuple(row["formula"].split())
        heads.setdefault(phrase[0], {})[phrase] = int(row["articles"])
    return {head: (_lengths(phrases), phrases) for head, phrases in heads.items()}


def _lengths(phrases: Iterable[tuple[str, ...]]) -> Sequence[int]:
    """Return the lengths, 2 to LONGEST_FORMULA, that phrases have, the longest first."""
    return sorted({len(phrase) for phrase in phrases if 2 <= len(phrase) <= LONGEST_FORMULA}, reverse=True)


def clitics_of(form: str) -> tuple[str, ...]:
    """Return what is written on to a folded word before its stem: و and ل of وللوزارة ("and to the ministry")."""
    return tuple(piece for piece, _, _ in pieces(form)[:-1])
