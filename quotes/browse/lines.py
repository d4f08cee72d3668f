"""Lay the rows of the store out as lines of a pane: names, figures, words, each line with its own isolates.

Takes rows and a console as wide as the pane, gives lines. Styles are variables of the theme, so that light and dark
have the same contrast.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.console import Console
from rich.text import Text
from textual.content import Content, Span

from quotes.models import FIELDS, Article
from quotes.report import wording
from quotes.report.bidi import FSI, PDI, runs_rtl
from quotes.report.comparison import summed
from quotes.report.genealogy import STEP, Branch
from quotes.report.language import Language
from quotes.report.layout import cell, flow, measure, prose, row
from quotes.report.marked import Piece, Role, Tag, pieces, tags_of
from quotes.report.order import Order
from quotes.report.sparkline import sparkline
from quotes.report.view import View
from quotes.report.visual import ordered
from quotes.store.records import ClaimRow, ClaimStatement, DocumentRow, Row, SpeakerRow

MUTED, FIGURE, NAME, WARNING = "$foreground 65%", "$text-primary", "bold", "$text-warning"
DISPUTED = "$text-secondary"
STYLES: dict[Role, str] = {
    "content": "$text-success", "cue": "bold $text-warning", "speaker": "bold $text-accent",
}  # fmt: skip
FOCUS = "underline"  # of the content that the article is opened at
LINES = 2  # of a statement or a title in a list
MORE = 4  # lines of a statement where it is what one reads
NAMED = 2  # speakers that one line names
_THEMED = {
    "green": "$text-success", "red": "$text-error", "yellow": "$text-warning", "cyan": "$text-accent",
    "magenta": "$text-secondary", "dim": MUTED,
}  # fmt: skip


def view_of(width: int, *, language: Language, order: Order) -> View:
    """Return a screen whose measure is `width` cells, up to the longest line that reads well."""
    console = Console(width=max(8, width) + 1, file=io.StringIO(), markup=False, emoji=False, highlight=False)
    return View(console, language, order)


def themed(line: Text) -> Text:
    """Return a line of a report with its colours as variables of the theme."""
    for span in list(line.spans):
        words = [_THEMED.get(word, word) for word in str(span.style).split()]
        line.spans[line.spans.index(span)] = span._replace(style=" ".join(words))
    line.style = " ".join(_THEMED.get(word, word) for word in str(line.style).split())
    return line


def label(text: str, *, order: Order) -> str:
    """Return a word of our own for a title or a key as the terminal wants it, Arabic isolated."""
    return ordered(Text(f"{FSI}{text}{PDI}"), order=order).plain if runs_rtl(text) else text


def speaker(record: SpeakerRow, *, view: View) -> Iterator[Text]:
    """Yield a speaker's name, then how much it said, where and when."""
    yield from _cut(prose(cell(record.name, style=NAME), view=view), LINES)
    facts = (
        cell(view.language.count(record.quotations, "quotation"), style=FIGURE),
        cell(view.language.word(f"who.{record.kind}"), style=MUTED),
        cell(view.language.count(len(record.outlets), "outlet"), style=MUTED),
    )
    yield from flow(facts, view=view)


def claim(record: ClaimRow, *, view: View) -> Iterator[Text]:
    """Yield the first wording of a claim, then how far it went."""
    yield from _cut(prose(cell(record.content), view=view), LINES)
    yield from flow(_reach(record, language=view.language), view=view)


def _reach(record: ClaimRow, *, language: Language) -> Iterator[Text]:
    yield cell(language.count(len(record.outlets), "outlet"), style=FIGURE)
    yield cell(language.count(record.variants, "wording"), style=MUTED)
    for name in ("altered", "disputed"):
        if getattr(record, name):
            yield cell(language.word(f"browse_{name}"), style=WARNING if name == "altered" else DISPUTED)


def document(record: DocumentRow, *, view: View) -> Iterator[Text]:
    """Yield the title of an article, then where and when it stood and how much it quotes."""
    yield from _cut(prose(cell(record.title or record.doc), view=view), LINES)
    facts = (
        cell(day(record.date, language=view.language), style=MUTED),
        cell(record.outlet, style=MUTED),
        cell(view.language.count(record.quotations, "quotation"), style=FIGURE),
    )
    yield from flow(facts, view=view)


