"""Four times the text takes four times the work: steps of Python are counted, never seconds.

What C code does (regular expressions, alignment) has no lines: it runs in a process of its own, which the system ends
when it has used its time.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from work import steps

from quotes import corpus, segment
from quotes.analyse import analyse
from quotes.attribute import attribute
from quotes.cues import find_attributions, find_cues
from quotes.detect import detect
from quotes.draft import draft
from quotes.frames import set_scene
from quotes.marks import pair_marks
from quotes.match.reading import read_wording
from quotes.models import Article
from quotes.resolve import resolve
from quotes.segment import tokenise

ROOT = Path(__file__).parent.parent
MOST = 4.4  # times the work for four times the text
SENTENCE = 30  # tokens at which a sentence is cut here, so that a short text shows what a long one does
SHORT, LONG = 200, 50  # repetitions of a word, of a clause
SECONDS = 60  # of a processor, for 10⁵ letters in each shape

WORDS = {
    "opening marks": "« ", "closing marks": "» ", "marks in turn": "«نعم» ", "marks of two families": "“نعم » ",
    "straight marks": '" ', "cues": "قال ", "joined cues": "وقال ", "participles": "، مؤكدا ", "names": "سامر الحداد ",
    "words without a stop": "الجسر مفتوح ", "attributions": "بحسب الوزير ", "complementizers": "أن ",
    "and that": "، وأن ", "colons": ": ", "commas": "، ", "stops": ". ", "و": "و ", "the article": "ال ", "بن": "بن ",
    "عبد": "عبد ", "brackets": "( ", "relatives": "الذي ", "short lines": "قال\n", "organisations": "وزارة ",
    "titles": "الرئيس ", "numbers": "1.1 ",
}  # fmt: skip
CLAUSES = {
    "cues with subjects": "قال الوزير ",
    "clauses of one sentence": "قال الوزير إن الجسر مفتوح، ",
    "coordinated clauses": "وأضاف الوزير أن الجسر مفتوح ",
    "sentences": "قال الوزير إن الجسر مفتوح. ",
    "sentences with a name": "قال الوزير سامر الحداد إن الجسر مفتوح.\n",
    "parentheses": "يقول الخبير، ",
    "titled names": "الوزير سامر الحداد، ",
    "attributions between commas": "الجسر مفتوح، بحسب الوزير، ",
    "attributions that trail": "الجسر مفتوح، بحسب الوزير. ",
    "names and colons": "سامر الحداد: الجسر مفتوح\n",
    "quotations behind a cue": "قال الوزير: «الجسر مفتوح أمام السيارات اليوم». ",
    "quotations alone": "«الجسر مفتوح أمام السيارات كلها اليوم». ",
    "quotations before a cue": "«الجسر مفتوح أمام السيارات كلها اليوم»، قال الوزير. ",
    "noun phrases": "أكد أهمية الحوار ",
    "coordinated noun phrases": "وأكد أهمية الحوار، ",
    "left-out subjects": "وأضاف أن الجسر مفتوح. ",
    "relative clauses": "الذي قال إنه ",
    "marks never closed": "«قال الوزير إن الجسر مفتوح\n",
    "marks nested": "«قال الوزير إن ",
    "wrapped lines": "كلمة " * 14 + "\n",
}
SHAPES = {name: word * SHORT for name, word in WORDS.items()} | {name: word * LONG for name, word in CLAUSES.items()}


@pytest.fixture(autouse=True)
def _short_sentences(monkeypatch):
    monkeypatch.setattr(segment, "_LONGEST", SENTENCE)


def ratio(call, text):
    """How many times the steps are for four times the text; the first run fills the memories of words."""
    call(text)
    once, four = (steps(lambda text=text: call(text)).total() for text in (text, text * 4))
    return four / once


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_an_article_is_linear(shape):
    assert ratio(lambda text: analyse(Article("a", "", text)), SHAPES[shape]) <= MOST


@pytest.mark.parametrize("shape", ["colons", "names and colons", "cues", "marks in turn", "sentences"])
def test_reading_a_headline_is_linear(shape):
    assert ratio(lambda text: analyse(Article("a", text, "")), SHAPES[shape]) <= MOST


def _drafted(text):
    return draft(Article("a", "", text))


def _resolved(drafted):
    return resolve(drafted.article, drafted.scenes, drafted.found, drafted.sources)


def _attributed(scene):
    return [attribute(scene, statement) for statement in detect(scene, "body")]


STAGES = {
    "tokens": (lambda text: text, tokenise),
    "marks": (tokenise, pair_marks),
    "cues": (tokenise, find_cues),
    "attributions": (tokenise, find_attributions),
    "scene": (lambda text: text, set_scene),
    "detection": (set_scene, lambda scene: detect(scene, "body")),
    "sources": (set_scene, _attributed),
    "speakers": (_drafted, _resolved),
    "words": (lambda text: text, read_wording),
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("shape", ["sentences", "quotations before a cue", "left-out subjects"])
def test_each_stage_is_linear(stage, shape):
    before, call = STAGES[stage]
    call(before(SHAPES[shape]))
    read_wording.cache_clear()
    once, four = (before(SHAPES[shape] * times) for times in (2, 8))  # phrases that were looked for are kept in a scene
    assert steps(lambda: call(four)).total() / steps(lambda: call(once)).total() <= MOST


def test_reading_a_file_is_linear(tmp_path):
    def read(lines):
        path = tmp_path / f"{lines}.jsonl"
        path.write_text('{"title": "نعم", "text": "قال الوزير إن الجسر مفتوح."}\n' * lines, encoding="utf-8")
        return steps(lambda: list(corpus.read([str(path)]))).total()

    read(10)
    assert read(800) / read(200) <= MOST


def test_what_is_not_linear_is_told():
    def pairs(text):
        return [(a, b) for a in text for b in text if a == b == ""]

    assert ratio(pairs, "نعم " * 20) > MOST


def bounded(program):
    """Run a program of Python that may use a processor for some seconds; give how it ended and what it wrote."""

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    call = [sys.executable, "-c", program]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)
    return done.returncode, done.stderr


FLOODS = """
floods = [part * (MANY // len(part)) for part in (
    "«", "»", "«»", '"', "“ ", "ل", "ا", "1", "1.", "1,", " ", "\\n", "\\r", "&", "&quot;", "#171", "quot", "'", "a'",
    "((", "\\u0651", "\\u200f", "ـ", "a\\u0301", "ﻻ", ".", ",", ":", "{", "﴿", "ي", "قال ", "قال\\n", "a: b\\n",
    "---\\n", "تات", "-",
)]
"""
EVERY_FLOOD = f"""
from quotes.analyse import analyse
from quotes.models import Article
MANY = 100_000
{FLOODS}
for flood in floods:
    analyse(Article("a", "", flood))
"""
ALIGNED = """
from quotes.match.comparing import compare
words = [f"كلمة{n % 977}" for n in range(4000)]
assert compare(" ".join(words), " ".join(words[::-1])).level != "identical"
assert compare(" ".join(words), " ".join(words[:-1])).level != "none"
"""


@pytest.mark.parametrize("program", [EVERY_FLOOD, ALIGNED], ids=["floods", "comparing"])
def test_c_code_keeps_to_its_time(program):
    assert bounded(program) == (0, "")
