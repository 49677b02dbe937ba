"""Days, months, quarters, years and the time of day."""

from __future__ import annotations

import re
from typing import Final

from reader.patterns import lazy
from reader.vietnamese.numbers import Dialect, cardinal
from reader.vietnamese.rule import rule

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:1\d{3}|20\d\d|21\d\d)"
_END: Final = r"(?![\w/]|[.,]\d)"
_CALLED: Final = lazy(r"(?:ngày|mùng|mồng|rằm|hôm)\s+$|\d\s?(?:,|và|đến)\s$")
_FIRST_TEN: Final = 10
_APRIL: Final = 4
_DAY_WORDS: Final = (
    r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|khuya|lễ|tết|quốc khánh|dịp|từ|đến|tới"
    r"|trước|sau"
    r"|và|nay|qua|mai|chào mừng|kỷ niệm|kỉ niệm|nhật|hai|ba|tư|năm|sáu|bảy|từ ngày"
    r"|cách mạng)\s[“\"(]?"
)
_WHOLE: Final = (
    r"(?:dân số|số dân|số|diện tích|tổng|quãng|cả nước|thế giới|lượng|nhu cầu|chặng|giá|thời gian"
    r"|chiều|dung|thể tích|khối|doanh|sản|nguồn|lực|bề|trọng|chi phí|thu nhập|lợi nhuận|toàn"
    r"|kinh phí"
    r"|công suất|ngân sách|tài sản|cổ phần|vốn|khoảng|quỹ|phần|kích thước|cơ thể|bữa|đời"
    r"|lãnh thổ|trái"
    r"|cốc|quả|bát|chén|thìa|muỗng|lít|củ|miếng|Quốc hội|nghị sĩ|cổ đông|phiếu|dân|bang|chai"
    r"|đường đi|học sinh)"
)
_PART_WORDS: Final = (
    r"(?:chiếm|hơn|gần|khoảng|chỉ|mất|được|bằng|ít nhất|tới|tối thiểu|giảm|tăng|bớt|quá|trên"
    r"|dưới)\s"
)
_COUNTED: Final = (
    r"(?:xã|phường|huyện|quận|tỉnh|tiêu chí|chỉ tiêu|đại biểu|trận|thành viên|phiếu|thôn|bản|hộ"
    r"|ủy viên"
    r"|uỷ viên|đơn vị|trường|người|học sinh|môn|câu|điểm|nước|sở|bộ|địa phương|nhiệm vụ|dự án"
    r"|vụ|ca|bàn)"
)
_MINUTES: Final = 10


def _of_month(month: str, dialect: Dialect) -> str:
    return "tư" if int(month) == _APRIL else cardinal(int(month), dialect)


def _of_year(year: str | None, dialect: Dialect) -> str:
    return f" năm {cardinal(int(year), dialect)}" if year else ""


def _date(m: re.Match[str], dialect: Dialect) -> str:
    """Day, month and perhaps year; "mùng" where nothing says that a day follows."""
    day = int(m["d"])
    first = "mùng " if day <= _FIRST_TEN and not _is_called_day(m) else ""
    groups = m.groupdict()
    month, year = _of_month(m["m"], dialect), _of_year(groups.get("y"), dialect)
    return f"{first}{cardinal(day, dialect)} tháng {month}{year}"


def _is_called_day(m: re.Match[str]) -> bool:
    left = m.string[max(0, m.start() - 25) : m.start()].lower()
    return bool(_CALLED.search(left)) or left.rstrip()[-1:] in {"-", "–", "—"}


_HOLIDAYS: Final = frozenset(
    {"30-4", "20-11", "27-7", "22-12", "19-5", "20-10", "27-2", "26-3", "19-8", "21-6"}
)


def _holiday(m: re.Match[str], dialect: Dialect) -> str | None:
    """Days that everybody knows, whatever stands before them."""
    return _date(m, dialect) if m[0] in _HOLIDAYS else None


def _iso(m: re.Match[str], dialect: Dialect) -> str:
    return f"ngày {_date(m, dialect)}" if not _is_called_day(m) else _date(m, dialect)


