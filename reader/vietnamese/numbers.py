"""Numbers as they are said: grouping in thousands, "mốt", "tư", "lăm", "linh"."""

from __future__ import annotations

from typing import Final, NamedTuple

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LONGEST: Final = 18
"""Digits; a longer row of them is an account or a code, and is said digit by digit."""


class Dialect(NamedTuple):
    """What differs between north and south when numbers are said."""

    thousand: str
    odd: str
    four_after_tens: str


NORTH: Final = Dialect("nghìn", "linh", "tư")
SOUTH: Final = Dialect("ngàn", "lẻ", "bốn")
DIALECTS: Final = {"north": NORTH, "central": NORTH, "south": SOUTH}


def cardinal(number: int, dialect: Dialect = NORTH) -> str:
    """0 and up: 2024 is "hai nghìn không trăm hai mươi tư"."""
    text = str(number)
    if len(text) > _LONGEST:
        return digits(text)
    if number < 1_000_000_000:  # noqa: PLR2004 - a billion: from here on "tỷ" is counted
        return _below_billion(number, dialect, full=False) or _DIGITS[0]
    billions, rest = divmod(number, 1_000_000_000)
    tail = _below_billion(rest, dialect, full=True)
    return f"{cardinal(billions, dialect)} tỷ {tail}".strip()


def digits(text: str) -> str:
    """Each digit by itself."""
    return " ".join(_DIGITS[int(c)] for c in text if c.isdecimal())


def _below_billion(number: int, dialect: Dialect, *, full: bool) -> str:
    parts = []
    for size, name in ((1_000_000, "triệu"), (1_000, dialect.thousand), (1, "")):
        group, number = divmod(number, size)
        if group:
            parts.append(f"{_hundreds(group, dialect, full=full)} {name}".strip())
            full = True
        elif full and not parts:
            continue
    return " ".join(parts)


def _hundreds(number: int, dialect: Dialect, *, full: bool) -> str:
    """1–999; `full` says the hundred even where it is none: "không trăm linh năm"."""
    hundred, rest = divmod(number, 100)
    parts = [f"{_DIGITS[hundred]} trăm"] if hundred or full else []
    if rest:
        parts.append(_tens(rest, dialect, after_hundred=bool(parts)))
    return " ".join(parts)


def _tens(number: int, dialect: Dialect, *, after_hundred: bool) -> str:
    ten, one = divmod(number, 10)
    if not ten:
        return f"{dialect.odd} {_DIGITS[one]}" if after_hundred else _DIGITS[one]
    tens = "mười" if ten == 1 else f"{_DIGITS[ten]} mươi"
    if not one:
        return tens
    special = {1: "mốt", 4: dialect.four_after_tens} if ten > 1 else {}
    return f"{tens} {({5: 'lăm'} | special).get(one, _DIGITS[one])}"
