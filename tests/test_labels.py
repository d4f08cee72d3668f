"""`quotes import-labels`: what people say of an article stands, whatever an engine reads in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import on_terminal

from quotes.cli import main
from quotes.correct import import_labels, remove_labels, standing_labels
from quotes.draft import Draft
from quotes.labels import corrected, fit
from quotes.labels.placing import spans_fit
from quotes.labels.reading import read_labels
from quotes.models import Article, Quotation, Skip
from quotes.scan import scan
from quotes.store import Correction, Store

TITLE = "الحداد: لن نغلق الميناء"  # al-Haddad: we will not close the port
SAID = "لن نغلق الميناء أمام السفن اليوم"  # we will not close the port to ships today
MORE = "الأسعار سترتفع في الشهر المقبل"  # prices will rise next month
BODY = (
    f"قال الوزير سامر الحداد: «{SAID}».\nوأكدت ليلى منصور أن {MORE}.\n"  # the minister said …, Layla Mansur stressed …
)
LATER = "وقال مدير الميناء جابر الفهد: «العمل يسير كالمعتاد منذ الصباح الباكر»."  # the port's director: work goes on


@dataclass(frozen=True)
class Other:
    """An engine of another name that reads as the rules do, then loses every statement."""

    name: str = "tagger"
    version: str = "losing"

    def read(self, drafts):
        return drafts

    def judge(self, draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        return ()


def region(text, label, said, *, field="body", unit="utf-32-le", nth=None):
    """A label of Label Studio on the only place of `said` in `text`, counted in code points or in units of UTF-16."""
    assert text.count(said) == 1
    first, width = text.index(said), 4 if unit == "utf-32-le" else 2
    start = len(text[:first].encode(unit)) // width
    value = {"start": start, "end": start + len(said.encode(unit)) // width, "text": said, "labels": [label]}
    return {"id": nth or label, "from_name": "label", "to_name": field, "type": "labels", "value": value}


def relation(source, target, label):
    return {"type": "relation", "from_id": source, "to_id": target, "direction": "right", "labels": [label]}


def answer(name, values, *, nth="content"):
    kind, key = ("textarea", "text") if name in ("who", "via") else ("choices", "choices")
    return {"id": nth, "from_name": name, "to_name": "body", "type": kind, "value": {key: values}}


def results(body=BODY, *, unit="utf-32-le"):
    """One statement, of which the person says that it is Samer's, and nothing of Layla's."""
    return [
        region(body, "content", SAID, unit=unit),
        region(body, "cue", "قال", unit=unit),
        region(body, "speaker", "سامر الحداد", unit=unit),
        relation("content", "cue", "cue"),
        relation("content", "speaker", "speaker"),
        answer("kind", ["direct"]),
        answer("who", ["سامر الحداد"]),
    ]


def task(result, *, doc="a", title=TITLE, body=BODY, **more):
    annotation = {"id": 1, "completed_by": {"email": "noor@example.org"}, "result": result, **more}
    return {"id": 7, "data": {"doc": doc, "title": title, "body": body}, "annotations": [annotation], "predictions": []}


def written(path: Path, value) -> str:
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)


def labels(folder: Path, *tasks) -> str:
    return written(folder / "labels.json", list(tasks))


def corpus(folder: Path, *, title=TITLE, body=BODY, doc="a") -> str:
    folder.mkdir(exist_ok=True)
    return written(folder / f"{doc}.json", [{"id": doc, "title": title, "text": body}])


def read(path: str):
    return list(read_labels(path))


def rows(db: str, doc="a"):
    with Store.open(db) as store:
        return list(store.quotations_of(doc))


def exported(db: str, capsys) -> str:
    capsys.readouterr()
    assert main(["export", "--db", db]) == 0
    return capsys.readouterr().out


@pytest.fixture
def db(tmp_path):
    path = str(tmp_path / "a.duckdb")
    scan([corpus(tmp_path / "news")], db=path)
    return path


# Reading.


def test_a_task_is_read_with_its_cue_speaker_kind_and_source(tmp_path):
    (one,) = read(labels(tmp_path, task(results())))
    (row,) = one.quotations
    assert (row.content, row.cue.text, row.speaker.text, row.who, row.kind) == (
        SAID, "قال", "سامر الحداد", "سامر الحداد", "direct",
    )  # fmt: skip
    assert (row.stance, row.who_kind, row.confidence, row.rule) == ("neutral", "person", 1.0, "label+label")
    assert row.evidence == "corrected in labels.json by noor@example.org"


@pytest.mark.parametrize("unit", ["utf-32-le", "utf-16-le"])
def test_offsets_are_read_in_the_unit_that_fits_the_text_of_the_labels(tmp_path, unit):
    body = "📰📉 " + BODY
    (one,) = read(labels(tmp_path, task(results(body, unit=unit), body=body)))
    assert all(spans_fit(row, Article("a", TITLE, body)) for row in one.quotations)
    assert one.quotations[0].content == SAID


def test_a_task_whose_labels_fit_in_neither_unit_is_a_skip(tmp_path):
    wrong = results()
    wrong[2]["value"]["start"] += 1
    (one,) = read(labels(tmp_path, task(wrong)))
    assert isinstance(one, Skip)
    assert "places" in one.reason


def test_a_label_without_its_text_stands_at_its_places(tmp_path):
    bare = results()
    for one in bare[:3]:
        del one["value"]["text"]
    (one,) = read(labels(tmp_path, task(bare)))
    assert one.quotations[0].content == SAID


def broken(change):
    result = results()
    change(result)
    return result


BROKEN = {
    "no id": lambda r: r[0].pop("id"),
    "an id twice": lambda r: r[1].update(id="content"),
    "an unknown label": lambda r: r[0]["value"].update(labels=["place"]),
    "an unknown field": lambda r: r[0].update(to_name="footer"),
    "no value": lambda r: r[0].update(value=None),
    "no place": lambda r: r[0]["value"].update(start=None),
    "an endless place": lambda r: r[0]["value"].update(start=float("inf")),
    "an empty stretch": lambda r: r[0]["value"].update(start=5, end=5, text=""),
    "a negative place": lambda r: r[0]["value"].update(start=-4, end=-1),
    "an unknown kind": lambda r: r[5]["value"].update(choices=["gossip"]),
    "two kinds": lambda r: r[5]["value"].update(choices=["direct", "mixed"]),
    "a tie to nothing": lambda r: r[3].update(to_id="gone"),
    "a tie from a cue": lambda r: r[3].update(from_id="cue"),
    "two speakers": lambda r: r.extend(
        [region(BODY, "speaker", "ليلى منصور", nth="s2"), relation("content", "s2", "")]
    ),
    "a speaker in the title": lambda r: r.extend(
        [region(TITLE, "cue", ":", field="title", nth="c2"), r.pop(3) and relation("content", "c2", "cue")]
    ),
    "half a sign": lambda r: r[6]["value"].update(text=["\ud83d"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_nothing_of_a_task_is_taken_where_one_label_is_wrong(tmp_path, name):
    first, second = read(labels(tmp_path, task(broken(BROKEN[name])), task([], doc="b")))
    assert isinstance(first, Skip)
    assert second == Correction("b", "labels.json", "noor@example.org", TITLE, BODY, ())


def test_a_task_that_nobody_has_annotated_says_nothing(tmp_path):
    cancelled = task(results(), doc="b", was_cancelled=True)
    assert read(labels(tmp_path, task([]) | {"annotations": []}, cancelled)) == []


def test_of_several_annotations_the_one_changed_last_counts_unless_one_is_the_ground_truth(tmp_path):
    early = {"id": 1, "result": [], "updated_at": "2026-03-01T00:00:00Z", "completed_by": 4}
    late = {"id": 2, "result": results(), "updated_at": "2026-03-02T00:00:00Z", "completed_by": 5}
    (last,) = read(labels(tmp_path, task([]) | {"annotations": [late, early]}))
    (true,) = read(labels(tmp_path, task([]) | {"annotations": [late, early | {"ground_truth": True}]}))
    assert (last.annotator, len(last.quotations), true.annotator, true.quotations) == ("5", 1, "4", ())


def test_what_a_person_leaves_out_is_read_as_the_rules_would(tmp_path):
    denied = BODY.replace("قال الوزير", "نفى الوزير")
    result = [region(denied, "content", SAID), region(denied, "cue", "نفى"), relation("content", "cue", "cue")]
    result += [region(denied, "speaker", "الوزير سامر الحداد"), relation("content", "speaker", "speaker")]
    (one,) = read(labels(tmp_path, task(result, body=denied)))
    (row,) = one.quotations
    assert (row.stance, row.kind, row.who, row.who_kind) == ("deny", "direct", "الوزير سامر الحداد", "person")


def test_the_second_correction_of_an_article_in_a_file_is_a_skip(tmp_path):
    first, second = read(labels(tmp_path, task(results()), task([])))
    assert len(first.quotations) == 1
    assert "twice" in second.reason


@pytest.mark.parametrize("text", ["", "{}", "[]", "3", "no json", '{"text": "x"}', "[" * 100_000, '["a", 4]'])
def test_a_file_without_labels_is_wrong_usage(tmp_path, text, capsys):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert main(["import-labels", str(tmp_path / "x.json"), "--db", str(tmp_path / "a.duckdb")]) == 2
    assert not (tmp_path / "a.duckdb").exists()
    assert "labels" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    ['{"doc": "a"', '{"schema": 1}', '{"doc": "a", "schema": 9}', '{"doc": "a", "field": "body", "kind": "direct"}',
     '{"doc": "a", "field": "body", "kind": "direct", "content": "x", "start": true, "end": 3}',
     '{"doc": "a", "field": "body", "kind": "x", "content": "x", "start": 0, "end": 1}', "4"],
)  # fmt: skip
def test_a_bad_line_is_a_skip_with_its_number_and_its_article_is_left_alone(tmp_path, line):
    good = '{"doc": "b", "field": "body", "kind": "direct", "content": "x", "start": 0, "end": 1}'
    (tmp_path / "x.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    skip, one = read(str(tmp_path / "x.jsonl"))
    assert (skip.line, one.doc) == (2, "b")


# Standing.


def test_a_correction_takes_the_place_of_what_was_read_at_once(db, tmp_path):
    assert {row.content for row in rows(db)} >= {SAID, MORE}
    found = import_labels(labels(tmp_path, task(results())), db=db)
    assert [(one.state, one.stale) for one in found.standings] == [("standing", ())]
    assert [row.content for row in rows(db)] == [SAID]
    with Store.open(db) as store:
        assert [row.name for row in store.speakers()] == ["سامر الحداد"]


def test_an_empty_annotation_says_that_there_is_no_quotation(db, tmp_path):
    import_labels(labels(tmp_path, task([])), db=db)
    assert rows(db) == []


def test_a_correction_stands_after_a_scan_with_another_engine_and_of_a_changed_file(db, tmp_path):
    import_labels(labels(tmp_path, task(results())), db=db)
    before = rows(db)
    scan([str(tmp_path / "news")], db=db, engine=Other())
    assert rows(db) == before
    (path,) = (tmp_path / "news").iterdir()
    written(path, [{"id": "a", "title": TITLE, "text": BODY, "author": "ليلى"}])
    assert scan([str(tmp_path / "news")], db=db, engine=Other()).changed == 1
    assert rows(db) == before


def test_the_same_bytes_come_out_whatever_the_order_of_import_and_scan(tmp_path, capsys):
    news, said = corpus(tmp_path / "news"), labels(tmp_path, task(results()))
    one, other = str(tmp_path / "1.duckdb"), str(tmp_path / "2.duckdb")
    scan([news], db=one)
    import_labels(said, db=one)
    (waiting,) = import_labels(said, db=other).standings
    scan([news], db=other)
    assert waiting.state == "waiting"
    assert exported(one, capsys) == exported(other, capsys) != ""


def test_lines_of_schema_1_give_the_same_whatever_the_order_too(db, tmp_path, capsys):
    out = exported(db, capsys).splitlines()
    (tmp_path / "x.jsonl").write_text(next(line for line in out if SAID in line) + "\n", encoding="utf-8")
    other = str(tmp_path / "2.duckdb")
    import_labels(str(tmp_path / "x.jsonl"), db=db)
    import_labels(str(tmp_path / "x.jsonl"), db=other)
    scan([str(tmp_path / "news")], db=other)
    assert exported(db, capsys) == exported(other, capsys)
    assert [(row.content, row.rule) for row in rows(db)] == [(SAID, "label+label")]
    corpus(tmp_path / "news", body="عاجل.\n" + BODY)  # urgent
    for path in (db, other):
        scan([str(tmp_path / "news")], db=path)
    assert exported(db, capsys) == exported(other, capsys)
    assert [row.rule for row in rows(db)] == ["label+label"]


def test_importing_twice_is_importing_once(db, tmp_path, capsys):
    said = labels(tmp_path, task(results()))
    import_labels(said, db=db)
    before = exported(db, capsys)
    import_labels(said, db=db)
    assert exported(db, capsys) == before
    assert len(standing_labels(db=db)) == 1


def test_a_database_is_not_read_anew_by_the_scan_after_an_import(db, tmp_path):
    import_labels(labels(tmp_path, task(results())), db=db)
    assert scan([str(tmp_path / "news")], db=db).unchanged == 1


# Changed texts.


def test_labels_go_with_their_words_and_new_text_is_the_engines(db, tmp_path):
    import_labels(labels(tmp_path, task(results())), db=db)
    corpus(tmp_path / "news", body="عاجل. " + BODY + LATER)
    scan([str(tmp_path / "news")], db=db)
    told = rows(db)
    assert [row.rule == "label+label" for row in told] == [True, False]
    assert [row.content for row in told if MORE in row.content] == []  # the person has let it go
    assert standing_labels(db=db)[0].state == "moved"
    with Store.open(db) as store:
        assert all(spans_fit(row, store.document("a")) for row in told)


def test_a_label_whose_words_are_gone_is_stale_and_stands_again_when_they_are_back(db, tmp_path, capsys):
    import_labels(labels(tmp_path, task(results())), db=db)
    before = rows(db)
    corpus(tmp_path / "news", body=BODY.replace("أمام السفن", "أمام البواخر"))
    scan([str(tmp_path / "news")], db=db)
    assert "label+label" not in {row.rule for row in rows(db)}
    assert main(["import-labels", "--list", "--db", db]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == ["stale", "label"]
    corpus(tmp_path / "news")
    scan([str(tmp_path / "news")], db=db)
    assert rows(db) == before


@pytest.mark.parametrize("body", [BODY.replace("وأكدت", "وأضافت"), BODY.replace("قال الوزير", "صرح أمس وقال الوزير")])
def test_a_label_stays_where_only_what_is_on_one_side_of_it_has_changed(db, tmp_path, body):
    import_labels(labels(tmp_path, task(results())), db=db)
    corpus(tmp_path / "news", body=body)
    scan([str(tmp_path / "news")], db=db)
    assert standing_labels(db=db)[0].state == "moved"
    assert SAID in {row.content for row in rows(db) if row.rule == "label+label"}


def test_a_label_whose_words_come_twice_is_stale(db, tmp_path):
    import_labels(labels(tmp_path, task(results())), db=db)
    corpus(tmp_path / "news", body=BODY + "\n" + BODY)
    scan([str(tmp_path / "news")], db=db)
    (one,) = standing_labels(db=db)
    assert (one.state, len(one.stale)) == ("stale", 1)


def test_the_labels_of_a_deleted_article_wait_for_it(db, tmp_path):
    import_labels(labels(tmp_path, task(results())), db=db)
    corpus(tmp_path / "news", doc="b")
    (tmp_path / "news" / "a.json").unlink()
    scan([str(tmp_path / "news")], db=db)
    assert [one.state for one in standing_labels(db=db)] == ["waiting"]
    corpus(tmp_path / "news")
    scan([str(tmp_path / "news")], db=db)
    assert [row.rule for row in rows(db)] == ["label+label"]


WORDS = st.text("ابتث «».\n📰", max_size=30)


@given(before=WORDS, after=WORDS, cut=st.tuples(st.integers(0, 40), st.integers(0, 40)), said=st.data())
def test_whatever_becomes_of_a_text_every_row_is_what_its_span_holds(before, after, cut, said):
    old = before + SAID + after
    start = said.draw(st.integers(0, len(old) - 1))
    end = said.draw(st.integers(start + 1, len(old)))
    row = replace(ROW, start=start, end=end, content=old[start:end])
    correction = Correction("a", "x", "", "", old, (row,))
    now = Article("a", "", old[: min(cut)] + old[max(cut) :] + before)
    stood = fit(correction, now)
    assert len(stood.placed) + len(stood.stale) == 1
    assert all(spans_fit(one, now) for one in corrected([], correction=correction, article=now))
    assert corrected([row], correction=correction, article=Article("a", "", old)) == (row,)


ROW = Quotation("body", 0, 1, "", "direct", None, "neutral", None, None, None, "", "label+label", "", 1.0)


# Taking back, and the command.


def test_labels_taken_back_leave_what_the_engine_reads(db, tmp_path, capsys):
    before = exported(db, capsys)
    import_labels(labels(tmp_path, task(results())), db=db)
    assert remove_labels(["a"], db=db) == ("a",)
    assert exported(db, capsys) == before
    assert standing_labels(db=db) == ()


def test_all_labels_are_taken_back_at_once(db, tmp_path, capsys):
    import_labels(labels(tmp_path, task(results()), task([], doc="b")), db=db)
    assert main(["import-labels", "--remove", "--all", "--db", db]) == 0
    assert capsys.readouterr().out == "a\nb\n"


@pytest.mark.parametrize("words", [[], ["x", "--list"], ["--remove"], ["--remove", "a", "--all"], ["x", "--all"]])
def test_a_call_that_asks_for_none_or_several_things_is_wrong_usage(db, words):
    assert main(["import-labels", *words, "--db", db]) == 2


def test_to_take_back_labels_that_are_not_there_is_wrong_usage(db, capsys):
    assert main(["import-labels", "--remove", "b", "--db", db]) == 2
    assert "--list" in capsys.readouterr().err


def test_a_bad_task_is_told_and_the_exit_code_is_1(db, tmp_path, capsys):
    path = labels(tmp_path, task(broken(BROKEN["no id"]), doc="b"), task(results()))
    assert main(["import-labels", path, "--db", db]) == 1
    told = capsys.readouterr()
    assert told.out == "standing\t1\t0\ta\tnoor@example.org\tlabels.json\n"
    assert "task b" in told.err


def test_spans_that_the_article_does_not_hold_change_nothing_and_the_exit_code_is_1(db, tmp_path, capsys):
    before = exported(db, capsys)
    line = json.loads(before.splitlines()[0])
    (tmp_path / "x.jsonl").write_text(json.dumps(line | {"start": line["start"] + 1}) + "\n", encoding="utf-8")
    assert main(["import-labels", str(tmp_path / "x.jsonl"), "--db", db]) == 1
    assert exported(db, capsys) == before


@pytest.mark.parametrize(("lang", "state"), [("en", "standing"), ("ar", "ثابتة")])
def test_on_a_screen_the_state_is_told_in_the_language_of_the_reader(db, tmp_path, lang, state):
    import_labels(labels(tmp_path, task(results())), db=db)
    shown = on_terminal("import-labels", "--list", "--db", db, "--lang", lang, cwd=tmp_path)
    assert state in shown
    assert "noor@example.org" in shown


def test_corrections_of_the_demo_corpus_survive_and_are_taken_back(tmp_path, capsys):
    root, db = Path(__file__).resolve().parent.parent / "corpora" / "sada", str(tmp_path / "a.duckdb")
    scan([str(root)], db=db)
    before = exported(db, capsys)
    (tmp_path / "all.jsonl").write_text(before, encoding="utf-8")
    found = import_labels(str(tmp_path / "all.jsonl"), db=db)
    assert {one.state for one in found.standings} == {"standing"}
    spans = [
        (row["doc"], row["start"], row["content"], row["who"], row["claim"])
        for row in map(json.loads, before.splitlines())
    ]
    after = [json.loads(line) for line in exported(db, capsys).splitlines()]
    assert [(row["doc"], row["start"], row["content"], row["who"], row["claim"]) for row in after] == spans
    scan([str(root)], db=db, engine=Other())
    assert [json.loads(line) for line in exported(db, capsys).splitlines()] == after
    remove_labels(None, db=db)
    assert exported(db, capsys) == before
