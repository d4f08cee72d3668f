"""Read news articles without annotations, and choose those that the rules are to annotate.

Takes archives of JSON arrays (.zip) and files of one JSON object a line (.jsonl.gz); gives articles.
"""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

SEED = 7
_SHORTEST, _LONGEST = 60, 700  # words
_FEWEST = 150  # articles of an outlet, where it has so many
_ALL = 6300
_SAME = 120  # first letters by which two articles are told to be one


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the words of every article."""
    for article in _articles(paths):
        yield f"{article['title']}\n{article['text']}"


def chosen_news(paths: Iterable[Path], *, apart: Sequence[Path]) -> list[dict[str, Any]]:
    """Return articles of all outlets in a mixed order; none whose title or text stands in a reference of `apart`."""
    rng = random.Random(SEED)
    seen = set(_prints(apart))
    by_outlet: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in _articles(paths):
        prints = {_print(article["text"]), _print(article["title"])} - {""}
        if _SHORTEST < len(article["text"].split()) < _LONGEST and not prints & seen:
            seen.add(_print(article["text"]))
            by_outlet[article["outlet"]].append(article)
    share = max(_FEWEST, _ALL // max(1, len(by_outlet)))
    taken = [article for outlet in sorted(by_outlet) for article in _some(by_outlet[outlet], share, rng)]
    rng.shuffle(taken)
    return [{"id": f"s{i}", **article} for i, article in enumerate(taken)]


def _some(articles: list[dict[str, Any]], n: int, rng: random.Random) -> list[dict[str, Any]]:
    return rng.sample(articles, min(n, len(articles)))


def _articles(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for raw in _raw(path):
            yield {
                "title": raw.get("title") or "",
                "text": raw.get("content") or raw.get("text") or "",
                "outlet": raw.get("source") or path.parent.name,
            }


def _raw(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in sorted(n for n in archive.namelist() if n.endswith(".json")):
                yield from json.loads(archive.read(name).decode("utf-8-sig"))
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _prints(references: Iterable[Path]) -> Iterator[str]:
    for path in references:
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield from (_print(entry["text"]), _print(entry["title"]))


def _print(text: str) -> str:
    return "".join(text.split())[:_SAME]
