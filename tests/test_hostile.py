"""No text is too strange to read: nothing raises, each span is its raw text, and a second reading tells the same.

Where a text could be read in more steps than it is long allows, `tests/test_linear.py` counts them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import corpus
from quotes.analyse import analyse
from quotes.frames import set_scene
from quotes.marks import SIGNS, pair_marks
from quotes.match.comparing import compare
from quotes.models import Article
from quotes.normalise import fold_text
from quotes.segment import tokenise
from quotes.wording import words_of

MARKS = [
    *sorted(SIGNS),
    "<<",
    ">>",
    "((",
    "))",
    "''",
    "``",
    "＂",
    "《",
    "》",
    "&laquo;",
    "&quot;",
    "&#187;",
    "quot;",
    "&amp;#34;",
]
CUES = [
    "قال",
    "وأضاف",
    "مؤكدا",
    "صرح",
    "أكد",
    "بحسب",
    "وفقا ل",
    "إن",
    "أن",
    "بأن",
    "إلى أن",
    "نقلا عن",
    "على حد قوله",
    "يقول",
]
NAMES = [
    "الوزير",
    "سامر الحداد",
    "د. سعد",
    "المنظمة",
    "مصدر أمني",
    "«الساحل»",
    "رئيس",
    "علي",
    "عبد",
    "بن",
    "ابو",
    "ال",
    "ل",
    "و",
]
SIGNS_OF_TEXT = [
    ".",
    "،",
    ",",
    ":",
    "؛",
    ";",
    "؟",
    "?",
    "!",
    "…",
    "-",
    "–",
    "—",
    "(",
    ")",
    "/",
    "&",
    "#",
    "%",
    "&nbsp;",
    "&foo;",
    "٪",
]
LINES = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\n\n", " \n "]
BLANKS = [" ", "  ", "    ", "\u00a0", "\u202f", "\t", "\u3000", ""]
INVISIBLE = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
]
INVISIBLE += ["\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u00ad", "\x00", "\x1b", "\x7f", "\ufffd", "\ufffe"]
SHAPES = [
    "ﻻ",
    "ﻗﺎﻝ",
    "ﷲ",
    "ﷺ",
    "﷽",
    "ﺃﻛﺪ",
    "ﬃ",
    "①",
    "𝟙",
    "½",
    "²",
    "٣",
    "۳",
    "３",
    "߃",
    "१",
    "𞤀",
    "🙂",
    "é",
    "e\u0301",
    "ß",
    "İ",
]
COMBINING = [
    "\u064b",
    "\u064e",
    "\u064f",
    "\u0651",
    "\u0653",
    "\u0654",
    "\u0655",
    "\u0670",
    "\u0300",
    "\u0301",
    "\u20dd",
    "ـ",
]
LONE = ["\ud83d", "\ude00", "\ud800", "\udfff"]
WORDS = ["الجسر سيفتح غدا", "لم نتأخر يوما واحدا", "ثلاثة آلاف", "3.5", "1,000", "في المئة", "x", "O'Brien", "قال'نعم'"]
ALPHABET = [*MARKS, *CUES, *NAMES, *SIGNS_OF_TEXT, *LINES, *BLANKS, *INVISIBLE, *SHAPES, *COMBINING, *WORDS]

parts = st.lists(st.sampled_from(ALPHABET), max_size=60)
hostile = st.one_of(
    parts.map("".join),
    parts.map(" ".join),
    st.lists(st.tuples(st.sampled_from(CUES), st.sampled_from(NAMES), st.sampled_from(MARKS)), max_size=12).map(
        lambda some: " ".join(part for three in some for part in three)
    ),
    st.text(max_size=80).filter(str.isprintable),
    st.text(max_size=80),
)
steady = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def fits(char: str) -> bool:
    """Tell what any store can hold, U+FFFD left out, which stands for the rest."""
    return char not in "\x00\ufffd" and not "\ud800" <= char <= "\udfff"


def check(title: str, body: str) -> None:
    """Read an article twice; each span is what its field holds there."""
    article = Article("a", title, body)
    found = analyse(article)
    for one in found:
        assert article[one.field][one.start : one.end] == one.content != ""
        for mention in filter(None, (one.cue, one.speaker)):
            assert article[one.field][mention.start : mention.end] == mention.text
    assert analyse(article) == found


@steady
@given(hostile, hostile)
def test_any_text_is_read(title: str, body: str) -> None:
    check(title, body)


@steady
@given(st.lists(st.sampled_from([*ALPHABET, *LONE]), max_size=50).map("".join))
def test_half_a_character_is_read_too(text: str) -> None:
    check(text, f"قال الوزير إن {text} وأضاف: «{text}»")


@steady
@given(hostile)
def test_tokens_marks_and_cues_stand_where_they_say(text: str) -> None:
    scene = set_scene(text)
    tokens, size = scene.tokens, len(scene.tokens)
    assert all(0 <= start < end <= len(text) for start, end in zip(tokens.start, tokens.end, strict=True))
    assert all(i < edge <= size for ends in (tokens.sentence, tokens.paragraph) for i, edge in enumerate(ends))
    assert all(0 <= mark.first < mark.last < size + (not mark.closed) for mark in pair_marks(tokens))
    assert all(0 <= one.first < one.last <= size for some in (scene.cues, scene.attributions) for one in some)
    assert tokenise(text) == tokens


@steady
@given(hostile)
def test_what_is_folded_stays_folded(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert words_of(text) == words_of(once)


@steady
@given(hostile, hostile)
def test_any_two_texts_are_compared(a: str, b: str) -> None:
    there = compare(a, b)
    assert 0 <= there.score <= 1
    assert compare(a, b) == there
    assert compare(b, a).level == there.level
    assert (compare(a, a).level == "identical") == bool(words_of(a)) or not words_of(a)


@steady
@given(st.lists(st.sampled_from([*ALPHABET, *LONE]), max_size=40).map("".join))
def test_what_the_reader_gives_is_what_the_spans_count_in(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path: Path = tmp_path_factory.mktemp("hostile") / "one.jsonl"
    row = {"id": "a", "title": text, "text": f"قال سامر الحداد إن الجسر سيفتح غدا. {text}"}
    path.write_text(json.dumps(row), encoding="utf-8")  # surrogates by their escapes
    (article,) = corpus.read([str(path)])
    assert isinstance(article, Article)
    told = json.loads(path.read_text(encoding="utf-8"))["text"]  # a whole pair is one character
    assert [one for one in article.body if one != "\ufffd"] == [one for one in told if fits(one)]
    assert len(article.body) == len(told)
    check(article.title, article.body)


MANY = 100_000
FLOODS = {
    "opening marks": "«" * MANY,
    "closing marks": "»" * MANY,
    "marks in turn": "«»" * (MANY // 2),
    "marks of all shapes": "".join(sorted(SIGNS)) * (MANY // len(SIGNS)),
    "marks with blanks": "« " * (MANY // 2),
    "combining marks": "قال" + "\u0651" * MANY + " الوزير إن الجسر مفتوح",
    "accents": "e" + "\u0301" * MANY,
    "letters of one word": "ل" * MANY,
    "ampersands": "&" * MANY,
    "entities": "&quot;" * (MANY // 6),
    "digits": "1" * MANY,
    "points": "." * MANY,
    "digits and points": "1." * (MANY // 2),
    "commas": "،" * MANY,
    "colons": ":" * MANY,
    "line ends": "\n" * MANY,
    "short lines": "قال\n" * (MANY // 4),
    "blanks": " " * MANY + "قال",
    "overrides": "\u202e" * MANY,
    "nothing to store": "\x00" * MANY,
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_read(name: str) -> None:
    check(FLOODS[name][:50], f"{FLOODS[name]}\nقال الوزير إن الجسر سيفتح غدا.")
