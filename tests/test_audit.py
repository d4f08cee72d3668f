"""The question whether anything that quotes stands on has a known vulnerability: what could not be asked is no pass."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import audit


def test_a_package_is_told_with_each_of_its_advisories() -> None:
    report = [{"name": "one", "vulns": [{"id": "A-1"}, {"id": "A-2"}]}, {"name": "two", "skip_reason": "not there"}]
    assert audit.findings(report) == {("one", "A-1"), ("one", "A-2")}


def test_all_that_quotes_needs_is_asked_about_and_no_extra() -> None:
    needed = audit.closure("quotes")
    assert {"duckdb", "lxml", "pyarrow", "rapidfuzz", "zstandard"} <= set(needed)
    assert not {"torch", "textual", "pytest"} & set(needed)


@pytest.mark.parametrize(
    ("report", "code"),
    [(None, 75), ([{"name": "one", "skip_reason": "not there"}], 75), ([{"name": "one", "vulns": []}], 0),
     ([{"name": "one", "vulns": [{"id": "A-1"}]}, {"name": "two", "skip_reason": "not there"}], 1)],
)  # fmt: skip
def test_the_exit_code_tells_asked_and_sound_from_not_asked(report: list[dict[str, object]] | None, code: int) -> None:
    assert audit.judged(report, 2) == code
