"""Find the reported words: their first and last token, their kind, and the cue that opens them.

Takes a field's scene, gives its statements.

The law of the language: reported speech begins after the complementizer, the colon or the mark, and ends where its
sentence ends, or before the next cue of its own (، مشيرا إلى أن "pointing out that"), before an attribution tail
(، وفقا لبوتين "according to Putin"), or before a tail in the reporter's own voice (، وذلك "and that is …"). A clause
coordinated without a cue (… وأن …) goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotes.adjuncts import skip_adjuncts
from quotes.cues import Attribution, Cue
from quotes.edges import trim
from quotes.extents import clause_end, colon_end, find_openings, phrase_end, source_end
from quotes.frames import Frame, Scene, at_boundary
from quotes.marks import Mark
from quotes.models import Field, Kind
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.subjects import antecedent, subject_before, subject_between
from quotes.taken import Taken, nested
from quotes.unmarked import is_finite
from quotes.words import bare, word_classes

_MIN_MARKED: Final = 3  # words: shorter stretches in marks are names or scare quotes
_AND_THAT: Final = 3  # tokens of ، وأن
_ALSO: Final = "كما"  # at the head of a sentence "also", inside it "as"
_SHORTEST_BARE: Final = 5  # tokens
_LONGEST_DATELINE: Final = 10  # tokens


@dataclass(frozen=True, slots=True)
class Statement:
    """Reported words, tokens `first` to just before `last`, and what opens them."""

    first: int
    last: int
    kind: Kind
    cue: Cue | Attribution | None
    gap: tuple[int, int]  # the tokens in which the source may stand
    rule: str
    mark: Mark | None = None


def detect(scene: Scene, field: Field) -> tuple[Statement, ...]:
    """Return the statements of one field in their order."""
    finder = _Finder(scene, field)
    return finder.find()


class _Finder:
    """One pass over a field: each rule adds the statements that it finds."""

    def __init__(self, scene: Scene, field: Field) -> None:
        self.scene = scene
        self.tokens: Tokens = scene.tokens
        self.field: Field = field
        self.openings = find_openings(scene)
        self.statements: list[Statement] = []
        self.begun: set[int] = set()  # the first tokens of the statements that are no noun phrases
        self.taken = Taken(len(scene.tokens))
        self.told: set[int] = set()  # the first tokens of the marks that hold statements
        self.closed = {m.last: m for m in reversed(scene.marks) if m.closed}  # by the token that closes

    def find(self) -> tuple[Statement, ...]:
        self._attributions(self._leads)
        for cue in self.scene.cues:
            self._cue(cue)
        self._attributions(self._trails)
        self._colons()
        self._orphans()
        return tuple(sorted(self._kept(), key=lambda s: (s.first, -s.last)))

    def _kept(self) -> list[Statement]:
        """Inside reported words only a cue with a source of its own makes a statement."""
        spans = [(s.first, s.last) for s in self.statements]
        inner = nested(spans, [s.rule != "nominal" for s in self.statements])
        return [s for i, s in enumerate(self.statements) if i not in inner or self._has_source(s)]

    def _has_source(self, statement: Statement) -> bool:
        cue = statement.cue
        if not isinstance(cue, Cue):
            return cue is not None
        if cue.reading.shape not in {"perfect", "imperfect"} or cue.reading.cue.prior == "low":
            return False
        source = subject_between(self.scene, *statement.gap) or subject_before(self.scene, cue.first)
        if source is None and statement.rule == "nominal" and self.tokens.form[cue.first - 1] in PARTICLES["relative"]:
            source = antecedent(self.scene, cue.first - 1, cue.reading.gender)  # الدول التي استنكرت الهجوم
        return source is not None and source.kind != "unknown"

    def _cue(self, cue: Cue) -> None:
        frame = self.openings.frames.get(cue.first)
        if frame is None:
            if cue.first in self.openings.nominals:
                self._nominal(cue, self.openings.nominals[cue.first])
            elif not self._postposed(cue):
                self._parenthetical(cue)
        elif frame.first >= len(self.tokens):
            return
        elif frame.kind == "marks":
            self._postposed(cue)
            self._marked(cue, frame)
        elif frame.kind in {"colon", "bare"}:
            last = colon_end(self.scene, self.openings, frame.first, cue)
            self._add(frame.first, last, cue, frame.gap, frame.kind)
        else:
            end = colon_end if self._own_words(frame) else clause_end
            self._add(frame.first, end(self.scene, self.openings, frame.first, cue), cue, frame.gap, "clause")

    def _own_words(self, frame: Frame) -> bool:
        """In a text that lost its marks the first person (قال إننا "he said we") opens words that were in marks."""
        return not self.scene.marks and self.tokens.form[frame.gap[1]] in PARTICLES["first person"]

    def _add(
        self,
        first: int,
        last: int,
        cue: Cue | Attribution | None,
        gap: tuple[int, int],
        rule: str,
        *,
        mark: Mark | None = None,
    ) -> None:
        first, last = trim(self.tokens, first, last, whole=mark is not None and mark.closed)
        if first in self.begun:
            return
        if last <= first or not any(is_word(f) for f in self.tokens.form[first:last]):
            return
        kind = self._kind(first, last, rule, mark)
        self.statements.append(Statement(first, last, kind, cue, gap, rule, mark))
        self.taken.add(first, last)
        if rule != "nominal":
            self.begun.add(first)
        if mark is not None:
            self.told.add(mark.first)

    def _kind(self, first: int, last: int, rule: str, mark: Mark | None) -> Kind:
        if rule == "nominal":
            return "nominal"
        headline = self.field == "title" and rule.startswith("colon")
        return kind_by_marks(self.scene, first, last, mark) or ("headline" if headline else "indirect")

    def _marked(self, cue: Cue, frame: Frame) -> None:
        mark = frame.mark
        assert mark is not None
        if not mark.closed:
            self._add(
                frame.first,
                colon_end(self.scene, self.openings, frame.first, cue),
                cue,
                frame.gap,
                "marks-unclosed",
                mark=mark,
            )
            return
        self._add(frame.first, mark.last, cue, frame.gap, "marks", mark=mark)

    def _nominal(self, cue: Cue, first: int) -> None:
        last = phrase_end(self.scene, self.openings, first, cue)
        clause = self._coordinated_clause(first, last)
        last = last if clause is None else clause - _AND_THAT
        governed = first > cue.last and self.tokens.form[first - 1] in cue.reading.cue.nominal
        self._add(first, last, cue, (cue.last, first - 1 if governed else first), "nominal")
        if clause is not None:
            self._add(clause, clause_end(self.scene, self.openings, clause, cue), cue, (cue.last, first), "clause")

    def _coordinated_clause(self, first: int, last: int) -> int | None:
        """وأن behind a noun phrase goes on with its verb: أكد وفاة المذيع، وأن الأمر غامض."""
        end, form = self.tokens.sentence[first], self.tokens.form
        for k in range(first, min(end - 2, last + 1)):
            if form[k] in "،," and form[k + 1] == "و" and form[k + 2] in PARTICLES["anna"]:
                return k + _AND_THAT
        return None

    def _postposed(self, cue: Cue) -> bool:
        """A cue after its words: «…»، قال فلان."""
        if cue.reading.shape not in {"perfect", "imperfect"} or not {"marks"} & cue.reading.cue.complements:
            return False
        i = cue.first - 1
        if i >= 0 and self.tokens.form[i] in PARTICLES["accordingly"]:
            return False
        if i >= 0 and self.tokens.form[i] in "،,-–":
            i -= 1
        mark = self.closed.get(i)
        if mark is None or mark.first in self.told or cue.joined:
            return False
        if mark.first and self.tokens.form[mark.first - 1] in PARTICLES["inna+anna"]:
            return False  # أن «…»، قال: the words behind "that" are another verb's
        if sum(is_word(f) for f in self.tokens.form[mark.first : mark.last]) <= _MIN_MARKED:
            return False
        end = self.tokens.sentence[cue.first]
        self._add(mark.first + 1, mark.last, cue, (cue.last, end), "marks-postposed", mark=mark)
        return True

    def _parenthetical(self, cue: Cue) -> None:
        """A verb of saying between commas, in or behind the words: المدينة، يقول الخبير، لا تحتمل; never a past."""
        end, form = self.tokens.sentence[cue.first], self.tokens.form
        says = "words" in cue.reading.cue.complements and cue.reading.shape == "imperfect"
        if cue.joined or not says or cue.first == 0 or form[cue.first - 1] not in "،,-–":
            return
        source = subject_between(self.scene, cue.last, end)
        if source is None or source.kind not in {"person", "role", "organisation", "anonymous"}:
            return
        start, behind = self._sentence_start(cue.first), source.last
        if form[behind] not in "،,-–" and not at_boundary(self.scene, behind):
            return
        gap = (cue.last, behind)
        first = self._past_linkers(self.taken.last_end(start, cue.first))
        if cue.first - first <= _SHORTEST_BARE // 2 or form[first] in PARTICLES["about"]:
            return
        self._add(first, cue.first - 1, cue, gap, "parenthetical")
        if self._goes_on(behind, end):
            self._add(behind, clause_end(self.scene, self.openings, behind + 1, None), cue, gap, "parenthetical")

    def _attributions(self, rule: Callable[[Attribution, int], None]) -> None:
        for attribution in self.scene.attributions:
            behind = source_end(self.scene, attribution)
            verb = attribution.first + 1
            if behind is not None and verb not in self.openings.frames and verb not in self.openings.nominals:
                rule(attribution, behind)

    def _leads(self, attribution: Attribution, behind: int) -> None:
        """An attribution that opens its sentence: the words after it are the statement."""
        if self._opens_sentence(attribution) and self.tokens.form[attribution.first] != _ALSO:
            self._leading_attribution(attribution, behind)

    def _opens_sentence(self, attribution: Attribution) -> bool:
        before = self.tokens.form[self._sentence_start(attribution.first) : attribution.first]
        return sum(map(is_word, before)) <= (1 if before[-1:] == ("،",) else 2)

    def _trails(self, attribution: Attribution, behind: int) -> None:
        """An attribution behind its words: the clause before it is the statement."""
        if self._opens_sentence(attribution):
            return
        start = self._sentence_start(attribution.first)
        gap = (attribution.last, behind)
        frames = (self.openings.frames.get(k) for k in range(start, attribution.first))
        if any(frame is not None and attribution.first < frame.first for frame in frames):
            return  # قالت صحيفة نقلا عن مصدر إن: the cue's own words are still to come
        if self.taken.ends_near(start, attribution.first) or self.taken.any_at(
            attribution.first, attribution.first + 1
        ):
            return
        first = self._past_dateline(self.taken.last_end(start, attribution.first), attribution.first)
        self._add(self._past_linkers(first), attribution.first, attribution, gap, "according-tail")
        if self._interrupts(attribution, behind):
            last = clause_end(self.scene, self.openings, behind + 1, None)
            self._add(behind, last, attribution, gap, "according-mid")

    def _interrupts(self, attribution: Attribution, behind: int) -> bool:
        """Tell an attribution between two commas that cuts a clause in two."""
        before = self.tokens.form[attribution.first - 1]
        return before in "،," and self._goes_on(behind, self.tokens.sentence[attribution.first])

    def _goes_on(self, i: int, end: int) -> bool:
        """Tell whether a comma at `i` leads back to the clause that was cut, and not to a new one or to a new cue."""
        form = self.tokens.form
        if i + 1 >= end or form[i] not in "،,-–" or i + 1 in self.scene.cue_at or form[i + 1] in _afterthoughts():
            return False
        return not form[i + 1].startswith(tuple(CONJUNCTIONS)) or form[i + 1] in word_classes().prepositions

    def _leading_attribution(self, attribution: Attribution, behind: int) -> None:
        i = behind
        end = self.tokens.sentence[attribution.first]
        gap = (attribution.last, behind)
        while i < end and self.tokens.form[i] not in "،,:":
            if self.tokens.form[i] in PARTICLES["inna"]:
                break
            i += 1
        if self._verb_follows(behind):
            i = behind
        if i >= end or i - behind > 12:
            return
        while i < end and (
            (not is_word(self.tokens.form[i]) and i not in self.scene.opening)
            or self.tokens.form[i] in PARTICLES["inna"]
        ):
            i += 1
        if i >= end or self._opens_soon(i) or self._opens_soon(behind):
            return
        self._add(i, clause_end(self.scene, self.openings, i, None), attribution, gap, "according-lead")

    def _verb_follows(self, i: int) -> bool:
        """A verb right behind a definite source opens the words: ووفقا لرويترز تجنب الوزير الإجابة."""
        if i >= len(self.tokens):
            return False
        described = self.tokens.form[i - 1] in word_classes().nouns
        return is_finite(self.tokens, i) and not described and not self._opens_soon(i)

    def _opens_soon(self, i: int) -> bool:
        """The clause that follows is a cue's own: بحسب الوكالة، قال فلان إن."""
        cue = self.scene.cue_at.get(i)
        return cue is not None and cue.first in self.openings.frames

    def _sentence_start(self, i: int) -> int:
        start = i
        while start > 0 and self.tokens.sentence[start - 1] > i:
            start -= 1
        return start

    def _past_dateline(self, i: int, end: int) -> int:
        """Return where the words begin behind the agency and the place: الساحل - بيروت: عاد ("Sahil, Beirut: …")."""
        opens = i == 0 or self.tokens.paragraph[i - 1] == i
        colon = next((k for k in range(i, min(i + _LONGEST_DATELINE, end)) if self.tokens.form[k] == ":"), None)
        if not opens or colon is None or self.tokens.form[colon - 1] not in word_classes().places:
            return i
        return colon + 1

    def _past_linkers(self, i: int) -> int:
        form, linkers = self.tokens.form, PARTICLES["linker"]
        while i < len(form) and (form[i] in linkers or form[i] in CONJUNCTIONS or form[i] in "،,؛."):
            i += 1
        return i

    def _colons(self) -> None:
        """A name, a colon and the words: in headlines, and at the head of a paragraph."""
        for i, form in enumerate(self.tokens.form):
            if form == ":" and i > 0 and not self.taken.any_in(i, i + 4):
                self._colon(i)

    def _colon(self, i: int) -> None:
        start = self._sentence_start(i)
        if self.tokens.paragraph[i] <= i + 2 or i - start > 12:
            return
        source = read_phrase(self.tokens, start, i, self.scene.opening, exact=True)
        if (
            source is None
            or skip_adjuncts(self.scene, source.last, i) < i
            or not speaks_by_colon(self.tokens, source, self.field)
        ):
            return
        mark = self.scene.opening.get(i + 1)
        if self.field == "body" and mark is None:
            return
        if mark is not None and mark.closed and at_boundary(self.scene, mark.last + 1):
            self._add(mark.first + 1, mark.last, None, (start, i), "colon-name", mark=mark)
        else:
            self._add(i + 1, self.tokens.sentence[i + 1], None, (start, i), "colon-name")

    def _orphans(self) -> None:
        """A marked sentence with no cue goes on with the speaker before."""
        for mark in self.scene.marks:
            if not mark.closed or not self.statements:
                continue
            size = sum(is_word(f) for f in self.tokens.form[mark.first : mark.last])
            if size >= 6 and self._alone(mark):
                self._add(mark.first + 1, mark.last, None, (mark.first, mark.first), "marks-alone", mark=mark)

    def _alone(self, mark: Mark) -> bool:
        before, after = mark.first - 1, mark.last + 1
        if self.taken.any_at(mark.first, mark.last + 1):
            return False
        opens = before < 0 or self.tokens.sentence[before] == mark.first
        return opens and (after >= len(self.tokens) or at_boundary(self.scene, after))


