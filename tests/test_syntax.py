"""What the parse of a sentence tells of its source, on parses made by hand."""

from __future__ import annotations

import pytest

from quotes.draft import Draft, draft
from quotes.models import Article
from quotes.resolve import resolve
from quotes.syntax import LONGEST, Name, Parse, Word, corrected, places

Token = tuple[str, *tuple[tuple[str, int], ...]]  # what is written together, and for each word relation and head from 1

# "He said, after the minister Samer al-Haddad had visited the port, that the road is safe": one verb, one subject.
VISIT = "قال بعد أن زار الميناء الوزير سامر الحداد إن الطريق آمن."
VISITED: tuple[Token, ...] = (
    ("قال", ("root", 0)), ("بعد", ("case", 4)), ("أن", ("mark", 4)), ("زار", ("advcl", 1)), ("الميناء", ("obj", 4)),
    ("الوزير", ("nsubj", 1)), ("سامر", ("nmod", 6)), ("الحداد", ("flat", 7)), ("إن", ("mark", 11)),
    ("الطريق", ("nsubj", 11)), ("آمن", ("ccomp", 1)), (".", ("punct", 1)),
)  # fmt: skip

# "And the first presenter added, at the end of the meeting that was held yesterday, that the road is safe."
PRESENTER = "وأضاف في ختام اللقاء الذي عقد أمس المقدم الأول أن الطريق آمن."
PRESENTED: tuple[Token, ...] = (
    ("وأضاف", ("cc", 2), ("root", 0)), ("في", ("case", 4)), ("ختام", ("obl", 2)), ("اللقاء", ("nmod", 4)),
    ("الذي", ("nsubj:pass", 7)), ("عقد", ("acl:relcl", 5)), ("أمس", ("advmod", 7)), ("المقدم", ("nsubj", 2)),
    ("الأول", ("amod", 9)), ("أن", ("mark", 13)), ("الطريق", ("nsubj", 13)), ("آمن", ("ccomp", 2)), (".", ("punct", 2)),
)  # fmt: skip


def of(text: str) -> Draft:
    return draft(Article(doc="a", title="", body=text))


def parse(text: str, tokens: tuple[Token, ...], names: tuple[Name, ...] = (), *, start: int = 0) -> Parse:
    words, at = [], start
    for form, *told in tokens:
        at = text.index(form, at)
        words += [Word(at, at + len(form), head - 1 if head else None, relation) for relation, head in told]
        at += len(form)
    return Parse(tuple(words), names)


def name(text: str, words: str, kind: str) -> Name:
    at = text.index(words)
    return Name(at, at + len(words), "person" if kind == "person" else "organisation")


def read(text: str, told: Parse) -> list[tuple[str, str, str]]:
    """Give the words, the kind and the rule of each source of a text of one sentence."""
    first = of(text)
    after = corrected(first, dict.fromkeys(places(first), told))
    tokens = after.scenes["body"].tokens
    return [
        (tokens.raw(s.phrase.first, s.phrase.last), s.phrase.kind, s.rule) if s.phrase else ("", "", s.rule)
        for s in after.sources
    ]


def changed(tokens: tuple[Token, ...], at: int, *told: tuple[str, int]) -> tuple[Token, ...]:
    """The same parse with other relations for the token at a place."""
    return (*tokens[:at], (tokens[at][0], *told), *tokens[at + 1 :])


def test_a_verb_whose_subject_the_rules_did_not_find_takes_that_of_the_parse() -> None:
    assert [(source.phrase, source.rule) for source in of(VISIT).sources] == [(None, "zero")]
    assert read(VISIT, parse(VISIT, VISITED)) == [("الوزير سامر الحداد", "person", "syntax")]


def test_words_written_together_share_a_place() -> None:
    assert read(PRESENTER, parse(PRESENTER, PRESENTED)) == [("المقدم الأول", "role", "syntax")]


def test_the_subject_stops_before_a_clause_that_tells_of_it() -> None:
    text = PRESENTER.replace("المقدم الأول", "الوزير الذي زار البلاد")  # "the minister who visited the country"
    tokens: tuple[Token, ...] = (
        *PRESENTED[:7], ("الوزير", ("nsubj", 2)), ("الذي", ("nsubj", 11)), ("زار", ("acl:relcl", 9)),
        ("البلاد", ("obj", 11)), ("أن", ("mark", 15)), ("الطريق", ("nsubj", 15)), ("آمن", ("ccomp", 2)),
    )  # fmt: skip
    assert read(text, parse(text, tokens)) == [("الوزير", "role", "syntax")]


def test_the_subject_of_a_passive_is_no_source() -> None:
    assert read(VISIT, parse(VISIT, changed(VISITED, 5, ("nsubj:pass", 1)))) == [("", "", "zero")]


