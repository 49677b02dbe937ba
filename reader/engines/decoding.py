"""What a service sends, as raw sound: decoded in process, and refused where it is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.errors import BadSoundError
from reader.language import say
from reader.values import Mark, Sound

if TYPE_CHECKING:
    from collections.abc import Sequence


def decoded(data: bytes, sample_rate: int) -> Sound:
    """MP3, WAV, FLAC or Ogg Vorbis as mono sound of the wanted sample rate.

    Raises:
        BadSoundError: It is empty, cut in the middle of a frame, or no sound.
    """
    import miniaudio

    if not data:
        raise BadSoundError(say("the answer has no sound", "câu trả lời không có âm thanh"))
    try:
        sound: Any = miniaudio.decode(data, nchannels=1, sample_rate=sample_rate)
    except miniaudio.MiniaudioError as error:
        raise BadSoundError(
            say("the answer is no sound", "câu trả lời không phải âm thanh"), str(error)
        ) from error
    return Sound(sound.samples.tobytes(), sample_rate)


def joined(sounds: Sequence[Sound]) -> Sound:
    """Sounds of one sample rate, end to end; marks move along."""
    marks: list[Mark] = []
    start = 0
    for sound in sounds:
        marks += (Mark(start + mark.sample, mark.word) for mark in sound.marks)
        start += sound.samples
    return Sound(b"".join(s.pcm for s in sounds), sounds[0].sample_rate, tuple(marks))
