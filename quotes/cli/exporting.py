"""The verb that writes for other programs: it takes the arguments of its call, does it, and returns the exit code."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict

from quotes import formats
from quotes.cli import commands
from quotes.cli.output import spare_the_database, whole_file, write
from quotes.errors import UsageError
from quotes.report import claimdata, data
from quotes.store import ClaimFilter, ClaimRow, ClaimStatement, SpeakerRow, Store

DONE = 0
GIVEN = ("speaker", "outlet", "since", "until", "kind", "text", "doc", "min_confidence", "limit")
CLAIM = ("speaker", "since", "until", "text", "min_confidence", "limit")
FITTING = {"claims": CLAIM, "speakers": ("speaker", "limit"), "edges": ("limit",)}


def export(arguments: Namespace) -> int:
    """Write quotations, claims, speakers or edges for other programs."""
    if arguments.what == "quotations":
        return _quotations(arguments)
    _check(arguments)
    with Store.open(arguments.db) as store:
        if arguments.format == "parquet":
            _parquet(RECORDS[arguments.what](store, arguments), arguments=arguments)
        elif arguments.format == "jsonld":
            write(formats.linked.claims(_told(store, arguments)), arguments=arguments)
        else:
            write(WRITERS[arguments.format](RECORDS[arguments.what](store, arguments)), arguments=arguments)
    return DONE


def _quotations(arguments: Namespace) -> int:
    if arguments.format not in formats.WRITERS:
        return commands.export(arguments)
    with Store.open(arguments.db) as store:
        told = formats.told(store, commands.asked(store, arguments))
        write(formats.WRITERS[arguments.format](told), arguments=arguments)
    return DONE


def _told(store: Store, arguments: Namespace) -> Iterator[tuple[ClaimRow, list[ClaimStatement]]]:
    """Yield the claims that pass the filters, with their statements."""
    rows = _asked(store, arguments)
    told = store.leafing.told(row.claim for row in rows)
    yield from ((row, statements) for row, (_, statements) in zip(rows, told, strict=True))


def _check(arguments: Namespace) -> None:
    """Raise UsageError for a filter or a format that these rows do not have."""
    spare_the_database(arguments)
    for name in GIVEN:
        if getattr(arguments, name) is not None and name not in FITTING[arguments.what]:
            raise UsageError(f"--{name.replace('_', '-')} does not filter {arguments.what}", remedy="leave it out")
    if (arguments.what, arguments.format) == ("claims", "jsonld"):
        return
    if arguments.format not in TABLES:
        raise UsageError(
            f"{arguments.what} are not written as {arguments.format}", remedy=f"choose one of {', '.join(TABLES)}"
        )
    if arguments.format == "parquet" and arguments.output is None:
        raise UsageError("parquet is not for standard output", remedy="name a file with -o FILE")


def _parquet(records: Iterable[data.Record], *, arguments: Namespace) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with whole_file(arguments.output) as part:
        pq.write_table(pa.Table.from_pylist([dict(record) for record in records]), part, compression="zstd")


def _claims(store: Store, arguments: Namespace) -> Iterator[data.Record]:
    told = claimdata.claim if arguments.format in ("json", "jsonl") else claimdata.claim_cells
    return map(told, _asked(store, arguments))


def _asked(store: Store, arguments: Namespace) -> list[ClaimRow]:
    return store.claims(ClaimFilter(**{name: getattr(arguments, name) for name in CLAIM}))


def _speakers(store: Store, arguments: Namespace) -> Iterator[data.Record]:
    return map(_speaker, store.speakers(name=arguments.speaker, limit=arguments.limit))


def _speaker(row: SpeakerRow) -> data.Record:
    """Return a speaker without its number, which is of one database only."""
    return {name: value for name, value in asdict(row).items() if name != "speaker_id"}


def _edges(store: Store, arguments: Namespace) -> Iterator[data.Record]:
    return store.told_edges(limit=arguments.limit)


RECORDS: dict[str, Callable[[Store, Namespace], Iterator[data.Record]]] = {
    "claims": _claims,
    "speakers": _speakers,
    "edges": _edges,
}
WRITERS: dict[str, Callable[[Iterable[data.Record]], Iterator[str]]] = data.WRITERS | {"excel": data.excel}
TABLES = (*WRITERS, "parquet")
COMMANDS: dict[str, Callable[[Namespace], int]] = {"export": export}
