"""The subject of a verb, through the times, adverbs and phrases that stand before it."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.frames import set_scene
from quotes.subjects import subject_between


@pytest.mark.parametrize("case", cases("subjects"))
def test_the_subject_is_the_first_noun_phrase_that_nothing_governs(case: Case) -> None:
    """The sign | stands where the complement begins."""
    scene = set_scene(case.text.replace("| ", ""))
    limit = len(scene.tokens) - 1
    phrase = subject_between(scene, 1, limit)
    found = [(scene.tokens.raw(phrase.first, phrase.last),)] if phrase is not None else []
    assert found == case.expected("subject")
