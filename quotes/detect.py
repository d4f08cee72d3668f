"""Find the reported words: their first and last token, their kind, and the cue that opens them.

Takes a field's scene, gives its statements.

The law of the language: reported speech begins after the complementizer, the colon or the mark, and ends where its
sentence ends, or before the next cue of its own (، مشيرا إلى أن "pointing out that"), before an attribution tail
(، وفقا لبوتين "according to Putin"), or before a tail in the reporter's own voice (، وذلك "and that is …"). A clause
coordinated without a cue (… وأن …) goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quotes.cues import Attribution, Cue
from quotes.frames import Frame, Scene, at_boundary, find_frame, particles
from quotes.marks import SIGNS, Mark
from quotes.models import Field, Kind
from quotes.phrases import Phrase, read_phrase
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.subjects import skip_adjuncts, subject_before, subject_between
from quotes.words import bare, has_article, is_title, word_classes

_MIN_MARKED = 3  # words: shorter stretches in marks are names or scare quotes
_EDGE = frozenset("،,؛.:-–/…؟!") | SIGNS
_BARE = frozenset({"قال", "أضاف", "تابع", "أردف"})
_SHORTEST_BARE = 5  # tokens
_NOMINAL_REACH = 30  # tokens between a cue and the preposition of its noun phrase
_MASDAR = re.compile(r"(است\w{2,3}ا\w|ا\w[ت\w]\w?ا\w|ت\w{2}ي\w)(ه|ها|هم|هما)?$")  # verbal nouns: استئناف, ارتفاع, تشكيل
_NOUNS_OF_SPEECH = frozenset(
    {
        "say",
        "affirm",
        "announce",
        "deny",
        "claim",
        "belief",
        "expect",
        "admit",
        "warn",
        "threaten",
        "promise",
        "accuse",
        "hope",
    }
)
_JUDGING = frozenset({"praise", "condemn"})
_TELLING = frozenset({"say", "add", "write", "answer", "end"})
_LONG_IN_MARKS = 7  # tokens: too long for a name
_LOOSE_ENDS = frozenset({"و", "ف", "كما", "فيما", "بينما", "حيث", "قد", "ثم", "كان", "كانت"})


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
        self.frames: dict[int, Frame] = {}
        self.nominals: dict[int, int] = {}
        self.statements: list[Statement] = []

    def find(self) -> tuple[Statement, ...]:
        self._open_frames()
        self._attributions(self._leads)
        for cue in self.scene.cues:
            self._cue(cue)
        self._attributions(self._trails)
        self._colons()
        self._orphans()
        return tuple(sorted(self._kept(), key=lambda s: (s.first, -s.last)))

    def _kept(self) -> list[Statement]:
        """Inside reported words only a cue with a source of its own makes a statement."""
        return [s for s in self.statements if not self._nested(s) or self._has_source(s)]

    def _nested(self, statement: Statement) -> bool:
        return any(
            s is not statement and s.rule != "nominal" and s.first <= statement.first and statement.last <= s.last
            for s in self.statements
        )

    def _has_source(self, statement: Statement) -> bool:
        cue = statement.cue
        if not isinstance(cue, Cue):
            return cue is not None
        if cue.reading.shape not in {"perfect", "imperfect"} or cue.reading.cue.prior == "low":
            return False
        source = subject_between(self.scene, *statement.gap) or subject_before(self.scene, cue.first)
        return source is not None and source.kind != "unknown"

    def _open_frames(self) -> None:
        """Find every cue's complement first: where one begins, the words of another end."""
        for cue in self.scene.cues:
            frame = find_frame(self.scene, cue)
            opening = nominal_opening(self.scene, cue)
            if opening is not None and (frame is None or _nearer(self.scene, cue, opening, frame)):
                self.nominals[cue.first] = opening
            elif frame is not None and _trusted(self.scene, cue, frame):
                self.frames[cue.first] = frame

    def _cue(self, cue: Cue) -> None:
        frame = self.frames.get(cue.first)
        if frame is None:
            if cue.first in self.nominals:
                self._nominal(cue, self.nominals[cue.first])
            elif not self._bare_speech(cue):
                self._postposed(cue)
        elif frame.kind == "marks":
            self._marked(cue, frame)
        elif frame.kind == "colon":
            self._add(frame.first, self.colon_end(frame.first, cue), cue, frame.gap, "colon")
        elif frame.first < len(self.tokens):
            self._add(frame.first, self.clause_end(frame.first, cue), cue, frame.gap, "clause")

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
        first, last = _trim(self.tokens, first, last)
        if any(s.first == first and s.rule != "nominal" for s in self.statements):
            return
        if last <= first or not any(is_word(f) for f in self.tokens.form[first:last]):
            return
        kind = self._kind(first, last, rule)
        self.statements.append(Statement(first, last, kind, cue, gap, rule, mark))

    def _kind(self, first: int, last: int, rule: str) -> Kind:
        """Direct where all words stand in marks, mixed where some do."""
        if rule == "nominal":
            return "nominal"
        words = [i for i in range(first, last) if is_word(self.tokens.form[i])]
        inside = sum(any(m.first < i < m.last for m in self.scene.marks) for i in words)
        if inside >= 0.95 * len(words):
            return "direct"
        if inside > 0.05 * len(words):
            return "mixed"
        return "headline" if self.field == "title" else "indirect"

    def _marked(self, cue: Cue, frame: Frame) -> None:
        mark = frame.mark
        assert mark is not None
        if not mark.closed:
            self._add(frame.first, self.colon_end(frame.first, cue), cue, frame.gap, "marks-unclosed", mark=mark)
            return
        self._add(frame.first, mark.last, cue, frame.gap, "marks", mark=mark)

    def clause_end(self, first: int, cue: Cue | None) -> int:
        """Return the token before which a clause that begins at `first` ends."""
        return self._end(first, self.tokens.sentence[first], cue)

    def colon_end(self, first: int, cue: Cue) -> int:
        """After a colon without marks the words go on to the next sentence that has a cue of its own, or a paragraph's end."""
        paragraph = self.tokens.paragraph[first]
        last = self._end(first, self.tokens.sentence[first], cue)
        while last == self.tokens.sentence[min(last, len(self.tokens)) - 1] and last < paragraph:
            if self._opens_cue(last):
                break
            last = self._end(last, self.tokens.sentence[last], cue)
        return last

    def _opens_cue(self, i: int) -> bool:
        """Tell a sentence that begins with a cue, or holds one that has a complement, from one that goes on."""
        end = self.tokens.sentence[i]
        return any(c.first in self.frames for c in self.scene.cues if i <= c.first < end)

    def _end(self, first: int, limit: int, cue: Cue | None) -> int:
        i = first
        while i < limit:
            mark = self.scene.opening.get(i)
            if mark is not None and mark.closed and i > first:
                i = mark.last + 1
                limit = max(limit, self.tokens.sentence[min(mark.last, len(self.tokens) - 1)]) if i > limit else limit
                continue
            if i > first and self._stops(i, cue):
                return i
            i += 1
        return limit

    def _stops(self, i: int, governing: Cue | None) -> bool:
        """Tell whether the words that `governing` opened end before token `i`."""
        form = self.tokens.form
        at = i + 1 if form[i] in CONJUNCTIONS and i + 1 < len(self.tokens) else i
        cue = self.scene.cue_at.get(at)
        if cue is not None and self._new_cue(cue, governing):
            return True
        if self._tail_attribution(i):
            return True
        return form[i] in "،,؛" and (
            self._reporter_tail(i + 1) or (form[i + 1 : i + 2] and form[i + 1] in particles()["circumstance"])
        )

    def _new_cue(self, cue: Cue, governing: Cue | None) -> bool:
        """Tell a cue that goes on with the report from one inside the reported words."""
        joined = cue.first - 1 if cue.joined else cue.first
        before = self.tokens.form[joined - 1] if joined else ""
        opens = cue.first in self.frames or cue.first in self.nominals
        if cue.reading.shape == "participle":
            accusative = self.tokens.form[cue.first].endswith(("ا", "ه", "ين"))
            return (
                accusative
                and (opens or before in "،,؛")
                and (before in "،,؛" or cue.joined or self.tokens.form[cue.first].endswith("ا"))
            )
        if cue.reading.shape not in {"perfect", "imperfect"} or not opens:
            return False
        if before in particles()["relative"] or before in particles()["negation"]:
            return False
        if cue.joined:
            return not self._of_another(cue, governing)
        if before in particles()["resume"]:
            return cue.reading.shape == "perfect" or cue.first in self.frames
        return cue.first in self.frames and (before in "،,؛" or before in particles()["auxiliary"])

    def _of_another(self, cue: Cue, governing: Cue | None) -> bool:
        """A coordinated verb with no subject of its own that disagrees with the cue goes on with an inner subject."""
        if governing is None or not governing.reading.gender or governing.reading.shape == "participle":
            return False
        if cue.reading.gender == governing.reading.gender:
            return False
        gap = self.frames[cue.first].gap if cue.first in self.frames else (cue.last, self.nominals[cue.first])
        return subject_between(self.scene, *gap) is None

    def _tail_attribution(self, i: int) -> bool:
        """كما تدعي المرأة ("as the woman claims") inside a clause does not end it, unless a comma sets it off."""
        for attribution in self.scene.attributions:
            if attribution.first == i:
                source = source_of(self.scene, attribution)
                return source is not None and (self.tokens.form[i - 1] in "،,؛" or at_boundary(self.scene, source.last))
        return False

    def _reporter_tail(self, i: int) -> bool:
        form = self.tokens.form
        if i >= len(self.tokens):
            return False
        return form[i] in particles()["tail"] or (
            i + 1 < len(form) and f"{form[i]} {form[i + 1]}" in particles()["tail"]
        )

    def _nominal(self, cue: Cue, first: int) -> None:
        last = self._end(first, self.tokens.sentence[first], cue)
        governed = first > cue.last and self.tokens.form[first - 1] in cue.reading.cue.nominal
        self._add(first, last, cue, (cue.last, first - 1 if governed else first), "nominal")

    def _bare_speech(self, cue: Cue) -> bool:
        """قال with neither complementizer, colon nor marks: some papers lose their marks, and the words stand bare."""
        if cue.reading.cue.lemma not in _BARE or not cue.joined or cue.reading.shape != "perfect":
            return False
        if self.tokens.sentence[max(0, cue.first - 2)] != cue.first - 1:
            return False
        end = self.tokens.sentence[cue.first]
        i = skip_adjuncts(self.scene, cue.last, end)
        phrase = read_phrase(self.tokens, i, end, self.scene.opening) if i < end else None
        if phrase is not None and phrase.kind not in {"unknown", "document"} and (phrase.definite or phrase.name):
            i = skip_adjuncts(self.scene, phrase.last, end)
        if end - i < _SHORTEST_BARE:
            return False
        self._add(i, self.colon_end(i, cue), cue, (cue.last, i), "bare")
        return True

    def _postposed(self, cue: Cue) -> None:
        """A cue after its words: «…»، قال فلان."""
        if cue.reading.shape not in {"perfect", "imperfect"} or not {"marks"} & cue.reading.cue.complements:
            return
        i = cue.first - 1
        if i >= 0 and self.tokens.form[i] in particles()["accordingly"]:
            return
        if i >= 0 and self.tokens.form[i] in "،,-–":
            i -= 1
        mark = next((m for m in self.scene.marks if m.closed and m.last == i), None)
        if mark is None or any(s.mark == mark for s in self.statements) or cue.joined:
            return
        if sum(is_word(f) for f in self.tokens.form[mark.first : mark.last]) > _MIN_MARKED:
            end = self.tokens.sentence[cue.first]
            self._add(mark.first + 1, mark.last, cue, (cue.last, end), "marks-postposed", mark=mark)

    def _attributions(self, rule: Callable[[Attribution, Phrase], None]) -> None:
        for attribution in self.scene.attributions:
            source = source_of(self.scene, attribution)
            verb = attribution.first + 1
            if source is not None and verb not in self.frames and verb not in self.nominals:
                rule(attribution, source)

    def _leads(self, attribution: Attribution, source: Phrase) -> None:
        """An attribution that opens its sentence: the words after it are the statement."""
        if self._opens_sentence(attribution):
            self._leading_attribution(attribution, source)

    def _opens_sentence(self, attribution: Attribution) -> bool:
        start = self._sentence_start(attribution.first)
        return sum(is_word(f) for f in self.tokens.form[start : attribution.first]) <= 2

    def _trails(self, attribution: Attribution, source: Phrase) -> None:
        """An attribution behind its words: the clause before it is the statement."""
        if self._opens_sentence(attribution):
            return
        start = self._sentence_start(attribution.first)
        gap = (attribution.last, source.last)
        if any(start <= at < attribution.first < frame.first for at, frame in self.frames.items()):
            return  # قالت صحيفة نقلا عن مصدر إن: the cue's own words are still to come
        if self._taken(start, attribution.first) or any(
            s.first <= attribution.first <= s.last for s in self.statements
        ):
            return
        first = self._after_last_statement(start, attribution.first)
        self._add(self._past_linkers(first), attribution.first, attribution, gap, "according-tail")

    def _leading_attribution(self, attribution: Attribution, source: Phrase) -> None:
        i = source.last
        end = self.tokens.sentence[attribution.first]
        gap = (attribution.last, source.last)
        while i < end and self.tokens.form[i] not in "،,:":
            if self.tokens.form[i] in particles()["inna"]:
                break
            i += 1
        if i >= end or i - source.last > 12:
            return
        while i < end and (
            (not is_word(self.tokens.form[i]) and i not in self.scene.opening)
            or self.tokens.form[i] in particles()["inna"]
        ):
            i += 1
        if i >= end or self._opens_soon(i):
            return
        self._add(i, self.clause_end(i, None), attribution, gap, "according-lead")

    def _opens_soon(self, i: int) -> bool:
        """The clause that follows is a cue's own: بحسب الوكالة، قال فلان إن."""
        cue = self.scene.cue_at.get(i)
        return cue is not None and cue.first in self.frames

    def _sentence_start(self, i: int) -> int:
        start = i
        while start > 0 and self.tokens.sentence[start - 1] > i:
            start -= 1
        return start

    def _taken(self, start: int, end: int) -> bool:
        """Tell whether a cue's statement already holds the words right before the tail: one statement, two cues."""
        return any(start <= s.first < end and end - 3 <= s.last <= end + 1 for s in self.statements)

    def _after_last_statement(self, start: int, end: int) -> int:
        inside = [s.last for s in self.statements if start <= s.last < end]
        return max(inside, default=start)

    def _past_linkers(self, i: int) -> int:
        loose = particles()["linker"] | CONJUNCTIONS | {"،", ",", "؛", "."}
        while i < len(self.tokens) and self.tokens.form[i] in loose:
            i += 1
        return i

    def _colons(self) -> None:
        """A name, a colon and the words: in headlines, and at the head of a paragraph."""
        for i, form in enumerate(self.tokens.form):
            if form == ":" and i > 0 and not any(s.first - 3 <= i < s.last for s in self.statements):
                self._colon(i)

    def _colon(self, i: int) -> None:
        start = self._sentence_start(i)
        if self.tokens.paragraph[i] <= i + 2 or i - start > 12:
            return
        source = read_phrase(self.tokens, start, i, self.scene.opening)
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
        if any(s.first <= mark.last and mark.first <= s.last for s in self.statements):
            return False
        opens = before < 0 or self.tokens.sentence[before] == mark.first
        return opens and (after >= len(self.tokens) or at_boundary(self.scene, after))


