"""The blocks that are the article's: what stands among them and is not goes, line by line."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reader.article import refusals, signs
from reader.article.dates import written_date
from reader.values import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.article.blocks import Piece
    from reader.article.metadata import Facts
    from reader.values import Block

_MOSTLY_LINKS: Final = 0.8
_LINE: Final = 160
"""Characters of a line that asks for something, or tells a name."""
_SHORT: Final = 40
_END: Final = 4
"""Blocks from the end on where an article is signed and its source is told."""
_TEASERS: Final = 5
_HEADLINE: Final = 20
"""Characters of a link that may be a headline; a thing's name is shorter."""
_BEGINNING: Final = 8
"""Blocks at the start among which the day and numbers of a page may stand."""
_ONLY_A_NUMBER: Final = re.compile(r"^\W*\d{1,5}\W*$")
_LAST_LINES: Final = (signs.SOURCE, signs.CALL, signs.LEGAL, signs.INVITATION)
_WORD: Final = re.compile(r"\w+")
_SENTENCE_END: Final = re.compile(r"[.!?…:]\W*$")


def folded(text: str) -> str:
    """For comparing: words only, without case."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def kept(pieces: Sequence[Piece], facts: Facts) -> Iterator[Piece]:
    """The pieces that are the article's."""
    title, author = folded(facts.title), folded(facts.author or "")
    before = ""
    for index, piece in enumerate(pieces):
        text = folded(piece.block.text)
        if not text or text in (title, author) or _is_title_line(text, title):
            continue
        if text == before and len(text) < _SHORT:
            continue
        before = text
        if index < _BEGINNING and _is_of_the_head(piece.block):
            continue
        if not _is_furniture(piece, index >= len(pieces) - _END):
            yield _as_caption(piece)


def _is_title_line(text: str, title: str) -> bool:
    """The title with its date or place, in one line."""
    return bool(title) and text.startswith(title) and len(text) - len(title) < _SHORT


def _is_of_the_head(block: Block) -> bool:
    """Whether it is only the day, or a number of readers."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _SHORT:
        return False
    return bool(written_date(block.text) or _ONLY_A_NUMBER.match(block.text))


def _is_furniture(piece: Piece, is_near_the_end: bool) -> bool:  # noqa: FBT001 - one of its facts
    text = piece.block.text
    if signs.FURNITURE_LABEL.match(text):
        return True
    stands_alone = not _SENTENCE_END.search(text)
    if piece.linked > _MOSTLY_LINKS:
        return stands_alone or piece.block.kind is BlockKind.LIST_ITEM
    if piece.linked > _MOSTLY_LINKS / 2 and signs.ASIDE.match(text):
        return True
    if len(text) > _LINE:
        return is_near_the_end and len(text) < 2 * _LINE and refusals.needs_login(text)
    return _is_a_line_of_the_site(piece, is_near_the_end)


def _is_a_line_of_the_site(piece: Piece, is_near_the_end: bool) -> bool:  # noqa: FBT001 - see above
    text = piece.block.text
    if signs.named(signs.AUTHOR_NAME, piece.name) and not _SENTENCE_END.search(text):
        return True
    if is_near_the_end:
        told = (sign.search(text) for sign in _LAST_LINES)
        return any(told) or refusals.needs_login(text)
    return bool(piece.linked and signs.CALL.search(text))


def _as_caption(piece: Piece) -> Piece:
    """A line that only credits a picture is a part of its caption."""
    block = piece.block
    if block.kind is BlockKind.PARAGRAPH and signs.CREDIT.match(block.text):
        return piece._replace(block=dataclasses.replace(block, kind=BlockKind.CAPTION))
    return piece


def signed(body: list[Block]) -> tuple[list[Block], str | None]:
    """The body without the name it ends with, and that name."""
    last = body[-1] if len(body) > 1 else None
    if last and last.kind is BlockKind.PARAGRAPH and _SIGNATURE.match(last.text):
        name = _ROLE.sub("", _AFTER_A_NAME.sub("", last.text))
        body, before = signed(body[:-1])
        return body, before or name
    return body, None


_ROLES: Final = r"(?:Tác giả|Bài|Bài và ảnh|Bài, ảnh|Tin, ảnh|Tin|Theo|Thực hiện|PV)"
_ROLE: Final = re.compile(rf"^{_ROLES}\s*:?\s+")
_AFTER_A_NAME: Final = re.compile(r"\s*\([^()]{2,40}\)\s*$")
_SIGNATURE: Final = re.compile(
    rf"^(?:{_ROLES}\s*:?\s+)?(?:[{signs.UPPER}][^\W\d_]{{0,9}}(?:\s*[-–,./+&]+\s*|\s+|$)){{1,6}}"
    r"(?:\([^()]{2,40}\)\s*)?$"
)


def is_list(pieces: Sequence[Piece]) -> bool:
    """Whether the texts are teasers: most of them linked, or each right after a linked headline."""
    texts = [p for p in pieces if p.block.kind is not BlockKind.HEADING]
    linked = sum(p.linked >= _MOSTLY_LINKS / 2 for p in texts)
    if linked >= _TEASERS and linked > 0.6 * len(texts):
        return True
    plain = [i for i, p in enumerate(pieces) if p.linked < _MOSTLY_LINKS and len(p.block.text) > 40]  # noqa: PLR2004 - a sentence
    after = sum(i > 0 and _is_headline(pieces[i - 1]) for i in plain)
    return after >= _TEASERS and after >= 0.7 * len(plain)


def _is_headline(piece: Piece) -> bool:
    return piece.linked >= _MOSTLY_LINKS and len(piece.block.text) >= _HEADLINE
