"""Cut one field into tokens, sentences and paragraphs.

Takes the raw text of a field, gives its tokens with their folded forms and raw offsets, and for each token the
sentence and the paragraph that it stands in.

The law of the data: a newspaper's paragraph is a line; some sites join paragraphs by three or more blanks after the
full stop. A full stop ends a sentence unless it is part of a number (3.5), of a number set backwards (" .146"), or of
a one-letter title (د. for "Dr"). A sentence of many hundred words is none: it is cut, so that reading stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotes.clitics import Piece, cut, pieces
from quotes.lines import LINE_END, find_wraps
from quotes.memory import remembered
from quotes.normalise import SIGNS, fold_word
from quotes.particles import PARTICLES
from quotes.signs import BLANK, DOUBLED, ENTITY, entity, sign_of

_LATIN: Final = "[A-Za-z\u00c0-\u024f]+"
_PART: Final = re.compile(
    rf"{ENTITY}|\d+(?:[.,٫:/]\d+)+|{_LATIN}(?:['’]{_LATIN})+|[\w{SIGNS}]+|{DOUBLED}|[^\w\s]|\s+"
)  # end to end: all text
_IN_WORD: Final = re.compile(rf"[\w{SIGNS}]")
CONJUNCTIONS: Final = frozenset({"و", "ف"})
_SENTENCE_END: Final = frozenset(".!?؟…")
_HIJRI_YEAR: Final = "ه"  # 1436هـ. ends a sentence; any other single letter before a full stop is a title
_CLOSING: Final = frozenset("\"”»›’'")
_REVERSED: Final = "“"  # closes in German, and where marks are set the wrong way round
_GOES_ON: Final = _CLOSING | {_REVERSED, "،", "؛"}  # written on to a full stop, they belong to its sentence
_BREAKING: Final = _SENTENCE_END | _CLOSING | {_REVERSED}  # no sentence ends inside a paragraph but behind one of these
_COMMAS: Final = frozenset("،,؛")
_LONGEST: Final = 600  # tokens of a sentence: what is longer is a list, or has lost its full stops
_WIDE_GAP: Final = "   "
_TANWIN: Final = "\u064b"
_BEFORE_SOURCE: Final = frozenset({"وفقا", "طبقا"})  # their ل is written on to the source: وفقا لبوتين


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one field, as columns; token *i* is ``text[start[i]:end[i]]``."""

    text: str
    form: tuple[str, ...]  # folded; a sign of punctuation is its own form
    start: tuple[int, ...]
    end: tuple[int, ...]
    sentence: tuple[int, ...]  # for each token, the index one past its sentence's last token
    paragraph: tuple[int, ...]  # for each token, the index one past its paragraph's last token

    def __len__(self) -> int:
        return len(self.form)

    def raw(self, first: int, last: int) -> str:
        """Return the raw text from token `first` to just before token `last`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def has_tanwin(self, i: int) -> bool:
        """Tell the sign of an adverb or an indefinite noun on token `i`: ملقبًا "being nicknamed"."""
        return self.text.find(_TANWIN, self.start[i], self.end[i]) >= 0


def is_joined(tokens: Tokens, i: int) -> bool:
    """Tell whether و or ف stands before token `i`, written on to it or not."""
    return i > 0 and tokens.form[i - 1] in CONJUNCTIONS


def sentence_start(tokens: Tokens, i: int) -> int:
    """Return the first token of the sentence of token `i`."""
    while i > 0 and tokens.sentence[i - 1] == tokens.sentence[i]:
        i -= 1
    return i


def is_word(form: str) -> bool:
    """Tell a word or a number from a sign of punctuation."""
    return form[0].isalnum()


def tokenise(text: str) -> Tokens:
    """Cut `text` into tokens.

    >>> tokenise("قال د. سعد: نعم.").form
    ('قال', 'د', '.', 'سعد', ':', 'نعم', '.')
    """
    form: list[str] = []
    start: list[int] = []
    end: list[int] = []
    breaks = _breaks(text, form, start, end, _cut(text, form, start, end))
    return Tokens(
        text=text,
        form=tuple(form),
        start=tuple(start),
        end=tuple(end),
        sentence=_ends(len(form), list(_with_cuts(form, breaks.sentences))),
        paragraph=_ends(len(form), breaks.paragraphs),
    )


@dataclass(frozen=True, slots=True)
class _Breaks:
    sentences: list[int]
    paragraphs: list[int]


def _cut(text: str, form: list[str], start: list[int], end: list[int]) -> list[int]:
    """Fill the columns of the tokens; return those before which a sentence may end, behind a blank or a sign."""
    doubtful: list[int] = []
    at = 0
    for part in _PART.findall(text):
        if part == " ":
            at += 1
            continue
        whole = _whole(part)
        if whole:
            form.append(whole)
            start.append(at)
            end.append(at + len(part))
        else:
            for piece, first, last in _pieces(part, form):
                form.append(piece)
                start.append(at + first)
                end.append(at + last)
        if not whole or whole in _BREAKING:
            doubtful.append(len(form))
        at += len(part)
    return doubtful


@remembered
def _whole(raw: str) -> str:
    """Return a sign or a word of one piece; "" for a blank, and for what is cut or may be: لبوتين behind وفقا."""
    if raw[0] == "ل" or raw.isspace():
        return ""
    sign = _sign(raw)
    if sign:
        return sign if sign != BLANK else ""
    found = cut(raw)
    return found[0][0] if len(found) == 1 else ""


def _sign(raw: str) -> str:
    """Return the sign that a part of the text is, BLANK for the code of a blank; "" for a word."""
    if raw[-1] == ";" and len(raw) > 1:
        return sign_of(fold_word(entity(raw)).strip()) or BLANK
    return "" if _IN_WORD.match(raw) else sign_of(raw)


def _pieces(raw: str, before: list[str]) -> tuple[Piece, ...]:
    """Cut a word into its pieces; after وفقا ("according") the ل comes off any word: وفقا لبوتين."""
    if raw.isspace() or raw[0] == "&":
        return ()
    found = pieces(raw)
    if (
        len(found) == 1
        and before
        and before[-1] in _BEFORE_SOURCE
        and found[0][0][0] == "ل"
        and len(raw) > 2
        and raw[0] == "ل"
        and fold_word(raw[1:])
    ):
        return ("ل", 0, 1), (fold_word(raw[1:]), 1, len(raw))
    return found


def _breaks(text: str, form: list[str], start: list[int], end: list[int], doubtful: list[int]) -> _Breaks:
    """Find the tokens at which a new sentence, and a new paragraph, begins."""
    sentences: list[int] = []
    paragraphs: list[int] = []
    wraps = find_wraps(text)
    for i in sorted(set(doubtful) - {0, len(form)}):
        if start[i] > end[i - 1]:
            gap = text[end[i - 1] : start[i]]
            if gap != " " and (_ends_paragraph(gap, end[i - 1], wraps) or (_WIDE_GAP in gap and _closes(form, i))):
                paragraphs.append(i)
                sentences.append(i)
                continue
        if form[i - 1] not in _BREAKING:
            continue
        if _run_on(form, start, end, i):
            paragraphs.append(i)
            sentences.append(i)
            continue
        stopped = form[i - 1] in _SENTENCE_END and form[i] not in _SENTENCE_END
        if (stopped and _ends_sentence(form, start, end, i - 1)) or _closes_after_stop(form, start, end, i - 1):
            sentences.append(i)
    return _Breaks(sentences, paragraphs)


def _with_cuts(form: list[str], sentences: list[int]) -> Iterator[int]:
    """Yield the breaks, and more where a sentence has no end: behind its last comma in reach, else where reach ends."""
    start = 0
    for edge in [*sentences, len(form)]:
        while edge - start > _LONGEST:
            reach = range(start + _LONGEST, start + _LONGEST // 2, -1)
            start = next((i for i in reach if form[i - 1] in _COMMAS), start + _LONGEST)
            yield start
        start = edge
        if edge < len(form):
            yield edge


def _ends_paragraph(gap: str, at: int, wraps: frozenset[int]) -> bool:
    """Tell whether a line ends in the gap behind `at`, and not only for want of room."""
    found = LINE_END.search(gap)
    return found is not None and at + found.start() not in wraps


def _closes(form: list[str], i: int) -> bool:
    return any(f in _SENTENCE_END or f in "؛،:" for f in form[max(0, i - 2) : i])


def _run_on(form: list[str], start: list[int], end: list[int], i: int) -> bool:
    """Tell a paragraph that a site wrote on to the full stop before it: عاد الوفد .وقال ("is back .He said")."""
    return form[i - 1] == "." and start[i] == end[i - 1] and "ء" <= form[i][0] <= "ي" and _stops(form, i - 1)


def _stops(form: list[str], stop: int) -> bool:
    """A full stop behind one letter is an abbreviation's: د.سعد."""
    before = form[stop - 1] if stop else ""
    return before != "." and not _abbreviates(before)


