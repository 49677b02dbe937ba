"""A clip as a file that any player plays, any tag editor reads, and that checks itself.

    ID3v2.4 tag
        TXXX "reader-clip"   {"format": 1, "samples": …, "sample_rate": …,
                              "marks": [[sample, word], …], "engine": …, "voice": …, "text": …}
        TXXX "sha256"        of everything else: the file with this text left out
    MPEG frames

A file is right if packing what was read from it gives the same bytes again: no byte of it can
change unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.values import Clip, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
_DIGITS: Final = 64
_HEAD: Final = 10


class Kept(NamedTuple):
    """A clip and what was noted beside it."""

    clip: Clip
    notes: Mapping[str, Any]


def pack(clip: Clip, notes: Mapping[str, Any]) -> bytes:
    """The file's bytes; `notes` are JSON values for people and statistics."""
    facts = {
        "format": FORMAT,
        "samples": clip.samples,
        "sample_rate": clip.sample_rate,
        "marks": [[mark.sample, mark.word] for mark in clip.marks],
        **notes,
    }
    return _build(json.dumps(facts, ensure_ascii=False, separators=(",", ":")), clip.mp3)


def unpack(data: bytes) -> Kept | None:
    """What was packed; None if the bytes are not exactly that."""
    try:
        size = _from_synchsafe(data[6:10])
        length = _from_synchsafe(data[14:18])
        text = data[20 : 20 + length]
        facts = json.loads(text.partition(b"\0")[2])
        mp3 = data[_HEAD + size :]
        if facts.pop("format") != FORMAT or _build(_text(text), mp3) != data:
            return None
        marks = tuple(Mark(sample, word) for sample, word in facts.pop("marks"))
        return Kept(Clip(mp3, facts.pop("samples"), facts.pop("sample_rate"), marks), facts)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _text(frame: bytes) -> str:
    return frame.partition(b"\0")[2].decode()


def _build(facts: str, mp3: bytes) -> bytes:
    told = _txxx("reader-clip", facts)
    size = len(told) + len(_txxx("sha256", "0" * _DIGITS))
    head = b"ID3\x04\0\0" + _synchsafe(size)
    digest = hashlib.sha256(head + told + mp3).hexdigest()
    return head + told + _txxx("sha256", digest) + mp3


def _txxx(name: str, text: str) -> bytes:
    """An ID3v2.4 text frame of the user's own, in UTF-8 (id3v2.4.0-frames, 4.2.6)."""
    body = b"\x03" + name.encode() + b"\0" + text.encode()
    return b"TXXX" + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes, seven each (id3v2.4.0-structure, 6.2)."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _from_synchsafe(data: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=True))