def statement(record: Row, *, view: View) -> Iterator[Text]:
    """Yield when and where something was said, then the words."""
    facts = (
        cell(day(record.date, language=view.language), style=FIGURE),
        cell(record.outlet, style=MUTED),
        cell(view.language.word(f"kind.{record.kind}"), style=MUTED),
        cell(record.claim and view.language.word("browse_claim"), style=DISPUTED),
    )
    yield from flow(facts, view=view)
    yield from _cut(prose(cell(record.content), view=view), MORE)


def speaker_head(record: SpeakerRow, *, rows: Sequence[Row], view: View) -> Iterator[Text]:
    """Yield who a speaker is: name, figures, period with its bars, other names, outlets."""
    yield from speaker(record, view=view)
    dates = [one.date for one in rows if one.date]
    days = tuple((date, dates.count(date)) for date in dict.fromkeys(dates))
    period = cell(view.language.days(record.first, record.last), style=MUTED)
    yield from flow((period, cell(sparkline(days), style=FIGURE)), view=view)
    others = [alias for alias in record.aliases if alias != record.name]
    if others:
        also = f"{view.language.word('browse_also')}: " + "، ".join(others)
        yield from _cut(prose(cell(also, style=MUTED), view=view), LINES)
    yield from _cut(prose(cell("، ".join(record.outlets), style=MUTED), view=view), LINES)


