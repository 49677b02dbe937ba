"""Capitals: acronyms without an expansion, letters with digits, headings all in capitals."""

from __future__ import annotations

import re
from typing import Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese import foreign, written
from reader.vietnamese.letters import UPPER, spell
from reader.vietnamese.numbers import Dialect, cardinal
from reader.vietnamese.rule import rule
from reader.vietnamese.syllables import is_syllable

_SHORT: Final = tables.pairs("reader.vietnamese", "abbreviations")
_NAMES: Final = tables.pairs("reader.vietnamese", "names")
_PART: Final = lazy(rf"[{UPPER}]+|[^\W\d_]+|\d+|\+")
_SPELLED: Final = 4
_LETTERS: Final = 3
_LOUD_BEFORE: Final = lazy(rf"([{UPPER}]{{2,}})[\s,:;–\-“\"(]*\Z")
_LOUD_AFTER: Final = lazy(rf"[\s,:;–\-”\")]*([{UPPER}]{{2,}})(?![\w])")


_ROADS: Final = frozenset({"QL", "TL", "HL", "ĐT", "KP", "SN", "TP", "BN"})
"""Short forms that keep their meaning before a number: QL1A."""


def _mixed(m: re.Match[str], dialect: Dialect) -> str:
    return " ".join(filter(None, (_part(part, dialect) for part in _PART.findall(m[0]))))


def _part(part: str, dialect: Dialect) -> str:
    if part.isdecimal():
        return written.in_code(part, dialect)
    if part == "+":
        return "cộng"
    return word(part)


def word(text: str) -> str:
    """A run of letters by itself: known, pronounceable, or spelled."""
    known = (text in _ROADS and _SHORT.get(text)) or _NAMES.get(text.lower())
    if known:
        return known
    if text.isupper() and len(text) <= _SPELLED:
        return spell(text)
    return text if is_syllable(text) else foreign.say(text)


def _acronym(m: re.Match[str], _dialect: Dialect) -> str | None:
    text = m[0]
    if is_syllable(text) and (len(text) > _LETTERS or not text.isascii() or _is_loud(m)):
        return None
    return spell(text) if len(text) <= _LONGEST or not _pronounceable(text) else foreign.say(text)


_LONGEST: Final = 5


def _pronounceable(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[^AEIOUY]{0,2}[AEIOUY]{1,2})+[^AEIOUY]{0,2}", text))


def _is_loud(m: re.Match[str]) -> bool:
    """Whether it stands among capitals, as in a heading."""
    left = m.string[max(0, m.start() - 20) : m.start()]
    found = (_LOUD_BEFORE.search(left), _LOUD_AFTER.match(m.string, m.end()))
    return any(match and is_syllable(match[1]) for match in found)


def _dotted(m: re.Match[str], dialect: Dialect) -> str:
    """PM2.5, A320, QL1A, H5N1: letters, then numbers."""
    said = []
    for part in re.findall(rf"[{UPPER}]+|[a-z]+|[\d.]+|\+", m[0].strip(".")):
        if re.fullmatch(r"\d+(?:\.\d+)+", part):
            said.append(" chấm ".join(cardinal(int(p), dialect) for p in part.split(".")))
        elif number := part.strip("."):
            said.append(_part(number, dialect))
    return " ".join(filter(None, said))


_CONSONANTS: Final = frozenset("BCDĐFGHJKLMNPQRSTVWXZ")
"""A vowel by itself is a syllable: "Y tế"."""
ACRONYMS: Final = (
    rule("pandemic", r"(?i:COVID)[-–\s]?19(?!\w)", "cô vít mười chín"),
    rule(
        "letters and number",
        rf"[{UPPER}]{{1,6}}[-.]?\d+(?:\.\d+)*[{UPPER}a-z+]{{0,3}}(?![\w])",
        _dotted,
    ),
    rule("letters and number", rf"(?=[\w-]*\d)(?=[{UPPER}])[^\W_]+(?:-[^\W_]+)*(?![\w])", _mixed),
    rule("acronym", rf"[{UPPER}]{{2,}}(?![\w])", _acronym),
    rule(
        "letters",
        rf"(?:[{UPPER}]\.)+[{UPPER}](?!\w)|(?:[{UPPER}]\.){{2,}}(?!\w)",
        lambda m, _: spell(m[0]),
    ),
    rule(
        "letter", rf"[{UPPER}](?![\w])", lambda m, _: spell(m[0]) if m[0] in _CONSONANTS else None
    ),
)
