"""The words of the command line: verbs, options, help with examples.

Nothing heavy is imported here: `quotes --help` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from quotes import __version__
from quotes.cli.asking import add_asking
from quotes.cli.browsing import add_browse
from quotes.cli.following import add_following
from quotes.cli.labelling import add_labelling
from quotes.cli.options import (
    RAW,
    Parser,
    add_confidence,
    add_jobs,
    add_limit,
    add_output,
    add_verb,
    add_wait,
    common_options,
    count,
    day,
    stored_options,
)
from quotes.cli.shells import WRITERS
from quotes.cli.verifying import add_verifying
from quotes.cli.watching import add_watching
from quotes.engines import DEFAULT_ENGINE, ENGINES
from quotes.models import KINDS

_ABOUT = """\
Who said what in Arabic news: find reported statements, say who made each, keep them, list them."""

_EXAMPLES = """\
examples:
  quotes scan news/                        read a folder, find its quotations, keep them in quotes.duckdb
  quotes show saba/2026-03-01.txt          one article with its quotations marked
  quotes speakers "سامر الحداد"            what one speaker said, in time
  quotes list --outlet saba --kind direct  quotations that pass every filter given
  quotes claims --outlets 3 --altered      statements that went round and changed on the way
  quotes trace "لن نغلق الميناء"           who said it first, and who said it after
  quotes compare "نص" "نص آخر"             whether two statements are one, and what differs
  quotes export --format csv -o all.csv    every quotation, in schema 1

