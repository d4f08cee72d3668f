"""Plant changes in the statements of the demo corpus, and count how many are recognised: one JSON object a class.

Each class has a planter: it takes a statement, gives it changed, or None where the statement has no place for such a
change. Few statements of the corpus name a real place or a person of a common name: there both versions get one, and
these differ. A change is recognised where `compare` finds its class in it; a change of writing must not be called
altered. Another speaker for the same words is no matter of two texts: scripts/evaluate_claims.py counts those.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from quotes.lexicon import rows
from quotes.match.comparing import compare

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = sorted((ROOT / "tests" / "reference").glob("*.gold.jsonl"))
FEWEST = 6  # words of a statement that changes are planted in
WRITING = frozenset({"spelling", "clitic", "order", "cut", "added"})  # no fact of theirs differs

Planter = Callable[[list[str], random.Random], list[str] | None]
PLACES = ("مصر", "تونس", "لبنان", "المغرب", "العراق", "الأردن", "قطر", "اليمن", "السودان", "ليبيا")
NAMES = ("خالد", "سامر", "هاشم", "نادر", "فريد", "رامي", "سلمى", "ليلى", "نادين", "وداد")


def main() -> None:
    """Plant, compare, and print the share that is recognised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="show so many of each class that are not recognised")
    arguments = parser.parse_args()
    statements = sorted(set(_statements()))
    for kind, planter in PLANTERS.items():
        _report(kind, planter, statements, seed=arguments.seed, misses=arguments.misses)


def _statements() -> Iterator[str]:
    for path in REFERENCES:
        for line in path.read_text(encoding="utf-8").splitlines():
            for quote in json.loads(line)["quotes"]:
                if len(quote["content"].split()) >= FEWEST:
                    yield quote["content"]


def _report(kind: str, planter: Planter, statements: list[str], *, seed: int, misses: int) -> None:
    source = random.Random(f"{seed} {kind}")
    statements = [one + ADDED.get(kind, "") for one in statements]
    changed = [(one, planter(one.split(), source)) for one in statements]
    planted = [(one, " ".join(words)) for one, words in changed if words is not None]
    found = [(one, other, compare(one, other, days=1)) for one, other in planted]
    right = [kind in {difference.kind for difference in comparison.differences} for _, _, comparison in found]
    altered = sum(comparison.altered for _, _, comparison in found)
    repeats = sum(comparison.level != "none" for _, _, comparison in found)
    result = {"change": kind, "planted": len(found), "recognised": round(sum(right) / max(1, len(right)), 3)}
    print(json.dumps(result | {"altered": altered, "repeats": repeats}, ensure_ascii=False))
    missed = [row for row, is_right in zip(found, right, strict=True) if not is_right]
    called = [row for row in found if kind in WRITING and row[2].altered]
    for before, after, comparison in (*missed[:misses], *called[:misses]):
        print(f"  {before}\n  {after}\n  {[(d.kind, d.a, d.b) for d in comparison.differences]}")


def _swap(words: list[str], source: random.Random, table: frozenset[str]) -> list[str] | None:
    """Return the words with one that is in `table` replaced by another of it."""
    places = [i for i, word in enumerate(words) if word.strip('،.:«»"“”') in table]
    if not places:
        return None
    at = source.choice(places)
    others = sorted(table - {words[at].strip('،.:«»"“”')})
    return [*words[:at], source.choice(others), *words[at + 1 :]]


def _number(words: list[str], source: random.Random) -> list[str] | None:
    places = [i for i, word in enumerate(words) if re.fullmatch(r"\d+", word) and not _beside_month(words, i)]
    if not places:
        return _swap(words, source, frozenset({"ثلاثة", "أربعة", "خمسة", "سبعة", "تسعة"}))
    at = source.choice(places)
    return [*words[:at], str(int(words[at]) + source.randint(1, 40)), *words[at + 1 :]]


def _beside_month(words: list[str], i: int) -> bool:
    return any(word in _kind("month") for word in words[max(0, i - 1) : i + 2])


def _kind(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("times") if row["kind"] == kind)


def _date(words: list[str], source: random.Random) -> list[str] | None:
    months = frozenset({"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "سبتمبر", "أكتوبر", "نوفمبر"})
    days = frozenset({"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"})
    return _swap(words, source, months) or _swap(words, source, days)


def _name(words: list[str], source: random.Random) -> list[str] | None:
    return _swap(words, source, frozenset(NAMES))


def _place(words: list[str], source: random.Random) -> list[str] | None:
    return _swap(words, source, frozenset(PLACES))


def _negation(words: list[str], source: random.Random) -> list[str] | None:
    """Take a negation out, or put one in before a verb of the present."""
    negations = frozenset({"لا", "لم", "لن"})
    places = [i for i, word in enumerate(words) if word in negations]
    if places:
        at = source.choice(places)
        return [*words[:at], *words[at + 1 :]]
    verbs = [i for i, word in enumerate(words) if re.fullmatch("[يت][ء-ي]{3,}", word)]
    return [*words[: verbs[0]], "لا", *words[verbs[0] :]] if verbs else None


def _cut(words: list[str], source: random.Random) -> list[str] | None:
    return words[: -source.randint(2, len(words) // 2)]


def _added(words: list[str], source: random.Random) -> list[str] | None:
    return [*words, "وفق", "ما", "تقتضيه", "مصلحة", "الناس"]


def _clitic(words: list[str], source: random.Random) -> list[str] | None:
    """Write و ("and") on to a word, or take it off."""
    places = [i for i, word in enumerate(words) if len(word) > 4 and word.startswith("ال")]
    if not places:
        return None
    at = source.choice(places)
    return [*words[:at], "و" + words[at], *words[at + 1 :]]


_LONG = "(?:ال)?[ء-ي]{3,}[اوي][ء-ي]{2,}"
_NUMERALS = frozenset(row["word"] for row in rows("numerals"))


def _spelling(words: list[str], source: random.Random) -> list[str] | None:
    """Leave a letter of vowel out of a long word, as typists and transcribers do."""
    places = [i for i, word in enumerate(words) if re.fullmatch(_LONG, word) and word not in _NUMERALS]
    if not places:
        return None
    at = source.choice(places)
    return [*words[:at], re.sub("(?<=.....)[اوي](?=..)|(?<=...)[اوي](?=..)", "", words[at], count=1), *words[at + 1 :]]


def _order(words: list[str], source: random.Random) -> list[str] | None:
    """Put the first three words last."""
    return [*words[3:], *words[:3]]


ADDED = {"name": f" كما قال الوزير {NAMES[0]} المنصوري", "place": f" بعد عودته من {PLACES[0]} أمس"}

PLANTERS: dict[str, Planter] = {
    "number": _number,
    "name": _name,
    "place": _place,
    "date": _date,
    "negation": _negation,
    "cut": _cut,
    "added": _added,
    "clitic": _clitic,
    "spelling": _spelling,
    "order": _order,
}

if __name__ == "__main__":
    main()
