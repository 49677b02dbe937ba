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


def stretched(sound: Sound, rate: float) -> Sound:
    """The sound `rate` times as fast, with the pitch it had; marks move along.

    The length is that of the sound divided by `rate`, to within one sample.
    """
    if rate == 1 or not sound.samples:
        return sound
    hop = round(_WINDOW_SECONDS * sound.sample_rate / 2)
    search = round(_SEARCH_SECONDS * sound.sample_rate)
    length = round(sound.samples / rate)
    samples = _overlap_added(samples_of(sound), rate, hop, search, length)
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


def _overlap_added(samples: Samples, rate: float, hop: int, search: int, length: int) -> Samples:
    """Windows of twice `hop`, half overlapped, until `length` samples are there."""
    window = np.hanning(2 * hop + 1)[:-1].astype(np.float32)
    count = -(-length // hop) + 1
    # Padding: half a window before, and after the end as much as any window may reach.
    source = np.pad(samples, (hop + search, round(2 * hop * rate) + 4 * hop + 2 * search))
    made = np.zeros((count + 1) * hop, np.float32)
    wanted = source[search : search + hop : _COARSE]
    for index in range(count):
        nominal = search + min(round(index * hop * rate), len(samples))
        start = nominal + (_best_offset(source, wanted, nominal, search) if index else 0)
        made[index * hop : (index + 2) * hop] += window * source[start : start + 2 * hop]
        wanted = source[start + hop : start + 2 * hop : _COARSE]
    return made[hop : hop + length]


def _best_offset(source: Samples, wanted: Samples, nominal: int, search: int) -> int:
    """Where, `search` around `nominal`, the sound is most like the wanted continuation."""
    region = source[nominal - search : nominal + search + len(wanted) * _COARSE : _COARSE]
    similarity = np.correlate(region, wanted, "valid")
    energy = np.cumsum(np.concatenate(([0.0], region.astype(np.float64) ** 2)))
    norm = np.sqrt(np.maximum(energy[len(wanted) :] - energy[: -len(wanted)], 1e-9))
    return int(np.argmax(similarity / norm[: len(similarity)])) * _COARSE - search
