"""What comes over the article for a moment: a list to choose from, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

T = TypeVar("T")


class _Panel(ModalScreen[T]):
    """A box over the article; Escape, q and a click beside it leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "leave", "")]

    def on_mount(self) -> None:
        """Say how to leave, in the frame."""
        box = self.query_one(".panel")
        box.border_subtitle = say("Esc closes", "Esc: đóng")
        box.focus()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if event.widget is self:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the article."""
        self.dismiss(None)


class Choice(_Panel[int]):
    """A list; gives the number of what was chosen, None where nothing was.

    Args:
        title: In the frame.
        options: What there is, one line each.
        chosen: Number of the one to begin at.
        empty: What to say where there is nothing to choose from.
    """

    def __init__(
        self, title: str, options: Sequence[str], chosen: int = 0, empty: str = ""
    ) -> None:
        super().__init__()
        self._title, self._options, self._chosen, self._empty = title, options, chosen, empty

    def compose(self) -> ComposeResult:
        """The list, or why there is none."""
        if self._options:
            box: OptionList | Static = OptionList(*self._options, markup=False, classes="panel")
        else:
            box = Static(self._empty, markup=False, classes="panel")
        box.border_title = self._title
        yield box

    def on_mount(self) -> None:
        """Begin where the voice is."""
        for options in self.query(OptionList):
            options.highlighted = self._chosen

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click chooses."""
        self.dismiss(event.option_index)


class Help(_Panel[None]):
    """All keys, and what else there is to know.

    Args:
        lines: The keys.
        notes: Paragraphs below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("question_mark,h,enter,space", "leave", "")]

    def __init__(self, lines: Sequence[str], notes: Sequence[str]) -> None:
        super().__init__()
        self._lines, self._notes = lines, notes

    def compose(self) -> ComposeResult:
        """Keys above, notes below."""
        with VerticalScroll(classes="panel") as box:
            box.border_title = say("Keys", "Phím")
            yield Static("\n".join(self._lines), markup=False)
            for note in self._notes:
                yield Static(note, classes="note", markup=False)
