"""A list whose rows are records, laid out anew when its width changes; it asks for more as one comes near its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quotes.browse.lines import block, empty
from quotes.report.view import View

Record = TypeVar("Record")
Draw = Callable[[Record, View], Iterable[Text]]
GUTTER = 3  # cells of a row that are no text: a space at each side, one for an ellipsis
NEAR = 5  # rows before the end


class Rows(OptionList, Generic[Record]):
    """A list of records, each drawn by `draw`; `message` stands where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "browse_open")]

    @dataclass
    class Wanting(Message):
        """One has come near the end of the rows: more of them are wanted."""

        rows: Rows[object]

        @property
        def control(self) -> Rows[object]:
            """The list that wants more."""
            return self.rows

    def __init__(self, draw: Draw[Record], *, view: Callable[[int], View], title: str, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.border_title = title
        self.records: list[Record] = []
        self.message = ""
        self._view, self._draw, self._drawn_at, self._whole = view, draw, 0, True

    @property
    def chosen(self) -> Record | None:
        """The record under the cursor."""
        at = self.highlighted
        return self.records[at] if at is not None and at < len(self.records) else None

    def fill(self, records: Sequence[Record], *, message: str, at: int = 0, whole: bool = True) -> None:
        """Show records from the first, the cursor on the one `at`; there may be more of them unless `whole`."""
        self.records, self.message, self._whole = list(records), message, whole
        self._show()
        if self.records:
            self.highlighted = min(at, len(self.records) - 1)

    def extend(self, records: Sequence[Record], *, whole: bool) -> None:
        """Show further records behind those that are shown."""
        self._whole = whole
        self.records += records
        view = self._view(self._width())
        self.add_options([self._option(record, view) for record in records])

    def _show(self) -> None:
        view, at = self._view(self._width()), self.highlighted
        self._drawn_at = self._width()
        self.clear_options()
        if self.records:
            self.add_options([self._option(record, view) for record in self.records])
            self.highlighted = at
        elif self.message:
            self.add_option(Option(empty(self.message, view=view), disabled=True))

    def _option(self, record: Record, view: View) -> Option:
        return Option(block([*self._draw(record, view), Text()], order=view.order))

    def _width(self) -> int:
        return self.scrollable_content_region.width - GUTTER

    def on_resize(self, event: Resize) -> None:
        """Lay the rows out for another width."""
        if self._width() != self._drawn_at:
            self._show()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Ask for more rows near the end."""
        if not self._whole and event.option_index >= len(self.records) - NEAR:
            self._whole = True
            self.post_message(self.Wanting(self))  # type: ignore[arg-type]
