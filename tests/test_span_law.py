"""The span law: ``article[field][start:end]`` is the content, the cue or the speaker, on all texts at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from quotes import corpus
from quotes.analyse import analyse
from quotes.models import KINDS, WHO_KINDS, Article, Mention, Quotation

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
LARGE = ROOT.parent / "shared" / "data" / "saudinewsnet"
WHOLE = "QUOTES_WHOLE_CORPUS" in os.environ  # all of it takes minutes: without this, every fourth day stands for it
GIGABYTE = 1024**2  # in KiB, as the system counts resident memory

OFF = """
SELECT q.doc, q.n, q.rule FROM quotations AS q JOIN documents AS d USING (doc),
LATERAL (SELECT CASE q.field WHEN 'title' THEN d.title ELSE d.body END AS raw)
WHERE q.field NOT IN ('title', 'body') OR q."start" < 0 OR q."start" >= q."end"
   OR raw[q."start" + 1 : q."end"] <> q.content
   OR raw[q.cue_start + 1 : q.cue_end] <> q.cue
   OR raw[q.speaker_start + 1 : q.speaker_end] <> q.speaker
LIMIT 20
"""


def articles() -> list[Article]:
    return [item for item in corpus.read([str(CORPORA)]) if isinstance(item, Article)]


def holds(article: Article, quotation: Quotation) -> bool:
    raw = article[quotation.field]
    mentions = [Mention(quotation.start, quotation.end, quotation.content), quotation.cue, quotation.speaker]
    return all(0 <= m.start < m.end and raw[m.start : m.end] == m.text for m in mentions if m is not None)


def test_every_span_of_the_demo_corpus_is_its_raw_text():
    found = [(article, quotation) for article in articles() for quotation in analyse(article)]
    assert found
    assert [quotation for article, quotation in found if not holds(article, quotation)] == []


def test_every_quotation_of_the_demo_corpus_says_its_kind_rule_and_evidence():
    for article in articles():
        for quotation in analyse(article):
            assert quotation.kind in KINDS
            assert quotation.rule
            assert quotation.evidence
            assert 0 <= quotation.confidence <= 1
            assert (quotation.who is None) == (quotation.who_kind is None)
            assert quotation.who_kind is None or quotation.who_kind in WHO_KINDS


def test_the_same_article_gives_the_same_quotations():
    for article in articles():
        assert analyse(article) == analyse(article)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Scan the large corpus once; give the database, the exit code and the peak of resident memory in KiB."""
    if not LARGE.is_dir():
        pytest.skip("the large corpus is not here")
    database = tmp_path_factory.mktemp("large") / "quotes.duckdb"
    days = [LARGE] if WHOLE else sorted(LARGE.glob("*.zip"))[::6]
    call = [sys.executable, "-m", "quotes", "scan", *map(str, days), "--db", str(database)]
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return database, process.returncode, usage.ru_maxrss


def test_the_large_corpus_is_scanned_to_its_end(large):
    database, code, _ = large
    assert code in (0, 1)
    with duckdb.connect(database, read_only=True) as connection:
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        (skips,) = connection.execute("SELECT count(*) FROM skips").fetchone()
        sunk = connection.execute("SELECT path, line, reason FROM skips WHERE reason LIKE 'cannot be analysed%'")
        assert sunk.fetchall() == []
    assert documents > (30_000 if WHOLE else 4_000)
    assert documents + skips >= (31_030 if WHOLE else 4_000)


def test_every_span_of_the_large_corpus_is_its_raw_text(large):
    with duckdb.connect(large[0], read_only=True) as connection:
        assert connection.execute(OFF).fetchall() == []
        (found,) = connection.execute("SELECT count(*) FROM quotations").fetchone()
    assert found > (30_000 if WHOLE else 4_000)


def test_a_scan_with_its_matching_stays_under_two_gigabytes(large):
    assert large[2] < 2 * GIGABYTE