exit codes: 0 done · 1 some documents skipped · 2 wrong usage · 3 a database or model is missing, or not one of ours ·
130 interrupted"""

_SCAN = """\
Folders are read with their folders; "-" is standard input, a URL (s3://…) needs the extra `remote`. Read: txt, html,
json, jsonl, csv, tsv, parquet, each also .gz or .zst, and members of zip files. A scan again follows what changed and
what is gone; a file whose size and time are as they were is not read. A scan that was interrupted goes on where it was.

Engines: rules alone; tagger, a trained model that corrects them; stanza-ar, Stanza's parser where they find no source
(it needs the extra `stanza` and its Arabic models, and fetches nothing); auto, the best of them that is installed.
With another engine, or another model, articles are read anew.

examples:
  quotes scan news/
  quotes scan news/ --engine stanza-ar
  quotes scan archive/ --jobs 8
  quotes scan archive/ --since 2026-03-01 --limit 1000
  quotes scan s3://archive/2026 --engine-address auto --exchange s3://archive/tmp
  quotes scan table.csv --map text=content,date=date_extracted,outlet=source
  zcat news.jsonl.gz | quotes scan - --db march.duckdb"""

_SHOW = """\
On a screen cue, speaker and content are told by colour. Off it, one record a line, tab-separated: "article", "title",
"body" (a line a paragraph) and "quotation", marked as [Q1 content Q1], [C1 cue C1], [S1 speaker S1].

examples:
  quotes show saba/2026-03-01.txt
  quotes show mirror-17 --min-confidence 0.8
  quotes show mirror-17 --format json"""

_SPEAKERS = """\
Off a screen, tab-separated: statements, documents, outlets, first day, last day, kind, name. With a NAME: what that
speaker said, in time; on a screen and with --format json the whole profile: roles, names and why they are one, words,
outlets, claims that others repeat. Spelling, harakat and hamza do not matter.

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
  eval "$(quotes completion zsh)"          in ~/.zshrc, behind compinit
  quotes completion fish > ~/.config/fish/completions/quotes.fish"""

_CONFIG = """\
Off a screen, tab-separated: part, name, what was found, and what helps where something is amiss.

examples:
  quotes config
  quotes config --db march.duckdb
  quotes config --format json"""

_REPORT = """\
A screen spells out the first 20 skips; off it all of them are told.

examples:
  quotes report
  quotes report | grep ^skip
  quotes report --format json -o summary.json
  quotes report -o report.html              a page to pass on"""

_EXPORT = """\
Schema 1: UTF-8, Arabic unescaped, in logical order; ordered by document and place. Quotations also go out as jsonld (in
the words of schema.org), webannotation (of the W3C), labelstudio (tasks to correct, which `quotes import-labels` reads
back; labelstudio-config shows them), conll (a token a line) and markdown; claims as jsonld.

examples:
  quotes export > quotations.jsonl
  quotes export --min-confidence 0.9 --format csv -o sure.csv
  quotes export claims --excel -o claims.csv
  quotes export claims --format jsonld -o claims.jsonld
  quotes export --format labelstudio --doc saba/2026-03-01.txt -o tasks.json
  quotes export --format markdown --speaker "سامر الحداد" -o haddad.md
  quotes export --format parquet -o quotations.parquet --outlet saba"""

EXPORTED = (
    "jsonl", "json", "csv", "excel", "parquet", "jsonld", "webannotation", "labelstudio", "labelstudio-config", "conll",
    "markdown",
)  # fmt: skip
WHAT = ("quotations", "claims", "speakers", "edges")
_SURE = "only quotations of this confidence or more, 0 to 1"


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the arguments of one call; `verb` names the command. Raises UsageError; --help and --version exit."""
    return parser().parse_args(argv)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = common_options()
    stored = stored_options(common)
    top = Parser(
        prog="quotes", description=_ABOUT, epilog=_EXAMPLES, parents=[common], formatter_class=RAW, allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=f"quotes {__version__}")
    top.set_defaults(quiet=False, verbose=False, debug=False, lang=None, bidi=None, output=None)
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", title="commands")
    top.set_defaults(verb="")
    _add_scan(add_verb(verbs, "scan", "read articles, find and keep their quotations", _SCAN, stored))
    _add_show(add_verb(verbs, "show", "show one article with its quotations marked, and why", _SHOW, stored))
    _add_speakers(add_verb(verbs, "speakers", "list the speakers, or what one of them said", _SPEAKERS, stored))
    _add_list(add_verb(verbs, "list", "list quotations", _LIST, stored))
    add_following(verbs, common=common, stored=stored)
    add_watching(verbs, stored=stored)
    add_labelling(verbs, stored=stored)
    add_verifying(verbs, stored=stored)
    add_browse(verbs, stored=stored)
    _add_export(add_verb(verbs, "export", "write quotations for other programs", _EXPORT, stored))
    add_asking(verbs, stored=stored)
    _add_report(add_verb(verbs, "report", "sum the database up", _REPORT, stored))
    _add_config(add_verb(verbs, "config", "tell what was found: engines, extras, database, terminal", _CONFIG, stored))
    _add_completion(add_verb(verbs, "completion", "print what completes these words in a shell", _COMPLETION, common))
    return top


def _add_scan(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("paths", nargs="+", metavar="PATH", help='a file, a folder, a URL, or "-"')
    verb.add_argument(
        "--map", metavar="FIELD=COLUMN,…", help="where tables and JSON keep text, title, date, outlet, id, url, author"
    )
    verb.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE, help="what reads (default: %(default)s)")
    verb.add_argument(
        "--limit", type=count, metavar="N", help="read no more than N articles; nothing stored is dropped"
    )
    verb.add_argument(
        "--since", type=day, metavar="DAY",
        help="take only articles of this day or later, YYYY-MM-DD, none without a date; nothing stored is dropped",
    )  # fmt: skip
    add_jobs(verb)
    verb.add_argument(
        "--engine-address", metavar="ADDRESS",
        help='let a Ray cluster read, "auto" the one running here (extra `ray`); it changes no result',
    )  # fmt: skip
    verb.add_argument(
        "--exchange", default="", metavar="PLACE",
        help="a folder or URL that all who read see: rows and grams pass there as Parquet; nothing of them stays",
    )  # fmt: skip
    add_wait(verb)
    verb.add_argument("--rehash", action="store_true", help="look into each file, whatever its size and time tell")
    verb.add_argument(
        "--audit", type=count, default=0, metavar="N",
        help="compare N statements with all others by brute force, and tell the recall of what matching found",
    )  # fmt: skip


def _add_show(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("doc", metavar="DOC", help="the document's id, as `quotes list` prints it")
    add_confidence(verb, _SURE)
    add_output(verb, ("table", "json"))


def _add_speakers(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", nargs="?", metavar="NAME", help="a speaker, by any of the names in the articles")
    add_confidence(verb, "with a NAME: " + _SURE)
    add_limit(verb)
    add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_list(verb: argparse.ArgumentParser) -> None:
    _add_filters(verb)
    add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_export(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("what", nargs="?", choices=WHAT, default=WHAT[0], metavar="WHAT", help=" | ".join(WHAT))
    _add_filters(verb)
    add_output(verb, EXPORTED)
    verb.add_argument("--excel", dest="format", action="store_const", const="excel", help="CSV as Excel opens it")


def _add_report(verb: argparse.ArgumentParser) -> None:
    add_output(verb, ("table", "json", "html"))


def _add_config(verb: argparse.ArgumentParser) -> None:
    add_output(verb, ("table", "json", "jsonl", "csv"))


def _add_completion(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("shell", choices=tuple(WRITERS), metavar="SHELL", help="bash, zsh or fish")


def _add_filters(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--speaker", metavar="NAME", help="only what this speaker said")
    verb.add_argument("--outlet", metavar="NAME", help="only from this outlet")
    verb.add_argument("--since", type=day, metavar="DAY", help="from this day on, YYYY-MM-DD")
    verb.add_argument("--until", type=day, metavar="DAY", help="up to and with this day")
    verb.add_argument("--kind", choices=KINDS, help="only of this kind")
    verb.add_argument("--text", metavar="WORDS", help="only statements that hold these words")
    verb.add_argument("--doc", metavar="DOC", help="only from this document")
    add_confidence(verb, _SURE)
    add_limit(verb)
