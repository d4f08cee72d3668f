"""Lay styled text out in lines of a screen: wrap first, isolate after, Arabic to the right.

Takes rich `Text` of sanitised text, gives lines that are ready to print. Widths are counted in cells, so harakat take
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle

from rich.cells import cell_len
from rich.text import Text

from quotes.report.bidi import FSI, PDI, RLM, arabic_runs, has_arabic, one_line, runs_rtl
from quotes.report.view import View

MEASURE = 100  # cells; the eye loses its way back over longer lines
GAP = 2
WIDEST = 2  # cells of the widest letter


def measure(view: View) -> int:
    """Return the width to fill, in cells: one less than the screen, for some terminals wrap at its last cell."""
    return max(1, min(MEASURE, view.console.width - 1))


def margin(view: View, indent: int) -> int:
    """Return `indent`, or none of it on a screen too narrow to give it away."""
    return indent if measure(view) >= 4 * indent else 0


def cell(value: object, *, style: str = "") -> Text:
    """Return one value as text to show, sanitised and on one line; None is empty."""
    return Text("" if value is None else one_line(str(value)), style=style)


def prose(text: Text, *, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield the lines of an article's own words: from the right edge where they hold any Arabic."""
    width, indent = measure(view), margin(view, indent)
    for line in _wrapped(text, view=view, width=width - indent):
        if has_arabic(text.plain):
            yield _from_right(_whole(line), _edge(view, indent))
        else:
            yield _placed(line, view=view, indent=indent)


def phrase(text: Text, *, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield the lines of one cell from `indent`; in a Latin phrase about an article each Arabic run is isolated."""
    close, indent = _whole if runs_rtl(text.plain) else _runs, margin(view, indent)
    for line in _wrapped(text, view=view, width=measure(view) - indent):
        yield _placed(close(line), view=view, indent=indent)


def _wrapped(text: Text, *, view: View, width: int) -> Iterator[Text]:
    for line in text.wrap(view.console, max(WIDEST, width), justify="left", overflow="fold", no_wrap=False):
        line.rstrip()
        yield line


def _placed(line: Text, *, view: View, indent: int) -> Text:
    """Return a line `indent` from the edge at which its reader begins."""
    if view.language.direction == "rtl":
        return _from_right(line, _edge(view, indent))
    return Text.assemble(" " * indent, line)


def _edge(view: View, indent: int) -> int:
    """Return where Arabic ends at the right: `indent` is taken off for a reader who begins there."""
    return measure(view) - (indent if view.language.direction == "rtl" else 0)


def _from_right(line: Text, width: int) -> Text:
    return Text.assemble(" " * max(0, width - _cells(line)), line)


def _cells(line: Text) -> int:
    """Return how wide a line is; isolates take no cell, whatever rich reckons."""
    return line.cell_len - sum(line.plain.count(sign) * cell_len(sign) for sign in (FSI, PDI, RLM))


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


def labelled(label: Text, value: Text, *, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield a value behind its label, its further lines under it; Arabic stands at the right edge."""
    if runs_rtl(value.plain) or view.language.direction == "rtl":
        yield from row([label], name=value, view=view, indent=indent)
        return
    label = Text(" " * margin(view, indent)) + label
    first, *more = phrase(value, view=view, indent=label.cell_len + GAP)
    yield from (over(first, label),) if has_room(first, label) else (label, first)
    yield from more


def has_room(line: Text, prefix: Text) -> bool:
    """Tell whether a line begins with as many spaces as `prefix` is wide."""
    return line.plain.startswith(" " * prefix.cell_len)


def over(line: Text, prefix: Text) -> Text:
    """Return a line with `prefix` in place of its first spaces; the line itself where it begins with too few."""
    return Text.assemble(prefix, line[len(prefix) :]) if has_room(line, prefix) else line


_MIRRORED = str.maketrans("├└", "┤┘")


def behind(prefix: Text, line: Text, *, view: View) -> Text:
    """Return a line with `prefix` in the cells that it leaves where its reader begins, mirrored at the right."""
    if view.language.direction == "ltr":
        return over(line, prefix)
    gap = measure(view) - prefix.cell_len - _cells(line)
    mirrored = Text(prefix.plain[::-1].translate(_MIRRORED), style=prefix.style)
    return Text.assemble(line, " " * gap, mirrored) if gap >= 0 else line


def flow(cells: Iterable[Text], *, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield lines that hold as many cells as fit; a cell wider than the screen is wrapped by itself."""
    room = measure(view) - margin(view, indent)
    line: list[Text] = []
    for value in (value for value in cells if value.plain):
        if line and _length([*line, value]) > room:
            yield from _set(line, view=view, indent=indent)
            line = []
        line.append(value)
    if line:
        yield from _set(line, view=view, indent=indent)


def _length(cells: Sequence[Text]) -> int:
    return sum(value.cell_len for value in cells) + GAP * (len(cells) - 1)


def _set(cells: Sequence[Text], *, view: View, indent: int) -> Iterator[Text]:
    if len(cells) == 1:
        yield from phrase(cells[0], view=view, indent=indent)
    else:
        shown = [closed(value) for value in cells]
        line = Text(" " * GAP).join(shown if view.language.direction == "ltr" else reversed(shown))
        yield _placed(line, view=view, indent=margin(view, indent))


def row(cells: Iterable[Text], *, name: Text, view: View, indent: int = 0) -> Iterator[Text]:
    """Yield cells where the reader begins with a name at the other edge, on one line where both fit."""
    lines = list(flow(cells, view=view, indent=indent))
    free = sum(_free(line, view) for line in lines) - GAP
    if not name.plain:
        yield from lines
    elif len(lines) == 1 and name.cell_len <= free:
        yield _facing(lines[0], closed(name), view=view)
    else:
        yield from lines
        yield from prose(name, view=view, indent=indent)


def _free(line: Text, view: View) -> int:
    """Return how many cells of a line are free: at the left for a reader who begins at the right."""
    if view.language.direction == "rtl":
        return len(line.plain) - len(line.plain.lstrip(" "))
    return measure(view) - _cells(line)


def _facing(line: Text, name: Text, *, view: View) -> Text:
    """Return a line with a name at its other edge."""
    free = _free(line, view)
    gap = " " * (free - _cells(name))
    return Text.assemble(name, gap, line[free:]) if view.language.direction == "rtl" else Text.assemble(line, gap, name)
