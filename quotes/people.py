"""Gather whom an article names, and tell which of them a mention means.

Takes the scenes of an article and the phrases of its sources, gives its `Cast`.

The law of the data: a person's full name stands somewhere in the article, most often with the office before it; later
mentions are a part of the name, or a part of the office. A definite noun (المنظمة "the organisation") takes up the
fullest description before it that has the same head.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from quotes.entities import (
    Entity,
    content_words,
    describe,
    name_start,
    name_words,
    person_at,
    same_country,
    same_person,
    skeleton,
)
from quotes.frames import Scene
from quotes.lexicon import Gender, Number
from quotes.memory import remembered
from quotes.models import Field
from quotes.normalise import fold_text
from quotes.offices import alike, deputies, shares
from quotes.particles import PARTICLES
from quotes.phrases import Phrase, read_phrase
from quotes.segment import Tokens, is_word
from quotes.sightings import Fullest, Sighting
from quotes.words import (
    ALI,
    ON_BEHALF,
    bare,
    has_article,
    is_title,
    names_ali,
    word_classes,
)

_HEADED: Final = "رئاسه"
_LONGEST_PHRASE: Final = 40  # tokens
_NO_PERSON: Final = frozenset({"document", "anonymous", "organisation"})


class Cast:
    """The entities of one article, found by name, by office and by place."""

    def __init__(self, scenes: dict[Field, Scene], sightings: list[Sighting]) -> None:
        self._scenes = scenes
        self._sightings = sightings
        self._named = [s for s in sightings if s.phrase.name is not None]
        self._people = _merge(self._named)
        self._headed: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            self._headed.setdefault(sighting.phrase.head, []).append(sighting)
        self._bodies = _distinct([s.entity for s in sightings if s.entity.kind == "organisation"])
        self._spelled: dict[str, list[tuple[Tokens, int]]] = {}
        self._read: dict[str, Entity | None] = {}  # what `_in_text` has found: a sentence asks for a name many times
        self._fullest: dict[tuple[str, frozenset[str]], Fullest] = {}

    def identify(self, phrase: Phrase, tokens: Tokens, field: str, place: int) -> tuple[Entity | None, str]:
        """Return the entity that `phrase` stands for, and on what ground."""
        if phrase.name is not None:
            return self._by_name(phrase, tokens, place)
        fragment = self._fragment(phrase, tokens) or self._family_at_end(phrase, tokens)
        if fragment is not None:
            return fragment, f"part of the name {fragment.name}"
        if phrase.kind == "role" or _is_one(phrase, tokens):
            person = self._by_office(phrase, tokens, field, place)
            if person is not None:
                return person, f"the office of {person.name}"
            family = self._family_of_title(phrase, tokens)
            if family is not None:
                return family, f"part of the name {family.name}"
        fuller = self._lone(phrase, tokens) or self._fuller(phrase, tokens, field, place)
        if fuller is not None:
            return fuller, f"takes up {fuller.name}"
        if phrase.head in PARTICLES["ordinal"]:
            return None, "told only by its order in the article"
        return describe(phrase, tokens), "named at the cue"

    def _by_name(self, phrase: Phrase, tokens: Tokens, place: int) -> tuple[Entity | None, str]:
        assert phrase.name is not None
        words = name_words(tokens, *phrase.name)
        matching = [e for e in self._people if same_person(words, e.words)]
        if matching:
            surface = tokens.form[phrase.name[1] - 1]
            best = max(
                matching,
                key=lambda e: (e.words[-1] == words[-1], fold_text(e.name).endswith(" " + surface), len(e.words)),
            )
            return best, "named at the cue" if best.words == words else f"part of the name {best.name}"
        body = self._body_named(words)
        if body is not None:
            return body, f"part of the name {body.name}"
        found = self._in_text(words[-1]) if len(words) == 1 else None
        if found is not None:
            return found, f"part of the name {found.name}"
        return describe(phrase, tokens), "named at the cue"

    def _fragment(self, phrase: Phrase, tokens: Tokens) -> Entity | None:
        """A lone word that is part of a person's name in the article: العنزي for أحمد العنزي."""
        bracket = next((i for i in range(phrase.first, phrase.last) if tokens.form[i] == "("), phrase.last)
        if sum(is_word(f) for f in tokens.form[phrase.first : bracket]) > 2 or phrase.kind in _NO_PERSON:
            return None
        if is_title(tokens.form[phrase.first]):
            return self._family_named(tokens.form[phrase.first]) if phrase.last - phrase.first == 1 else None
        words = name_words(tokens, phrase.first, bracket)
        return next((e for e in self._people if len(e.words) > len(words) and same_person(words, e.words)), None)

    def _family_named(self, form: str) -> Entity | None:
        """A family may be called by a title: once يوسف الشاهد is named, الشاهد "the witness" is he."""
        if not has_article(form):
            return None
        return next(self._family(form), None)

    def _family_at_end(self, phrase: Phrase, tokens: Tokens) -> Entity | None:
        """A title may end in the family name alone, in marks or not: المشرف العلوي, الهاكر «هزازي»."""
        last = phrase.last - 1
        if not is_word(tokens.form[last]):
            last -= 1
        if phrase.last - phrase.first < 2 or (
            not is_title(tokens.form[phrase.first]) and is_word(tokens.form[phrase.last - 1])
        ):
            return None
        family = tokens.form[last]
        marked = last < phrase.last - 1 and phrase.last - phrase.first == 4
        return next(self._family(family), None) or (self._in_text(family) if marked else None)

    def _family_of_title(self, phrase: Phrase, tokens: Tokens) -> Entity | None:
        """A title that nobody bears may be a family's name: المعلم for وليد المعلم ("the teacher")."""
        if phrase.last - phrase.first > 1 or not phrase.definite:
            return None
        return next(self._family(tokens.form[phrase.first]), None)

    def _family(self, form: str) -> Iterator[Entity]:
        """Give the people of several names whose last is this word."""
        return (e for e in self._people if len(e.words) > 1 and fold_text(e.name).endswith(" " + form))

    def _lone(self, phrase: Phrase, tokens: Tokens) -> Entity | None:
        """A lone word of no known class, in marks or not, is part of a name that stands in full elsewhere."""
        words = [i for i in range(phrase.first, phrase.last) if is_word(tokens.form[i])]
        if len(words) != 1 or phrase.kind not in {"unknown", "organisation"} or is_title(tokens.form[words[0]]):
            return None
        form = tokens.form[words[0]]
        if form in word_classes().places or bare(form) in word_classes().nouns:
            return None
        named = self._body_named((bare(form),))
        return named or (self._in_text(bare(form)) if phrase.kind == "unknown" else None)

    def _body_named(self, words: tuple[str, ...]) -> Entity | None:
        """An organisation is named without its head noun too: هيومن رايتس ووتش for منظمة هيومن رايتس ووتش."""
        return next((body for body in self._bodies if _part_of(words, body.words)), None)

    def _in_text(self, word: str) -> Entity | None:
        """Find a full name in the running text that ends in `word`."""
        if word not in self._read:
            self._read[word] = self._searched(word)
        return self._read[word]

    def _searched(self, word: str) -> Entity | None:
        for tokens, i in self._spellings().get(skeleton(word), ()):
            first = name_start(tokens, i)
            if first < i:
                return person_at(tokens, first, i + 1, frozenset(), "")
        return None

    def _spellings(self) -> dict[str, list[tuple[Tokens, int]]]:
        """Return where each spelling stands, the title first; it is looked up once for the article."""
        if not self._spelled:
            for scene in self._scenes.values():
                for i, form in enumerate(scene.tokens.form):
                    if not _is_particle(scene.tokens, i):
                        self._spelled.setdefault(_spelling(form), []).append((scene.tokens, i))
        return self._spelled

    def _by_office(self, phrase: Phrase, tokens: Tokens, field: str, place: int) -> Entity | None:
        """The person whose titles hold every word of the office; the last one named before, else the only one."""
        office = content_words(tokens, phrase.first, phrase.last)
        holders = self._holders(phrase, office)
        before = [s for s in holders if s.field == field and s.place < place]
        if before:
            own = _own(before, office)
            return self._full(own[-1].entity) if len(office) > 1 else self._foremost(own, place)
        people = {self._full(s.entity) for s in holders}
        if not people and field == "title":
            return next(
                (self._full(s.entity) for s in self._named if phrase.head in s.entity.described),
                None,
            )
        if not people and phrase.definite:
            people = {
                self._full(s.entity)
                for s in self._named
                if phrase.head in s.entity.described
                and same_country(office, s.entity.described)
                and alike(office, s.entity.described)
                and shares(office, phrase.head, s.entity.described)
                and not deputies(s.entity.described) - office
            }
        return people.pop() if len(people) == 1 else None

    def _foremost(self, holders: list[Sighting], place: int) -> Entity:
        """An office told by one word, الرئيس "the president", is held by whom the article has named most so far."""
        people = [self._full(s.entity) for s in reversed(holders)]
        named = [s.entity.words for s in self._sightings if s.field == "body" and s.place < place and s.phrase.name]
        return max(people, key=lambda e: sum(same_person(words, e.words) for words in named))

    def _holders(self, phrase: Phrase, office: frozenset[str]) -> list[Sighting]:
        """Who bears an office: the same head before a deputy's (نائب الرئيس); the country may be left out of one."""
        named = self._named
        bearing = [s for s in named if office <= s.entity.described]
        if not bearing and phrase.definite:
            plain = office - word_classes().nisbas
            bearing = [s for s in named if len(plain) > 1 and plain <= s.entity.described]
            bearing = [s for s in bearing if same_country(office, s.entity.described)]
        return [s for s in bearing if s.phrase.head == phrase.head] or bearing

    def _full(self, entity: Entity) -> Entity:
        return max(
            (e for e in self._people if same_person(entity.words, e.words)), key=lambda e: len(e.words), default=entity
        )

    def _fuller(self, phrase: Phrase, tokens: Tokens, field: str, place: int) -> Entity | None:
        """The fullest description with the same head: المنظمة takes up منظمة معاهدة الأمن الجماعي."""
        if not phrase.definite or phrase.kind == "person":
            return None
        wanted = content_words(tokens, phrase.first, phrase.last)
        if len(wanted) > 2:
            return None
        key = phrase.head, wanted
        if key not in self._fullest:
            self._fullest[key] = Fullest(self._headed.get(phrase.head, ()), wanted)
        return self._fullest[key].at(field, place)

    def first_place(self, entity: Entity, field: str) -> int:
        """Return the token at which a field first names a person."""
        named = (s for s in self._named if s.field == field)
        return min((s.place for s in named if same_person(s.entity.words, entity.words)), default=0)

    def before(self, place: int, field: str, gender: Gender, number: Number) -> Entity | None:
        """The last person named before `place` that agrees; where there is none, the last body that agrees."""
        earlier = [s for s in reversed(self._sightings) if s.field == field and s.place < place]
        for kinds in ({"person", "role"}, {"organisation"}):
            for sighting in earlier:
                if sighting.phrase.kind in kinds and _can_be(sighting, gender, number):
                    return self._full(sighting.entity) if sighting.phrase.name is not None else sighting.entity
        return None


