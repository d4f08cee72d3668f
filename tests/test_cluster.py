"""A cluster of two machines reads, one of them dies on the way, and what comes of it is the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scans import DEADLY, Deadly, content

import quotes
from quotes.corpus import shards
from quotes.errors import ModelError
from quotes.scan import Progress, scan

ray = pytest.importorskip("ray")

SAID = "قال مدير الميناء سعد الدريهم إن الرصيف رقم {} جاهز لاستقبال السفن."  # "… said that quay … is ready"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of one machine, whose processes see this package and these tests."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", f"{Path(quotes.__file__).parents[1]}:{Path(__file__).parent}")
        found = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        yield found
        found.shutdown()


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shards, "SHARD", 4_000)
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(SAID.format(n), encoding="utf-8")
    rows = [{"id": str(n % 50), "text": SAID.format(n)} for n in range(20, 140)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "b.json").write_text(json.dumps([*rows[90:], {"text": ""}]), encoding="utf-8")
    return folder


def test_a_machine_that_dies_on_the_way_changes_nothing(cluster: Any, news: Path, tmp_path: Path) -> None:
    second = cluster.add_node(num_cpus=1)
    gone: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.articles == 40 and not gone:
            gone.append(progress.articles)
            cluster.remove_node(second, allow_graceful=False)

    scan(
        [str(news)], db=str(tmp_path / "far.duckdb"), address=cluster.address, progress=kill,
        exchange=(tmp_path / "shelf").as_uri(),
    )  # fmt: skip
    scan([str(news)], db=str(tmp_path / "near.duckdb"))
    assert gone == [40]
    assert list((tmp_path / "shelf").iterdir()) == []
    assert content(tmp_path / "far.duckdb") == content(tmp_path / "near.duckdb")


@pytest.mark.parametrize("exchange", ["", "shelf"])
def test_an_article_that_ends_its_process_is_lost_alone(
    cluster: Any, news: Path, tmp_path: Path, exchange: str
) -> None:
    shelf = exchange and str(tmp_path / exchange)
    summary = scan([str(news)], db=str(tmp_path / "q.duckdb"), address=cluster.address, engine=Deadly(), exchange=shelf)
    lost = [skip for skip in summary.skips if "died" in skip.reason]
    assert [(skip.path, skip.line) for skip in lost] == [("a.jsonl", DEADLY - 19)]


def test_a_cluster_that_does_not_answer_is_told(news: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no Ray cluster at 127"):
        scan([str(news)], db=str(tmp_path / "q.duckdb"), address="127.0.0.1:1")
