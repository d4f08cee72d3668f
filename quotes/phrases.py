"""Read a noun phrase: how far it reaches, whose name it holds, and what it names.

Takes tokens and the position where a source may begin, gives a `Phrase`.

The law of the language: a title opens a chain of construct nouns (رئيس مجلس النواب "speaker of the house of
deputies"); the chain closes at the first definite word; what follows a closed chain is an adjective with the article,
another title in apposition, or the person's name. A noun without the article after a closed chain belongs to
something else: in أعلنت الحكومة دعمها ("the government announced its support") the phrase ends at الحكومة.
"""

from __future__ import annotations

from typing import Final

from quotes.agreements import (
    agrees,
    another_gender,
    another_thing,
    coordinated,
    many_behind_one,
    more_of_adjective,
    second_part,
)
from quotes.attachments import another_office, governs, is_preposition, name_behind_comma, on_behalf, with_preposition
from quotes.kinds import Phrase, settle
from quotes.marks import Mark
from quotes.naming import before_title, continues_name, name_ahead, name_inside, names_follow, split_name, starts_name
from quotes.particles import PARTICLES
from quotes.readings import NOT, Reading, only_verb, ordinary, title_headed
from quotes.remainder import name_fills, rest_end
from quotes.segment import CONJUNCTIONS, Tokens, is_word
from quotes.words import (
    PRONOUNS,
    VAN,
    agreement,
    bare,
    governed_prepositions,
    has_article,
    is_adjective,
    is_common_noun,
    is_name_word,
    is_title,
    title_of,
)

__all__ = ["Phrase", "read_phrase"]

_LONGEST_BRACKET: Final = 12  # tokens
_GENERAL: Final = "عام"  # "year", but "general" behind a title: الأمين العام


def read_phrase(
    tokens: Tokens, first: int, limit: int, pairs: dict[int, Mark], *, exact: bool = False
) -> Phrase | None:
    """Read the noun phrase that begins at token `first` and ends before token `limit`; None where there is none.

    `exact` says that a complement begins at `limit`, so that what stands before it is all phrase.
    """
    r = Reading(tokens, first, limit, pairs, exact)
    last = _read(r)
    letter = last == first + 1 and len(tokens.form[first]) == 1  # د. "Dr", without a name
    return settle(r, last) if last > first and not letter else None


def _read(r: Reading) -> int:
    i = r.first
    while i < r.limit:
        after = _step(r, i)
        if after == i:
            end = rest_end(r, i) if i > r.first else i
            return end if end > i else _trim(r, i)
        i = after
    return _trim(r, i)


def _trim(r: Reading, last: int) -> int:
    """A phrase ends on a word or a closing mark, never on a preposition or on an age: بلاتر (78 عاما)."""
    form = r.tokens.form
    if last - r.first > 3 and form[last - 1] == ")" and form[last - 4] == "(" and form[last - 3].isdigit():
        last -= 4
    named = r.name[1] if r.name is not None else r.first  # علي may be a name, and ends none of its phrases early
    while last > named and (form[last - 1] in r.words.prepositions or form[last - 1] in "،,:؛-–.(و"):
        last -= 1
    return last


def _step(r: Reading, i: int) -> int:
    """Return the position after the word at `i` where it belongs to the phrase, else `i`."""
    form = r.tokens.form[i]
    if not is_word(form):
        return _sign(r, i)
    if ordinary(form):
        return _name_to(r, i + 1) if r.in_name and _spelled(r, i) else _noun(r, i)
    if split_name(r, i):
        r.name, r.in_name = (r.name[0] if r.name else i, i + 2), True
        return i + 2
    if form in PARTICLES["rank step"] and i > r.first and is_title(r.tokens.form[i - 1]):
        return i + 1  # الفريق أول, نائب أول
    if form in PARTICLES["intensifier"] and _between_governed(r, i):
        return i + 1
    if form == NOT and i > r.first and i + 1 < r.limit and is_adjective(r.tokens.form[i + 1]):
        return i + 2  # المنظمات غير الحكومية "non-governmental"
    if _abbreviates(r, i):
        r.closed, r.construct = True, False
        return i + 1
    if r.in_name and _spelled(r, i):
        return _name_to(r, i + 1)
    if form in PARTICLES["without"] and r.construct and i + 1 < r.limit:
        r.closed, r.construct = True, False
        return i + 2  # أطباء بلا حدود "doctors without borders"
    if _breaks(r, i):
        return i
    if is_preposition(r, i) or on_behalf(r, i):
        return with_preposition(r, i)
    if second_part(r, i):
        r.closed, r.construct = False, True
        return i + 1
    if coordinated(r, i):
        return i + 1
    return _noun(r, i)


def _spelled(r: Reading, i: int) -> bool:
    """Tell an initial in a name, and what stands behind فان, دي: لورا إيه. كولانجيلو, فان در سار."""
    form = r.tokens.form
    if form[i - 1] in PARTICLES["name"]:
        return True
    return form[i] in PARTICLES["letter"] and i + 1 < r.limit and form[i + 1] == "."


