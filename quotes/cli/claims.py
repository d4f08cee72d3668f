"""The verbs that follow a statement: each takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from quotes.cli import lookup
from quotes.cli.output import note, present, tell, write
from quotes.errors import UsageError
from quotes.export import to_json
from quotes.match.comparing import compare as compare_statements
from quotes.match.pairs import Pair, read_pairs
from quotes.match.reading import read_wording
from quotes.models import Skip
from quotes.report import claimdata, comparison, data, traces
from quotes.report import claims as screens
from quotes.report.words import place
from quotes.store import ClaimFilter, Filter, Store
from quotes.wording import FEWEST

DONE, SKIPPED = 0, 1
FILTERS = ("speaker", "since", "until", "outlets", "level", "altered", "disputed", "text", "min_confidence", "limit")

Item = TypeVar("Item")


def claims(arguments: Namespace) -> int:
    """List the claims that pass the filters, or follow one of them."""
    with Store.open(arguments.db) as store:
        if arguments.claim is not None:
            return _one_claim(store, arguments)
        rows = store.claims(_asked(arguments))
        if not rows:
            lookup.check(store, Filter(speaker=arguments.speaker))
            note("no claim passes these filters", arguments=arguments)
    if arguments.format == "table":
        present(arguments, screen=partial(screens.claims, rows), pipe=claimdata.lines(rows))
    else:
        _write(rows, claimdata.claim, claimdata.claim_cells, arguments=arguments)
    return DONE


def _write(
    rows: Iterable[Item], told: Callable[[Item], data.Record], cells: Callable[[Item], data.Record], *,
    arguments: Namespace,
) -> None:  # fmt: skip
    """Write rows as data; in CSV, whose cells hold no mappings, as `cells` tells them."""
    record = cells if arguments.format == "csv" else told
    write(data.WRITERS[arguments.format](map(record, rows)), arguments=arguments)


def _asked(arguments: Namespace) -> ClaimFilter:
    return ClaimFilter(sort=arguments.sort, **{name: getattr(arguments, name) for name in FILTERS})


def _one_claim(store: Store, arguments: Namespace) -> int:
    given = [name for name in FILTERS if getattr(arguments, name)]
    if given:
        raise UsageError(
            f"--{given[0].replace('_', '-')} is for the list of claims",
            remedy="leave it out, or leave out the claim's id",
        )
    row, statements = store.claim(arguments.claim), store.claim_statements(arguments.claim)
    if arguments.format == "table":
        screen = partial(screens.claim, row, statements=statements)
        present(arguments, screen=screen, pipe=claimdata.genealogy(row, statements=statements))
    elif arguments.format == "json":
        write([to_json(claimdata.whole(row, statements=statements)) + "\n"], arguments=arguments)
    else:
        told = claimdata.told_cells if arguments.format == "csv" else claimdata.told
        write(data.WRITERS[arguments.format](told(row, statements=statements)), arguments=arguments)
    return DONE


def trace(arguments: Namespace) -> int:
    """Find the statements that repeat a text, the earliest first."""
    from quotes.claims import trace

    text = _text(arguments)
    with Store.open(arguments.db) as store:
        sure = (one for one in trace(store, text) if one.row.confidence >= (arguments.min_confidence or 0))
        found = list(islice(sure, arguments.limit))
    if not found:
        short = len(read_wording(text).words) < FEWEST
        why = f": texts of fewer than {FEWEST} words are not matched" if short else ""
        note(f"no statement repeats this text{why}", arguments=arguments)
    if arguments.format == "table":
        present(arguments, screen=partial(traces.traced, found), pipe=traces.lines(found))
    else:
        _write(found, traces.statement, traces.statement_cells, arguments=arguments)
    return DONE


def _text(arguments: Namespace) -> str:
    """Return the text that is asked for, or that standard input holds."""
    text: str = arguments.text
    if text == "-":
        if sys.stdin.isatty():
            note("reading a statement from the keyboard; end with Ctrl-D", arguments=arguments)
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").strip()
    if not read_wording(text).words:
        raise UsageError("no words in the text", remedy='give a statement in quotation marks, or "-"')
    return text


def compare(arguments: Namespace) -> int:
    """Tell whether two statements are one; with --pairs, each pair of a file: 1 where a line holds none."""
    if arguments.pairs is not None:
        return _compare_pairs(arguments)
    found = compare_statements(*_two_texts(arguments))
    if arguments.format in (None, "table"):
        screen = partial(comparison.compared, found)
        present(arguments, screen=screen, pipe=comparison.lines(found))
    else:
        write([to_json(comparison.whole(found)) + "\n"], arguments=arguments)
    return DONE


def _two_texts(arguments: Namespace) -> tuple[str, str]:
    if arguments.a is None or arguments.b is None:
        raise UsageError("two statements are needed", remedy="give both in quotation marks, or --pairs FILE")
    for text in (arguments.a, arguments.b):
        if not read_wording(text).words:
            raise UsageError(f"no words in {text!r}", remedy="give both statements in quotation marks")
    return arguments.a, arguments.b


def _compare_pairs(arguments: Namespace) -> int:
    if arguments.a is not None or arguments.format == "table":
        what = "statements" if arguments.a is not None else "--format table"
        raise UsageError(f"--pairs goes without {what}", remedy="see quotes compare --help")
    if arguments.pairs == "-" and sys.stdin.isatty():
        note("reading pairs from the keyboard, a line of JSON each; end with Ctrl-D", arguments=arguments)
    skips: list[Skip] = []
    with _opened(arguments.pairs) as lines:
        records = _decisions(read_pairs(lines, path=arguments.pairs), skips=skips)
        write(data.WRITERS[arguments.format or "jsonl"](records), arguments=arguments)
    return SKIPPED if skips else DONE


def _decisions(pairs: Iterable[Pair | Skip], *, skips: list[Skip]) -> Iterator[data.Record]:
    """Yield what is told of each pair; what was skipped is told at once and added to `skips`."""
    for pair in pairs:
        if isinstance(pair, Skip):
            tell(f"skipped {place(pair.path, pair.line)}: {pair.reason}")
            skips.append(pair)
        else:
            yield {"id": pair.id, **comparison.decision(pair.compared())}


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file, or standard input for "-", to read its lines; raises UsageError where it cannot be read."""
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", remedy='name a JSONL file, or "-"') from error


COMMANDS: dict[str, Callable[[Namespace], int]] = {"claims": claims, "trace": trace, "compare": compare}
