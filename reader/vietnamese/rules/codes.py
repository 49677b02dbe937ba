"""Codes: legal documents, phones, plates, roads, classes, rows of digits.

Documents are numbered as Nghị định 30/2020/NĐ-CP (appendix III) says: number, year, type, issuer.
"""

from __future__ import annotations

import re
from typing import Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese import written
from reader.vietnamese.letters import spell
from reader.vietnamese.numbers import Dialect, cardinal, digits
from reader.vietnamese.rule import rule

_TYPES: Final = tables.pairs("reader.vietnamese", "documents")
_ISSUERS: Final = tables.pairs("reader.vietnamese", "issuers")
_SHORT: Final = tables.pairs("reader.vietnamese", "abbreviations")
_MADE_OF: Final = {"B": "bộ", "S": "sở", "P": "phòng", "T": "tổng"}
_PARTS: Final = lazy(r"[-/.,&\s]+")
_NUMBERED: Final = lazy(r"([^\W\d_]+)(\d+)")
_CAPITALS: Final = "A-ZĐƯÔ"
_KIND: Final = tables.one_of("reader.vietnamese", "documents")
_OFFICE: Final = rf"[{_CAPITALS}][{_CAPITALS}a-zđ&]*\d*"
_CODE: Final = rf"(?P<code>(?:{_KIND}|{_OFFICE})(?:[-/]{_OFFICE})*)(?![\w])"


def _number(number: str, dialect: Dialect) -> str:
    text = re.match(r"\d+", number)
    letters = spell(re.sub(r"\d", "", number))
    return f"{written.whole(text[0], dialect) if text else ''} {letters}".strip()


def code(text: str, dialect: Dialect) -> str:
    """The words of "NĐ-CP", "QĐ-UBND", "NQ/TW", "QH14"."""
    kind, *offices = _PARTS.split(text)
    said = (
        [_TYPES[kind]]
        if kind in _TYPES and (offices or kind not in _ISSUERS)
        else [office(kind, dialect)]
    )
    return " ".join([*said, *(office(name, dialect) for name in offices)])


def office(text: str, dialect: Dialect) -> str:
    """Who issued: a known office, a ministry or department made of known parts, or letters."""
    if match := _NUMBERED.fullmatch(text):
        return f"{office(match[1], dialect)} {cardinal(int(match[2]), dialect)}"
    if known := _ISSUERS.get(text) or _SHORT.get(text) or _TYPES.get(text):
        return known
    kind, rest = _MADE_OF.get(text[:1]), text[1:]
    if kind and (field := _SHORT.get(rest)):
        return f"{kind} {field}"
    return spell(text)


def _document(m: re.Match[str], dialect: Dialect) -> str:
    year = m.groupdict().get("year")
    between = f" năm {cardinal(int(year), dialect)}" if year else ""
    return f"{_number(m['n'], dialect)}{between} {code(m['code'], dialect)}"


def _office_code(m: re.Match[str], dialect: Dialect) -> str | None:
    """Only where the offices are known ones: "CĐ-ĐH" is cao đẳng, đại học."""
    kind, *offices = _PARTS.split(m[0])
    known = kind in _TYPES and all(map(_is_office, offices)) and m[0] not in _SHORT
    return code(m[0], dialect) if known else None


def _is_office(text: str) -> bool:
    name = text.rstrip("0123456789")
    return name in _ISSUERS or (text[:1] in "BS" and text[1:] in _SHORT)


def _each_digit(m: re.Match[str], _dialect: Dialect) -> str:
    return " ".join(filter(None, (_sign(part) for part in re.findall(r"\+|\d+", m[0]))))


def _sign(part: str) -> str:
    return "cộng" if part == "+" else digits(part)


def _plate(m: re.Match[str], _dialect: Dialect) -> str:
    return " ".join(digits(c) if c.isdecimal() else spell(c) for c in m[0] if c.isalnum())


def _with_letter(m: re.Match[str], dialect: Dialect) -> str:
    rest = written.whole(m["k"], dialect) if m.groupdict().get("k") else ""
    return " ".join(filter(None, (written.whole(m["n"], dialect), spell(m["l"]), rest)))


