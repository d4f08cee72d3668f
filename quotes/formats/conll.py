"""Write a token a line, as the tools of the CoNLL shared tasks read it.

An article begins with `# doc`, a field with `# field`, each quotation of it with its span, kind and speaker; then come
the tokens, tab-separated, sentences parted by an empty line: number, form, start, end, content, cue, speaker. The last
three are "O", or "B-" or "I-" with the number of the quotation; of nested ones all, the outer first, parted by "|".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quotes.models import FIELDS, Article, Field
from quotes.report.bidi import one_line
from quotes.report.plain import record
from quotes.segment import Tokens, tokenise
from quotes.store import Row

Span = tuple[int, int, int]  # number of the quotation, start, end


def lines(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield the lines of articles."""
    for article, rows in told:
        yield f"# doc = {one_line(article.doc)}\n"
        numbered = list(enumerate(rows, start=1))
        for field in FIELDS:
            if article[field].strip():
                yield from _field(article, field, [(number, row) for number, row in numbered if row.field == field])


def _field(article: Article, field: Field, rows: Sequence[tuple[int, Row]]) -> Iterator[str]:
    yield f"# field = {field}\n"
    for number, row in rows:
        yield "# quotation = " + record(number, f"{row.start}-{row.end}", row.kind, row.who_kind, row.name) + "\n"
    layers = (
        [(number, row.start, row.end) for number, row in rows],
        _given((number, row.cue_start, row.cue_end) for number, row in rows),
        _given((number, row.speaker_start, row.speaker_end) for number, row in rows),
    )
    tokens = tokenise(article[field])
    number = 0
    for i in range(len(tokens)):
        number += 1
        place = tokens.start[i], tokens.end[i]
        tags = (_tag(layer, *place, first=_first(tokens, i)) for layer in layers)
        yield record(number, tokens.raw(i, i + 1), *place, *tags) + "\n"
        if tokens.sentence[i] == i + 1:
            yield "\n"
            number = 0


def _first(tokens: Tokens, i: int) -> int:
    """Return where the token before ends: a span that begins behind it begins with this token."""
    return tokens.end[i - 1] if i else 0


def _given(spans: Iterable[tuple[int, int | None, int | None]]) -> list[Span]:
    return [(number, start, end) for number, start, end in spans if start is not None and end is not None]


def _tag(layer: Sequence[Span], start: int, end: int, *, first: int) -> str:
    """Return the tag of the token from `start` to `end` in one layer."""
    over = sorted(
        (span for span in layer if span[1] < end and start < span[2]), key=lambda span: (span[1], -span[2], span[0])
    )
    return "|".join(f"{'B' if begins >= first else 'I'}-{number}" for number, begins, _ in over) or "O"
