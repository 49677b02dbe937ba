"""Bytes → text: the right charset, then the repair of what older software left behind.

    bytes ─charset: mark, header, meta, or detection→ str ─repair→ str in NFC

What was done to the text is told (`Decoded.repairs`); good text is never changed but for NFC.
"""

from __future__ import annotations

import dataclasses

from reader.encoding import charset as _charset
from reader.encoding.repairs import repair

__all__ = ["Decoded", "decode", "repair"]


@dataclasses.dataclass(frozen=True, slots=True)
class Decoded:
    """Text that came as bytes.

    Attributes:
        text: In NFC.
        charset: The Python name of the encoding that the bytes were decoded from.
        repairs: What had to be mended, oldest first; English, for people.
    """

    text: str
    charset: str
    repairs: tuple[str, ...] = ()


def decode(body: bytes, *, header_charset: str | None = None, is_html: bool = True) -> Decoded:
    """The text of a page or a file.

    Args:
        body: As it came, unpacked.
        header_charset: What ``Content-Type`` said, if anything.
        is_html: Whether the text itself may name its charset, in a ``<meta>`` or ``<?xml …?>``.
    """
    raw, name, notes = _charset.read(body, header_charset, is_html=is_html)
    text, repairs = repair(raw)
    return Decoded(text, name, notes + repairs)
