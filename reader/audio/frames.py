"""MPEG audio layer III frames, as bytes: count them, walk them, make silent ones.

Of all the standard (ISO/IEC 11172-3, 13818-3) only what a constant-rate mono stream needs:

    AAAAAAAA AAABBCCD EEEEFFGH IIJJKLMM     A sync, B version, C layer, D no CRC,
                                            E bit rate, F sample rate, G padding, I mono

A frame is 1,152 samples at 32 kHz and more (MPEG-1), 576 below (MPEG-2 and 2.5).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DECODER_DELAY: Final = 1105
"""Samples by which decoded sound comes later than what was encoded: 576 in LAME, 529 in any
decoder's filter bank. A player that reads the Info header takes them off again."""

_RATES: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
SAMPLE_RATES: Final = tuple(sorted(rate for rates in _RATES.values() for rate in rates))
"""All that layer III has, in hertz."""
_KBPS_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG1: Final = 3
_SYNC_MASK: Final = 0xFFE6
_SYNC: Final = 0xFFE2  # eleven bits of sync, layer III
_MONO: Final = 0xC0


class Header(NamedTuple):
    """The four bytes before every frame, understood."""

    version: int
    kbps: int
    sample_rate: int
    padding: int
    channel_mode: int

    @property
    def samples(self) -> int:
        """Samples in the frame."""
        return 1152 if self.version == _MPEG1 else 576

    @property
    def size(self) -> int:
        """Bytes in the frame, header and all."""
        return self.samples // 8 * self.kbps * 1000 // self.sample_rate + self.padding

    @property
    def side_info(self) -> int:
        """Bytes of side information behind the header."""
        mono = self.channel_mode == _MONO
        if self.version == _MPEG1:
            return 17 if mono else 32
        return 9 if mono else 17

    def pack(self) -> bytes:
        """As the four bytes."""
        table = _KBPS_V1 if self.version == _MPEG1 else _KBPS_V2
        third = table.index(self.kbps) << 4 | _RATES[self.version].index(self.sample_rate) << 2
        second = 0xE3 | self.version << 3
        return bytes((0xFF, second, third | self.padding << 1, self.channel_mode | 4))


def parse(data: bytes, at: int = 0) -> Header | None:
    """The header at a position; None where there is no layer III frame."""
    if len(data) < at + 4 or int.from_bytes(data[at : at + 2]) & _SYNC_MASK != _SYNC:
        return None
    version, third = data[at + 1] >> 3 & 3, data[at + 2]
    kbps, rate = third >> 4, third >> 2 & 3
    if version not in _RATES or kbps in (0, 15) or rate == 3:  # noqa: PLR2004 - "reserved"
        return None
    table = _KBPS_V1 if version == _MPEG1 else _KBPS_V2
    return Header(version, table[kbps], _RATES[version][rate], third >> 1 & 1, data[at + 3] & 0xC0)


def walk(data: bytes) -> Iterator[tuple[int, Header]]:
    """``(position, header)`` of each whole frame, up to the first byte that is none."""
    at = 0
    while (header := parse(data, at)) and at + header.size <= len(data):
        yield at, header
        at += header.size


def kbps_at(sample_rate: int) -> tuple[int, ...]:
    """The bit rates that layer III has at one of its sample rates, in kbit/s."""
    table = _KBPS_V1 if sample_rate in _RATES[_MPEG1] else _KBPS_V2
    return table[1:]


def header_for(sample_rate: int, kbps: int) -> Header:
    """The header of a mono frame.

    Raises:
        ValueError: Layer III has no such sample rate or bit rate.
    """
    for version, rates in _RATES.items():
        if sample_rate in rates:
            if kbps not in (_KBPS_V1 if version == _MPEG1 else _KBPS_V2)[1:]:
                break
            return Header(version, kbps, sample_rate, 0, _MONO)
    raise ValueError(f"no layer III at {sample_rate} Hz and {kbps} kbit/s")


@functools.lru_cache(maxsize=32)
def silent_frame(sample_rate: int, kbps: int) -> bytes:
    """A frame that decodes to silence and leans on no other: its side information is all zeros."""
    header = header_for(sample_rate, kbps)
    return header.pack().ljust(header.size, b"\0")
