"""An engine whose sentences can be told apart to the sample: each is a rising tone of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.engines import Workers
from reader.values import Mark, Sound, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.values import Delivery, Sentence

SAMPLE_RATE = 24_000


class Chirps:
    """Sentence by sentence, in the order of the script."""

    name = "chirps"
    version = "1"
    workers = Workers("thread", 2)

    def __init__(self, sentences: Sequence[Sentence], sample_rate: int = SAMPLE_RATE) -> None:
        self._numbers = {sentence.text: number for number, sentence in enumerate(sentences)}
        self.sample_rate = sample_rate

    def voices(self) -> Sequence[Voice]:
        return [Voice(self.name, "one", sample_rate=self.sample_rate)]

    def speak(self, sentence: Sentence, _delivery: Delivery) -> Sound:
        wave = chirp(self._numbers[sentence.text], self.sample_rate)
        return Sound((wave * 20_000).astype("<i2").tobytes(), self.sample_rate, (Mark(0, 0),))

    def close(self) -> None:
        pass


def chirp(number: int, sample_rate: int) -> NDArray[np.float64]:
    """A third of a second and more, from 300 Hz and more; it begins and ends abruptly."""
    length = sample_rate * (340 + 37 * (number % 7)) // 1000
    time = np.arange(length) / sample_rate
    first, rise = 300 + 70 * number, 900 + 150 * (number % 5)
    return np.sin(2 * np.pi * (first * time + rise * time**2))
