"""Facts and sound as one file that any player plays, any tag editor reads, and that checks itself.

    ID3v2.4 tag
        TXXX KIND        the facts, as JSON
        TXXX "sha256"    of everything else: the file with this text left out
    sound

No byte can change unnoticed: those of the checksum's text are compared, all others are summed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CLIP: Final = "reader-clip"
RECORDING: Final = "reader-recording"
_HEAD: Final = 10
_FRAME: Final = _HEAD + 10


class Sealed(NamedTuple):
    """What a file holds, and of what kind it is."""

    kind: str
    facts: dict[str, Any]
    sound: bytes


def seal(kind: str, facts: Mapping[str, Any], sound: bytes) -> bytes:
    """The file's bytes."""
    told = _txxx(kind, json.dumps(facts, ensure_ascii=False, separators=(",", ":")))
    front = b"ID3\x04\0\0" + _synchsafe(len(told) + _CHECK) + told
    return b"".join((front, _checksum(front, sound), sound))


def unseal(data: bytes) -> Sealed | None:
    """What was sealed; None if the bytes are not exactly that."""
    end = _FRAME + _from_synchsafe(data[14:18])
    front, check, sound = data[:end], data[end : end + _CHECK], data[end + _CHECK :]
    if check != _checksum(front, sound):
        return None
    kind, _, text = front[_FRAME + 1 :].partition(b"\0")
    return Sealed(kind.decode(), json.loads(text), sound)


def _checksum(front: bytes, sound: bytes) -> bytes:
    digest = hashlib.sha256(front)
    digest.update(sound)
    return _txxx("sha256", digest.hexdigest())


def _txxx(name: str, text: str) -> bytes:
    """An ID3v2.4 text frame of the user's own, in UTF-8 (id3v2.4.0-frames, 4.2.6)."""
    body = b"\x03" + name.encode() + b"\0" + text.encode()
    return b"TXXX" + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes, seven each (id3v2.4.0-structure, 6.2)."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _from_synchsafe(data: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=False))


_CHECK: Final = len(_txxx("sha256", "0" * 64))
