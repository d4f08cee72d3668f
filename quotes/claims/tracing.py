"""Trace any statement, typed or pasted, through the corpus: who said it, where, first and since.

Takes a text and a store, gives the statements that are the same, whole or in part, the earliest first.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.match.comparing import Comparison, compare
from quotes.match.landmarks import SHARE
from quotes.store import Row, Store
from quotes.wording import words_of

MOST = 2000  # wordings that are compared


@dataclass(frozen=True, slots=True)
class Traced:
    """One statement of the corpus that is the same as the text, and how they compare: the text first."""

    row: Row
    comparison: Comparison


def trace(store: Store, text: str) -> list[Traced]:
    """Return the statements that tell what `text` tells, as if said on one day; in time, undated articles last."""
    near = store.matching.overlapping(words_of(text), share=SHARE, limit=MOST)
    compared = {wording: compare(text, content, days=0) for wording, content in near.items()}
    same = {wording: found for wording, found in compared.items() if found.level != "none"}
    return [Traced(row, same[wording]) for wording, row in store.matching.worded(same)]
