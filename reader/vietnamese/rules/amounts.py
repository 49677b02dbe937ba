"""Numbers with what they count: units, money, rates; and numbers alone."""

from __future__ import annotations

import re
from typing import Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese import written
from reader.vietnamese.numbers import Dialect, cardinal, digits
from reader.vietnamese.rule import rule
from reader.vietnamese.written import NUMBER

_UNITS: Final = tables.pairs("reader.vietnamese", "units")
_UNIT: Final = rf"(?P<u>{tables.one_of('reader.vietnamese', 'units')})(?![\w²³])"
_LOOSE: Final = frozenset("ATVWNJLBK") | {"ng", "tr", '"'}
"""Units that are something else where a space stands before them, as in "12 A"."""
_MONEY: Final = r"[$€£¥₩]|US\$|USD|EUR|VND|VNĐ|AUD|SGD|GBP|JPY|HKD|CAD"
_SCALE: Final = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|nghìn tỷ|vạn|million|billion|tr)"
_METRES: Final = {"m": "mét", "kg": "ki lô gam", "tr": "triệu", "km": "ki lô mét"}
_FOUR: Final = "4"


def _amount(m: re.Match[str], dialect: Dialect) -> str | None:
    if m["gap"] and m["u"] in _LOOSE:
        return None
    english = m["u"] in {"$", "US$", "USD", "€", "£"}
    return f"{written.say(m['n'], dialect, english=english)} {_UNITS[m['u']]}"


def _money_first(m: re.Match[str], dialect: Dialect) -> str:
    number = written.say(m["n"], dialect, english=True)
    scale = f" {m['scale'].strip()}" if m["scale"] else ""
    return f"{number}{scale} {_UNITS[m['c']]}"


def _and_half(m: re.Match[str], dialect: Dialect) -> str | None:
    """1m75, 2kg5, 1tr2: what follows the unit is its part; m2 and m3 are units themselves."""
    if f"{m['u']}{m['b']}" in _UNITS:
        return None
    rest = cardinal(int(m["b"]), dialect) if m["b"][0] != "0" else digits(m["b"])
    return f"{cardinal(int(m['a']), dialect)} {_METRES[m['u']]} {rest}"


def _ordinal(m: re.Match[str], dialect: Dialect) -> str:
    return {"1": "nhất", _FOUR: "tư"}.get(m[0]) or cardinal(int(m[0]), dialect)


def _plain(m: re.Match[str], dialect: Dialect) -> str:
    return written.say(m[0], dialect)


def _versions(m: re.Match[str], dialect: Dialect) -> str:
    return " chấm ".join(written.whole(part, dialect) for part in m[0].split("."))


def _kilometre_post(m: re.Match[str], dialect: Dialect) -> str:
    said = f"ki lô mét {written.counted(m['a'], dialect)}"
    return f"{said} cộng {written.counted(m['b'], dialect)}" if m["b"] else said


_LARGE: Final = (
    r"(?=\s?(?:%|‰|nghìn|ngàn|triệu|tỷ|tỉ|lần|điểm|độ|tấn|tạ|giờ|phút|giây|trăm)\b|\s?%)"
)

AMOUNTS: Final = (
    rule(
        "amount",
        r"(?P<a>\d{1,3})(?P<u>m|kg|tr|km)(?P<b>\d{1,3})(?!\w|[.,]\d)",
        _and_half,
    ),
    rule("amount", rf"(?P<n>{NUMBER})(?P<gap>\s?){_UNIT}", _amount),
    rule(
        "thousand",
        r"(?P<n>\d{1,4})[kK](?![\w.])",
        lambda m, d: f"{cardinal(int(m['n']), d)} {d.thousand}",
    ),
)

MONEY: Final = (
    rule(
        "amount", rf"(?P<c>{_MONEY})\s?(?P<n>{NUMBER})(?P<scale>\s{_SCALE}\b)?(?!\w)", _money_first
    ),
)

_SPELLED: Final = "|".join(
    re.escape(u) for u in sorted(_UNITS, key=len, reverse=True) if len(u) > 1 and u[0].isalpha()
)
KILOMETRES: Final = (
    rule("unit", r"(?:[kcdm]?m)[23](?!\w)", lambda m, _: _UNITS[m[0]]),
    rule(
        "unit",
        rf"(?:{_SPELLED})(?![\w²³])",
        lambda m, _: _UNITS[m[0]],
        after=r"(?:\S*\d\S{0,2}\s?|(?:triệu|tỷ|tỉ|nghìn|ngàn|vạn|trăm)\s)",
    ),
    rule(
        "kilometre post",
        r"[Kk][Mm]\s?(?P<a>\d{1,5})(?:\s?\+\s?(?P<b>\d{1,4}))?(?!\w|[.,]\d)",
        _kilometre_post,
    ),
)

_GROUPED: Final = lazy(r"[1-9]\d{0,2}(?:\.\d{3})+")
NUMBERS: Final = (
    rule("ordinal", r"[14](?![\w/]|[.,]\d)", _ordinal, after=r"thứ\s"),
    rule("month", r"0?4(?![\w/]|[.,]\d)", "tư", after=r"tháng\s"),
    rule(
        "number",
        r"0\d(?!\w|[.,/]\d)",
        lambda m, d: written.counted(m[0], d),
        after=r"(?:ngày|tháng|năm|quý|tuần|lúc|mùng|đợt|thứ|gồm|có|với|và|được|là|cả|trong|tặng)\s",
    ),
    rule("number", r"00(?=\s?giờ)", "không"),
    rule(
        "number",
        r"0[1-9](?=\s[^\W\d_A-ZĐ])",
        lambda m, d: written.counted(m[0], d),
        unless=r"(?:số|mã|phòng|kênh|nhóm|khoa|đội|đầu|biển|mẫu|cảng|lô|QL|giải|nhà|tàu|xe|ca|cụm|dốc|khu)\s",
    ),
    rule("number", rf"\d+\.\d+(?!\d|[.,]\d|\w){_LARGE}", _plain),
    rule(
        "version",
        r"\d+(?:\.\d+){2,}(?![\w])",
        lambda m, d: None if _GROUPED.fullmatch(m[0]) else _versions(m, d),
    ),
    rule(
        "version",
        r"\d{1,3}\.\d{1,2}(?!\d|[.,]\d|\w)|0\.\d+(?!\w)|\d+\.\d{4,}(?!\w)",
        lambda m, d: written.say(m[0], d, point="chấm"),
    ),
    rule(
        "number",
        r"[1-9]\d{0,2},000(?![\d.,]\d|\d)|[1-9]\d{0,2},\d{3}(?=\s?(?:đồng|đ|VND|VNĐ|USD)(?!\w))",
        lambda m, d: written.say(m[0], d, english=True),
    ),
    rule("number", NUMBER, _plain),
)
