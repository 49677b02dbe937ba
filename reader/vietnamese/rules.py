"""The rules, first match first: a written span and what is said for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from reader.vietnamese.numbers import Dialect, cardinal, digits

Reader = Callable[[re.Match[str], Dialect], str]


class Rule(NamedTuple):
    """A way of writing, and how it is read.

    Attributes:
        name: As in explanations.
        pattern: Matched at a word's beginning; must not match nothing.
        read: The match → spoken words; "" for silence.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader


_DASH: Final = r"\s?[-–—]\s?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:1[4-9]|20|21)\d\d"
_END: Final = r"(?![\w/])"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_AFTER: Final = "lần thứ|thế kỷ|quý|khóa|khoá|chương|phần|tập|hạng|kỳ|kỳ họp thứ|thứ"
_UNITS: Final = {
    "km2": "ki lô mét vuông",
    "km²": "ki lô mét vuông",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "m3": "mét khối",
    "m³": "mét khối",
    "km/h": "ki lô mét trên giờ",
    "km": "ki lô mét",
    "cm": "xen ti mét",
    "mm": "mi li mét",
    "kg": "ki lô gam",
    "ha": "héc ta",
    "°C": "độ xê",
    "%": "phần trăm",
    "đ": "đồng",
    "m": "mét",
}
_ABBREVIATIONS: Final = {
    "TP.HCM": "thành phố Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh",
    "TP.": "thành phố",
    "TP": "thành phố",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "MTTQ": "mặt trận tổ quốc",
}
_LETTERS: Final = dict(
    zip(
        "ABCDĐEGHIKLMNOPQRSTUVXYFJWZ",
        [
            "a",
            "bê",
            "xê",
            "dê",
            "đê",
            "e",
            "giê",
            "hát",
            "i",
            "ca",
            "lờ",
            "mờ",
            "nờ",
            "o",
            "pê",
            "quy",
            "rờ",
            "sờ",
            "tê",
            "u",
            "vê",
            "ích",
            "i",
            "ép",
            "gi",
            "vê-kép",
            "dét",
        ],
        strict=True,
    )
)


def _number(text: str, dialect: Dialect) -> str:
    whole, comma, part = text.replace(".", "").partition(",")
    said = cardinal(int(whole), dialect)
    if not comma:
        return said
    decimals = digits(part) if part[0] == "0" else cardinal(int(part), dialect)
    return f"{said} phẩy {decimals}"


def _date(m: re.Match[str], dialect: Dialect) -> str:
    year = f" năm {cardinal(int(m['y']), dialect)}" if m["y"] else ""
    return f"{_of_date(m['d'], m['m'], dialect)}{year}"


def _of_date(day: str, month: str, dialect: Dialect) -> str:
    return f"{cardinal(int(day), dialect)} tháng {_month(month, dialect)}"


def _month(month: str, dialect: Dialect) -> str:
    return "tư" if int(month) == 4 else cardinal(int(month), dialect)  # noqa: PLR2004 - April


def _days(m: re.Match[str], dialect: Dialect) -> str:
    year = f" năm {cardinal(int(m['y']), dialect)}" if m["y"] else ""
    until = _of_date(m["d2"], m["m"], dialect)
    return f"{cardinal(int(m['d']), dialect)} đến {until}{year}"


def _range(m: re.Match[str], dialect: Dialect) -> str:
    return f"{_number(m['a'], dialect)} đến {_number(m['b'], dialect)}"


def _time(m: re.Match[str], dialect: Dialect) -> str:
    minutes = m["min"]
    said = f"{cardinal(int(m['h']), dialect)} giờ"
    return f"{said} {cardinal(int(minutes), dialect)}" if minutes and int(minutes) else said


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _amount(m: re.Match[str], dialect: Dialect) -> str:
    return f"{_number(m['n'], dialect)} {_UNITS[m['u']]}"


_UNIT: Final = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_NUMBER: Final = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_SHORT: Final = "|".join(map(re.escape, sorted(_ABBREVIATIONS, key=len, reverse=True)))


def _rule(name: str, pattern: str, read: Reader) -> Rule:
    return Rule(name, re.compile(pattern), read)


RULES: Final = (
    _rule("end mark", r"\./\.", lambda *_: ""),
    _rule(
        "dates",
        rf"(?P<d>{_DAY}){_DASH}(?P<d2>{_DAY})/(?P<m>{_MONTH})(?:/(?P<y>{_YEAR}))?{_END}",
        _days,
    ),
    _rule("date", rf"(?P<d>{_DAY})[/.-](?P<m>{_MONTH})[/.-](?P<y>{_YEAR}){_END}", _date),
    _rule("date", rf"(?P<d>{_DAY})/(?P<m>{_MONTH})(?P<y>){_END}", _date),
    _rule("time", rf"(?P<h>[01]?\d|2[0-4])(?:h|giờ|g)(?P<min>[0-5]\d)?{_END}", _time),
    _rule("range", rf"(?P<a>{_NUMBER}){_DASH}(?P<b>{_NUMBER}){_END}", _range),
    _rule("amount", rf"(?P<n>{_NUMBER})\s?(?P<u>{_UNIT}){_END}", _amount),
    _rule("number", rf"{_NUMBER}(?!\w)", lambda m, d: _number(m[0], d)),
    _rule(
        "Roman numeral",
        rf"(?<=(?:lần thứ|.thế kỷ) )[IVXLCDM]+{_END}",
        lambda m, d: cardinal(_roman(m[0]), d),
    ),
    _rule("abbreviation", rf"(?:{_SHORT}){_END}", lambda m, _: _ABBREVIATIONS[m[0]]),
    _rule("digits", r"\d+", lambda m, _: digits(m[0])),
    _rule(
        "letters",
        rf"[{''.join(_LETTERS)}]{{2,}}{_END}(?=[^\w]|$)",
        lambda m, _: " ".join(_LETTERS[c] for c in m[0]),
    ),
)
