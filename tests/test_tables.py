"""The tables themselves: every case has an id of its own, a reason and a text."""

from __future__ import annotations

from collections import Counter

import pytest
from tables import FOLDER, read

NAMES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_of_each_case_which_rule_it_guards(name: str) -> None:
    rows = [rows[0] for rows in read(name)]
    assert [row["id"] for row in rows if not row["why"] or not row["text"]] == []
    assert {row["state"] for row in rows} <= {"", "open"}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_no_case_twice(name: str) -> None:
    ids, texts = (Counter(rows[0][column] for rows in read(name)) for column in ("id", "text"))
    assert [one for one, count in (ids | texts).items() if count > 1] == []
