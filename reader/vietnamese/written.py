"""Numbers as they are written, Vietnamese and English, and how they are said."""

from __future__ import annotations

import re
from typing import Final

from reader.patterns import lazy
from reader.vietnamese.numbers import Dialect, cardinal, digits

_SPACE: Final = "[\u00a0\u202f\u2009]"
NUMBER: Final = (
    r"(?:"
    r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?![\d]|[.,]\d)|"  # 1.234.567,8
    r"[1-9]\d{0,2}(?:,\d{3})+\.\d+(?![\d]|[.,]\d)|"  # 1,234.5
    r"[1-9]\d{0,2}(?:,\d{3}){2,}(?![\d]|[.,]\d)|"  # 1,234,567
    rf"[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:,\d+)?(?!\d)|"  # 1 234 567, with narrow spaces
    r"[1-9]\d{0,2}(?: \d{3}){2,}(?!\d)|"  # 1 234 567
    r"\d+,\d+(?![\d]|[.,]\d)|"  # 6,8
    r"\d+\.\d+(?![\d]|[.,]\d)|"  # 6.8
    r"\d+)"
)
"""A number, greedy; the reading of each form is `say`'s."""

_VIETNAMESE: Final = lazy(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH: Final = lazy(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_THOUSANDS: Final = lazy(r"[1-9]\d{0,2},\d{3}")
_NUMBER_IN_CODE: Final = 4
_CARDINAL: Final = 3
"""Decimals up to this many are said as one number, longer rows digit by digit."""


def say(text: str, dialect: Dialect, *, point: str = "phẩy", english: bool = False) -> str:
    """A number in any written form.

    Args:
        text: What `NUMBER` matches.
        dialect: Whose words.
        point: What a full stop before decimals is called: "phẩy" in amounts, "chấm" in versions.
        english: Whether "1,234" is a thousand and more, as beside "$".
    """
    text = re.sub(rf"{_SPACE}| ", "", text)
    if _VIETNAMESE.fullmatch(text):
        number, _, part = text.replace(".", "").partition(",")
        return _decimal(number, part, dialect, "phẩy")
    if _ENGLISH.fullmatch(text) or (english and _THOUSANDS.fullmatch(text)):
        number, _, part = text.replace(",", "").partition(".")
        return _decimal(number, part, dialect, "phẩy")
    number, comma, part = text.partition("," if "," in text else ".")
    return _decimal(number, part, dialect, "phẩy" if comma == "," else point)


def whole(text: str, dialect: Dialect) -> str:
    """A row of digits as one number; with a leading zero, digit by digit."""
    return digits(text) if len(text) > 1 and text[0] == "0" else cardinal(int(text), dialect)


def in_code(text: str, dialect: Dialect) -> str:
    """A row of digits in a code or an address: a short one is a number, a long one is spelled."""
    return whole(text, dialect) if len(text) <= _NUMBER_IN_CODE else digits(text)


def counted(text: str, dialect: Dialect) -> str:
    """A row of digits as a number of things: "05" is "năm"."""
    return cardinal(int(text), dialect)


def _decimal(number: str, part: str, dialect: Dialect, point: str) -> str:
    if not part:
        return whole(number, dialect)
    grouped = part[0] != "0" and len(part) <= _CARDINAL
    said = cardinal(int(part), dialect) if grouped else digits(part)
    return f"{cardinal(int(number), dialect)} {point} {said}"
