"""A scan brings the database up to date with the corpus: what is new, changed, gone, and what cannot be taken."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import quotes
from quotes.analyse import analyse
from quotes.draft import Draft
from quotes.engines import Rules
from quotes.errors import StoreError, UsageError
from quotes.export import FORMATS, export
from quotes.scan import Progress, Slice, Summary, scan
from quotes.store import Store
from quotes.store.prints import engine

TEXT = """{title}

قال مدير الميناء سعد الدريهم إن الأرصفة الجديدة جاهزة لاستقبال السفن. وأضاف أن العمال سيبدأون غدا.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    for n in range(1, 4):
        write(folder / "sahel" / f"2026-03-0{n}-port.txt", title=f"الميناء يعود {n}")
    return folder


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "q.duckdb")


def write(path: Path, *, title: str = "الميناء يعود", encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(TEXT.format(title=title).encode(encoding))
    return path


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.new, summary.changed, summary.unchanged, summary.deleted


def docs(db: str) -> list[str]:
    with Store.open(db) as store:
        return [row.doc for row in store.documents()]


def exported(db: str, tmp_path: Path) -> list[bytes]:
    with Store.open(db) as store:
        for format in FORMATS:
            export(store, format=format, output=str(tmp_path / f"o.{format}"))
    return [(tmp_path / f"o.{format}").read_bytes() for format in FORMATS]


def test_a_scan_finds_who_said_what(corpus: Path, db: str) -> None:
    summary = scan([str(corpus)], db=db)
    assert (summary.articles, counts(summary), summary.skips) == (3, (3, 0, 0, 0), ())
    assert summary.stored.documents == 3
    assert summary.stored.quotations >= 3
    assert summary.stored.period == ("2026-03-01", "2026-03-03")
    assert summary.stored.top_speakers[0].name == "سعد الدريهم"
    assert [row.outlet for row in summary.stored.outlets] == ["sahel"]


def test_spans_of_what_is_stored_are_spans_of_the_article(corpus: Path, db: str) -> None:
    scan([str(corpus)], db=db)
    with Store.open(db) as store:
        for row in store.stream():
            assert store.document(row.doc)[row.field][row.start : row.end] == row.content


def test_a_rescan_of_the_same_corpus_changes_nothing(corpus: Path, db: str, tmp_path: Path) -> None:
    scan([str(corpus)], db=db)
    before = exported(db, tmp_path)
    summary = scan([str(corpus)], db=db)
    assert counts(summary) == (0, 0, 3, 0)
    assert exported(db, tmp_path) == before


def test_two_databases_of_one_corpus_export_the_same_bytes(corpus: Path, db: str, tmp_path: Path) -> None:
    scan([str(corpus)], db=db)
    scan([str(corpus)], db=f"{db}.2")
    assert exported(db, tmp_path) == exported(f"{db}.2", tmp_path)


def test_a_rescan_follows_what_changed_and_what_is_gone(corpus: Path, db: str, tmp_path: Path) -> None:
    scan([str(corpus)], db=db)
    first, second, _ = sorted(corpus.rglob("*.txt"))
    write(first, title="عنوان آخر")
    second.unlink()
    write(corpus / "jabal" / "new.txt")
    assert counts(scan([str(corpus)], db=db)) == (1, 1, 1, 1)
    assert docs(db) == ["jabal/new.txt", "sahel/2026-03-01-port.txt", "sahel/2026-03-03-port.txt"]
    scan([str(corpus)], db=f"{db}.2")
    assert exported(db, tmp_path) == exported(f"{db}.2", tmp_path)


def test_a_new_engine_analyses_everything_anew(corpus: Path, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scan([str(corpus)], db=db)
    monkeypatch.setattr("quotes.store.prints.engine", lambda: engine()[::-1])
    assert counts(scan([str(corpus)], db=db)) == (0, 3, 0, 0)


def test_a_single_file_or_another_folder_deletes_nothing(corpus: Path, db: str, tmp_path: Path) -> None:
    scan([str(corpus / "sahel")], db=db)
    scan([str(corpus / "sahel" / "2026-03-01-port.txt")], db=db)
    write(tmp_path / "other" / "b.txt")
    scan([str(tmp_path / "other")], db=db)
    assert docs(db) == ["2026-03-01-port.txt", "2026-03-02-port.txt", "2026-03-03-port.txt", "b.txt"]


def test_a_document_that_can_no_longer_be_read_is_kept_and_reported(corpus: Path, db: str) -> None:
    scan([str(corpus)], db=db)
    damaged = min(corpus.rglob("*.txt"))
    damaged.write_bytes(b"")
    summary = scan([str(corpus)], db=db)
    assert counts(summary) == (0, 0, 2, 0)
    assert [(skip.path, skip.root) for skip in summary.skips] == [("sahel/2026-03-01-port.txt", str(corpus))]
    assert summary.stored.skips == summary.skips
    assert len(docs(db)) == 3
    write(damaged, title="الميناء يعود 1")
    assert counts(scan([str(corpus)], db=db)) == (0, 0, 3, 0)
    with Store.open(db) as store:
        assert store.skips() == ()


class Fragile(Rules):
    """An engine that one article is too much for, and a batch with it in it."""

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        if any(draft.article.title.endswith("2") for draft in drafts):
            raise ZeroDivisionError("odd mark")
        return drafts


class Forgetful(Rules):
    """An engine that loses an article of a batch."""

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        return drafts[1:] if len(drafts) > 1 else drafts


class Numbered(Rules):
    """An engine with a model of its own."""

    name = "tagger"

    def __init__(self, version: str) -> None:
        self.version = version


def test_an_article_that_an_engine_cannot_bear_is_a_skip_and_no_other_is_lost(corpus: Path, db: str) -> None:
    summary = scan([str(corpus)], db=db, engine=Fragile())
    (skip,) = summary.skips
    assert (skip.path, skip.reason) == (
        "sahel/2026-03-02-port.txt", "cannot be analysed: ZeroDivisionError: odd mark",
    )  # fmt: skip
    assert counts(summary) == (2, 0, 0, 0)
    assert counts(scan([str(corpus)], db=db)) == (1, 0, 2, 0)


def test_an_engine_that_loses_articles_is_asked_for_each_by_itself(corpus: Path, db: str) -> None:
    summary = scan([str(corpus)], db=db, engine=Forgetful())
    assert (counts(summary), summary.skips) == ((3, 0, 0, 0), ())


def test_what_another_engine_or_another_model_has_read_is_read_anew(corpus: Path, db: str) -> None:
    scan([str(corpus)], db=db)
    assert counts(scan([str(corpus)], db=db, engine=Numbered("1"))) == (0, 3, 0, 0)
    assert counts(scan([str(corpus)], db=db, engine=Numbered("1"))) == (0, 0, 3, 0)
    assert counts(scan([str(corpus)], db=db, engine=Numbered("2"))) == (0, 3, 0, 0)
    assert counts(scan([str(corpus)], db=db)) == (0, 3, 0, 0)


def test_an_id_of_another_folder_is_not_taken_over(corpus: Path, db: str, tmp_path: Path) -> None:
    scan([str(corpus)], db=db)
    other = write(tmp_path / "other" / "sahel" / "2026-03-01-port.txt", title="غيره")
    summary = scan([str(tmp_path / "other")], db=db)
    assert "belongs to sahel/2026-03-01-port.txt of" in summary.skips[0].reason
    assert summary.articles == 0
    (corpus / "sahel" / "2026-03-01-port.txt").unlink()
    assert counts(scan([str(tmp_path / "other")], db=db)) == (0, 1, 0, 0)
    with Store.open(db) as store:
        assert store.document("sahel/2026-03-01-port.txt").root == str(other.parents[1])


def test_a_corpus_that_moved_moves_in_the_database(corpus: Path, db: str) -> None:
    scan([str(corpus)], db=db)
    moved = corpus.rename(corpus.with_name("moved"))
    assert counts(scan([str(moved)], db=db)) == (0, 3, 0, 0)
    assert len(docs(db)) == 3


def test_files_that_are_not_utf_8_are_named(corpus: Path, db: str) -> None:
    write(corpus / "old.txt", encoding="cp1256")
    ((path, encoding),) = scan([str(corpus)], db=db).encodings
    assert path == "old.txt"
    assert "1256" in encoding


def test_progress_is_told_for_each_article_skip_and_file(corpus: Path, db: str) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    told: list[Progress] = []
    scan([str(corpus)], db=db, progress=told.append)
    assert [(one.articles, one.skips) for one in told][-1] == (3, 1)
    assert len(told) == 8
    assert told[-1].size == sum(path.stat().st_size for path in corpus.rglob("*.txt"))
    assert {one.path for one in told} == {"empty.txt", *(f"sahel/2026-03-0{n}-port.txt" for n in (1, 2, 3))}


def test_columns_may_be_mapped(db: str, tmp_path: Path) -> None:
    row = {"id": "x7", "head": "الميناء يعود", "words": TEXT.format(title=""), "day": "2026-03-04"}
    (tmp_path / "t.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    scan([str(tmp_path / "t.jsonl")], db=db, mapping={"title": "head", "text": "words", "date": "day"})
    with Store.open(db) as store:
        assert (store.document("x7").title, store.document("x7").date) == ("الميناء يعود", "2026-03-04")


def test_a_path_that_does_not_exist_makes_no_database(db: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        scan([str(tmp_path / "nothing")], db=db)
    assert not Path(db).exists()


def test_a_foreign_database_is_refused_before_anything_is_read(corpus: Path, db: str) -> None:
    Path(db).write_bytes(b"notes of my own " * 2000)
    with pytest.raises(StoreError):
        scan([str(corpus)], db=db)


def test_an_interrupted_scan_keeps_what_was_committed_and_deletes_nothing(
    corpus: Path, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan([str(corpus)], db=db)
    (corpus / "sahel" / "2026-03-01-port.txt").unlink()
    for n in range(4):
        write(corpus / "a" / f"{n}.txt")
    monkeypatch.setattr(sys.modules["quotes.intake"], "BATCH", 2)

    def interrupt(progress: Progress) -> None:
        if progress.articles == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan([str(corpus)], db=db, progress=interrupt)
    assert docs(db) == ["a/0.txt", "a/1.txt", *(f"sahel/2026-03-0{n}-port.txt" for n in (1, 2, 3))]
    assert counts(scan([str(corpus)], db=db)) == (2, 0, 4, 1)


def test_a_killed_scan_leaves_whole_documents_and_goes_on(db: str, tmp_path: Path) -> None:
    for n in range(1200):
        write(tmp_path / "many" / f"{n:04}.txt", title=f"الميناء {n}")
    code = (
        "import os, sys; from quotes.scan import scan\n"
        "scan([sys.argv[1]], db=sys.argv[2], progress=lambda p: p.articles < 1100 or os.kill(os.getpid(), 9))"
    )
    many = str(tmp_path / "many")
    environment = os.environ | {"PYTHONPATH": str(Path(quotes.__file__).parents[1])}
    assert subprocess.run([sys.executable, "-c", code, many, db], env=environment, check=False).returncode == -9
    with Store.open(db) as store:
        kept = store.documents()
        assert len(kept) == 1000
        assert all(analyse(store.document(row.doc)) == store.quotations_of(row.doc) for row in kept[::100])
    assert counts(scan([many], db=db)) == (200, 0, 1000, 0)


def test_a_slice_takes_the_first_articles_and_the_next_scan_the_rest(corpus: Path, db: str) -> None:
    assert counts(scan([str(corpus)], db=db, part=Slice(limit=2))) == (2, 0, 0, 0)
    assert counts(scan([str(corpus)], db=db)) == (1, 0, 2, 0)


def test_a_slice_takes_the_articles_of_a_day_and_later_and_none_without_a_date(corpus: Path, db: str) -> None:
    write(corpus / "sahel" / "undated.txt", title="الميناء بلا يوم")  # "the port, without a day"
    assert counts(scan([str(corpus)], db=db, part=Slice(since="2026-03-02"))) == (2, 0, 0, 0)
    with Store.open(db) as store:
        assert sorted(store.known(["sahel/2026-03-02-port.txt", "sahel/2026-03-03-port.txt"])) == [
            "sahel/2026-03-02-port.txt",
            "sahel/2026-03-03-port.txt",
        ]


@pytest.mark.parametrize("part", [Slice(limit=1), Slice(since="2026-03-03")])
def test_a_slice_drops_neither_documents_nor_skips_that_are_stored(corpus: Path, db: str, part: Slice) -> None:
    write(corpus / "sahel" / "zzz.txt").write_bytes(b"")
    whole = scan([str(corpus)], db=db)
    (corpus / "sahel" / "2026-03-02-port.txt").unlink()
    sliced = scan([str(corpus)], db=db, part=part)
    assert sliced.deleted == 0
    assert (sliced.stored.documents, sliced.stored.skips) == (whole.stored.documents, whole.stored.skips)
    assert scan([str(corpus)], db=db).deleted == 1
