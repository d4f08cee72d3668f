"""Quotation marks of every shape, paired: nested, unclosed, or carried over paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import Case, cases

from quotes.marks import SIGNS, Mark, pair_marks
from quotes.segment import Tokens, tokenise

texts = st.text(alphabet='«»"“”„‟‹› \nابل.:،و', max_size=60)


def shown(tokens: Tokens, mark: Mark) -> tuple[str, str]:
    """Give what stands inside a pair, and whether it is closed, as the table writes them."""
    inner = tokens.raw(mark.first + 1, mark.last) if mark.last > mark.first + 1 else ""
    return inner, "yes" if mark.closed else "no"


@pytest.mark.parametrize("case", cases("marks"))
def test_marks_are_paired(case: Case) -> None:
    tokens = tokenise(case.text)
    assert [shown(tokens, mark) for mark in pair_marks(tokens)] == case.expected("inner", "closed")


@given(texts)
def test_a_mark_has_its_signs_and_one_partner(text: str) -> None:
    tokens = tokenise(text)
    found = pair_marks(tokens)
    assert all(mark.first < mark.last <= len(tokens) for mark in found)
    assert all(tokens.form[mark.first] in SIGNS for mark in found)
    assert all(tokens.form[mark.last] in SIGNS for mark in found if mark.closed)
    edges = [edge for mark in found if mark.closed for edge in (mark.first, mark.last)]
    assert len(edges) == len(set(edges))


@given(texts)
def test_pairs_nest_and_never_cross(text: str) -> None:
    closed = [mark for mark in pair_marks(tokenise(text)) if mark.closed]
    assert not any(a.first < b.first < a.last < b.last for a in closed for b in closed)


@given(texts)
def test_a_pair_reaches_over_paragraphs_only_where_its_mark_is_carried(text: str) -> None:
    """Between the paragraphs of one pair the mark is still open: the next one reopens or closes it."""
    tokens = tokenise(text)
    for mark in pair_marks(tokens):
        last = min(mark.last, len(tokens)) - (not mark.closed)
        for edge in sorted({end for end in tokens.paragraph[mark.first : last] if end <= last})[1:]:
            assert any(form in SIGNS for form in tokens.form[edge : tokens.paragraph[edge]])