def _abbreviates(word: str) -> bool:
    """Tell a letter, or a letter's name, before a full stop: د. سعد, بي.بي.سي (BBC)."""
    return (len(word) == 1 and word.isalpha() and word != _HIJRI_YEAR) or word in PARTICLES["letter"]


def _ends_sentence(form: list[str], start: list[int], end: list[int], stop: int) -> bool:
    """Decide whether the sign at `stop` ends its sentence."""
    before, after = form[stop - 1] if stop else "", form[stop + 1]
    if form[stop] != ".":
        return after not in _CLOSING and not (after == _REVERSED and start[stop + 1] == end[stop])
    if before[-1:].isdigit() and after[0].isdigit() and start[stop + 1] == end[stop]:
        return False
    if _abbreviates(before):
        return False
    glued = start[stop + 1] == end[stop]
    if glued and before[-1:].isascii() and before[-1:].isalpha() and after[0].isascii() and after[0].isalpha():
        return False
    return start[stop + 1] > end[stop] or after not in _GOES_ON


def _closes_after_stop(form: list[str], start: list[int], end: list[int], mark: int) -> bool:
    """Tell a closing mark written on to a full stop: the sentence ends behind it, «عاد الوفد.» ("they are back.")."""
    return (
        mark > 1
        and (form[mark] in _CLOSING or form[mark] == _REVERSED)
        and form[mark - 1] == "."
        and start[mark] == end[mark - 1]
        and end[mark] < start[mark + 1]
    )


def _ends(count: int, breaks: list[int]) -> tuple[int, ...]:
    """Spread the break positions over the tokens: for each the index at which its unit ends."""
    out: list[int] = []
    for edge in [*breaks, count]:
        out.extend([edge] * (edge - len(out)))
    return tuple(out)
