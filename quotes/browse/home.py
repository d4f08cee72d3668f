"""The first screen: a search, the filters, and the lists of speakers, claims and articles that it narrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, Static
from textual.worker import get_current_worker

from quotes.browse import lines
from quotes.browse.rows import Rows
from quotes.browse.screens import Choice, Spoken
from quotes.browse.visits import ToArticle, ToClaim, ToSpeaker
from quotes.models import KINDS
from quotes.report.view import View
from quotes.store import ClaimRow, DocumentRow, Sought, SpeakerRow
from quotes.store.finding import PAGE, Sort

PAUSE = 0.15  # seconds without a key before one has typed what one seeks
SORTS: tuple[Sort, ...] = get_args(Sort)
LISTS = ("speakers", "claims", "documents")
TITLES = {"speakers": "browse_speakers", "claims": "browse_claims", "documents": "browse_articles"}
DRAW: dict[str, Callable[..., Any]] = {"speakers": lines.speaker, "claims": lines.claim, "documents": lines.document}


class Home(Spoken):
    """Speakers, claims and articles side by side."""

    AUTO_FOCUS = "#speakers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "browse_find"),
        Binding("tab", "app.focus_next", "browse_pane"),
        Binding("s", "sort", "browse_sort"),
        Binding("k", "kind", "browse_kind"),
        Binding("o", "outlet", "browse_outlet"),
        Binding("a", "altered", "browse_altered"),
        Binding("d", "disputed", "browse_disputed"),
        Binding("x", "clear", "browse_clear"),
        Binding("escape", "lists", "browse_lists"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sought = Sought()
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the search, the filters, the lists and the keys."""
        yield Input(placeholder=self.told("browse_search"), id="find", compact=True)
        yield Static(id="filters", markup=False)
        with Container(id="panes"):
            for name in LISTS:
                draw = partial(_drawn, DRAW[name])
                yield Rows(draw, view=self.view, title=self.told(TITLES[name]), id=name)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the lists."""
        self.call_after_refresh(self.seek, Sought())

    def seek(self, sought: Sought) -> None:
        """Show what is sought in all three lists."""
        self.sought = sought
        self._tell_filters()
        for name in LISTS:
            self.run_worker(partial(self._read, name, sought, 0), group=name, exclusive=True, thread=True)

    def _read(self, name: str, sought: Sought, offset: int) -> None:
        """Read a page in a thread; what has been sought since then makes it void."""
        worker, read = get_current_worker(), getattr(self.browser.finding, name)
        with self.browser.reading:
            found = [] if worker.is_cancelled else read(sought, offset=offset)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, name, sought, offset, found)

    def _show(self, name: str, sought: Sought, offset: int, found: Sequence[Any]) -> None:
        rows = self.query_one(f"#{name}", Rows)
        if sought != self.sought:
            return
        if offset:
            rows.extend(found, whole=len(found) < PAGE)
        else:
            rows.fill(found, message=self._nothing(name), whole=len(found) < PAGE)

    def _nothing(self, name: str) -> str:
        if self.sought != Sought(sort=self.sought.sort):
            return self.language.word("browse_nothing")
        return self.language.word("browse_unrepeated" if name == "claims" and self.browser.filled else "browse_empty")

    @on(Rows.Wanting)
    def more(self, event: Rows.Wanting) -> None:
        """Read the next page of a list."""
        name = event.rows.id or ""
        offset = len(event.rows.records)
        self.run_worker(partial(self._read, name, self.sought, offset), group=name, exclusive=True, thread=True)

    @on(Input.Changed, "#find")
    def typed(self, event: Input.Changed) -> None:
        """Seek what is typed, after a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self._change(text=event.value))

    @on(Input.Submitted, "#find")
    def action_lists(self) -> None:
        """Go from the search to the lists: the first that holds something."""
        panes = [self.query_one(f"#{name}", Rows) for name in LISTS]
        next((pane for pane in panes if pane.records), panes[0]).focus()

    @on(OptionList.OptionSelected)
    def open(self) -> None:
        """Open what the cursor is on."""
        chosen = self.focused.chosen if isinstance(self.focused, Rows) else None
        if isinstance(chosen, SpeakerRow):
            self.browser.go(ToSpeaker(chosen.speaker_id))
        elif isinstance(chosen, ClaimRow):
            self.browser.go(ToClaim(chosen.claim))
        elif isinstance(chosen, DocumentRow):
            self.browser.go(ToArticle(chosen.doc))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key works now: only from the search one goes back to the lists."""
        return action != "lists" or isinstance(self.focused, Input)

    def action_find(self) -> None:
        """Go to the search."""
        self.query_one(Input).focus()

    def action_sort(self) -> None:
        """Sort by the next order."""
        self._change(sort=SORTS[(SORTS.index(self.sought.sort) + 1) % len(SORTS)])

    def action_altered(self) -> None:
        """Ask for claims that were altered, or for any again."""
        self._change(altered=not self.sought.altered)

    def action_disputed(self) -> None:
        """Ask for claims that are disputed, or for any again."""
        self._change(disputed=not self.sought.disputed)

    def action_clear(self) -> None:
        """Ask for everything again."""
        self.query_one(Input).value = ""
        self.seek(Sought(sort=self.sought.sort))

    def action_kind(self) -> None:
        """Choose a kind of statements."""
        self._choose("kind", KINDS, told=lambda kind: self.language.word(f"kind.{kind}"))

    def action_outlet(self) -> None:
        """Choose an outlet."""
        self._choose("outlet", self.browser.outlets, told=str)

    def _choose(self, name: str, values: Sequence[str], *, told: Callable[[str], str]) -> None:
        at = getattr(self.sought, name)

        def chosen(place: int | None) -> None:
            if place is not None:
                self._change(**{name: values[place - 1] if place else None})

        shown = [self.language.word("browse_all"), *map(told, values)]
        place = values.index(at) + 1 if at in values else 0
        self.app.push_screen(Choice(shown, title=self.told(f"browse_{name}"), at=place, view=self.view), chosen)

    def _change(self, **changes: Any) -> None:
        self.seek(replace(self.sought, **changes))

    def _tell_filters(self) -> None:
        sought, word = self.sought, self.language.word
        told = [f"{word('browse_sort')}: {word(f'browse_{sought.sort}')}"]
        told += [word(f"kind.{sought.kind}")] if sought.kind else []
        told += [sought.outlet] if sought.outlet else []
        told += [word(f"browse_{name}") for name in ("altered", "disputed") if getattr(sought, name)]
        view = self.view(self.size.width - 2)
        self.query_one("#filters", Static).update(lines.block(lines.filters(told, view=view), order=view.order))


def _drawn(draw: Callable[..., Any], record: object, view: View) -> Any:
    return draw(record, view=view)
