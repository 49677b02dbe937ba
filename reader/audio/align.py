"""Finding the words of a text in sound that comes without word times.

The embedded engine says the same text, and its word times are known; the two are laid over each
other by dynamic time warping of what the ear hears (log mel spectra, each band relative to its
own mean, with their change over time). Of this family: A. Pettarin's aeneas, and F. Malfrère and
T. Dutoit, "High-quality speech synthesis for phonetic speech segmentation" (Eurospeech 1997).

Both sounds are cut into the same number of frames, so that the path stays near the diagonal and
the warping is a band of some hundred frames, one vector operation a frame.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Final

import numpy as np

from reader.audio.loudness import samples_of
from reader.values import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reader.values import Sound

    Frames = NDArray[np.float32]

_HOP_SECONDS: Final = 0.016
_WINDOW_SECONDS: Final = 0.032
_BANDS: Final = 24
_LOWEST, _HIGHEST = 100.0, 7_500.0
_FLOOR: Final = 1e-7
_CHANGE_OVER: Final = 2
_BAND: Final = 0.16
_BAND_FRAMES: Final = 40
_STEP_COSTS: Final = (0.25, 0.0, 0.25, 0.5)  # to stay, to go on, to skip one, to skip two
_ROWS_AT_ONCE: Final = 128


def aligned(sound: Sound, reference: Sound) -> tuple[Mark, ...]:
    """Where in `sound` the words begin that `reference` marks.

    Args:
        sound: A voice saying the text, without long silence at its ends.
        reference: The same text with marks.
    """
    count = min(sound.samples, round(sound.seconds / _HOP_SECONDS))
    if count < 3 or not reference.marks:  # noqa: PLR2004 - too short to warp
        return proportional(sound, reference)
    path = _warped(_features(sound, count), _features(reference, count))
    # `path[i]` is the frame of the reference that is heard in frame `i` of the sound.
    at = np.array([mark.sample for mark in reference.marks]) * (count / reference.samples)
    frames = np.interp(at, path + np.arange(count) * 1e-6, np.arange(count))
    samples = np.rint(frames * (sound.samples / count)).astype(int)
    return tuple(
        Mark(int(sample), mark.word) for sample, mark in zip(samples, reference.marks, strict=True)
    )


def proportional(sound: Sound, reference: Sound) -> tuple[Mark, ...]:
    """The marks of `reference`, stretched evenly to the length of `sound`."""
    ratio = sound.samples / max(1, reference.samples)
    return tuple(Mark(round(mark.sample * ratio), mark.word) for mark in reference.marks)


def _features(sound: Sound, count: int) -> Frames:
    """`count` evenly spaced frames of log mel energies and their change; unit variance."""
    spectra = _power_spectra(samples_of(sound), sound.sample_rate, count)
    mel = np.log(spectra @ _mel_filters(spectra.shape[1], sound.sample_rate) + _FLOOR)
    mel -= mel.mean(axis=0)
    mel /= mel.std() + 1e-6
    padded = np.pad(mel, ((_CHANGE_OVER, _CHANGE_OVER), (0, 0)), mode="edge")
    change = padded[2 * _CHANGE_OVER :] - padded[: -2 * _CHANGE_OVER]
    return np.concatenate((mel, change), axis=1).astype(np.float32)


def _power_spectra(samples: Frames, sample_rate: int, count: int) -> Frames:
    size = 1 << int(_WINDOW_SECONDS * sample_rate).bit_length() - 1
    padded = np.pad(np.diff(samples, prepend=samples[:1]), (size // 2, size))
    starts = np.linspace(0, len(samples), count, endpoint=False).astype(int)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[starts]
    spectra = np.fft.rfft(frames * np.hanning(size).astype(np.float32))
    return (spectra.real**2 + spectra.imag**2).astype(np.float32)


@functools.lru_cache(maxsize=8)
def _mel_filters(bins: int, sample_rate: int) -> Frames:
    """Triangles, evenly spaced on the mel scale (O'Shaughnessy's formula)."""
    low, high = (2595 * math.log10(1 + hertz / 700) for hertz in (_LOWEST, _HIGHEST))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    frequencies = np.linspace(0, sample_rate / 2, bins)[:, None]
    rising = (frequencies - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - frequencies) / (edges[2:] - edges[1:-1])
    triangles: Frames = np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)
    return triangles


def _warped(sound: Frames, reference: Frames) -> NDArray[np.intp]:
    """For each frame of `sound`, the frame of `reference` on the cheapest path.

    A path begins and ends in the corners; from frame to frame it stays, goes one on, or skips one
    or two, within a band around the diagonal.
    """
    count = len(sound)
    half = min(count, round(_BAND * count) + _BAND_FRAMES)
    totals = np.empty((count, 2 * half + 1), np.float32)
    # Column `k` of row `i` is frame `i + k - half` of the reference, so a step of `s` frames comes
    # from column `k + 1 - s` of the row before; the buffer has room for that on both sides.
    before = np.full(2 * half + 4, np.inf, np.float32)
    before[half + 2] = 0.0
    middle = before[2:-1]
    for i, cost in enumerate(_costs(sound, reference, half)):
        total = np.minimum(middle, before[3:] + _STEP_COSTS[0], out=totals[i])
        np.minimum(total, before[1:-2] + _STEP_COSTS[2], out=total)
        np.minimum(total, before[:-3] + _STEP_COSTS[3], out=total)
        total += cost
        middle[:] = total
    return _traced(totals, half)


def _costs(sound: Frames, reference: Frames, half: int) -> Iterator[Frames]:
    """For each frame of `sound`, its distance to the frames of `reference` within the band."""
    count, dimensions = sound.shape
    padded = np.pad(reference, ((half, half), (0, 0)))
    outside = np.pad(np.zeros(count, np.float32), half, constant_values=np.inf)
    squares = (padded**2).sum(axis=1) + outside
    for start in range(0, count, _ROWS_AT_ONCE):
        rows = sound[start : start + _ROWS_AT_ONCE]
        columns = slice(start, start + len(rows) + 2 * half)
        square = (rows**2).sum(axis=1)[:, None] + squares[columns] - 2 * rows @ padded[columns].T
        distances = np.sqrt(np.maximum(square, 0.0) / dimensions)
        for i in range(len(rows)):
            yield distances[i, i : i + 2 * half + 1]


def _traced(totals: Frames, half: int) -> NDArray[np.intp]:
    """Back along the cheapest path from the last corner."""
    path = np.empty(len(totals), np.intp)
    column = half
    for i in range(len(totals) - 1, 0, -1):
        path[i] = i + column - half
        sources = [column + 1 - step for step in range(len(_STEP_COSTS))]
        column = min(
            (s for s in sources if 0 <= s < totals.shape[1]),
            key=lambda s: totals[i - 1, s] + _STEP_COSTS[column + 1 - s],
        )
    path[0] = column - half
    return path
