"""Scans follow claims: what is added later is matched with what is there, and the order of scans does not matter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.export import export
from quotes.scan import scan
from quotes.store import ClaimFilter, Store

CORPORA = Path(__file__).parent.parent / "corpora"
CONTENT = "لن نمول عجز الموازنة بطباعة النقود ولن نرفع سعر الخبز في العاصمة"  # no money printed, no dearer bread
ARTICLES = {
    "one": ("saba", "2026-03-01", f"قال وزير المالية سامر الحداد إن {CONTENT}."),
    "two": ("mirror", "2026-03-02", f"أكد الوزير سامر الحداد: «{CONTENT}»."),
    "three": ("sahel", "2026-03-03", "قال النائب هاشم القرني: «لن نمول عجز الموازنة بطباعة النقود»."),
    "four": ("saba", "2026-03-04", f"نفى الناطق رامي العلي أن يكون الوزير قد قال «{CONTENT}»."),
    "five": ("mirror", "2026-03-05", "قالت المديرة نادين فرح: «عثر الفريق على ثلاث خرز زجاجية في تل الرمان»."),
    "six": ("sahel", "2026-03-06", "وذكرت المديرة نادين فرح أن الفريق عثر على خمس خرز زجاجية في تل الرمان."),
}


def write(folder: Path, *names: str) -> Path:
    """Write articles as one file of JSON lines each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        outlet, day, text = ARTICLES[name]
        row = {"id": name, "title": "", "text": text, "date": day, "outlet": outlet}
        (folder / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def told(db: str) -> list[object]:
    """Everything that the database says about claims."""
    with duckdb.connect(db, read_only=True) as file:
        edges = file.execute("FROM edges ORDER BY a, b").fetchall()
    with Store.open(db) as store:
        rows = store.claims(ClaimFilter())
        return [edges, rows, [store.claim_statements(row.claim) for row in rows]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    folder = tmp_path_factory.mktemp("whole")
    scan([str(write(folder / "news", *ARTICLES))], db=str(folder / "q.duckdb"))
    return told(str(folder / "q.duckdb"))


def test_claims_are_found_in_a_scan(whole):
    _, rows, _ = whole
    assert [row.documents for row in rows] == [4, 2]
    assert rows[0].outlets == ("mirror", "saba", "sahel")
    assert rows[0].disputed
    assert rows[1].altered


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(ARTICLES)), cut=st.integers(1, 5))
def test_a_scan_of_some_and_then_of_the_rest_gives_the_claims_of_all(tmp_path, whole, order, cut):
    folder = tmp_path / "".join(order) / str(cut)
    shutil.rmtree(folder, ignore_errors=True)
    for part in (order[:cut], order[cut:]):
        scan([str(write(folder / "news", *part))], db=str(folder / "q.duckdb"))
    assert told(str(folder / "q.duckdb")) == whole


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.sets(st.sampled_from(sorted(ARTICLES))), min_size=2, max_size=5))
def test_claims_are_those_of_the_articles_that_are_there_whatever_came_and_went(tmp_path, days):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    for names in days:
        shutil.rmtree(folder / "news", ignore_errors=True)
        scan([str(write(folder / "news", *names))], db=str(folder / "q.duckdb"))
    scan([str(folder / "news")], db=str(folder / "anew.duckdb"))
    assert told(str(folder / "q.duckdb")) == told(str(folder / "anew.duckdb"))


def test_what_is_deleted_leaves_its_claim(tmp_path):
    folder, db = write(tmp_path / "news", "one", "two", "three"), str(tmp_path / "q.duckdb")
    scan([str(folder)], db=db)
    (folder / "two.jsonl").unlink()
    (folder / "three.jsonl").unlink()
    scan([str(folder)], db=db)
    edges, rows, _ = told(db)
    assert (edges, rows) == ([], [])


def test_a_scan_of_nothing_new_leaves_the_claims_as_they_are(tmp_path, whole):
    db = str(tmp_path / "q.duckdb")
    folder = write(tmp_path / "news", *ARTICLES)
    scan([str(folder)], db=db)
    scan([str(folder)], db=db)
    assert told(db) == whole


def test_the_demo_corpus_in_two_parts_gives_the_claims_of_the_whole(tmp_path):
    parts = sorted(path for path in CORPORA.iterdir() if path.is_dir())
    scan([str(CORPORA)], db=str(tmp_path / "whole.duckdb"))
    for part in (parts[::2], parts[1::2]):
        scan([str(path) for path in part], db=str(tmp_path / "parts.duckdb"))
    one, other = told(str(tmp_path / "whole.duckdb")), told(str(tmp_path / "parts.duckdb"))
    assert one[0] == other[0]
    assert [row.claim for row in one[1]] == [row.claim for row in other[1]]


def test_an_export_names_the_claim_of_each_statement(tmp_path):
    db, output = str(tmp_path / "q.duckdb"), tmp_path / "all.jsonl"
    scan([str(write(tmp_path / "news", *ARTICLES))], db=db)
    with Store.open(db) as store:
        export(store, format="jsonl", output=str(output))
        claims = {row.claim for row in store.claims(ClaimFilter())}
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {row["claim"] for row in rows} - {None} == claims
    assert len({row["claim"] for row in rows if row["doc"] in ("five", "six")}) == 1
