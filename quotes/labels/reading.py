"""Read a file of corrections: an export of Label Studio, or schema 1 as `quotes export` writes it.

Takes a path, gives a correction for each article that is labelled in it, and a skip for what cannot be taken, with the
reason. Nothing of a task or of an article is taken where one of its labels is wrong: half a correction is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from quotes.errors import UsageError
from quotes.labels import lines, tasks
from quotes.models import Skip
from quotes.store.records import Correction

Found: TypeAlias = "Correction | Skip"


def read_labels(path: str) -> Iterator[Found]:
    """Yield the corrections of a file in its order; raises UsageError where it cannot be read, or holds none.

    Of two corrections of one article the second is skipped.
    """
    name, read = Path(path).name, set[str]()
    for one in _read(_text(path), name=name):
        if isinstance(one, Skip):
            yield one
        elif not _bearable(one):
            yield Skip(name, f"{one.doc!a} holds half a sign, which no file can hold")
        elif one.doc in read:
            yield Skip(name, f"{one.doc} is labelled twice in this file; the first was taken")
        else:
            read.add(one.doc)
            yield one


def _bearable(correction: Correction) -> bool:
    """Tell whether all texts can be written: a broken escape in JSON leaves half a sign, a lone surrogate."""
    try:
        json.dumps(asdict(correction), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", remedy="name a file of labels") from error
    except UnicodeDecodeError as error:
        raise _foreign(path) from error


def _read(text: str, *, name: str) -> Iterator[Found]:
    values = _values(text, name=name)
    if any("data" in one for _, one in values if isinstance(one, Mapping)):
        return tasks.corrections(values, name=name)
    if any("doc" in one for _, one in values if isinstance(one, Mapping)):
        return lines.corrections(values, name=name)
    raise _foreign(name)


def _values(text: str, *, name: str) -> list[tuple[int, Any]]:
    """Return the values of a JSON list or of JSON lines, numbered from 1; a line that is no JSON is a text."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return [(n, _value(line)) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not isinstance(whole, list | dict):
        raise _foreign(name)
    return list(enumerate(whole if isinstance(whole, list) else [whole], start=1))


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return line


def _foreign(name: str) -> UsageError:
    remedy = "give it the JSON export of Label Studio, or lines of: quotes export --format jsonl"
    return UsageError(f"{name} holds no labels", remedy=remedy)
