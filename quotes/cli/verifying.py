"""The words of the verb that reads the sources of stored rows again."""

from __future__ import annotations

from quotes.cli.options import Parser, Verbs, add_output, add_verb

_VERIFY = """\
Each file of which something is stored is read as a scan reads it, and each stored row looked for at its place. Told are
the rows that do not stand there: moved, the words are elsewhere in their field, from `now` on; changed, they are gone
from it; removed, the file no longer holds the article; unreadable, with the reason; missing, the file is gone; unknown,
it was read from standard input. An article without a quotation is told as a row without words. Nothing is changed: a
scan follows what has changed. PATH limits it to files and folders.

Off a screen, tab-separated: state, doc, file, field and place, `now`, reason, words; then "rows", state, how many.
Exit code 1 where a row does not stand as it is stored.

examples:
  quotes verify
  quotes verify news/saba --db march.duckdb
  quotes verify table.csv --map text=content,date=date_extracted,outlet=source
  quotes verify --format csv -o gone.csv"""


def add_verifying(verbs: Verbs, *, stored: Parser) -> None:
    """Add the verb that reads the sources of stored rows again."""
    verb = add_verb(verbs, "verify", "tell which rows no longer stand in their files", _VERIFY, stored)
    verb.add_argument("paths", nargs="*", metavar="PATH", help="a file or folder that was scanned (default: all)")
    verb.add_argument("--map", metavar="FIELD=COLUMN,…", help="as in `quotes scan`")
    add_output(verb, ("table", "json", "jsonl", "csv"))
