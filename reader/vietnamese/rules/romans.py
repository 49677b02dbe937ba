"""Roman numerals, where they are numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reader.vietnamese.letters import UPPER
from reader.vietnamese.numbers import Dialect, cardinal
from reader.vietnamese.rule import rule

if TYPE_CHECKING:
    import re

_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID: Final = (
    r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w&])"
)
_PLAIN: Final = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![\w&]|\.\w)"
_TWO: Final = rf"(?=[IVX]{{2}})X{{0,3}}(?:IX|IV|V?I{{0,3}})(?![\w&])(?!\s[{UPPER}]{{2}})"
_BEFORE: Final = (
    r"(?:thế k[ỷỉ]|tk|quý|khóa|khoá|chương|phần|tập|hạng|kỳ|đại hội|giai đoạn|cấp|loại|mục|vùng"
    r"|quân khu|bảng|đợt"
    r"|phụ lục|quân đoàn|lần|louis|napoléon|napoleon|elizabeth|charles|henry|philip|felipe"
    r"|george|alexander|thế chiến"
    r"|đệ|rama|hội nghị trung ương|trung ương|trung ương khóa|bậc|đô thị loại|học kỳ|hk|khu vực"
    r"|kv|chiến tranh thế giới"
    r"|world war|john paul|gioan phaolô|benedict|nicholas|quyển|điện biên|tổ|lớp|liên khu|khu"
    r"|ck|chuyên khoa|hồi|giáo hoàng"
    r"|độ|nhóm|số|khối|quốc hội khóa|nhiệm kỳ|bộ luật|ramses|wilhelm|frederick|akihito"
    r"|quy hoạch điện|điện)\s"
)
_SERIES: Final = r"[IVX]+\s?(?:[-–,]|và|đến|tới|hoặc)\s?(?:quý\s)?"
_FIRST: Final = 1
_FOURTH: Final = 4


def value(text: str) -> int:
    """The number a Roman numeral writes."""
    values = [_VALUES[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _cardinal(m: re.Match[str], dialect: Dialect) -> str | None:
    return cardinal(value(m[0]), dialect) if m[0] else None


def _ordinal(m: re.Match[str], dialect: Dialect) -> str | None:
    special = {_FIRST: "nhất", _FOURTH: "tư"}
    return (special.get(value(m[0])) or cardinal(value(m[0]), dialect)) if m[0] else None


ROMANS: Final = (
    rule("Roman numeral", _VALID, _ordinal, after=r"thứ\s"),
    rule("Roman numeral", _VALID, _cardinal, after=r"(?:thế k[ỷỉ]|tk|chương|khóa|khoá)\s"),
    rule("Roman numeral", _PLAIN, _cardinal, after=_BEFORE),
    rule("Roman numeral", _PLAIN, _cardinal, after=rf"(?:{_BEFORE}|thứ\s){_SERIES}"),
    rule("Roman numeral", rf"(?:^|(?<=\n)){_PLAIN}(?=[.)]\s|\s?[-–/]\s)", _cardinal),
    rule("Roman numeral", _TWO, _cardinal, unless=rf"(?-i:[{UPPER}]{{2,}})\s"),
)
