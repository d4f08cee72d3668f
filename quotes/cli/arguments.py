"""The words of the command line: verbs, options, help with examples.

Nothing heavy is imported here: `quotes --help` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import NoReturn, TypeAlias

from quotes import __version__
from quotes.errors import UsageError
from quotes.models import KINDS

DATABASE = "quotes.duckdb"

_RAW = argparse.RawDescriptionHelpFormatter
_Verbs: TypeAlias = "argparse._SubParsersAction[_Parser]"

_ABOUT = """\
Who said what in Arabic news: find reported statements, say who made each, keep them, list them."""

_EXAMPLES = """\
examples:
  quotes scan news/                        read a folder, find its quotations, keep them in quotes.duckdb
  quotes show saba/2026-03-01.txt          one article with its quotations marked
  quotes speakers "سامر الحداد"            what one speaker said, in time
  quotes list --outlet saba --kind direct  quotations that pass every filter given
  quotes export --format csv -o all.csv    every quotation, in schema 1

exit codes: 0 done · 1 some documents skipped · 2 wrong usage · 3 no database, or not one of ours · 130 interrupted"""

_SCAN = """\
Folders are read with their folders; "-" is standard input. Read: txt, html, json, jsonl, csv, tsv, parquet, each also
.gz or .zst, and members of zip files. A scan again follows what changed and what is gone.

examples:
  quotes scan news/
  quotes scan table.csv --map text=content,date=date_extracted,outlet=source
  zcat news.jsonl.gz | quotes scan - --db march.duckdb"""

_SHOW = """\
On a screen cue, speaker and content are told by colour. Off it, one record a line, tab-separated: "article", "title",
"body" (a line a paragraph) and "quotation", marked as [Q1 content Q1], [C1 cue C1], [S1 speaker S1].

examples:
  quotes show saba/2026-03-01.txt
  quotes show mirror-17 --format json"""

_SPEAKERS = """\
Off a screen, tab-separated: statements, documents, outlets, first day, last day, kind, name. With a NAME: what that
speaker said, in time. Spelling, harakat and hamza do not matter.

examples:
  quotes speakers
  quotes speakers "سامر الحداد"
  quotes speakers --format csv -o speakers.csv"""

_LIST = """\
Off a screen, tab-separated: doc, date, outlet, kind, speaker, content.

examples:
  quotes list --speaker "سامر الحداد" --since 2026-03-01
  quotes list --text "أسعار الوقود" --format jsonl | head"""

_COMPLETION = """\
examples:
  eval "$(quotes completion bash)"         in ~/.bashrc
  eval "$(quotes completion zsh)"          in ~/.zshrc"""

_REPORT = """\
A screen spells out the first 20 skips; off it all of them are told.

examples:
  quotes report
  quotes report | grep ^skip
  quotes report --format json -o summary.json"""

_EXPORT = """\
Schema 1: UTF-8, Arabic unescaped, in logical order; ordered by document and place.

examples:
  quotes export > quotations.jsonl
  quotes export --format parquet -o quotations.parquet --outlet saba"""

_MATCH = """\
A list is a file of jsonl, json, csv, tsv or parquet with a field "text" (or claim, query, statement, post, …) and an
"id", or of plain text with a text a line; "-" is standard input. One record a query and rank: query, rank, id, score
from 0 to 1, and why: the words and phrases in common, and each part of the evidence. Scores of different queries
compare.

