"""The words of the verb that opens the text UI."""

from __future__ import annotations

from quotes.cli.options import Parser, Verbs, add_verb

_BROWSE = """\
Arrows move, Enter opens, Escape goes back, / searches, ? shows all keys, q quits. Spelling, harakat and hamza do not
matter in a search. Copying (y) puts the quotation with its source on the terminal's clipboard.
Needs the extra `tui`: pip install 'quotes[tui]'.

examples:
  quotes browse
  quotes browse --db march.duckdb"""


def add_browse(verbs: Verbs, *, stored: Parser) -> None:
    """Add the verb `browse`."""
    add_verb(verbs, "browse", "look through speakers, claims and articles on a terminal", _BROWSE, stored)