def claim_head(record: ClaimRow, *, view: View) -> Iterator[Text]:
    """Yield who made a claim, how far it went and when."""
    names = "، ".join(record.speakers[:NAMED]) or view.language.word("browse_nobody")
    more = f" +{len(record.speakers) - NAMED}" if len(record.speakers) > NAMED else ""
    yield from _cut(prose(cell(names + more, style=NAME), view=view), LINES)
    facts = (*_reach(record, language=view.language), cell(view.language.days(record.first, record.last), style=MUTED))
    yield from flow(facts, view=view)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One statement of a claim in the tree of its wordings."""

    branch: Branch
    place: int  # among the statements of the branch

    @property
    def statement(self) -> ClaimStatement:
        """The statement itself."""
        return self.branch.statements[self.place]


def leaf(record: Leaf, *, view: View) -> Iterator[Text]:
    """Yield one statement of a claim; the first of its wording with the words against the parent's."""
    deepest = max(1, measure(view) // 4 // STEP - 1)
    begins, goes_on = (Text(guide, style=MUTED) for guide in record.branch.guides(deepest=deepest))
    inner = view_of(measure(view) - len(goes_on), language=view.language, order=view.order)
    found = list(_leaf_lines(record, view=inner))
    for number, line in enumerate(found):
        before = begins if number == 0 and record.place == 0 else goes_on
        yield Text.assemble(before, " " * (len(goes_on) - len(before)), themed(line))


def _leaf_lines(record: Leaf, *, view: View) -> Iterator[Text]:
    branch, row_ = record.branch, record.statement.row
    if record.place == 0:
        yield from flow(_verdict(branch, language=view.language), view=view)
        words = (
            wording.styled(branch.comparison.alignment, differences=branch.differences)
            if branch.comparison
            else cell(branch.first.row.content)
        )
        yield from prose(words, view=view)
        yield from summed(branch.differences, view=view)
    facts = (
        cell(day(row_.date, language=view.language), style=FIGURE),
        cell(row_.outlet, style=MUTED),
        cell(view.language.word("denies") if record.statement.denied else None, style=DISPUTED),
    )
    name = cell(row_.name or view.language.word("browse_nobody"), style=NAME)
    yield from row(facts, name=name, view=view)


def _verdict(branch: Branch, *, language: Language) -> Iterator[Text]:
    yield cell(f"[{branch.number}]", style=NAME)
    if branch.parent is None:
        yield cell(language.word("browse_first"), style=MUTED)
        return
    yield cell(language.word(f"level.{branch.first.level}"), style=FIGURE)
    yield cell(f"{branch.first.score:.2f}", style=MUTED)
    yield cell(language.word("browse_from").format(branch.parent), style=MUTED)
    if branch.first.altered:
        yield cell(language.word("browse_altered"), style=WARNING)
    if branch.first.negated:
        yield cell(language.word("browse_opposite"), style=DISPUTED)


def article_head(record: Article, *, view: View) -> Iterator[Text]:
    """Yield where and when an article stood."""
    facts = (
        cell(record.outlet, style=NAME),
        cell(day(record.date, language=view.language), style=MUTED),
        cell(record.doc, style=MUTED),
    )
    yield from flow(facts, view=view)


def article(record: Article, *, rows: Sequence[Row], focus: int, view: View) -> Iterator[Text]:
    """Yield the text of an article with its marks; the content of quotation `focus`, from 1, is marked as FOCUS."""
    for field in FIELDS:
        tags = tags_of(rows, field)
        text = Text("").join(_styled(piece, focus) for piece in pieces(record[field], tags=tags))
        if field == "title":
            text.stylize("bold")
        for part in text.split("\n"):
            if part.plain.strip():
                yield from prose(part, view=view)
                yield Text()


def _styled(piece: Piece, focus: int) -> Text:
    text = Text(piece.text)
    roles = {tag.role for tag in piece.tags}
    for role, style in STYLES.items():
        if role in roles:
            text.stylize(style)
    if any(_is_focus(tag, focus) for tag in piece.tags):
        text.stylize(FOCUS)
    for tag in piece.closes:
        if tag.role == "content":
            text.append(f"[{tag.number}]", style=f"bold {FIGURE}" if tag.number == focus else MUTED)
    return text


def _is_focus(tag: Tag, focus: int) -> bool:
    return tag.role == "content" and tag.number == focus


def focused(line: Text) -> str:
    """Return the part of a line that is marked as FOCUS, without isolates."""
    cuts = sorted({0, len(line), *(edge for span in line.spans for edge in (span.start, span.end))})
    marked = [(span.start, span.end) for span in line.spans if span.style == FOCUS]
    parts = (line.plain[a:b] for a, b in pairwise(cuts) if any(s <= a and b <= e for s, e in marked))
    return "".join(parts).strip(FSI + PDI)


def proof(record: Row, *, view: View) -> Iterator[Text]:
    """Yield who said a quotation, of what kind it is, which rule made it and why."""
    facts = (
        cell(view.language.word(f"kind.{record.kind}"), style=FIGURE),
        cell(f"{record.confidence:.2f}", style=MUTED),
        cell(record.claim and view.language.word("browse_claim"), style=DISPUTED),
    )
    name = cell(record.name or record.who or view.language.word("browse_nobody"), style=NAME)
    yield from row(facts, name=name, view=view)
    for key, value in (("rule", record.rule), ("why", record.evidence)):
        told = (cell(view.word(key), style=MUTED), cell(value))
        yield from _cut(flow(told, view=view), LINES)


def day(iso: str | None, *, language: Language) -> str:
    """Return a day as the language writes it, the word for "undated" where there is none."""
    return language.day(iso) if iso else language.word("undated")


def source_line(record: Row, *, language: Language) -> str:
    """Return what a copied quotation is to be followed by: who, where, when, which article."""
    who = record.name or record.who or language.word("browse_nobody")
    return ", ".join(filter(None, (who, record.outlet, day(record.date, language=language), record.doc)))


def _cut(lines: Iterable[Text], most: int) -> Iterator[Text]:
    """Yield the first lines; where more follow, the last of them ends in an ellipsis of its own line's direction."""
    found = list(lines)
    yield from found[: most - 1]
    if len(found) >= most:
        last = found[most - 1]
        yield last if len(found) == most else _elided(last)


def _elided(line: Text) -> Text:
    """Return a line with an ellipsis as its last letter, within its isolate."""
    closes = line.plain.endswith(PDI)
    body = line[: len(line) - closes]
    if body.plain.startswith(" "):
        body = body[1:]  # the ellipsis takes the place of a space before the words
    return Text.assemble(body, "…", PDI if closes else "")


def empty(text: str, *, view: View) -> Content:
    """Return a message of our own that stands where there is nothing to show."""
    return block(prose(cell(text, style=MUTED), view=view), order=view.order)


def block(lines: Iterable[Text], *, order: Order) -> Content:
    """Return lines as one text of a widget, in which markup has no meaning."""
    text = Text("\n").join(ordered(line, order=order) for line in lines)
    return Content(text.plain, [Span(span.start, span.end, str(span.style)) for span in text.spans])


def filters(told: Iterable[str], *, view: View) -> Iterator[Text]:
    """Yield what the lists are narrowed and sorted by."""
    return flow((cell(value, style=MUTED) for value in told), view=view)
