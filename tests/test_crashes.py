"""Scans killed and interrupted at random moments: nothing is lost or wrong, and the next scan ends as ever."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import apart  # noqa: E402


def told(script: str, *words: str) -> dict[str, object]:
    return apart.told(str(ROOT / "scripts" / script), *words, environment={"PYTHONPATH": str(ROOT)})


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes of a scan are found in /proc")
def test_scans_that_are_killed_lose_nothing():
    found = told("kill.py", "--runs", "12", "--seed", "3")
    assert (found["runs"], found["wrong"], found["lost"]) == (12, [], 0)
    assert found["hits"] >= 2


def test_scans_that_are_interrupted_end_and_lose_nothing():
    found = told("interrupt.py", "--runs", "3", "--seed", "3")
    assert (found["runs"], found["wrong"]) == (3, [])
