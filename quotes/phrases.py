"""Read a noun phrase: how far it reaches, whose name it holds, and what it names.

Takes tokens and the position where a source may begin, gives a `Phrase`.

The law of the language: a title opens a chain of construct nouns (رئيس مجلس النواب "speaker of the house of
deputies"); the chain closes at the first definite word; what follows a closed chain is an adjective with the article,
another title in apposition, or the person's name. A noun without the article after a closed chain belongs to
something else: in أعلنت الحكومة دعمها ("the government announced its support") the phrase ends at الحكومة.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from quotes.conjugate import cue_forms
from quotes.lexicon import Gender, Number, column, grouped, word_list, words
from quotes.marks import Mark
from quotes.segment import Tokens, is_word

PhraseKind = Literal["person", "role", "organisation", "document", "anonymous", "unknown"]
_NAME_PARTICLES = frozenset({"بن", "ابن", "بنت", "ال", "ابو", "ابا", "ابي", "ام", "عبد", "ذو", "دي", "فان", "دو", "دا", "لو", "ولد", "سي", "مولاي", "ايت", "بو"})
_DUALS = ("ان", "ين", "تان", "تين", "ا")
_ARTICLE_IS_ROOT = frozenset({"الي", "الا", "التي", "الذي", "الذين", "الان", "التقي", "التزم", "التمس", "التحق", "الغي", "القي", "الف", "الهام", "الياس", "البرت", "الكسندر", "اليكس", "اليساندرو", "الفريد", "البرتو", "اليكسي", "الكس", "اليوت", "الين", "اليزابيث"})
_AUDIENCE = frozenset({"صحفيين", "صحافيين", "اعلاميين", "وسايل", "رويترز", "قناه"})
_ON_BEHALF = "باسم"
_ALI = "علي"
_GENERAL = "عام"  # "year", but "general" behind a title: الأمين العام
_VAN = "فان"  # فإن "then indeed", and van in Dutch names
_VERBAL = re.compile(r"ي[^اوي]\w{2,}|ت\w{2,}ت$")  # the shape of a verb: يتعين, تعرضت
_LONGEST_NAME = 7  # tokens
_SUFFIXES = ("ها", "هم", "هما", "هن", "نا")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, tokens `first` to just before `last`."""

    first: int
    last: int
    name: tuple[int, int] | None  # the tokens of a person's name in it
    head: str  # folded, without the article
    kind: PhraseKind
    gender: Gender
    number: Number
    definite: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The word classes that the reading of phrases asks for, folded."""

    titles: frozenset[str]
    honorifics: frozenset[str]  # titles that a name follows at once: الدكتور, اللواء
    organisations: frozenset[str]
    media: frozenset[str]
    documents: frozenset[str]
    anonymous: frozenset[str]
    given: frozenset[str]
    nouns: frozenset[str]
    places: frozenset[str]
    nisbas: frozenset[str]
    times: frozenset[str]
    relatives: frozenset[str]
    prepositions: frozenset[str]
    events: frozenset[str]
    quantifiers: frozenset[str]  # عدد من, بعض: they stand for those they count
    breaks: frozenset[str]  # words that no noun phrase goes past
    complementizers: frozenset[str]


@cache
def word_classes() -> Words:
    """Load the word classes from the lexicon, once."""
    particles = grouped("particles", "class")
    function = frozenset().union(*particles.values()) - {_ALI, _ON_BEHALF}
    titles = grouped("titles", "kind")
    media = grouped("organisations", "medium")
    return Words(
        titles=words("titles"),
        honorifics=titles.get("honorific", frozenset()) | titles.get("rank", frozenset()),
        organisations=words("organisations"),
        media=media.get("yes", frozenset()),
        documents=words("documents"),
        anonymous=words("anonymous"),
        given=(word_list("given_names") | words("given_names")) - function,
        nouns=word_list("nouns"),
        places=words("places"),
        nisbas=words("nisbas"),
        times=words("times"),
        relatives=particles["relative"],
        prepositions=particles["preposition"] | {"ب", "ل", "ك"},
        events=particles["event"],
        quantifiers=particles["quantifier"],
        breaks=particles["negation"] | particles["pronoun"] | particles["auxiliary"] | particles["linker"] | particles["adverb"],
        complementizers=particles["inna"] | particles["anna"],
    )


def bare(form: str) -> str:
    """Return a folded word without the article.

    >>> bare("الوزير"), bare("للوزير"), bare("وزير")  # the minister, to the minister, a minister
    ('وزير', 'وزير', 'وزير')
    """
    for article in ("ال", "لل"):
        if form.startswith(article) and len(form) > 3:
            return form[2:]
    return form


@cache
def particles_of(group: str) -> frozenset[str]:
    """Return the folded particles of one class."""
    return grouped("particles", "class")[group]


def has_article(form: str) -> bool:
    return form.startswith("ال") and len(form) > 3 and form not in _ARTICLE_IS_ROOT


@cache
def is_title(form: str) -> bool:
    """Tell a title: with or without the article, or with a pronoun (ابنته "his daughter")."""
    w = word_classes()
    return form in w.titles or bare(form) in w.titles or _title_of(form)


@cache
def is_name_word(form: str) -> bool:
    """Tell a word that can open a person's name: a given name, or a word that is no common noun and takes no article."""
    w = word_classes()
    if form in w.given:
        return form not in w.nouns
    return form.isalpha() and len(form) > 2 and not has_article(form) and form not in _no_names() and not _is_inflected(form) and not _VERBAL.match(form)


