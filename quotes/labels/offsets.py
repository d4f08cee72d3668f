"""Read the offsets of a browser's labels: code points, or the UTF-16 units that its language counts in.

The law of the data: Label Studio counts code points, but early versions of it units of UTF-16, of which a sign
beyond the first 65,536 (an emoji) has two. No file says which, so its own text of each label must.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from quotes.models import Field, Mention

Region = tuple[Field, int, int, "str | None"]  # field, start, end and the text that they are said to hold


def mentions(regions: Sequence[Region], texts: Mapping[Field, str]) -> list[Mention] | None:
    """Return regions as stretches of their fields, all in one unit; None where they fit in neither."""
    return next((found for read in (_in_code_points, _in_utf_16) if (found := read(regions, texts)) is not None), None)


def _in_code_points(regions: Sequence[Region], texts: Mapping[Field, str]) -> list[Mention] | None:
    return _all(_cut(texts[field], start, end, told) for field, start, end, told in regions)


def _in_utf_16(regions: Sequence[Region], texts: Mapping[Field, str]) -> list[Mention] | None:
    places = {field: _places(text) for field, text in texts.items()}
    return _all(
        _cut(texts[field], places[field].get(start, -1), places[field].get(end, -1), told)
        for field, start, end, told in regions
    )


def _places(text: str) -> dict[int, int]:
    """Return the code point at which each unit of UTF-16 begins; the middle of a sign is no place."""
    widths = (1 + (ord(sign) > 0xFFFF) for sign in text)
    return {unit: point for point, unit in enumerate(accumulate(widths, initial=0))}


def _cut(text: str, start: int, end: int, told: str | None) -> Mention | None:
    held = text[start:end] if 0 <= start < end <= len(text) else ""
    return Mention(start, end, held) if held and told in (None, held, _escaped(held)) else None


def _escaped(text: str) -> str:
    """Return a text with its line breaks as Label Studio writes them in the text of a label."""
    return text.replace("\n", "\\n")


def _all(found: Iterable[Mention | None]) -> list[Mention] | None:
    """Return what was found, None where one was not."""
    mentions: list[Mention] = []
    for one in found:
        if one is None:
            return None
        mentions.append(one)
    return mentions
