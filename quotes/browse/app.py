"""The program: the open store behind a lock, the theme, and where one has been."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from textual.app import App
from textual.theme import Theme

from quotes.browse.home import Home
from quotes.browse.reading import Reading, screen_of
from quotes.browse.visits import Visit
from quotes.report.language import Language
from quotes.report.order import Order
from quotes.store import Store

WIDE = 100  # cells from which on the lists stand side by side
CSS = """
Screen { background: $background; }
#find { dock: top; height: 1; margin: 0 1; background: $surface; }
#find:focus { background: $panel; }
#filters { dock: top; height: auto; margin: 1 2 0 2; color: $text-muted; }
#panes { height: 1fr; layout: horizontal; }
.-narrow #panes { layout: vertical; }
Rows { width: 1fr; height: 1fr; background: $background; border: round $panel; padding: 0; scrollbar-gutter: stable;
    scrollbar-size-vertical: 1; border-title-color: $text-muted; }
Rows:focus { border: round $accent; border-title-color: $text-accent; border-title-style: bold; }
Rows > .option-list--option { padding: 0 1; }
Rows > .option-list--option-highlighted { background: $surface; color: $foreground; text-style: none; }
Rows:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
Rows > .option-list--option-hover { background: $surface; }
.-narrow Rows:focus { height: 2fr; }
#head { height: auto; margin: 0 1; padding: 0 1; }
#text { height: 1fr; padding: 0 1; border: round $panel; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
#text:focus { border: round $accent; }
#proof { height: auto; max-height: 6; margin: 0 1; padding: 0 1; }
Keys, Choice { align: center middle; background: $background 60%; }
.card { width: 48; max-width: 90%; height: auto; max-height: 80%; border: round $accent; background: $background;
    padding: 1 2; }
Footer { background: $background; }
"""
CALM = Theme("quotes-dark", dark=True, primary="#4C8DAE", secondary="#A583C7", accent="#2FA39A", warning="#C98A1B",
             success="#5C9E54", error="#C8574B", foreground="#DDE1E4", background="#15191C", surface="#1D2327",
             panel="#2A3238")  # fmt: skip
THEMES = (
    CALM,
    replace(CALM, name="quotes-light", dark=False, secondary="#7A4FA3", foreground="#22272A", background="#FBFAF7",
            surface="#F0EEE8", panel="#E0DDD4"),
)  # fmt: skip


class Browser(App[None]):
    """Speakers, claims and articles of one database."""

    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012

    def __init__(self, store: Store, *, language: Language, order: Order) -> None:
        super().__init__()
        self.store, self.finding = store, store.finding
        self.language, self.order = language, order
        self.outlets = self.finding.outlets()
        self.filled = bool(self.outlets)
        self.reading = Lock()  # one query at a time: the connection is one
        self._been: list[Visit] = []
        self._ahead: list[Visit] = []

    def on_mount(self) -> None:
        """Show the lists."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = CALM.name
        self.push_screen(Home())

    def go(self, visit: Visit) -> None:
        """Go to a place from here; places that one went back from are forgotten."""
        self._ahead.clear()
        self._enter(visit)

    def back(self) -> None:
        """Go back to the place before."""
        if isinstance(self.screen, Reading):
            self._ahead.append(self._been.pop())
            self.pop_screen()

    def forward(self) -> None:
        """Go again to the place that one went back from."""
        if self._ahead:
            self._enter(self._ahead.pop())

    def _enter(self, visit: Visit) -> None:
        self._been.append(visit)
        self.push_screen(screen_of(visit))


def browse(store: Store, *, language: Language, order: Order) -> None:
    """Run the text UI until the reader leaves it."""
    Browser(store, language=language, order=order).run()
