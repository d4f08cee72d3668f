"""Show reports on a terminal, in stacked blocks: Latin facts and numbers at the left, Arabic at the right.

Takes rows of the store, gives laid-out lines for a rich console on a terminal. Off a terminal see
`quotes.report.plain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from quotes.models import FIELDS, Article, Field
from quotes.report.bidi import runs_rtl
from quotes.report.layout import cell, flow, phrase, prose, row
from quotes.report.marked import Piece, Role, bracketed, pieces, tags_of
from quotes.report.plain import proof
from quotes.report.words import count, days, foreign, place
from quotes.store.records import ClaimRow, OutletRow, Row, SpeakerRow, Summary

if TYPE_CHECKING:
    from quotes.scan import Summary as Scanned

STYLES: dict[Role, str] = {"content": "green", "cue": "bold yellow", "speaker": "bold cyan"}
INDENT = 5  # under a quotation's number
SPELT = 20  # skips and odd encodings that a screen spells out


def console_for(stream: TextIO) -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes, no guessed highlights."""
    return Console(file=stream, markup=False, emoji=False, highlight=False)


def put(lines: Iterable[Text], *, console: Console) -> None:
    """Print lines that are laid out already."""
    for line in lines:
        console.print(line, soft_wrap=True)


def article(record: Article, *, rows: Sequence[Row], console: Console) -> Iterator[Text]:
    """Yield the lines of an article with cue, speaker and content marked, then what made each quotation."""
    yield from flow(_source(record), console=console)
    yield Text()
    for field in FIELDS:
        yield from _field(record, field, rows=rows, console=console)
    for number, quotation in enumerate(rows, start=1):
        yield from _why(quotation, number=number, console=console)
    if not rows:
        yield Text("no quotation found", style="dim")


def _source(record: Article) -> Iterator[Text]:
    yield cell(record.doc, style="bold")
    yield cell(record.date)
    yield cell(record.outlet)
    yield cell(place(record.path, record.line), style="dim")


def _field(record: Article, field: Field, *, rows: Sequence[Row], console: Console) -> Iterator[Text]:
    text = _marked(record[field], field=field, rows=rows, console=console)
    if field == "title":
        text.stylize("bold")
    for part in text.split("\n"):
        if part.plain.strip():
            yield from prose(part, console=console)
            yield Text()


def _marked(text: str, *, field: Field, rows: Sequence[Row], console: Console) -> Text:
    """Return a field with its marks: by style, or by labelled brackets on a screen without colours."""
    tags = tags_of(rows, field)
    if console.no_color or console.color_system is None:
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


def _why(quotation: Row, *, number: int, console: Console) -> Iterator[Text]:
    facts = (cell(f"[{number}]", style="dim"), *_facts(quotation))
    yield from row(facts, name=cell(quotation.who, style="bold"), console=console)
    for name in ("cue", "speaker", "via", "rule"):
        yield from _labelled(name, getattr(quotation, name), console=console)
    yield from _labelled("why", quotation.evidence, console=console)
    yield Text()


def _facts(quotation: Row) -> Iterator[Text]:
    yield cell(quotation.kind)
    yield cell(quotation.stance)
    yield cell(quotation.who_kind or "no speaker")
    yield cell(f"{quotation.confidence:.2f}", style="dim")


def _labelled(name: str, value: str | None, *, console: Console) -> Iterator[Text]:
    """Yield a value under its name; Arabic goes to the right edge; an empty value has no line."""
    tag, text = Text(f"{name:<7}", style="dim"), cell(value)
    if runs_rtl(text.plain):
        yield from row([tag], name=text, console=console, indent=INDENT)
    elif text.plain:
        yield from phrase(Text.assemble(tag, "  ", text), console=console, indent=INDENT)


def quotations(rows: Iterable[Row], *, console: Console) -> Iterator[Text]:
    """Yield a block a quotation: where and when, who, and what was said."""
    for quotation in rows:
        yield from flow(_where(quotation), console=console)
        yield from row(_facts(quotation), name=cell(quotation.name, style="bold"), console=console)
        yield from prose(cell(quotation.content), console=console, indent=INDENT)
        yield Text()


def _where(quotation: Row) -> Iterator[Text]:
    yield cell(quotation.date)
    yield cell(quotation.doc, style="bold")
    yield cell(quotation.outlet)


def speakers(rows: Iterable[SpeakerRow], *, console: Console) -> Iterator[Text]:
    """Yield two lines a speaker: how much it said and its name; where and when."""
    for speaker in rows:
        yield from _named(speaker, console=console)
        yield from flow(_reach(speaker), console=console, indent=INDENT * 2)


