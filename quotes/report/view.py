"""How a report meets its reader: the screen, the language, and the order in which the screen wants Arabic.

A record that every report for a terminal takes; what goes into a pipe needs none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO

from rich.console import Console

from quotes.report.language import Language
from quotes.report.order import Order


@dataclass(frozen=True, slots=True)
class View:
    """A screen and its reader."""

    console: Console
    language: Language
    order: Order = "isolated"

    def word(self, key: str) -> str:
        """Return a word of the reader's language; see `Language.word`."""
        return self.language.word(key)

    def count(self, number: int, key: str) -> str:
        """Return a number with its noun in the reader's language; see `Language.count`."""
        return self.language.count(number, key)


def console_for(stream: TextIO) -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes, no guessed highlights."""
    return Console(file=stream, markup=False, emoji=False, highlight=False)
