"""Names of letters, as Vietnamese spells acronyms."""

from __future__ import annotations

import unicodedata
from typing import Final

UPPER: Final = "".join(c for c in map(chr, range(0x1EFA)) if c.isupper() and c.isalpha())
"""Capitals of Latin, Greek and Cyrillic, for classes in patterns."""
_NAMES: Final = {
    "a": "a",
    "ă": "á",
    "â": "ớ",
    "b": "bê",
    "c": "xê",
    "d": "dê",
    "đ": "đê",
    "e": "e",
    "ê": "ê",
    "f": "ép",
    "g": "giê",
    "h": "hát",
    "i": "i",
    "j": "gi",
    "k": "ca",
    "l": "lờ",
    "m": "mờ",
    "n": "nờ",
    "o": "o",
    "ô": "ô",
    "ơ": "ơ",
    "p": "pê",
    "q": "quy",
    "r": "rờ",
    "s": "ét",
    "t": "tê",
    "u": "u",
    "ư": "ư",
    "v": "vê",
    "w": "vê kép",
    "x": "ích",
    "y": "i",
    "z": "dét",
}


def spell(text: str) -> str:
    """Each letter by its name: "BHD" is "bê hát dê"; what is no letter is left out."""
    return " ".join(filter(None, map(_name, text.lower())))


def _name(letter: str) -> str:
    if letter in _NAMES:
        return _NAMES[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain.isascii() or not plain.isalpha():
        return _NAMES.get(plain, "")
    import anyascii

    return " ".join(filter(None, (_NAMES.get(c, "") for c in anyascii.anyascii(plain).lower())))
