"""Silence between sentences, as frames: exact, cheap, and never part of what is cached."""

from __future__ import annotations

import dataclasses
from typing import Final

from reader.audio.frames import DECODER_DELAY, header_for, silent_frame
from reader.values import Clip

_TAIL: Final = DECODER_DELAY + 288
"""Samples of silence that an encoded clip has at its end anyhow: delay and half a frame."""


def after(clip: Clip, milliseconds: int, kbps: int) -> Clip:
    """The clip with a pause after it, to the nearest frame."""
    wanted = milliseconds * clip.sample_rate // 1000 - _TAIL
    frame = header_for(clip.sample_rate, kbps).samples
    count = max(0, round(wanted / frame))
    silence = silent_frame(clip.sample_rate, kbps) * count
    return dataclasses.replace(clip, mp3=clip.mp3 + silence, samples=clip.samples + count * frame)


def nothing(sample_rate: int, kbps: int) -> Clip:
    """The clip of a sentence in which nothing is said: one silent frame."""
    frame = silent_frame(sample_rate, kbps)
    return Clip(frame, header_for(sample_rate, kbps).samples, sample_rate)
