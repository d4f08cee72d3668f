"""Read a statement as the words that are compared: bare forms, numbers as values, and how much each word tells.

Takes the content of a quotation, gives a `Wording`. A word tells as much as it is rare; a word inside a stock phrase
("Custodian of the Two Holy Mosques") tells a third of that, for the phrase comes whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.clitics import pieces
from quotes.match.numerals import Number, numbers
from quotes.match.rarity import RAREST, rarity, table
from quotes.match.stems import bare
from quotes.normalise import fold_word
from quotes.segment import Tokens, tokenise

FORMULA_SHARE = 1 / 3
LONGEST_FORMULA = 6  # words
_SIGNS_THAT_TELL = frozenset("٪%")
_PER_CENT = "ميه"  # in the hundred


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one number of several words, of a statement; ``content[start:end]`` is how it is written."""

    form: str  # folded, as written
    bare: str  # what is compared; the value of a number, written plainly
    start: int
    end: int
    weight: float  # what it tells, in nats
    value: float | None = None  # of a number


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one statement, in order."""

    content: str
    words: tuple[Word, ...]

    @property
    def weight(self) -> float:
        """What the whole statement tells, in nats."""
        return sum(word.weight for word in self.words)

    @property
    def bare(self) -> tuple[str, ...]:
        """The compared forms, in order."""
        return tuple(word.bare for word in self.words)


@lru_cache(maxsize=1 << 15)
def read_wording(content: str) -> Wording:
    """Return the words of a statement.

    >>> [word.bare for word in read_wording("وارتفعت إلى ثلاثة آلاف مصاب").words]  # and rose to three thousand hurt
    ['ارتفعت', 'الي', '3000', 'مصاب']
    """
    plain = tuple(_plain_words(content))
    merged = tuple(_with_numbers(plain, numbers([word.form for word in plain])))
    return Wording(content, tuple(_weighed(merged)))


def _plain_words(content: str) -> Iterator[Word]:
    """Yield the words as they are written, a number with its fraction as one."""
    for raw, start in _written(tokenise(content)):
        form = fold_word(raw)
        yield Word(form, _PER_CENT if form in _SIGNS_THAT_TELL else bare(form), start, start + len(raw), weight=0.0)


def _written(tokens: Tokens) -> Iterator[tuple[str, int]]:
    """Yield each written word with its place; the pieces that tokens cut it into are joined again."""
    first = None
    for i, form in enumerate(tokens.form):
        if not (form[0].isalnum() or form in _SIGNS_THAT_TELL):
            continue
        first = i if first is None else first
        if i + 1 == len(tokens) or tokens.start[i + 1] != tokens.end[i] or not tokens.form[i + 1][0].isalnum():
            yield tokens.raw(first, i + 1), tokens.start[first]
            first = None


def _with_numbers(words: Sequence[Word], found: Sequence[Number]) -> Iterator[Word]:
    """Yield the words, those of one number as one word."""
    at = 0
    for number in found:
        yield from words[at : number.first]
        first, last = words[number.first], words[number.last - 1]
        form = " ".join(word.form for word in words[number.first : number.last])
        yield Word(form, plainly(number.value), first.start, last.end, weight=0.0, value=number.value)
        at = number.last
    yield from words[at:]


def plainly(value: float) -> str:
    """Return a number as it is compared: no separators, no fraction of nought.

    >>> plainly(3000.0), plainly(2.5)
    ('3000', '2.5')
    """
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"


def _weighed(words: Sequence[Word]) -> Iterator[Word]:
    stock = _in_formulas([word.bare for word in words])
    for word, is_stock in zip(words, stock, strict=True):
        weight = rarity(word.bare) if word.value is None else _of_number(word.value)
        yield Word(
            word.form, word.bare, word.start, word.end, weight * FORMULA_SHARE if is_stock else weight, word.value
        )


def _of_number(value: float) -> float:
    """Return what a number tells: 1 and 2 little, 1,437 as much as a rare word."""
    return min(RAREST, 2.0 + len(plainly(value).replace(".", "").rstrip("0")))


def _in_formulas(forms: Sequence[str]) -> list[bool]:
    """Tell for each word whether it stands in a stock phrase."""
    marked = [False] * len(forms)
    heads = _formulas()
    for i, form in enumerate(forms):
        for length in range(min(LONGEST_FORMULA, len(forms) - i), 1, -1) if form in heads else ():
            if tuple(forms[i : i + length]) in heads[form]:
                marked[i : i + length] = [True] * length
                break
    return marked


@cache
def _formulas() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Stock phrases by their first word: bare words that six outlets and more print together on ten days and more."""
    heads: dict[str, set[tuple[str, ...]]] = {}
    for row in table("formulas"):
        phrase = tuple(row["formula"].split())
        heads.setdefault(phrase[0], set()).add(phrase)
    return {head: frozenset(phrases) for head, phrases in heads.items()}


def clitics_of(form: str) -> tuple[str, ...]:
    """Return what is written on to a folded word before its stem: و and ل of وللوزارة ("and to the ministry")."""
    return tuple(piece for piece, _, _ in pieces(form)[:-1])
