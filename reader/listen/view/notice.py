"""A few lines over the foot of the article: what went wrong, what was saved."""

from __future__ import annotations

from textual.widgets import Static


class Notice(Static):
    """Hidden while there is nothing to tell; it lies over the text and moves none of it."""

    def __init__(self) -> None:
        super().__init__(id="notice", markup=False)
        self._told = ("", False)

    def tell(self, text: str, *, alarm: bool = False) -> None:
        """Show this; nothing for nothing."""
        if (text, alarm) != self._told:
            self._told = (text, alarm)
            self.update(text)
            self.set_class(bool(text), "-shown")
            self.set_class(alarm, "-alarm")
