"""Tell whom a source stands for, within one article.

Takes an article's statements with their sources, gives its quotations, each with `who` or the reason why not.

The law of the data: an article names a person once in full and then by a fragment (بوتين for فلاديمير بوتين), by the
office (الوزير "the minister") or not at all; an organisation by its head noun with the article (المنظمة "the
organisation"). A verb without a subject goes on with the last speaker that agrees with it in gender and number. What
fits two, or none, stays unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotes.attribute import Source
from quotes.clauses import can_act, carries, main_subject, speaker_behind, subjects
from quotes.confidence import confidence
from quotes.cues import Cue
from quotes.detect import Statement
from quotes.entities import Entity, is_bare_word
from quotes.frames import Scene
from quotes.lexicon import grouped
from quotes.models import Article, Field, Mention, Quotation
from quotes.normalise import fold_text
from quotes.particles import PARTICLES
from quotes.people import Cast, gather
from quotes.phrases import Phrase, read_phrase
from quotes.segment import Tokens, sentence_start
from quotes.taken import depths
from quotes.words import has_article, is_adjective

_GOVERNING: Final = frozenset({"الي", "علي", "عن", "من", "في"})  # written apart from what they govern
_SENTENCES_BACK: Final = 3
_GENERIC: Final = frozenset({"مصدر", "مسوول", "مصادر", "مسوولون"})  # المصدر "the source" takes up any unnamed source


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Whom a source was found to be, or why nobody was."""

    entity: Entity | None
    rule: str
    evidence: str


def resolve(
    article: Article,
    scenes: dict[Field, Scene],
    found: Sequence[tuple[Field, Statement]],
    sources: Sequence[Source],
) -> tuple[Quotation, ...]:
    """Return the quotations of an article, in the order of `found`."""
    if not found:
        return ()
    cast = gather(
        scenes, [(field, source.phrase) for (field, _), source in zip(found, sources, strict=True) if source.phrase]
    )
    verdicts: list[_Verdict | None] = [None] * len(found)
    for field in ("body", "title"):
        indices = [i for i, (f, _) in enumerate(found) if f == field]
        indices.sort(key=lambda i: _place(found[i][1]))
        _Reading(scenes[field], cast, field).run(indices, found, sources, verdicts)
    return tuple(
        _quotation(article, field, scenes[field], statement, source, verdict)
        for (field, statement), source, verdict in zip(found, sources, verdicts, strict=True)
        if verdict is not None and not _of_nobody(statement, source, verdict)
    )


def _of_nobody(statement: Statement, source: Source, verdict: _Verdict) -> bool:
    """A noun phrase that nobody says is no statement (لإعلان النتائج "to announce …"), save behind a sure cue.

    Behind تظهر with no source beside it stands what appears: تظهر خلايا ("cells appear").
    """
    cue = statement.cue
    if statement.rule == "nominal" and isinstance(cue, Cue) and cue.reading.cue.sense == "show":
        return source.phrase is None
    if statement.rule != "nominal" or verdict.entity is not None:
        return False
    return (
        not isinstance(cue, Cue)
        or cue.reading.cue.nominal_prior != "high"
        or cue.reading.shape not in {"perfect", "imperfect"}
    )


def _place(statement: Statement) -> int:
    return statement.cue.first if statement.cue is not None else statement.gap[0]


