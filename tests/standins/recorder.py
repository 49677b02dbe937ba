"""A sound device on a clock of its own: it notes what was played when, as fast as it can.

    recorder.play(2.5, look)    # two and a half seconds pass; `look` is called every 20 ms of them

What a listener would hear at frame n of the clock is sample n of `pcm`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.errors import AudioDeviceError

if TYPE_CHECKING:
    from collections.abc import Callable


class Recorder:
    """Holds `latency` seconds of sound, as a real device does, and asks for a `block` at a time.

    Attributes:
        pcm: All that was played since it was opened, silence included.
        clock: Frames that were heard.
        opened: How often it was opened.
        present: Set to False to unplug it.
    """

    def __init__(self, *, latency: float = 0.09, block: float = 0.03) -> None:
        self.pcm = bytearray()
        self.clock = self.opened = 0
        self.present = True
        self.sample_rate = 0
        self._latency, self._block = latency, block
        self._pull: Callable[[int], bytes] | None = None

    def open(self, sample_rate: int, pull: Callable[[int], bytes]) -> None:
        if not self.present:
            raise AudioDeviceError("unplugged")
        self.pcm.clear()
        self.sample_rate, self.clock = sample_rate, 0
        self.opened += 1
        self._pull = pull

    def close(self) -> None:
        self._pull = None

    @property
    def heard(self) -> int:
        return self.clock

    @property
    def alive(self) -> bool:
        return self.present and self._pull is not None

    @property
    def seconds(self) -> float:
        return self.clock / self.sample_rate

    def play(
        self,
        seconds: float,
        look: Callable[[], None] = lambda: None,
        *,
        is_ready: Callable[[], bool] = lambda: True,
        every: float = 0.02,
    ) -> None:
        """Let time pass; it stands still while the player is not ready."""
        self._wait_for(lambda: self._pull is not None)
        end = self.clock + round(seconds * self.sample_rate)
        block, step = (round(s * self.sample_rate) for s in (self._block, every))
        while self.clock < end:
            while len(self.pcm) // 2 < self.clock + round(self._latency * self.sample_rate):
                self._wait_for(is_ready)
                self._take(block)
            self.clock += min(step, end - self.clock)
            look()

    def _take(self, frames: int) -> None:
        sound = self._pull(frames) if self._pull else b""
        assert len(sound) <= 2 * frames
        self.pcm += sound.ljust(2 * frames, b"\0")

    @staticmethod
    def _wait_for(happens: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not happens():
            assert time.monotonic() < end, "the player does not get ready"
            time.sleep(0.0005)
