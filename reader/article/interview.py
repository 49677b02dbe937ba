"""Questions told apart from answers: set in bold or italics, or marked "PV:", "Hỏi:", "Q:"."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from reader.values import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article.blocks import Piece

_ASKED: Final = re.compile(r"\?\W*$")
_ASKER: Final = re.compile(
    r"^\W*(?:PV|P\.V|Phóng viên|Nhà báo|MC|Hỏi|Câu hỏi(?: \d+)?|(?:Bạn đọc|Độc giả)(?: hỏi)?|Q"
    r"|Question|Interviewer)\s*(?:\([^()]*\)\s*)?[:.–-]",
)
_ADDRESSED: Final = re.compile(r"\b(?:thưa|xin|ông|bà|anh|chị|cô|bạn|you)\b", re.IGNORECASE)
_ENOUGH: Final = 2
"""Questions that make an interview; one in bold may stand in any article."""


def told_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with an interview's questions marked; all as they were where there is none."""
    asked = {i for i, piece in enumerate(pieces) if _is_question(piece)}
    answered = {i for i in asked if i + 1 < len(pieces) and i + 1 not in asked}
    if len(answered) < _ENOUGH:
        return list(pieces)
    asked |= {i for i, piece in enumerate(pieces[:-1]) if _is_request(piece)}
    return [_as_question(p) if i in asked else p for i, p in enumerate(pieces)]


def _is_question(piece: Piece) -> bool:
    block = piece.block
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    return bool(_ASKER.match(block.text) or (piece.marked and _ASKED.search(block.text)))


def _is_request(piece: Piece) -> bool:
    """«Xin ông cho biết về dự án.», set as the questions are."""
    is_set_apart = piece.marked and piece.block.kind is BlockKind.PARAGRAPH
    return is_set_apart and bool(_ADDRESSED.search(piece.block.text))


def _as_question(piece: Piece) -> Piece:
    return piece._replace(block=dataclasses.replace(piece.block, kind=BlockKind.QUESTION))