def _named(speaker: SpeakerRow, *, console: Console) -> Iterator[Text]:
    facts = (Text(f"{speaker.quotations:>8,}", style="green"), Text(speaker.kind))
    yield from row(facts, name=cell(speaker.name, style="bold"), console=console)


def _reach(speaker: SpeakerRow) -> Iterator[Text]:
    yield Text(count(speaker.documents, "document"), style="dim")
    yield Text(count(len(speaker.outlets), "outlet"), style="dim")
    yield Text(days(speaker.first, speaker.last), style="dim")


def speaker(record: SpeakerRow, *, rows: Iterable[Row], console: Console) -> Iterator[Text]:
    """Yield one speaker: counts, names, outlets, then each statement in time."""
    yield from speakers([record], console=console)
    for alias in record.aliases[:SPELT]:
        if alias != record.name:
            yield from _labelled("also", alias, console=console)
    for outlet in record.outlets[:SPELT]:
        yield from _labelled("outlet", outlet, console=console)
    yield Text()
    for statement in rows:
        yield from flow((*_where(statement), cell(statement.kind), cell(statement.stance)), console=console)
        yield from prose(cell(statement.content), console=console, indent=INDENT)
        yield Text()


def scanned(result: Scanned, *, console: Console) -> Iterator[Text]:
    """Yield what a scan did, then the figures of the database; skips and encodings are those of this scan."""
    counts = (f"{getattr(result, name):,} {name}" for name in ("new", "changed", "unchanged", "deleted"))
    yield from _figure(result.articles, "read", *counts, style="bold", console=console)
    for path, encoding in result.encodings[:SPELT]:
        yield from flow((cell(path), cell(encoding, style="yellow")), console=console, indent=INDENT)
    yield from _more(len(result.encodings), console=console)
    if result.audit is not None:
        yield from flow(map(cell, ("audit:", *proof(result.audit))), console=console)
    yield from summary(replace(result.stored, skips=result.skips), console=console)


def summary(record: Summary, *, console: Console) -> Iterator[Text]:
    """Yield the whole database in figures: documents, quotations by kind, speakers, outlets, encodings, skips."""
    yield from _counted(record, console=console)
    yield Text()
    yield from _figure(record.speakers, "speakers", style="bold", console=console)
    for speaker_row in record.top_speakers:
        yield from _named(speaker_row, console=console)
    if record.claims:
        yield Text()
        yield from _figure(record.claims, "claims", style="bold", console=console)
        for claim_row in record.top_claims:
            yield from _repeated(claim_row, console=console)
    yield Text()
    yield from _figure(len(record.outlets), "outlets", style="bold", console=console)
    for outlet in record.outlets:
        yield from _outlet(outlet, console=console)
    yield from _skips(record, console=console)


def _repeated(row: ClaimRow, *, console: Console) -> Iterator[Text]:
    reach = f"{row.documents:,} articles of {len(row.outlets):,} outlets"
    yield from flow(
        (cell(row.claim, style="cyan"), cell(reach), cell(days(row.first, row.last))), console=console, indent=INDENT
    )
    yield from prose(cell(row.content), console=console, indent=INDENT)


def _counted(record: Summary, *, console: Console) -> Iterator[Text]:
    period, share = days(*(record.period or (None, None))), f"{record.attributed_share:.0%} with a known speaker"
    yield from _figure(record.documents, "documents", period, style="bold", console=console)
    for encoding, number in foreign(record):
        yield from _figure(number, encoding, style="yellow", console=console)
    yield from _figure(record.quotations, "quotations", share, style="bold", console=console)
    for kind, number in record.by_kind:
        yield from _figure(number, kind, console=console)


def _figure(number: int, *words: str, console: Console, style: str = "") -> Iterator[Text]:
    cells = (Text(f"{number:>8,}", style=style), *(cell(word, style=style) for word in words))
    yield from flow(cells, console=console)


def _outlet(outlet: OutletRow, *, console: Console) -> Iterator[Text]:
    counts = (Text(f"{outlet.quotations:>8,}", style="green"), Text(f"in {count(outlet.documents, 'document')}"))
    yield from row(counts, name=cell(outlet.outlet or "no outlet"), console=console)


def _skips(record: Summary, *, console: Console) -> Iterator[Text]:
    if record.skips:
        yield Text()
        yield from _figure(len(record.skips), "skipped", style="bold red", console=console)
    for skip in record.skips[:SPELT]:
        cells = (cell(place(skip.path, skip.line)), cell(skip.reason, style="red"))
        yield from flow(cells, console=console, indent=INDENT)
    yield from _more(len(record.skips), console=console)


def _more(number: int, *, console: Console) -> Iterator[Text]:
    if number > SPELT:
        yield from phrase(cell(f"and {number - SPELT:,} more", style="dim"), console=console, indent=INDENT)
