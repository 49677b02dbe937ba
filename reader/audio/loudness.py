"""How loud a sound is, and making it as loud as the others.

Loudness is integrated loudness of ITU-R BS.1770-5 for one channel, in LUFS: K-weighted mean
square over 400 ms blocks that overlap by 75 %, gated at −70 LUFS and at 10 LU below the mean of
what is left. True peak is the peak of the four times oversampled signal, in dB of full scale.

A voice is levelled by one gain for all its sentences, so that nothing pumps; the few peaks that
would pass the ceiling are turned down for some milliseconds around them, never clipped.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.values import Sound

    Samples = NDArray[np.float32]

SILENCE: Final = -70.0
"""LUFS of what has nothing above the absolute gate."""

_FULL: Final = 32_768.0
_BLOCK: Final = 0.4
_OVERSAMPLING: Final = 4
_TAPS: Final = 12
_AT_ONCE: Final = 65_536
_LIMITER_SECONDS: Final = 0.005
_LIMITER_PASSES: Final = 6


def samples_of(sound: Sound) -> Samples:
    """Its samples as floats in [−1, 1)."""
    return np.frombuffer(sound.pcm, "<i2").astype(np.float32) / np.float32(_FULL)


def with_samples(sound: Sound, samples: Samples) -> Sound:
    """The same sound with other samples, as many as before or not."""
    whole = np.clip(np.rint(samples * _FULL), -_FULL, _FULL - 1).astype("<i2")
    return dataclasses.replace(sound, pcm=whole.tobytes())


def loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS; `SILENCE` where there is nothing to hear."""
    return _loudness(samples_of(sound), sound.sample_rate)


def true_peak(sound: Sound) -> float:
    """True peak in dB of full scale (dBTP); −inf for digital silence."""
    return _decibels(float(_envelope(samples_of(sound)).max(initial=0.0)))


def levelled(sound: Sound, gain: float, ceiling: float = -1.0) -> Sound:
    """The sound `gain` dB louder, no true peak above `ceiling` dB."""
    louder = samples_of(sound) * np.float32(_factor(gain))
    # Rounding needs a little room.
    return with_samples(sound, _limited(louder, _factor(ceiling - 0.05), sound.sample_rate))


def gain_to(sound: Sound, target: float, ceiling: float = -1.0) -> float:
    """The gain in dB that brings `sound` to `target` LUFS, what the limiter takes counted in."""
    gain = 0.0
    if (measured := loudness(sound)) <= SILENCE:
        return gain
    for _ in range(4):
        gain += target - measured
        measured = loudness(levelled(sound, gain, ceiling))
    return gain


