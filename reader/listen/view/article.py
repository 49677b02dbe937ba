"""The article on the screen: what is spoken stands out, and the page goes along with the voice.

Only the lines that are on the screen are drawn, and while the voice goes on only those that
change: an article of five thousand sentences costs a tick no more than one of five.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.listen.view.layout import Layout, Line, Span, laid_out, measure
from reader.listen.view.theme import State, Styles, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from reader.values import Script

_HEIGHT_OF_VOICE: Final = 0.4
"""Where on the screen the spoken line is kept: what comes next is what one looks ahead to."""
_GLIDE: Final = 0.2
"""Seconds that the page takes to a place farther away."""
_NEAR: Final = 2
"""Lines that the page moves at once."""
_BESIDE: Final = "▎"


class ArticleView(ScrollView, can_focus=True):
    """A script's article, its lines drawn when they are seen.

    Attributes:
        following: Whether the page goes along with the voice; scrolling by hand ends it.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    following: reactive[bool] = reactive(default=True)

    class Clicked(Message):
        """A sentence was clicked."""

        def __init__(self, sentence: int) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, script: Script, styles: Styles) -> None:
        super().__init__(id="article")
        self._script, self._styles = script, styles
        self._left, self._text = measure(80)
        self._layout = Layout([], {}, {})
        self._still: dict[int, Strip] = {}
        self._spoken: Span | None = None
        self._word: Span | None = None
        self._found: dict[int, list[Span]] = {}
        self._brought_to = 0

    def load(self, script: Script) -> None:
        """Show another article, from its top."""
        self._script, self._spoken, self._word, self._found = script, None, None, {}
        self._lay_out()
        self.follow()

    def wear(self, styles: Styles) -> None:
        """Change the colours."""
        self._styles = styles
        self._still.clear()
        self.refresh()

    def speak(self, sentence: int, word: int | None) -> None:
        """The voice is here: draw what has changed since the last call, and go along."""
        said = self._script.sentences[sentence]
        spoken = Span(said.block, said.start, said.end)
        at = said.words[word] if word is not None and word < len(said.words) else None
        heard = Span(said.block, said.start + at.start, said.start + at.end) if at else None
        if (spoken, heard) != (self._spoken, self._word):
            same = spoken == self._spoken
            self._redraw((self._word, heard) if same else (self._spoken, spoken))
            self._spoken, self._word = spoken, heard
        self._go_along()

    def find(self, spans: Iterable[Span]) -> None:
        """Underline what a search found; nothing to end the search."""
        self._found = {}
        for span in spans:
            self._found.setdefault(span.block, []).append(span)
        self._still.clear()
        self.refresh()

    def follow(self) -> None:
        """Bring the page back to the voice and keep it there."""
        self.following = True
        self._bring()

    def look_at(self, sentence: int) -> None:
        """Show a sentence without leaving the voice for good."""
        said = self._script.sentences[sentence]
        self._scroll_so(self._layout.line_of(said.block, said.start))

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self._layout.lines):
            return Strip.blank(self.size.width, self._styles.page)
        line = self._layout.lines[number]
        if self._spoken and line.block == self._spoken.block:
            return self._drawn(line)
        if number not in self._still:
            self._still[number] = self._drawn(line)
        return self._still[number]

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew; the top line, or the voice, stays where it is."""
        top = self._top()
        if measure(event.size.width) != (self._left, self._text) or not self._layout.lines:
            self._lay_out()
        if self.following:
            self._bring(at_once=True)
        elif top:
            self.scroll_to(y=self._layout.line_of(top.block, top.start), animate=False)

    def on_click(self, event: events.Click) -> None:
        """The voice goes to a clicked sentence."""
        number = event.y + self.scroll_offset.y
        sentence = self._layout.sentence_at(number, event.x - self._left)
        if sentence is not None:
            self.post_message(self.Clicked(sentence))

    def _lay_out(self) -> None:
        self._left, self._text = measure(self.size.width)
        self._layout = laid_out(self._script, self._text)
        self._still.clear()
        self.virtual_size = Size(self.size.width, len(self._layout.lines))
        self.refresh()

    def _top(self) -> Line | None:
        """The first line on the screen that is read."""
        lines = self._layout.lines[self.scroll_offset.y :]
        return next((line for line in lines if line.block in self._layout.blocks), None)

    def _go_along(self) -> None:
        """Where the page is not where the voice brought it, the reader moved it."""
        if self.following and round(self.scroll_target_y) != self._brought_to:
            self.following = False
        elif self.following:
            self._bring()

    def _bring(self, *, at_once: bool = False) -> None:
        at = self._word or self._spoken
        if at:
            self._scroll_so(self._layout.line_of(at.block, at.start), at_once=at_once)
            self._brought_to = round(self.scroll_target_y)

    def _scroll_so(self, line: int, *, at_once: bool = False) -> None:
        """Scroll until a line is at the height of the voice."""
        wanted = line - int(self.size.height * _HEIGHT_OF_VOICE)
        y = min(max(wanted, 0), self.max_scroll_y)
        if y != round(self.scroll_target_y):
            far = abs(y - self.scroll_offset.y) > _NEAR
            self.scroll_to(y=y, animate=far and not at_once, duration=_GLIDE, force=True)

    def _redraw(self, spans: Iterable[Span | None]) -> None:
        for span in filter(None, spans):
            for line in self._layout.lines_of(span):
                self.refresh_line(line)

    def _drawn(self, line: Line) -> Strip:
        found = [(span, State.FOUND) for span in self._found.get(line.block, ())]
        spoken = [(self._spoken, State.SPOKEN)] if self._spoken else []
        word = [(self._word, State.WORD)] if self._word else []
        states = [*spoken, *found, *word]
        text = [
            Segment(text, self._styles.of(line.role, state)) for text, state in pieces(line, states)
        ]
        beside = any(_meets(line, span) for span, _ in spoken)
        margin = Segment(_BESIDE if beside else " ", self._styles.beside)
        gap = Segment(" " * (self._left - 2), self._styles.page)
        lead_in = Segment(" " + line.lead_in, self._styles.lead_in)
        strip = Strip([gap, margin, lead_in, *text])
        return strip.adjust_cell_length(self.size.width, self._styles.page)


def _meets(line: Line, span: Span) -> bool:
    return line.block == span.block and span.start < line.end and span.end > line.start
