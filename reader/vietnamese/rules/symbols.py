"""Signs that are words: minus, plus, equals, "from – to", per."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese.rule import rule

if TYPE_CHECKING:
    from reader.vietnamese.numbers import Dialect

_UNITS: Final = tables.pairs("reader.vietnamese", "units")
_ONE_OF: Final = tables.one_of("reader.vietnamese", "units")
_PHYSICAL: Final = lazy(
    r"(?:mét|gam|lít|giờ|giây|phút|bai|bít|oát|jun|vôn|am pe|mon|độ|người|cal|vòng|khối)$"
)
_PER: Final = lazy(r"(?:mét vuông|mét khối|mét|giờ|giây|lít|gam)$")
_MONEY: Final = lazy(
    r"(?:đồng|đ|₫|VND|VNĐ|USD|\$|€|EUR|%|triệu|tỷ|tỉ|nghìn|ngàn|tr|k|lần|lượt|vụ|ca|suất|cái|chiếc|buổi|ly|tô|bát|phần|tấn|tạ|kg)\Z"
)
_ENDED: Final = rf"(?:\d|\d\s?(?:{_ONE_OF}|h|g)|\d[hg]\d\d)"
_SCORE: Final = (
    r"(?:t[ỷỉ] số|thắng|thua|hòa|hoà|dẫn|hạ|đè bẹp|vượt qua|đánh bại|gỡ|cầm hòa|cầm hoà"
    r"|chung cuộc|kết quả|cách biệt"
    r"|chiến thắng|thất bại|ấn định|ván|séc|set|luân lưu|quật ngã|lội ngược dòng|thắng lợi"
    r"|khuất phục|nhấn chìm)"
    r"[^.;\n]{0,32}(?:\s|\()\d{1,3}\s?"
)
_DASH: Final = r"(?P<dash>[-–—−])"


def _rate(m: re.Match[str], _dialect: Dialect) -> str | None:
    """Per: "một" of what is bought or done, "trên" between physical units."""
    unit = _UNITS.get(m["u"], m["u"])
    left = m.string[max(0, m.start() - 12) : m.start()]
    if re.search(r"(?<!\d)[A-Z]\Z", left) and m["u"].isupper():
        return None
    if unit.lower() in {"giờ", "giây"} and re.search(r"(?:k?m|m[23³²]|[MGk]?[Bb]|l)\Z", left):
        return f"trên {unit}"
    if _MONEY.search(left) and not (left.endswith("kg") and _PER.search(unit)):
        return f"một {unit}"
    return f"trên {unit}" if m["u"] in _UNITS or unit in {"giây", "lít", "phút"} else f"một {unit}"


def _until(m: re.Match[str], _dialect: Dialect) -> str:
    """From – to, where the second is the greater: "1-0" is a score, whatever stands before it."""
    left = _ALONE.search(m.string[max(0, m.start() - 8) : m.start()])
    right = _ALONE_AFTER.match(m.string, m.end())
    return "" if left and right and int(left[1]) >= int(right[1]) else "đến"


_ALONE: Final = lazy(r"(?<![\w.,/:-])(\d{1,2})\s?\Z")
_ALONE_AFTER: Final = lazy(r"(\d{1,2})(?![\w/%:]|[.,]\d|\s?[-–/])")
_THING: Final = (
    r"năm|tháng|ngày|đêm|tuần|quý|giờ|phút|giây|người|hộ|lượt|lần|kg|tấn|tạ|yến|lít|chiếc|cái|con|bộ|suất|căn|ha|sào|công"
    r"|hécta|héc ta|vụ|buổi|tiết|tín chỉ|học kỳ|kỳ|bao|gói|hộp|chai|lon|thùng|cây|quả|trái"
    r"|phòng|khách|đơn|xe|cổ phiếu|cp|mét|km|m2|lô|ly|tô|phần|vé|học sinh|em|bé|trẻ|nhóm"
)

RANGES: Final = (
    rule(
        "score",
        rf"{_DASH}\s?(?=\d{{1,3}}(?![\w/%]|[.,]\d|\s(?:tháng|năm|ngày|tuần|giờ|phút|người|triệu|tỷ|tỉ|nghìn|điểm|lần|mét|km|trận)))",
        "",
        after=_SCORE,
    ),
    rule(
        "from – to",
        rf"{_DASH}\s?(?=[$€£]?\d|[IVX]+(?!\w)|T\d|[Kk]m\s?\d|thứ\s\d|CN(?!\w))",
        _until,
        after=rf"(?<![\w-])(?:[$€£]?[\d.,:/]*{_ENDED}|[IVX]+|T\d[\d/]*|[Kk]m\s?[\d+.,]+|thứ\s\d)\s?",
    ),
    rule(
        "from – to",
        rf"{_DASH}\s?(?=\d)",
        "đến",
        after=r"[\d.,]+\s(?:(?:nghìn|triệu|tỷ|tỉ)\s)?(?:đồng|triệu|tỷ|tỉ|nghìn|USD|tuổi|tháng|ngày|giờ|người|độ)\s?",
    ),
)
TIMES_SIGN: Final = rule("times", r"[xX](?=\s?\d)", "nhân", after=r"\S*\d\S{0,3}\s?")
_DASH_AFTER: Final = r"\s?[-–—]"
DATELINES: Final = (
    rule("dateline", rf"(?<![^\n])\([^()\n]{{2,30}}\){_DASH_AFTER}(?=\s?[^\W\d_])", ""),
)
DATELINE_WORDS: Final = (
    rule(
        "dateline",
        rf"(?<![^\n])(?:TTO|NLĐO|VOV\.VN|VTV\.vn|TPO|PLO|GD&TĐ|SGGPO?|Dân trí|VnExpress|VietNamNet|Chinhphu\.vn)"
        rf"{_DASH_AFTER}(?=\s)",
        "",
    ),
)
SYMBOLS: Final = (
    rule("end mark", r"\.\s?/\s?\.|/\.(?=\s*\Z)", ""),
    rule("over", r"/(?=[A-Z]{3}(?!\w))", "trên", after=r"[A-Z]{3}"),
    rule("rate", rf"\s?/\s?(?P<u>{_ONE_OF}|{_THING})(?![\w²³])", _rate),
    rule("rate", r"/(?=[^\W\d_])", "một", after=r"\S*(?:đồng|triệu|tỷ|tỉ|nghìn|ngàn|đ|%|VND|VNĐ)"),
    rule("season", r"/(?=\d\d(?![\w/.]))", "đến", after=r"(?:19|20)\d\d"),
    rule("year", r"[/:](?=(?:19|20)\d\d(?!\w))", "năm"),
    rule("over", r"/(?=\d)", "trên"),
    rule(
        "minus",
        r"(?<=[\s(\[“:=,<>≥≤/])[-–−](?=\d)|\A[-–−](?=\d+(?:[.,]\d+)?\s?(?:[°º%℃]|độ|oC))",
        "âm",
    ),
    rule("power", r"\^(?=\s?\d)", "mũ"),
    rule("ratio", r"(?<=\d)\s?:\s?(?=\d)", "trên"),
    rule("plus or minus", r"±", "cộng trừ"),
    rule("times", r"\*(?=\s?\d)", "nhân"),
    rule("times", "×", "nhân"),
    rule("divided", "÷", "chia"),
    rule("plus", r"\+", "cộng"),
    rule("equals", "=", "bằng"),
    rule("at least", "≥|>=", "lớn hơn hoặc bằng"),
    rule("at most", "≤|<=", "nhỏ hơn hoặc bằng"),
    rule("greater", r">(?=\s?\d)", "lớn hơn"),
    rule("less", r"<(?=\s?\d)", "nhỏ hơn"),
    rule("about", r"[~≈](?=\s?\d)", "khoảng"),
    rule("and", "&", "và"),
    rule("per cent", "%", "phần trăm"),
    rule("per mille", "‰", "phần nghìn"),
    rule("at", "@", "a còng"),
    rule("number sign", r"#(?=\d)|№", "số"),
    rule("section", "§", "mục"),
    rule("not equal", "≠", "khác"),
    rule("half", "½", "một phần hai"),
    rule("half", "¼", "một phần tư"),
    rule("half", "¾", "ba phần tư"),
    rule("infinity", "∞", "vô cùng"),
    rule("square root", "√", "căn"),
    rule("degree", "°C|℃", "độ xê"),
    rule("degree", "[°º]", "độ"),
    rule("power", "²", "bình phương"),
    rule("power", "³", "lập phương"),
    rule("currency", "[$]", "đô la"),
    rule("currency", "€", "ơ rô"),
    rule("currency", "£", "bảng"),
    rule("currency", "¥", "yên"),
    rule("currency", "₫", "đồng"),
)
