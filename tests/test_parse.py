"""The engines as they are loaded, and Stanza's parser at work: real models, small ones, and no network."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from screens import ROOT

from quotes import corpus
from quotes.analyse import analyse, analyse_all
from quotes.attribute import Source
from quotes.draft import Draft, draft
from quotes.engines import DEFAULT_ENGINE, ENGINES, RULES, Engine
from quotes.errors import ModelError, UsageError
from quotes.models import Article
from quotes.parse import load
from quotes.resolve import resolve
from quotes.store import Store
from quotes.syntax import places

DEMO = ("nile", "sada")
ALONE = """
import os, sys
REACHING = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
sys.addaudithook(lambda event, _: event in REACHING and (os.write(2, event.encode()), os._exit(9)))
"""
LOADED = """
import atexit, sys
atexit.register(lambda: print(*sorted({"stanza", "torch"} & sys.modules.keys())))
"""
RUN = "from quotes.cli import main; sys.exit(main(sys.argv[1:]))"

SAID = (
    ("قال الوزير سامر الحداد إن الطريق آمن.", "الوزير سامر الحداد"),  # the minister said that the road is safe
    ("وقالت الوزيرة ليلى منصور إن الجسر سليم.", "الوزيرة ليلى منصور"),  # and the minister said … the bridge is sound
    ("وأضاف الرئيس أن الحكومة ستجتمع غدا.", "الرئيس"),  # the president added that the government meets tomorrow
    ("أكد المدير أن العمل مستمر في المدينة.", "المدير"),  # the director affirmed that work goes on in the city
    ("أعلن رئيس الوزراء أن البلاد آمنة.", "رئيس الوزراء"),  # the prime minister announced that the country is safe
    ("وأكدت وزارة النقل أن المدينة آمنة.", "وزارة النقل"),  # the transport ministry affirmed that the city is safe
    ("وأوضح الوزير أن القرار صدر أمس.", "الوزير"),  # the minister explained that the decree came out yesterday
    ("قال المتحدث باسم الشركة إن العمل مستمر.", "المتحدث باسم الشركة"),  # the spokesman said that work goes on
)


def hidden(*modules: str) -> str:
    """Python that goes on as if these modules were not installed."""
    return "\n".join(("import sys", *(f"sys.modules[{module!r}] = None" for module in modules), ""))


def quotes(code: str, *words: str | Path, cwd: Path, models: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line behind some lines of Python, with Stanza's models in a folder of ours."""
    place = {} if models is None else {"STANZA_RESOURCES_DIR": str(models)}
    return subprocess.run(
        [sys.executable, "-c", code + RUN, *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"} | place,
    )  # fmt: skip


def cells(told: str) -> dict[str, str]:
    return {line.split("\t")[0]: line.split("\t")[1] for line in told.splitlines() if line.count("\t") == 1}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for number, (text, _) in enumerate(SAID):
        (tmp_path / f"2026-03-0{number + 1}.txt").write_text(f"خبر {number}\n\n{text}", encoding="utf-8")  # "news"
    return tmp_path


@pytest.fixture(scope="module")
def parser(tiny_stanza: Path) -> Engine:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STANZA_RESOURCES_DIR", str(tiny_stanza))
        return load("stanza-ar")


def opened(text: str) -> Draft:
    """A draft whose sources the rules did not find."""
    whole = draft(Article(doc="a", title="", body=text))
    return replace(whole, sources=tuple(Source(None, "zero", "", "s", "zero", None) for _ in whole.sources))


# What is loaded


def test_the_rules_need_nothing() -> None:
    assert (load("rules"), DEFAULT_ENGINE) == (RULES, "rules")


def test_the_rules_load_no_library_of_models(news: Path) -> None:
    done = quotes(LOADED, "scan", news, "-q", "--audit", "5", cwd=news)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_an_engine_that_nobody_knows_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="no engine spacy") as caught:
        load("spacy")
    assert all(name in caught.value.remedy for name in ENGINES)


@pytest.mark.parametrize(("engine", "module"), [("stanza-ar", "stanza"), ("tagger", "quotes.tagger")])
def test_an_engine_whose_library_is_missing_tells_what_to_install(news: Path, engine: str, module: str) -> None:
    done = quotes(hidden(module), "scan", news, "--engine", engine, cwd=news)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout, (news / "quotes.duckdb").exists()) == (3, "", False)
    assert f"the engine {engine} needs" in first
    assert second.strip() == "pip install 'quotes[stanza]'"