class _Reading:
    """One pass over a field in reading order, with the speakers so far."""

    def __init__(self, scene: Scene, cast: Cast, field: str) -> None:
        self.scene = scene
        self.cast = cast
        self.field = field
        self.spoken: list[tuple[int, int, Entity | None]] = []  # place, depth, speaker
        self.office: Entity | None = None  # the bearer of an office who spoke last and has no name yet

    def run(
        self,
        indices: list[int],
        found: Sequence[tuple[Field, Statement]],
        sources: Sequence[Source],
        verdicts: list[_Verdict | None],
    ) -> None:
        statements = [found[i][1] for i in indices]
        self.told = sorted(s.last for s in statements)
        size = len(self.scene.tokens)
        self.depths = depths([(s.first, s.last) for s in statements], size)
        self.clauses = depths([(s.first, s.last) for s in statements if s.rule != "nominal"], size)
        unheard = self._unheard(statements)
        for i in indices:
            statement = found[i][1]
            place = _place(statement)
            depth = self.depths[place] - (statement.first <= place < statement.last)
            while unheard and unheard[0][0] < place:
                self.spoken.append(unheard.pop(0))
            verdict = self._verdict(sources[i], statement, place, depth)
            verdicts[i] = verdict
            self._name_before(statement, verdict, indices, verdicts)
            self._name_office(sources[i], verdict, depth, indices, verdicts)
            if verdict.entity is not None and not _thing(sources[i], statement, verdict.entity):
                self.spoken.append((place, self._level(sources[i], place, depth), verdict.entity))

    def _level(self, source: Source, place: int, depth: int) -> int:
        """Who is named in full in a noun phrase that another says (أعلنت مشاركتها، وحذر فلان) speaks for himself."""
        named = source.phrase is not None and source.phrase.name is not None
        return self.clauses[place] if named else depth

    def _unheard(self, statements: Sequence[Statement]) -> list[tuple[int, int, Entity | None]]:
        """Who speaks, though no words of his are told: تعهد غالواي بالاستمرار ("he vowed to go on")."""
        told = {s.cue.first for s in statements if s.cue is not None}
        speaking: list[tuple[int, int, Entity | None]] = []
        for cue in self.scene.cues:
            if cue.first in told or cue.reading.cue.takes_object or not carries(self.scene, cue):
                continue
            behind = self._past_object(cue)
            phrase = speaker_behind(self.scene, cue, self.scene.tokens.sentence[cue.first], behind)
            if phrase is not None and phrase.first == behind and (behind == cue.last or phrase.name is not None):
                entity, _ = self.cast.identify(phrase, self.scene.tokens, self.field, phrase.first)
                depth = self.depths[cue.first]
                if entity is not None and not is_bare_word(entity):
                    speaking.append((cue.first, depth, entity))
        return speaking

    def _past_object(self, cue: Cue) -> int:
        """صرح بذلك المدير: the object takes up the words before, the subject stands behind it."""
        taken_up = PARTICLES["taken up"].issuperset(self.scene.tokens.form[cue.last : cue.last + 1])
        return cue.last + taken_up if cue.last < len(self.scene.tokens) else cue.last

    def _name_before(
        self, statement: Statement, verdict: _Verdict, indices: list[int], verdicts: list[_Verdict | None]
    ) -> None:
        """Who adds (أضاف) has spoken before: an unnamed source right before is the one that is named now."""
        if not self.spoken or not isinstance(statement.cue, Cue) or statement.cue.reading.cue.sense != "add":
            return
        before, now = self.spoken[-1][2], verdict.entity
        if before is None or now is None or now.kind != "person" or (not now.described and len(now.words) < 2):
            return
        if (
            before.kind != "anonymous"
            or before.number != "s"
            or any(e is not None and e.name == now.name for _, _, e in self.spoken)
        ):
            return
        self._rename(before, now, indices, verdicts)

    def _name_office(
        self, source: Source, verdict: _Verdict, depth: int, indices: list[int], verdicts: list[_Verdict | None]
    ) -> None:
        """A name without an office, new to the article, is of the bearer of the office who spoke right before."""
        if source.phrase is None or verdict.entity is None or depth:
            return
        before, now, self.office = self.office, verdict.entity, None
        if _bears_office(source.phrase, verdict):
            self.office = now
        elif before is not None and self._is_new(source.phrase, now) and before.gender in {"", now.gender}:
            self._rename(before, now, indices, verdicts)

    def _is_new(self, phrase: Phrase, entity: Entity) -> bool:
        if phrase.name is None or entity.kind != "person" or len(entity.words) < 2 or not _without_office(entity):
            return False
        return self.cast.first_place(entity, self.field) >= phrase.first

    def _rename(self, before: Entity, now: Entity, indices: list[int], verdicts: list[_Verdict | None]) -> None:
        """Let all that `before` said be said by `now`, who is the same person by name."""
        for k in indices:
            known = verdicts[k]
            if known is not None and known.entity == before:
                verdicts[k] = _Verdict(now, known.rule, f"named in what follows, {now.name}")
        self.spoken = [(place, depth, now if e == before else e) for place, depth, e in self.spoken]

    def _verdict(self, source: Source, statement: Statement, place: int, depth: int) -> _Verdict:
        if source.anaphor == "nobody":
            return _Verdict(None, source.rule, "no source is named")
        if source.phrase is not None:
            entity, how = self.cast.identify(source.phrase, self.scene.tokens, self.field, place)
            if (
                source.phrase.last - source.phrase.first == 1
                and source.phrase.head in _GENERIC
                and source.phrase.definite
                and how == "named at the cue"
            ):
                unnamed = next(
                    (e for _, _, e in reversed(self.spoken) if e is not None and e.kind == "anonymous"), None
                )
                if unnamed is not None:
                    return _Verdict(unnamed, source.rule, f"takes up {unnamed.name}")
            if (
                source.phrase.definite
                and source.phrase.last - source.phrase.first == 1
                and (source.phrase.head in PARTICLES["human"] or self._same(source.phrase))
                and how == "named at the cue"
            ):
                return self._omitted(
                    Source(None, "zero", source.phrase.gender, "s", source.rule, source.via), place, depth
                )
            if how == "named at the cue" and (named := self._calling(source.phrase)) is not None:
                return _Verdict(named, source.rule, f"takes up {named.name}")
            if how == "named at the cue" and (issuer := self._issuer(source.phrase, place)) is not None:
                return _Verdict(issuer, source.rule, f"issued by {issuer.name}")
            spoke = self._spoke_last(source.phrase) if how.startswith("takes up") else None
            return _Verdict(spoke or entity, source.rule, f"takes up {spoke.name}" if spoke is not None else how)
        asked = self._asked(source, statement, place)
        return asked or self._here(source, statement, place, depth) or self._omitted(source, place, depth)

    def _asked(self, source: Source, statement: Statement, place: int) -> _Verdict | None:
        """Who answers is who was asked in the sentence: سألت الصحيفة الوزير فأجاب ("asked the minister, and he …")."""
        scene, cue = self.scene, statement.cue
        if not isinstance(cue, Cue) or cue.reading.cue.sense != "answer":
            return None
        asking = (c for c in scene.cues if c.first < place < scene.tokens.sentence[c.first])
        for ask in (c for c in asking if c.reading.cue.sense == "ask" and c.reading.shape == "perfect"):
            objects = (read_phrase(scene.tokens, k, place, scene.opening) for k in range(ask.last + 1, place))
            asked = next((p for p in objects if p is not None and p.kind in {"person", "role"}), None)
            entity = self.cast.identify(asked, scene.tokens, self.field, asked.first)[0] if asked else None
            if entity is not None and agrees(source, entity):
                return _Verdict(entity, source.rule, f"was asked, {entity.name}")
        return None

    def _spoke_last(self, phrase: Phrase) -> Entity | None:
        """الصحيفة "the newspaper" alone takes up the newspaper that spoke last, where another has spoken before."""
        if phrase.last - phrase.first > 1:
            return None
        bodies = (e for _, _, e in reversed(self.spoken) if e is not None and e.kind == "organisation")
        return next((e for e in bodies if fold_text(e.name.split()[0]) == phrase.head), None)

    def _calling(self, phrase: Phrase) -> Entity | None:
        """المسؤول اليمني "the Yemeni official": a calling that no title in the article tells takes up who spoke."""
        short = phrase.last - phrase.first <= 2 and phrase.definite and phrase.kind == "role"
        if not short or phrase.head not in PARTICLES["calling"]:
            return None
        named = (e for _, _, e in reversed(self.spoken) if e is not None and e.kind == "person" and e.described)
        return next((e for e in named if phrase.gender in {"", e.gender}), None)

    def _issuer(self, phrase: Phrase, place: int) -> Entity | None:
        """البيان "the statement" stands for who spoke in one before: قالت الوزارة في بيان."""
        form, sentence = self.scene.tokens.form, self.scene.tokens.sentence
        if phrase.kind != "document" or phrase.last - phrase.first > 1 or not has_article(form[phrase.first]):
            return None
        for at, depth, entity in reversed(self.spoken):
            if depth == 0 and at < place and entity is not None and phrase.head in form[at : sentence[at]]:
                return entity if entity.kind in {"person", "organisation"} else None
        return None

    def _same(self, phrase: Phrase) -> bool:
        """Tell المتحدث ذاته ("the same speaker"): the one who spoke before."""
        following = self.scene.tokens.form[phrase.last : phrase.last + 1]
        return bool(following) and following[0] in PARTICLES["selfsame"] and phrase.kind == "role"

    def _here(self, source: Source, statement: Statement, place: int, depth: int) -> _Verdict | None:
        """The subject of the sentence's own verb, where nobody has spoken in the sentence yet."""
        tokens = self.scene.tokens
        if depth or source.anaphor == "pronoun" or not isinstance(statement.cue, Cue):
            return None
        told = self._told_before(place)
        for phrase in subjects(self.scene, place):
            entity, how = self.cast.identify(phrase, tokens, self.field, phrase.first)
            if entity is None or phrase.first < told or not agrees(source, entity) or is_bare_word(entity):
                continue
            if can_act(self.scene, phrase) or how != "named at the cue":
                return _Verdict(entity, source.rule, f"the subject of its sentence, {entity.name}")
        return None

    def _told_before(self, place: int) -> int:
        """Return where the last statement of the sentence ends before `place`, else behind who spoke in it, else 0."""
        sentence = self.scene.tokens.sentence
        last = self.told[at - 1] if (at := bisect_right(self.told, place)) else 0
        if last and place < sentence[last - 1]:
            return last
        spoke = next((at for at, _, _ in reversed(self.spoken) if at < place), None)
        return spoke + 1 if spoke is not None and place < sentence[spoke] else 0

    def _omitted(self, source: Source, place: int, depth: int) -> _Verdict:
        """A left-out subject: the last speaker at this depth that agrees."""
        for _, level, entity in reversed(self.spoken):
            if level > depth or entity is None:
                continue
            if agrees(source, entity):
                return _Verdict(entity, source.rule, f"goes on with the speaker before, {entity.name}")
        entity = self._subject_before(source, place)
        if entity is not None:
            return _Verdict(entity, source.rule, f"the subject of a sentence before, {entity.name}")
        entity = self.cast.before(place, self.field, source.gender, source.number)
        if entity is not None:
            return _Verdict(entity, source.rule, f"the last one named that agrees, {entity.name}")
        return _Verdict(None, source.rule, "no speaker before agrees with the verb")

    def _subject_before(self, source: Source, place: int) -> Entity | None:
        """Where nobody has spoken, the subject of a sentence right before: رفع الرئيس التهنئة. وأكد أن."""
        at = sentence_start(self.scene.tokens, place)
        for _ in range(_SENTENCES_BACK):
            if at == 0:
                return None
            phrase = main_subject(self.scene, at - 1)
            if phrase is not None and can_act(self.scene, phrase):
                entity, _ = self.cast.identify(phrase, self.scene.tokens, self.field, phrase.first)
                if entity is not None and agrees(source, entity) and not is_bare_word(entity):
                    return entity
            at = sentence_start(self.scene.tokens, at - 1)
        return None


