"""The source that a statement names, and the medium that relays it."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.attribute import attribute
from quotes.detect import detect
from quotes.frames import set_scene
from quotes.models import FIELDS, Article, Field


def named(article: Article, field: Field) -> list[tuple[str, str, str]]:
    """Give words, speaker and relay of each statement of one field, in reading order."""
    scene = set_scene(article[field])
    rows = []
    for statement in detect(scene, field):
        source = attribute(scene, statement)
        speaker = scene.tokens.raw(source.phrase.first, source.phrase.last) if source.phrase is not None else ""
        via = scene.tokens.raw(*source.via) if source.via is not None else ""
        rows.append((scene.tokens.raw(statement.first, statement.last), speaker, via))
    return rows


@pytest.mark.parametrize("case", cases("attribute"))
def test_a_statement_names_its_source(case: Case) -> None:
    found = [row for field in FIELDS for row in named(case.article, field)]
    assert found == case.expected("content", "speaker", "via")
