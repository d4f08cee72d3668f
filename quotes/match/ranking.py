"""Rank the texts of a list, verified claims say, for each of many queries: posts, statements, headlines.

Takes queries and texts, gives for each query the texts that come nearest, each with a score from 0 to 1 and what it
stands on.
Three steps, each over less than the one before:

1. the cosine of the query with *every* text by character grams (`quotes.match.collection`), exact;
2. word evidence (`quotes.match.evidence`) for the texts nearest by that cosine, and by the cosine that lets a long text
   be long; the score is the mean of the parts, weighted as `data/ranking.tsv` says;
3. where an encoder is given, the meaning of the first of them.

A score is absolute: 1 for the query itself, whatever else there is, so that scores of two queries compare. The order of
the texts does not matter; equal scores are in the order of ids.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from quotes.corpus.texts import Text
from quotes.match.collection import Collection, collect
from quotes.match.evidence import ALIKE, Asked, Compared, asked, compare
from quotes.match.ragged import Numbers
from quotes.match.rarity import table
from quotes.match.semantic import Encoder
from quotes.wording import words_of

NEAREST = 50  # texts that word evidence is gathered for, by the cosine that forgives length
CLOSEST = 10  # further ones by the cosine itself: no copy of a query is missed for a long text that holds it
READ = 10  # texts whose meaning is compared
TOLD = 5  # words, and phrases, that a match tells of
DIGITS = 4  # of a score
PARTS = ("grams", "query_words", "text_words", "order")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One text for one query, and why it is there."""

    query: str
    rank: int  # from 1
    id: str
    score: float
    words: tuple[str, ...]  # of the query, folded, that the text has too or has the like of; what weighs most first
    phrases: tuple[str, ...]  # two words of the query or more that follow each other in the text too, the longest first
    parts: Mapping[str, float]  # the evidence, by its names in `data/ranking.tsv`


@dataclass(frozen=True, slots=True)
class _Found:
    """What comes near to one query: the numbers of texts, best first, and the evidence for each."""

    query: Asked
    texts: Numbers
    parts: Numbers  # (texts, PARTS)
    scores: Numbers
    compared: Compared
    places: Numbers  # of the texts in `compared`


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each part; those of PARTS sum up to 1."""
    return {row["part"]: float(row["weight"]) for row in table("ranking")}


def rank(
    queries: Sequence[Text], texts: Iterable[Text], *, top: int, encoder: Encoder | None = None
) -> Iterator[Ranked]:
    """Yield for each query, in the order given, no more than `top` texts that share anything with it, best first."""
    texts = sorted(texts, key=lambda text: (text.id, text.text))
    collection = collect([words_of(text.text) for text in texts])
    find = partial(_find, collection=collection, most=max(top, NEAREST))
    threads = ThreadPoolExecutor(os.cpu_count())
    try:
        found = threads.map(find, (query.text for query in queries))
        if encoder is not None:
            found = iter(_understood(list(found), queries, texts, encoder=encoder))
        for query, one in zip(queries, found, strict=True):
            yield from _told(query, one, texts, top=top)
    finally:
        threads.shutdown(cancel_futures=True)  # whoever reads no further waits for no other query


def _find(query: str, *, collection: Collection, most: int) -> _Found:
    """Return what comes near to a query by its letters and words."""
    words = words_of(query)
    near = _near(collection.cosines(collection.weigh(sorted(set(words)))), collection, most=most)
    cosines, texts = near
    ready = asked(words, collection)
    compared = compare(ready, texts, collection)
    columns = (np.minimum(cosines, 1), compared.query_words, compared.text_words, compared.order)
    parts = np.stack(columns, axis=1, dtype=np.float64)
    scores = np.round(parts @ [weights()[part] for part in PARTS], DIGITS)
    order = np.argsort(-scores, kind="stable")
    return _Found(ready, texts[order], parts[order], scores[order], compared, order)


def _near(cosines: Numbers, collection: Collection, *, most: int) -> tuple[Numbers, Numbers]:
    """Return the numbers, sorted, of the texts nearest to a query, and their cosines before them."""
    forgiving = cosines * np.sqrt(collection.norms)
    texts = np.union1d(_greatest(forgiving, most), _greatest(cosines, CLOSEST))
    texts = texts[cosines[texts] > 0]
    return cosines[texts], texts


def _greatest(values: Numbers, most: int) -> Numbers:
    return np.argpartition(values, -most)[-most:] if most < len(values) else np.arange(len(values))


def _understood(
    found: Sequence[_Found], queries: Sequence[Text], texts: Sequence[Text], *, encoder: Encoder
) -> Iterator[_Found]:
    """Yield what was found with its first READ texts weighed by their meaning too, in the order of their new scores."""
    read = {texts[number].text for one in found for number in one.texts[:READ]}
    whole = sorted(read | {query.text for query in queries})
    places = {text: place for place, text in enumerate(whole)}
    vectors = encoder(whole)
    for query, one in zip(queries, found, strict=True):
        near = vectors[[places[texts[number].text] for number in one.texts[:READ]]]
        yield _reordered(one, np.clip(near @ vectors[places[query.text]], 0, 1))


def _reordered(found: _Found, meaning: Numbers) -> _Found:
    """Return what was found with the `meaning` of its first texts; those behind, unread, stay behind."""
    share, read = weights()["meaning"], len(meaning)
    mixed = np.round((1 - share) * found.scores[:read] + share * meaning, DIGITS)
    order = np.argsort(-mixed, kind="stable")
    last = mixed.min(initial=1)
    behind = np.minimum((1 - share) * found.scores[read:], last)
    unread = np.full(len(behind), np.nan)
    parts = np.column_stack([found.parts, np.append(meaning, unread)])
    places = np.append(order, np.arange(read, len(found.scores))).astype(np.int64)
    return replace(
        found, texts=found.texts[places], parts=parts[places], places=found.places[places],
        scores=np.append(mixed[order], np.round(behind, DIGITS)),
    )  # fmt: skip


def _told(query: Text, found: _Found, texts: Sequence[Text], *, top: int) -> Iterator[Ranked]:
    for at in range(min(top, int(np.count_nonzero(found.scores)))):
        place = found.places[at]
        yield Ranked(
            query=query.id,
            rank=at + 1,
            id=texts[found.texts[at]].id,
            score=round(float(found.scores[at]), DIGITS),
            words=_words(found.query, found.compared.best[place]),
            phrases=_phrases(found.query, found.compared.codes[place]),
            parts=_parts(found.parts[at]),
        )


def _parts(row: Numbers) -> Mapping[str, float]:
    named = zip((*PARTS, "meaning"), row, strict=False)
    return {name: round(float(part), DIGITS) for name, part in named if not np.isnan(part)}


def _words(query: Asked, best: Numbers) -> tuple[str, ...]:
    """Return the words of a query that weigh most in the likeness to a text."""
    weight = best * query.rarity
    first = np.argsort(-weight, kind="stable")[:TOLD]
    return tuple(query.distinct[place] for place in first if best[place] >= ALIKE)


def _phrases(query: Asked, text: str) -> tuple[str, ...]:
    """Return the runs of words that query and text have in common, in the query's spelling."""
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(query.codes, text)
    runs = [query.words[step.src_start : step.src_end] for step in steps if step.tag == "equal"]
    longest = sorted((run for run in runs if len(run) > 1), key=len, reverse=True)
    return tuple(" ".join(run) for run in longest[:TOLD])
