"""One speaker for each real source: what unites names, and what must never unite them."""

import pytest

from quotes.models import Speaker, WhoKind
from quotes.speakers import Named, known_titles, searchable, unite


def united(*names: str | tuple[str, int], kind: WhoKind = "person") -> list[set[str]]:
    """Unite names, each in a document of its own or in the one it is paired with; give those of two aliases or more."""
    rows = [
        Named(name, kind, [n], 1) if isinstance(name, str) else Named(name[0], kind, [len(names) + name[1]], 1)
        for n, name in enumerate(names)
    ]
    return [set(one.aliases) for one in unite(rows, titles=known_titles()) if len(one.aliases) > 1]


ONE_PERSON = [
    ("no hamza", "أسعد المرجان", "اسعد المرجان"),
    ("harakat", "أسعد المُرجان", "أسعد المرجان"),
    ("compound apart", "عبد الله الدليمان", "عبدالله الدليمان"),
    ("compound with al-Din", "نور الدين الساهر", "نورالدين الساهر"),
    ("kunya in another case", "خليل أبو ريمان", "خليل أبي ريمان"),
    ("son of left out", "صالح بن مرزوق الديري", "صالح مرزوق الديري"),
    ("house of", "ماجد بن زيد آل سهوان", "ماجد بن زيد ال سهوان"),
    ("article dropped", "سالم الجبيلان", "سالم جبيلان"),
    ("vowel in a family name", "جورج الأرمني", "جورج الأرميني"),
    ("vowel in a foreign name", "شمعون نتنيامو", "شمعون نتانيامو"),
    ("sounds alike", "رامون لاغاردين", "رامون لاجاردين"),
    ("abbreviated title", "د. هاني الطرشان", "هاني الطرشان"),
    ("glued abbreviation", "د.هاني الطرشان", "هاني الطرشان"),
    ("title", "الدكتور هاني الطرشان", "هاني الطرشان"),
    ("two ranks", "اللواء الركن هاني الطرشان", "هاني الطرشان"),
    ("royal style", "صاحب السمو الملكي الأمير وائل بن زهير", "وائل بن زهير"),
    ("office and nisba", "الرئيس الروسي إيغور ماليشكين", "إيغور ماليشكين"),
    ("byname in brackets", "هاني الطرشان (أبو مازن)", "هاني الطرشان"),
    ("father left out", "محمد بن علي الصفيان", "محمد الصفيان"),
    ("middle name left out", "روبرت حسين أوكامبا", "روبرت أوكامبا"),
    ("family left out where descent is told", "وائل بن زهير بن مازن", "وائل بن زهير"),
]


@pytest.mark.parametrize(("fuller", "other"), [case[1:] for case in ONE_PERSON], ids=[case[0] for case in ONE_PERSON])
def test_two_ways_to_write_a_person_are_one_speaker(fuller: str, other: str) -> None:
    assert united(fuller, other) == [{fuller, other}]


TWO_PERSONS = [
    ("one shared family name", "محمد الصفيان", "الصفيان"),
    ("one shared given name", "فلاديمير ماليشكين", "فلاديمير"),
    ("a title and one word", "الملك سلمان", "سلمان"),
    ("two titles and one word", "الملك سلمان", "الأمير سلمان"),
    ("given names that differ by a vowel", "محمد سليمان", "محمد سلمان"),
    ("names of God differ", "عبدالرحمن المرجان", "عبدالرحيم المرجان"),
    ("first name with and without the article", "الوليد المرجان", "وليد المرجان"),
    ("short family names", "محمد العمري", "محمد العامري"),
    ("other consonants", "فهد الشهراني", "فهد الشمراني"),
    ("a given name dropped", "علي خالد المرجان", "خالد المرجان"),
    ("two given names tell no one", "محمد علي", "محمد علي الصفيان"),
    ("fathers differ", "ماجد بن زيد آل سهوان", "ماجد بن سعد بن زيد آل سهوان"),
    ("a father is no grandfather", "مروان حمدان الفيصلي", "مروان بن الفيصلي"),
    ("an office and its holder in brackets", "الرئيس السابق", "الرئيس السابق (هاني الطرشان)"),
    ("a description is no name", "الكاتب في مقدمة كتابه", "المؤلف في كتابه"),
    ("an office is no name", "المتحدث باسم وزارة المناجم", "المتحدث باسم وزارة المناجم والطاقة"),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in TWO_PERSONS], ids=[case[0] for case in TWO_PERSONS])
def test_likeness_alone_does_not_make_one_person(one: str, other: str) -> None:
    assert united(one, other) == []


def test_a_short_name_that_fits_two_people_stays_apart() -> None:
    assert united("محمد الصفيان", "محمد بن علي الصفيان", "محمد بن سعد الصفيان") == []


def test_a_short_name_joins_full_names_that_are_one_man() -> None:
    names = ("محمد الصفيان", "محمد بن علي الصفيان", "محمد بن علي بن سعد الصفيان")
    assert united(*names) == [set(names)]


def test_names_that_one_article_tells_apart_stay_apart() -> None:
    assert united(("محمد الصفيان", 0), ("محمد بن علي الصفيان", 0)) == []


