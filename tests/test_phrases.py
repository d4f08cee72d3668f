"""How far a source's mention reaches, whose name it holds, and what it names."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.frames import set_scene
from quotes.phrases import read_phrase


@pytest.mark.parametrize("case", cases("phrases"))
def test_a_mention_takes_titles_and_apposition_and_nothing_that_follows(case: Case) -> None:
    scene = set_scene(case.text)
    tokens = scene.tokens
    phrase = read_phrase(tokens, 0, len(tokens), scene.opening)
    assert phrase is not None
    name = tokens.raw(*phrase.name) if phrase.name is not None else ""
    assert [(tokens.raw(phrase.first, phrase.last), name, phrase.kind)] == case.expected("phrase", "name", "kind")
