"""Tell how likely it is that a statement's words and speaker are right, from how its rules fared.

Takes the names of the two rules, gives a probability.

The law of the data: `quotes/lexicon/rules.tsv` counts how often each pair of rules was right on reference articles. A
pair seen seldom leans on what its content rule reached with any speaker rule, and that on what all rules reached.
"""

from __future__ import annotations

from functools import cache

from quotes.lexicon import rows

_WEIGHT = 10  # statements that the broader figure counts for


@cache
def confidence(content_rule: str, speaker_rule: str) -> float:
    """Return the share of right statements expected of a pair of rules, 0 to 1, two decimals."""
    pairs = _pairs()
    overall = _share([*pairs.values()], 0.5)
    content = _share([v for (c, _), v in pairs.items() if c == content_rule], overall)
    return round(_share([pairs.get((content_rule, speaker_rule), (0, 0))], content), 2)


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
