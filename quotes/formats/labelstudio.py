"""Write tasks for Label Studio, in which people correct what was found, and the configuration that shows them.

A task is an article; its prediction holds a region for each content, cue and speaker, relations from a content to its
cue and its speaker, and of each content its kind, its stance and who spoke. `quotes import-labels` reads what people
make of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from quotes.models import FIELDS, KINDS, STANCES, WHO_KINDS, Article, Field
from quotes.report.data import array
from quotes.store import Row

Record = Mapping[str, object]
LABELS = ("content", "cue", "speaker")
# What is asked of a whole content: one of some words, or free text.
CHOICES: dict[str, tuple[str, ...]] = {"kind": KINDS, "stance": STANCES, "who_kind": WHO_KINDS}
WRITTEN = ("who", "via")


def tasks(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield a JSON array, a task a line."""
    return array(_task(article, rows) for article, rows in told)


def _task(article: Article, rows: Sequence[Row]) -> Record:
    data = {
        "doc": article.doc,
        "title": article.title,
        "body": article.body,
        "outlet": article.outlet,
        "date": article.date,
    }
    result = [item for number, row in enumerate(rows, start=1) for item in _items(article, row, number)]
    return {"data": data, "predictions": [{"model_version": "quotes", "result": result}]}


def _items(article: Article, row: Row, number: int) -> Iterator[Record]:
    content = f"c{number}"
    yield _region(article, row.field, row.start, row.end, label="content", key=content)
    spans = (("cue", row.cue_start, row.cue_end), ("speaker", row.speaker_start, row.speaker_end))
    for label, start, end in spans:
        if start is not None and end is not None:
            key = f"{label[0] if label == 'speaker' else 'q'}{number}"
            yield _region(article, row.field, start, end, label=label, key=key)
            yield {"type": "relation", "from_id": content, "to_id": key, "direction": "right", "labels": [label]}
    for name in CHOICES:
        if (value := getattr(row, name)) is not None:
            yield _said(content, row, name=name, type_="choices", value={"choices": [value]})
    for name in WRITTEN:
        if (value := getattr(row, name)) is not None:
            yield _said(content, row, name=name, type_="textarea", value={"text": [value]})


def _region(article: Article, field: Field, start: int, end: int, *, label: str, key: str) -> Record:
    value = {"start": start, "end": end, "text": article[field][start:end], "labels": [label]}
    return {"id": key, "from_name": f"{field}-label", "to_name": field, "type": "labels", "value": value}


def _said(key: str, row: Row, *, name: str, type_: str, value: Record) -> Record:
    """Return what is said of a whole region: it repeats where the region stands."""
    place = {"start": row.start, "end": row.end, "text": row.content}
    return {
        "id": key,
        "from_name": f"{row.field}-{name}",
        "to_name": row.field,
        "type": type_,
        "value": {**place, **value},
    }


def config(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield the labelling configuration: it is the same for all articles."""
    yield "<View>\n"
    for field in FIELDS:
        yield from (f"  {line}\n" for line in _shown(field))
    yield "  <Relations>\n" + "".join(f"    <Relation value={quoteattr(name)}/>\n" for name in LABELS[1:])
    yield "  </Relations>\n</View>\n"


def _shown(field: Field) -> Iterator[str]:
    yield "<Style>.htx-text { white-space: pre-wrap; direction: rtl; }</Style>"
    yield f'<Labels name="{field}-label" toName="{field}">'
    yield from (f"  <Label value={quoteattr(label)}/>" for label in LABELS)
    yield "</Labels>"
    yield f'<Text name="{field}" value="${field}"/>'
    asked = f'toName="{field}" perRegion="true" whenTagName="{field}-label" whenLabelValue="content"'
    for name, choices in CHOICES.items():
        yield f'<Choices name="{field}-{name}" {asked}>'
        yield from (f"  <Choice value={quoteattr(choice)}/>" for choice in choices)
        yield "</Choices>"
    yield from (f'<TextArea name="{field}-{name}" {asked} editable="true" maxSubmissions="1"/>' for name in WRITTEN)