def test_a_subject_in_the_reported_words_is_no_source() -> None:
    tokens = changed(changed(VISITED, 5, ("nsubj", 4)), 9, ("nsubj", 1))
    assert read(VISIT, parse(VISIT, tokens)) == [("", "", "zero")]


def test_a_source_never_reaches_into_the_reported_words() -> None:
    tokens = changed(changed(VISITED, 8, ("dep", 8)), 9, ("dep", 8))
    assert read(VISIT, parse(VISIT, tokens)) == [("الوزير سامر الحداد", "person", "syntax")]


def test_a_verb_of_the_other_gender_has_another_subject() -> None:
    text = VISIT.replace("قال", "قالت", 1).replace(" سامر الحداد", "")  # "she said … the minister", a man
    tokens = (("قالت", ("root", 0)), *VISITED[1:6], *VISITED[8:])
    assert read(text, parse(text, tokens)) == [("", "", "zero")]


def test_the_subject_of_a_verb_that_relays_is_the_medium() -> None:
    text = "ونقلت الصحيفة عن أوليه أن الطريق آمن."  # "the newspaper quoted Ole that the road is safe"
    tokens: tuple[Token, ...] = (
        ("ونقلت", ("cc", 2), ("root", 0)), ("الصحيفة", ("nsubj", 2)), ("عن", ("case", 5)), ("أوليه", ("obl", 2)),
    )  # fmt: skip
    assert read(text, parse(text, tokens)) == [("أوليه", "unknown", "relay")]


def test_where_the_parse_parts_a_title_from_its_name_the_rules_read_on() -> None:
    assert read(VISIT, parse(VISIT, changed(VISITED, 6, ("obl", 1)))) == [("الوزير سامر الحداد", "person", "syntax")]


def test_a_verb_in_the_dual_has_no_subject_in_the_singular() -> None:
    text = VISIT.replace("قال", "قالا", 1)  # "the two of them said"
    assert read(text, parse(text, (("قالا", ("root", 0)), *VISITED[1:]))) == [("", "", "zero")]


def test_a_parse_that_has_no_subject_changes_nothing() -> None:
    first = of(VISIT)
    assert corrected(first, dict.fromkeys(places(first), parse(VISIT, changed(VISITED, 5, ("obj", 4))))) == first
    assert corrected(first, {}) == first


@pytest.mark.parametrize("head", [1, 6, 7])
def test_a_parse_that_turns_in_a_circle_is_read_to_its_end(head: int) -> None:
    read(VISIT, parse(VISIT, changed(VISITED, 0, ("root", head))))


def test_what_the_rules_know_is_not_asked_for() -> None:
    known = of("قال الوزير سامر الحداد إن الطريق آمن.")  # "Minister Samer al-Haddad said that the road is safe"
    assert places(known) == ()
    assert corrected(known, {("body", 0, 8): parse(VISIT, VISITED)}) == known


def test_only_the_sentence_with_an_open_source_is_asked_for() -> None:
    text = f"عاد الوفد أمس. {VISIT} وقال الوزير إن الجسر سليم."  # between "the delegation is back" and what he said
    (field, first, last), *others = places(of(text))
    tokens = of(text).scenes["body"].tokens
    assert (field, tokens.raw(first, last), others) == ("body", VISIT, [])


def test_a_sentence_without_an_end_is_not_asked_for() -> None:
    assert places(of(VISIT.replace("آمن.", "آمن " + "ثم " * LONGEST))) == ()


@pytest.mark.parametrize(("kind", "rule"), [("organisation", "syntax"), ("person", "syntax"), ("", "subject-after")])
def test_a_phrase_of_no_known_kind_is_the_name_that_is_recognised(kind: str, rule: str) -> None:
    text = "أكدت الشبكية أن الطريق آمن."  # "al-Shabakiyya affirmed that the road is safe"
    names = (name(text, "الشبكية", kind),) if kind else ()
    assert read(text, Parse((), names)) == [("الشبكية", kind or "unknown", rule)]


def test_a_recognised_name_is_not_what_the_rules_took_for_a_part_of_more() -> None:
    text = "أكدت الشبكية أن الطريق آمن."
    assert read(text, Parse((), (name(text, "أكدت الشبكية", "person"),))) == [("الشبكية", "unknown", "subject-after")]


def test_what_is_parsed_is_resolved_as_any_source() -> None:
    """The minister is named in full once and then by his office."""
    before, said = "زار الوزير سامر الحداد المدينة.", VISIT.replace(" سامر الحداد", "")
    first = of(f"{before}\n{said}")
    told = parse(first.article.body, (*VISITED[:6], *VISITED[8:]), start=len(before))
    after = corrected(first, dict.fromkeys(places(first), told))
    (row,) = resolve(after.article, after.scenes, after.found, after.sources)
    assert (row.speaker and row.speaker.text, row.who, row.rule) == ("الوزير", "سامر الحداد", "clause+syntax")
