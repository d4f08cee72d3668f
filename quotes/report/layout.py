"""Lay styled text out in lines of a screen: wrap first, isolate after, Arabic to the right.

Takes rich `Text` of sanitised text, gives lines that are ready to print. Widths are counted in cells, so harakat take
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle

from rich.console import Console
from rich.text import Text

from quotes.report.bidi import FSI, PDI, RLM, arabic_runs, has_arabic, one_line, runs_rtl

MEASURE = 100  # cells; the eye loses its way back over longer lines
GAP = 2
WIDEST = 2  # cells of the widest letter


def measure(console: Console) -> int:
    """Return the width to fill, in cells: one less than the screen, for some terminals wrap at its last cell."""
    return max(1, min(MEASURE, console.width - 1))


def margin(console: Console, indent: int) -> int:
    """Return `indent`, or none of it on a screen too narrow to give it away."""
    return indent if measure(console) >= 4 * indent else 0


def cell(value: object, *, style: str = "") -> Text:
    """Return one value as text to show, sanitised and on one line; None is empty."""
    return Text("" if value is None else one_line(str(value)), style=style)


def prose(text: Text, *, console: Console, indent: int = 0) -> Iterator[Text]:
    """Yield the lines of an article's own words: from the right edge where they hold any Arabic."""
    width, indent = measure(console), margin(console, indent)
    for line in _wrapped(text, console=console, width=width - indent):
        yield _from_right(line, width) if has_arabic(text.plain) else Text.assemble(" " * indent, line)


def phrase(text: Text, *, console: Console, indent: int = 0) -> Iterator[Text]:
    """Yield the lines of one cell from `indent`; in a Latin phrase about an article each Arabic run is isolated."""
    close, indent = _whole if runs_rtl(text.plain) else _runs, margin(console, indent)
    for line in _wrapped(text, console=console, width=measure(console) - indent):
        yield Text.assemble(" " * indent, close(line))


def _wrapped(text: Text, *, console: Console, width: int) -> Iterator[Text]:
    for line in text.wrap(console, max(WIDEST, width), justify="left", overflow="fold", no_wrap=False):
        line.rstrip()
        yield line


def _from_right(line: Text, width: int) -> Text:
    return Text.assemble(" " * max(0, width - line.cell_len), _whole(line))


def _whole(line: Text) -> Text:
    """Return one line of Arabic as one isolate; an RLM keeps its direction where a Latin word comes first."""
    if not has_arabic(line.plain):
        return line
    return Text.assemble(FSI if runs_rtl(line.plain) else FSI + RLM, line, PDI)


def _runs(line: Text) -> Text:
    edges = [edge for run in arabic_runs(line.plain) for edge in run]
    first, *rest = line.divide(edges)
    signs = cycle((FSI, PDI))
    return Text.assemble(first, *(part for pair in zip(signs, rest, strict=False) for part in pair))


def closed(value: Text) -> Text:
    """Return one cell with its Arabic isolated: the whole of it, or each run where it begins in Latin."""
    return _whole(value) if runs_rtl(value.plain) else _runs(value)


def labelled(label: Text, value: Text, *, console: Console) -> Iterator[Text]:
    """Yield a value behind its label, its further lines under it; Arabic stands at the right edge."""
    if runs_rtl(value.plain):
        yield from row([label], name=value, console=console)
        return
    first, *more = phrase(value, console=console, indent=label.cell_len + GAP)
    yield from (over(first, label),) if has_room(first, label) else (label, first)
    yield from more


def has_room(line: Text, prefix: Text) -> bool:
    """Tell whether a line begins with as many spaces as `prefix` is wide."""
    return line.plain.startswith(" " * prefix.cell_len)


def over(line: Text, prefix: Text) -> Text:
    """Return a line with `prefix` in place of its first spaces; the line itself where it begins with too few."""
    return Text.assemble(prefix, line[len(prefix) :]) if has_room(line, prefix) else line


def flow(cells: Iterable[Text], *, console: Console, indent: int = 0) -> Iterator[Text]:
    """Yield lines that hold as many cells as fit; a cell wider than the screen is wrapped by itself."""
    room = measure(console) - margin(console, indent)
    line: list[Text] = []
    for value in (value for value in cells if value.plain):
        if line and _length([*line, value]) > room:
            yield from _set(line, console=console, indent=indent)
            line = []
        line.append(value)
    if line:
        yield from _set(line, console=console, indent=indent)


def _length(cells: Sequence[Text]) -> int:
    return sum(value.cell_len for value in cells) + GAP * (len(cells) - 1)


def _set(cells: Sequence[Text], *, console: Console, indent: int) -> Iterator[Text]:
    if len(cells) == 1:
        yield from phrase(cells[0], console=console, indent=indent)
    else:
        yield Text.assemble(" " * margin(console, indent), Text(" " * GAP).join(closed(value) for value in cells))


def row(cells: Iterable[Text], *, name: Text, console: Console, indent: int = 0) -> Iterator[Text]:
    """Yield Latin cells at the left with an Arabic name at the right edge, on one line where both fit."""
    lines = list(flow(cells, console=console, indent=indent))
    free = measure(console) - sum(line.cell_len for line in lines) - GAP
    if not name.plain:
        yield from lines
    elif len(lines) == 1 and name.cell_len <= free:
        yield Text.assemble(lines[0], " " * (free + GAP - name.cell_len), closed(name))
    else:
        yield from lines
        yield from prose(name, console=console, indent=indent)
