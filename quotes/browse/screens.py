"""What all screens share: keys told in the reader's language, a screen that lists them, a choice of one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static

from quotes.browse.lines import FIGURE, MUTED, block, label, view_of
from quotes.browse.rows import Rows
from quotes.report.language import Language
from quotes.report.layout import cell, phrase
from quotes.report.order import Order
from quotes.report.view import View

if TYPE_CHECKING:
    from quotes.browse.app import Browser

OURS = "browse_"  # how the keys of the labels of this program begin


class Spoken(Screen[None]):
    """A screen whose keys are told in the reader's language: a binding's description is a key of the labels."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "browse_help"),
        Binding("t", "theme", "browse_theme", show=False),
        Binding("right_square_bracket,alt+right", "forward", "browse_forward", show=False),
        Binding("q", "quit", "browse_quit"),
    ]

    @property
    def browser(self) -> Browser:
        """The program that this is a screen of."""
        return cast("Browser", self.app)

    @property
    def language(self) -> Language:
        """The language of the reader."""
        return self.browser.language

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, their descriptions as the reader is to see them."""
        return {key: self._told(active) for key, active in super().active_bindings.items()}

    def told(self, name: str) -> str:
        """Return a word of the labels for a title or a key."""
        return label(self.language.word(name), order=self.browser.order)

    def view(self, width: int) -> View:
        """Return a part of this screen that is `width` cells wide."""
        return view_of(width, language=self.language, order=self.browser.order)

    def _told(self, active: ActiveBinding) -> ActiveBinding:
        name = active.binding.description
        if not name.startswith(OURS):
            return active
        return active._replace(binding=replace(active.binding, description=self.told(name)))

    def action_keys(self) -> None:
        """Show all keys."""
        ours = [one.binding for one in super().active_bindings.values() if one.binding.description.startswith(OURS)]
        first = {binding.description: binding for binding in reversed(ours)}
        keys = [(self.app.get_key_display(first[name]), self.told(name)) for name in reversed(first)]
        self.app.push_screen(Keys(keys, language=self.language, order=self.browser.order))

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.app.theme = "quotes-light" if self.app.current_theme.dark else "quotes-dark"

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.browser.back()

    def action_forward(self) -> None:
        """Go again where one went back from."""
        self.browser.forward()


class Keys(ModalScreen[None]):
    """All keys of the screen beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, keys: Sequence[tuple[str, str]], *, language: Language, order: Order) -> None:
        super().__init__()
        self._keys, self._language, self._order = keys, language, order

    def compose(self) -> ComposeResult:
        """Lay the keys out, one a line."""
        lines = [Text.assemble((f"{key:<14}", f"bold {FIGURE}"), name) for key, name in self._keys]
        close = label(self._language.word("browse_esc"), order=self._order)
        with VerticalScroll(classes="card") as card:
            card.border_title = label(self._language.word("browse_help"), order=self._order)
            yield Static(block([*lines, Text(), Text(close, style=MUTED)], order=self._order), markup=False)


class Choice(ModalScreen[int | None]):
    """A choice of one value out of some; gives its place, None where one goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, values: Sequence[str], *, title: str, at: int, view: Callable[[int], View]) -> None:
        super().__init__()
        self._values, self._title, self._at, self._view = values, title, at, view

    def compose(self) -> ComposeResult:
        """Show the values as a list."""
        rows = Rows[str](_value, view=self._view, title=self._title, id="choice")
        rows.add_class("card")
        yield rows

    def on_mount(self) -> None:
        """Fill the list once it has its width."""
        rows = self.query_one(Rows)
        self.call_after_refresh(partial(rows.fill, self._values, message="", at=self._at))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the place of what was chosen."""
        self.dismiss(event.option_index)


def _value(value: str, view: View) -> list[Text]:
    return list(phrase(cell(value), view=view))
