"""Show claims on a terminal: each with its reach, or one as a tree of its wordings.

Takes rows of the store, gives laid-out lines for a rich console. Off a terminal see `quotes.report.claimdata`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from quotes.match.differences import Difference
from quotes.report import wording
from quotes.report.comparison import ALTERED, ATTRIBUTED, STYLES, summed
from quotes.report.genealogy import STEP, Arrival, Branch, arrivals, branches, sides
from quotes.report.layout import cell, flow, labelled, measure, over, prose, row
from quotes.report.sparkline import sparkline
from quotes.report.words import count, days
from quotes.store.records import ClaimRow, ClaimStatement

INDENT = 5
SPELT = 20  # statements of one wording that a screen spells out
NAMED = 2  # speakers that one line names
DISPUTED = "bold magenta"


def claims(rows: Iterable[ClaimRow], *, console: Console) -> Iterator[Text]:
    """Yield a block a claim: its id, how far it went and when, who said it, its first wording."""
    for claim in rows:
        yield from row(_reach(claim), name=_speakers(claim.speakers), console=console)
        yield from flow(_course(claim), console=console, indent=INDENT)
        yield from prose(cell(claim.content), console=console, indent=INDENT)
        yield Text()


def _reach(claim: ClaimRow) -> Iterator[Text]:
    yield cell(claim.claim, style="bold")
    yield cell(count(claim.statements, "statement"), style="green")
    yield cell(count(len(claim.outlets), "outlet"))
    yield cell(count(claim.variants, "wording"))


def _course(claim: ClaimRow) -> Iterator[Text]:
    yield cell(days(claim.first, claim.last))
    if len(claim.days) > 1:
        yield cell(sparkline(claim.days), style="cyan")
    yield cell(f"drift {claim.drift:.2f}", style="dim")
    if claim.altered:
        yield cell("altered", style=ALTERED)
    if claim.disputed:
        yield cell("disputed", style=DISPUTED)


def _speakers(names: Sequence[str]) -> Text:
    shown = "، ".join(names[:NAMED]) if names else "no speaker"
    more = f" +{len(names) - NAMED}" if len(names) > NAMED else ""
    return cell(shown + more, style="bold")


def claim(record: ClaimRow, *, statements: Sequence[ClaimStatement], console: Console) -> Iterator[Text]:
    """Yield one claim: its reach, the outlets as it came to them, each wording under its parent, the brackets."""
    yield from row(_reach(record), name=_speakers(record.speakers), console=console)
    yield from flow(_course(record), console=console)
    if record.disputed:
        yield from _dispute(statements, console=console)
    yield Text()
    for arrival in arrivals(statements):
        yield from _arrival(arrival, console=console)
    yield Text()
    tree = list(branches(statements))
    for branch in tree:
        yield from _branch(branch, console=console)
    yield from flow(wording.legend(found.comparison.alignment for found in tree if found.comparison), console=console)


def _dispute(statements: Sequence[ClaimStatement], *, console: Console) -> Iterator[Text]:
    for label, names in zip(("asserted by", "denied by  "), sides(statements), strict=True):
        if names:
            yield from labelled(Text(label, style=DISPUTED), cell("، ".join(names)), console=console)


def _arrival(arrival: Arrival, *, console: Console) -> Iterator[Text]:
    cells = (
        Text(f"{_delay(arrival.delay):>9}", style="bold" if arrival.delay == 0 else ""),
        cell(arrival.first),
        cell(count(arrival.statements, "statement"), style="dim"),
    )
    yield from row(cells, name=cell(arrival.outlet or "no outlet"), console=console)


def _delay(delay: int | None) -> str:
    """Return how long after the first day: "first", "+1 day", "undated"."""
    return "undated" if delay is None else f"+{count(delay, 'day')}" if delay else "first"


def _branch(branch: Branch, *, console: Console) -> Iterator[Text]:
    """Yield the lines of one wording, the lines of the tree before each."""
    deepest = max(1, measure(console) // 4 // STEP - 1)  # from there on, text would have no room
    begins, goes_on = (Text(guide, style="dim") for guide in branch.guides(deepest=deepest))
    head, *rest = _lines(branch, indent=len(goes_on), console=console)
    yield over(head, begins)
    yield from (over(line, goes_on) for line in rest)
    goes_on.rstrip()
    yield goes_on


def _lines(branch: Branch, *, indent: int, console: Console) -> Iterator[Text]:
    yield from flow(_verdict(branch), console=console, indent=indent - STEP if branch.parent else 0)
    for statement, other in list(zip(branch.statements, branch.attributions, strict=True))[:SPELT]:
        name = cell(statement.row.name or "no speaker", style="bold")
        yield from row(_said(statement, other), name=name, console=console, indent=indent)
    if len(branch.statements) > SPELT:
        more = cell(f"and {len(branch.statements) - SPELT:,} more", style="dim")
        yield from flow([more], console=console, indent=indent)
    yield from prose(_words(branch), console=console, indent=indent)
    others = dict.fromkeys(other for other in branch.attributions if other is not None)
    yield from summed((*branch.differences, *others), console=console, indent=indent)


def _verdict(branch: Branch) -> Iterator[Text]:
    yield cell(f"[{branch.number}]", style="bold")
    if branch.parent is None:
        yield cell("the first wording")
        return
    yield cell(branch.first.level, style=STYLES[branch.first.level])
    yield cell(f"{branch.first.score:.2f}")
    yield cell(f"from [{branch.parent}]", style="dim")
    if branch.first.altered:
        yield cell("altered", style=ALTERED)
    if branch.first.negated:
        yield cell("the opposite of [1]", style=DISPUTED)


def _said(statement: ClaimStatement, other: Difference | None) -> Iterator[Text]:
    yield cell(statement.row.date or "undated")
    yield cell(statement.row.outlet)
    yield cell(statement.row.doc, style="dim")
    if other is not None:
        yield cell(other.kind, style=ATTRIBUTED)
    if statement.denied:
        yield cell("denies", style=DISPUTED)


def _words(branch: Branch) -> Text:
    if branch.comparison is None:
        return cell(branch.first.row.content)
    return wording.styled(branch.comparison.alignment, differences=branch.differences)