def _between_governed(r: Reading, i: int) -> bool:
    """مقرب جدا من "very close to": the intensifier stands between a participle and its preposition."""
    if i == r.first or i + 1 >= r.limit:
        return False
    return r.tokens.form[i + 1] in governed_prepositions(r.tokens.form[i - 1])


def _abbreviates(r: Reading, i: int) -> bool:
    """Letters called by their names make a name: مؤسسة آي .دي .سي ("IDC")."""
    form, letters = r.tokens.form, PARTICLES["letter"]
    if form[i] not in letters:
        return False
    if i - 2 >= r.first and form[i - 1] == "." and form[i - 2] in letters:
        return True
    return r.construct and i + 2 < r.limit and form[i + 1] == "." and form[i + 2] in letters


def _name_to(r: Reading, last: int) -> int:
    assert r.name is not None
    r.name = (r.name[0], last)
    return last


def _sign(r: Reading, i: int) -> int:
    form = r.tokens.form[i]
    if form == "." and i > r.first and i + 1 < r.limit and _initial(r.tokens.form[i - 1]):
        return i + 1
    if form == "/" and i > r.first and _addresses(r, r.tokens.form[i - 1]):
        return i + 1
    if i in r.pairs:
        return _marked(r, i)
    if form == "(":
        return _bracketed(r, i)
    if form in "،,؛" and _apposition_follows(r, i):
        r.in_name, r.construct = False, False
        return i + 1
    if form == "-" and i > 0 and i + 1 < r.limit and r.in_name and r.tokens.start[i] == r.tokens.end[i - 1]:
        return i + 1
    return i


def _addresses(r: Reading, form: str) -> bool:
    """A stroke parts an honorific from its name (المهندس / سامي), and a label from a headline (سياسي / الوزير)."""
    return is_title(form) and (has_article(form) or form in r.words.honorifics)


def _initial(form: str) -> bool:
    """A letter, or a Latin letter's name, stands before a full stop in a name: إيه. كولانجيلو ("A. Colangelo")."""
    return len(form) == 1 or form in PARTICLES["letter"]


def _marked(r: Reading, i: int) -> int:
    """A name in marks belongs to the phrase: صحيفة «عكاظ» (the newspaper "Okaz")."""
    mark = r.pairs[i]
    inside = mark.last - mark.first - 1
    if not mark.closed or inside > 7 or mark.last >= r.limit:
        return i
    if r.closed and r.name:
        return mark.last + 1 if r.exact and mark.last + 1 == r.limit else i
    if r.name is None and not r.body:
        name_inside(r, i + 1, mark.last)
    r.construct, r.closed = False, True
    return mark.last + 1


def _bracketed(r: Reading, i: int) -> int:
    """A bracket behind a body holds its short name, and closes it: مجلس إدارة (بيان)."""
    if i == r.first:
        return i
    for k in range(i + 1, min(i + _LONGEST_BRACKET, r.limit)):
        if r.tokens.form[k] == ")":
            r.construct, r.closed = False, True
            return k + 1
    return i


def _apposition_follows(r: Reading, i: int) -> bool:
    """After a comma the phrase goes on only with a title beside a name, or a name beside a title."""
    if i + 1 >= r.limit:
        return False
    following = r.tokens.form[i + 1]
    if r.name is not None:
        named = following not in r.words.anonymous or governs(r, i + 1)
        return not r.apposition and is_title(following) and named
    if title_headed(r) and bare(following) in r.words.nisbas and has_article(following):
        return name_ahead(r, i + 2)
    if r.exact and title_headed(r) and another_office(r, i + 1):
        return True
    if title_headed(r) and is_title(following) and has_article(following) and name_behind_comma(r, i + 1):
        return True
    return title_headed(r) and (
        following in r.words.given or following in r.words.honorifics or bare(following) in r.words.honorifics
    )


def _breaks(r: Reading, i: int) -> bool:
    form, w = r.tokens.form[i], r.words
    if form in w.relatives or (form in w.complementizers and not (form == VAN and (r.in_name or i == r.first))):
        return True
    if bare(form) == _GENERAL and i > r.first and is_title(r.tokens.form[i - 1]):
        return False
    if i > r.first and r.tokens.form[i - 1] in PARTICLES["one of"] and not has_article(form):
        return False  # أحد أشهر "one of the most famous": neither months nor a verb
    if form in w.given and ((r.closed and _mans_name(r, i)) or (r.exact and i == r.first and i + 1 == r.limit)):
        return False
    if r.in_name and r.exact and i + 1 == r.limit and form in w.given:
        return False  # أحمد عيد, تيريزا ماي: neither a feast nor a month
    if r.in_name and form not in w.times and has_article(form) and bare(form) in w.given:
        return False  # محمد خالد الصباح: "the morning" is no time of a saying, and a family
    if (form in w.times or (bare(form) in w.times and r.name is not None)) and (
        r.closed or r.name is not None or i == r.first or r.tokens.form[r.first] in w.documents
    ):
        return True  # مسح اليوم: a document is told today, it is not today's
    if form in PARTICLES["matter"] and i > r.first and not r.construct:
        return True
    if form in w.breaks or _prays(r, i) or (form in CONJUNCTIONS and i == r.first):
        return True
    if form in PARTICLES["demonstrative"]:
        return i + 1 >= r.limit or not has_article(r.tokens.form[i + 1])
    return only_verb(form)


