"""Words and prepositions that report, and words of the same letters that do not."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.cues import find_attributions, find_cues
from quotes.segment import tokenise


@pytest.mark.parametrize("case", cases("cues"))
def test_a_word_reports_where_the_language_lets_it(case: Case) -> None:
    found = [(cue.reading.cue.lemma, cue.reading.shape) for cue in find_cues(tokenise(case.text))]
    assert found == case.expected("lemma", "shape")


@pytest.mark.parametrize("case", cases("attributions"))
def test_a_preposition_of_attribution_is_one_cue(case: Case) -> None:
    tokens = tokenise(case.text)
    found = [(tokens.raw(one.first, one.last),) for one in find_attributions(tokens)]
    assert found == case.expected("cue")