@cache
def _no_names() -> frozenset[str]:
    w = word_classes()
    common = w.nouns | w.titles | w.organisations | w.documents | w.anonymous | w.places | w.nisbas | w.times
    return common | w.prepositions | w.breaks | w.relatives | w.complementizers | w.events | word_list("verbs") | frozenset(cue_forms())


def _is_inflected(form: str) -> bool:
    """A common word under a pronoun, or in the accusative, is no name: رئيسها "its president", جيدا "well"."""
    known = _no_names()
    for suffix in (*_SUFFIXES, "ه", "ا"):
        stem = form[: -len(suffix)]
        if form.endswith(suffix) and len(stem) > 2 and (stem in known or (stem[-1] == "ت" and stem[:-1] + "ه" in known)):
            return True
    return False


def names_ali(tokens: Tokens, i: int) -> bool:
    """Tell the name علي from the preposition على at token `i`; some papers write both with dots."""
    w = word_classes()
    if tokens.form[i] != _ALI or tokens.text[tokens.end[i] - 1] != "ي":
        return False
    before = tokens.form[i - 1] if i else ""
    after = tokens.form[i + 1] if i + 1 < len(tokens) else ""
    if before in w.given or before in _NAME_PARTICLES or after in _NAME_PARTICLES:
        return True
    return is_title(before) or (has_article(after) and bare(after) not in w.nouns)


def read_phrase(tokens: Tokens, first: int, limit: int, pairs: dict[int, Mark], *, exact: bool = False) -> Phrase | None:
    """Read the noun phrase that begins at token `first` and ends before token `limit`; None where there is none.

    `exact` says that a complement begins at `limit`, so that what stands before it is all phrase.
    """
    reader = _Reader(tokens, first, limit, pairs, exact)
    last = reader.read()
    return reader.phrase(last) if last > first else None


