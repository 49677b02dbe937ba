"""Where a sentence ends, and where a long one may be taken apart."""

from __future__ import annotations

import itertools
import re
from typing import Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese.letters import UPPER

_END: Final = lazy(rf"(?:[.!?…]+[”\"’»)\]]*)\s+(?=[“\"‘«(\[•–-]?\s?[{UPPER}]|[“\"‘«(\[•]?\d)|\n+")
_WRITTEN: Final = tables.pairs("reader.vietnamese", "abbreviations")
_SHORT: Final = frozenset(key for key in _WRITTEN if key.endswith(".")) | {
    "Mr.", "Mrs.", "Ms.", "Dr.", "St.", "No.", "vs.", "Jr.", "Sr.", "Prof.", "tr.", "Tr.", "ĐC.",
}  # fmt: skip
_GOES_ON: Final = frozenset({"v.v.", "TCN."})
"""Short forms that may well end a sentence."""
_LAST: Final = lazy(r"[\w.&,]+\.\Z")
_LIST_NUMBER: Final = lazy(r"(?:\A|\n)\s*(?:\d+|[IVX]+|[a-zđA-ZĐ])\.\Z")
_INITIAL: Final = lazy(rf"(?:\A|[\s(“\".])[{UPPER}]\.\Z")
_LETTERED: Final = lazy(
    r"(?:vitamin|lớp|nhóm|loại|hạng|khối|điểm|bảng|gan|khu|án|tòa|toà|tổ|mục|ý|câu|đội|hệ|số)\s\S\.\Z",
    re.IGNORECASE,
)
_CLAUSE: Final = (
    lazy(r";\s+"),
    lazy(r":\s+"),
    lazy(
        r",\s+(?=(?:và|đồng thời|nhưng|song|tuy nhiên|trong đó|để|nhằm|qua đó|từ đó|do đó"
        r"|vì vậy|bởi|khi|nếu|mà|còn|theo"
        r"|góp phần|bảo đảm|đảm bảo|tạo|phấn đấu|tiếp tục|tập trung|thực hiện|với|đặc biệt"
        r"|nhất là|gồm|như|là|sau)\b)"
    ),
    lazy(r",\s+"),
    lazy(r"\s[–-]\s"),
    lazy(r"\s+(?=(?:và|để|nhằm|với|của|trong|cho|tại|theo|về)\b)"),
    lazy(r"\s+"),
)
_LONG: Final = 320
"""Characters (about 70 syllables, 17 s) that a voice says without taking breath."""
_LEAST: Final = 60
"""Characters below which a piece would sound chopped off."""


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, without loose white space."""
    ends = (m.end() for m in _END.finditer(text) if not _is_inside(text, m))
    bounds = itertools.pairwise([0, *ends, len(text)])
    trimmed = (_trimmed(text, start, end) for start, end in bounds)
    return [(start, end) for start, end in trimmed if start < end]


def _is_inside(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop belongs to a short form, an initial or the number of a list."""
    if not end[0].startswith(".") or end[0][1:2] in ".…":
        return False
    left = text[max(0, end.start() - 24) : end.start() + 1]
    last = _LAST.search(left)
    short = bool(last) and last[0] in _SHORT and last[0] not in _GOES_ON if last else False
    initial = bool(_INITIAL.search(left)) and not _LETTERED.search(left)
    listed = bool(_LIST_NUMBER.search(text[: end.start() + 1])) if end.start() < _LEAST else False
    return short or initial or listed


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence as the spans a voice says in one breath; itself where it is short enough."""
    if end - start <= _LONG:
        return [(start, end)]
    cut = _cut(text, start, end)
    left, right = _trimmed(text, start, cut), _trimmed(text, cut, end)
    return [*clauses(text, *left), *clauses(text, *right)]


def _cut(text: str, start: int, end: int) -> int:
    """The best place nearest the middle: after ";", ":", a comma before a conjunction, a comma."""
    middle = (start + end) // 2
    for pattern in _CLAUSE:
        places = [m.end() for m in pattern.finditer(text, start + _LEAST, end - _LEAST)]
        near = [p for p in places if abs(p - middle) <= (end - start) // 3]
        if near:
            return min(near, key=lambda place: abs(place - middle))
    return middle


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
