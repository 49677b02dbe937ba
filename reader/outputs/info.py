"""The Info header: the silent first frame that tells a player length, seek points and delay.

Layout after the frame's side information (the "Xing" header as its makers described it, and
LAME's extension of it):

    "Info"  flags:4  frames:4  bytes:4  TOC:100  quality:4
    "LAME…":9  revision+method:1  lowpass:1  peak:4  gains:4  flags:1  rate:1  delay+padding:3
    misc:1  gain:1  preset:2  length:4  crc of the music:2  crc of this tag:2
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from reader.audio.frames import Header, header_for

if TYPE_CHECKING:
    from collections.abc import Sequence

DELAY: Final = 576
"""Samples that LAME puts before the sound; with the 529 of any decoder, `DECODER_DELAY`."""
TAIL_FRAMES: Final = 2
"""Silent frames at the end of a file. A player takes 1,105 samples off the front and `_padding` −
529 off the end, so with these the length heard is exactly the sum of the clips."""
_FIELDS: Final = 0x0F
_ROOM: Final = 4 + 4 + 4 + 4 + 100 + 4 + 36
_CBR: Final = 1


def header(sample_rate: int, kbps: int, frames: int, size: int, seek: Sequence[float]) -> bytes:
    """The frame to put in front.

    Args:
        sample_rate: In hertz.
        kbps: Of the music's frames.
        frames: Of the music, the tail's included.
        size: Of the music, in bytes.
        seek: At each per cent of the time, the share of the music's bytes (0–1); 100 of them.
    """
    frame = _roomy(sample_rate)
    total = size + frame.size
    toc = bytes(min(255, int((frame.size + share * size) / total * 256)) for share in seek)
    body = b"Info" + struct.pack(">III", _FIELDS, frames, total) + toc + struct.pack(">I", 50)
    body += _lame(sample_rate, kbps, total, TAIL_FRAMES * frame.samples)
    start = frame.pack() + bytes(frame.side_info) + body
    return (start + struct.pack(">H", _crc(start))).ljust(frame.size, b"\0")


def _lame(sample_rate: int, kbps: int, total: int, tail: int) -> bytes:
    """All of LAME's extension but its own checksum."""
    lowpass = min(255, sample_rate // 200)
    gapless = (DELAY << 12 | tail - DELAY).to_bytes(3, "big")
    return (
        b"LAME3.100"
        + bytes((_CBR, lowpass))
        + bytes(8)
        + bytes((0, min(255, kbps)))
        + gapless
        + bytes(4)
        + struct.pack(">IH", total, 0)
    )


def _roomy(sample_rate: int) -> Header:
    """The smallest frame that has room for it all."""
    for kbps in (64, 80, 96, 112, 128, 160):
        frame = header_for(sample_rate, kbps)
        if frame.size >= 4 + frame.side_info + _ROOM:
            return frame
    return header_for(sample_rate, 160)


def _crc(data: bytes) -> int:
    """CRC-16/ARC: polynomial 0x8005, reflected, as LAME has it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