def _distinct(bodies: list[Entity]) -> list[Entity]:
    """Return the first of those with the same words, in their order."""
    first: dict[tuple[str, ...], Entity] = {}
    for body in bodies:
        first.setdefault(body.words, body)
    return list(first.values())


def _part_of(some: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether all of some words, and not they alone, are among the words of a body."""
    return all(word in words for word in some) and len(set(some)) < len(words)


@remembered
def _spelling(form: str) -> str:
    return skeleton(bare(form))


def _is_one(phrase: Phrase, tokens: Tokens) -> bool:
    """Tell an unnamed source that may be one person: not a group (مجموعة من "a group of"), not another (آخر)."""
    forms = tokens.form[phrase.first : phrase.last]
    grouped = forms[0] in word_classes().quantifiers
    return phrase.kind == "anonymous" and phrase.number == "s" and not grouped and "اخر" not in forms


def _own(holders: list[Sighting], office: frozenset[str]) -> list[Sighting]:
    """An office that names no country is rather held by whom the article gives none: not الوزير الألماني."""
    nisbas = word_classes().nisbas
    if office & nisbas:
        return holders
    return [s for s in holders if not s.entity.described & nisbas] or holders


def _can_be(sighting: Sighting, gender: Gender, number: Number) -> bool:
    entity = sighting.entity
    if gender and entity.gender and gender != entity.gender:
        return False
    if entity.kind == "person":
        return (number or "s") == entity.number and (len(entity.words) > 1 or bool(entity.described))
    return sighting.phrase.last - sighting.phrase.first > 1 and bool(entity.gender)


def gather(scenes: dict[Field, Scene], sources: Iterable[tuple[Field, Phrase]]) -> Cast:
    """Collect the named persons, offices and bodies of an article, in the order of their places."""
    covered: dict[tuple[Field, int], Phrase] = {(field, phrase.first): phrase for field, phrase in sources}
    for field, scene in scenes.items():
        for phrase in _phrases(scene, {first for f, first in covered if f == field}):
            covered.setdefault((field, phrase.first), phrase)
    order = {"title": 1, "body": 0}
    sightings = [
        Sighting(field, first, phrase, describe(phrase, scenes[field].tokens))
        for (field, first), phrase in sorted(covered.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]
    return Cast(scenes, sightings)


def _phrases(scene: Scene, known: set[int]) -> list[Phrase]:
    """Read every phrase of a field that begins with a title, a source noun or a given name."""
    tokens = scene.tokens
    found: list[Phrase] = []
    read_to = 0
    for i, form in enumerate(tokens.form):
        if i < read_to or i in known or not _opens_phrase(form) or _is_particle(tokens, i) or _tells(scene, i, known):
            continue
        phrase = read_phrase(tokens, i, min(tokens.sentence[i], i + _LONGEST_PHRASE), scene.opening)
        if phrase is not None and phrase.kind != "unknown":
            found += [phrase, *_bodies_inside(scene, phrase), *_people_inside(scene, phrase)]
            read_to = phrase.last
    return found


def _tells(scene: Scene, i: int, known: set[int]) -> bool:
    """Tell a verb from a name that is written like it, where its source follows: طالب عمر, أظهر."""
    cue = scene.cue_at.get(i)
    return cue is not None and cue.reading.shape in {"perfect", "imperfect"} and cue.last in known


def _is_particle(tokens: Tokens, i: int) -> bool:
    """Tell على "on", باسم "on behalf of" and برئاسة "headed by" from the names Ali and Basim and a presidency."""
    if tokens.form[i] == ALI:
        return not names_ali(tokens, i)
    if tokens.form[i] == _HEADED:
        return i > 0 and tokens.form[i - 1] == "ب"
    return tokens.form[i] == ON_BEHALF and i > 0 and is_title(tokens.form[i - 1])


@remembered
def _opens_phrase(form: str) -> bool:
    w = word_classes()
    plain = bare(form)
    return is_title(form) or form in w.given or plain in w.organisations or plain in w.documents or plain in w.anonymous


def _bodies_inside(scene: Scene, phrase: Phrase) -> list[Phrase]:
    """Read the organisations inside a longer phrase: قادة دول منظمة الأمن ("leaders of the states of …")."""
    tokens, w, found = scene.tokens, word_classes(), []
    for i in range(phrase.first + 1, phrase.last):
        if tokens.form[i] in w.organisations:
            last = phrase.name[0] if phrase.name is not None and phrase.name[0] > i else phrase.last
            last = next((k for k in range(i + 1, last) if tokens.form[k] == "في"), last)  # رئيس الهيئة في تونس
            inner = read_phrase(tokens, i, last, scene.opening)
            if inner is not None and inner.kind == "organisation":
                found.append(inner)
    return found


def _people_inside(scene: Scene, phrase: Phrase) -> list[Phrase]:
    """Read the people inside the name of a body or a document: فريق التطوع برئاسة الدكتور محمد باجبير."""
    found: list[Phrase] = []
    for i in range(phrase.first + 1, phrase.last if phrase.name is None else phrase.first):
        if is_title(scene.tokens.form[i]):
            inner = read_phrase(scene.tokens, i, phrase.last, scene.opening)
            if inner is not None and inner.kind == "person":
                found.append(inner)
    return found


def _merge(sightings: list[Sighting]) -> list[Entity]:
    """Unite the mentions of one person; the longest name stands for it, with the titles of all."""
    people: list[Entity] = []
    for entity in sorted((s.entity for s in sightings), key=lambda e: (-len(e.words), -len(e.name))):
        for k, known in enumerate(people):
            if same_person(entity.words, known.words):
                people[k] = Entity(
                    known.name,
                    "person",
                    known.gender or entity.gender,
                    "s",
                    known.words,
                    known.described | entity.described,
                )
                break
        else:
            if len(entity.words) > 1:
                people.append(entity)
    return people
