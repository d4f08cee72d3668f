"""Tell where a person's name begins in a noun phrase, and how far it goes.

Takes the state of a reading and the position of a word, gives a yes or no.

The law of the language: a name follows a title that is closed (الوزير عادل الجبير), or opens the phrase; it goes on
through given names, the particles of descent (بن, آل, أبو) and one family name, which takes the article.
"""

from __future__ import annotations

from typing import Final

from quotes.lexicon import word_list
from quotes.memory import remembered
from quotes.particles import PARTICLES
from quotes.readings import Reading, after_person_title, closed_by_article, is_team, joins, sign_follows, title_headed
from quotes.segment import CONJUNCTIONS, is_word
from quotes.words import (
    ON_BEHALF,
    VAN,
    bare,
    can_be_fathers,
    has_article,
    is_common_noun,
    is_name_word,
    is_title,
    is_verb,
    names_ali,
    word_classes,
)

_LONGEST_NAME: Final = 7  # tokens
_JOINED: Final = 6  # letters of an unknown word that can hold "and"
_LONG: Final = 7  # letters of an unknown word in ي that is no verb
_FAITH: Final = "الدين"
_CLAN: Final = "آل"  # "the house of", before a family's name
_IN: Final = frozenset({"ب", "في"})


def starts_name(r: Reading, i: int) -> bool:
    form, w = r.tokens.form[i], r.words
    if r.tokens.has_tanwin(i) or joins(form) or _has_pronoun(r, i):
        return False
    if i == r.first:
        return _first_name(r, i)
    if r.tokens.form[i - 1] == "." and r.tokens.form[i - 2] in w.honorifics and not is_title(form):
        return True  # م. جديع: behind a shortened honorific stands a name
    if r.closed and title_headed(r) and _of_faith(r, i):
        return True
    if r.body and (bare(r.tokens.form[i - 1]) in w.honorifics or not _name_behind_body(r, i)):
        return False
    if _behind_honorific(r, i):
        return True
    if has_article(form):
        return _starts_with_article(r, i, bare(form))
    if form in w.given and r.closed and title_headed(r) and (not is_title(form) or _fits_name(r, i)):
        return True
    if form in PARTICLES["name"] and form != "ال" and not r.construct and names_follow(r, i):
        return True
    if form in w.given and not is_title(form) and form not in w.nouns:
        return not r.construct or after_person_title(r, i) or names_follow(r, i)
    if form in w.given:
        return (not r.construct or after_person_title(r, i)) and names_follow(r, i)
    return is_name_word(form) and (not r.construct or after_person_title(r, i))


def _starts_with_article(r: Reading, i: int, plain: str) -> bool:
    """Behind an honorific stands the family's name, with the article: العميد الأحمدي."""
    form, w = r.tokens.form[i], r.words
    if plain in PARTICLES["ordinal+epithet"] or (plain in w.nisbas and (form[-1] == "ه" or names_follow(r, i))):
        return False
    if r.closed and r.exact and i + 1 < r.limit and title_headed(r) and _given_with_article(r, form):
        return True
    before = r.tokens.form[i - 1]
    if before == "." and i - 2 >= r.first:
        before = r.tokens.form[i - 2]
    if not _honours(r, before) or plain in w.organisations or is_team(r, i - 1):
        return False
    if i + 1 < r.limit and r.tokens.form[i + 1] in w.given:
        return False  # an adjective of the rank: العميد البحري عبدالله
    return not is_title(form) or (i + 1 == r.limit and plain not in w.honorifics)


def _has_pronoun(r: Reading, i: int) -> bool:
    """A long word in ه or ها that is no given name is a noun with a pronoun behind a title: المدرب دخوله."""
    form = r.tokens.form[i]
    if i == r.first or form in r.words.given or len(form) < _JOINED - 1 or has_article(form):
        return False
    return form.endswith("ها") or (r.tokens.text[r.tokens.end[i] - 1] == "ه" and not form.endswith("يه"))


