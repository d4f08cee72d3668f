"""Tell how likely it is that a statement's words and speaker are right, from how its rules fared.

Takes the names of the two rules, gives a probability.

The law of the data: `quotes/lexicon/rules.tsv` counts how often each pair of rules was right on reference articles. A
pair seen seldom leans on what its content rule reached with any speaker rule, and that on what all rules reached. The
rules were written with those articles in view, so on news never seen they do worse, by `UNSEEN`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Final, TypeAlias

from quotes.lexicon import rows

Counts: TypeAlias = "Mapping[tuple[str, str], tuple[int, int]]"  # by pair of rules: statements made, those right

UNSEEN: Final = -0.5  # log odds
_WEIGHT: Final = 10  # statements that the broader figure counts for


@cache
def confidence(content_rule: str, speaker_rule: str) -> float:
    """Return the share of right statements expected of a pair of rules on unseen news, 0 to 1, two decimals."""
    return round(on_unseen(expected(_pairs(), content_rule, speaker_rule)), 2)


def expected(pairs: Counts, content_rule: str, speaker_rule: str) -> float:
    """Return the share of right statements expected of a pair of rules on articles like those counted."""
    overall = _share([*pairs.values()], 0.5)
    content = _share([v for (c, _), v in pairs.items() if c == content_rule], overall)
    return _share([pairs.get((content_rule, speaker_rule), (0, 0))], content)


def on_unseen(share: float) -> float:
    """Return what a share becomes on news that the rules were not written on.

    >>> on_unseen(0.0), on_unseen(1.0), round(on_unseen(0.9), 2)
    (0.0, 1.0, 0.85)
    """
    odds = share * math.exp(UNSEEN)
    return odds / (odds + 1 - share)


def _share(counts: list[tuple[int, int]], prior: float) -> float:
    """The share that is right, with `prior` counted as `_WEIGHT` statements."""
    made, right = sum(m for m, _ in counts), sum(r for _, r in counts)
    return (right + _WEIGHT * prior) / (made + _WEIGHT)


@cache
def _pairs() -> dict[tuple[str, str], tuple[int, int]]:
    table = {}
    for row in rows("rules"):
        content, _, speaker = row["rule"].partition("+")
        table[content, speaker] = int(row["made"]), int(row["right"])
    return table
