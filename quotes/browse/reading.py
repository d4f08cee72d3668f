"""One speaker with what it said, one claim with its genealogy, one article with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Footer, OptionList, Static

from quotes.browse import lines
from quotes.browse.lines import Leaf
from quotes.browse.rows import Rows
from quotes.browse.screens import Spoken
from quotes.browse.visits import ToArticle, ToClaim, ToSpeaker, Visit, to_statement
from quotes.models import Article
from quotes.report.genealogy import branches
from quotes.report.view import View
from quotes.store import ClaimRow, ClaimStatement, Row, SpeakerRow

Item = TypeVar("Item")

ABOVE = 3  # lines before the quotation that an article is opened at
PART = 200  # statements that a list takes at once


class Reading(Spoken):
    """What the screens of one speaker, claim and article share: from the statement at hand one goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "back", "browse_back"),
        Binding("c", "claim", "browse_claim"),
        Binding("w", "who", "browse_who"),
        Binding("y", "copy", "browse_copy"),
    ]

    def statement(self) -> Row | None:
        """Return the statement at hand."""
        raise NotImplementedError

    def action_claim(self) -> None:
        """Open the claim that the statement belongs to."""
        row = self.statement()
        if row is not None and row.claim is not None:
            self.browser.go(ToClaim(row.claim))
        elif row is not None:
            self.notify(self.language.word("browse_alone"), markup=False)

    def action_who(self) -> None:
        """Open the speaker of the statement."""
        row = self.statement()
        if row is not None and row.speaker_id is not None:
            self.browser.go(ToSpeaker(row.speaker_id))
        elif row is not None:
            self.notify(self.language.word("browse_nobody"), markup=False)

    def action_copy(self) -> None:
        """Copy the statement with the line of its source."""
        row = self.statement()
        if row is not None:
            self.app.copy_to_clipboard(f"«{row.content}»\n{lines.source_line(row, language=self.language)}")
            self.notify(self.language.word("browse_copied"), markup=False)


class Listing(Reading, Generic[Item]):
    """What the screens of one speaker and one claim share: a head, and a long list of what there is."""

    heading: ClassVar[str]  # the key of the list's heading
    name_of_list: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []

    def compose(self) -> ComposeResult:
        """Lay out the head, the list, and the keys."""
        yield Static(id="head", markup=False)
        yield Rows[Item](self._drawn, view=self.view, title=self.told(self.heading), id=self.name_of_list)
        yield Footer(show_command_palette=False)

    def _drawn(self, record: Item, view: View) -> list[Text]:
        raise NotImplementedError

    def _read(self) -> None:
        raise NotImplementedError

    def _lines(self, view: View) -> Iterable[Text]:
        """Return the lines of the head, none while what it tells is not read."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read what there is in a thread."""
        self.query_one(Rows).focus()
        self.run_worker(self._read, thread=True)

    def _fill(self, found: list[Item]) -> None:
        self._items = found
        self.query_one(Rows).fill(found[:PART], message="", whole=len(found) <= PART)
        self._head()

    def _head(self) -> None:
        view = self.view(self.size.width - 3)
        if head := list(self._lines(view)):
            self.query_one("#head", Static).update(lines.block(head, order=view.order))

    def on_resize(self, event: Resize) -> None:
        """Lay the head out for another width."""
        self._head()

    @on(Rows.Wanting)
    def more(self, event: Rows.Wanting) -> None:
        """Show further items."""
        rows = self.query_one(Rows)
        shown = len(rows.records)
        rows.extend(self._items[shown : shown + PART], whole=shown + PART >= len(self._items))

    @on(OptionList.OptionSelected)
    def open(self) -> None:
        """Open the article at the statement under the cursor."""
        row = self.statement()
        if row is not None:
            self.browser.go(to_statement(row))


class OneSpeaker(Listing[Row]):
    """One speaker, and what it said in time."""

    heading, name_of_list = "browse_statements", "said"

    def __init__(self, visit: ToSpeaker) -> None:
        super().__init__()
        self.visit = visit
        self._record: SpeakerRow | None = None

    def _drawn(self, record: Row, view: View) -> list[Text]:
        return list(lines.statement(record, view=view))

    def _read(self) -> None:
        with self.browser.reading:
            record = self.browser.finding.speaker(self.visit.speaker_id)
            said = self.browser.store.statements(self.visit.speaker_id)
        self.app.call_from_thread(self._show, record, said)

    def _show(self, record: SpeakerRow | None, said: list[Row]) -> None:
        self._record = record
        self._fill(said)

    def _lines(self, view: View) -> Iterable[Text]:
        return () if self._record is None else lines.speaker_head(self._record, rows=self._items, view=view)

    def statement(self) -> Row | None:
        """Return the statement under the cursor."""
        return self.query_one(Rows).chosen


