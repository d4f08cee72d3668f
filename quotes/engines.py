"""What an engine is: it stands between the rules' first reading of an article and the resolving of its sources.

An engine takes drafts and gives them back corrected, many articles at a time so that a model can read them together;
then it judges the quotations that are made of each. The rules alone are an engine that changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quotes.draft import Draft
    from quotes.models import Quotation

ENGINES = ("rules", "tagger", "stanza-ar", "auto")
DEFAULT_ENGINE = "rules"


class Engine(Protocol):
    """What corrects drafts and judges quotations; the same article gives the same rows, whoever stands beside it."""

    @property
    def name(self) -> str:
        """Return one of `ENGINES`, never auto."""

    @property
    def version(self) -> str:
        """Return what tells this model from every other that makes other rows; "" where there is no model."""

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return the drafts of the same articles in the same order, their statements and sources corrected."""

    def judge(self, draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        """Return the quotations of one draft, some of them dropped, or with another confidence or evidence."""


class Rules:
    """The rules alone: what they have read stands."""

    name = "rules"
    version = ""

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return the drafts as they are."""
        return drafts

    def judge(self, draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        """Return the quotations as they are."""
        return quotations


RULES = Rules()


def signature(engine: Engine) -> str:
    """Return what an article's print says of the engine that read it; "" for the rules, which are in every print.

    >>> signature(RULES)
    ''
    """
    return "" if engine.name == RULES.name else f"{engine.name} {engine.version}".strip()
