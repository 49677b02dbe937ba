"""Addresses of pages and mailboxes, file names, hashtags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader import tables
from reader.patterns import lazy
from reader.vietnamese import foreign, written
from reader.vietnamese.letters import spell
from reader.vietnamese.rule import rule
from reader.vietnamese.syllables import is_syllable, unmarked

if TYPE_CHECKING:
    from reader.vietnamese.numbers import Dialect

_NAMES: Final = tables.pairs("reader.vietnamese", "names")
_SIGNS: Final = {
    ".": "chấm", "@": "a còng", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "?": "hỏi",
    "=": "bằng", "&": "và", "#": "thăng", ":": "hai chấm", "%": "phần trăm", "+": "cộng", "~": "ngã",
}  # fmt: skip
_LABELS: Final = {
    "com": "com", "vn": "vê nờ", "gov": "gấp", "org": "o rờ gờ", "net": "nét", "edu": "e đu", "www": "vê kép vê kép vê kép",
    "info": "in phô", "html": "hát tê mờ lờ", "htm": "hát tê mờ", "gmail": "gờ meo", "mail": "meo", "email": "i meo",
    "pdf": "pê đê ép", "doc": "đoóc", "docx": "đoóc ích", "xls": "ích lờ ét", "xlsx": "ích lờ ét ích", "jpg": "gi pê giê",
    "mp3": "em pê ba", "mp4": "em pê bốn", "zip": "dép", "exe": "e ích e", "txt": "tê ích tê", "png": "pê nờ giê",
    "http": "hát tê tê pê", "https": "hát tê tê pê ét", "chinhphu": "chính phủ", "io": "i o", "tv": "ti vi",
}  # fmt: skip
_ENDINGS: Final = (
    "com|vn|net|org|gov|edu|info|io|biz|tv|me|asia|eu|uk|us|jp|kr|cn|fr|de|app|dev|xyz|shop"
    "|news|co|ai|ly|gl"
)
_FILES: Final = (
    "pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|zip|rar|exe|txt|html?|csv|json|py|wav|apk|mov"
    "|avi|svg"
)
_LABEL: Final = r"[A-Za-z0-9_-]+"
_CAMEL: Final = lazy(r"[^\W\d_a-z][^\W\d_A-Z]+|[^\W\d_]+|\d+")
_SYLLABLE: Final = 7
"""Letters of the longest syllable: "nghieng"."""
_LONG: Final = 60
_SCHEME: Final = lazy(r"https?://")


def _address(m: re.Match[str], dialect: Dialect) -> str:
    text = _SCHEME.sub("", m[0]).rstrip("/")
    shown = text if len(text) <= _LONG else text.partition("/")[0]
    return " ".join(filter(None, (_part(part, dialect) for part in _parts(shown))))


def _parts(text: str) -> list[str]:
    named = re.findall(r"mp[34](?!\w)|[^\W\d_]+|\d+|[^\w\s]|_", text, re.IGNORECASE)
    return [str(part) for part in named]


def _part(part: str, dialect: Dialect) -> str:
    if part in _SIGNS:
        return _SIGNS[part]
    if part.isdecimal():
        return written.in_code(part, dialect)
    lower = part.lower()
    return _LABELS.get(lower) or _NAMES.get(lower) or _label(lower)


def _label(label: str) -> str:
    """Vietnamese without its marks, cut into syllables; else by the ear."""
    if syllables := _cut(label):
        return " ".join(syllables)
    return foreign.say(label)


def _cut(label: str) -> list[str]:
    """The fewest unmarked syllables that make up a label, none if none do."""
    known = unmarked()
    best: list[list[str] | None] = [[], *[None] * len(label)]
    for end in range(1, len(label) + 1):
        for start in range(max(0, end - _SYLLABLE), end - 1):
            before, said = best[start], known.get(label[start:end])
            if before is None or said is None:
                continue
            longer = best[end]
            if longer is None or len(before) + 1 < len(longer):
                best[end] = [*before, said]
    return best[-1] or []


def _hashtag(m: re.Match[str], dialect: Dialect) -> str:
    parts = _CAMEL.findall(m[0])
    return "hát tắc " + " ".join(filter(None, (_tagged(part, dialect) for part in parts)))


def _tagged(part: str, dialect: Dialect) -> str:
    if is_syllable(part):
        return part.lower()
    return _part(part, dialect) if part.isdecimal() or part.isascii() else spell(part)


WEB: Final = (
    rule("mail address", rf"[A-Za-z0-9][A-Za-z0-9._%+-]*@{_LABEL}(?:\.{_LABEL})+", _address),
    rule("web address", r"https?://[^\s<>\"“”'’)\]]+[^\s<>\"“”'’)\].,;:!?]", _address),
    rule(
        "web address",
        rf"(?:www\.)?{_LABEL}(?:\.{_LABEL})*\.(?:{_ENDINGS})(?![\w])(?:/[^\s<>\"“”)\],;]*[\w/])?",
        _address,
    ),
    rule("file name", rf"[\w-]+\.(?:{_FILES})(?!\w)", _address),
)
HASHTAGS: Final = (
    rule("hashtag", r"#[^\W\d]\w*", _hashtag),
    rule("mention", r"@[A-Za-z]\w*", _address),
)
