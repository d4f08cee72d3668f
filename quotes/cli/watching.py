"""The words of the verb that follows folders."""

from __future__ import annotations

from quotes.cli.options import Parser, Verbs, add_jobs, add_verb
from quotes.engines import DEFAULT_ENGINE, ENGINES

_WATCH = """\
The folders are scanned, then again whenever something in them changes, until Ctrl-C. Of what was there before nothing
is told; from then on a line comes for each claim that is new, and for each new wording of a claim that is known:
"claim", id, articles, outlets, or "wording", id, level, score, altered; then day, outlet, doc, speaker, words. It needs
the extra `watch`. A round waits while another program has the database.

examples:
  quotes watch news/
  quotes watch news/ --format jsonl >> new.jsonl
  quotes watch news/ archive/ --db march.duckdb -q"""


def add_watching(verbs: Verbs, *, stored: Parser) -> None:
    """Add the verb that follows folders."""
    verb = add_verb(verbs, "watch", "follow folders, tell new claims and wordings as they come", _WATCH, stored)
    verb.add_argument("paths", nargs="+", metavar="FOLDER", help="a folder, or a file")
    verb.add_argument("--map", metavar="FIELD=COLUMN,…", help="as in `quotes scan`")
    verb.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE, help="what reads (default: %(default)s)")
    add_jobs(verb)
    verb.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: %(default)s")