class OneClaim(Listing[Leaf]):
    """One claim: its wordings as a tree, each with the words that were kept, changed and dropped."""

    heading, name_of_list = "browse_wordings", "tree"

    def __init__(self, visit: ToClaim) -> None:
        super().__init__()
        self.visit = visit
        self._record: ClaimRow | None = None

    def _drawn(self, record: Leaf, view: View) -> list[Text]:
        return list(lines.leaf(record, view=view))

    def _read(self) -> None:
        with self.browser.reading:
            record = self.browser.store.claim(self.visit.claim)
            statements = self.browser.store.claim_statements(self.visit.claim)
        self.app.call_from_thread(self._show, record, leaves(statements))

    def _show(self, record: ClaimRow, found: list[Leaf]) -> None:
        self._record = record
        self._fill(found)

    def _lines(self, view: View) -> Iterable[Text]:
        return () if self._record is None else lines.claim_head(self._record, view=view)

    def statement(self) -> Row | None:
        """Return the statement under the cursor."""
        chosen: Leaf | None = self.query_one(Rows).chosen
        return chosen.statement.row if chosen is not None else None


def leaves(statements: Sequence[ClaimStatement]) -> list[Leaf]:
    """Return the statements of a claim in the order of the tree of its wordings."""
    return [Leaf(branch, place) for branch in branches(statements) for place in range(len(branch.statements))]


class OneArticle(Reading):
    """One article, its quotations marked; one of them is at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,enter", "step(1)", "browse_next"),
        Binding("p", "step(-1)", "browse_previous"),
    ]

    def __init__(self, visit: ToArticle) -> None:
        super().__init__()
        self.visit = visit
        self.record: Article | None = None
        self.rows: list[Row] = []
        self.at = 0  # the quotation at hand, from 0
        self.shown: list[Text] = []

    def compose(self) -> ComposeResult:
        """Lay out where it stood, its text, what made the quotation at hand, and the keys."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="text"):
            yield Static(id="article", markup=False)
        yield Static(id="proof", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the article in a thread."""
        self.query_one("#text").focus()
        self.run_worker(self._read, thread=True)

    def _read(self) -> None:
        from quotes.store import Filter

        with self.browser.reading:
            record = self.browser.store.document(self.visit.doc)
            rows = self.browser.store.quotations(Filter(doc=self.visit.doc))
        self.app.call_from_thread(self._take, record, rows)

    def _take(self, record: Article, rows: list[Row]) -> None:
        self.record, self.rows = record, rows
        places = [(row.field, row.start) for row in rows]
        sought = (self.visit.field, self.visit.start)
        self.at = places.index(sought) if sought in places else 0
        self._show()

    def _show(self) -> None:
        """Lay the article out, and scroll to the quotation at hand."""
        if self.record is None:
            return
        view = self.view(self.size.width - 4)
        head = lines.article_head(self.record, view=view)
        self.query_one("#head", Static).update(lines.block(head, order=view.order))
        self.shown = list(lines.article(self.record, rows=self.rows, focus=self.at + 1, view=view))
        self.query_one("#article", Static).update(lines.block(self.shown, order=view.order))
        self.query_one("#proof", Static).update(self._proof(view))
        self.call_after_refresh(self._scroll)

    def _proof(self, view: View) -> Content:
        row = self.statement()
        if row is None:
            return lines.empty(self.language.word("browse_silent"), view=view)
        return lines.block(lines.proof(row, view=view), order=view.order)

    def _scroll(self) -> None:
        """Bring the first line of the quotation at hand near the top, unless it is seen already."""
        line = next((number for number, line in enumerate(self.shown) if lines.focused(line)), 0)
        pane = self.query_one("#text", VerticalScroll)
        if not pane.scroll_y <= line < pane.scroll_y + pane.size.height - 1:
            pane.scroll_to(y=max(0, line - ABOVE), animate=False)

    def on_resize(self, event: Resize) -> None:
        """Lay the article out for another width."""
        self._show()

    def statement(self) -> Row | None:
        """Return the quotation at hand."""
        return self.rows[self.at] if self.rows else None

    def action_step(self, step: int) -> None:
        """Go to the next quotation of the article, or the one before."""
        if self.rows:
            self.at = (self.at + step) % len(self.rows)
            self._show()


def screen_of(visit: Visit) -> Reading:
    """Return the screen of a place."""
    match visit:
        case ToSpeaker():
            return OneSpeaker(visit)
        case ToClaim():
            return OneClaim(visit)
        case ToArticle():
            return OneArticle(visit)
