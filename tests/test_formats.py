"""The forms for other programs: from each the words of every statement are found again where the article has them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from screens import ROOT, off_terminal

from quotes.formats.linked import link
from quotes.models import Article
from quotes.scan import scan
from quotes.store import EVERYTHING, Filter, Row, Store

ASTRAL = "قال الوزير سامر الحداد 🎙️: «لن نرفع الأسعار 📈 هذا العام»."  # the minister: we will not raise prices this year
SCHEMA_ORG = {
    "NewsArticle": {"identifier", "headline", "inLanguage", "datePublished", "url", "author", "publisher", "hasPart"},
    "Quotation": {"text", "inLanguage", "identifier", "spokenByCharacter", "isPartOf", "isBasedOn", "genre"},
    "Claim": {"identifier", "text", "inLanguage", "firstAppearance", "appearance"},
    "ClaimReview": {"claimReviewed", "inLanguage", "itemReviewed"},
    "Person": {"name"}, "Organization": {"name"}, "PropertyValue": {"propertyID", "value"},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place: Path = tmp_path_factory.mktemp("formats")
    (place / "news").mkdir()
    (place / "news" / "2026-03-01-astral.txt").write_text(ASTRAL, encoding="utf-8")
    (place / "news" / "2026-03-02-hostile.txt").write_text(
        "*عاجل* <script>\n\nوقالت الوزيرة ليلى منصور إن [المدارس](x) `ستفتح` # غدا <b>باكرا</b>.\n", encoding="utf-8"
    )
    scan([str(ROOT / "corpora"), str(place / "news")], db=str(place / "quotes.duckdb"))
    return place


@pytest.fixture(scope="module")
def store(folder) -> Iterator[Store]:
    with Store.open(str(folder / "quotes.duckdb")) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(store) -> list[Row]:
    return store.quotations(EVERYTHING)


def written(folder: Path, name: str, *more: str) -> str:
    done = off_terminal("export", *more, "--format", name, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def article(store: Store, known: dict[str, Article], doc: str) -> Article:
    return known.setdefault(doc, store.document(doc))


# Label Studio


def test_the_regions_of_a_task_are_the_words_of_its_article(folder, rows):
    tasks = json.loads(written(folder, "labelstudio"))
    found = 0
    for task in tasks:
        for item in task["predictions"][0]["result"]:
            value = item.get("value", {})
            if isinstance(value.get("text"), str):  # a list is what people wrote
                assert task["data"][item["to_name"]][value["start"] : value["end"]] == value["text"]
            found += item["type"] == "labels" and item["value"]["labels"] == ["content"]
    assert found == len(rows)


def test_what_label_studio_is_given_comes_back_as_it_was(folder, tmp_path):
    before = written(folder, "jsonl")
    tasks = json.loads(written(folder, "labelstudio"))
    for task in tasks:
        task["annotations"] = [{"id": 1, "completed_by": 1, "result": task.pop("predictions")[0]["result"]}]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    db = tmp_path / "quotes.duckdb"
    db.write_bytes((folder / "quotes.duckdb").read_bytes())
    done = off_terminal("import-labels", "tasks.json", "--db", str(db), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    after = written(tmp_path, "jsonl")
    assert [said(line) for line in before.splitlines()] == [said(line) for line in after.splitlines()]


def said(line: str) -> dict[str, object]:
    """A row without what tells who made it."""
    return {name: value for name, value in json.loads(line).items() if name not in ("rule", "evidence", "confidence")}


def test_the_configuration_shows_what_the_tasks_hold(folder):
    config = ElementTree.fromstring(written(folder, "labelstudio-config"))
    names = {found.get("name") for found in config.iter() if found.get("name")}
    shown = {found.get("value") for found in config.iter("Text")}
    assert shown == {"$title", "$body"}
    tasks = json.loads(written(folder, "labelstudio"))
    results = [item for task in tasks for item in task["predictions"][0]["result"] if item["type"] != "relation"]
    assert {item["from_name"] for item in results} | {item["to_name"] for item in results} <= names
    labels = {found.get("value") for found in config.iter("Label")}
    assert {label for item in results for label in item["value"].get("labels", ())} <= labels


# Web Annotation


def test_both_selectors_of_an_annotation_find_the_words(folder, store, rows):
    page = json.loads(written(folder, "webannotation"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    known: dict[str, Article] = {}
    assert len(page["items"]) == len(rows)
    for row, item in zip(rows, page["items"], strict=True):
        text = article(store, known, row.doc)[row.field]
        assert item["type"] == "Annotation"
        places = [item["target"], *(body for body in item["body"] if body["type"] == "SpecificResource")]
        for place in places:
            position, words = place["selector"]
            assert text[position["start"] : position["end"]] == words["exact"]
            assert words["prefix"] + words["exact"] + words["suffix"] in text
        assert item["target"]["selector"][1]["exact"] == row.content


@pytest.mark.parametrize(
    ("url", "found"),
    [("https://saba.example/1#top", "https://saba.example/1"), ("javascript:alert(1)", None), ("", None)],
)
def test_only_what_leads_to_the_web_is_an_address(url, found):
    assert link(Article(doc="1", title="", body="", url=url)) == found


def test_an_annotation_says_who_spoke_and_names_cue_and_speaker(folder, rows):
    items = json.loads(written(folder, "webannotation"))["items"]
    for row, item in zip(rows, items, strict=True):
        told = {body["purpose"]: body["value"] for body in item["body"] if body["type"] == "TextualBody"}
        assert told.get("identifying") == row.name
        named = {body["name"]: body["selector"][1]["exact"] for body in item["body"] if "name" in body}
        assert named == {name: value for name, value in (("cue", row.cue), ("speaker", row.speaker)) if value}


# JSON-LD


def nodes(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


@pytest.mark.parametrize("what", ["quotations", "claims"])
def test_every_property_is_one_that_schema_org_has_for_its_type(folder, what):
    graph = json.loads(written(folder, "jsonld", what))
    assert graph["@context"] == "https://schema.org"
    for node in nodes(graph["@graph"]):
        if "@type" in node:
            assert set(node) - {"@type", "@id"} <= SCHEMA_ORG[str(node["@type"])]


def test_a_quotation_names_its_article_and_its_place(folder, store, rows):
    graph = json.loads(written(folder, "jsonld"))["@graph"]
    quotations = [node for node in graph if node["@type"] == "Quotation"]
    assert len(quotations) == len(rows)
    for row, node in zip(rows, quotations, strict=True):
        field, _, span = node["identifier"]["value"].partition(":")
        start, end = map(int, span.split("-"))
        doc = unquote(node["isPartOf"]["@id"].removeprefix("urn:quotes:"))
        assert store.document(doc)[field][start:end] == node["text"] == row.content


def test_a_claim_has_all_its_appearances_and_a_review_without_a_rating(folder, store):
    graph = json.loads(written(folder, "jsonld", "claims"))["@graph"]
    claims = [node for node in graph if node["@type"] == "Claim"]
    for node in claims:
        assert len(node["appearance"]) == store.claim(node["identifier"]).statements
    reviews = [node for node in graph if node["@type"] == "ClaimReview"]
    assert [node["itemReviewed"]["@id"] for node in reviews] == [node["@id"] for node in claims]
    assert all("reviewRating" not in node for node in reviews)


# CoNLL


def test_the_tokens_of_conll_cover_every_span(folder, store, rows):
    known: dict[str, Article] = {}
    doc, field, found = "", "", 0
    tokens: list[list[str]] = []

    def check() -> None:
        nonlocal found
        numbered = list(enumerate((row for row in rows if row.doc == doc), start=1))
        for number, row in numbered:
            if row.field == field:
                found += 1
                under = [token for token in tokens if re.search(rf"\b{number}$|\b{number}\|", token[4])]
                assert int(under[0][2]) <= row.start < int(under[0][3])
                assert int(under[-1][2]) < row.end <= int(under[-1][3])
                assert [tag for token in under for tag in token[4].split("|")].count(f"B-{number}") == 1

    for line in [*written(folder, "conll").splitlines(), "# doc = "]:
        if line.startswith(("# doc = ", "# field = ")):
            if tokens:
                check()
            tokens = []
            name, _, value = line.removeprefix("# ").partition(" = ")
            doc, field = (value, "") if name == "doc" else (doc, value)
        elif line and not line.startswith("# quotation = "):
            tokens.append(line.split("\t"))
            at = article(store, known, doc)[field]
            assert at[int(tokens[-1][2]) : int(tokens[-1][3])] == tokens[-1][1]
    assert found == len(rows)


# Markdown


def test_markdown_shows_every_statement_and_nothing_of_an_article_is_markup(folder, rows):
    text = written(folder, "markdown")
    plain = re.sub(r"\\(.)", r"\1", text)
    assert plain.count("> — **") == len(rows)
    assert all(" ".join(row.content.split()) in " ".join(plain.split()) for row in rows if "\n" not in row.content)
    assert re.search(r"(?<!\\)[<`]", text) is None
    assert r"\[المدارس\]\(x\)" in text


# All of them


@pytest.mark.parametrize("name", ["jsonld", "webannotation", "labelstudio", "conll", "markdown"])
def test_filters_hold_for_every_form_and_nothing_found_is_no_fault(folder, name):
    some = written(folder, name, "--doc", "2026-03-01-astral.txt")
    assert "سامر الحداد" in some
    assert "ليلى" not in some
    done = off_terminal("export", "--format", name, "--text", "كلمة لا يقولها أحد أبدا", cwd=folder)
    assert done.returncode == 0
    if name not in ("conll", "markdown"):
        json.loads(done.stdout)


def test_edges_are_not_written_in_forms_that_are_not_theirs(folder):
    done = off_terminal("export", "edges", "--format", "conll", cwd=folder)
    assert done.returncode == 2
    assert "jsonl" in done.stderr


def test_the_astral_signs_of_an_article_count_one_each(folder, store):
    (row,) = store.quotations(Filter(doc="2026-03-01-astral.txt"))
    (task,) = json.loads(written(folder, "labelstudio", "--doc", row.doc))
    content = next(item for item in task["predictions"][0]["result"] if item["type"] == "labels")
    assert ASTRAL[content["value"]["start"] : content["value"]["end"]] == row.content
    assert "📈" in row.content
