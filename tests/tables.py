"""The tables of cases: one rule of the language a case, in `cases/*.tsv`.

Every table has the columns id, state, why and text, then what is expected. A line without an id goes on with the case
above it, so that a text may have several things expected of it. In a text ¶ is a line break, and ‖ parts the title
from the body. A case in the state `open` states a law that is not met yet: it may come out wrong, and
it may not break the reading.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quotation

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One text, why it stands in the table, and the rows of what is expected of it."""

    id: str
    why: str
    text: str
    rows: tuple[dict[str, str], ...]

    def expected(self, *columns: str) -> list[tuple[str, ...]]:
        """Give the named cells of every row that expects anything, in the order of the table."""
        cells = [tuple(row[column] for column in columns) for row in self.rows]
        return [row for row in cells if any(row)]

    @property
    def article(self) -> Article:
        title, part, body = self.text.partition("‖")
        return Article(doc=self.id, title=title if part else "", body=body if part else title)


def read(name: str) -> list[list[dict[str, str]]]:
    """Read a table as its cases, each a list of rows."""
    found: list[list[dict[str, str]]] = []
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            plain = {column: cell.replace("¶", "\n") for column, cell in row.items()}
            if plain["id"]:
                found.append([plain])
            else:
                found[-1].append(plain)
    return found


def cases(name: str) -> list[Any]:
    """Give the cases of a table as the parameters of a test."""
    return [pytest.param(case_of(rows), id=rows[0]["id"], marks=marks(rows[0])) for rows in read(name)]


def case_of(rows: list[dict[str, str]]) -> Case:
    return Case(rows[0]["id"], rows[0]["why"], rows[0]["text"], tuple(rows))


def marks(row: dict[str, str]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=False, raises=AssertionError, reason=row["why"])] if row["state"] == "open" else []


def off_the_law(article: Article, quotation: Quotation) -> list[str]:
    """Name the spans of a quotation that are not the raw text which they claim to be."""
    raw = article[quotation.field]
    spans = {"content": (quotation.start, quotation.end, quotation.content)}
    for name, mention in (("cue", quotation.cue), ("speaker", quotation.speaker)):
        if mention is not None:
            spans[name] = (mention.start, mention.end, mention.text)
    return [name for name, (start, end, text) in spans.items() if not (start < end and raw[start:end] == text)]
