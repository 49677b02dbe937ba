"""Plain text and Markdown: the page as somebody copied it, controls and all."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from reader.errors import NotAnArticleError
from reader.language import say
from reader.values import Article, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.values import Page

_CONTROLS: Final = re.compile(
    r"(?:xem )?cỡ chữ|đọc bài viết|nghe đọc bài|in bài viết|gửi email|chia sẻ|lượt xem",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_DATE_LINE: Final = 60
_CONTROL_LINE: Final = 80
_CAPTION_INDENT: Final = 8


def extract(page: Page) -> Article:
    """Title line, date line, control line, paragraphs; an indented line is a caption."""
    lines = [line for line in page.text.splitlines() if line.strip()]
    lines = [line for line in lines if not is_control(line)]
    title, rest = (lines[0].strip(), lines[1:]) if len(lines) > 1 else ("", lines)
    date = next((d for d in map(_date_line, rest[:3]) if d), None)
    blocks = tuple(_blocks(line for line in rest if not (date and _date_line(line) == date)))
    if not blocks:
        raise NotAnArticleError(say("there is no article in it", "không có bài viết"))
    return Article(title, blocks, date=date, url=page.url)


def is_control(line: str) -> bool:
    """Whether a line is a control of the page that was copied with it."""
    return len(line.strip()) <= _CONTROL_LINE and _CONTROLS.search(line) is not None


def _date_line(line: str) -> dt.date | None:
    match = _DATE.search(line) if len(line.strip()) <= _DATE_LINE else None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _blocks(lines: Iterator[str]) -> Iterator[Block]:
    for line in lines:
        indent = len(line) - len(line.lstrip())
        kind = BlockKind.CAPTION if indent >= _CAPTION_INDENT else BlockKind.PARAGRAPH
        yield Block(kind, line.strip())
