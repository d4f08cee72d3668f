"""The reported words: where they begin and end, and of which kind they are."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.detect import detect
from quotes.frames import set_scene
from quotes.models import FIELDS, Article, Field


def found(article: Article, field: Field) -> list[tuple[str, str, str]]:
    """Give field, words and kind of each statement of one field, in reading order."""
    scene = set_scene(article[field])
    return [(field, scene.tokens.raw(one.first, one.last), one.kind) for one in detect(scene, field)]


@pytest.mark.parametrize("case", cases("detect"))
def test_reported_words_begin_and_end_where_the_language_says(case: Case) -> None:
    expected = [row for row in case.expected("in", "content", "kind") if row[1]]
    assert [row for field in FIELDS for row in found(case.article, field)] == expected


@pytest.mark.parametrize("case", cases("silence"))
def test_what_nobody_said_is_no_quotation(case: Case) -> None:
    assert [row for field in FIELDS for row in found(case.article, field)] == []