def _month(m: re.Match[str], dialect: Dialect) -> str:
    """12/2020: the month is called so unless the writer already did."""
    left = m.string[max(0, m.start() - 10) : m.start()].lower().rstrip()
    if re.search(r"quý(?:\s\d(?:,|\svà))?\Z", left):
        return f"{cardinal(int(m['m']), dialect)}{_of_year(m['y'], dialect)}"
    called = "" if left.endswith("tháng") else "tháng "
    return f"{called}{_of_month(m['m'], dialect)}{_of_year(m['y'], dialect)}"


def _weekday(number: str, dialect: Dialect) -> str:
    return f"thứ {_of_month(number, dialect)}"


def _time(m: re.Match[str], dialect: Dialect) -> str:
    said = f"{cardinal(int(m['h']), dialect)} giờ"
    if m["min"] and int(m["min"]):
        said += f" {_minutes(int(m['min']), dialect)}"
    seconds = m.groupdict().get("s")
    return f"{said} {cardinal(int(seconds), dialect)} giây" if seconds else said


def _minutes(minutes: int, dialect: Dialect) -> str:
    """Below ten "phút" keeps hour and minute apart."""
    return cardinal(minutes, dialect) + (" phút" if minutes < _MINUTES else "")


def _fraction(m: re.Match[str], dialect: Dialect) -> str:
    below = "tư" if m["m"] == "4" else cardinal(int(m["m"]), dialect)
    return f"{cardinal(int(m['d']), dialect)} phần {below}"


def _over(m: re.Match[str], dialect: Dialect) -> str:
    return f"{cardinal(int(m['d']), dialect)} trên {cardinal(int(m['m']), dialect)}"


def _small_fraction(m: re.Match[str], dialect: Dialect) -> str | None:
    """1/3 of something; 15/19 of things counted is "trên"."""
    return _fraction(m, dialect) if int(m["d"]) < int(m["m"]) else None


_TWO: Final = r"(?P<d>\d{1,3})\s?/\s?(?P<m>\d{1,3})(?![\w/]|[.,]\d)"

DATES: Final = (
    rule("date", rf"(?P<d>{_DAY})\s?/\s?(?P<m>{_MONTH})\s?/\s?(?P<y>{_YEAR}){_END}", _date),
    rule(
        "date",
        rf"(?P<d>{_DAY})(?P<x>[.-])(?P<m>{_MONTH})(?P=x)(?P<y>{_YEAR})(?![\w/]|[.,-]\d)",
        _date,
    ),
    rule("date", rf"(?P<d>{_DAY})\s[-–]\s(?P<m>{_MONTH})\s[-–]\s(?P<y>{_YEAR}){_END}", _date),
    rule(
        "date",
        rf"(?P<y>{_YEAR})(?P<x>[-/])(?P<m>0[1-9]|1[0-2])(?P=x)(?P<d>{_DAY})(?![\w/]|[.,-]\d)",
        _iso,
    ),
    rule("date", rf"(?P<d>{_DAY})/(?P<m>{_MONTH})/(?P<y>\d\d){_END}", _date),
    rule(
        "date",
        rf"(?P<d>{_DAY})[-.](?P<m>{_MONTH})(?![\w/-]|[.,]\d|\s?[-–]\s?\d)",
        _date,
        after=r"(?:ngày|lễ|tết|dịp|sáng|trưa|chiều|tối|đêm|hôm|quốc khánh|nay)\s(?:\d{1,2}(?:,| và)\s)*",
    ),
    rule(
        "date",
        r"(?P<d>30|20|27|22|19|26|21)-(?P<m>4|11|7|12|5|10|2|3|8|6)(?![\w/]|[.,]\d|\s?[%–-])",
        _holiday,
    ),
    rule(
        "month",
        rf"(?P<m>{_MONTH})\s?[/.-]\s?(?P<y>{_YEAR}){_END}",
        _month,
        after=r"(?:tháng|quý)\s",
    ),
    rule(
        "month",
        rf"(?P<m>{_MONTH})\s?/\s?(?P<y>(?:19|20)\d\d){_END}",
        _month,
        unless=r"(?:số|nghị định|luật|thông tư|án|quyết định|nghị quyết|khóa|khoá|kỳ|QĐ|NĐ|NQ)\s",
    ),
    rule("month", rf"(?P<m>{_MONTH})-(?P<y>(?:19|20)\d\d)(?![\w/-]|[.,]\d)", _month),
    rule(
        "house number",
        _TWO,
        _over,
        after=r"(?:số nhà|nhà số|địa chỉ|địa chỉ:|hẻm|ngõ|ngách|kiệt|số|thửa|thửa đất|tờ|lô|lô đất|lớp)\s",
    ),
    rule("proportion", r"(?P<d>24)/(?P<m>24|7)(?!\w)", _over),
    rule("fraction", rf"{_TWO}(?=\s{_WHOLE}\b)", _small_fraction),
    rule("fraction", _TWO, _small_fraction, after=r"(?:vòng|vòng đấu|tứ kết|bán kết|chung kết)\s"),
    rule(
        "fraction",
        r"(?P<d>\d{1,2})/(?P<m>[2-9]|10)(?![\w/]|\s?[-–]\s?\d)",
        _small_fraction,
        after=_PART_WORDS,
    ),
    rule("proportion", rf"{_TWO}(?=\s{_COUNTED}\b)", _over),
    rule("date", rf"(?P<d>{_DAY})\s?/\s?(?P<m>{_MONTH}){_END}", _date, after=_DAY_WORDS),
    rule("fraction", r"(?P<d>1)/(?P<m>2)(?=\s(?!và|tại|vừa|tới)[^\W\d_])", _fraction),
    rule("proportion", _TWO, _over, after=r"(?:t[ỷỉ] lệ|t[ỷỉ] số|huyết áp|thị lực|đạt|xếp|hạng)\s"),
    rule("date", rf"(?P<d>{_DAY})/(?P<m>{_MONTH}){_END}", _date),
    rule("proportion", _TWO, _over),
)

