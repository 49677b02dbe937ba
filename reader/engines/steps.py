"""The steps from an adapter's raw sound to finished sound; each takes a sound and gives one."""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING, Final

import numpy as np

from reader.audio.align import aligned
from reader.audio.loudness import samples_of
from reader.errors import BadSoundError
from reader.language import say
from reader.values import Mark

if TYPE_CHECKING:
    from reader.engines.protocol import Engine
    from reader.values import Delivery, Sentence, Sound

_log = logging.getLogger(__name__)

_TRIES: Final = 3
_FRAME_SECONDS: Final = 0.005
_KEPT_FRAMES: Final = 3
_QUIETEST: Final = 1e-3  # −60 dB of full scale
_BELOW_LOUDEST: Final = 1e-2  # −40 dB
_SHORTEST, _LONGEST = 0.6, 1.9
_SHORTEST_IF_ABRUPT: Final = 0.85
_SURE_SECONDS: Final = 1.0
_TOLD_APART_SECONDS: Final = 0.02


def spoken(
    engine: Engine, sentence: Sentence, delivery: Delivery, seconds: float, slack: float = 1.0
) -> Sound:
    """What the engine says, trimmed and checked; asked for again where it is not whole.

    Raises:
        BadSoundError: Three times in a row it was not.
        EngineError: No sound could be made.
    """
    for left in reversed(range(_TRIES)):
        try:
            return checked(trimmed(engine.speak(sentence, delivery)), seconds, slack)
        except BadSoundError as error:
            if not left:
                raise
            _log.debug("asking %s again: %s", engine.name, error)
    raise AssertionError  # the loop returns or raises


def trimmed(sound: Sound) -> Sound:
    """The sound with at most 30 ms of silence at its ends; marks move along.

    Raises:
        BadSoundError: There is nothing but silence.
    """
    frame = round(_FRAME_SECONDS * sound.sample_rate)
    samples = np.abs(samples_of(sound))
    loud = (
        np.maximum.reduceat(samples, np.arange(0, len(samples), frame)) if len(samples) else samples
    )
    heard = np.flatnonzero(loud > max(_QUIETEST, _BELOW_LOUDEST * loud.max(initial=0.0)))
    if not heard.size:
        raise BadSoundError(say("the engine sent silence", "bộ đọc chỉ gửi khoảng lặng"))
    start = max(0, int(heard[0]) - _KEPT_FRAMES) * frame
    end = min(sound.samples, (int(heard[-1]) + 1 + _KEPT_FRAMES) * frame)
    marks = (Mark(min(max(0, m.sample - start), end - start - 1), m.word) for m in sound.marks)
    return dataclasses.replace(sound, pcm=sound.pcm[2 * start : 2 * end], marks=tuple(marks))


def checked(sound: Sound, seconds: float, slack: float = 1.0) -> Sound:
    """The same sound.

    Args:
        sound: Trimmed sound.
        seconds: How long it should be; 0 where nothing is known.
        slack: How much slower or faster than that a voice may be by itself.

    Raises:
        BadSoundError: It is far too short or too long, or a little short and ends in a word.
    """
    if seconds < _SURE_SECONDS:  # so short a text tells too little
        return sound
    ratio = sound.seconds / seconds
    least = _SHORTEST_IF_ABRUPT if _ends_abruptly(sound) else _SHORTEST
    if least / slack <= ratio <= _LONGEST * slack:
        return sound
    raise BadSoundError(
        say("the engine's sound is not whole", "âm thanh của bộ đọc không trọn vẹn"),
        say(
            f"{sound.seconds:.1f} s where {seconds:.1f} s were to be expected",
            f"{sound.seconds:.1f} giây trong khi cần khoảng {seconds:.1f} giây",
        ),
    )


def _ends_abruptly(sound: Sound) -> bool:
    """Whether the last frames are nearly as loud as all: a voice fades, a cut does not."""
    samples = samples_of(sound)
    last = samples[-round(4 * _FRAME_SECONDS * sound.sample_rate) :]
    return bool(np.abs(last).max(initial=0.0) > 0.25 * samples.std())


def marked(sound: Sound, sentence: Sentence, reference: Sound | None) -> Sound:
    """With its own marks where each audible word has one, else with those that are found.

    Own marks of a service are relative to sound that its encoder has since delayed, by an amount
    that it does not tell; they move by what the found marks agree on.
    """
    if reference is None:
        return sound
    audible = sum(1 for _ in sentence.spoken_spans())
    found = aligned(sound, reference)
    marks = found if len(sound.marks) != audible else _moved(sound, found)
    return dataclasses.replace(sound, marks=marks)


def _moved(sound: Sound, found: tuple[Mark, ...]) -> tuple[Mark, ...]:
    places = {mark.word: mark.sample for mark in found}
    apart = [places[m.word] - m.sample for m in sound.marks if m.word in places]
    shift = round(float(np.median(apart))) if apart else 0
    if abs(shift) < _TOLD_APART_SECONDS * sound.sample_rate:
        return sound.marks
    last = sound.samples - 1
    return tuple(Mark(min(max(0, m.sample + shift), last), m.word) for m in sound.marks)