def test_models_that_are_missing_are_told_with_what_fetches_them(news: Path, tmp_path: Path) -> None:
    pytest.importorskip("stanza")
    done = quotes(ALONE, "scan", news, "--engine", "stanza-ar", cwd=news, models=tmp_path / "none")
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout, (news / "quotes.duckdb").exists()) == (3, "", False)
    assert f"models are not in {tmp_path / 'none'}" in first
    assert second.strip() == "python -c \"import stanza; stanza.download('ar')\""


def test_models_that_are_torn_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("stanza")
    (tmp_path / "resources.json").write_text("{")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(ModelError, match="do not load: JSONDecodeError"):
        load("stanza-ar")


def test_auto_is_the_rules_where_there_is_nothing_else(news: Path) -> None:
    missing = hidden("stanza", "quotes.tagger")
    done = quotes(missing, "scan", news, "--engine", "auto", "--db", "auto.duckdb", cwd=news)
    assert (done.returncode, done.stderr) == (0, "quotes: engine: rules\n")
    again = quotes(missing, "scan", news, "--db", "auto.duckdb", cwd=news)
    assert cells(again.stdout)["unchanged"] == str(len(SAID))


# What it reads


def test_auto_is_the_parser_where_no_tagger_is(news: Path, tiny_stanza: Path) -> None:
    done = quotes(hidden("quotes.tagger"), "scan", news, "--engine", "auto", cwd=news, models=tiny_stanza)
    assert (done.returncode, done.stderr) == (0, "quotes: engine: stanza-ar\n")


@pytest.mark.parametrize("engine", ["stanza-ar", "tagger"])
def test_a_scan_keeps_the_law_of_spans_and_uses_no_network(tmp_path: Path, tiny_stanza: Path, engine: str) -> None:
    folders = [ROOT / "corpora" / name for name in DEMO]
    words = ("scan", *folders, "--engine", engine, "--db", "demo.duckdb")
    done = quotes(ALONE, *words, cwd=tmp_path, models=tiny_stanza)
    assert (done.returncode, done.stderr) == (0, "")
    with Store.open(str(tmp_path / "demo.duckdb")) as store:
        rows = store.quotations()
        for row in rows:
            text = store.document(row.doc)[row.field]
            spans = ((row.start, row.end, row.content), (row.speaker_start, row.speaker_end, row.speaker))
            assert all(text[start:end] == words for start, end, words in spans if words is not None)
    assert rows
    again = quotes(ALONE, *words, cwd=tmp_path, models=tiny_stanza)
    assert cells(again.stdout)["changed"] == "0"


def test_the_subject_of_the_parse_is_the_source(parser: Engine) -> None:
    """The parser is small, and may be wrong on some."""
    read = parser.read([opened(text) for text, _ in SAID])
    rows = [parser.judge(one, resolve(one.article, one.scenes, one.found, one.sources))[0] for one in read]
    told = [row for row in rows if row.rule == "clause+syntax"]
    assert {row.evidence for row in told} == {"named at the cue, by the parse"}
    right = [row.speaker is not None and row.speaker.text == who for row, (_, who) in zip(rows, SAID, strict=True)]
    assert sum(right) >= len(SAID) // 4
    for row, (text, _) in zip(rows, SAID, strict=True):
        assert row.speaker is None or text[row.speaker.start : row.speaker.end] == row.speaker.text


def test_an_article_is_read_alike_alone_and_among_others(parser: Engine) -> None:
    folders = [str(ROOT / "corpora" / name) for name in DEMO]
    articles = [article for article in corpus.read(folders) if isinstance(article, Article)]
    assert list(analyse_all(articles, parser)) == [analyse(article, parser) for article in articles]
    drafts = [opened(text) for text, _ in SAID]
    assert list(parser.read(drafts)) == [one for alone in drafts for one in parser.read([alone])]


def test_an_article_without_an_open_source_is_left_as_it_is(parser: Engine) -> None:
    known = draft(Article(doc="a", title="", body="قال الوزير إن الطريق آمن."))  # "the minister said …"
    assert places(known) == ()
    assert list(parser.read([known])) == [known]


def test_the_tagger_is_a_processor_of_stanza(tiny_stanza: Path) -> None:
    import stanza

    from quotes.parse import register

    register()
    register()
    pipeline = stanza.Pipeline(
        "ar", dir=str(tiny_stanza), processors="tokenize,quote", download_method=None, verbose=False
    )
    text = " ".join(words for words, _ in SAID)
    told = pipeline(text).quotes
    assert len(told) >= len(SAID) - 1
    assert all(text[q.start : q.end] == q.content for q in told)
    assert {q.speaker.text for q in told if q.speaker} >= {"الوزير سامر الحداد", "وزارة النقل"}
