"""One line to type in, above the status line: what to search for, or where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Prompt(Horizontal):
    """Hidden until it is asked.

    Attributes:
        asked: What the line is for now; "" while it is hidden.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "")]

    class Typed(Message):
        """The text changed; `final` when Enter ended it."""

        def __init__(self, asked: str, text: str, *, final: bool) -> None:
            super().__init__()
            self.asked, self.text, self.final = asked, text, final

    class Left(Message):
        """Nothing is wanted after all."""

        def __init__(self, asked: str) -> None:
            super().__init__()
            self.asked = asked

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.asked = ""

    def compose(self) -> ComposeResult:
        """What it is for, the text, and what was found."""
        yield Label("", id="prompt-label", markup=False)
        yield Input(compact=True)
        yield Label("", id="prompt-count", markup=False)

    def ask(self, asked: str, label: str, example: str = "") -> None:
        """Show the line, empty, and give it the keys."""
        self.asked = asked
        self.query_one("#prompt-label", Label).update(label)
        self.count("")
        field = self.query_one(Input)
        with field.prevent(Input.Changed):
            field.value = ""
        field.placeholder = example
        self.add_class("-shown")
        field.focus()

    def count(self, told: str) -> None:
        """Say beside the text what it found."""
        self.query_one("#prompt-count", Label).update(told)

    def close(self) -> None:
        """Hide the line."""
        self.asked = ""
        self.remove_class("-shown")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell while typing."""
        event.stop()
        if self.asked:
            self.post_message(self.Typed(self.asked, event.value, final=False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell at Enter."""
        event.stop()
        self.post_message(self.Typed(self.asked, event.value, final=True))

    def action_leave(self) -> None:
        """Escape."""
        self.post_message(self.Left(self.asked))
