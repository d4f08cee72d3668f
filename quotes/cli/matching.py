"""The verb that ranks texts of a list for queries of another: it reads two files and needs no database."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from quotes.cli.output import note, spare_the_database, tell, write
from quotes.errors import UsageError
from quotes.models import Skip
from quotes.report import data
from quotes.report.words import place

if TYPE_CHECKING:
    from quotes.corpus.texts import Text
    from quotes.match.ranking import Ranked
    from quotes.match.semantic import Encoder

DONE, SKIPPED = 0, 1


def match(arguments: Namespace) -> int:
    """Rank the texts of one list for each text of another; 1 where a row of either was skipped."""
    _check(arguments)
    encoder = _encoder() if arguments.semantic else None
    (queries, missed), (texts, passed) = (_read(path, arguments) for path in (arguments.queries, arguments.against))
    from quotes.match.ranking import rank

    ranked = rank(queries, texts, top=arguments.top, encoder=encoder)
    write(data.WRITERS[arguments.format](map(_record, ranked)), arguments=arguments)
    return SKIPPED if missed or passed else DONE


def _check(arguments: Namespace) -> None:
    spare_the_database(arguments)
    if arguments.queries == arguments.against == "-":
        raise UsageError("both lists from standard input", remedy="name a file for one of them")
    if "-" in (arguments.queries, arguments.against) and sys.stdin.isatty():
        note("reading texts from the keyboard, one a line; end with Ctrl-D", arguments=arguments)


def _encoder() -> Encoder:
    from quotes.match.semantic import encoder

    return encoder()


def _read(path: str, arguments: Namespace) -> tuple[list[Text], int]:
    """Return the texts of a list, and how many of its rows are none, each of which is told."""
    from quotes.corpus import parse_mapping, texts

    mapping = parse_mapping(arguments.map) if arguments.map else None
    skips: list[Skip] = []
    read = list(_texts(texts.read(path, mapping=mapping), skips))
    for skip in skips:
        tell(f"skipped {place(skip.path, skip.line)}: {skip.reason}")
    return read, len(skips)


def _texts(items: Iterable[Text | Skip], skips: list[Skip]) -> Iterator[Text]:
    for item in items:
        if isinstance(item, Skip):
            skips.append(item)
        else:
            yield item


def _record(ranked: Ranked) -> Mapping[str, object]:
    why = {"words": ranked.words, "phrases": ranked.phrases, "parts": ranked.parts}
    return {"query": ranked.query, "rank": ranked.rank, "id": ranked.id, "score": ranked.score, "why": why}


COMMANDS: dict[str, Callable[[Namespace], int]] = {"match": match}
