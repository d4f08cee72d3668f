"""Cut words into the pieces that the tagger's encoder knows.

Takes a text, gives piece numbers with the code points that each piece stands for.

The method is the unigram language model of SentencePiece (Kudo 2018): of all ways to cut a word into known pieces the
one of the highest score. No piece reaches over white space, so a word is cut once and remembered.

The law of the data: vowel signs, tatweel and direction signs carry no piece of their own; a word reads as if they
were not there, and its offsets count them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quotes.normalise import SIGNS

_WORD = re.compile(r"\S+")
_SIGN = re.compile(f"[{SIGNS}]")
_HEAD = "▁"  # stands before the first piece of a word
_UNKNOWN_PENALTY = 10.0  # below the lowest score of a known piece
_LONGEST_WORD = 48  # code points cut at once: longer runs are no words

START, END, UNKNOWN, PADDING = 0, 1, 2, 3  # the pieces that stand for no letters, first in every vocabulary
SPECIAL = ("<s>", "</s>", "<unk>", "<pad>")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text: its number in the vocabulary and the code points it stands for."""

    number: int
    start: int
    end: int


class Vocabulary:
    """The known pieces, each with the logarithm of its likelihood."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self.pieces = (*SPECIAL, *scores)
        self._known = {piece: (len(SPECIAL) + i, score) for i, (piece, score) in enumerate(scores.items())}
        self._longest = max((len(piece) for piece in scores), default=1)
        self._unknown = min(scores.values(), default=0.0) - _UNKNOWN_PENALTY
        self._cut = lru_cache(maxsize=1 << 16)(self._best_cut)

    def __len__(self) -> int:
        return len(self.pieces)

    def cut(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of `text` in order.

        >>> [(p.start, p.end) for p in Vocabulary({"▁قال": -1.0, "وا": -2.0}).cut("قالوا قال")]  # they said, he said
        [(0, 3), (3, 5), (6, 9)]
        """
        for match in _WORD.finditer(text):
            for at in range(match.start(), match.end(), _LONGEST_WORD):
                yield from self._placed(text[at : min(at + _LONGEST_WORD, match.end())], at)

    def _placed(self, word: str, at: int) -> Iterator[Piece]:
        letters, places = _letters(word)
        places.append(len(word))
        for number, first, last in self._cut(letters):
            yield Piece(number, at + places[first], at + places[last])

    def _best_cut(self, letters: str) -> tuple[tuple[int, int, int], ...]:
        """Return (piece, first letter, end letter) of the best cut of a word (Viterbi)."""
        marked = _HEAD + letters
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]  # score, where the last piece begins, its number
        for end in range(1, len(marked) + 1):
            best.append(max(self._ways(marked, end, best)))
        return tuple(_walk_back(best))

    def _ways(self, marked: str, end: int, best: list[tuple[float, int, int]]) -> Iterator[tuple[float, int, int]]:
        yield best[end - 1][0] + self._unknown, end - 1, UNKNOWN
        for begin in range(max(0, end - self._longest), end):
            known = self._known.get(marked[begin:end])
            if known is not None:
                yield best[begin][0] + known[1], begin, known[0]


def _walk_back(best: list[tuple[float, int, int]]) -> Iterable[tuple[int, int, int]]:
    """Follow the best cut from its end; the head sign before the letters is not counted."""
    cut = []
    end = len(best) - 1
    while end > 0:
        _, begin, number = best[end]
        if end > 1:
            cut.append((number, max(0, begin - 1), end - 1))
        end = begin
    return reversed(cut)


def _letters(word: str) -> tuple[str, list[int]]:
    """Return the letters of a word without its signs, in compatibility form, and where each stands."""
    letters: list[str] = []
    places: list[int] = []
    for i, sign in enumerate(word):
        if _SIGN.match(sign):
            continue
        for letter in unicodedata.normalize("NFKC", sign).strip() or "?":
            letters.append(letter)
            places.append(i)
    return "".join(letters), places
