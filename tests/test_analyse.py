"""One article from its words to its quotations: whole stories, the seed case, and the law of spans on any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import Case, cases, off_the_law

from quotes import corpus
from quotes.analyse import analyse
from quotes.models import KINDS, STANCES, Article, Quotation

SADA = Path(__file__).parent.parent / "corpora" / "sada"
Row = tuple[str, str, str, str, str, str, str]


def row(one: Quotation) -> Row:
    cue, speaker = (mention.text if mention is not None else "" for mention in (one.cue, one.speaker))
    return one.field, one.content, cue, speaker, one.who or "?", one.kind, one.via


def widened(found: Row, expected: Row) -> Row:
    """Give `found` with the cue of `expected` where the two differ in the preposition behind it: مشيرا, مشيرا إلى."""
    same = found[2] and expected[2].startswith(found[2] + " ")
    return (*found[:2], expected[2], *found[3:]) if same else found


@pytest.mark.parametrize("case", cases("analyse"))
def test_a_story_gives_who_said_what(case: Case) -> None:
    expected = [Row(*cells) for cells in case.expected("in", "content", "cue", "speaker", "who", "kind", "via")]
    found = [row(one) for one in analyse(case.article)]
    assert [widened(*pair) for pair in zip(found, expected, strict=False)] + found[len(expected) :] == expected


@pytest.mark.parametrize("case", cases("cue_mentions"))
def test_a_cue_is_mentioned_with_its_preposition(case: Case) -> None:
    found = [(one.cue.text,) for one in analyse(case.article) if one.cue is not None]
    assert found == case.expected("cue")


@pytest.mark.parametrize("case", cases("stance"))
def test_a_cue_tells_the_stance(case: Case) -> None:
    assert [(one.stance,) for one in analyse(case.article)] == case.expected("stance")