class _Reader:
    """The state of one reading: where the phrase stands between its head and its end."""

    def __init__(self, tokens: Tokens, first: int, limit: int, pairs: dict[int, Mark], exact: bool) -> None:
        self.tokens = tokens
        self.first = first
        self.limit = limit
        self.pairs = pairs
        self.exact = exact  # the complement begins at `limit`: what stands before it is the phrase
        self.words = word_classes()
        self.construct = False  # the last word is a noun that waits for its second part
        self.closed = False  # a definite word, a place or a name has closed the chain
        self.name: tuple[int, int] | None = None
        self.in_name = False
        self.apposition = False  # a title after the name
        self.complete = False  # an indefinite noun has its adjective: مصدر أمني, and takes no further noun
        self.body = False  # the last head was an organisation's: foreign words after it are its name

    def read(self) -> int:
        i = self.first
        while i < self.limit:
            after = self._step(i)
            if after == i:
                break
            i = after
        return self._trim(i)

    def _trim(self, last: int) -> int:
        """A phrase ends on a word or a closing mark, never on a preposition."""
        form = self.tokens.form
        while last > self.first and (form[last - 1] in self.words.prepositions or form[last - 1] in "،,:؛-–.(و"):
            last -= 1
        return last

    def _step(self, i: int) -> int:
        """Return the position after the word at `i` where it belongs to the phrase, else `i`."""
        form = self.tokens.form[i]
        if not is_word(form):
            return self._sign(i)
        if self._split_name(i):
            assert self.name is not None
            self.name = (self.name[0], i + 2)
            return i + 2
        if self._breaks(i):
            return i
        if self._preposition(i) or self._on_behalf(i):
            return self._prepositional(i)
        if self._coordinated(i):
            return i + 1
        return self._noun(i)

    def _sign(self, i: int) -> int:
        form = self.tokens.form[i]
        if form == "." and i > self.first and len(self.tokens.form[i - 1]) == 1 and i + 1 < self.limit:
            return i + 1
        if form == "/" and i > self.first and is_title(self.tokens.form[i - 1]):
            return i + 1
        if i in self.pairs:
            return self._marked(i)
        if form == "(":
            return self._bracketed(i)
        if form in "،," and self._apposition_follows(i):
            self.in_name, self.construct = False, False
            return i + 1
        if form == "-" and 0 < i and i + 1 < self.limit and self.in_name and self.tokens.start[i] == self.tokens.end[i - 1]:
            return i + 1
        return i

    def _marked(self, i: int) -> int:
        """A name in marks belongs to the phrase: صحيفة «عكاظ» (the newspaper "Okaz")."""
        mark = self.pairs[i]
        inside = mark.last - mark.first - 1
        if not mark.closed or inside > 7 or mark.last >= self.limit or (self.closed and self.name):
            return i
        if self.name is None and not self.body:
            self._name_inside(i + 1, mark.last)
        self.construct, self.closed = False, True
        return mark.last + 1

    def _name_inside(self, first: int, last: int) -> None:
        while first < last and is_title(self.tokens.form[first]):
            first += 1
        if first < last and self.tokens.form[first] in self.words.given and self.tokens.form[first] not in self.words.nouns:
            self.name = (first, last)

    def _bracketed(self, i: int) -> int:
        for k in range(i + 1, min(i + 8, self.limit)):
            if self.tokens.form[k] == ")":
                return k + 1 if k + 1 <= self.limit and i > self.first else i
        return i

    def _apposition_follows(self, i: int) -> bool:
        """After a comma the phrase goes on only with a title beside a name, or a name beside a title."""
        if i + 1 >= self.limit:
            return False
        following = self.tokens.form[i + 1]
        if self.name is not None:
            return not self.apposition and is_title(following) and following not in self.words.anonymous
        if self._title_headed() and bare(following) in self.words.nisbas and has_article(following):
            return self._name_ahead(i + 2)
        return self._title_headed() and (following in self.words.given or following in self.words.honorifics or bare(following) in self.words.honorifics)

    def _title_headed(self) -> bool:
        return is_title(self.tokens.form[self.first])

    def _breaks(self, i: int) -> bool:
        form, w = self.tokens.form[i], self.words
        if form in w.relatives or (form in w.complementizers and not (form == _VAN and (self.in_name or i == self.first))):
            return True
        if bare(form) == _GENERAL and i > self.first and is_title(self.tokens.form[i - 1]):
            return False
        if (form in w.times or (bare(form) in w.times and self.name is not None)) and (self.closed or self.name is not None or i == self.first):
            return True
        if form in w.breaks or form in particles_of("prayer"):
            return True
        if form in particles_of("demonstrative"):
            return i + 1 >= self.limit or not has_article(self.tokens.form[i + 1])
        return self._is_verb(i)

    def _is_verb(self, i: int) -> bool:
        form = self.tokens.form[i]
        w = self.words
        if form in w.nouns or is_title(form) or form in w.given or form in w.organisations or form in w.documents or form in w.anonymous or form in w.places:
            return False
        if form in word_list("verbs"):
            return True
        readings = cue_forms().get(form)
        return bool(readings) and readings[0].shape in {"perfect", "imperfect"}

    def _preposition(self, i: int) -> bool:
        """على "on" and علي "Ali" fold alike; the dots tell them apart, or a name beside it."""
        form = self.tokens.form[i]
        if form != _ALI:
            return form in self.words.prepositions
        return not names_ali(self.tokens, i)

    def _on_behalf(self, i: int) -> bool:
        """باسم is a man's name, but "in the name of" after a spokesman's title."""
        return self.tokens.form[i] == _ON_BEHALF and i > self.first and is_title(self.tokens.form[i - 1]) or (self.tokens.form[i] == _ON_BEHALF and i > self.first + 1 and self.tokens.form[i - 1] in {"الرسمي", "رسمي", "الاعلامي", "اعلامي"})

    def _object(self, i: int) -> str:
        """Return the bare word that the preposition at `i` governs, "" where there is none."""
        return bare(self.tokens.form[i + 1]) if i + 1 < self.limit and is_word(self.tokens.form[i + 1]) else ""

    def _prepositional(self, i: int) -> int:
        """Decide whether a prepositional phrase belongs to the title or the source, or opens an adjunct."""
        if i == self.first:
            return i
        form, governed = self.tokens.form[i], self._object(i)
        if not governed or governed in self.words.events or governed in self.words.times or governed[0].isdigit():
            return i
        if not self._takes(i, form, governed):
            return i
        self.in_name, self.construct, self.closed = False, True, False
        return i + 1

    def _name_ahead(self, i: int) -> bool:
        """Tell whether the person's name still follows: السفير في تونس جاكوب والس."""
        k = i
        while k < self.limit:
            mark = self.pairs.get(k)
            if mark is not None and mark.closed:
                k = mark.last + 1
                continue
            form = self.tokens.form[k]
            k += 1
            if not is_word(form) or form in self.words.relatives or form in self.words.prepositions:
                return False
            if is_name_word(form):
                return True
        return False

    def _takes(self, i: int, form: str, governed: str) -> bool:
        w = self.words
        if self.name is not None and not self.apposition:
            return False
        if form in {"ل", "الي"} and (governed in w.media or governed in _AUDIENCE):
            return False
        if form in {"عبر", "خلال", "بعد", "قبل", "عقب", "اثناء", "منذ", "حتي", "حول", "بشان", "مع", "الي", "ردا", "بسبب", "رغم", "ضد", "امام", "تعليقا", "بحضور", "بمناسبه", "حسب", "بحسب", "وفق", "وفقا", "نقلا"}:
            return False
        if self.apposition:
            return True
        head = self.tokens.form[self.first]
        if self.exact and self._name_ahead(i + 2) and (form in {"ل", "ب", "في", "من"}):
            return True
        if head in w.quantifiers:
            return form == "من"
        if is_title(head):
            if form not in {"في", "علي"} or not has_article(head) or self.construct:
                return True
            return self.exact and (governed not in w.places or self._name_ahead(i + 2))
        if bare(head) in w.anonymous and has_article(head):
            return False
        if bare(head) in w.anonymous or bare(head) in w.documents:
            return form in {"في", "من", "عن", _ON_BEHALF, "ب", "ل"} or (form == "علي" and governed in {"صله", "اطلاع", "درايه", "علاقه"})
        if bare(head) in w.organisations:
            if form == "ل":
                return True
            return form in {"في", "ب"} and (governed in w.places or governed in w.organisations)
        return False

    def _split_name(self, i: int) -> bool:
        """A foreign name may begin with what looks like a clitic: فالتشيك "Valček", cut after ف."""
        tokens = self.tokens
        return self.in_name and tokens.form[i] == "ف" and i + 1 < self.limit and tokens.end[i] == tokens.start[i + 1] and tokens.form[i + 1] not in cue_forms()

    def _coordinated(self, i: int) -> bool:
        """Tell a second source or a second part of a title: سكان وشهود, العلاقات العامة والإعلام."""
        if self.tokens.form[i] != "و" or i == self.first or i + 1 >= self.limit:
            return False
        rest, w = self.tokens.form[i + 1], self.words
        if self.name is not None and not self.apposition:
            return False
        if has_article(rest):
            return True
        if self._title_headed() and (rest in w.titles if self.construct else _title_of(rest)):
            return True
        if self.complete and (_adjective(rest) or (rest in w.nouns and rest.endswith(("ين", "ون")))):
            return True
        return rest in w.anonymous or (rest in w.organisations and not self._title_headed())

    def _noun(self, i: int) -> int:
        form = self.tokens.form[i]
        if form.isdigit():
            return i + 1 if self.construct or self.closed and i > self.first else i
        if self.in_name:
            if self._continues_name(i):
                assert self.name is not None
                self.name = (self.name[0], i + 1)
                return i + 1
            self.in_name = False
            self.closed, self.construct = True, False
        if self.name is None and self._starts_name(i):
            self.name, self.in_name, self.closed = (i, i + 1), True, True
            return i + 1
        return self._common(i, form)

    def _common(self, i: int, form: str) -> int:
        w = self.words
        if self.name is not None and not self.apposition:
            if not is_title(form):
                return i
            self.apposition, self.construct, self.closed = True, not has_article(form), has_article(form)
            return i + 1
        if is_title(form) and not (self.body and self.construct):
            self.body = False
        elif form in w.organisations:
            self.body = True
        if self.closed and _title_of(form):
            return i + 1
        if self.closed and not has_article(form):
            if self.body and is_name_word(form) and (not has_article(self.tokens.form[i - 1]) or bare(self.tokens.form[i - 1]) in w.honorifics):
                return i + 1
            if form not in w.titles:
                if not self._name_fills(i):
                    return i
                self.name, self.in_name, self.closed = (i, i + 1), True, True
                return i + 1
            self.closed, self.construct = False, True
            return i + 1
        if self.complete and not has_article(form) and not _adjective(form) and not is_title(form):
            return i
        if not self.exact and self.closed and has_article(form) and bare(form) in w.organisations and not _adjective(form):
            return i
        definite = has_article(form) or form in w.places or form.endswith(_SUFFIXES) or (self.construct and not _common_noun(form))
        adjective = _adjective(form) and i > self.first
        self.complete = adjective and not definite
        self.closed = definite
        self.construct = not definite and not adjective
        return i + 1

    def _name_fills(self, i: int) -> bool:
        """Take a name made of common nouns (مثال الألوسي) where it fills the rest up to the complement, after a title."""
        rest = self.tokens.form[i : self.limit]
        w = self.words
        return (
            self.exact
            and self._title_headed()
            and 1 <= len(rest) <= 4
            and all(is_word(f) and f not in w.prepositions and f not in w.breaks and f not in w.times and f not in w.titles for f in rest)
            and (has_article(rest[-1]) if len(rest) > 1 else not rest[0].endswith("ا"))
        )

    def _starts_name(self, i: int) -> bool:
        form, w = self.tokens.form[i], self.words
        if i == self.first:
            return self._first_name(i)
        if self.body and (bare(self.tokens.form[i - 1]) in w.honorifics or not self._name_behind_body(i)):
            return False
        if has_article(form):
            before = self.tokens.form[i - 1]
            if before == "." and i - 2 >= self.first:
                before = self.tokens.form[i - 2]
            if bare(form) in w.nisbas and self._names_follow(i):
                return False
            if not self._honours(before) or bare(form) in w.organisations:
                return False
            if i + 1 < self.limit and self.tokens.form[i + 1] in w.given:
                return False  # an adjective of the rank: العميد البحري عبدالله
            return not is_title(form) or (i + 1 == self.limit and bare(form) not in w.honorifics)
        if form in w.given and self.closed and self._title_headed() and (not is_title(form) or self._fits_name(i)):
            return True
        if form in _NAME_PARTICLES and form != "ال" and not self.construct and self._names_follow(i):
            return True
        if form in w.given and not is_title(form) and form not in w.nouns:
            return not self.construct or self._after_person_title(i) or self._names_follow(i)
        if form in w.given:
            return (not self.construct or self._after_person_title(i)) and self._names_follow(i)
        return is_name_word(form) and (not self.construct or self._after_person_title(i))

    def _fits_name(self, i: int) -> bool:
        """سلطان "sultan" and أمينة "secretary" are names behind an honorific, or where they fill the rest with one more word."""
        if self._honours(self.tokens.form[i - 1]):
            return True
        return self.exact and (self._names_follow(i) or (i + 2 == self.limit and has_article(self.tokens.form[i + 1])))

    def _honours(self, before: str) -> bool:
        """الدكتور المسند ("Dr Al-Musnad"): an honorific with the article, or shortened to a letter, stands before a family name."""
        if bare(before) in particles_of("dignity"):
            return False
        return (has_article(before) and bare(before) in self.words.honorifics) or (len(before) == 1 and before in self.words.honorifics)

    def _name_behind_body(self, i: int) -> bool:
        """A given name behind an organisation is the office-holder's, not the organisation's."""
        if self.tokens.form[i] not in self.words.given:
            return self._title_headed() and self._closed_by_article(i) and is_name_word(self.tokens.form[i]) and self._names_follow(i)
        return self._closed_by_article(i) or (self.exact and self.closed and self.tokens.form[i] not in self.words.nouns)

    def _closed_by_article(self, i: int) -> bool:
        before = self.tokens.form[i - 1]
        return self.closed and (has_article(before) or before in self.words.places or not is_word(before))

    def _first_name(self, i: int) -> bool:
        form, w = self.tokens.form[i], self.words
        if form in word_list("verbs") or form == "الله":
            return False
        if form == _VAN:
            return self._names_follow(i)
        if has_article(form):
            return bare(form) not in w.nouns and not is_title(form) and bare(form) not in w.nisbas and form not in w.places and bare(form) not in w.organisations and bare(form) not in w.anonymous
        if form in w.titles and form not in w.honorifics and not self._names_follow(i):
            return False
        if form in w.given:
            return (form not in w.titles and form not in w.nouns) or self._names_follow(i)
        return is_name_word(form)

    def _names_follow(self, i: int) -> bool:
        nxt = self.tokens.form[i + 1] if i + 1 < self.limit else ""
        return bool(nxt) and is_word(nxt) and (nxt in self.words.given and not is_title(nxt) and nxt not in self.words.nouns or nxt in _NAME_PARTICLES or (has_article(nxt) and bare(nxt) not in self.words.nouns and not is_title(nxt)) or is_name_word(nxt))

    def _after_person_title(self, i: int) -> bool:
        before = self.tokens.form[i - 1]
        if before == "." and i - 2 >= self.first:
            before = self.tokens.form[i - 2]
        return before in self.words.honorifics or bare(before) in self.words.honorifics

    def _continues_name(self, i: int) -> bool:
        assert self.name is not None
        form, w = self.tokens.form[i], self.words
        size = i - self.name[0]
        before = self.tokens.form[i - 1]
        if size >= _LONGEST_NAME or form in w.times or "ً" in self.tokens.raw(i, i + 1):
            return False
        if form == _VAN or form == "الله":
            return True
        if before in _NAME_PARTICLES or form in _NAME_PARTICLES:
            return True
        if has_article(form):
            return self._family(form, before, size)
        if is_title(form) and not (form in w.given and size == 1):
            return False
        if has_article(before) and self.tokens.form[i - 2] not in _NAME_PARTICLES:
            return False
        return form in w.given or is_name_word(form) or (self.exact and size == 1 and _can_be_fathers(form))

    def _family(self, form: str, before: str, size: int) -> bool:
        """A family name takes the article: عادل الجبير; after one such name only a word that is no noun goes on."""
        w = self.words
        plain = bare(form)
        if is_title(form) or plain in w.anonymous or plain in w.organisations or form in w.times:
            return False
        if has_article(before):
            return plain not in w.nouns and plain not in w.nisbas
        return self.exact or plain not in w.nouns or before in w.given

    def phrase(self, last: int) -> Phrase:
        forms = self.tokens.form
        if self.name is not None and self.name[1] > last:
            self.name = (self.name[0], last) if self.name[0] < last else None
        head = bare(forms[self.first]) if is_word(forms[self.first]) else ""
        definite = self.closed or has_article(forms[self.first])
        kind = self._kind(head, last, definite)
        gender, number = _agreement(forms[self.first], self._name_form())
        return Phrase(self.first, last, self.name, head, kind, gender, number, definite)

    def _name_form(self) -> str:
        return self.tokens.form[self.name[0]] if self.name else ""

    def _kind(self, head: str, last: int, definite: bool) -> PhraseKind:
        w, raw_head = self.words, self.tokens.form[self.first]
        if self.name is not None:
            return "person"
        if head in w.documents and head not in w.titles:
            return "document"
        if head in w.anonymous and (not has_article(raw_head) or head not in w.titles):
            return "anonymous"
        if raw_head in w.quantifiers:
            return "unknown" if last - self.first == 1 or self.tokens.form[self.first + 1] == "ما" else "anonymous"
        if head in w.organisations or raw_head in w.organisations or raw_head in w.places:
            return "organisation"
        if is_title(raw_head):
            return "role" if definite else "anonymous"
        return "unknown"


