"""The article's fragment → blocks: BeautifulSoup walks it, in reading order.

Inline markup goes, words are neither glued nor split; what a page says with boxes, it says here
with kinds.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from reader.article import signs
from reader.article.furniture import BLOCKS
from reader.values import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES: Final = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_PICTURES: Final = ("img", "picture", "amp-img")
_MARKS: Final = ("b", "strong", "em", "i")
_BREAK: Final = "\n"
_SENTENCE_END: Final = re.compile(r"[.!?:;…][”\"’)]*$")
_LONGEST_CAPTION: Final = 300
_VERSE: Final = 60
_NEARLY_ALL: Final = 0.9
_DEEPEST: Final = 200
"""Levels inside the article that are told apart; what is nested deeper is text."""


class Piece(NamedTuple):
    """A block with what is needed to judge it.

    Attributes:
        block: The block.
        linked: The share of its text that stands in links, 0–1.
        name: Classes and id of the nearest box round it that has any.
        marked: Whether all of it is in bold or in italics.
    """

    block: Block
    linked: float
    name: str
    marked: bool = False


def pieces(html: str) -> list[Piece]:
    """All blocks of a fragment, furniture not yet taken out."""
    soup = BeautifulSoup(html, "lxml")
    walker = _Walker()
    walker.walk(soup, BlockKind.PARAGRAPH, "")
    walker.flush()
    return walker.found


class _Walker:
    """Collects inline text until a block ends it."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._text: list[str] = []
        self._length = 0
        self._depth = 0
        self._linked = self._marked = self._marks = 0
        self._seam = False
        self._kind, self._level, self._name = BlockKind.PARAGRAPH, 0, ""
        self._prefix = ""
        self._after_picture = False
        self._around: list[Tag] = []

    def walk(self, tag: Tag, kind: BlockKind, name: str) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._enter(child, kind, name)
            elif type(child) is NavigableString or not isinstance(child, PreformattedString):
                self._say(_SPACES.sub(" ", str(child)))

    def _say(self, text: str) -> None:
        if self._seam and text[:1].isupper():
            text = f" {text}"
        self._seam = False
        self._text.append(text)
        self._length += len(text)

    def _enter(self, tag: Tag, kind: BlockKind, name: str) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:  # nothing is lost, but its kinds
            self._say(_SPACES.sub(" ", tag.get_text(_BREAK)))
        else:
            self._step(tag, kind, name)
        self._depth -= 1

    def _step(self, tag: Tag, kind: BlockKind, name: str) -> None:
        if tag.name == "br":
            self._say(_BREAK)
        elif tag.name in _PICTURES:
            self.flush()
            self._after_picture = True
        elif tag.name == "table":
            self.flush()
            self._table(tag, name)
        elif tag.name in BLOCKS:
            self._block(tag, kind, name)
        else:
            self._inline(tag, kind, name)

    def _inline(self, tag: Tag, kind: BlockKind, name: str) -> None:
        before, marks = self._length, tag.name in _MARKS
        self._marks += marks
        self.walk(tag, kind, name)
        self._marks -= marks
        said = max(0, self._length - before)
        self._linked += said * (tag.name == "a")
        self._marked += said * (marks and not self._marks)
        self._seam = said > 1 and "class" in tag.attrs and self._text[-1][-1:].islower()

    def _block(self, tag: Tag, kind: BlockKind, name: str) -> None:
        self.flush()
        outer, name = name, _name(tag) or name
        inner = _kind_of(tag, kind)
        self._begin(inner, _HEADINGS.get(tag.name, 0), name)
        self._prefix = _number(tag) if tag.name == "li" else self._prefix
        self._around.append(tag)
        self.walk(tag, inner, name)
        self.flush()
        self._around.pop()
        self._begin(kind, 0, outer)

    def _begin(self, kind: BlockKind, level: int, name: str) -> None:
        self._kind, self._level, self._name = kind, level, name

    def flush(self) -> None:
        raw, linked, marked = "".join(self._text), self._linked, self._marked
        self._text, self._length, self._linked, self._marked = [], 0, 0, 0
        self._seam, size = False, max(1, len(raw.strip()))
        for text in _paragraphs(raw):
            kind = self._judged(text)
            level = max(2, self._level) if kind is BlockKind.HEADING else 0
            block = Block(kind, f"{self._prefix}{text}", level)
            is_marked = marked >= _NEARLY_ALL * size
            self.found.append(Piece(block, min(1.0, linked / size), self._name, is_marked))
            self._prefix = ""
            self._after_picture = False

    def _judged(self, text: str) -> BlockKind:
        if self._kind is BlockKind.HEADING and not self._level:
            return BlockKind.PARAGRAPH
        may_be = self._after_picture and len(text) <= _LONGEST_CAPTION
        if may_be and self._kind is BlockKind.PARAGRAPH and any(map(_is_set_apart, self._around)):
            return BlockKind.CAPTION
        return self._kind

    def _table(self, table: Tag, name: str) -> None:
        rows = [list(row.find_all(["td", "th"], recursive=False)) for row in _rows(table)]
        name = _name(table) or name
        if _is_layout(table, rows):
            picture = bool(table.find(_PICTURES))
            for row in rows:
                for cell in row:
                    kind = BlockKind.CAPTION if picture else BlockKind.PARAGRAPH
                    self._begin(kind, 0, name)
                    self.walk(cell, kind, name)
                    self.flush()
            self._begin(BlockKind.PARAGRAPH, 0, name)
            return
        for text in _row_texts(rows):
            self.found.append(Piece(Block(BlockKind.TABLE, text), 0.0, name))


