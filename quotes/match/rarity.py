"""Tell how rare a word is in news: what a shared word says about two statements.

The tables of `quotes/match/data` are counted on 30,134 articles of Saudi newspapers, with `scripts/count_words.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

RAREST = 7.5  # the rarity of a word that the table does not hold, in nats: ln(articles / articles with it)


def rarity(word: str) -> float:
    """Return what a bare word tells, in nats: 0.1 for "in", 7.5 for a word of one article in two thousand."""
    return _rarities().get(word, RAREST)


@cache
def _rarities() -> Mapping[str, float]:
    return {row["word"]: float(row["rarity"]) for row in table("rarity")}


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of `quotes/match/data`."""
    with (files(__package__) / "data" / f"{name}.tsv").open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