def source_of(scene: Scene, attribution: Attribution) -> Phrase | None:
    """Return the source that a preposition of attribution names; None for a rule or a criterion (وفقا للقانون)."""
    tokens = scene.tokens
    first = attribution.last
    end = tokens.sentence[attribution.first]
    phrase = read_phrase(tokens, first, end, scene.opening) if first < end else None
    if phrase is None:
        return None
    if phrase.head in particles()["rule"] and not scene.tokens.form[attribution.last - 1] == "عن":
        return None
    return phrase if _is_source(phrase) else None


def _is_source(phrase: Phrase) -> bool:
    return phrase.kind in {"person", "role", "organisation", "document", "anonymous"}


def speaks_by_colon(tokens: Tokens, phrase: Phrase, field: Field) -> bool:
    """Tell a source before a colon from a label (عاجل: "breaking"); a headline may name it by one odd word."""
    first = tokens.form[phrase.first]
    if first in particles()["label"]:
        return False
    if field == "title" and phrase.last - phrase.first == 1 and first in word_classes().places:
        return False
    if field == "title":
        return phrase.kind != "unknown" or not is_word(first) or bare(first) not in word_classes().nouns
    return phrase.kind in {"person", "role", "organisation"}


def nominal_opening(scene: Scene, cue: Cue) -> int | None:
    """Return the token at which a cue's noun phrase begins, None where it has none."""
    lemma = cue.reading.cue
    if (
        not lemma.nominal
        or (lemma.nominal_prior == "low" and lemma.sense != "express")
        or cue.reading.shape in {"masdar", "passive"}
        or cue.reading.suffix
    ):
        return None
    end = scene.tokens.sentence[cue.first]
    governed = _governed(scene, cue, end, lemma.nominal - {""})
    if governed is not None:
        return governed
    return _bare_object(scene, cue, end) if "" in lemma.nominal else None


