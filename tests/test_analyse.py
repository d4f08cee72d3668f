"""One article from its words to its quotations: whole stories, the seed case, and the law of spans on any text."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import Case, cases, off_the_law

from quotes import corpus
from quotes.analyse import analyse
from quotes.models import KINDS, STANCES, Article, Quotation

CORPORA = Path(__file__).parent.parent / "corpora"


def row(one: Quotation) -> tuple[str, ...]:
    cue, speaker = (mention.text if mention is not None else "" for mention in (one.cue, one.speaker))
    return one.field, one.content, cue, speaker, one.who or "?", one.kind, one.via


def widened(found: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    """Give `found` with the cue of `expected` where the two differ in a preposition (مشيرا إلى) or by a bare colon."""
    cue, wanted = found[2], expected[2]
    same = wanted.startswith(cue + " ") if cue and wanted else {cue, wanted} <= {"", ":"}
    return (*found[:2], wanted, *found[3:]) if same else found


@pytest.mark.parametrize("case", cases("analyse"))
def test_a_story_gives_who_said_what(case: Case) -> None:
    expected = case.expected("in", "content", "cue", "speaker", "who", "kind", "via")
    found = [row(one) for one in analyse(case.article)]
    assert [widened(*pair) for pair in zip(found, expected, strict=False)] + found[len(expected) :] == expected


@pytest.mark.parametrize("case", cases("cue_mentions"))
def test_a_cue_is_mentioned_with_its_preposition(case: Case) -> None:
    found = [(one.cue.text,) for one in analyse(case.article) if one.cue is not None]
    assert found == case.expected("cue")


@pytest.mark.parametrize("case", cases("stance"))
def test_a_cue_tells_the_stance(case: Case) -> None:
    assert [(one.stance,) for one in analyse(case.article)] == case.expected("stance")


@pytest.mark.parametrize("case", cases("pages"))
def test_a_page_of_the_demo_corpus_gives_each_statement_once(case: Case) -> None:
    """Nothing of the menu, the share line, the related links or the comments is speech."""
    (article,) = corpus.read([str(CORPORA / case.text)])
    assert isinstance(article, Article)
    found = [(q.field, q.content, q.speaker.text if q.speaker else "", q.who) for q in analyse(article)]
    assert found == case.expected("in", "content", "speaker", "who")


WORDS = (
    """
قال / وقالت / أكد / واكد / أضاف / وأضافت / صرح / أشار إلى / مشيرا إلى / مؤكدة / قوله / قائلا / يذكر / قيل / تردد /
أعرب عن / طالب / نقلت / نقلا عن / وفقا ل / بحسب / على حد قول / حسبما ذكرت / كان / قد / الذي / أما / فقال / إن / أن /
بأن / أنه / إنها / الوزير / وزير الري / كمال الدرعي / الدرعي / مصدر أمني / المنظمة / وكالة الساحل / لـ / بيان / في /
من / و / ف / أهمية / السد / آمن / أمس / 3.5 / .146 / د. / عاجل / المصدر / وَقَالَ / أَكَّـــدَ / ﻗﺎﻝ / ﻻ / ABC / 😀
""".strip()
    .replace("\n", " ")
    .split(" / ")
)
SIGNS = (*'«»"“”„‟‹›:،.؟!…()-|؛\n\u200f\u202b\u202c\u2067\ufeff\u00a0', "...", "\n\n", "    ")
pieces = st.sampled_from(WORDS) | st.sampled_from(SIGNS) | st.text(max_size=4)
texts = st.lists(st.tuples(pieces, st.sampled_from(("", " ", " ", " "))), max_size=40).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@settings(max_examples=300, deadline=None)
@given(title=texts, body=texts)
def test_every_span_of_any_text_is_its_raw_text(title: str, body: str) -> None:
    article = Article(doc="any", title=title, body=body)
    found = analyse(article)
    assert [(one, off_the_law(article, one)) for one in found if off_the_law(article, one)] == []
    assert analyse(article) == found
    for one in found:
        assert one.kind in KINDS
        assert one.stance in STANCES
        assert one.rule
        assert one.evidence
        assert 0 <= one.confidence <= 1
        assert (one.who is None) == (one.who_kind is None)


@given(body=texts)
def test_quotations_stand_in_reading_order(body: str) -> None:
    places = [(one.start, -one.end) for one in analyse(Article(doc="any", title="", body=body))]
    assert places == sorted(places)


EDGES = "،,؛.:-–…؟!"


@given(body=texts)
def test_no_content_begins_or_ends_with_a_sign(body: str) -> None:
    for one in analyse(Article(doc="any", title="", body=body)):
        assert one.content[0] not in EDGES
        assert one.content[-1] not in EDGES
        assert one.content == one.content.strip()


SCRAPS = ["", " ", "\n", "«", "»", '"', ":", "و", "قال", "قال:", "قال «", "وفقا ل", "إن", "\u202e", "\ufeff"]


@pytest.mark.parametrize("body", SCRAPS)
def test_a_text_of_next_to_nothing_holds_nothing(body: str) -> None:
    assert analyse(Article(doc="any", title=body, body=body)) == ()


BROKEN_OFF = ["قال:«", "أكد:»", "وفقا ل\u202b\u202c", "„من هنا مروا أمس“ أكد إلى«", "„ر ا ا ى“ أكد إلى«"]


@pytest.mark.parametrize("body", BROKEN_OFF)
def test_a_text_that_breaks_off_is_read_to_its_end(body: str) -> None:
    article = Article(doc="broken off", title=body, body=body)
    assert [one for one in analyse(article) if off_the_law(article, one)] == []


def test_one_endless_sentence_is_read_in_a_time_that_can_be_borne():
    said = "وقال الوزير سامر الحداد إن الجسر سيفتح في مايو، مضيفا: «لم نتأخر يوما» بحسب الوكالة "  # "and … said that …"
    start = process_time()
    found = analyse(Article(doc="1", title="", body=said * 250))
    assert process_time() - start < 60  # a cube of the statements takes ten times that
    assert len(found) > 400
