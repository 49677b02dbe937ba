"""Text in lines of so many cells, broken between words; pure.

A cell is one column of a terminal: a Vietnamese letter in NFC takes one, a letter of Chinese two,
a combining mark none.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ONE_CELL_EACH: Final = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20ab\n]*"
)
"""Latin, Vietnamese and their punctuation: nearly every line there is."""
_AFTER: Final = "-/–—"
"""Where a word that is longer than a line may be broken."""


def cells(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if _ONE_CELL_EACH.fullmatch(text) else sum(map(cell_len, text))


def within(text: str, column: int) -> int:
    """Index of the character at a column, counted from 0; the text's length past its end."""
    if _ONE_CELL_EACH.fullmatch(text):
        return min(max(column, 0), len(text))
    return bisect.bisect_right(_columns(text), max(column, 0)) - 1


def wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of each line, without the spaces around it; a line feed ends a line.

    Args:
        text: What to break.
        width: Cells a line may take, at least 2 (one wide letter).
    """
    reach = _reach(text, width)
    start, length = 0, len(text)
    while start < length:
        if text[start] in " \n":
            start += 1
            continue
        end = _end(text, start, reach(start))
        yield start, start + len(text[start:end].rstrip(" "))
        start = end


def _reach(text: str, width: int) -> Callable[[int], int]:
    """From a start, the end of the longest piece that is no wider than `width`."""
    if _ONE_CELL_EACH.fullmatch(text):
        return lambda start: min(start + width, len(text))
    columns = _columns(text)
    return lambda start: bisect.bisect_right(columns, columns[start] + width) - 1


def _columns(text: str) -> list[int]:
    """At which column each character begins, and where the text ends."""
    return list(itertools.accumulate(map(cell_len, text), initial=0))


def _end(text: str, start: int, most: int) -> int:
    """Where the line that begins at `start` ends: at a line feed, a space, else inside a word."""
    feed = text.find("\n", start, most + 1)
    if feed >= 0:
        return feed
    if most == len(text) or text[most] == " ":
        return most
    space = text.rfind(" ", start, most)
    if space > start:
        return space
    inside = max(text.rfind(sign, start, most) for sign in _AFTER) + 1
    return inside if inside > start else max(most, start + 1)