def _governed(scene: Scene, cue: Cue, end: int, preps: frozenset[str]) -> int | None:
    """Find the preposition that the cue asks for, right behind it or behind its subject and object: دعا فلان إلى."""
    form = scene.tokens.form
    for i in range(cue.last, min(end - 1, cue.last + _NOMINAL_REACH)):
        if form[i] in preps and form[i + 1] not in word_classes().events and _reaches(scene, cue, i):
            return i + 1
        if form[i] in "؛:" or (i > cue.last and i in scene.cue_at and _own_clause(scene, i)):
            return None
    return None


def _own_clause(scene: Scene, i: int) -> bool:
    cue = scene.cue_at[i]
    return (
        cue.reading.shape in {"perfect", "imperfect"}
        and cue.reading.cue.prior != "low"
        and (cue.joined or scene.tokens.form[i - 1] in "،,")
    )


def _reaches(scene: Scene, cue: Cue, prep: int) -> bool:
    """Tell whether only adjuncts, a subject and an object stand between the cue and its preposition."""
    if prep == cue.last:
        return True
    if cue.reading.shape == "participle":
        return prep - cue.last <= 5
    i = skip_adjuncts(scene, cue.last, prep)
    for _ in range(2):
        if i >= prep:
            return True
        phrase = read_phrase(scene.tokens, i, prep, scene.opening, exact=True)
        if phrase is None:
            return False
        i = skip_adjuncts(scene, phrase.last, prep)
    return i >= prep


