"""Read corrections in schema 1: all the lines of an article are the quotations that it has.

Takes the values of a file with their lines, gives a correction an article, in the order of their first lines. The text
of the article is not in such a file: its spans are proved when they meet the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from quotes.labels import place
from quotes.labels.rows import LabelError, mark, row
from quotes.models import FIELDS, KINDS, STANCES, WHO_KINDS, Mention, Quotation, Skip
from quotes.store.records import Correction

Values: TypeAlias = "Mapping[str, Any]"
SCHEMA = 1


def corrections(values: Iterable[tuple[int, Any]], *, name: str) -> Iterator[Correction | Skip]:
    """Yield a correction for each article whose lines are all right, and a skip for each line that is not."""
    rows: dict[str, list[Quotation]] = {}
    bad: set[str] = set()
    for line, value in values:
        doc = value.get("doc") if isinstance(value, Mapping) else None
        try:
            rows.setdefault(_doc(doc), []).append(_quotation(value, name=name))
        except LabelError as error:
            bad.add(str(doc))
            yield Skip(name, str(error), line=line)
    for doc, found in rows.items():
        if doc not in bad:
            yield Correction(doc, name, "", None, None, tuple(sorted(found, key=place)))


def _doc(doc: object) -> str:
    if isinstance(doc, str) and doc:
        return doc
    raise LabelError("it names no article")


def _quotation(value: Values, *, name: str) -> Quotation:
    if value.get("schema", SCHEMA) != SCHEMA:
        raise LabelError(f"schema {value['schema']} is not known")
    content = _mention(value, "content", start="start", end="end")
    if content is None:
        raise LabelError("it has no content")
    return row(
        mark(name),
        field=_one_of(value, "field", FIELDS), content=content, kind=_one_of(value, "kind", KINDS),
        stance=_one_of(value, "stance", STANCES, default="neutral"),
        cue=_mention(value, "cue", start="cue_start", end="cue_end"),
        speaker=_mention(value, "speaker", start="speaker_start", end="speaker_end"),
        who=_text(value, "who"), who_kind=_one_of(value, "who_kind", (*WHO_KINDS, None), default=None),
        via=_text(value, "via") or "",
    )  # fmt: skip


def _mention(value: Values, name: str, *, start: str, end: str) -> Mention | None:
    text = _text(value, name)
    return None if text is None else Mention(_place(value, start), _place(value, end), text)


def _text(value: Values, name: str) -> str | None:
    text = value.get(name)
    if text is None or isinstance(text, str):
        return text or None
    raise LabelError(f"its {name} is no text")


def _place(value: Values, name: str) -> int:
    number = value.get(name)
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise LabelError(f"its {name} is no place in a text")


def _one_of(value: Values, name: str, known: Iterable[str | None], *, default: str | None = "") -> Any:
    told = value.get(name, default)
    if told in tuple(known):
        return told
    raise LabelError(f"its {name} is {told!r}")
