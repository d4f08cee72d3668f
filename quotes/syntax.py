"""Correct the sources of a draft by the syntax of its sentences: who is the subject of a verb that reports.

Takes a draft and the parses of its sentences, gives the draft with better sources; where they come from is not its
concern. `places` tells which sentences are worth parsing.

The law of the language: what stands under the verb as its subject is the source, with all that stands under it, save
clauses (الوزير الذي زار الميناء "the minister who visited the port" is الوزير "the minister"). The subject of a passive
is what is said, not who says it. Where the rules know what a source is, they are right more often than any parser: a
parse is asked where they found no source at a finite verb, or a noun phrase of no known kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from quotes.attribute import Source, agreeing, can_speak
from quotes.cues import Cue
from quotes.detect import Statement
from quotes.draft import Draft
from quotes.frames import Scene
from quotes.models import Field
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, is_word, sentence_start

RULE = "syntax"
LONGEST = 200  # tokens: what runs on for longer without a full stop is a table or a list
_SUBJECT = "nsubj"
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "ccomp", "csubj"})
_FINITE = frozenset({"perfect", "imperfect"})

Place: TypeAlias = tuple[Field, int, int]  # a sentence: its field, its first token, one past its last


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a parsed sentence; words that are written together share the place of their token."""

    start: int  # code points of the field
    end: int
    head: int | None  # the place of the governing word among the words of its parse
    relation: str  # to the head, as Universal Dependencies name it


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was recognised, in code points of the field."""

    start: int
    end: int
    kind: Literal["person", "organisation"]


@dataclass(frozen=True, slots=True)
class Parse:
    """The syntax of a sentence, and the names in it."""

    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()


def places(draft: Draft) -> tuple[Place, ...]:
    """Return the sentences of a draft whose syntax may tell a source, in their order."""
    return tuple(sorted({place for place in _asked(draft) if place[2] - place[1] <= LONGEST}))


def corrected(draft: Draft, parses: Mapping[Place, Parse]) -> Draft:
    """Return the draft with the sources that its parses tell."""
    sources = (
        _source(draft.scenes[field], statement, source, parses.get(_place(draft, field, statement, source)))
        for (field, statement), source in zip(draft.found, draft.sources, strict=True)
    )
    return replace(draft, sources=tuple(sources))


def _asked(draft: Draft) -> Iterator[Place]:
    for (field, statement), source in zip(draft.found, draft.sources, strict=True):
        if _is_open(statement, source):
            yield _place(draft, field, statement, source)


def _place(draft: Draft, field: Field, statement: Statement, source: Source) -> Place:
    """Return the sentence of the cue, or of the phrase that stands for the source where no cue is a verb."""
    tokens = draft.scenes[field].tokens
    at = _anchor(statement, source)
    return field, sentence_start(tokens, at), tokens.sentence[at]


def _anchor(statement: Statement, source: Source) -> int:
    if source.phrase is not None and not _has_subject(statement, source):
        return source.phrase.first
    return statement.cue.first if statement.cue is not None else statement.first


def _is_open(statement: Statement, source: Source) -> bool:
    return _of_no_kind(source) or _has_subject(statement, source)


def _of_no_kind(source: Source) -> bool:
    return source.phrase is not None and source.phrase.kind == "unknown"


def _has_subject(statement: Statement, source: Source) -> bool:
    """Tell a finite verb whose subject the rules have not found, or not understood.

    The subject of a verb of relaying is the medium: نقلت الصحيفة عن شلفوط "the newspaper quoted Shalfut".
    """
    cue = statement.cue
    if not isinstance(cue, Cue) or cue.reading.shape not in _FINITE or _relays(cue, source):
        return False
    return source.anaphor == "zero" or _of_no_kind(source)


def _relays(cue: Cue, source: Source) -> bool:
    return cue.reading.cue.sense == "relay" or source.rule == "relay"


def _source(scene: Scene, statement: Statement, source: Source, parse: Parse | None) -> Source:
    if parse is None or not _is_open(statement, source):
        return source
    phrase = _subject(scene, statement, parse.words, parse.names) if _has_subject(statement, source) else None
    if phrase is None and source.phrase is not None:
        phrase = _called(scene, source.phrase, parse.names)
    if phrase is None or (source.phrase is not None and phrase.kind == "unknown"):
        return source
    found = Source(phrase, "named", phrase.gender, phrase.number, RULE, source.via)
    return agreeing(found, source.gender, source.number)


def _subject(scene: Scene, statement: Statement, words: Sequence[Word], names: Sequence[Name]) -> Phrase | None:
    """Return the subject of the verb of a statement, None where the parse has none that can speak."""
    cue = statement.cue
    at = _subject_at(scene, cue, words) if isinstance(cue, Cue) else None
    if at is None or not isinstance(cue, Cue):
        return None
    first, last = _tokens(scene, *_span(words, at))
    phrase = _read(scene, first, last, _limit(scene, statement, cue, first), names)
    if phrase is None or _disagrees(cue, phrase) or not (phrase.definite or phrase.kind != "unknown"):
        return None
    return phrase if can_speak(scene, statement, phrase) else None


def _subject_at(scene: Scene, cue: Cue, words: Sequence[Word]) -> int | None:
    start, end = scene.tokens.start[cue.first], scene.tokens.end[cue.last - 1]
    verbs = {i for i, word in enumerate(words) if word.start < end and start < word.end}
    subjects = (i for i, word in enumerate(words) if word.relation == _SUBJECT and word.head in verbs)
    return next((i for i in subjects if i not in verbs), None)


def _span(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Return the code points of the word at `at` with all that stands under it without a gap, clauses left out."""
    kept = _under(words, at)
    first = last = at
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return words[first].start, words[last].end


