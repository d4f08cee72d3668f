"""The words of the verb that takes people's corrections."""

from __future__ import annotations

from quotes.cli.options import Parser, Verbs, add_verb, add_wait
from quotes.engines import DEFAULT_ENGINE, ENGINES

_IMPORT = """\
FILE is the JSON export of Label Studio, its tasks with the data doc, title and body; or lines of schema 1, as
`quotes export` writes them, corrected. What it says of an article is the last word: all its quotations, whatever an
engine reads, in this and in every later scan. If the article's text changes, a label goes with its words as long as
they stand there once, with what is before or behind them; a label whose words are gone is stale, and is kept.

States: standing; moved, in a text that has changed; stale, some of its words are gone; waiting, for an article that is
not in the database. Off a screen, a line an article, tab-separated: state, labels, how many of them stale, doc,
annotator, file; then a line for each stale one: "label", doc, field and place where it stood, its words. --remove
prints the articles that it has freed.

examples:
  quotes import-labels labelled.json
  quotes import-labels corrected.jsonl --db march.duckdb
  quotes import-labels --list
  quotes import-labels --remove saba/2026-03-01.txt
  quotes import-labels --remove --all"""


def add_labelling(verbs: Verbs, *, stored: Parser) -> None:
    """Add the verb that takes people's corrections."""
    verb = add_verb(verbs, "import-labels", "take corrections that people have made", _IMPORT, stored)
    verb.add_argument("file", nargs="?", metavar="FILE", help="an export of Label Studio, or schema 1 as jsonl or json")
    verb.add_argument("--list", action="store_true", help="tell how the labels stand that are there")
    verb.add_argument("--remove", nargs="*", metavar="DOC", help="take back the labels of these articles")
    verb.add_argument("--all", action="store_true", help="with --remove: take back all labels")
    verb.set_defaults(output=None)
    add_wait(verb)
    verb.add_argument(
        "--engine", choices=ENGINES, default=DEFAULT_ENGINE,
        help="what reads the articles anew; as in the scan, else the next scan reads them again (default: %(default)s)",
    )  # fmt: skip
