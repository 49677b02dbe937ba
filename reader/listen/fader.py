"""How loud the sound is, changed without a click: over some milliseconds, in small steps."""

from __future__ import annotations

import math
import warnings
from typing import Final

with warnings.catch_warnings():  # deprecated up to 3.12; from 3.13 on `audioop-lts` has it
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

_SLICE: Final = 16
_STEP: Final = 1 / 12
FADE: Final = round(_SLICE / _STEP)
"""Samples that the way from full to nothing takes."""


class Fader:
    """Moves its `gain` towards its `goal`, both 0–1, while sound goes through it."""

    def __init__(self, gain: float, goal: float) -> None:
        self.gain, self.goal = gain, goal

    def through(self, pcm: bytes) -> bytes:
        """The samples, as loud as it is now."""
        at, parts = 0, []
        while self.gain != self.goal and at < len(pcm):
            way = self.goal - self.gain
            self.gain = self.goal if abs(way) <= _STEP else self.gain + math.copysign(_STEP, way)
            parts.append(audioop.mul(pcm[at : at + 2 * _SLICE], 2, self.gain))
            at += 2 * _SLICE
        rest = pcm[at:]
        parts.append(rest if self.gain == 1 else audioop.mul(rest, 2, self.gain))
        return b"".join(parts)
