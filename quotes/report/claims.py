"""Show claims on a terminal: each with its reach, or one as a tree of its wordings.

Takes rows of the store, gives laid-out lines for a view of a terminal. Off a terminal see `quotes.report.claimdata`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from quotes.match.differences import Difference
from quotes.report import wording
from quotes.report.comparison import ALTERED, ATTRIBUTED, STYLES, summed
from quotes.report.genealogy import STEP, Arrival, Branch, arrivals, branches, sides
from quotes.report.layout import behind, cell, flow, labelled, measure, prose, row
from quotes.report.sparkline import sparkline
from quotes.report.view import View
from quotes.store.records import ClaimRow, ClaimStatement

INDENT = 5
SPELT = 20  # statements of one wording that a screen spells out
NAMED = 2  # speakers that one line names
DISPUTED = "bold magenta"


def claims(rows: Iterable[ClaimRow], *, view: View) -> Iterator[Text]:
    """Yield a block a claim: its id, how far it went and when, who said it, its first wording."""
    for claim in rows:
        yield from row(_reach(claim, view=view), name=_speakers(claim.speakers, view=view), view=view)
        yield from flow(_course(claim, view=view), view=view, indent=INDENT)
        yield from prose(cell(claim.content), view=view, indent=INDENT)
        yield Text()


def _reach(claim: ClaimRow, *, view: View) -> Iterator[Text]:
    yield cell(claim.claim, style="bold")
    yield cell(view.count(claim.statements, "statement"), style="green")
    yield cell(view.count(len(claim.outlets), "outlet"))
    yield cell(view.count(claim.variants, "wording"))


def _course(claim: ClaimRow, *, view: View) -> Iterator[Text]:
    yield cell(view.language.days(claim.first, claim.last))
    if len(claim.days) > 1:
        yield cell(sparkline(claim.days), style="cyan")
    yield cell(f"{view.word('drift')} {view.language.number(round(claim.drift, 2))}", style="dim")
    if claim.altered:
        yield cell(view.word("altered"), style=ALTERED)
    if claim.disputed:
        yield cell(view.word("disputed"), style=DISPUTED)


def _speakers(names: Sequence[str], *, view: View) -> Text:
    shown = "، ".join(names[:NAMED]) if names else view.word("no speaker")
    more = f" +{view.language.number(len(names) - NAMED)}" if len(names) > NAMED else ""
    return cell(shown + more, style="bold")


def claim(record: ClaimRow, *, statements: Sequence[ClaimStatement], view: View) -> Iterator[Text]:
    """Yield one claim: its reach, the outlets as it came to them, each wording under its parent, the brackets."""
    yield from row(_reach(record, view=view), name=_speakers(record.speakers, view=view), view=view)
    yield from flow(_course(record, view=view), view=view)
    if record.disputed:
        yield from _dispute(statements, view=view)
    yield Text()
    for arrival in arrivals(statements):
        yield from _arrival(arrival, view=view)
    yield Text()
    tree = list(branches(statements))
    for branch in tree:
        yield from _branch(branch, view=view)
    yield from flow(
        wording.legend([found.comparison.alignment for found in tree if found.comparison], language=view.language),
        view=view,
    )


def _dispute(statements: Sequence[ClaimStatement], *, view: View) -> Iterator[Text]:
    for label, names in zip(("asserted by", "denied by"), sides(statements), strict=True):
        if names:
            yield from labelled(cell(view.word(label), style=DISPUTED), cell("، ".join(names)), view=view)


def _arrival(arrival: Arrival, *, view: View) -> Iterator[Text]:
    cells = (
        cell(_delay(arrival.delay, view=view), style="bold" if arrival.delay == 0 else ""),
        cell(view.language.day(arrival.first) if arrival.first else ""),
        cell(view.count(arrival.statements, "statement"), style="dim"),
    )
    yield from row(cells, name=cell(arrival.outlet or view.word("no outlet")), view=view)


def _delay(delay: int | None, *, view: View) -> str:
    """Return how long after the first day: "first", "+1 day", "undated"."""
    if delay is None:
        return view.word("undated")
    return f"+{view.count(delay, 'day')}" if delay else view.word("first")


def _branch(branch: Branch, *, view: View) -> Iterator[Text]:
    """Yield the lines of one wording, the lines of the tree before each."""
    deepest = max(1, measure(view) // 4 // STEP - 1)  # from there on, text would have no room
    begins, goes_on = (Text(guide, style="dim") for guide in branch.guides(deepest=deepest))
    head, *rest = _lines(branch, indent=len(goes_on), view=view)
    yield behind(begins, head, view=view)
    yield from (behind(goes_on, line, view=view) for line in rest)
    last = behind(goes_on, Text(), view=view)
    last.rstrip()
    yield last


def _lines(branch: Branch, *, indent: int, view: View) -> Iterator[Text]:
    yield from flow(_verdict(branch, view=view), view=view, indent=indent - STEP if branch.parent else 0)
    for statement, other in list(zip(branch.statements, branch.attributions, strict=True))[:SPELT]:
        name = cell(statement.row.name or view.word("no speaker"), style="bold")
        yield from row(_said(statement, other, view=view), name=name, view=view, indent=indent)
    if len(branch.statements) > SPELT:
        more = cell(view.count(len(branch.statements) - SPELT, "more"), style="dim")
        yield from flow([more], view=view, indent=indent)
    yield from prose(words(branch), view=view, indent=indent)
    others = dict.fromkeys(other for other in branch.attributions if other is not None)
    yield from summed((*branch.differences, *others), view=view, indent=indent)


def _verdict(branch: Branch, *, view: View) -> Iterator[Text]:
    yield cell(f"[{branch.number}]", style="bold")
    if branch.parent is None:
        yield cell(view.word("first wording"))
        return
    yield cell(view.word(f"level.{branch.first.level}"), style=STYLES[branch.first.level])
    yield cell(view.language.number(round(branch.first.score, 2)))
    yield cell(f"{view.word('from')} [{branch.parent}]", style="dim")
    if branch.first.altered:
        yield cell(view.word("altered"), style=ALTERED)
    if branch.first.negated:
        yield cell(f"{view.word('opposite of')} [1]", style=DISPUTED)


def _said(statement: ClaimStatement, other: Difference | None, *, view: View) -> Iterator[Text]:
    yield cell(view.language.day(statement.row.date) if statement.row.date else view.word("undated"))
    yield cell(statement.row.outlet)
    yield cell(statement.row.doc, style="dim")
    if other is not None:
        yield cell(view.word(f"difference.{other.kind}"), style=ATTRIBUTED)
    if statement.denied:
        yield cell(view.word("denies"), style=DISPUTED)


def words(branch: Branch) -> Text:
    """Return the words of a branch, against those of its parent where it has one."""
    if branch.comparison is None:
        return cell(branch.first.row.content)
    return wording.styled(branch.comparison.alignment, differences=branch.differences)
