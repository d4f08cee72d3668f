"""Tell which claims and wordings a scan has brought.

Takes claims told anew and the wordings that claims had before; gives what is new in each. A claim is known by its
wordings, not by its id: an earlier article that comes later gives it another root, and so another id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from quotes.models import Claim


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one claim."""

    claim: str
    wordings: tuple[int, ...]  # that no claim had before, in the order of the genealogy
    known: bool  # whether some of its wordings were a claim before


def news(claims: Iterable[Claim], *, before: Collection[int]) -> Iterator[News]:
    """Yield what is new in each claim that has something new; `before` are the wordings that claims had."""
    for claim in claims:
        wordings = [variant.wording for variant in claim.variants]
        fresh = tuple(wording for wording in wordings if wording not in before)
        if fresh:
            yield News(claim.claim, fresh, known=len(fresh) < len(wordings))
