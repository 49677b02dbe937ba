"""Raw sound ↔ MP3, in process: lameenc encodes, miniaudio decodes. No program is started."""

from __future__ import annotations

from typing import Final, NamedTuple

from reader.audio.frames import DECODER_DELAY, SAMPLE_RATES, header_for, kbps_at, walk
from reader.errors import BadSoundError, UsageError
from reader.language import say
from reader.values import Clip, Mark, Sound

KBPS: Final = 48
"""Bit rate where none is asked for: transparent for mono speech at 22–24 kHz."""
_OF_VOICES: Final = 24_000
_QUALITY: Final = 3  # LAME's own default


class Encoding(NamedTuple):
    """How sound is written.

    Attributes:
        kbps: Bit rate in kbit/s.
        sample_rate: In hertz; 0 for the voice's own.
    """

    kbps: int = KBPS
    sample_rate: int = 0


USUAL: Final = Encoding()


def checked(encoding: Encoding) -> Encoding:
    """The encoding, if layer III has it; voices speak at 16 to 24 kHz.

    Raises:
        UsageError: There is no such sample rate, or no such bit rate at it.
    """
    rate = encoding.sample_rate or _OF_VOICES
    if rate not in SAMPLE_RATES:
        raise _no_such(say("sample rate", "tần số lấy mẫu"), f"{rate} Hz", SAMPLE_RATES)
    if encoding.kbps not in kbps_at(rate):
        asked = f"{encoding.kbps} kbit/s ({rate} Hz)"
        raise _no_such(say("bit rate", "tốc độ bit"), asked, kbps_at(rate))
    return encoding


def _no_such(what: str, asked: str, choice: tuple[int, ...]) -> UsageError:
    return UsageError(
        say(f"MP3 has no such {what}", f"MP3 không có {what} này"),
        asked,
        say("Choose one of: ", "Hãy chọn: ") + ", ".join(map(str, choice)) + ".",
    )


def encode(sound: Sound, encoding: Encoding = USUAL) -> Clip:
    """The sound as whole frames that lean on nothing before them.

    Each call has an encoder of its own, so that clips can be made on all cores and put end to end
    in any order: a joined file decodes to the sum of its clips.

    Raises:
        BadSoundError: There is no sound, or layer III has no such rate.
    """
    if not sound.samples:
        raise BadSoundError(say("there is no sound to encode", "không có âm thanh để mã hoá"))
    sound = _at_rate(sound, encoding.sample_rate)
    mp3 = _lame(sound, encoding.kbps)
    frames = sum(1 for _ in walk(mp3))
    samples = frames * header_for(sound.sample_rate, encoding.kbps).samples
    marks = tuple(Mark(mark.sample + DECODER_DELAY, mark.word) for mark in sound.marks)
    return Clip(mp3, samples, sound.sample_rate, marks)


def _at_rate(sound: Sound, sample_rate: int) -> Sound:
    if sample_rate in (0, sound.sample_rate):
        return sound
    from reader.audio.stretch import resampled

    return resampled(sound, sample_rate)


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
