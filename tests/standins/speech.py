"""The voice of all stand-ins: the embedded engine made to sound like a service's.

Another dialect, higher and faster than ours, quieter than wanted, at 24 kHz, with the silence that
services put around what they say.
"""

from __future__ import annotations

import functools

import lameenc
import numpy as np

from reader import engines
from reader.audio.stretch import resampled
from reader.testing import sentence
from reader.values import Delivery, Sound

SAMPLE_RATE = 24_000
LEAD, TAIL = 0.18, 0.42
"""Seconds of silence before and after."""

_VOICE, _RATE, _PITCH = "vi-vn-x-south", 1.1, 1.3


@functools.lru_cache(maxsize=4096)
def speech(text: str, language: str = "vi", rate: float = 1.0) -> tuple[Sound, tuple[float, ...]]:
    """The text as sound, and where its words begin, in seconds."""
    delivery = Delivery(_VOICE, _RATE * rate, _PITCH)
    sound = engines.get("espeak").speak(sentence(text, language), delivery)
    samples = np.frombuffer(resampled(sound, SAMPLE_RATE).pcm, "<i2") * 0.45
    padded = np.concatenate(
        (np.zeros(round(LEAD * SAMPLE_RATE)), samples, np.zeros(round(TAIL * SAMPLE_RATE)))
    )
    starts = tuple(LEAD + mark.sample / sound.sample_rate for mark in sound.marks)
    return Sound(padded.astype("<i2").tobytes(), SAMPLE_RATE), starts


@functools.lru_cache(maxsize=4096)
def mp3(text: str, language: str = "vi", rate: float = 1.0, kilobits: int = 64) -> bytes:
    """The text as MP3 at a constant bit rate, as services send it: no tag, no Xing header."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(kilobits)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    return bytes(encoder.encode(speech(text, language, rate)[0].pcm) + encoder.flush())