def _bears_office(phrase: Phrase, verdict: _Verdict) -> bool:
    """Tell رئيسة اتحاد الصحافيين "the head of the union", told without her name."""
    alone = phrase.kind == "role" and phrase.name is None and phrase.definite and phrase.number == "s"
    return alone and phrase.last - phrase.first > 1 and verdict.evidence == "named at the cue"


def _without_office(entity: Entity) -> bool:
    """Tell a person with no title but a rank or a country."""
    return all(is_adjective(word) or word in grouped("titles", "kind")["rank"] for word in entity.described)


def _thing(source: Source, statement: Statement, entity: Entity) -> bool:
    """A noun phrase of no known kind beside a noun phrase is more often an object than a speaker."""
    if source.phrase is None or source.phrase.kind != "unknown" or source.rule == "relay":
        return False
    if entity.kind == "person" and len(entity.words) > 1:
        return False  # أعرب العنزي: the word is part of a name that the article tells in full
    sure = isinstance(statement.cue, Cue) and statement.cue.reading.cue.prior == "high"
    return statement.rule == "nominal" or not sure


def agrees(source: Source, entity: Entity) -> bool:
    """Tell whether an omitted subject can be `entity`, by gender and number."""
    if source.gender and entity.gender and source.gender != entity.gender:
        return False
    if source.number == "p" and entity.number == "s" and entity.kind == "person":
        return False
    return not (source.number == "s" and entity.number == "p" and entity.gender != "f")


