"""What comes over the article for a moment: a list to choose from, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static

from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Choice(ModalScreen[int | None]):
    """A list; gives the number of what was chosen, None where nothing was.

    Args:
        title: Above the list.
        options: What there is, one line each.
        chosen: Number of the one to begin at.
        empty: What to say where there is nothing to choose from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "leave", "")]

    def __init__(
        self, title: str, options: Sequence[str], chosen: int = 0, empty: str = ""
    ) -> None:
        super().__init__()
        self._title, self._options, self._chosen, self._empty = title, options, chosen, empty

    def compose(self) -> ComposeResult:
        """Title, list, and how to leave."""
        with Vertical(classes="panel"):
            yield Label(self._title, classes="panel-title", markup=False)
            if self._options:
                yield OptionList(*self._options, markup=False)
            else:
                yield Label(self._empty, classes="panel-empty", markup=False)
            yield Label(_how_to_leave(), classes="panel-hint", markup=False)

    def on_mount(self) -> None:
        """Begin where the voice is."""
        for options in self.query(OptionList):
            options.highlighted = self._chosen
            options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click chooses."""
        self.dismiss(event.option_index)

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel leaves it."""
        if event.widget is self:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Help(ModalScreen[None]):
    """All keys, two columns.

    Args:
        keys: ``(key, what it does)``.
        notes: Paragraphs below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark,enter", "leave", "")]

    def __init__(self, keys: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        super().__init__()
        self._keys, self._notes = keys, notes

    def compose(self) -> ComposeResult:
        """Keys above, notes below."""
        widest = max(len(key) for key, _ in self._keys)
        with Vertical(classes="panel"):
            yield Label(say("Keys", "Phím"), classes="panel-title", markup=False)
            with VerticalScroll():
                for key, what in self._keys:
                    yield Static(f"{key:>{widest}}  {what}", classes="key", markup=False)
                for note in self._notes:
                    yield Static(note, classes="note", markup=False)
            yield Label(_how_to_leave(), classes="panel-hint", markup=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel leaves it."""
        if event.widget is self:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Back to the article."""
        self.dismiss(None)


def _how_to_leave() -> str:
    return say("Esc closes", "Esc: đóng")
