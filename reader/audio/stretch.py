"""Sound faster or slower, its pitch kept; and sound at another sample rate.

WSOLA (W. Verhelst and M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA)
for high quality time-scale modification of speech", ICASSP 1993): windows are taken from the
sound at one pace and laid down at another, each moved a little to where it continues its
predecessor best.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

from reader.audio.loudness import samples_of, with_samples
from reader.values import Mark, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

_WINDOW_SECONDS: Final = 0.030
_SEARCH_SECONDS: Final = 0.010
_COARSE: Final = 2  # similarity is compared on every second sample: half the rate is speech enough


class Stretcher:
    """One sound, given out a hop at a time; the pace may change with every hop.

    Where a hop ends the sound goes on unchanged at `natural`: a player may leave off there and
    give the sound as it is, or come back later, without a click.

    Args:
        samples: The sound.
        sample_rate: In hertz.
        at: Where to begin, in samples.

    Attributes:
        at: How far in the sound what was given out has come, at the pace it was given.
        natural: The sample that follows the last one given out.
        hop: Samples that a step gives.
    """

    def __init__(self, samples: Samples, sample_rate: int, at: int = 0) -> None:
        self.hop = round(_WINDOW_SECONDS * sample_rate / 2)
        self._search = round(_SEARCH_SECONDS * sample_rate)
        self._rise = np.hanning(2 * self.hop + 1)[: self.hop].astype(np.float32)
        self._front = self.hop + self._search
        # Silence before and after, as far as any window may reach.
        self._source = np.pad(samples, (self._front, 4 * self.hop + 3 * self._search))
        self._length = len(samples)
        self.at, self.natural = float(at), at

    def step(self, rate: float) -> Samples:
        """The next hop: what follows fades into what is like it and stands where it should."""
        going_on = self._window(self.natural)
        # A window stands right in its middle: at the end of this hop.
        nominal = min(round(self.at + self.hop * (rate - 1)), self._length)
        best = _best_offset(self._source, going_on[::_COARSE], self._front + nominal, self._search)
        begin = nominal + best
        made: Samples = going_on + self._rise * (self._window(begin) - going_on)
        self.natural, self.at = begin + self.hop, self.at + self.hop * rate
        return made

    def _window(self, start: int) -> Samples:
        start = self._front + min(start, self._length + self.hop + self._search)
        return self._source[start : start + self.hop]


def stretched(sound: Sound, rate: float) -> Sound:
    """The sound `rate` times as fast, with the pitch it had; marks move along.

    The length is that of the sound divided by `rate`, to within one sample.
    """
    if rate == 1 or not sound.samples:
        return sound
    length = round(sound.samples / rate)
    stretcher = Stretcher(samples_of(sound), sound.sample_rate)
    hops = [stretcher.step(rate) for _ in range(-(-length // stretcher.hop))]
    samples = np.concatenate([*hops, np.zeros(0, np.float32)])[:length]
    marks = tuple(Mark(min(length, round(m.sample / rate)), m.word) for m in sound.marks)
    return dataclasses.replace(with_samples(sound, samples), marks=marks)


def resampled(sound: Sound, sample_rate: int) -> Sound:
    """The sound at another sample rate, band-limited (through the spectrum); marks move along."""
    if sample_rate == sound.sample_rate or not sound.samples:
        return dataclasses.replace(sound, sample_rate=sample_rate)
    length = round(sound.samples * sample_rate / sound.sample_rate)
    spectrum = np.fft.rfft(samples_of(sound))
    samples = np.fft.irfft(spectrum, length)[:length] * (length / sound.samples)
    ratio = sample_rate / sound.sample_rate
    marks = tuple(Mark(round(mark.sample * ratio), mark.word) for mark in sound.marks)
    whole = with_samples(sound, samples.astype(np.float32))
    return Sound(whole.pcm, sample_rate, marks)


def _best_offset(source: Samples, wanted: Samples, nominal: int, search: int) -> int:
    """Where, `search` around `nominal`, the sound is most like the wanted continuation."""
    region = source[nominal - search : nominal + search + len(wanted) * _COARSE : _COARSE]
    similarity = np.correlate(region, wanted, "valid")
    energy = np.cumsum(np.concatenate(([0.0], region.astype(np.float64) ** 2)))
    norm = np.sqrt(np.maximum(energy[len(wanted) :] - energy[: -len(wanted)], 1e-9))
    return int(np.argmax(similarity / norm[: len(similarity)])) * _COARSE - search