def _quotation(
    article: Article, field: Field, scene: Scene, statement: Statement, source: Source, verdict: _Verdict
) -> Quotation:
    tokens = scene.tokens
    start, end = tokens.start[statement.first], tokens.end[statement.last - 1]
    entity = verdict.entity
    speaker_rule = verdict.rule if entity is not None else "unknown"
    return Quotation(
        field=field,
        start=start,
        end=end,
        content=article[field][start:end],
        kind=statement.kind,
        cue=_cue_mention(tokens, statement),
        stance=statement.cue.reading.cue.stance if isinstance(statement.cue, Cue) else "neutral",
        speaker=_mention(tokens, source.phrase),
        who=entity.name if entity is not None else None,
        who_kind=entity.kind if entity is not None else None,
        via=tokens.raw(*source.via) if source.via is not None else "",
        rule=f"{statement.rule}+{speaker_rule}",
        evidence=verdict.evidence,
        confidence=confidence(statement.rule, speaker_rule),
    )


def _cue_mention(tokens: Tokens, statement: Statement) -> Mention | None:
    """The cue with the preposition that stands between it and the words (مشيرا إلى "pointing to"), or a bare colon."""
    cue, (_, edge) = statement.cue, statement.gap
    if cue is None:
        return Mention(tokens.start[edge], tokens.end[edge], ":") if tokens.form[edge] == ":" else None
    last = cue.last
    if statement.first - last in {1, 2} and tokens.form[last] in _GOVERNING:
        last += 1
    return Mention(tokens.start[cue.first], tokens.end[last - 1], tokens.raw(cue.first, last))


def _mention(tokens: Tokens, phrase: Phrase | None) -> Mention | None:
    if phrase is None:
        return None
    start, end = tokens.start[phrase.first], tokens.end[phrase.last - 1]
    return Mention(start, end, tokens.text[start:end])