def test_a_spelling_that_may_be_either_of_two_stays_apart() -> None:
    assert united("شمعون نتنيامو", "شمعون نتانيامو", "شمعون نتانياموا") == [{"شمعون نتنيامو", "شمعون نتانيامو"}]
    assert united("كارل شتانمير", "كارل شتاينمير", "كارل شتاينميير") == []


def test_namesakes_are_to_be_expected_of_frequent_names() -> None:
    given = ("محمد", "أحمد", "خالد", "سعيد", "فهد", "ناصر", "صالح", "علي", "سعد", "عمر")
    families = ("القحطاني", "الزهراني", "الغامدي", "الشمري", "العتيبي", "الحربي")
    people = [f"{one} بن {two} {family}" for family in families for one in given for two in given if one != two]
    kept = [name for name in people if not name.startswith("محمد بن") or name == "محمد بن علي القحطاني"]
    others = [f"محمد المرجان{n}" for n in range(40)]
    assert united("محمد القحطاني", *kept, *others) == []


ONE_ORGANISATION = [
    ("no hamza", "منظمة الأقاليم المتحدة", "منظمة الاقاليم المتحده"),
    ("article", "صحيفة الغاردن", "صحيفة غاردن"),
    ("abbreviation", "الاتحاد الإقليمي لكرة السلة (فيسا)", "الاتحاد الإقليمي لكرة السلة"),
    ("Latin abbreviation", "منظمة الملاحة الإقليمية (ROMA)", "منظمة الملاحة الإقليمية"),
    ("marks", "صحيفة «الساحل»", 'صحيفة "الساحل"'),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in ONE_ORGANISATION], ids=[c[0] for c in ONE_ORGANISATION])
def test_two_ways_to_write_an_organisation_are_one_speaker(one: str, other: str) -> None:
    assert united(one, other, kind="organisation") == [{one, other}]


TWO_ORGANISATIONS = [
    ("containment", "وزارة الداخلية", "وزارة الداخلية العراقية"),
    ("the name itself in brackets", "صحيفة (الساحل)", "صحيفة (الجبل)"),
    ("an agency by its brackets", "وكالة الأنباء (سبا)", "وكالة الأنباء (سنا)"),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in TWO_ORGANISATIONS], ids=[c[0] for c in TWO_ORGANISATIONS])
def test_organisations_are_not_united_by_what_they_share(one: str, other: str) -> None:
    assert united(one, other, kind="organisation") == []


def test_a_description_is_listed_once_and_keeps_its_kind() -> None:
    rows = [Named("مصدر أمني", "anonymous", [1], 1), Named("مصدر امني", "anonymous", [2], 1)]
    (only,) = unite(rows, titles=known_titles())
    assert only.kind == "anonymous"
    assert only.aliases == ("مصدر أمني", "مصدر امني")


def test_descriptions_that_differ_are_never_united() -> None:
    assert united("مصدر أمني", "المصدر الأمني", "مصدر أمني رفيع", kind="anonymous") == []


def test_kinds_are_never_united() -> None:
    rows = [Named("الساحل الأزرق", "person", [1], 1), Named("الساحل الأزرق", "organisation", [2], 1)]
    assert [one.kind for one in unite(rows, titles=known_titles())] == ["person", "organisation"]


def test_a_speaker_has_the_fullest_name_that_is_not_rare() -> None:
    def rows(short: int, full: int) -> list[Named]:
        return [
            Named("عادل الدليمان", "person", range(short), short),
            Named("عادل بن حمد الدليمان", "person", range(short, short + full), full),
        ]

    (one,) = unite(rows(4, 2), titles=known_titles())
    assert one.name == "عادل بن حمد الدليمان"
    (one,) = unite(rows(12, 1), titles=known_titles())
    assert one.name == "عادل الدليمان"


def test_the_order_of_the_rows_does_not_matter() -> None:
    names = [case[n] for case in ONE_PERSON + TWO_PERSONS for n in (1, 2)]
    rows = [Named(name, "person", [n], n % 3 + 1) for n, name in enumerate(names)]
    there, back = (unite(order, titles=known_titles()) for order in (rows, rows[::-1]))
    assert there == back
    assert sorted(alias for one in there for alias in one.aliases) == sorted(set(names))


def test_no_rows_make_no_speakers() -> None:
    assert unite([], titles=known_titles()) == ()


@pytest.mark.parametrize(
    "name", ["", " ", "()", "«»", "بن", "عبد", "ال", "د.", "الدكتور", "ابن", "آل", "بن بن بن", "🙂"]
)
def test_a_name_of_signs_or_particles_is_its_own_speaker(name: str) -> None:
    assert unite([Named(name, "person", [1], 1)], titles=known_titles()) == (Speaker(name, "person", (name,)),)
    assert unite([Named(name, "organisation", [1], 1)], titles=known_titles())[0].aliases == (name,)


def test_a_search_finds_a_name_by_its_words() -> None:
    words = f" {searchable('صالح بن عبد الله الدليمان')} "
    for part in ("الدليمان", "دليمان", "عبدالله", "صالح عبد الله", "صالح بن عبدالله"):
        assert f" {searchable(part)} " in words
    assert f" {searchable('دليم')} " not in words