def _factor(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def _loudness(samples: Samples, sample_rate: int) -> float:
    power = _block_power(_k_weighted(samples, sample_rate), sample_rate)
    for gate in (10 ** ((SILENCE + 0.691) / 10), 0.1):
        relative = gate if gate < 0.1 else gate * power.mean()  # noqa: PLR2004 - the −10 LU gate
        power = power[power > relative]
        if not power.size:
            return SILENCE
    return float(-0.691 + 10 * np.log10(power.mean()))


def _block_power(samples: Samples, sample_rate: int) -> NDArray[np.float64]:
    """Mean square of each block; one block where the sound is shorter than that."""
    block = min(len(samples), round(_BLOCK * sample_rate))
    if not block:
        return np.zeros(1)
    hop = max(1, block // 4)
    total = np.concatenate(([0.0], np.cumsum(samples.astype(np.float64) ** 2)))
    starts = np.arange(0, len(samples) - block + 1, hop)
    power: NDArray[np.float64] = (total[starts + block] - total[starts]) / block
    return power


def _k_weighted(samples: Samples, sample_rate: int) -> Samples:
    """Filtered in the frequency domain; half a second of zeros keeps the ends apart."""
    size = _good_size(len(samples) + sample_rate // 2)
    weighted = np.fft.irfft(np.fft.rfft(samples, size) * _k_response(size, sample_rate), size)
    return weighted[: len(samples)].astype(np.float32)


def _good_size(least: int) -> int:
    """The next size with small prime factors, where the transform is quick."""
    sizes = (base << shift for base in (1, 3, 5, 9, 15) for shift in range(30))
    return min(size for size in sizes if size >= least)


@functools.lru_cache(maxsize=8)
def _k_response(size: int, sample_rate: int) -> NDArray[np.complex128]:
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response: NDArray[np.complex128] = _shelf(z, sample_rate) * _high_pass(z, sample_rate)
    return response


# Parameters of both filters for any sample rate: B. De Man, "Evaluation of Implementations of the
# EBU R128 Loudness Measurement" (2018); at 48 kHz they give the coefficients of BS.1770.
def _shelf(z: NDArray[np.complex128], sample_rate: int) -> NDArray[np.complex128]:
    k, q = math.tan(math.pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    numerator = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return _biquad(z, numerator, (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k))


def _high_pass(z: NDArray[np.complex128], sample_rate: int) -> NDArray[np.complex128]:
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    return _biquad(z, (scale, -2 * scale, scale), (scale, 2 * (k * k - 1), 1 - k / q + k * k))


def _biquad(
    z: NDArray[np.complex128],
    b: tuple[float, float, float],
    a: tuple[float, float, float],
) -> NDArray[np.complex128]:
    response: NDArray[np.complex128] = (b[0] + b[1] * z + b[2] * z * z) / (
        a[0] + a[1] * z + a[2] * z * z
    )
    return response


@functools.cache
def _interpolators() -> Samples:
    """Windowed sinc filters, a column each, for the three points between two samples."""
    at = np.arange(2 * _TAPS)[:, None] - (_TAPS - 1)
    points = np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    window = np.kaiser(2 * _TAPS, 8.0)[:, None]
    filters: Samples = (np.sinc(at - points) * window).astype(np.float32)
    return filters


def _envelope(samples: Samples, above: float = 0.0) -> Samples:
    """At each sample, the largest amplitude from it up to the next one.

    Where the sample stays below `above`, it is the sample's own: a peak that is not at a sample
    has one of a quarter of its height beside it, in any sound that is not all at the edge of what
    its sample rate can hold.
    """
    peaks = np.abs(samples)
    if not len(samples):
        return peaks
    padded = np.pad(samples, (_TAPS - 1, _TAPS))
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _TAPS)
    near = np.flatnonzero(peaks >= above)
    for start in range(0, len(near), _AT_ONCE):
        places = near[start : start + _AT_ONCE]
        between = np.abs(around[places] @ _interpolators()).max(axis=1)
        peaks[places] = np.maximum(peaks[places], between)
    return peaks


def _limited(samples: Samples, ceiling: float, sample_rate: int) -> Samples:
    """No peak above the ceiling; what a first pass lets through is aimed lower in the next.

    A gain that moves between two samples can lift what lies between them by some tenths of a dB,
    in noise: no window tells beforehand.
    """
    half = round(_LIMITER_SECONDS * sample_rate / 2)
    if _envelope(samples, ceiling / 4).max(initial=0.0) <= ceiling:
        return samples
    aim = ceiling
    for _ in range(_LIMITER_PASSES):
        limited = _turned_down(samples, aim, half)
        if (excess := float(_envelope(limited).max()) / ceiling) <= 1:
            break
        aim /= excess
    return limited


def _turned_down(samples: Samples, ceiling: float, half: int) -> Samples:
    """Peaks above the ceiling turned down smoothly.

    The least gain within a window before and after each sample, averaged over the same window, is
    never above what any peak needs and moves no faster than the window.
    """
    envelope = _envelope(samples)
    needed = np.minimum(1.0, ceiling / np.maximum(envelope, 1e-9)).astype(np.float32)
    turned: Samples = samples * _averaged(_least(needed, half), half)
    return turned


def _least(values: Samples, half: int) -> Samples:
    """The minimum of the `2 * half + 1` values around each (van Herk's two running minima)."""
    width = 2 * half + 1
    size = -(-(len(values) + 2 * half) // width) * width
    padded = np.ones(size, np.float32)
    padded[half : half + len(values)] = values
    blocks = padded.reshape(-1, width)
    forward = np.minimum.accumulate(blocks, axis=1).ravel()
    backward = np.minimum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].ravel()
    return np.minimum(backward[: len(values)], forward[width - 1 : width - 1 + len(values)])


def _averaged(values: Samples, half: int) -> Samples:
    """The mean of the `2 * half + 1` values around each."""
    width = 2 * half + 1
    padded = np.pad(values.astype(np.float64), half, mode="edge")
    total = np.concatenate(([0.0], np.cumsum(padded)))
    return ((total[width:] - total[:-width]) / width).astype(np.float32)
