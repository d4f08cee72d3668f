"""Write W3C Web Annotations: one for each quotation, that describes its words in the article.

A target is a field of an article, by its address, or a name where it has none; a span is told twice, by its place and
by its words with what stands around them, so that it is found again in a page that has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quotes.formats.linked import address, link
from quotes.models import Article
from quotes.report.data import array
from quotes.store import Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points before and after the words
Record = Mapping[str, object]


def page(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield a page of annotations."""
    yield f'{{"@context": "{CONTEXT}", "type": "AnnotationPage", "items": '
    yield from array(_annotation(article, row) for article, rows in told for row in rows)
    yield "}\n"


def _annotation(article: Article, row: Row) -> Record:
    return {
        "id": f"{address(row.doc)}#{row.field}:{row.start}-{row.end}", "type": "Annotation", "motivation": "describing",
        "body": list(_bodies(article, row)), "target": _target(article, row, row.start, row.end),
    }  # fmt: skip


def _bodies(article: Article, row: Row) -> Iterator[Record]:
    """Yield what is said of the words: their kind, and who spoke; then cue and speaker where the article has them."""
    told = (("tagging", row.kind), ("identifying", row.name), ("commenting", row.claim), ("describing", row.rule))
    yield from ({"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in told if value)
    for name, start, end in (("cue", row.cue_start, row.cue_end), ("speaker", row.speaker_start, row.speaker_end)):
        if start is not None and end is not None:
            yield {"type": "SpecificResource", "purpose": "linking", "name": name, **_target(article, row, start, end)}


def _target(article: Article, row: Row, start: int, end: int) -> Record:
    text = article[row.field]
    selectors: Sequence[Record] = (
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    )  # fmt: skip
    return {"source": f"{link(article) or address(article.doc)}#{row.field}", "selector": selectors}
