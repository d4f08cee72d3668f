"""Read corrections from Label Studio's JSON export: a task is an article with what was labelled in it.

Takes the values of the file, gives a correction for each task that somebody has annotated. Of several annotations the
one marked as ground truth counts, else the one changed last. A task that nobody has annotated says nothing; one whose
annotation is empty says that there is no quotation in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quotes.labels import place
from quotes.labels.offsets import Region, mentions
from quotes.labels.rows import LabelError, mark, row
from quotes.models import FIELDS, KINDS, STANCES, WHO_KINDS, Field, Kind, Mention, Quotation, Skip
from quotes.store.records import Correction

MARKS = {"«": "»", '"': '"', "“": "”"}
Values = Mapping[str, Any]


def corrections(values: Iterable[tuple[int, Any]], *, name: str) -> Iterator[Correction | Skip]:
    """Yield a correction for each task that is annotated, and a skip for each that is wrong."""
    for number, task in values:
        try:
            found = _correction(task, name=name)
        except LabelError as error:
            yield Skip(name, f"task {_named(task, number)}: {error}")
        else:
            if found is not None:
                yield found


def _named(task: object, number: int) -> str:
    data = task.get("data") if isinstance(task, Mapping) else None
    doc = data.get("doc") if isinstance(data, Mapping) else None
    return doc if isinstance(doc, str) and doc else str(number)


def _correction(task: object, *, name: str) -> Correction | None:
    data = task.get("data") if isinstance(task, Mapping) else None
    if not isinstance(task, Mapping) or not isinstance(data, Mapping):
        raise LabelError("it has no data")
    annotation = _annotation(task)
    if annotation is None:
        return None
    texts: dict[Field, str] = {field: _text(data, field) for field in FIELDS}
    annotator = _annotator(annotation)
    read = _Reading(_results(annotation), texts)
    quotations = tuple(sorted(read.quotations(mark(name, annotator)), key=place))
    return Correction(_doc(data), name, annotator, texts["title"], texts["body"], quotations)


def _doc(data: Values) -> str:
    if doc := _text(data, "doc"):
        return doc
    raise LabelError("its data name no doc")


def _text(data: Values, name: str) -> str:
    text = data.get(name)
    if not isinstance(text, str):
        raise LabelError(f"its data hold no {name}")
    return text


def _annotation(task: Values) -> Values | None:
    told = task.get("annotations") or []
    if not isinstance(told, Sequence) or not all(isinstance(one, Mapping) for one in told):
        raise LabelError("its annotations are no list of annotations")
    given = [one for one in told if not one.get("was_cancelled")]
    return max(given, key=_rank, default=None)


def _rank(annotation: Values) -> tuple[bool, str, str]:
    return bool(annotation.get("ground_truth")), str(annotation.get("updated_at", "")), str(annotation.get("id", ""))


def _annotator(annotation: Values) -> str:
    """Return who annotated: an address where the export tells it, else a number."""
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    return "" if by is None else str(by)


def _results(annotation: Values) -> list[Values]:
    results = annotation.get("result", [])
    if isinstance(results, list) and all(isinstance(one, Mapping) for one in results):
        return results
    raise LabelError("its result is no list of labels")


class _Reading:
    """One annotation: its regions by id, what is tied to what, and what is told of each."""

    def __init__(self, results: Sequence[Values], texts: Mapping[Field, str]) -> None:
        self._texts = texts
        regions = [one for one in results if one.get("type") == "labels"]
        self._told = [one for one in results if one.get("type") in ("choices", "textarea")]
        self._ties = [one for one in results if one.get("type") == "relation"]
        self._label = {_id(one): _label(one) for one in regions}
        self._field = {_id(one): _field(one) for one in regions}
        if len(self._label) < len(regions):
            raise LabelError("two of its labels have one id")
        self._mention = dict(zip(self._label, self._mentions(regions), strict=True))

    def quotations(self, evidence: str) -> Iterator[Quotation]:
        """Yield the quotation of each content."""
        tied = [tie for tie in self._ties if self._label.get(str(tie.get("from_id"))) == "content"]
        if len(tied) < len(self._ties):
            raise LabelError("it has a relation that does not begin at a content")
        for one, label in self._label.items():
            if label == "content":
                yield self._quotation(one, evidence)

    def _mentions(self, regions: Sequence[Values]) -> list[Mention]:
        found = mentions([_region(one) for one in regions], self._texts)
        if found is None:
            raise LabelError("its labels do not stand at their places in its text")
        return found

    def _quotation(self, one: str, evidence: str) -> Quotation:
        field, content = self._field[one], self._mention[one]
        speaker = self._tied(one, "speaker")
        return row(
            evidence, field=field, content=content, kind=self._choice(one, "kind", KINDS) or self._kind(field, content),
            stance=self._choice(one, "stance", STANCES), cue=self._tied(one, "cue"), speaker=speaker,
            who=self._written(one, "who") or (None if speaker is None else speaker.text),
            who_kind=self._choice(one, "who_kind", WHO_KINDS), via=self._written(one, "via") or "",
        )  # fmt: skip

    def _kind(self, field: Field, content: Mention) -> Kind:
        """Return the kind that a statement seems to be: words in marks are direct, unless they are a headline's."""
        text = self._texts[field]
        before, after = text[: content.start].rstrip()[-1:], text[content.end :].lstrip()[:1]
        if field == "title":
            return "headline"
        return "direct" if before in MARKS and after == MARKS[before] else "indirect"

    def _tied(self, one: str, label: str) -> Mention | None:
        ends = [str(tie.get("to_id")) for tie in self._ties if str(tie.get("from_id")) == one]
        found = [end for end in ends if self._label.get(end) == label]
        if any(end not in self._label for end in ends):
            raise LabelError("it has a relation to a label that is not there")
        if len(found) > 1:
            raise LabelError(f"one of its contents has two relations to a {label}")
        if found and self._field[found[0]] != self._field[one]:
            raise LabelError(f"one of its contents has a {label} in another field")
        return self._mention[found[0]] if found else None

    def _choice(self, one: str, name: str, known: Sequence[str]) -> Any:
        told = self._values(one, name, "choices")
        if not told:
            return None
        if len(told) > 1 or told[0] not in known:
            raise LabelError(f"its {name} is {', '.join(map(str, told))}")
        return told[0]

    def _written(self, one: str, name: str) -> str | None:
        told = self._values(one, name, "text")
        return " ".join(str(told[0]).split()) or None if told else None

    def _values(self, one: str, name: str, key: str) -> list[Any]:
        """Return what a region's answer to one question holds, nothing where it has none."""
        for answer in self._told:
            asked = str(answer.get("from_name")).rpartition("-")[2]  # "body-kind": each field has its own questions
            if asked == name and str(answer.get("id")) == one:
                value = _value(answer).get(key)
                return value if isinstance(value, list) else [] if value is None else [value]
        return []


def _id(region: Values) -> str:
    if region.get("id") is None:
        raise LabelError("one of its labels has no id")
    return str(region["id"])


def _value(region: Values) -> Values:
    value = region.get("value")
    if isinstance(value, Mapping):
        return value
    raise LabelError("one of its labels has no value")


def _label(region: Values) -> str:
    labels = _value(region).get("labels")
    if isinstance(labels, list) and len(labels) == 1 and labels[0] in ("content", "cue", "speaker"):
        return str(labels[0])
    raise LabelError(f"one of its labels is {labels!r}")


def _field(region: Values) -> Field:
    for field in FIELDS:
        if region.get("to_name") == field:
            return field
    raise LabelError(f"one of its labels stands in {region.get('to_name')!r}")


def _region(region: Values) -> Region:
    value = _value(region)
    start, end, told = value.get("start"), value.get("end"), value.get("text")
    try:
        return _field(region), int(start), int(end), told if isinstance(told, str) else None  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise LabelError("one of its labels has no place") from None
