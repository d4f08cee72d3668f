"""The trained tagger: its pieces and windows, what it hears, how it joins the rules, and the model that is shipped."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import sys
from pathlib import Path

import pytest

from quotes.analyse import analyse
from quotes.draft import draft
from quotes.engines import RULES
from quotes.errors import ModelError
from quotes.models import Article
from quotes.parse import load
from quotes.tagger.pieces import Vocabulary
from quotes.tagger.windows import ROOM, windows

torch = pytest.importorskip("torch", reason="the tagger needs quotes[stanza]")

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "tests" / "reference" / "reference-A.gold.jsonl"
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "scripts" / "train")]

from quotes.tagger import storage  # noqa: E402
from quotes.tagger.hearing import Place  # noqa: E402
from quotes.tagger.judging import FEATURES, LEAST, probability  # noqa: E402

# "The minister said that the harbour opens tomorrow, pointing out that the works have ended. And the head of the union
# affirmed: "We will not wait any longer"."
NEWS = (
    "قال الوزير سامي الراعي إن الميناء يفتح غدا، مشيرا إلى أن الأعمال انتهت.\n"
    "وأكد رئيس الاتحاد: «لن ننتظر أكثر من ذلك»."
)


@pytest.fixture(scope="module")
def engine():
    return load("tagger")


@pytest.fixture(scope="module")
def articles():
    entries = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()][:8]
    return [Article(doc=e["id"], title=e["title"], body=e["text"]) for e in entries]


def test_pieces_cover_every_word_in_order(engine):
    vocabulary = engine.tagger.vocabulary
    for text in (NEWS, "قَالَ الرَّئِيسُ", "كـــلام\u200f عربي", "ﻻ شيء 12٪", "ا" * 200):
        pieces = list(vocabulary.cut(text))
        assert all(a.end <= b.start for a, b in itertools.pairwise(pieces))
        assert all(p.start < p.end for p in pieces)
        told = {i for p in pieces for i in range(p.start, p.end)}
        assert {i for i, c in enumerate(text) if c.isalnum()} <= told


def test_a_word_reads_the_same_with_and_without_vowel_signs(engine):
    vocabulary = engine.tagger.vocabulary
    plain, signed = (vocabulary.cut(word) for word in ("الوزير", "الوَزِيرُ"))  # "the minister"
    assert [p.number for p in plain] == [p.number for p in signed]


def test_an_unknown_letter_is_one_unknown_piece():
    (piece, other) = Vocabulary({"▁قا": -1.0}).cut("قا☃")
    assert (piece.number, other.number, other.start) == (4, 2, 2)


def test_windows_hold_the_whole_body_and_none_is_too_long(engine):
    sentence = (
        "قال الوزير إن الأعمال انتهت في الميناء. "  # "the minister said that the works at the harbour have ended"
    )
    article = Article(doc="long", title="عنوان", body=sentence * 150 + "\n" + sentence * 20)
    laid = windows(article, engine.tagger.vocabulary)
    own = [p for w in laid for p in w.pieces[w.own :] if p.field == "body" and p.end > p.start]
    assert all(len(w.pieces) <= ROOM for w in laid)
    assert [(p.start, p.end) for p in own] == [(p.start, p.end) for p in engine.tagger.vocabulary.cut(article.body)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("قال الوزير " * 400, "وأضاف أن العمل مستمر.\n" * 40),  # "the minister said", "and he added that work goes on"
        ("عنوان", "قال" * 3000),  # one word of nine thousand letters
        ("", "«" * 3000 + "»" * 3000),
        ("\u202e\u0000" * 50, "قال\u2028الوزير إن" * 300),
    ],
)
def test_no_text_is_too_long_or_too_odd_to_be_heard(engine, title, body):
    article = Article(doc="odd", title=title, body=body)
    assert all(len(window.pieces) <= ROOM for window in windows(article, engine.tagger.vocabulary))
    rows = analyse(article, engine)
    assert all(article[q.field][q.start : q.end] == q.content for q in rows)


def test_the_span_law_holds_and_what_is_told_is_worth_telling(engine, articles):
    for article in articles:
        rows = analyse(article, engine)
        assert rows
        assert all(article[q.field][q.start : q.end] == q.content for q in rows)
        assert all(LEAST <= q.confidence <= 1 or q.kind == "nominal" for q in rows)


def test_an_article_reads_the_same_alone_and_among_others(engine, articles):
    drafts = [draft(article) for article in articles]
    together = engine.read(drafts)
    for one, among in zip(drafts, together, strict=True):
        (alone,) = engine.read([one])
        assert alone.found == among.found
        assert [h and (h.cue, h.unnamed) for h in alone.hearings] == [h and (h.cue, h.unnamed) for h in among.hearings]


def test_the_tagger_hears_cue_words_and_speaker(engine):
    hearings = engine.tagger.hear(Article(doc="news", title="", body=NEWS), [Place("body", 0)])
    said = hearings[0]
    content, speaker = said.content(), said.speaker()
    assert said.cue > 0.5
    assert content is not None
    assert NEWS[content.start : content.end] == "الميناء يفتح غدا"
    assert speaker is not None
    assert NEWS[speaker.start : speaker.end] == "الوزير سامي الراعي"
    assert said.content_probability(content.start, content.end) > said.content_probability(0, 3)


def test_text_that_reports_nothing_gives_nothing(engine):
    texts = ["", " \n ", "درجات الحرارة غدا: 30 نهارا و20 ليلا.", "«" * 500]  # "temperatures tomorrow"
    assert [analyse(Article(doc="x", title="", body=text), engine) for text in texts] == [()] * len(texts)


def test_an_unjoined_word_of_the_rules_keeps_its_place(engine, articles):
    """A statement of the rules that is told keeps its words: the tagger judges it, and adds others."""
    for article in articles:
        by_rules = {(q.field, q.start, q.end) for q in analyse(article, RULES)}
        told = analyse(article, engine)
        assert {(q.field, q.start, q.end) for q in told if not _heard_alone(q)} <= by_rules


def _heard_alone(quotation):
    return "heard by the tagger" in quotation.evidence


def test_the_judge_weighs_each_feature():
    weights = dict.fromkeys(FEATURES, 0.0) | {"bias": 0.0, "cue": 1.0}
    cue = FEATURES.index("cue")
    values = [tuple(x if i == cue else 0.0 for i in range(len(FEATURES))) for x in (-2.0, 0.0, 2.0)]
    assert [probability(weights, v) for v in values] == [
        0.08,
        0.38,
        0.82,
    ]  # of unseen news: half a unit of log odds less


@pytest.mark.parametrize("name", [storage.WEIGHTS, storage.PIECES, storage.JUDGE])
def test_a_file_that_the_card_does_not_vouch_for_is_refused(tmp_path, name):
    shutil.copytree(storage.SHIPPED, tmp_path / "model")
    path = tmp_path / "model" / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match=name):
        storage.load(tmp_path / "model")


def test_a_missing_model_names_the_command_that_mends_it(tmp_path):
    with pytest.raises(ModelError) as told:
        storage.load(tmp_path)
    assert "pip install" in told.value.remedy


def test_the_model_fits_in_the_wheel():
    assert sum(path.stat().st_size for path in storage.SHIPPED.iterdir()) < 40_000_000


def test_training_lowers_the_loss_on_what_it_learns(engine):
    from examples import examples
    from training import Recipe, batch_of, losses, train

    from quotes.tagger.network import Network, Shape

    entries = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()][:4]
    vocabulary = engine.tagger.vocabulary
    data = [example for entry in entries for example in examples(entry, vocabulary)]
    torch.manual_seed(1)
    network = Network(Shape(pieces=len(vocabulary), hidden=48, heads=4, inner=96, shared=1, asked=1))
    before = losses(network.eval(), batch_of(data)).item()
    train(network, data, Recipe(epochs=20, pieces=400, rate=3e-3, bf16=False), log=lambda line: None)
    assert losses(network, batch_of(data)).item() < 0.7 * before


def test_examples_mark_the_words_that_the_reference_names(engine):
    from examples import article_of, examples

    entries = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()]
    entry = random.Random(3).choice(entries)
    article = article_of(entry)
    told = {q["content"].strip('«»"،. ') for q in entry["quotes"]}
    asked = [(e.window, a) for e in examples(entry, engine.tagger.vocabulary) for a in e.asked]
    assert len(asked) > 3
    for window, a in asked:
        for first, last in a.content:
            piece = window.pieces[first]
            words = article[piece.field][piece.start : window.pieces[last].end].strip('«»"،. ')
            assert any(words == t or t in words or words in t for t in told)