def _bare_object(scene: Scene, cue: Cue, end: int) -> int | None:
    """Find the noun of a statement right behind the cue or its subject: أكد الوزير أهمية الحوار."""
    tokens = scene.tokens
    i = cue.last
    if cue.reading.shape == "participle":
        return i if i < end and (_statement_noun(tokens, i) or _judged(cue, tokens, i)) else None
    i = skip_adjuncts(scene, i, end)
    if i < end and _statement_noun(tokens, i):
        return i
    phrase = read_phrase(tokens, i, end, scene.opening) if i < end else None
    if phrase is None:
        return None
    if phrase.kind == "unknown" and _judged(cue, tokens, i):
        return i
    i = skip_adjuncts(scene, phrase.last, end)
    return i if i < end and (_statement_noun(tokens, i) or _judged(cue, tokens, i)) else None


def _judged(cue: Cue, tokens: Tokens, i: int) -> bool:
    """What is praised or condemned may be definite: استنكر الجريمة ("he denounced the crime")."""
    form, w = tokens.form[i], word_classes()
    if cue.reading.cue.sense not in _JUDGING:
        return False
    if form in particles()["demonstrative"]:
        return True
    return (
        has_article(form)
        and bare(form) in w.nouns
        and not is_title(form)
        and bare(form) not in w.organisations
        and bare(form) not in w.anonymous
    )


