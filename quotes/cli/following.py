"""The words of the verbs that follow a statement: claims, trace, compare, match."""

from __future__ import annotations

import argparse

from quotes.cli.options import Parser, Verbs, add_confidence, add_limit, add_output, add_verb, count, day, target
from quotes.models import LEVELS

SORTS = ("spread", "drift", "recency")

_CLAIMS = """\
A claim is one statement with everything that repeats it: cut, edited, reworded, by whomever. With an ID: its
genealogy, each wording under the one that it is nearest to, with the words that were kept, changed and dropped, and
how it went from outlet to outlet.

Off a screen, tab-separated: claim, statements, documents, wordings, outlets, first day, last day, drift, marks,
speakers, wording. With an ID, a line a fact: its first cell says which.

examples:
  quotes claims --outlets 3 --sort spread
  quotes claims --altered --speaker "سامر الحداد"
  quotes claims --disputed --since 2026-03-01 --format jsonl
  quotes claims c-4f2a91c03b"""

_TRACE = """\
The text is compared with every statement of the database. Off a screen, tab-separated: date, outlet, doc, speaker,
level, score, altered, claim, words; [-…-] stands in the text alone, {+…+} in the statement alone.

examples:
  quotes trace "لن نغلق الميناء أمام السفن"
  quotes trace - < statement.txt
  quotes trace "لن نغلق الميناء أمام السفن" --format jsonl"""

_COMPARE = """\
Off a screen, tab-separated: level, score, altered, words and why each on a line, then a line a difference.
With --pairs each line of FILE is {"id": …, "a": {"text": …, "date": …}, "b": {"text": …}}, a date may be left out; out
come lines {"id", "level", "score", "altered", "differences"}, level "none" where the two are no repeat.

examples:
  quotes compare "نزح 40 ألف شخص من ولاية الغدير" "نزح 60 ألف شخص من ولاية الغدير"
  quotes compare --pairs pairs.jsonl -o levels.jsonl
  zcat pairs.jsonl.gz | quotes compare --pairs -"""

_MATCH = """\
A list is a file of jsonl, json, csv, tsv or parquet with a field "text" (or claim, query, statement, post, …) and an
"id", or of plain text with a text a line; "-" is standard input. One record a query and rank: query, rank, id, score
from 0 to 1, and why: the words and phrases in common, and each part of the evidence. Scores of different queries
compare.

examples:
  quotes match --queries posts.jsonl --against claims.jsonl
  quotes match --queries posts.csv --map text=tweet_text --against claims.parquet --top 3 -o found.jsonl
  echo "الوزير ينفي إغلاق الميناء" | quotes match --queries - --against claims.jsonl --top 1"""


def add_following(verbs: Verbs, *, common: Parser, stored: Parser) -> None:
    """Add the verbs that follow a statement."""
    _add_claims(add_verb(verbs, "claims", "list statements that were repeated, or follow one of them", _CLAIMS, stored))
    _add_trace(add_verb(verbs, "trace", "find who said a text first, and who after", _TRACE, stored))
    _add_compare(add_verb(verbs, "compare", "tell whether two statements are one, and what differs", _COMPARE, common))
    _add_match(add_verb(verbs, "match", "rank the texts of a list for each of many queries", _MATCH, common))


def _add_claims(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("claim", nargs="?", metavar="ID", help="a claim's id, as `quotes claims` prints it")
    verb.add_argument("--speaker", metavar="NAME", help="only what this speaker said")
    verb.add_argument("--since", type=day, metavar="DAY", help="only what was said from this day on, YYYY-MM-DD")
    verb.add_argument("--until", type=day, metavar="DAY", help="only what was said up to and with this day")
    verb.add_argument("--outlets", type=count, metavar="N", help="only in N outlets or more")
    verb.add_argument(
        "--level", choices=[level for level in LEVELS if level != "none"], help="only with a repeat of this level"
    )
    verb.add_argument("--altered", action="store_true", help="only where a fact or the polarity changed")
    verb.add_argument("--disputed", action="store_true", help="only what one asserts and another denies")
    verb.add_argument("--text", metavar="WORDS", help="only where these words stand")
    add_confidence(verb, "only where a statement is of this confidence or more, 0 to 1")
    verb.add_argument("--sort", choices=SORTS, default=SORTS[0], help="most outlets, most changed or latest first")
    add_limit(verb)
    add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_trace(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("text", metavar="TEXT", help='a statement, or "-" for standard input')
    add_confidence(verb, "only statements of this confidence or more, 0 to 1")
    add_limit(verb)
    add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_compare(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("a", nargs="?", metavar="A", help="a statement")
    verb.add_argument("b", nargs="?", metavar="B", help="another")
    verb.add_argument("--pairs", metavar="FILE", help='compare each pair of a JSONL file, or "-" for standard input')
    verb.add_argument("--format", choices=("table", "json", "jsonl"), help="default: table; jsonl with --pairs")
    verb.add_argument("-o", "--output", type=target, metavar="FILE", help='write here; "-" is standard output')


def _add_match(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--queries", required=True, metavar="FILE", help='what to look for, a text a row; "-" is stdin')
    verb.add_argument("--against", required=True, metavar="FILE", help="the texts to rank, verified claims say")
    verb.add_argument("--top", type=count, default=5, metavar="K", help="texts a query (default: %(default)s)")
    verb.add_argument("--map", metavar="FIELD=COLUMN,…", help="where the lists keep text and id")
    verb.add_argument("--semantic", action="store_true", help="weigh meaning too; needs the extra `semantic`, and time")
    add_output(verb, ("jsonl", "json"))