def _name(tag: Tag) -> str:
    classes: Any = tag.get("class") or []
    return f"{' '.join(classes)} {tag.get('id') or ''}".strip()


def _kind_of(tag: Tag, kind: BlockKind) -> BlockKind:
    if tag.name in _HEADINGS:
        return BlockKind.HEADING
    if tag.name == "figcaption" or signs.CAPTION_NAME.search(_name(tag)):
        return BlockKind.CAPTION
    return {"li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTE}.get(tag.name, kind)


def _is_set_apart(tag: Tag) -> bool:
    """Centred, or all in italics: so captions are written where there is no markup for them."""
    style = f"{tag.get('style') or ''} {tag.get('align') or ''}".replace(" ", "")
    text = _SPACES.sub("", tag.get_text())
    if "center" in style or len(text) > _LONGEST_CAPTION:
        return "center" in style
    slanted = sum(len(_SPACES.sub("", i.get_text())) for i in tag.find_all(["em", "i"]))
    return bool(text and slanted >= _NEARLY_ALL * len(text))


def _number(item: Tag) -> str:
    """«3. » for the third item of an ordered list, nothing for a bullet."""
    parent = item.parent
    if parent is None or parent.name != "ol":
        return ""
    items = [tag for tag in parent.children if isinstance(tag, Tag) and tag.name == "li"]
    start = str(parent.get("start") or "1")
    return f"{items.index(item) + int(start if start.lstrip('-').isdecimal() else 1)}. "


def _paragraphs(raw: str) -> Iterator[str]:
    """Line breaks end a paragraph where a sentence ended; verses keep theirs."""
    text = unicodedata.normalize("NFC", raw.translate(_INVISIBLE))
    lines = [" ".join(line.split()) for line in text.split(_BREAK)]
    for group in _groups(lines):
        if _is_verse(group):
            yield _BREAK.join(group)
        else:
            yield from _joined(group)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def _is_verse(lines: list[str]) -> bool:
    short = all(len(line) < _VERSE for line in lines)
    ended = sum(bool(_SENTENCE_END.search(line)) for line in lines)
    return len(lines) > 3 and short and ended * 2 <= len(lines)  # noqa: PLR2004 - a stanza


def _joined(lines: list[str]) -> Iterator[str]:
    paragraph = ""
    for line in lines:
        if paragraph and _SENTENCE_END.search(paragraph):
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _is_layout(table: Tag, rows: list[list[Tag]]) -> bool:
    """One column, a picture with its caption, other tables, or cells that hold paragraphs."""
    columns = max((len(row) for row in rows), default=0)
    if columns <= 1 or table.find("table") or table.find(_PICTURES):
        return True
    return any(len(cell.find_all("p")) > 3 for row in rows for cell in row)  # noqa: PLR2004 - an article in a cell


def _row_texts(rows: list[list[Tag]]) -> Iterator[str]:
    """Each row with the header's words: "Quận: Ba Đình; Dân số: 226.315"."""
    texts = [[" ".join(cell.get_text(" ").split()) for cell in row] for row in rows]
    texts = [[unicodedata.normalize("NFC", t) for t in row] for row in texts if any(row)]
    header = texts[0] if texts and rows and all(c.name == "th" for c in rows[0]) else None
    for row in texts[1:] if header else texts:
        named = zip(header or [""] * len(row), row, strict=False)
        text = "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)
        if text:
            yield text