@cache
def _adjective(form: str) -> bool:
    """Tell an adjective of relation: أمني "of security", سياسية "political"."""
    w = word_classes()
    if form in w.nisbas and form not in w.places:
        return True
    return len(form) > 3 and form.endswith(("ي", "يه", "يين", "يون", "يات")) and form not in w.quantifiers and form not in w.given and not is_title(form) and form not in w.places


def _title_of(form: str) -> bool:
    """A title with a pronoun: متحدثها "its spokesman"."""
    titles = word_classes().titles
    if any(form.endswith(dual) and len(form) > 5 and (form[: -len(dual)] in titles or form[: -len(dual)] + "ه" in titles) for dual in _DUALS):
        return True
    for suffix in (*_SUFFIXES, "ه"):
        stem = form[: -len(suffix)]
        if form.endswith(suffix) and len(stem) > 2 and (stem in titles or (stem[-1] == "ت" and stem[:-1] + "ه" in titles)):
            return True
    return False


def _can_be_fathers(form: str) -> bool:
    """Behind a given name and before the complement even a common noun is a name: حسن طالع."""
    w = word_classes()
    return form in w.nouns and form not in w.organisations and form not in w.anonymous and form not in w.documents and form not in w.prepositions


def _common_noun(form: str) -> bool:
    w = word_classes()
    return form in w.nouns or form in w.titles or form in w.organisations or form in w.documents or form in w.anonymous


def _agreement(head: str, name: str) -> tuple[Gender, Number]:
    """Return the gender and number that the head shows, "" where it shows none."""
    plain = bare(head)
    for table in ("titles", "anonymous", "organisations", "documents"):
        genders, numbers = column(table, "gender"), column(table, "number")
        key = plain if plain in genders else head
        if key in genders:
            return genders[key], numbers[key]  # type: ignore[return-value]
    if head in word_classes().places:
        return ("m" if head in particles_of("masculine place") else "f"), "s"  # countries and cities are feminine
    genders = column("given_names", "gender")
    for form in (name, head):
        if form in genders:
            return genders[form], "s"  # type: ignore[return-value]
    if name:
        return "", "s"
    if plain.endswith("ه"):
        return "f", "s"
    if plain.endswith(("ون", "ين")) and len(plain) > 4:
        return "m", "p"
    return "", ""
