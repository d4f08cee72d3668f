"""The words of the verb that asks in SQL."""

from __future__ import annotations

from quotes.cli.options import Parser, Verbs, add_limit, add_output, add_verb

_SQL = """\
The database is only read: no other file, no network, no setting is reached. Off a screen, tab-separated: a line of
names, then a line a row. Without a question: the views, their columns and what each means.

examples:
  quotes sql
  quotes sql "SELECT name, quotations FROM v_speakers ORDER BY quotations DESC" --limit 10
  quotes sql "SELECT outlet, kind, count(*) AS n FROM v_quotations GROUP BY ALL ORDER BY ALL" --format csv
  quotes sql - --format parquet -o edges.parquet < edges.sql"""


def add_asking(verbs: Verbs, *, stored: Parser) -> None:
    """Add the verb `sql`."""
    verb = add_verb(verbs, "sql", "ask the database in SQL", _SQL, stored)
    verb.add_argument("query", nargs="?", metavar="QUERY", help='one SELECT, or "-" for standard input')
    add_limit(verb)
    add_output(verb, ("table", "json", "jsonl", "csv", "parquet"))
