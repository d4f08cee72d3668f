"""What is written on to a word comes off; what is its root stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Case, cases

from quotes.clitics import pieces
from quotes.normalise import SIGNS, fold_word

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئىةء" + "\u064b\u064e\u0651\u0640"
words = st.text(alphabet=LETTERS, min_size=1, max_size=12)


@pytest.mark.parametrize("case", cases("clitics"))
def test_a_clitic_comes_off_and_a_root_letter_stays(case: Case) -> None:
    assert [tuple(form for form, _, _ in pieces(case.text))] == [tuple(row["pieces"].split()) for row in case.rows]


@given(words)
def test_the_pieces_cover_the_word_in_their_order(word: str) -> None:
    found = pieces(word)
    places = [(start, end) for _, start, end in found]
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    covered = "".join(word[start:end] for start, end in places)
    assert fold_word(covered) == fold_word(word)


@given(words)
def test_no_piece_is_a_mere_sign(word: str) -> None:
    assert all(form and form[0] not in SIGNS for form, _, _ in pieces(word))
