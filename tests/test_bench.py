"""The benchmarks run, small, and their lines say what they promise. How long anything takes is asked nowhere."""

from __future__ import annotations

import doctest
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEMO = str(ROOT / "corpora")
sys.path.insert(0, str(ROOT / "scripts"))

import apart  # noqa: E402
import bench_memory  # noqa: E402
import bench_peers  # noqa: E402
import bench_startup  # noqa: E402
import performance  # noqa: E402

PEAK = "import sys; sys.path.insert(0, 'scripts'); import apart; apart.show({'peak_mb': apart.peak_mb()})"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    """Let the processes of the cases find the package that is tested, wherever the tests were started."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_case_does_not_inherit_the_peak_of_the_program_that_started_it():
    held = bytearray(300 << 20)
    held[:: 1 << 12] = b"\1" * len(held[:: 1 << 12])  # every page of it is touched
    assert apart.told("-c", PEAK)["peak_mb"] < 100 < 300 <= apart.peak_mb()


def test_a_case_that_fails_says_why():
    with pytest.raises(apart.CaseError, match="ValueError: no such thing"):
        apart.told("-c", "raise ValueError('no such thing')")


def test_the_start_of_each_command_is_measured(capsys):
    assert bench_startup.main(["--runs", "1"]) == 0
    assert [line["command"] for line in lines(capsys)] == list(bench_startup.COMMANDS)


def test_a_tenth_of_a_file_holds_a_tenth_of_the_articles(capsys):
    assert bench_memory.main(["--read-only", "--share", "0.002"]) == 0
    told = lines(capsys)
    assert [line["case"] for line in told] == ["JSON array", "JSON lines, gzip", "Parquet"]
    for line in told:
        assert line["articles"] == pytest.approx(10 * line["articles_at_a_tenth"], rel=0.2)
        assert line["bytes"] > 0
        assert line["peak_mb"] > 0


def test_the_demo_corpus_is_scanned_once_and_ten_times_over(capsys):
    assert bench_memory.main(["--case", "demo corpus"]) == 0
    (line,) = lines(capsys)
    assert line["articles"] == 10 * line["articles_at_a_tenth"]


def test_the_stages_of_a_scan_are_watched():
    """The last line is of the stage that comes last."""
    told = apart.told(str(ROOT / "scripts" / "bench_scan.py"), DEMO, "--limit", "5")
    assert (told["stage"], told["articles"]) == ("match", 5)


@pytest.fixture(scope="module")
def side_by_side() -> list[dict]:
    """Return the lines of all programs on few articles and wordings of the demo corpus."""
    with pytest.MonkeyPatch.context() as patch:
        told: list[dict] = []
        patch.setattr(bench_peers, "show", told.append)
        options = ["--articles", "5", "--rounds", "1", "--wordings", "120", "--models", ""]
        assert bench_peers.main([DEMO, *options]) == 0
    return told


def test_each_program_gives_its_pace_or_the_reason_why_not(side_by_side):
    peers = [line for line in side_by_side if "peer" in line]
    assert [line["peer"] for line in peers] == list(bench_peers.PEERS)
    assert all(line.get("reason") or line["articles"] == 5 for line in peers)


def test_this_program_is_among_them_and_finds_quotations(side_by_side):
    assert next(line for line in side_by_side if line.get("peer") == "quotes, sources")["quotations"] > 0


def test_repeats_are_held_against_brute_force(side_by_side):
    ways = {line["repeats"]: line for line in side_by_side if "repeats" in line}
    assert list(ways) == list(bench_peers.WAYS)
    assert ways["quotes"]["true_pairs"] == ways[bench_peers.TRUTH]["pairs"] > 0
    assert ways["quotes"]["recall"] == 1.0


def test_tables_join_rounds_and_name_what_could_not_be_run():
    assert doctest.testmod(performance).failed == 0
    told = [{"peer": "a", "round": 1, "seconds": 1}, {"peer": "b", "round": 1, "reason": "not installed"}]
    assert list(performance.table(told, "peer"))[2:] == ["| a | 1 |", "\nb: not installed"]