def continues_name(r: Reading, i: int) -> bool:
    assert r.name is not None
    form, w = r.tokens.form[i], r.words
    size = i - r.name[0]
    before = r.tokens.form[i - 1]
    if size >= _LONGEST_NAME or (form in w.times and form not in w.given) or r.tokens.has_tanwin(i):
        return False
    if form in {VAN, "الله", _FAITH} or _of_faith(r, i):
        return True
    if form in PARTICLES["one of"]:
        return False  # عارف حسن أحد أشهر المهندسين ("one of the most famous")
    if before in PARTICLES["name"] or form in PARTICLES["name"]:
        return True
    if has_article(form):
        return _family(r, i, before, size)
    if is_title(form) and not (form in w.given and size == 1):
        alone = form in w.titles and before in w.given  # عبده خال: a title without its second part is none
        return r.exact and i + 1 == r.limit and (size > 1 or alone)
    if has_article(before) and before not in {"الله", _FAITH} and r.tokens.form[i - 2] not in PARTICLES["name"]:
        return False
    if size < 3 and (before_title(r, i) or (size == 1 and _before_apposition(r, i))):
        return True
    if joins(form):
        return False
    if before in w.given and size == 1 and _seems_verb(form):
        return True
    known = form in w.given or is_name_word(form)
    return known or (can_be_fathers(_without_marbuta(r, i)) and _noun_in_name(r, i, size))


def _without_marbuta(r: Reading, i: int) -> str:
    """A word in ة has no pronoun, and at the end may be a family's name: حسن نافعة، but not حسن حديثه ("his talk")."""
    form, last = r.tokens.form[i], i + 1 == r.limit or sign_follows(r, i)
    return form.removesuffix("ه") if last and r.tokens.text[r.tokens.end[i] - 1] == "ة" else form


def _of_faith(r: Reading, i: int) -> bool:
    """عز الدين, الجار الله: what stands before الدين or الله behind a title or a name is part of a name."""
    return i + 1 < r.limit and r.tokens.form[i + 1] in {_FAITH, "الله"} and is_word(r.tokens.form[i])


def before_title(r: Reading, i: int) -> bool:
    """Between a name and the office that tells of it stands the family's name, a common noun too: أحمد عيد رئيس."""
    form, w = r.tokens.form[i], r.words
    following = r.tokens.form[i + 1] if i + 1 < r.limit else ""
    if following not in w.titles and not (has_article(following) and bare(following) in w.titles):
        return False
    known = is_title(form) or form in w.organisations or form in w.prepositions or form in w.breaks
    return is_word(form) and len(form) > 1 and not known and (form in w.given or not is_verb(form))


def _before_apposition(r: Reading, i: int) -> bool:
    """Between a given name and the comma before an office stands the family's name: حسن صابرة، أستاذ التاريخ."""
    form, w = r.tokens.form, r.words
    if i + 2 >= r.limit or form[i + 1] not in "،," or form[i + 2] not in w.titles or not is_word(form[i]):
        return False
    known = form[i] in w.prepositions or form[i] in w.breaks or form[i] in w.times or is_title(form[i])
    return form[i - 1] in w.given and title_headed(r) and not known and form[i] not in w.organisations


def _seems_verb(form: str) -> bool:
    """A long word in يـ that no list of verbs knows is a name behind a given name: طارق ياساريفيتش."""
    return form[0] == "ي" and len(form) >= _LONG and not is_common_noun(form) and not is_verb(form)


def _noun_in_name(r: Reading, i: int, size: int) -> bool:
    """A common noun may be a family name, sure where the name ends with it: أحمد عبدالعزيز قطان، سفير."""
    if r.exact and size == 1:
        return r.tokens.form[i] not in r.words.events and r.tokens.text[r.tokens.end[i] - 1] != "ه"
    ends = i + 1 == r.limit if r.exact else False
    return size == 2 and not r.tokens.form[i].endswith(("ا", "ه")) and (ends or sign_follows(r, i))


