"""The verbs: each takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.cli import lookup
from quotes.cli.options import jobs
from quotes.cli.output import note, on_screen, present, spare_the_database, write
from quotes.export import to_json
from quotes.report import data, plain, terminal
from quotes.store import ClaimFilter, Filter, SpeakerRow, Store

if TYPE_CHECKING:
    from quotes.tally import Progress

DONE, SKIPPED = 0, 1
PAGES = frozenset({".html", ".htm"})


def scan(arguments: Namespace) -> int:
    """Read articles into the database and sum it up; 1 where a document was skipped."""
    from quotes import corpus
    from quotes.parse import load
    from quotes.scan import Slice, scan

    if "-" in arguments.paths and sys.stdin.isatty():
        note("reading articles from the keyboard; end with Ctrl-D", arguments=arguments)
    mapping = corpus.parse_mapping(arguments.map) if arguments.map else None
    engine = load(arguments.engine)
    if arguments.engine != engine.name:
        note(f"engine: {engine.name}", arguments=arguments)
    with _progress(arguments) as progress:
        result = scan(
            arguments.paths, db=arguments.db, mapping=mapping, engine=engine, progress=progress, audit=arguments.audit,
            part=Slice(limit=arguments.limit, since=arguments.since or ""), jobs=jobs(arguments),
            rehash=arguments.rehash, address=arguments.engine_address or "", exchange=arguments.exchange,
            wait=arguments.wait,
        )  # fmt: skip
    if not arguments.quiet:
        present(arguments, screen=partial(terminal.scanned, result), pipe=plain.scanned(result))
    return SKIPPED if result.skips else DONE


def _progress(arguments: Namespace) -> AbstractContextManager[Callable[[Progress], None]]:
    if arguments.quiet or not sys.stderr.isatty():
        from quotes.tally import quiet

        return nullcontext(quiet)
    from quotes.corpus.files import check, weight
    from quotes.report.language import language
    from quotes.report.progress import counted

    check(arguments.paths)
    return counted(sys.stderr, size=weight(arguments.paths), language=language(arguments.lang))


def show(arguments: Namespace) -> int:
    """Show one article with its quotations marked, and what made each."""
    with Store.open(arguments.db) as store:
        doc = lookup.document(store, arguments.doc)
        article, rows = store.document(doc), store.quotations(_of(doc, arguments))
    if arguments.format == "json":
        write([to_json(data.article(article, rows=rows)) + "\n"], arguments=arguments)
    else:
        screen = partial(terminal.article, article, rows=rows)
        present(arguments, screen=screen, pipe=plain.article(article, rows=rows))
    return DONE


def _of(doc: str, arguments: Namespace) -> Filter:
    return Filter(doc=doc, min_confidence=arguments.min_confidence)


def speakers(arguments: Namespace) -> int:
    """List the speakers, or what one of them said; a name that several bear lists those."""
    with Store.open(arguments.db) as store:
        if arguments.name is None:
            return _list_speakers(store.speakers(limit=arguments.limit), arguments=arguments)
        found = lookup.speakers(store, arguments.name)
        if len(found) == 1:
            return _one_speaker(store, found[0], arguments=arguments)
    note(f"{len(found)} speakers bear this name: give more of it for what one of them said", arguments=arguments)
    return _list_speakers(found[: arguments.limit], arguments=arguments)


def _list_speakers(rows: list[SpeakerRow], *, arguments: Namespace) -> int:
    if arguments.format == "table":
        present(arguments, screen=partial(terminal.speakers, rows), pipe=plain.speakers(rows))
    else:
        write(data.WRITERS[arguments.format](asdict(row) for row in rows), arguments=arguments)
    return DONE


def _one_speaker(store: Store, speaker: SpeakerRow, *, arguments: Namespace) -> int:
    from quotes.report import speaker as screens
    from quotes.report.profile import profile

    least = arguments.min_confidence or 0
    rows = [row for row in store.statements(speaker.speaker_id) if row.confidence >= least]
    told = {row.claim for row in rows}
    claims = [row for row in store.claims(ClaimFilter(speaker=speaker.name)) if row.claim in told]
    found, rows = profile(speaker, rows=rows, claims=claims), rows[: arguments.limit]
    if arguments.format == "table":
        present(arguments, screen=partial(screens.speaker, found, rows=rows), pipe=plain.quotations(rows))
    elif arguments.format == "json":
        write([to_json(screens.whole(found, rows=rows)) + "\n"], arguments=arguments)
    else:
        write(data.WRITERS[arguments.format](map(data.quotation, rows)), arguments=arguments)
    return DONE


def list_quotations(arguments: Namespace) -> int:
    """List the quotations that pass the filters."""
    if arguments.format != "table":
        return export(arguments)
    with Store.open(arguments.db) as store:
        wanted = asked(store, arguments)
        rows = store.stream(wanted)
        present(arguments, screen=partial(terminal.quotations, rows), pipe=plain.quotations(rows))
    return DONE


def export(arguments: Namespace) -> int:
    """Write the quotations that pass the filters in schema 1."""
    from quotes.export import STDOUT, export

    spare_the_database(arguments)
    with Store.open(arguments.db) as store:
        wanted = asked(store, arguments)
        if arguments.format in ("csv", "excel") and on_screen(arguments):  # the signs that act on it become pictures
            told = data.excel if arguments.format == "excel" else data.table
            write(told(map(data.quotation, store.stream(wanted))), arguments=arguments)
            return DONE
        count = export(store, format=arguments.format, output=arguments.output or STDOUT, filter=wanted)
    if arguments.output is not None:
        note(f"{count:,} quotations in {arguments.output}", arguments=arguments)
    return DONE


def asked(store: Store, arguments: Namespace) -> Filter:
    """Return the filter of a call; raises UsageError where it names what the database does not hold."""
    names = ("speaker", "outlet", "since", "until", "kind", "text", "doc", "min_confidence", "limit")
    found = Filter(**{name: getattr(arguments, name) for name in names})
    if found.doc is not None:
        found = replace(found, doc=lookup.document(store, found.doc))
    if next(store.stream(replace(found, limit=1)), None) is None:
        lookup.check(store, found)
        note("no quotation passes these filters", arguments=arguments)
    return found


def report(arguments: Namespace) -> int:
    """Sum the database up: on a screen, as data, as a page, or as a folder of pages."""
    if _is_folder(arguments.output):
        return _folder(arguments)
    with Store.open(arguments.db) as store:
        if arguments.format == "html" or Path(arguments.output or "").suffix in PAGES:
            return _page(store, arguments)
        summary = store.summary()
    if arguments.format == "json":
        write([to_json(asdict(summary)) + "\n"], arguments=arguments)
    else:
        present(arguments, screen=partial(terminal.summary, summary), pipe=plain.summary(summary))
    return DONE


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith(os.sep) or Path(output).is_dir())


def _folder(arguments: Namespace) -> int:
    from quotes.page import write_folder
    from quotes.report.language import language

    with Store.open(arguments.db) as store:
        count = write_folder(store, arguments.output, language=language(arguments.lang))
    note(f"{count:,} pages in {arguments.output}, begin with index.html", arguments=arguments)
    return DONE


def _page(store: Store, arguments: Namespace) -> int:
    from quotes.page import page
    from quotes.report.language import language

    write(page(store, language=language(arguments.lang)), arguments=arguments)
    return DONE


def completion(arguments: Namespace) -> int:
    """Print what completes verbs and options in a shell."""
    from quotes.cli.completion import script

    write([script(arguments.shell)], arguments=arguments)
    return DONE


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "scan": scan,
    "show": show,
    "speakers": speakers,
    "list": list_quotations,
    "export": export,
    "report": report,
    "completion": completion,
}