def _statement_noun(tokens: Tokens, i: int) -> bool:
    """Tell the noun of a reported statement: one without the article that is no title, source or name."""
    form, w = tokens.form[i], word_classes()
    if (
        not is_word(form)
        or has_article(form)
        or is_title(form)
        or form in w.prepositions
        or form in w.times
        or form in w.given
    ):
        return False
    if form in w.organisations or form in w.anonymous or form in w.places or form in w.breaks:
        return False
    if form in w.nouns or form in particles()["matter"] or _MASDAR.match(form):
        return True
    stem = form[:-2] if form.endswith(("ها", "هم")) else form[:-1] if form.endswith("ه") else ""
    return len(stem) > 2 and (stem in w.nouns or (stem[-1] == "ت" and stem[:-1] + "ه" in w.nouns))


def _nearer(scene: Scene, cue: Cue, opening: int, frame: Frame) -> bool:
    """A noun phrase right behind cue and subject is the complement; a clause further on belongs to something in it."""
    at = frame.gap[1]
    return frame.kind != "colon" and opening < at and not _reaches(scene, cue, at)


def _trusted(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """A word that is mostly something else (بين "between") reports only where the frame leaves no doubt."""
    size = frame.gap[1] - frame.gap[0]
    if cue.reading.shape == "masdar":
        return _trusted_noun(scene, cue, frame, size)
    if frame.kind == "marks" and not _next_to(scene, cue, frame):
        return False
    if cue.reading.cue.sense == "show":
        source = subject_between(scene, *frame.gap) or subject_before(scene, cue.first)
        return source is not None and source.kind != "unknown"
    if cue.reading.cue.prior != "low":
        return True
    if frame.kind == "clause":
        source = subject_between(scene, *frame.gap)
        if cue.joined and scene.tokens.sentence[max(0, cue.first - 2)] == cue.first - 1:
            return size <= 10
        again = cue.joined or scene.tokens.form[cue.first - 1] in particles()["resume"]
        return size <= 8 and (source.kind != "unknown" if source is not None else again)
    return frame.kind == "marks" and size <= 6 and cue.reading.cue.lemma != "بين"


def _next_to(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """Marks without colon or complementizer hold the words only where nothing but the source stands before them."""
    first, at = frame.gap
    if frame.mark is None or frame.mark.first != at:
        return True
    before = scene.tokens.form[at - 1]
    if before in particles()["titled"]:
        return False
    if before in word_classes().prepositions:
        return before in cue.reading.cue.nominal
    if cue.reading.cue.sense in _TELLING and frame.mark.last - frame.mark.first > _LONG_IN_MARKS:
        return True
    i = skip_adjuncts(scene, first, at)
    if i < at:
        phrase = read_phrase(scene.tokens, i, at, scene.opening, exact=True)
        i = skip_adjuncts(scene, phrase.last, at) if phrase is not None else i
    return i >= at


def _trusted_noun(scene: Scene, cue: Cue, frame: Frame, size: int) -> bool:
    if frame.kind == "clause":
        if cue.reading.cue.sense not in _NOUNS_OF_SPEECH:
            return False
        return size <= (2 if cue.reading.suffix else 7)
    return size <= 1 and bool(cue.reading.suffix) and "inna" in cue.reading.cue.complements


def _trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """No marks and no punctuation at the edges, save a bracket or a mark whose partner is inside."""
    while first < last and tokens.form[first] in _EDGE:
        if tokens.form[first] in SIGNS and _partner_inside(tokens, first + 1, last - 1):
            break
        first += 1
    while last > first and _loose(tokens, first, last):
        last -= 1
    return first, last


def _partner_inside(tokens: Tokens, first: int, last: int) -> bool:
    inside = [f for f in tokens.form[first:last] if f in SIGNS]
    return len(inside) % 2 == 1


def _loose(tokens: Tokens, first: int, last: int) -> bool:
    form = tokens.form[last - 1]
    if form in _LOOSE_ENDS:
        return True
    if form in SIGNS:
        return not _partner_inside(tokens, first, last - 1)
    return form in _EDGE
