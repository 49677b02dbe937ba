"""One clip as a file: any change of any byte is noticed."""

from __future__ import annotations

import io

import pytest
from mutagen.id3 import ID3

from reader.cache import clipfile
from reader.values import Clip, Mark

CLIP = Clip(b"\xff\xf3\x40\xc0" + bytes(range(200)), 1152, 24_000, (Mark(0, 0), Mark(600, 1)))
NOTES = {"engine": "espeak", "voice": "vi", "text": "xin chào"}
PACKED = clipfile.pack(CLIP, NOTES)


def test_it_comes_back_as_it_was() -> None:
    kept = clipfile.unpack(PACKED)
    assert kept is not None
    assert kept.clip == CLIP
    assert kept.notes == NOTES


def test_people_can_read_it_with_ordinary_tools() -> None:
    tag = ID3(io.BytesIO(PACKED))
    assert "xin chào" in str(tag["TXXX:reader-clip"])


def test_every_change_of_a_byte_is_noticed() -> None:
    for place in range(len(PACKED)):
        for change in (1, 0x80, 0xFF):
            damaged = bytearray(PACKED)
            damaged[place] ^= change
            assert clipfile.unpack(bytes(damaged)) is None, place


@pytest.mark.parametrize("cut", [0, 1, 9, 10, 50, len(PACKED) // 2, len(PACKED) - 1])
def test_half_a_file_is_no_clip(cut: int) -> None:
    assert clipfile.unpack(PACKED[:cut]) is None


def test_more_than_the_file_is_no_clip() -> None:
    assert clipfile.unpack(PACKED + b"\0") is None


def test_another_format_is_never_misread() -> None:
    newer = PACKED.replace(b'"format":1', b'"format":2')
    assert newer != PACKED
    assert clipfile.unpack(newer) is None
