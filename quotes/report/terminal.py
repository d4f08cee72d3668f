"""Show reports on a terminal, in stacked blocks: Latin facts and numbers at the left, Arabic at the right.

Takes rows of the store, gives laid-out lines for a view of a terminal. Off a terminal see
`quotes.report.plain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from quotes.models import FIELDS, Article, Field
from quotes.report.claims import DISPUTED
from quotes.report.comparison import ALTERED
from quotes.report.layout import cell, closed, flow, labelled, phrase, prose, row
from quotes.report.marked import Piece, Role, bracketed, pieces, tags_of
from quotes.report.plain import proof
from quotes.report.sparkline import sparkline
from quotes.report.view import View
from quotes.report.visual import ordered
from quotes.report.words import foreign, place
from quotes.store.records import ClaimRow, OutletRow, Row, SpeakerRow, Summary

if TYPE_CHECKING:
    from quotes.scan import Summary as Scanned

STYLES: dict[Role, str] = {"content": "green", "cue": "bold yellow", "speaker": "bold cyan"}
FATES = ("new", "changed", "unchanged", "deleted")  # of the documents of a scan
INDENT = 5  # under a quotation's number
TOLD = (("cue", "cue"), ("speaker", "said by"), ("via", "via"), ("rule", "rule"))  # a column and its label
SPELT = 20  # skips and odd encodings that a screen spells out


def put(lines: Iterable[Text], *, view: View) -> None:
    """Print lines that are laid out already, in the order that the terminal wants."""
    for line in lines:
        view.console.print(ordered(line, order=view.order), soft_wrap=True)


def article(record: Article, *, rows: Sequence[Row], view: View) -> Iterator[Text]:
    """Yield the lines of an article with cue, speaker and content marked, then what made each quotation."""
    yield from flow(_source(record, view=view), view=view)
    yield Text()
    for field in FIELDS:
        yield from _field(record, field, rows=rows, view=view)
    for number, quotation in enumerate(rows, start=1):
        yield from _why(quotation, number=number, view=view)
    if not rows:
        yield closed(cell(view.word("no quotation"), style="dim"))


def _source(record: Article, *, view: View) -> Iterator[Text]:
    yield cell(record.doc, style="bold")
    yield _day(record.date, view=view)
    yield cell(record.outlet)
    yield cell(place(record.path, record.line), style="dim")


def _field(record: Article, field: Field, *, rows: Sequence[Row], view: View) -> Iterator[Text]:
    text = _marked(record[field], field=field, rows=rows, view=view)
    if field == "title":
        text.stylize("bold")
    for part in text.split("\n"):
        if part.plain.strip():
            yield from prose(part, view=view)
            yield Text()


def _marked(text: str, *, field: Field, rows: Sequence[Row], view: View) -> Text:
    """Return a field with its marks: by style, or by labelled brackets on a screen without colours."""
    tags = tags_of(rows, field)
    if view.console.no_color or view.console.color_system is None:
        return Text(bracketed(text, tags=tags))
    return Text("").join(_styled(piece) for piece in pieces(text, tags=tags))


def _styled(piece: Piece) -> Text:
    text = Text(piece.text)
    roles = [tag.role for tag in piece.tags]
    for role, style in STYLES.items():
        if role in roles:
            text.stylize(style)
    if roles.count("content") > 1:
        text.stylize("underline")
    for tag in piece.closes:
        if tag.role == "content":
            text.append(f"[{tag.number}]", style="dim")
    return text


def _why(quotation: Row, *, number: int, view: View) -> Iterator[Text]:
    facts = (cell(f"[{number}]", style="dim"), *_facts(quotation, view=view))
    yield from row(facts, name=cell(quotation.who, style="bold"), view=view)
    for name, key in TOLD:
        yield from _labelled(key, getattr(quotation, name), view=view)
    yield from _labelled("why", quotation.evidence, view=view)
    yield Text()


def _facts(quotation: Row, *, view: View) -> Iterator[Text]:
    yield cell(view.word(f"kind.{quotation.kind}"))
    yield cell(view.word(f"stance.{quotation.stance}"))
    yield cell(view.word(f"who.{quotation.who_kind}" if quotation.who_kind else "no speaker"))
    yield cell(f"{quotation.confidence:.2f}", style="dim")


def _labelled(key: str, value: str | None, *, view: View) -> Iterator[Text]:
    """Yield a value under its name; Arabic goes to the right edge; an empty value has no line."""
    text = cell(value)
    if text.plain:
        yield from labelled(cell(view.word(key), style="dim"), text, view=view, indent=INDENT)


def quotations(rows: Iterable[Row], *, view: View) -> Iterator[Text]:
    """Yield a block a quotation: where and when, who, and what was said."""
    for quotation in rows:
        yield from flow(_where(quotation, view=view), view=view)
        yield from row(_facts(quotation, view=view), name=cell(quotation.name, style="bold"), view=view)
        yield from prose(cell(quotation.content), view=view, indent=INDENT)
        yield Text()


def _where(quotation: Row, *, view: View) -> Iterator[Text]:
    yield _day(quotation.date, view=view)
    yield cell(quotation.doc, style="bold")
    yield cell(quotation.outlet)


def _day(iso: str | None, *, view: View) -> Text:
    return cell(view.language.day(iso) if iso else view.word("undated"))


def _number(number: int, *, view: View, style: str = "") -> Text:
    """Return a number in a column of them."""
    return Text(f"{view.language.number(number):>8}", style=style)


def speakers(rows: Iterable[SpeakerRow], *, view: View) -> Iterator[Text]:
    """Yield two lines a speaker: how much it said and its name; where and when."""
    for speaker in rows:
        yield from _named(speaker, view=view)
        yield from flow(_reach(speaker, view=view), view=view, indent=INDENT * 2)


def _named(speaker: SpeakerRow, *more: Text, view: View) -> Iterator[Text]:
    facts = (_number(speaker.quotations, view=view, style="green"), cell(view.word(f"who.{speaker.kind}")))
    yield from row((*facts, *more), name=cell(speaker.name, style="bold"), view=view)


def _reach(speaker: SpeakerRow, *, view: View) -> Iterator[Text]:
    yield cell(view.count(speaker.documents, "article"), style="dim")
    yield cell(view.count(len(speaker.outlets), "outlet"), style="dim")
    yield cell(view.language.days(speaker.first, speaker.last), style="dim")


def scanned(result: Scanned, *, view: View) -> Iterator[Text]:
    """Yield what a scan did, then the figures of the database; skips and encodings are those of this scan."""
    counts = (f"{view.language.number(getattr(result, name))} {view.word(name)}" for name in FATES)
    yield from _figure(result.articles, view.word("read"), *counts, style="bold", view=view)
    for path, encoding in result.encodings[:SPELT]:
        yield from flow((cell(path), cell(encoding, style="yellow")), view=view, indent=INDENT)
    yield from _more(len(result.encodings), view=view)
    if result.audit is not None:
        yield from flow(map(cell, (view.word("audit"), *proof(result.audit))), view=view)
    yield from summary(replace(result.stored, skips=result.skips), view=view)


def summary(record: Summary, *, view: View) -> Iterator[Text]:
    """Yield the whole database in figures: documents, quotations by kind, speakers, outlets, encodings, skips."""
    yield from _counted(record, view=view)
    yield Text()
    yield from _figure(record.speakers, view.word("speakers"), style="bold", view=view)
    for speaker_row, days in zip(record.top_speakers, record.activity, strict=True):
        yield from _named(speaker_row, cell(sparkline(days, period=record.period), style="cyan"), view=view)
    yield from _told(record, view=view)
    yield Text()
    yield from _figure(len(record.outlets), view.word("outlets"), style="bold", view=view)
    for outlet in record.outlets:
        yield from _outlet(outlet, view=view)
    yield from _skips(record, view=view)


def _told(record: Summary, *, view: View) -> Iterator[Text]:
    """Yield the claims that spread most, then those of them and others that are disputed or altered, each once."""
    if record.claims:
        yield Text()
        yield from _figure(record.claims, view.word("claims"), style="bold", view=view)
    shown: set[str] = set()
    for key, style, rows in (
        ("spread most", "bold", record.top_claims), ("disputed claims", DISPUTED, record.disputed),
        ("altered claims", ALTERED, record.altered),
    ):  # fmt: skip
        if rows:
            yield Text()
            yield from flow([cell(view.word(key), style=style)], view=view, indent=INDENT)
        for found in rows:
            yield from _repeated(found, view=view, known=found.claim in shown)
            shown.add(found.claim)


def _repeated(row: ClaimRow, *, view: View, known: bool) -> Iterator[Text]:
    counts = (view.count(row.documents, "article"), view.count(len(row.outlets), "outlet"))
    facts = (*counts, view.language.days(row.first, row.last))
    yield from flow((cell(row.claim, style="cyan"), *map(cell, facts)), view=view, indent=INDENT)
    if not known:
        yield from prose(cell(row.content), view=view, indent=INDENT)


def _counted(record: Summary, *, view: View) -> Iterator[Text]:
    period = view.language.days(*(record.period or (None, None)))
    share = f"{view.language.share(record.attributed_share)} {view.word('attributed share')}"
    yield from _figure(record.documents, view.word("documents"), period, style="bold", view=view)
    for encoding, number in foreign(record):
        yield from _figure(number, encoding, style="yellow", view=view)
    yield from _figure(record.quotations, view.word("quotations"), share, style="bold", view=view)
    for kind, number in record.by_kind:
        yield from _figure(number, view.word(f"kind.{kind}"), view=view)


def _figure(number: int, *words: str, view: View, style: str = "") -> Iterator[Text]:
    cells = (_number(number, view=view, style=style), *(cell(word, style=style) for word in words))
    yield from flow(cells, view=view)


def _outlet(outlet: OutletRow, *, view: View) -> Iterator[Text]:
    counts = (
        _number(outlet.quotations, view=view, style="green"),
        cell(view.count(outlet.documents, "article"), style="dim"),
    )
    yield from row(counts, name=cell(outlet.outlet or view.word("no outlet")), view=view)


def _skips(record: Summary, *, view: View) -> Iterator[Text]:
    if record.skips:
        yield Text()
        yield from _figure(len(record.skips), view.word("skipped"), style="bold red", view=view)
    for skip in record.skips[:SPELT]:
        cells = (cell(place(skip.path, skip.line)), cell(skip.reason, style="red"))
        yield from flow(cells, view=view, indent=INDENT)
    yield from _more(len(record.skips), view=view)


def _more(number: int, *, view: View) -> Iterator[Text]:
    if number > SPELT:
        yield from phrase(cell(view.count(number - SPELT, "more"), style="dim"), view=view, indent=INDENT)
