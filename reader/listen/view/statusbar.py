"""The two lines at the bottom: how far the voice is as a rule, and the facts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.listen.view import status
from reader.listen.view.wrap import cells

if TYPE_CHECKING:
    from reader.listen.view.status import Facts, Hint
    from reader.listen.view.theme import Styles


class StatusBar(Widget):
    """Drawn only when what it tells has changed."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, styles: Styles) -> None:
        super().__init__(id="status")
        self._styles = styles
        self._share = 0.0
        self._words = ("", "")
        self._urgent = False

    def wear(self, styles: Styles) -> None:
        """Change the colours."""
        self._styles = styles
        self.refresh()

    def tell(self, facts: Facts, hint: Hint) -> None:
        """Show these facts, as far as there is room."""
        words = status.beside(facts, hint, self.size.width - 4)
        way = round(facts.share * self.size.width)
        changed = words != self._words or way != round(self._share * self.size.width)
        self._share, self._words, self._urgent = facts.share, words, hint.urgent
        if changed:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The rule above, the words below; the words alone where there is one line."""
        return self._rule() if y < self.size.height - 1 else self._told()

    def _rule(self) -> Strip:
        done, ahead = status.rule(self._share, self.size.width)
        return Strip([Segment(done, self._styles.done), Segment(ahead, self._styles.ahead)])

    def _told(self) -> Strip:
        facts, hint = self._words
        room = self.size.width - 4 - cells(facts) - cells(hint)
        style = self._styles.call if self._urgent else self._styles.hint
        return Strip(
            [
                Segment("  " + facts + " " * max(room, 0), self._styles.bar),
                Segment(hint, style),
                Segment("  ", self._styles.bar),
            ]
        )