def name_ahead(r: Reading, i: int) -> bool:
    """Tell whether the person's name still follows: السفير في تونس جاكوب والس."""
    k = i
    while k < r.limit:
        mark = r.pairs.get(k)
        if mark is not None and mark.closed:
            k = mark.last + 1
            continue
        form = r.tokens.form[k]
        if names_ali(r.tokens, k):
            return True
        k += 1
        if names_ali(r.tokens, k - 1):
            return True
        if form in _IN and k < r.limit and r.tokens.form[k] in r.words.places:
            continue  # لـ«الراصد» بالقاهرة سامي الراعي ("in Cairo")
        if not is_word(form) or form in r.words.relatives or form in r.words.prepositions:
            return False
        if is_name_word(form) or _given_with_article(r, form):
            return True
    return False


def _given_with_article(r: Reading, form: str) -> bool:
    """Some given names have the article: الخضر, الحسن."""
    name, w = bare(form), r.words
    if not has_article(form) or is_title(form) or name.endswith("ي"):
        return False
    return name in w.given and name not in w.nouns and name not in w.nisbas


def split_name(r: Reading, i: int) -> bool:
    """A foreign name may begin with what looks like a clitic: فالتشيك "Valček", cut after ف; وينفريد behind a title."""
    tokens = r.tokens
    if tokens.form[i] == "و" and not _and_a_name(r, i):
        return False
    return (
        tokens.form[i] in CONJUNCTIONS
        and i + 1 < r.limit
        and tokens.end[i] == tokens.start[i + 1]
        and not is_verb(tokens.form[i + 1])
        and tokens.form[i + 1] not in r.words.breaks
        and tokens.form[i + 1] not in PARTICLES["demonstrative"]
        and (r.in_name or i == r.first or tokens.form[i] == "و")
    )


def _and_a_name(r: Reading, i: int) -> bool:
    """A word in ي that no list knows is cut behind و as a verb would be; up to the complement it is a name."""
    form = r.tokens.form[i + 1] if i + 1 < r.limit else ""
    if not r.exact or form[:1] != "ي" or form in r.words.given or is_common_noun(form) or is_verb(form):
        return False
    return r.in_name or (r.closed and r.name is None and title_headed(r) and names_follow(r, i + 1))


def name_inside(r: Reading, first: int, last: int) -> None:
    while first < last and is_title(r.tokens.form[first]):
        first += 1
    if first < last and r.tokens.form[first] in r.words.given and r.tokens.form[first] not in r.words.nouns:
        r.name = (first, last)


def _first_name(r: Reading, i: int) -> bool:
    form, w = r.tokens.form[i], r.words
    if _of_faith(r, i) and r.tokens.form[i + 1] == _FAITH and not has_article(form):
        return True  # عز الدين
    if r.tokens.raw(i, i + 1) == _CLAN:
        return i + 1 < r.limit and is_word(r.tokens.form[i + 1])
    if form in word_list("verbs") or form == "الله":
        return False
    if form in PARTICLES["name"] and not names_follow(r, i) and not _kunya(r, i):
        return False
    if form == VAN:
        return names_follow(r, i)
    if is_title(form) and r.tokens.form[i + 1 : i + 2] == (ON_BEHALF,):
        return False  # ناطق باسم "a spokesman for"
    if has_article(form):
        return not _nisba_before_name(r, i) and (
            bare(form) not in w.nouns
            and not is_title(form)
            and bare(form) not in w.nisbas
            and form not in w.places
            and bare(form) not in w.organisations
            and bare(form) not in w.anonymous
        )
    if form in w.titles and form not in w.honorifics and not names_follow(r, i):
        return False
    if form in w.given:
        return (form not in w.titles and form not in w.nouns) or names_follow(r, i)
    return is_name_word(form)


def _kunya(r: Reading, i: int) -> bool:
    """أبو بكر: behind أبو in any case, and behind بن, a common noun is a name."""
    following = r.tokens.form[i + 1] if i + 1 < r.limit else "."
    return r.tokens.form[i] in PARTICLES["kunya"] and is_word(following) and following not in r.words.breaks


def _nisba_before_name(r: Reading, i: int) -> bool:
    """An adjective of relation stands before the name it tells of: البرازيلي جواو سيلفا ("the Brazilian …")."""
    form = r.tokens.form
    return (
        form[i].endswith(("ي", "يه"))
        and i + 1 < r.limit
        and not has_article(form[i + 1])
        and form[i + 1] not in PARTICLES["name"]
        and (form[i + 1] in r.words.given or is_name_word(form[i + 1]))
    )