_NUMBER: Final = r"(?P<n>\d{1,6}[a-z]?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_ACCOUNT: Final = (
    r"(?:tài khoản|stk|cmnd|cccd|căn cước|căn cước công dân|mã số|mã số thuế|mst|số hiệu|isbn"
    r"|hộ chiếu|số seri|seri"
    r"|mã vận đơn|mã đơn|imei|chứng minh nhân dân|mã|otp|zalo|điện thoại|đt|sđt|hotline|liên hệ"
    r"|gọi|tổng đài)(?: số)?\s?:?\s?"
)
_HOTLINE: Final = (
    r"(?:số|gọi|hotline|đường dây nóng|tổng đài|cảnh sát|cứu thương|cấp cứu|điện thoại|đt"
    r"|cứu hỏa|cứu hoả|chữa cháy"
    r"|phản ứng nhanh|công an|lực lượng|bấm|quay|đội)(?: số)?\s?:?\s?(?:11\d\s?(?:,|hoặc|và|/|-)\s?)*"
)
_CALLED: Final = (
    r"(?:lớp|số|quốc lộ|tỉnh lộ|đường|ngõ|phòng|lô|khu|tòa|toà|nhà|ngách|hẻm|kiệt|điều|khoản"
    r"|mẫu|phường|block|cổng|ql|tl"
    r"|đt|căn|tổ|khối|vùng|khoang|ghế|xe buýt|tuyến|hầm|kho|bến|nhóm|bài|câu)\s?\.?\s?"
)

CODES: Final = (
    rule("picture", r"(?P<n>[248])K(?!\w)", lambda m, d: f"{cardinal(int(m['n']), d)} ca"),
    rule("document", rf"{_NUMBER}\s?/\s?{_YEAR}\s?/\s?{_CODE}", _document),
    rule(
        "document",
        rf"(?P<n>\d{{1,6}})[-/](?P<code>(?:{_KIND})(?:[-/&]{_OFFICE})+)(?![\w])",
        _document,
    ),
    rule(
        "document",
        rf"(?P<n>\d{{1,6}})/(?P<code>[{_CAPITALS}]{{2,}}[{_CAPITALS}a-z&]*(?:-{_OFFICE})*)(?![\w])",
        _document,
    ),
    rule("document", rf"{_NUMBER}[/-]{_CODE}", _document, after=r"(?:số|số:)\s"),
    rule(
        "plate",
        r"\d{2}[A-ZĐ]{1,2}\d?\s?[-–. ]\s?\d{3}[.]?\d{2}(?!\w)|\d{2}[A-ZĐ]\d?-\d{4}(?!\w)",
        _plate,
    ),
)

PHONES: Final = (
    rule(
        "phone",
        r"(?:\+84|\(\+84\)|\(0\d{1,3}\)|0\d{1,3})(?:[ .-]?\d{2,4}){2,4}(?![\w/]|[.,]\d)",
        (lambda m, d: _each_digit(m, d) if len(re.sub(r"\D", "", m[0])) in range(9, 13) else None),
    ),
    rule("phone", r"1[89]00[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?(?![\w/]|[.,]\d)", _each_digit),
    rule(
        "phone",
        r"(?:11[1-9]|1080|911|1022)(?![\w/%]|[.,]\d)(?!\s(?:người|đồng|triệu|tỷ|tỉ|km|ca|vụ|tấn|nghìn|ngàn|cán|chiến|đại))",
        _each_digit,
        after=_HOTLINE,
    ),
    rule(
        "phone",
        r"\d{2,4}(?:[ .-]\d{2,4}){1,3}(?![\w/]|[.,]\d)",
        _each_digit,
        after=r"(?:điện thoại|đt|sđt|hotline|fax|zalo|tel|đường dây nóng|tổng đài)(?: số)?\s?:?\s?",
    ),
    rule(
        "digits",
        r"(?:\d{5,}|\d{3,}(?=[ .-]\d\d))(?:[ .-]\d{2,})*(?![\w]|[.,]\d)",
        _each_digit,
        after=_ACCOUNT,
    ),
    rule("digits", r"0\d{4,}(?!\w|[.,]\d)", _each_digit),
    rule("digits", r"\d{10,}(?!\w|[.,]\d)(?!\s?(?:đồng|đ|USD|VND|VNĐ|người|%)(?!\w))", _each_digit),
    rule(
        "road or class",
        r"(?P<n>\d{1,4})(?P<l>[A-Za-zĐđ])(?P<k>\d{0,2})(?!\w)",
        _with_letter,
        after=_CALLED,
    ),
)

MIXED: Final = (
    rule("generation", r"(?P<n>[2-6])G(?!\w)", lambda m, d: f"{cardinal(int(m['n']), d)} gờ"),
    rule(
        "number and letters",
        r"(?P<n>\d{1,4})(?P<l>[A-Za-zĐđ]{1,3})(?P<k>\d{0,4})(?!\w)",
        _with_letter,
    ),
)

OFFICES: Final = (rule("office code", rf"(?:{_KIND})(?:[-/]{_OFFICE})+(?![\w])", _office_code),)
