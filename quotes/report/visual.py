"""Set laid-out lines in the order that a terminal wants.

Takes lines of logical text with isolates, gives them so, bare of isolates, or in visual order. What stands in
an isolate is reordered by itself, for a line runs from left to right and an isolate is one object in it. Only here are
python-bidi and arabic-reshaper imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rich.text import Text

from quotes.report.bidi import FSI, PDI, RLM
from quotes.report.order import Order

_SIGNS = dict.fromkeys(map(ord, (FSI, PDI, RLM)))
_ISOLATE = re.compile(f"{FSI}([^{PDI}]*){PDI}")
_LAM_ALEF = range(0xFEF5, 0xFEFD)  # the one ligature that Arabic must have: two letters, one cell


@dataclass(frozen=True, slots=True)
class Cluster:
    """A letter with the marks that it bears, which stay with it, and where it begins and ends in its line."""

    letter: str
    marks: str
    start: int
    end: int


def ordered(line: Text, *, order: Order) -> Text:
    """Return a line as its terminal wants it, its styles with their letters."""
    return _ORDERS[order](line)


def _same(line: Text) -> Text:
    return line


def _plain(line: Text) -> Text:
    kept = [at for at, sign in enumerate(line.plain) if ord(sign) not in _SIGNS]
    return Text("").join(line[at] for at in kept) if len(kept) < len(line.plain) else line


def _visual(line: Text) -> Text:
    """Reorder what stands in each isolate; a ligature's lost cell is given back before it, so that edges keep."""
    parts, end = [], 0
    for found in _ISOLATE.finditer(line.plain):
        inner = line[found.start(1) : found.end(1)]
        seen = reordered(inner)
        parts += [line[end : found.start()], Text(" " * (_plain(inner).cell_len - seen.cell_len)), seen]
        end = found.end()
    return Text("").join([*parts, line[end:]]) if parts else line


def reordered(text: Text) -> Text:
    """Return one run of Arabic from left to right as it is seen: letters joined, marks mirrored."""
    shown = _plain(text)
    found = visual_order(joined(clusters(shown.plain)))
    return Text("").join(_drawn(cluster, shown) for cluster in found)


def _drawn(cluster: Cluster, text: Text) -> Text:
    piece = text[cluster.start : cluster.start + 1]
    piece.plain = cluster.letter + cluster.marks
    piece.spans = [span._replace(start=0, end=len(piece.plain)) for span in piece.spans]
    return piece


def clusters(text: str) -> Iterator[Cluster]:
    """Yield each letter with the marks behind it.

    >>> [cluster.letter + cluster.marks for cluster in clusters("قالَ")]  # he said
    ['ق', 'ا', 'لَ']
    """
    held: Cluster | None = None
    for at, sign in enumerate(text):
        if held and unicodedata.category(sign) in ("Mn", "Me", "Cf"):
            held = replace(held, marks=held.marks + sign, end=at + 1)
            continue
        if held:
            yield held
        held = Cluster(sign, "", at, at + 1)
    if held:
        yield held


def joined(found: Iterator[Cluster]) -> Iterator[Cluster]:
    """Yield clusters with each letter in the form of its place in the word; lam and alef become one."""
    known = list(found)
    rest = iter(known)
    for letter in _reshaper()("".join(cluster.letter for cluster in known)):
        cluster = next(rest)
        if ord(letter) in _LAM_ALEF:
            alef = next(rest)
            cluster = replace(cluster, marks=cluster.marks + alef.marks, end=alef.end)
        yield replace(cluster, letter=letter)


@cache
def _reshaper() -> Callable[[str], str]:
    from arabic_reshaper import ArabicReshaper

    reshape: Callable[[str], str] = ArabicReshaper(
        {"delete_harakat": False, "support_zwj": False, "ARABIC LIGATURE ALLAH": False}
    ).reshape
    return reshape


def visual_order(found: Iterator[Cluster]) -> Sequence[Cluster]:
    """Return clusters of a paragraph from right to left as they stand from left to right, by the algorithm of Unicode.

    Uses the steps of python-bidi's `bidi.algorithm`, whose letters may carry what belongs to them.
    """
    from bidi import algorithm

    known = list(found)
    storage = algorithm.get_empty_storage() | {"base_level": 1, "base_dir": "R"}
    algorithm.get_embedding_levels("".join(cluster.letter for cluster in known), storage)
    for letter, cluster in zip(storage["chars"], known, strict=True):
        letter["cluster"] = cluster
    for step in (
        algorithm.explicit_embed_and_overrides, algorithm.resolve_weak_types, algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels, algorithm.reorder_resolved_levels, algorithm.apply_mirroring,
    ):  # fmt: skip
        step(storage, False)
    return [replace(letter["cluster"], letter=letter["ch"]) for letter in storage["chars"]]


_ORDERS: dict[Order, Callable[[Text], Text]] = {"isolated": _same, "plain": _plain, "visual": _visual}
