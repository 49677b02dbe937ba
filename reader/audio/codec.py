"""Raw sound ↔ MP3, in process: lameenc encodes, miniaudio decodes. No program is started."""

from __future__ import annotations

from typing import Final

from reader.audio.frames import DECODER_DELAY, header_for, walk
from reader.errors import BadSoundError
from reader.language import say
from reader.values import Clip, Mark, Sound

KBPS: Final = 48
"""Bit rate where none is asked for: transparent for mono speech at 22–24 kHz."""
_QUALITY: Final = 3  # LAME's own default


def encode(sound: Sound, *, kbps: int = KBPS) -> Clip:
    """The sound as whole frames that lean on nothing before them.

    Each call has an encoder of its own, so that clips can be made on all cores and put end to end
    in any order: a joined file decodes to the sum of its clips.

    Raises:
        BadSoundError: There is no sound, or layer III has no such rate.
    """
    if not sound.samples:
        raise BadSoundError(say("there is no sound to encode", "không có âm thanh để mã hoá"))
    mp3 = _lame(sound, kbps)
    frames = sum(1 for _ in walk(mp3))
    samples = frames * header_for(sound.sample_rate, kbps).samples
    marks = tuple(Mark(mark.sample + DECODER_DELAY, mark.word) for mark in sound.marks)
    return Clip(mp3, samples, sound.sample_rate, marks)


def _lame(sound: Sound, kbps: int) -> bytes:
    import lameenc

    try:
        header_for(sound.sample_rate, kbps)
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_bit_rate(kbps)
        encoder.set_in_sample_rate(sound.sample_rate)
        encoder.set_out_sample_rate(sound.sample_rate)
        encoder.set_channels(1)
        encoder.set_quality(_QUALITY)
        return bytes(encoder.encode(sound.pcm) + encoder.flush())
    except (ValueError, RuntimeError) as error:
        raise BadSoundError(
            say("the sound cannot be encoded", "không mã hoá được âm thanh"), str(error)
        ) from error


def decode(mp3: bytes) -> Sound:
    """Sound from an MP3 of any make, mixed down to mono.

    Raises:
        BadSoundError: It is empty, damaged beyond hearing, or no MP3.
    """
    import miniaudio

    try:
        info = miniaudio.mp3_get_info(mp3)
        decoded = miniaudio.decode(mp3, nchannels=1, sample_rate=info.sample_rate)
    except miniaudio.MiniaudioError as error:
        raise BadSoundError(
            say("the sound cannot be decoded", "không giải mã được âm thanh"), str(error)
        ) from error
    if not decoded.num_frames:
        raise BadSoundError(say("the sound is empty", "âm thanh trống"))
    return Sound(decoded.samples.tobytes(), info.sample_rate)
