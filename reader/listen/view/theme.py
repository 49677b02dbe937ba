"""What the reading view looks like: colours by name, and which of them each thing wears; pure.

Every pair of colours here has a contrast of 4.5 : 1 or more (WCAG 2.2 AA), also where a terminal
rounds it to the 256 colours of xterm. Nothing is told by colour alone: the spoken sentence has a
bar in the margin, the spoken word is bold and underlined, and without colours it is reversed.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.style import Style

from reader.listen.view.layout import Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.listen.view.layout import Line


@dataclasses.dataclass(frozen=True)
class Palette:
    """The colours of one theme, as ``#rrggbb``.

    Attributes:
        name: Of the theme.
        dark: Whether light letters stand on a dark page.
        page, ink: Of the text.
        faint: Letters of captions and of all that is not read.
        strong: Letters of titles and headings.
        accent: The bar beside the spoken sentence, and how far the voice is.
        spoken, spoken_ink: Of the sentence that is being spoken.
        word, word_ink: Of the word that is being spoken.
        found, found_ink: Of what a search found.
        bar, bar_ink, bar_faint: Of the status line and of panels.
        alarm: Letters of an error in the status line.
        track: What is left of the way.
    """

    name: str
    dark: bool
    page: str
    ink: str
    faint: str
    strong: str
    accent: str
    spoken: str
    spoken_ink: str
    word: str
    word_ink: str
    found: str
    found_ink: str
    bar: str
    bar_ink: str
    bar_faint: str
    alarm: str
    track: str

    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        told = dataclasses.asdict(self)
        return {name: value for name, value in told.items() if str(value).startswith("#")}


DARK: Final = Palette(
    name="reader-dark",
    dark=True,
    page="#15181e",
    ink="#d7d3cb",
    faint="#9aa1ad",
    strong="#f0c987",
    accent="#f2b552",
    spoken="#2b3443",
    spoken_ink="#ffffff",
    word="#f2b552",
    word_ink="#15181e",
    found="#234b46",
    found_ink="#e9fff8",
    bar="#20252e",
    bar_ink="#e6e3dc",
    bar_faint="#a9b0bc",
    alarm="#ffa198",
    track="#727c8c",
)
LIGHT: Final = Palette(
    name="reader-light",
    dark=False,
    page="#fbf8f2",
    ink="#2a2824",
    faint="#67625a",
    strong="#6e3500",
    accent="#8a4300",
    spoken="#fdeac4",
    spoken_ink="#1a1712",
    word="#7d3c00",
    word_ink="#ffffff",
    found="#cfe9e1",
    found_ink="#0d2f28",
    bar="#f3eee4",
    bar_ink="#2a2824",
    bar_faint="#5d584f",
    alarm="#a01616",
    track="#8a8273",
)
PALETTES: Final = {palette.name: palette for palette in (DARK, LIGHT)}


class State(enum.StrEnum):
    """What is going on with a piece of text."""

    STILL = "still"
    FOUND = "found"
    SPOKEN = "spoken"
    WORD = "word"


class Look(NamedTuple):
    """Ink, page and attributes; `plain` are the attributes where there are no colours."""

    ink: str
    page: str = "page"
    attributes: str = ""
    plain: str = ""


ROLES: Final = {
    Role.TITLE: Look("strong", attributes="bold", plain="bold"),
    Role.BYLINE: Look("faint"),
    Role.HEADING: Look("strong", attributes="bold", plain="bold"),
    Role.LEAD: Look("ink", attributes="bold", plain="bold"),
    Role.TEXT: Look("ink"),
    Role.QUOTE: Look("ink"),
    Role.CAPTION: Look("faint"),
    Role.TABLE: Look("ink"),
}
STATES: Final = {
    State.FOUND: Look("found_ink", "found", "underline", "underline"),
    State.SPOKEN: Look("spoken_ink", "spoken", "", "bold"),
    State.WORD: Look("word_ink", "word", "bold underline", "bold underline reverse"),
}
PAGE: Final = Look("ink")
LEAD_IN: Final = Look("faint")
BESIDE: Final = Look("accent", attributes="bold", plain="bold")
BAR: Final = Look("bar_ink", "bar")
HINT: Final = Look("bar_faint", "bar")
CALL: Final = Look("accent", "bar", "bold", "bold reverse")
DONE: Final = Look("accent", "bar")
AHEAD: Final = Look("track", "bar")


class Styles:
    """The looks as styles of one palette; without colours where it is None."""

    def __init__(self, palette: Palette | None) -> None:
        self._colours = palette.colours() if palette else None
        self.page = self._style(PAGE)
        self.lead_in, self.beside = self._style(LEAD_IN), self._style(BESIDE)
        self.still = {role: self._style(look) for role, look in ROLES.items()}
        self.bar, self.hint, self.call = (self._style(look) for look in (BAR, HINT, CALL))
        self.done, self.ahead = self._style(DONE), self._style(AHEAD)
        self._states = {state: self._style(look) for state, look in STATES.items()}

    def of(self, role: Role, state: State) -> Style:
        """How a piece of a line looks; a state adds to what the role is."""
        still = self.still[role]
        return still if state is State.STILL else still + self._states[state]

    def _style(self, look: Look) -> Style:
        if self._colours is None:
            return Style.parse(look.plain)
        ink, page = self._colours[look.ink], self._colours[look.page]
        return Style.parse(f"{look.attributes} {ink} on {page}")


def pieces(line: Line, states: Sequence[tuple[Span, State]]) -> Iterator[tuple[str, State]]:
    """A line's text, cut where the state of a span begins or ends; later ones lie on top."""
    here = [
        (max(span.start, line.start), min(span.end, line.end), state)
        for span, state in states
        if span.block == line.block and span.start < line.end and span.end > line.start
    ]
    cuts = sorted({line.start, line.end, *(cut for start, end, _ in here for cut in (start, end))})
    for start, end in itertools.pairwise(cuts):
        over = (state for left, right, state in reversed(here) if left <= start and end <= right)
        yield line.text[start - line.start : end - line.start], next(over, State.STILL)
