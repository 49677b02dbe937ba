"""What an adapter's raw sound goes through before anybody hears it.

    raw ─trimmed→ ─checked→ ─marked→ ─levelled→ ─stretched→ finished

The first three are in `reader.engines.steps`, the last two in `reader.audio`; `Finished` is an
engine that takes them in this order around another one. The embedded voice says every sentence
too, which costs next to nothing: its length tells whether something is missing, its word times
where the words are.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from reader.audio.loudness import levelled
from reader.audio.stretch import stretched
from reader.engines.calibration import Calibrations
from reader.engines.espeak import Espeak
from reader.engines.protocol import finished_version
from reader.engines.steps import marked, spoken
from reader.errors import BadSoundError
from reader.values import Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.engines.protocol import Engine
    from reader.settings import Settings
    from reader.values import Sentence, Sound, Voice


class Finished:
    """An engine whose sound is whole, trimmed, marked, even in loudness, and as fast as asked."""

    def __init__(self, raw: Engine, settings: Settings) -> None:
        self._raw = raw
        self._rates: tuple[float, float] = getattr(raw, "rates", (1.0, 1.0))
        self._reference = Espeak(settings)
        self._calibrations = Calibrations(raw, self._reference, settings.voice.loudness)
        self.name, self.workers = raw.name, raw.workers
        self.version = finished_version(raw.version, settings.voice.loudness)

    def voices(self) -> Sequence[Voice]:
        """The voices of the engine inside."""
        return self._raw.voices()

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as finished sound.

        Raises:
            BadSoundError: Three times in a row it was empty, cut or no sound.
            EngineError: No sound could be made.
        """
        slowest, fastest = self._rates
        rate = min(max(delivery.rate, slowest), fastest)
        reference = self._said(sentence)
        calibration = self._calibrations.of(delivery.voice)
        seconds = reference.seconds * calibration.pace / rate if reference else 0.0
        sound = spoken(self._raw, sentence, dataclasses.replace(delivery, rate=rate), seconds)
        even = levelled(marked(sound, sentence, reference), calibration.gain)
        return stretched(even, delivery.rate / rate)

    def _said(self, sentence: Sentence) -> Sound | None:
        """By the embedded voice; None for what it cannot say, which then goes unchecked."""
        try:
            return self._reference.speak(sentence, Delivery())
        except BadSoundError:
            return None

    def close(self) -> None:
        """Close the engine inside."""
        self._raw.close()
        self._reference.close()
