"""Whom a source stands for within one article, and that nobody is guessed."""

from __future__ import annotations

import pytest
from tables import Case, case_of, cases, read

from quotes.analyse import analyse


@pytest.mark.parametrize("case", cases("resolve"))
def test_a_source_goes_back_to_whom_the_article_names(case: Case) -> None:
    """The sign ? stands for a source that the article does not tell."""
    found = [(one.content, one.who or "?", one.who_kind or "") for one in analyse(case.article)]
    assert found == case.expected("content", "who", "who_kind")


def test_who_is_told_with_its_kind_and_unknown_with_a_reason() -> None:
    found = [one for rows in read("resolve") for one in analyse(case_of(rows).article)]
    assert found
    assert [one for one in found if (one.who is None) != (one.who_kind is None) or not one.evidence] == []
