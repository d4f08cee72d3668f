"""The promise of the candidates: no pair that scores high enough is lost, however the wordings came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import partial_ratio

from quotes.exchange import Exchange, exchanged
from quotes.match import candidates, joining
from quotes.match.audit import audit
from quotes.match.candidates import new_pairs
from quotes.match.grams import Sketch, Texts, grams
from quotes.match.keys import choose, most_breaks, most_lost
from quotes.models import Article, Mention, Quotation
from quotes.store import Store
from quotes.wording import FEWEST, codes_of, wording_of, words_of

# The names of the letters: short words of which any two differ.
LETTERS = (
    "الف باء تاء ثاء جيم حاء خاء دال ذال راء زاي سين شين صاد ضاد طاء ظاء عين غين فاء قاف كاف لام ميم نون هاء واو ياء"
)
NAMES = LETTERS.split()
Told = tuple[str, ...]  # a statement as words

slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def statements(words: int, *, least: int = FEWEST, most: int = 30) -> st.SearchStrategy[Told]:
    return st.lists(st.sampled_from(NAMES[:words]), min_size=least, max_size=most).map(tuple)


@st.composite
def corpora(draw: st.DrawFn) -> list[Told]:
    """Statements and what becomes of them: cut, put into longer ones, with words lost, added and changed."""
    told = draw(st.lists(statements(draw(st.integers(3, len(NAMES)))), min_size=1, max_size=4))
    for _ in range(draw(st.integers(1, 8))):
        words = list(draw(st.sampled_from(told)))
        for _ in range(draw(st.integers(0, len(words) // 2))):
            place = draw(st.integers(0, len(words)))
            words[place : place + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(NAMES), max_size=2))
        around = draw(st.lists(st.sampled_from(NAMES), max_size=12))
        middle = draw(st.integers(0, len(around)))
        told.append((*around[:middle], *words, *around[middle:]))
    return [words for words in told if len(words) >= FEWEST]


def quotation(words: Told) -> Quotation:
    content = " ".join(words)
    return Quotation(
        field="body", start=0, end=len(content), content=content, kind="indirect", cue=None, stance="neutral",
        speaker=Mention(0, 1, "ا"), who=None, who_kind=None, via="", rule="-", evidence="-", confidence=1.0,
    )  # fmt: skip


def put(store: Store, doc: str, told: Iterable[Told]) -> None:
    store.replace([(Article(doc, "", ""), tuple(map(quotation, told)))])


def taken(store: Store, shelf: Exchange | None = None) -> dict[tuple[int, int], float]:
    """All new pairs; each must come once."""
    rows = [
        row
        for block in new_pairs(store, shelf=shelf)
        for row in zip(block.a.tolist(), block.b.tolist(), block.ratio, strict=True)
    ]
    pairs = {(a, b): float(ratio) for a, b, ratio in rows}
    assert len(pairs) == len(rows)
    assert all(a < b for a, b in pairs)
    return pairs


def by_brute_force(told: Iterable[Told]) -> dict[tuple[int, int], float]:
    spelled = {wording_of(words): "".join(chr(NAMES.index(word) + 65) for word in words) for words in told}
    scores = {pair: partial_ratio(*(spelled[one] for one in pair)) for pair in combinations(sorted(spelled), 2)}
    return {pair: score for pair, score in scores.items() if score >= 80}


def texts(told: Sequence[Told]) -> Texts:
    bounds = np.cumsum([0, *map(len, told)])
    codes = np.array([code for words in told for code in codes_of(words)], dtype=np.uint32)
    return Texts(np.arange(len(told)), codes, bounds)


@slow
@given(corpora())
def test_every_pair_that_scores_80_is_found(told: list[Told]) -> None:
    with TemporaryDirectory() as folder, Store.create(str(Path(folder, "q"))) as store:
        put(store, "a", told)
        assert taken(store) == pytest.approx(by_brute_force(told))
        assert taken(store) == {}


@slow
@given(corpora(), st.integers(0, 12))
def test_the_pairs_of_two_scans_are_those_of_one(told: list[Told], cut: int) -> None:
    with TemporaryDirectory() as folder, Store.create(str(Path(folder, "q"))) as store:
        put(store, "a", told[:cut])
        first = taken(store)
        put(store, "b", told[cut:])
        second = taken(store)
    assert not first.keys() & second.keys()
    assert first | second == pytest.approx(by_brute_force(told))


@settings(slow, max_examples=10)
@given(corpora(), st.integers(0, 12), st.sampled_from(["{}/shelf", "file://{}/shelf"]))
def test_grams_that_are_joined_on_a_shelf_lose_no_pair(told: list[Told], cut: int, where: str) -> None:
    with (
        TemporaryDirectory() as folder,
        Store.create(str(Path(folder, "q"))) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(joining, "WORDS", 20)  # several shards
        with exchanged(where.format(folder)) as shelf:
            put(store, "a", told[:cut])
            first = taken(store, shelf)
        with exchanged(where.format(folder)) as shelf:
            put(store, "b", told[cut:])
            second = taken(store, shelf)
    assert not first.keys() & second.keys()
    assert first | second == pytest.approx(by_brute_force(told))


@pytest.mark.parametrize("fresh", [1, 2])
def test_frequencies_counted_on_some_of_the_texts_lose_no_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: int
) -> None:
    monkeypatch.setattr(candidates, "SAMPLE", 1)
    told = [tuple(NAMES[start : start + 9]) for start in range(20)]
    with Store.create(str(tmp_path / "q")) as store:
        put(store, "a", told[fresh:])
        first = taken(store)
        put(store, "b", told[:fresh])
        second = taken(store)
    assert first | second == pytest.approx(by_brute_force(told))
    assert second


@given(st.lists(statements(28, most=80), min_size=1, max_size=5))
def test_the_keys_of_a_text_cover_it_and_are_one_more_than_can_break(told: list[Told]) -> None:
    sketch = Sketch(1)
    every = [(set(found.tolist())) for _, found in grams(texts(told))]
    for number, keys in (
        (n, k) for ns, ks in choose(texts(told), sketch=sketch) for n, k in zip(ns[:, 0], ks, strict=True)
    ):
        assert len(keys) == most_breaks(len(told[number])) + 1
        lengths = [
            next(length for length, all_of in enumerate(every, start=1) if key in all_of) for key in keys.tolist()
        ]
        assert sum(lengths) == len(told[number])


def test_the_cheapest_cover_is_chosen() -> None:
    common = [("الف", "باء", name, "تاء", "ثاء") for name in NAMES[4:20]]
    told = [*common, ("الف", "باء", "ميم", "نون", "ثاء")]
    of_all, sketch = texts(told), Sketch(1 << 10)
    for _, found in grams(of_all):
        sketch.add(found)
    keys = {int(n): k for ns, ks in choose(of_all, sketch=sketch) for n, k in zip(ns[:, 0], ks, strict=True)}
    # Three keys of five words: the rare pairs are taken whole, and only one common word is left alone.
    assert sorted(sketch[keys[len(common)]].tolist())[:2] == [1, 1]


@pytest.mark.parametrize("words", range(FEWEST, 300))
def test_the_bounds_of_the_promise_are_those_of_the_score(words: int) -> None:
    windows = [(w, lcs) for w in range(1, words + 1) for lcs in range(w + 1) if 10 * lcs >= 4 * (words + w)]
    assert max(words + w - 2 * lcs for w, lcs in windows) <= most_breaks(words)
    assert max(words - lcs for _, lcs in windows) <= most_lost(np.array([words]))[0]


def test_pairs_come_again_until_they_are_all_taken(tmp_path: Path) -> None:
    words = tuple(NAMES[:12])
    with Store.create(str(tmp_path / "q")) as store:
        put(store, "a", [words, (*words, "ميم")])
        assert len(next(new_pairs(store)).a) == 1
        assert len(taken(store)) == 1
        assert taken(store) == {}


def test_the_audit_counts_what_is_held(tmp_path: Path) -> None:
    words = tuple(NAMES[:12])
    with Store.create(str(tmp_path / "q")) as store:
        put(store, "a", [words, (*words, "ميم"), (*words, "نون"), tuple(NAMES[14:])])
        pairs = set(taken(store))
        whole = audit(store, n=10, seed=1, repeats=lambda found: found, held=lambda found: found & pairs)
        part = audit(store, n=10, seed=1, repeats=lambda found: found, held=lambda found: set(sorted(found)[:2]))
        none = audit(store, n=0, seed=1, repeats=lambda found: found, held=lambda found: found)
    assert (whole.sampled, whole.true_pairs, whole.found, whole.recall, whole.high) == (4, 3, 3, 1.0, 1.0)
    assert 0 < part.low < part.recall == 2 / 3 < part.high < 1
    assert (none.true_pairs, none.recall, none.low) == (0, 1.0, 0.0)


def test_the_letters_are_words_of_their_own() -> None:
    assert len(set(words_of(" ".join(NAMES)))) == len(NAMES) == 28