def kind_by_marks(scene: Scene, first: int, last: int, mark: Mark | None = None) -> Kind | None:
    """Direct where all words stand in marks, mixed where some do; an unclosed pair counts where it is `mark`."""
    words = [i for i in range(first, last) if is_word(scene.tokens.form[i])]
    opened = range(mark.first + 1, mark.last) if mark is not None else range(0)
    inside = sum(scene.quoted[i] or i in opened for i in words)
    if inside >= 0.95 * len(words):
        return "direct"
    return "mixed" if inside > 0.05 * len(words) else None


@cache
def _afterthoughts() -> frozenset[str]:
    """Return the words that add to a clause which is already whole: كما "as also", مما "which", أمس "yesterday"."""
    return PARTICLES["linker"] | PARTICLES["afterthought"] | PARTICLES["relative"] | word_classes().times


def speaks_by_colon(tokens: Tokens, phrase: Phrase, field: Field) -> bool:
    """Tell a source before a colon from a label (عاجل: "breaking"); a headline may name it by one odd word."""
    first = tokens.form[phrase.first]
    if first in PARTICLES["label"] or (field == "body" and first in word_classes().places):
        return False
    if field == "title" and phrase.last - phrase.first == 1 and first in word_classes().places:
        return False
    if field == "title":
        return phrase.kind != "unknown" or not is_word(first) or bare(first) not in word_classes().nouns
    return phrase.kind in {"person", "role", "organisation"}