def _under(words: Sequence[Word], at: int) -> set[int]:
    kept: set[int] = set()
    ahead = {at}
    while ahead:
        kept |= ahead
        ahead = {i for i, word in enumerate(words) if word.head in ahead and word.relation not in _CLAUSES} - kept
    return kept


def _tokens(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Return the tokens from `start` to `end`, without و "and" before them and signs at their edges."""
    tokens, closing = scene.tokens, {mark.last for mark in scene.marks if mark.closed}
    first, last = bisect_left(tokens.start, start), bisect_right(tokens.end, end)
    while first < last and (tokens.form[first] in CONJUNCTIONS or _is_sign(tokens.form[first], first, scene.opening)):
        first += 1
    while first < last and _is_sign(tokens.form[last - 1], last - 1, closing):
        last -= 1
    return first, last


def _is_sign(form: str, i: int, marks: Mapping[int, object] | set[int]) -> bool:
    return not is_word(form) and i not in marks


def _limit(scene: Scene, statement: Statement, cue: Cue, first: int) -> int:
    """Return where a source that begins at `first` ends at the latest: it holds neither its verb nor its words."""
    if cue.first <= first < cue.last or statement.first <= first < statement.last:
        return first
    edges = (cue.first, statement.gap[1], statement.first, len(scene.tokens))
    return min(edge for edge in edges if edge > first)


def _read(scene: Scene, first: int, last: int, limit: int, names: Sequence[Name]) -> Phrase | None:
    """Read the phrase at `first`: as far as the rules understand it, else to where the parse ends it, at `last`.

    A parse often parts a title from its name: الوزير | سامر الحداد "Minister Samer al-Haddad".
    """
    last = min(last, limit)
    if first >= last:
        return None
    phrase = read_phrase(scene.tokens, first, limit, scene.opening)
    if phrase is None or phrase.kind == "unknown":
        phrase = read_phrase(scene.tokens, first, last, scene.opening, exact=True)
    if phrase is None:
        return _called(scene, _bare(scene, first, last), names)
    return _called(scene, phrase, names) or phrase


def _bare(scene: Scene, first: int, last: int) -> Phrase:
    return Phrase(first, last, None, scene.tokens.form[first], "unknown", "", "", definite=False)


def _called(scene: Scene, phrase: Phrase, names: Sequence[Name]) -> Phrase | None:
    """Return a phrase of no known kind as the name that it is, None where it is none."""
    here = (phrase.first, phrase.last)
    name = next((name for name in names if _tokens(scene, name.start, name.end) == here), None)
    if name is None or phrase.kind != "unknown":
        return None
    of_person = here if name.kind == "person" else None
    return replace(phrase, kind=name.kind, name=of_person, number=phrase.number or "s", definite=True)


def _disagrees(cue: Cue, phrase: Phrase) -> bool:
    """Tell a phrase that is not what the verb agrees with.

    A verb in the dual or the plural has no subject in the singular: الوزيران قالا "the two ministers said"; an office
    shows whether a man or a woman holds it: قالت الوزيرة "the minister, a woman, said".
    """
    if phrase.number != "s":
        return False
    genders = {cue.reading.gender, phrase.gender} - {""}
    return cue.reading.number in {"d", "p"} or (phrase.kind == "role" and len(genders) > 1)
