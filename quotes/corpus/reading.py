"""Read what a source holds, in the format that its name or its beginning tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from quotes.corpus import formats, packing
from quotes.corpus.fields import Mapped
from quotes.corpus.files import reason
from quotes.corpus.records import Draft, Fault, UnreadableError
from quotes.corpus.sources import Opener, Source


def drafts(source: Source, opener: Opener, mapped: Mapped) -> Iterator[Draft | Fault]:
    """Yield the articles of a source as it gives them; the fault that ends its reading comes last."""
    try:
        with opener.open(source) as stream:
            yield from _of_format(source, stream, mapped)
    except UnreadableError as error:
        yield Fault(str(error))
    except packing.DAMAGE as error:
        yield Fault(reason(error))


def _of_format(source: Source, stream: BinaryIO, mapped: Mapped) -> Iterator[Draft | Fault]:
    suffix = source.suffix
    if suffix not in formats.DOCUMENTS and suffix not in formats.TABLES:
        suffix, stream = formats.sniffed(stream)
    if suffix in formats.DOCUMENTS:
        yield formats.DOCUMENTS[suffix](stream)
    else:
        yield from formats.TABLES[suffix](stream, mapped)
