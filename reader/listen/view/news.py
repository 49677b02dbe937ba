"""What was told lately, and how long it stays; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANSWER: Final = 3.0
"""Seconds that the answer to a key stays."""
_LINE: Final = 10.0
"""Seconds that another line stays: it may be an address of a file, to be read twice."""
_MOST: Final = 3


class News:
    """Answers to keys and lines from elsewhere, each with its end; times are in seconds."""

    def __init__(self) -> None:
        self._answer, self._until = "", 0.0
        self._lines: list[tuple[float, str]] = []

    def answered(self, text: str, now: float) -> None:
        """A key was answered."""
        self._answer, self._until = text, now + _ANSWER

    def told(self, lines: Iterable[str], now: float) -> None:
        """Lines came from elsewhere; the newest few are kept."""
        self._lines = [*self._lines, *((now + _LINE, line) for line in lines)][-_MOST:]

    def answer(self, now: float) -> str:
        """The last answer, while it is fresh."""
        return self._answer if now < self._until else ""

    def lines(self, now: float) -> str:
        """All other lines that are fresh."""
        self._lines = [(until, line) for until, line in self._lines if now < until]
        return "\n".join(line for _, line in self._lines)
