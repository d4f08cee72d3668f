"""Show the profile of one speaker on a terminal, or as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from quotes.report import claims, data
from quotes.report.data import Record
from quotes.report.layout import cell, flow, labelled, prose, row
from quotes.report.profile import Alias, Profile, Role
from quotes.report.sparkline import sparkline
from quotes.report.view import View
from quotes.store.records import Row

INDENT = 5
SPELT = 20  # roles, names, outlets and claims that a screen spells out


def speaker(found: Profile, *, rows: Sequence[Row], view: View) -> Iterator[Text]:
    """Yield who a speaker is, then what others repeat, then each statement in time."""
    yield from row(_figures(found, view=view), name=cell(found.speaker.name, style="bold"), view=view)
    yield Text()
    for held in found.roles[:SPELT]:
        yield from _role(held, view=view)
    for alias in found.aliases[:SPELT]:
        yield from _alias(alias, view=view)
    if found.words:
        yield from labelled(_label("on", view=view), cell("، ".join(found.words)), view=view)
    for outlet, number in found.outlets[:SPELT]:
        facts = (_label("in", view=view), cell(view.count(number, "statement")))
        yield from row(facts, name=cell(outlet or view.word("no outlet")), view=view)
    yield Text()
    if found.claims:
        yield from flow([cell(view.word("repeated"), style="bold")], view=view)
        yield from claims.claims(found.claims[:SPELT], view=view)
    yield from _statements(rows, view=view)


def _figures(found: Profile, *, view: View) -> Iterator[Text]:
    known = found.speaker
    yield cell(view.count(known.quotations, "statement"), style="green")
    yield cell(view.word(f"who.{known.kind}"))
    yield cell(view.count(known.documents, "article"))
    yield cell(view.language.days(known.first, known.last))
    yield cell(sparkline(found.activity), style="cyan")


def _role(held: Role, *, view: View) -> Iterator[Text]:
    days = view.language.days(held.first, held.last)
    facts = (_label("as", view=view), cell(view.count(len(held.outlets), "outlet")), cell(days))
    yield from row(facts, name=cell(held.role), view=view)


def _alias(alias: Alias, *, view: View) -> Iterator[Text]:
    facts = (_label("also", view=view), cell(view.word(f"reason.{alias.reason}")))
    yield from row(facts, name=cell(alias.name), view=view)


def _label(key: str, *, view: View) -> Text:
    return cell(view.word(key), style="dim")


def _statements(rows: Sequence[Row], *, view: View) -> Iterator[Text]:
    for said in rows:
        words = (view.word(f"kind.{said.kind}"), view.word(f"stance.{said.stance}"))
        day = view.language.day(said.date) if said.date else view.word("undated")
        facts = (cell(day), cell(said.doc, style="bold"), cell(said.outlet), *map(cell, words))
        yield from flow(facts, view=view)
        yield from prose(cell(said.content), view=view, indent=INDENT)
        yield Text()


def whole(found: Profile, *, rows: Sequence[Row]) -> Record:
    """Return a speaker as data: the profile, and the quotations in schema 1."""
    return {**asdict(found), "quotations": [data.quotation(said) for said in rows]}
