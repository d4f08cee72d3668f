"""Python gets the verbs of the command line: typed records, relations of DuckDB, and what a notebook shows."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from screens import ARTICLE, HOSTILE, QUOTATIONS, environment, fill, hostile_quotation
from test_layers import HEAVY

import quotes
from quotes.export import FIELDS
from quotes.store.records import ClaimRow, ClaimStatement, Row

TEXT = "قالت الوزيرة ليلى منصور إن المدارس ستفتح غدا."  # Minister Layla Mansur said that the schools open tomorrow
VERBS = ("analyse", "compare", "match", "open", "read", "scan", "trace")
DEMO = Path(__file__).parent.parent / "corpora"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """A database of the demo corpus."""
    place = tmp_path_factory.mktemp("api") / "demo.duckdb"
    quotes.scan(DEMO, db=place)
    return place


def alone(code: str) -> str:
    """What a fresh Python prints for some code."""
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    return done.stdout


def test_importing_the_package_loads_none_of_its_parts_and_no_heavy_library():
    loaded = alone("import sys, quotes; print(*sys.modules)").split()
    assert [name for name in loaded if name.startswith("quotes.")] == []
    assert HEAVY & set(loaded) == set()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_stays_a_verb_when_the_module_of_its_name_is_imported(verb):
    code = f"import sys, quotes, quotes.analyse, quotes.scan, quotes.match; print(type(quotes.{verb}).__name__)"
    assert alone(code) == "function\n"


def test_everything_that_the_package_names_is_there():
    assert [name for name in quotes.__all__ if not hasattr(quotes, name)] == []
    assert set(quotes.__all__) <= set(dir(quotes))
    assert quotes.__all__ == sorted(quotes.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        quotes.nonsense  # noqa: B018


def test_a_text_is_analysed_as_the_article_that_holds_it():
    told = quotes.analyse(TEXT, title="خبر")
    assert told.article == quotes.Article(doc="", title="خبر", body=TEXT)
    assert tuple(told) == tuple(quotes.analyse(told.article))
    assert [(one.who, one.content) for one in told] == [("ليلى منصور", "المدارس ستفتح غدا")]


def test_an_engine_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(quotes.UsageError) as caught:
        quotes.analyse(TEXT, engine="guess")
    assert "rules" in caught.value.remedy


def test_reading_takes_one_path_or_many():
    outlets = [DEMO / "sada", DEMO / "nile"]
    both = list(quotes.read(outlets))
    assert len(both) == sum(len(list(quotes.read(outlet))) for outlet in outlets)
    assert {type(one) for one in both} == {quotes.Article}


def test_texts_to_match_are_numbered_or_bear_their_own_ids():
    texts = ["وزير النقل نفى إغلاق الميناء", "فتح المدارس الأحد بعد العطلة"]  # no closing of the port; schools open
    (numbered,) = quotes.match([texts[0]], texts, top=1)
    (named,) = quotes.match({"q": texts[0]}, {"a": texts[0], "b": texts[1]}, top=1)
    assert (numbered.query, numbered.id, named.query, named.id) == ("1", "1", "q", "a")
    assert numbered.score == named.score == 1


def test_a_database_finds_what_the_filters_let_pass(db):
    with quotes.open(db) as corpus:
        rows = corpus.find(speaker="بيرادزا", since="2026-03-11")
        assert len(rows) > 0
        assert all("بيرادزا" in row.name and row.date >= "2026-03-11" for row in rows)
        assert len(corpus.find()) == corpus.summary().quotations


def test_an_article_comes_out_as_it_went_in(db):
    with quotes.open(db) as corpus:
        doc = corpus.find(limit=1)[0].doc
        told = corpus.document(doc)
        assert tuple(told) == tuple(quotes.analyse(told.article))


def test_a_claim_comes_with_its_statements_and_is_traced_by_its_words(db):
    with quotes.open(db) as corpus:
        widest = corpus.find_claims(limit=1)[0]
        followed = corpus.claim(widest.claim)
        assert followed.claim == widest
        assert len(followed.statements) == widest.statements
        traced = corpus.trace(widest.content)
    assert {one.row.claim for one in traced} >= {widest.claim}
    assert quotes.trace(db, widest.content) == traced


def test_a_database_that_is_missing_is_told_with_its_remedy(tmp_path):
    with pytest.raises(quotes.StoreError) as caught:
        quotes.open(tmp_path / "none.duckdb")
    assert "quotes scan" in caught.value.remedy


def test_a_scan_into_a_database_that_is_open_says_so(db):
    with quotes.open(db), pytest.raises(quotes.StoreError, match="open in this program already"):
        quotes.scan(DEMO, db=db)


# Relations

OUTSIDE = (
    "SELECT * FROM read_csv('/etc/passwd')", "COPY documents TO 'out.csv'", "ATTACH 'other.duckdb'",
    "DROP TABLE documents", "SELECT nothing", "SELEC",
)  # fmt: skip


@pytest.mark.parametrize("query", OUTSIDE)
def test_a_query_reads_the_database_and_nothing_else(db, query):
    with quotes.open(db) as corpus, pytest.raises(quotes.UsageError):
        corpus.sql(query)


def test_a_query_comes_out_as_the_tables_of_three_libraries(db):
    with quotes.open(db) as corpus:
        found = corpus.sql("SELECT kind, count(*) AS n FROM statements GROUP BY kind ORDER BY kind")
        arrow = found.to_arrow_table()
        assert arrow.num_rows == len(corpus.summary().by_kind)
        assert found.df()["n"].tolist() == found.pl()["n"].to_list() == arrow.column("n").to_pylist()


def test_the_relations_hold_what_the_records_hold(db):
    with quotes.open(db) as corpus:
        counted = [len(relation) for relation in (corpus.quotations, corpus.speakers, corpus.claims)]
        figures = corpus.summary()
        assert counted == [figures.quotations, figures.speakers, figures.claims]
        columns = corpus.quotations.columns
        names, rows = corpus.quotations.project("doc, start, content, name").fetchall(), corpus.find()
        assert names == [(row.doc, row.start, row.content, row.name) for row in rows]
    assert tuple(columns[: len(FIELDS)]) == FIELDS
    assert columns[len(FIELDS) :] == ["name", "speaker_id"]


def test_an_edge_joins_two_wordings_with_their_documents(db):
    with quotes.open(db) as corpus:
        pairs = corpus.edges.project("a_content, b_content, level, a_docs, b_docs").fetchall()
    assert pairs
    for one, other, level, docs, other_docs in pairs:
        assert quotes.compare(one, other, days=0).level == level
        assert docs
        assert other_docs


# What a notebook shows


def parsed(html: str) -> ElementTree.Element:
    """The tree of a piece of HTML; raises where it is not well-formed."""
    return ElementTree.fromstring(html)


def shown(html: str) -> str:
    return "".join(parsed(html).itertext())


def test_a_notebook_shows_the_article_with_its_marks():
    told = quotes.Quotations(ARTICLE, QUOTATIONS)
    tree = parsed(told._repr_html_())
    marks = [(mark.get("title"), mark.text) for mark in tree.iter("mark")]
    assert ("content, speaker", "الهيئة") in marks  # a speaker named within another's words
    assert ("cue", "قال") in marks
    assert len(list(tree.iter("tr"))) == 1 + len(QUOTATIONS)
    fields = [element for element in tree.iter("div") if element.get("dir") == "auto"]
    assert len(fields) == 2


HOSTILE_PIECES = ("\x1b", "\x00", "\u202e", "\x9b")


def test_a_notebook_escapes_what_an_article_holds():
    article = replace(
        HOSTILE, title="<script>alert(1)</script>" + HOSTILE.title, body="<b onclick='x'>\"&amp;" + HOSTILE.body
    )
    html = quotes.Quotations(article, (hostile_quotation(),))._repr_html_()
    assert "<script" not in html
    assert "<b " not in html
    assert "<script>alert(1)</script>" in shown(html)
    assert not any(sign in html for sign in HOSTILE_PIECES)


def test_a_notebook_escapes_the_rows_of_a_query(tmp_path):
    with quotes.open(fill(tmp_path / "quotes.duckdb")) as corpus:
        rows = corpus.find()
        html = rows._repr_html_()
    assert len(list(parsed(html).iter("tr"))) == 1 + len(rows)
    assert not any(sign in html for sign in HOSTILE_PIECES)


def test_a_notebook_shows_a_claim_with_what_was_dropped_and_added(db):
    with quotes.open(db) as corpus:
        followed = corpus.claim("c-60af810177")
    tree = parsed(followed._repr_html_())
    assert "4200" in [gone.text for gone in tree.iter("del")]
    assert "2400" in [new.text for new in tree.iter("ins")]


def test_a_notebook_escapes_the_words_of_a_claim(db):
    with quotes.open(db) as corpus:
        followed = corpus.claim("c-60af810177")
    attack = '</li><script>alert("x")</script>\x1b'
    statements = tuple(_attacked(statement, attack) for statement in followed.statements)
    html = quotes.Genealogy(replace(followed.claim, content=attack), statements)._repr_html_()
    assert "<script" not in html
    assert "\x1b" not in html
    assert attack.replace("\x1b", "␛") in shown(html)


def _attacked(statement: ClaimStatement, attack: str) -> ClaimStatement:
    row: Row = replace(statement.row, content=statement.row.content + attack, name=attack, outlet=attack, doc=attack)
    return replace(statement, row=row)


def test_an_article_without_quotations_says_so():
    assert "no quotation" in shown(quotes.analyse("لا شيء هنا.")._repr_html_())


def test_the_records_of_a_claim_are_those_of_the_store(db):
    with quotes.open(db) as corpus:
        followed = corpus.find_claims(limit=1)
    assert isinstance(followed[0], ClaimRow)
