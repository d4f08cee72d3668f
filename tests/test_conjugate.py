"""The forms that the language makes of a reporting verb, and what each says of its speaker."""

from __future__ import annotations

import pytest
from tables import Case, cases

from quotes.conjugate import cue_forms
from quotes.lexicon import cue_lemmas
from quotes.normalise import fold_text


@pytest.mark.parametrize("case", cases("conjugate"))
def test_a_form_tells_person_gender_and_number(case: Case) -> None:
    found = {
        (r.cue.lemma, r.shape, str(r.person), r.gender, r.number, r.suffix) for r in cue_forms()[fold_text(case.text)]
    }
    assert set(case.expected("lemma", "shape", "person", "gender", "number", "suffix")) <= found


def test_every_form_is_folded() -> None:
    assert [form for form in cue_forms() if fold_text(form) != form] == []


def test_every_lemma_has_a_form() -> None:
    reached = {reading.cue.lemma for readings in cue_forms().values() for reading in readings}
    assert {lemma.lemma for lemma in cue_lemmas()} - reached == set()


def test_no_form_is_one_letter() -> None:
    assert [form for form in cue_forms() if len(form) < 2] == []
