"""Link names that differ in articles and بن, or in the spelling of one word: الأرمني and الأرميني.

Foreign names are spelled by ear: long vowels come and go, and letters that sound alike stand for one another. The same
small difference parts real names (سلمان, سليمان), so the word must be long, its ends must stand, and the two spellings
must not both be names that many others bear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from quotes.speakers.census import Census, Ends
from quotes.speakers.groups import Group, Links
from quotes.speakers.names import ARTICLE, TAILS, bare

LONG = 6  # letters
LONG_FAMILY = 5  # letters after the article: a family name, whose vowels come and go but do not change
ESTABLISHED = 3  # names that hold the word
_VOWELS = dict.fromkeys("اوي")
_ALIKE = {letter: sound[0] for sound in ("غجقك", "تط", "سصزث", "دضذظ") for letter in sound}
_SOUND = str.maketrans(_VOWELS | _ALIKE)

Pair = tuple[Group, Group]


def link(groups: Sequence[Group], *, links: Links, first_names: frozenset[str]) -> None:
    """Link the groups whose names differ in the spelling of one word; one that may be either of two is left alone."""
    borne = Counter(word for group in groups for word in set(group.bare))
    settled = first_names | {word for word, count in borne.items() if count >= ESTABLISHED}
    pairs = [pair for pair in _candidates(groups) if _is_misspelt(pair, settled=settled, first_names=first_names)]
    near: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        near[one.number] |= {one.number, other.number}
        near[other.number] |= {one.number, other.number}
    for one, other in pairs:
        if near[one.number] == near[other.number]:
            links.link(one, other)


def link_loosely(groups: Sequence[Group], *, links: Links, census: Census) -> None:
    """Link persons whose names differ in articles and بن alone, where they are not the names of several."""
    blocks: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        blocks["".join(group.bare)].append(group)
    for first, *others in blocks.values():
        if others and census.tells(Ends(first.bare[0], -1, first.bare[-1]), groups=[first, *others]):
            for other in others:
                links.link(first, other)


def _candidates(groups: Sequence[Group]) -> Iterator[Pair]:
    """Yield the pairs of names that are alike but for one word, and sound alike in that."""
    blocks: defaultdict[tuple[object, ...], list[Group]] = defaultdict(list)
    for group in groups:
        for n, word in enumerate(group.bare):
            if len(word) >= LONG_FAMILY:
                rest = group.bare[:n] + group.bare[n + 1 :]
                blocks[n, rest, word.translate(_SOUND)].append(group)
    for block in blocks.values():
        yield from ((one, other) for one, other in combinations(block, 2) if one.bare != other.bare)


def _is_misspelt(pair: Pair, *, settled: frozenset[str], first_names: frozenset[str]) -> bool:
    """Tell whether the one word in which two names differ is one word spelled twice."""
    from rapidfuzz.distance import Levenshtein

    n = next(n for n, (a, b) in enumerate(zip(pair[0].bare, pair[1].bare, strict=True)) if a != b)
    one, other = words = tuple(bare(group.bare[n]) for group in pair)
    families = {group.reading.words[n].startswith(ARTICLE) for group in pair}
    if families == {True}:
        may = _are_long(words, LONG_FAMILY) and len(one) != len(other) and first_names.isdisjoint(words)
    else:
        may = _are_long(words, LONG) and families == {False} and not settled.issuperset(words)
    ends = (one[0], one[-1]) == (other[0], other[-1])
    return may and ends and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _are_long(words: Iterable[str], least: int) -> bool:
    return all(len(_core(word)) >= least for word in words)


def _core(word: str) -> str:
    """Return what tells a compound from others: رحمن of عبدالرحمن, حميد of حميدالله."""
    for tail in TAILS:
        word = word.removesuffix(tail)
    return word.removeprefix("عبدال").removeprefix("ابو")
