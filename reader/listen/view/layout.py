"""An article as lines on a page of some width, and where on it everything stands; pure.

line    ▎ • Phòng đọc rộng 86,5 m2, mở cửa từ 7h30
        │ │ └ text: a span of a block
        │ └ lead-in: a bullet, the bar of a quote, or spaces under them
        └ the margin, where the spoken sentence is marked (drawn by the widget)
"""

from __future__ import annotations

import bisect
import dataclasses
import enum
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.listen.view.wrap import cells, within, wrapped
from reader.values import TITLE, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.values import Article, Block, Script

MEASURE: Final = 68
"""Cells of text in a line, where the terminal has them: as many as an eye finds back from."""
MARGIN: Final = 2
"""Cells left of the text, at least."""
_LEAST: Final = 8
_NOWHERE: Final = TITLE - 1
"""The block of a line that is not part of any."""


class Role(enum.StrEnum):
    """What a line is, which decides how it looks."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    LEAD = "lead"
    TEXT = "text"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"


class Line(NamedTuple):
    """One line of the page.

    Attributes:
        text: What stands in it, without its lead-in; empty for a gap.
        role: What it is.
        lead_in: What stands before the text and is not read.
        block: Index of the block, `TITLE` for the title, less for what is not read.
        start: Where in the block's text the line's begins.
    """

    text: str
    role: Role = Role.TEXT
    lead_in: str = ""
    block: int = _NOWHERE
    start: int = 0

    @property
    def end(self) -> int:
        """Where in the block's text the line's ends."""
        return self.start + len(self.text)


class Span(NamedTuple):
    """A span of a block's text."""

    block: int
    start: int
    end: int


_ROLES: Final = {
    BlockKind.HEADING: Role.HEADING,
    BlockKind.LEAD: Role.LEAD,
    BlockKind.PARAGRAPH: Role.TEXT,
    BlockKind.LIST_ITEM: Role.TEXT,
    BlockKind.QUOTE: Role.QUOTE,
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.TABLE: Role.TABLE,
}
_LEAD_INS: Final = {
    BlockKind.QUOTE: ("┃ ", "┃ "),
    BlockKind.CAPTION: ("  ", "  "),
    BlockKind.TABLE: ("┆ ", "┆ "),
}
_TOGETHER: Final = (BlockKind.LIST_ITEM, BlockKind.TABLE)
"""Blocks that follow their like without a gap."""
_NUMBERED: Final = re.compile(r"(?:\d{1,3}|[a-zđ]|[ivx]{1,4})[.)] ", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Layout:
    """An article broken into lines.

    Attributes:
        lines: From top to bottom, with the gaps between blocks, one above and one below.
        blocks: Numbers of the lines of each block.
        sentences: ``(start, sentence)`` of each sentence of a block, in order.
    """

    lines: list[Line]
    blocks: dict[int, range]
    sentences: dict[int, list[tuple[int, int]]]

    def line_of(self, block: int, offset: int) -> int:
        """Number of the line in which a character of a block stands."""
        rows = self.blocks[block]
        after = bisect.bisect_right(
            self.lines, offset, rows.start + 1, rows.stop, key=lambda line: line.start
        )
        return after - 1

    def lines_of(self, span: Span) -> range:
        """Numbers of the lines over which a span stretches."""
        last = max(span.end - 1, span.start)
        return range(self.line_of(span.block, span.start), self.line_of(span.block, last) + 1)

    def sentence_at(self, number: int, column: int) -> int | None:
        """Number of the sentence at a line and a column of its text; None beside all of them.

        Left and right of a line count as its first and last character.
        """
        if not 0 <= number < len(self.lines):
            return None
        line = self.lines[number]
        starts = self.sentences.get(line.block)
        if not starts:
            return None
        inside = min(within(line.text, column - cells(line.lead_in)), len(line.text) - 1)
        place = bisect.bisect_right(starts, line.start + inside, key=itemgetter(0))
        return starts[max(place - 1, 0)][1]


def laid_out(script: Script, width: int) -> Layout:
    """The script's article in lines of at most `width` cells."""
    article, width = script.article, max(width, _LEAST)
    lines = [Line("")]
    blocks: dict[int, range] = {}
    for block, gap, rows in _blocks(article, width):
        lines.extend([Line("")] * gap)
        blocks[block] = range(len(lines), len(lines) + len(rows))
        lines.extend(rows)
    lines.append(Line(""))
    sentences: dict[int, list[tuple[int, int]]] = {}
    for index, sentence in enumerate(script.sentences):
        sentences.setdefault(sentence.block, []).append((sentence.start, index))
    return Layout(lines, blocks, sentences)


def measure(width: int) -> tuple[int, int]:
    """``(left, text)``: cells before the text and for it, on a screen of `width` cells."""
    text = min(MEASURE, max(width - 2 * MARGIN, _LEAST))
    return max((width - text) // 2, MARGIN), text


def byline(article: Article) -> str:
    """Where, when and by whom: "Báo Phú Sơn · 16/03/2025 · An Nhiên"."""
    date = f"{article.date:%d/%m/%Y}" if article.date else ""
    return " · ".join(filter(None, (article.site, date, article.author)))


def _blocks(article: Article, width: int) -> Iterator[tuple[int, int, list[Line]]]:
    """Each block with the height of the gap above it and its lines."""
    if article.title:
        yield TITLE, 0, list(_rows(article.title, width, Role.TITLE, TITLE))
    if told := byline(article):
        yield _NOWHERE, 0, list(_rows(told, width, Role.BYLINE, _NOWHERE))
    before: Block | None = None
    for index, block in enumerate(article.blocks):
        gap = _gap(before, block) if before or article.title or told else 0
        rows = _rows(block.text, width, _ROLES[block.kind], index, _lead_ins(block))
        yield index, gap, list(rows)
        before = block


def _gap(before: Block | None, block: Block) -> int:
    if before and before.kind is block.kind and block.kind in _TOGETHER:
        return 0
    return 2 if before and block.kind is BlockKind.HEADING else 1


def _lead_ins(block: Block) -> tuple[str, str]:
    """What stands before the first line of a block, and before each other."""
    if block.kind is not BlockKind.LIST_ITEM:
        return _LEAD_INS.get(block.kind, ("", ""))
    if number := _NUMBERED.match(block.text):
        return "", " " * len(number[0])
    return "• ", "  "


def _rows(
    text: str, width: int, role: Role, block: int, lead_ins: tuple[str, str] = ("", "")
) -> Iterator[Line]:
    first, rest = lead_ins
    room = width - max(len(first), len(rest))
    for number, (start, end) in enumerate(wrapped(text, room)):
        yield Line(text[start:end], role, rest if number else first, block, start)