examples:
  quotes match --queries posts.jsonl --against claims.jsonl
  quotes match --queries posts.csv --map text=tweet_text --against claims.parquet --top 3 -o found.jsonl
  echo "الوزير ينفي إغلاق الميناء" | quotes match --queries - --against claims.jsonl --top 1"""


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are ours: one error, one remedy, exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, remedy=f"see {self.prog} --help")


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the arguments of one call; `verb` names the command. Raises UsageError; --help and --version exit."""
    return parser().parse_args(argv)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = _common()
    stored = _stored(common)
    top = _Parser(
        prog="quotes", description=_ABOUT, epilog=_EXAMPLES, parents=[common], formatter_class=_RAW, allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=f"quotes {__version__}")
    top.set_defaults(quiet=False, verbose=False, debug=False, output=None)
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", required=True, title="commands")
    _add_scan(_verb(verbs, "scan", "read articles, find and keep their quotations", _SCAN, stored))
    _add_show(_verb(verbs, "show", "show one article with its quotations marked, and why", _SHOW, stored))
    _add_speakers(_verb(verbs, "speakers", "list the speakers, or what one of them said", _SPEAKERS, stored))
    _add_list(_verb(verbs, "list", "list quotations", _LIST, stored))
    _add_export(_verb(verbs, "export", "write quotations for other programs", _EXPORT, stored))
    _add_report(_verb(verbs, "report", "sum the database up", _REPORT, stored))
    _add_match(_verb(verbs, "match", "rank the texts of a list for each of many queries", _MATCH, common))
    _add_completion(_verb(verbs, "completion", "print what completes these words in a shell", _COMPLETION, common))
    return top


def _verb(verbs: _Verbs, name: str, about: str, epilog: str, common: _Parser) -> argparse.ArgumentParser:
    return verbs.add_parser(
        name, help=about, description=about, epilog=epilog, parents=[common], formatter_class=_RAW, allow_abbrev=False
    )


def _common() -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    common.add_argument("-v", "--verbose", action="store_true", help="say how long it took")
    common.add_argument("--debug", action="store_true", help="a traceback with each error")
    return common


def _stored(common: _Parser) -> _Parser:
    stored = _Parser(add_help=False, parents=[common])
    stored.add_argument("--db", default=DATABASE, metavar="FILE", help="the database (default: %(default)s)")
    return stored


def _add_scan(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("paths", nargs="+", metavar="PATH", help='a file, a folder, or "-"')
    verb.add_argument(
        "--map", metavar="FIELD=COLUMN,…", help="where tables and JSON keep text, title, date, outlet, id, url, author"
    )


def _add_show(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("doc", metavar="DOC", help="the document's id, as `quotes list` prints it")
    _add_output(verb, ("table", "json"))


def _add_speakers(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", nargs="?", metavar="NAME", help="a speaker, by any of the names in the articles")
    _add_limit(verb)
    _add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_list(verb: argparse.ArgumentParser) -> None:
    _add_filters(verb)
    _add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_export(verb: argparse.ArgumentParser) -> None:
    _add_filters(verb)
    _add_output(verb, ("jsonl", "json", "csv", "parquet"))


def _add_report(verb: argparse.ArgumentParser) -> None:
    _add_output(verb, ("table", "json"))


def _add_match(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--queries", required=True, metavar="FILE", help='what to look for, a text a row; "-" is stdin')
    verb.add_argument("--against", required=True, metavar="FILE", help="the texts to rank, verified claims say")
    verb.add_argument("--top", type=_count, default=5, metavar="K", help="texts a query (default: %(default)s)")
    verb.add_argument("--map", metavar="FIELD=COLUMN,…", help="where the lists keep text and id")
    verb.add_argument("--semantic", action="store_true", help="weigh meaning too; needs the extra `semantic`, and time")
    _add_output(verb, ("jsonl", "json"))


def _add_completion(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("shell", choices=("bash", "zsh"), metavar="SHELL", help="bash or zsh")


def _add_filters(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--speaker", metavar="NAME", help="only what this speaker said")
    verb.add_argument("--outlet", metavar="NAME", help="only from this outlet")
    verb.add_argument("--since", type=_day, metavar="DAY", help="from this day on, YYYY-MM-DD")
    verb.add_argument("--until", type=_day, metavar="DAY", help="up to and with this day")
    verb.add_argument("--kind", choices=KINDS, help="only of this kind")
    verb.add_argument("--text", metavar="WORDS", help="only statements that hold these words")
    verb.add_argument("--doc", metavar="DOC", help="only from this document")
    _add_limit(verb)


def _add_limit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--limit", type=_count, metavar="N", help="no more than N")


def _add_output(verb: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    verb.add_argument("--format", choices=formats, default=formats[0], help="default: %(default)s")
    verb.add_argument("-o", "--output", type=_target, metavar="FILE", help='write here; "-" is standard output')


def _target(text: str) -> str | None:
    return None if text == "-" else text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)