def _prays(r: Reading, i: int) -> bool:
    """Tell نصره "give him victory" from نصرة "support", whose dots are folded away."""
    return r.tokens.form[i] in PARTICLES["prayer"] and r.tokens.text[r.tokens.end[i] - 1] != "ة"


def _mans_name(r: Reading, i: int) -> bool:
    """A feast or a month is a man's name behind a title, or before one: النائب عيد السواط, أحمد عيد رئيس الاتحاد."""
    return (title_headed(r) and names_follow(r, i)) or (r.in_name and before_title(r, i))


def _noun(r: Reading, i: int) -> int:
    form = r.tokens.form[i]
    if form.isdigit():
        return i + 1 if r.construct or (r.closed and i > r.first and not _counts(r, i)) else i
    if r.in_name:
        if continues_name(r, i):
            return _name_to(r, i + 1)
        r.in_name = False
        r.closed, r.construct = True, False
    if r.name is None and starts_name(r, i):
        r.name, r.in_name, r.closed = (i, i + 1), True, True
        return i + 1
    return _common(r, i, form)


def _counts(r: Reading, i: int) -> bool:
    """A number before an indefinite noun counts it, and numbers nothing before: الوزارة 460 طنا, not القناة 2."""
    following = r.tokens.form[i + 1] if i + 1 < r.limit else ""
    return following in r.words.nouns or (following.endswith("ا") and following[:-1] in r.words.nouns)


def _only_place(r: Reading, form: str) -> bool:
    """An honorific comes before the name: what no lexicon knows before it is a place: مدير المدرسة بعنيزة الدكتور."""
    assert r.name is not None
    first, last = r.name
    known = r.tokens.form[first] in r.words.given
    return (
        first > r.first and last - first == 1 and not known and has_article(form) and bare(form) in r.words.honorifics
    )


def _of_something_else(r: Reading, i: int) -> bool:
    """Behind an unnamed source and its adjective a definite noun is the object: أعلن مصدر أمني العثور على.

    A noun of respect belongs to the adjective: مسؤول لبناني الأصل ("Lebanese by origin").
    """
    form = r.tokens.form[i]
    return (
        has_article(form)
        and r.tokens.form[r.first] in r.words.anonymous
        and is_adjective(r.tokens.form[i - 1])
        and agreement(r.tokens.form[r.first], "")[1] != "p"
        and form not in PARTICLES["respect"]
        and not is_title(form)
    )


def _medium_named(r: Reading, i: int) -> bool:
    """A medium behind its noun is its name, and closes the phrase: صحيفة هآرتس, but وسائل إعلام محلية."""
    before = r.tokens.form[i - 1] if i > r.first else ""
    return r.tokens.form[i] in r.words.media and before in r.words.media and agreement(before, "")[1] == "s"


def _common(r: Reading, i: int, form: str) -> int:
    w, title, article = r.words, is_title(form), has_article(form)
    if r.closed and title and not article and many_behind_one(r, i):
        return i
    if r.name is not None and not r.apposition:
        if not title and not (form in PARTICLES["one of"] and i + 1 < r.limit):
            return i
        if _only_place(r, form):
            r.name, r.closed = None, True
            return i + 1
        r.apposition, r.construct, r.closed = True, not article, article
        return i + 1
    if title and not (r.body and r.construct):
        r.body = False
    elif form in w.organisations:
        r.body = True
    if r.closed and title_of(form) and form not in w.titles:
        return i + 1
    if r.closed and not article:
        if (
            r.body
            and is_name_word(form)
            and (not has_article(r.tokens.form[i - 1]) or bare(r.tokens.form[i - 1]) in w.honorifics)
        ):
            return i + 1
        if form not in w.titles:
            if not name_fills(r, i):
                return i
            r.name, r.in_name, r.closed = (i, i + 1), True, True
            return i + 1
        r.closed, r.construct = False, True
        return i + 1
    if (i == r.first + 1 and another_gender(r, i)) or (r.closed and another_thing(r, i)):
        return i
    if r.complete and _of_something_else(r, i):
        return i
    if r.complete and not article and not title and not more_of_adjective(r, i):
        return i
    if not r.exact and r.closed and article and bare(form) in w.organisations and not is_adjective(form):
        return i
    definite = (
        _medium_named(r, i)
        or article
        or form in w.places
        or form.endswith(PRONOUNS)
        or (r.construct and not is_common_noun(form))
    )
    many = form in PARTICLES["quality"] and form.endswith(("ون", "ين"))
    adjective = i > r.first and ((is_adjective(form) and agrees(r, i)) or many)
    r.complete = adjective and not definite
    r.closed = definite
    r.construct = not definite and not adjective
    return i + 1