_WEEK: Final = r"(?:T[2-7]|CN)(?!\w)"
MONTHS: Final = (
    rule("weekday", rf"T(?P<n>[2-7])(?=\s?[-–]\s?{_WEEK})", lambda m, d: _weekday(m["n"], d)),
    rule(
        "weekday",
        rf"{_WEEK}",
        lambda m, d: "chủ nhật" if m[0] == "CN" else _weekday(m[0][1], d),
        after=r"(?:T|thứ )[2-7]\s?[-–]\s?",
    ),
    rule(
        "month",
        r"T(?P<m>0?[1-9]|1[0-2])(?=\s?/\s?(?:19|20)\d\d(?!\w))",
        (lambda m, d: f"tháng {_of_month(m['m'], d)}"),
    ),
)

TIMES: Final = (
    rule(
        "time",
        r"(?P<h>[01]?\d|2[0-4])\s?(?:h|g|giờ)\s?(?P<min>[0-5]\d)"
        r"(?:\s?(?:p|ph|phút|'|’|′)(?!\w)(?:\s?(?P<s>[0-5]?\d)(?:s|\"|”|″|''|\sgiây))?|(?!\w|[.,]\d))",
        _time,
    ),
    rule("time", r"(?P<h>[01]?\d|2[0-4])h(?P<min>)(?![\w²]|/\d)", _time),
    rule(
        "time",
        r"(?P<h>[01]?\d|2[0-4])g(?P<min>)(?=\s(?:sáng|trưa|chiều|tối|đêm|ngày|hôm)\b)",
        _time,
    ),
    rule(
        "time",
        r"(?P<h>[01]?\d|2[0-4])g(?P<min>)(?!\w)",
        _time,
        after=r"(?:lúc|từ|đến|tới|trước|sau|vào|hồi|mở cửa|khoảng|đúng)\s",
    ),
    rule(
        "time",
        r"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\w:]|[.,]\d)",
        _time,
        unless=r"(?:t[ỷỉ] lệ|t[ỷỉ] số)\s",
    ),
    rule(
        "minute",
        r"(?P<n>\d{1,3})\+(?P<x>\d{1,2})(?!\w)",
        lambda m, d: f"{cardinal(int(m['n']), d)} cộng {cardinal(int(m['x']), d)}",
        after=r"phút(?: thứ)?\s",
    ),
    rule(
        "minute", r"(?P<n>\d{1,3})['’′](?![\w'’])", lambda m, d: f"{cardinal(int(m['n']), d)} phút"
    ),
)