def names_follow(r: Reading, i: int) -> bool:
    return i + 1 < r.limit and _can_follow(r.tokens.form[i + 1])


@remembered
def _can_follow(form: str) -> bool:
    """Tell a word that can stand in a name behind its first."""
    w = word_classes()
    return is_word(form) and (
        (form in w.given and not is_title(form) and form not in w.nouns)
        or form in PARTICLES["name"]
        or (has_article(form) and bare(form) not in w.nouns and not is_title(form))
        or is_name_word(form)
    )


def _family(r: Reading, i: int, before: str, size: int) -> bool:
    """A family name takes the article: عادل الجبير; after one such name only a word that is no noun goes on."""
    assert r.name is not None
    form, w = r.tokens.form[i], r.words
    plain = bare(form)
    open_name = not has_article(before) or before in {"الله", _FAITH}
    if is_title(form) and (size > 1 or r.name[0] > r.first) and open_name and _ends_name(r, i):
        return True  # محمود بن سالم المرشد مدير: a title where another follows, or nothing, is the family's name
    if is_title(form) or plain in w.anonymous or plain in w.organisations or form in w.times:
        return False
    if not open_name:
        ends = r.exact and size > 2 and i + 1 == r.limit
        return (r.exact or size > 1) and (ends or plain not in w.nouns or plain in w.given) and plain not in w.nisbas
    return r.exact or plain not in w.nouns or before in w.given


def _ends_name(r: Reading, i: int) -> bool:
    """Tell whether a sign, a verb, an indefinite title or the occasion of the saying follows token `i`."""
    if i + 1 >= r.limit:
        return r.exact
    following = r.tokens.form[i + 1]
    ends = following in r.words.titles or following in r.words.complementizers or is_verb(following)
    ends = ends or not is_word(following)
    return ends or adjunct_at(r, i + 1)


def adjunct_at(r: Reading, i: int) -> bool:
    """Tell a comma, a time, or the occasion of the saying (في بيان "in a statement") at token `i`."""
    form, w = r.tokens.form, r.words
    if form[i] in w.prepositions:
        return i + 1 < r.limit and form[i + 1] in w.events
    return form[i] in w.times or form[i] in "،,"


def _fits_name(r: Reading, i: int) -> bool:
    """سلطان "sultan" is a name behind an honorific, or where it fills the rest with one more word."""
    if _honours(r, r.tokens.form[i - 1]):
        return True
    return r.exact and (names_follow(r, i) or (i + 2 == r.limit and has_article(r.tokens.form[i + 1])))


def _honours(r: Reading, before: str) -> bool:
    """An honorific with the article, or shortened to a letter, stands before a family name: د. المسند."""
    if bare(before) in PARTICLES["dignity"]:
        return False
    return (has_article(before) and bare(before) in r.words.honorifics) or (
        len(before) == 1 and before in r.words.honorifics
    )


def _behind_honorific(r: Reading, i: int) -> bool:
    """A noun without the article behind an honorific with it can only be a name: الدكتور باز."""
    form, w = r.tokens.form[i], r.words
    if has_article(form) or is_title(form) or form not in w.nouns or form in w.organisations or len(form) < 3:
        return False
    return _honours(r, r.tokens.form[i - 1]) and i + 1 < r.limit and names_follow(r, i)


def _name_behind_body(r: Reading, i: int) -> bool:
    """A given name behind an organisation is the office-holder's, not the organisation's."""
    if r.tokens.form[i] not in r.words.given:
        return title_headed(r) and closed_by_article(r, i) and is_name_word(r.tokens.form[i]) and names_follow(r, i)
    sure = r.tokens.form[i] not in r.words.nouns or names_follow(r, i)
    return closed_by_article(r, i) or (r.exact and sure and (r.closed or _named_body(r, i)))


def _named_body(r: Reading, i: int) -> bool:
    """A body's name closes the chain as the article does: حركة حماس."""
    names, w = r.tokens.form[i - 2 : i], r.words
    return i - 2 > r.first and all(form in w.organisations for form in names) and names_follow(r, i)
