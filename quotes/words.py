"""Tell the classes of words: titles, names, organisations, places, and what is none of them.

Takes one folded word (and, where the spelling alone does not tell, its place among tokens), gives its class.

The law of the language: Arabic marks no names by capitals. A name is a known given name, or a word that is neither in
the lexicon nor a known word with a pronoun, and that does not take the article.

>>> bare("الوزير"), bare("للوزير"), bare("وزير")  # the minister, to the minister, a minister
('وزير', 'وزير', 'وزير')
>>> sorted(governed_prepositions("الصادره"))  # issued (by)
['عن']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from quotes.conjugate import cue_forms
from quotes.lexicon import Gender, Number, column, grouped, word_list, words
from quotes.memory import remembered
from quotes.normalise import fold_text
from quotes.particles import PARTICLES
from quotes.segment import Tokens

ON_BEHALF: Final = "باسم"  # a man's name, and "in the name of"
ALI: Final = "علي"  # Ali, and على "on"
IMAM: Final = "امام"  # إمام "imam", and أمام "in front of"
VAN: Final = "فان"  # فإن "then indeed", and van in Dutch names
PRONOUNS: Final = ("ها", "هم", "هما", "هن", "نا")
_DUALS: Final = ("ان", "ين", "تان", "تين", "ا")
_ENDINGS: Final = ("يان", "يين", "يون", "يات", "يتان", "يتين")  # of adjectives of relation in the dual and plural
_VERBAL: Final = re.compile(
    r"ي[^اوي]\w{2,}|ت\w{2,}ت$|مست\w{2,}ا$"
)  # shapes of verbs and participles: يتعين, تعرضت, مستقويا


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
    function = frozenset().union(
        *(particles[c] for c in particles.keys() - {"name", "root article", "epithet", "kunya", "calling"})
    ) - {
        ALI,
        ON_BEHALF,
    }
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
        breaks=particles["negation"]
        | particles["pronoun"]
        | particles["auxiliary"]
        | particles["linker"]
        | particles["adverb"]
        | particles["contraction"],
        complementizers=particles["inna"] | particles["anna"],
    )


@remembered
def bare(form: str) -> str:
    """Return a folded word without the article."""
    for article in ("ال", "لل"):
        if form.startswith(article) and len(form) > 3:
            return form[2:]
    return form


@cache
def words_of(*classes: str) -> frozenset[str]:
    """Return the words of any of several fields of `Words`."""
    return frozenset().union(*(getattr(word_classes(), name) for name in classes))


@remembered
def has_article(form: str) -> bool:
    return form.startswith("ال") and len(form) > 3 and form not in _root_articles()


@cache
def _root_articles() -> frozenset[str]:
    """Return the words whose ال belongs to the root: الذي "who", ألقت "she threw"."""
    return PARTICLES["root article"] | {form for form in word_list("verbs") if form.startswith("ال")}


@remembered
def is_title(form: str) -> bool:
    """Tell a title: with or without the article, or with a pronoun (ابنته "his daughter")."""
    w = word_classes()
    return form in w.titles or bare(form) in w.titles or title_of(form)


@remembered
def title_of(form: str) -> bool:
    """A title with a pronoun: متحدثها "its spokesman"."""
    titles = word_classes().titles
    if any(
        form.endswith(dual) and len(form) > 5 and (form[: -len(dual)] in titles or form[: -len(dual)] + "ه" in titles)
        for dual in _DUALS
    ):
        return True
    for suffix in (*PRONOUNS, "ه"):
        stem = form[: -len(suffix)]
        if (
            form.endswith(suffix)
            and len(stem) > 2
            and (stem in titles or (stem[-1] == "ت" and stem[:-1] + "ه" in titles))
        ):
            return True
    return False


@remembered
def is_name_word(form: str) -> bool:
    """Tell a word that can open a name: a given name, or one that is no common noun and takes no article."""
    w = word_classes()
    if form in w.given:
        return form not in w.nouns
    return (
        form.isalpha()
        and len(form) > 2
        and not has_article(form)
        and form not in _no_names()
        and not _is_inflected(form)
        and not _VERBAL.match(form)
    )


@cache
def _no_names() -> frozenset[str]:
    w = word_classes()
    common = w.nouns | w.titles | w.organisations | w.documents | w.anonymous | w.places | w.nisbas | w.times
    function = w.prepositions | w.breaks | w.relatives | w.complementizers | w.events | PARTICLES["demonstrative"]
    return common | function | word_list("verbs") | frozenset(cue_forms())


@cache
def _no_stems() -> frozenset[str]:
    return _no_names() | {ON_BEHALF}


def is_verb(form: str) -> bool:
    return form in word_list("verbs") or form in cue_forms()


@remembered
def is_verbal(form: str) -> bool:
    """Tell what can only be a verb, or a noun under a pronoun: رفضوا "they refused", حديثه "his talk"."""
    return is_verb(form) or bool(_VERBAL.match(form)) or _is_inflected(form)


def _is_inflected(form: str) -> bool:
    """A common word under a pronoun, in the accusative, in the dual or in the future is no name.

    رئيسها "its president", جيدا "well", أمنيان "two … of security", سيشرف "he will oversee", ليبرر "to justify".
    """
    known = _no_stems()
    if form[0] in "سل" and form[1] in "يتن" and (form[1:] in word_list("verbs") or form[1:] in cue_forms()):
        return True
    if _is_nisba(form) or _is_plural(form):
        return True
    for suffix in (*PRONOUNS, "ه", "ا"):
        stem = form[: -len(suffix)]
        if suffix == "ا" and stem.endswith("ات"):
            continue  # كينيات + ا: a feminine plural takes no alef
        if (
            form.endswith(suffix)
            and len(stem) > 2
            and (stem in known or (stem[-1] == "ت" and stem[:-1] + "ه" in known) or _with_hamza(stem) in known)
        ):
            return True
    return False


def _is_plural(form: str) -> bool:
    """An adjective in the plural, also where the phrase goes on: بارزون "prominent", رفيعو "high" (of rank)."""
    stem = form.removesuffix("ن").removesuffix("و")
    return form.endswith(("ون", "و")) and len(stem) > 3 and stem in word_classes().nouns


def _with_hamza(stem: str) -> str:
    """Before a pronoun the hamza at the end of a noun is carried by a letter of its case: لقاء, لقائه, لقاؤه."""
    return stem[:-1] + "ء" if stem[-1] in "يو" else stem


def _is_nisba(form: str) -> bool:
    """An adjective of relation in the dual or plural: أمنيان "two … of security"."""
    w = word_classes()
    stems = (form[: -len(ending)] + "ي" for ending in _ENDINGS if form.endswith(ending))
    return any(len(stem) > 2 and (stem in w.nisbas or stem in w.nouns) for stem in stems)


def names_ali(tokens: Tokens, i: int) -> bool:
    """Tell the name علي from the preposition على at token `i`; some papers write both with dots."""
    w = word_classes()
    if tokens.form[i] != ALI or tokens.text[tokens.end[i] - 1] != "ي":
        return False
    before = tokens.form[i - 1] if i else ""
    after = tokens.form[i + 1] if i + 1 < len(tokens) else ""
    if before in w.given or before in PARTICLES["name"] or after in PARTICLES["name"]:
        return True
    if after in w.given and (before in w.places or (has_article(before) and is_adjective(before))):
        return True  # السفير في لبنان علي عواض, الفنان التشكيلي علي سلمان
    if is_title(before) or (has_article(after) and bare(after) not in w.nouns):
        return True
    family = has_article(after) and after.endswith("ي")
    return (is_name_word(after) or family) and _tells_on(tokens.text)


@lru_cache(maxsize=8)
def _tells_on(text: str) -> bool:
    """Tell whether a text writes the preposition without dots, so that the dotted word is the name."""
    return text.count("على ") > text.count("علي ")


def names_imam(tokens: Tokens, i: int) -> bool:
    """Tell إمام "imam" from أمام "in front of" at token `i`; the hamza stands below the alef."""
    return tokens.form[i] == IMAM and tokens.text[tokens.start[i]] == "إ"


@remembered
def is_adjective(form: str) -> bool:
    """Tell an adjective of relation: أمني "of security", سياسية "political"."""
    w = word_classes()
    if (form in w.nisbas or _is_nisba(form)) and form not in w.places:
        return True
    return (
        len(form) > 3
        and form.endswith(("ي", "يه", "يين", "يون", "يات"))
        and form not in w.quantifiers
        and form not in w.given
        and not is_title(form)
        and form not in w.places
    )


@remembered
def governed_prepositions(form: str) -> frozenset[str]:
    """Return the prepositions that a participle or a noun of agent keeps with it: الصادر "issued", عن "by"."""
    table = column("governors", "prepositions")
    for ending in ("", "ه", "ون", "ين", "ات", "ان"):
        stem = bare(form).removesuffix(ending) if ending else bare(form)
        if stem in table and form.endswith(ending):
            return frozenset(fold_text(preposition) for preposition in table[stem].split())
    return frozenset()


@remembered
def can_be_fathers(form: str) -> bool:
    """Behind a given name and before the complement even a common noun is a name: حسن طالع."""
    w = word_classes()
    return (
        form in w.nouns
        and not (form.endswith("ه") and form[:-1] in words_of("nouns", "events"))  # حديثه "his talk"
        and form not in w.organisations
        and form not in w.anonymous
        and form not in w.documents
        and form not in w.prepositions
    )


@remembered
def is_common_noun(form: str) -> bool:
    return form in words_of("nouns", "titles", "organisations", "documents", "anonymous") or _is_nisba(form)


def agreement(head: str, name: str) -> tuple[Gender, Number]:
    """Return the gender and number that the head shows, "" where it shows none; beside a name only a title tells."""
    return _beside(head, name) if name else _alone(head)


def _beside(head: str, name: str) -> tuple[Gender, Number]:
    shown = _told("titles", head) or _told_of_place(head)
    if shown is not None:
        return shown
    genders = _genders()
    return genders.get(name) or genders.get(head) or "", "s"


def _told(table: str, head: str) -> tuple[Gender, Number] | None:
    """Return what a table tells of a noun, with the article or without."""
    shown = _shown(table)
    return shown.get(bare(head)) or shown.get(head)


@remembered
def _shown(table: str) -> dict[str, tuple[Gender, Number]]:
    numbers = column(table, "number")
    return {form: (gender, numbers[form]) for form, gender in column(table, "gender").items()}  # type: ignore[misc]


def _told_of_place(head: str) -> tuple[Gender, Number] | None:
    """Countries and cities are feminine, all but a few."""
    if head not in word_classes().places:
        return None
    return ("m" if head in PARTICLES["masculine place"] else "f"), "s"


@cache
def _genders() -> dict[str, Gender]:
    return column("given_names", "gender")  # type: ignore[return-value]


@remembered
def _alone(head: str) -> tuple[Gender, Number]:
    for table in ("titles", "anonymous", "organisations", "documents"):
        shown = _told(table, head)
        if shown is not None:
            return shown
    place = _told_of_place(head)
    if place is not None:
        return place
    if head in _genders():
        return _genders()[head], "s"
    plain = bare(head)
    if plain.endswith("ه"):
        return "f", "s"
    if plain.endswith(("ون", "ين")) and len(plain) > 4:
        return "m", "p"
    return "", ""
