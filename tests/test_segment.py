"""Tokens, sentences and paragraphs, each at its place in the text as it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Case, cases

from quotes.normalise import LETTERS, fold_text
from quotes.segment import Tokens, tokenise
from quotes.signs import entity, sign_of

WORDS = """
قال / وقالت / وَصَفَ / للوزارة / د. / 3.5 / .146 / هـ. / «السد» / "نعم" / ﻻ / أكّـد / ٢٠٢٦ / …
""".strip().split(" / ")
GAPS = (" ", "\n", "    ", "، ", ". ", "؟ ", "", "\r\n", "\u200f", "\u00a0")
texts = st.lists(st.tuples(st.sampled_from(WORDS) | st.text(max_size=6), st.sampled_from(GAPS)), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def units(tokens: Tokens, ends: tuple[int, ...]) -> list[str]:
    """Give the raw text of each sentence or paragraph."""
    edges = sorted(set(ends))
    return [tokens.raw(first, last) for first, last in zip([0, *edges], edges, strict=False)]


@pytest.mark.parametrize("case", cases("segment"))
def test_a_sentence_ends_where_the_language_ends_it(case: Case) -> None:
    tokens = tokenise(case.text)
    assert units(tokens, tokens.sentence) == [cell for (cell,) in case.expected("sentence")]


@pytest.mark.parametrize("case", [param for param in cases("segment") if param.values[0].expected("paragraph")])
def test_a_paragraph_is_a_line_or_stands_behind_a_wide_gap(case: Case) -> None:
    tokens = tokenise(case.text)
    assert units(tokens, tokens.paragraph) == [cell for (cell,) in case.expected("paragraph")]


@given(texts)
def test_a_token_is_its_raw_text_folded(text: str) -> None:
    tokens = tokenise(text)
    for i, form in enumerate(tokens.form):
        raw = text[tokens.start[i] : tokens.end[i]]
        left_in_code = fold_text(entity(raw)).strip()  # &quot; is a mark
        told = {fold_text(raw), "ا" + fold_text(raw), sign_of(raw), sign_of(left_in_code)}
        assert form in told  # after ل the article has lost its alef


@given(texts)
def test_tokens_stand_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenise(text)
    assert all(start < end for start, end in zip(tokens.start, tokens.end, strict=True))
    assert all(tokens.end[i] <= tokens.start[i + 1] for i in range(len(tokens) - 1))


@given(texts)
def test_a_paragraph_holds_whole_sentences(text: str) -> None:
    tokens = tokenise(text)
    assert set(tokens.paragraph) <= set(tokens.sentence)
    assert all(i < end <= len(tokens) for i, end in enumerate(tokens.sentence))
    assert list(tokens.sentence) == sorted(tokens.sentence)


@given(texts)
def test_a_token_is_more_than_invisible_signs(text: str) -> None:
    assert all(tokenise(text).form)
    assert all(tokenise(f"وفقا ل\u202b\u202c {text}").form)


def test_no_letter_is_folded_into_one_that_is_folded_further():
    assert not {chr(letter) for letter in LETTERS} & set(LETTERS.values())
