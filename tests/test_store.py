"""What the database keeps, gives back, and refuses."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from quotes.errors import BusyError, StoreError, UsageError
from quotes.models import Article, Mention, Quotation, Skip, Speaker
from quotes.speakers import known_titles, unite
from quotes.store import Filter, Scope, Store
from quotes.store.database import SCHEMA_VERSION
from quotes.store.prints import print_of

BODY = "قالت وزيرة المناجم هدى المرجان إن العمل مستمر. وأضافت أن «الأجور ستُدفع» قريبا."
CONTENT = "العمل مستمر"


def article(doc: str, **changes: object) -> Article:
    base = Article(
        doc=doc, title="المناجم: عودة", body=BODY, path=f"{doc}.txt", root="/news", outlet="الساحل", date="2026-03-01"
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def quotation(content: str = CONTENT, **changes: object) -> Quotation:
    start = BODY.index(content)
    base = Quotation(
        field="body", start=start, end=start + len(content), content=content, kind="indirect",
        cue=Mention(0, 4, "قالت"), stance="neutral", speaker=Mention(5, 31, BODY[5:31]), who="هدى المرجان",
        who_kind="person", via="", rule="verb-clause", evidence="قالت + إن", confidence=0.9,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


MARKED = quotation("الأجور ستُدفع", kind="direct", cue=None, speaker=None, who=None, who_kind=None, via="وكالة الساحل")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "q.duckdb")


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    with Store.create(path) as store:
        yield store


def with_speakers(store: Store) -> Store:
    store.save_speakers(unite(store.names(), titles=known_titles()))
    return store


def test_what_is_stored_comes_back_as_it_was(store: Store) -> None:
    one = article("a", title="", line=7, url="https://sahel.example/7", author="سلمى", date=None, encoding="cp1256")
    found = (quotation(), MARKED)
    store.replace([(one, found)])
    assert store.document("a") == one
    assert store.quotations_of("a") == found


@pytest.mark.parametrize("text", ["\0", "a\x1b[0m", "\u202eب", "😀", "'; DROP TABLE meta; --", "\r\n", "\ufeff"])
def test_every_text_comes_back_as_it_was(store: Store, text: str) -> None:
    store.replace([(article("a", body=BODY + text, title=text), (quotation(rule=text, evidence=text),))])
    assert store.document("a").body == BODY + text
    assert store.quotations()[0].evidence == text


def test_quotations_come_by_document_then_title_first_then_place(store: Store) -> None:
    late, early = quotation("الأجور"), quotation("العمل")
    title = Quotation(
        **{name: getattr(early, name) for name in early.__slots__} | {"field": "title", "start": 9, "end": 13}
    )  # type: ignore[arg-type]
    store.replace([(article("b"), (late, early, title)), (article("a"), (late,))])
    assert [(row.doc, row.field, row.content) for row in store.quotations()] == [
        ("a", "body", "الأجور"), ("b", "title", "العمل"), ("b", "body", "العمل"), ("b", "body", "الأجور"),
    ]  # fmt: skip


def test_a_document_replaces_the_one_before_it(store: Store) -> None:
    store.replace([(article("a"), (quotation(), MARKED)), (article("b"), (quotation(),))])
    store.replace([(article("a", title="آخر"), (MARKED,))])
    assert store.document("a").title == "آخر"
    assert store.quotations_of("a") == (MARKED,)
    assert store.quotations_of("b") == (quotation(),)


def test_a_batch_that_fails_changes_nothing(store: Store) -> None:
    store.replace([(article("a"), (quotation(),))])
    with pytest.raises(UnicodeEncodeError):
        store.replace([(article("a", title="آخر"), ()), (article("b", body="\ud800"), ())])
    assert store.document("a") == article("a")
    assert [row.doc for row in store.documents()] == ["a"]
    store.replace([(article("b"), ())])
    assert len(store.documents()) == 2


def test_known_tells_the_print_of_what_is_stored(store: Store) -> None:
    store.replace([(article("a"), ())])
    known = store.known(["a", "b"])
    assert set(known) == {"a"}
    assert known["a"].print == print_of(article("a")) != print_of(article("a", body=BODY + "."))
    assert (known["a"].root, known["a"].path) == ("/news", "a.txt")


def test_forgotten_documents_take_their_quotations_along(store: Store) -> None:
    store.replace([(article("a"), (quotation(),)), (article("b"), (quotation(),))])
    store.forget(["a"])
    assert [row.doc for row in store.documents()] == ["b"]
    assert [row.doc for row in store.quotations()] == ["b"]


def test_only_what_was_neither_met_nor_skipped_has_vanished(store: Store) -> None:
    paths = ["met.txt", "gone.txt", "bad.txt", "a.zip!x.txt", "sub/y.txt", "t.csv"]
    batch = [(article(path, path=path, line=3 if path == "t.csv" else None), ()) for path in paths]
    store.replace([*batch, (article("else", root="/other"), ())])
    store.filing.begin()
    store.filing.meet(["met.txt"])
    scopes = [Scope("/news")]
    places = [("bad.txt", None), ("a.zip", None), ("sub", None), ("t.csv", 2)]
    store.record_skips([Skip(path, "damaged", line, "/news") for path, line in places], scopes=scopes)
    assert store.vanished(scopes) == ("gone.txt", "t.csv")
    assert store.vanished([Scope("/news", "gone.txt")]) == ("gone.txt",)
    assert store.vanished([Scope("/news", "a.zip")]) == ()


def test_skips_of_a_scope_replace_those_before(store: Store) -> None:
    old, other = Skip("a.txt", "empty", None, "/news"), Skip("a.txt", "empty", None, "/other")
    store.record_skips([old, other], scopes=[])
    new = Skip("b.txt", "binary", 4, "/news")
    store.record_skips([new], scopes=[Scope("/news")])
    assert store.skips() == (new, other)
    assert store.summary().skips == (new, other)


FILTERS = [
    (Filter(), 4),
    (Filter(doc="a"), 2),
    (Filter(outlet="الجبل"), 1),
    (Filter(since="2026-03-02"), 1),
    (Filter(until="2026-03-01"), 2),
    (Filter(kind="direct"), 1),
    (Filter(text="الاجور ستدفع"), 1),
    (Filter(text="%"), 0),
    (Filter(limit=3), 3),
    (Filter(min_confidence=0.0), 4),
    (Filter(min_confidence=quotation().confidence), 4),
    (Filter(min_confidence=0.91), 0),
    (Filter(doc="a", kind="indirect", outlet="الساحل"), 1),
    (Filter(speaker="المرجان"), 3),
    (Filter(speaker="هدى بنت سالم"), 3),  # an alias finds what the other names say
    (Filter(speaker="هدي مرجان"), 3),
    (Filter(speaker="مرج"), 0),
    (Filter(speaker="!"), 0),
]


@pytest.mark.parametrize(("filter", "count"), FILTERS)
def test_a_filter_lets_pass_what_it_names(store: Store, filter: Filter, count: int) -> None:
    store.replace([
        (article("a"), (quotation(), MARKED)),
        (article("b", outlet="الجبل", date="2026-03-02"), (quotation(who="هدى بنت سالم المرجان"),)),
        (article("c", date=None), (quotation(),)),
    ])  # fmt: skip
    assert len(with_speakers(store).quotations(filter)) == count


def test_before_speakers_are_united_a_filter_finds_the_names_of_articles(store: Store) -> None:
    store.replace([(article("a"), (quotation(),))])
    (row,) = store.quotations(Filter(speaker="المرجان"))
    assert (row.name, row.speaker_id) == ("هدى المرجان", None)


def test_a_speaker_is_listed_with_all_that_it_said(store: Store) -> None:
    store.replace([
        (article("a", date="2026-03-05"), (quotation(),)),
        (article("b", outlet="الجبل"), (quotation(who="هدى بنت سالم المرجان"), quotation(who="هدى بنت سالم المرجان"))),
        (article("c", date=None), (quotation(), quotation(who="لجنة العمال", who_kind="organisation"))),
    ])  # fmt: skip
    first, second = with_speakers(store).speakers()
    assert (first.name, first.quotations, first.documents) == ("هدى بنت سالم المرجان", 4, 3)
    assert first.aliases == ("هدى المرجان", "هدى بنت سالم المرجان")
    assert (first.outlets, first.first, first.last) == (("الجبل", "الساحل"), "2026-03-01", "2026-03-05")
    assert [row.doc for row in store.statements(first.speaker_id)] == ["b", "b", "a", "c"]
    assert store.speakers(name="العمال") == store.speakers(kind="organisation") == [second]
    assert store.speakers(limit=1) == [first]
    assert store.summary().top_speakers == (first, second)


def test_speakers_are_stale_once_documents_change(store: Store) -> None:
    assert not store.speakers_stale()
    store.replace([(article("a"), (quotation(),))])
    assert store.speakers_stale()
    assert not with_speakers(store).speakers_stale()
    store.forget(["a"])
    assert store.speakers_stale()


def test_the_summary_counts_everything(store: Store) -> None:
    store.replace([(article("a"), (quotation(), MARKED)), (article("b", date="2026-03-09", encoding="cp1256"), ())])
    summary = with_speakers(store).summary()
    assert (summary.documents, summary.quotations, summary.attributed, summary.speakers) == (2, 2, 1, 1)
    assert dict(summary.by_kind) == {"direct": 1, "mixed": 0, "indirect": 1, "headline": 0, "nominal": 0}
    assert summary.attributed_share == 0.5
    assert [(row.outlet, row.documents, row.quotations) for row in summary.outlets] == [("الساحل", 2, 2)]
    assert summary.period == ("2026-03-01", "2026-03-09")
    assert summary.encodings == (("cp1256", 1), ("utf-8", 1))


def test_an_empty_database_has_a_summary(store: Store) -> None:
    summary = store.summary()
    assert (summary.documents, summary.attributed_share, summary.period, summary.top_speakers) == (0, 0.0, None, ())


def test_a_day_that_does_not_exist_is_no_date(store: Store) -> None:
    store.replace([(article("a", date="2026-02-31"), ())])
    assert store.document("a").date is None


def test_an_unknown_document_is_a_wrong_use(store: Store) -> None:
    with pytest.raises(UsageError, match="no article x"):
        store.document("x")


def test_rows_can_be_read_while_others_are(store: Store) -> None:
    store.replace([(article(f"d{n:05}"), (quotation(),)) for n in range(5000)])
    assert sum(len(store.quotations(Filter(doc=row.doc))) for row in store.stream(Filter(limit=3))) == 3
    assert len(store.quotations()) == 5000


def test_what_was_committed_outlives_the_process(path: str) -> None:
    code = (
        "import os, sys; from quotes.store import Store; from quotes.models import Article\n"
        "store = Store.create(sys.argv[1]); store.replace([(Article('a', 't', 'b'), ())]); os._exit(1)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 1
    with Store.open(path) as store:
        assert [row.doc for row in store.documents()] == ["a"]


def test_a_database_that_another_program_has_is_not_written(path: str) -> None:
    code = (
        "import sys; from quotes.store import Store\n"
        "store = Store.create(sys.argv[1]); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BusyError, match=f"in use by process {other.pid}"):
            Store.create(path)
        start = time.monotonic()
        with pytest.raises(BusyError):
            Store.create(path, wait=0.5)
        assert time.monotonic() - start >= 0.5
        other.communicate(b"")


def test_a_missing_database_is_refused(path: str) -> None:
    with pytest.raises(StoreError, match="no database") as caught:
        Store.open(path)
    assert "quotes scan" in caught.value.remedy
    assert not Path(path).exists()


def make_foreign(path: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE ours (x INTEGER)")


def make_sqlite(path: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE ours (x)")
    connection.close()


def make_text(path: str) -> None:
    Path(path).write_text("قال الوزير\n" * 5000, encoding="utf-8")


@pytest.mark.parametrize("make", [make_foreign, make_sqlite, make_text])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(path: str, make: "object") -> None:
    make(path)  # type: ignore[operator]
    before = Path(path).read_bytes()
    for opened in (Store.open, Store.create):
        with pytest.raises(StoreError, match="not a database of quotes"):
            opened(path)
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize("version", [str(SCHEMA_VERSION + 1), "x"])
def test_a_database_of_a_newer_quotes_is_refused(path: str, version: str) -> None:
    Store.create(path).close()
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [version])
    for opened in (Store.open, Store.create):
        with pytest.raises(StoreError, match="newer quotes") as caught:
            opened(path)
        assert "upgrade" in caught.value.remedy


def test_a_damaged_database_is_refused(path: str) -> None:
    with Store.create(path) as store:
        store.replace([(article(f"d{n}", body=f"{n} " * 3000), ()) for n in range(200)])
    whole = Path(path).read_bytes()
    Path(path).write_bytes(whole[:12288] + bytes(len(whole) - 12288))
    with pytest.raises(StoreError), Store.open(path) as damaged:
        damaged.document("d7")


@pytest.mark.parametrize("path", ["/", "", "/nowhere/q.duckdb", "q\0.duckdb"])
def test_a_path_that_can_be_no_database_is_refused(path: str) -> None:
    with pytest.raises(StoreError):
        Store.create(path)


def test_every_field_of_an_article_is_in_its_print() -> None:
    changes = ("title", "body", "path", "root", "outlet", "date", "url", "author", "encoding")
    prints = {print_of(article("a", **{name: "2026-01-01"})) for name in changes}
    assert len(prints | {print_of(article(doc)) for doc in "ab"} | {print_of(article("a", line=1))}) == len(changes) + 3


def test_a_database_is_always_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store.create(":memory:").close()
    Store.open(":memory:").close()
    assert (tmp_path / ":memory:").is_file()


def test_speakers_are_saved_whole(store: Store) -> None:
    store.save_speakers((Speaker("قديم", "person", ("قديم",)),))
    store.save_speakers((Speaker("جديد", "person", ("جديد",)),))
    assert store.summary().speakers == 1


LONG = "قالت الوزيرة إن «الأجور ستُدفع كاملة قبل نهاية الشهر»"  # the wages will be paid in full before the month ends


def worded(*contents: str) -> tuple[Quotation, ...]:
    return tuple(replace(quotation(), content=content) for content in contents)


def wordings(path: str) -> list[tuple[str, int]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute("SELECT content, len(words) FROM wordings ORDER BY content").fetchall()


def test_a_wording_is_stored_once_and_short_statements_have_none(store: Store, path: str) -> None:
    store.replace([(article("a"), worded(LONG, LONG.replace("أ", "ا"), CONTENT))])
    store.replace([(article("b"), worded(LONG))])
    store.matching.settle_wordings()
    store.close()
    assert wordings(path) == [(min(LONG, LONG.replace("أ", "ا")), 9)]


def test_a_wording_goes_with_its_last_quotation(store: Store, path: str) -> None:
    store.replace([(article("a"), worded(LONG)), (article("b"), worded(LONG, LONG + " الجاري"))])
    store.forget(["b"])
    store.matching.settle_wordings()
    store.replace([(article("c"), worded(LONG))])
    store.matching.settle_wordings()
    store.close()
    assert wordings(path) == [(LONG, 9)]


def test_what_a_killed_process_left_half_made_goes_when_the_database_is_made(path: str) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = Path(path).with_name(f".q.duckdb.{gone.pid}.new")
    left.write_bytes(b"half")
    Store.create(path).close()
    assert [entry.name for entry in Path(path).parent.iterdir()] == ["q.duckdb"]
