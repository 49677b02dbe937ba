"""Which charset a text is in: a byte order mark, the header, the page itself, or its bytes.

Valid UTF-8 that uses more than ASCII is UTF-8 whatever was declared: no text of another charset
looks so by chance. Of what is declared, the names stand for what browsers take them for
(WHATWG Encoding, "iso-8859-1" is windows-1252). Where nothing is declared, or the declaration
does not fit the bytes, the Vietnamese charsets are tried by how Vietnamese their reading is
(`legacy`), then all others by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from reader.patterns import lazy

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = lazy(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD: Final = 8192
"""Bytes at the start in which a page names its charset; browsers look at 1,024."""
_AS_BROWSERS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
}
"""WHATWG Encoding, names and labels: https://encoding.spec.whatwg.org/#names-and-labels"""
_BROKEN: Final = 0.02
"""Share of undecodable characters up to which UTF-8 is damaged UTF-8 and not something else."""


def read(body: bytes, header: str | None, *, is_html: bool) -> tuple[str, str, tuple[str, ...]]:
    """The text, the charset it was in, and what had to be mended to read it."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return (*_whole(body[len(mark) :], name),)
    declared = _known(header) or (_known(_named_in(body)) if is_html else None)
    if not body.isascii() and _fits(body, "utf-8"):
        return body.decode(), "utf-8", _instead("utf-8", declared)
    if declared and _fits(body, declared):
        return body.decode(declared), declared, ()
    return _damaged_utf8(body) or _guessed(body, declared)


def _named_in(body: bytes) -> str | None:
    found = _META.search(body[:_HEAD])
    return found[1].decode("ascii", "replace") if found else None


def _known(label: str | None) -> str | None:
    """Python's name for a label, None for one that means nothing."""
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS.get(name, name)


def _fits(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _whole(body: bytes, charset: str) -> tuple[str, str, tuple[str, ...]]:
    text = body.decode(charset, "replace")
    lost = text.count("\ufffd")
    return text, charset, (f"{lost} undecodable characters",) if lost else ()


def _instead(charset: str, declared: str | None) -> tuple[str, ...]:
    return (f"{charset} declared as {declared}",) if declared not in (charset, None) else ()


def _damaged_utf8(body: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """UTF-8 that was cut or mixed with a few foreign bytes."""
    text, charset, notes = _whole(body, "utf-8")
    wide = sum(1 for char in text if char > "\x7f")
    return (text, charset, notes) if text.count("\ufffd") <= wide * _BROKEN * 5 else None


def _guessed(body: bytes, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:200_000]).best()
    name = best.encoding if best else "cp1252"
    text, name, notes = _whole(body, _known(name) or "cp1252")
    return text, name, (*_instead(name, declared), *notes)
