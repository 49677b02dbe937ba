"""Loudness against what BS.1770 and EBU Tech 3341 say of known signals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from reader.audio.loudness import (
    SILENCE,
    gain_to,
    levelled,
    loudness,
    samples_of,
    true_peak,
    with_samples,
)
from reader.values import Sound


def sine(hertz: float, decibels: float, seconds: float = 5, rate: int = 48_000) -> Sound:
    times = np.arange(round(seconds * rate)) / rate
    samples = 10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * times)
    return with_samples(Sound(b"", rate), samples.astype(np.float32))


def followed_by(*sounds: Sound) -> Sound:
    return Sound(b"".join(sound.pcm for sound in sounds), sounds[0].sample_rate)


# A full-scale sine of 997 Hz in one channel is −3.01 LUFS (BS.1770-5, annex 1).
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("decibels", [-3.0, -20.0, -40.0])
def test_the_reference_tone(rate: int, decibels: float) -> None:
    assert loudness(sine(997, decibels, rate=rate)) == pytest.approx(decibels - 3.01, abs=0.1)


def test_the_low_count_little_and_the_high_count_more() -> None:
    assert loudness(sine(30, -20)) < -28
    assert loudness(sine(4_000, -20)) == pytest.approx(-23 + 3.3, abs=0.3)


# The gates, as in EBU Tech 3341, tests 3 and 4, for one channel: quiet parts do not count.
def test_what_is_far_below_the_rest_does_not_count() -> None:
    loud, quiet, silent = sine(997, -20, 20), sine(997, -36), sine(997, -80)
    assert loudness(followed_by(quiet, loud, quiet)) == pytest.approx(-23.0, abs=0.2)
    assert loudness(followed_by(silent, loud, silent)) == pytest.approx(-23.0, abs=0.2)


@pytest.mark.parametrize("samples", [0, 1, 100, 48_000])
def test_silence_has_no_loudness(samples: int) -> None:
    silence = Sound(bytes(2 * samples), 48_000)
    assert loudness(silence) == SILENCE
    assert true_peak(silence) == -np.inf
    assert gain_to(silence, -16) == 0
    assert levelled(silence, 20) == silence


def test_a_peak_between_samples_is_seen() -> None:
    """A quarter of the sample rate, sampled beside its peaks (EBU Tech 3341, test 17)."""
    times = np.arange(4_800)
    samples = 0.5 * np.sin(2 * np.pi * times / 4 + np.pi / 4)
    tone = with_samples(Sound(b"", 48_000), samples.astype(np.float32))
    assert 20 * np.log10(np.abs(samples).max()) == pytest.approx(-9.03, abs=0.01)
    assert true_peak(tone) == pytest.approx(-6.02, abs=0.3)


@pytest.mark.parametrize("gain", [0.0, 6.0, 15.0, 30.0])
def test_no_peak_passes_the_ceiling(gain: float) -> None:
    rng = np.random.default_rng(int(gain))
    bursts = rng.standard_normal(48_000) * 10 ** rng.uniform(-2, -0.3, 48).repeat(1_000)
    rough = with_samples(Sound(b"", 24_000), np.clip(bursts, -1, 1).astype(np.float32))
    assert true_peak(levelled(rough, gain)) <= -1.0


def test_what_is_below_the_ceiling_is_only_made_louder() -> None:
    quiet = sine(440, -30, 1)
    assert samples_of(levelled(quiet, 12)) == pytest.approx(samples_of(quiet) * 10**0.6, abs=1e-4)


def test_the_limiter_moves_slowly() -> None:
    """One loud click turns its surroundings down smoothly, and leaves all else alone."""
    click = samples_of(sine(440, -20, 1, 24_000)).copy()
    click[12_000] = 1.0
    limited = samples_of(levelled(with_samples(Sound(b"", 24_000), click), 12))
    gain = limited[click != 0] / click[click != 0]
    assert gain[:11_000] == pytest.approx(10**0.6, rel=0.01)
    steady = limited[11_000:13_000] / np.where(
        np.abs(click[11_000:13_000]) > 0.01, click[11_000:13_000], np.nan
    )
    known = steady[~np.isnan(steady)]
    assert max(abs(a - b) for a, b in itertools.pairwise(known)) < 0.25


def test_the_gain_counts_in_what_the_limiter_takes() -> None:
    rng = np.random.default_rng(0)
    peaky = rng.standard_normal(60_000) ** 3 * 0.02
    sound = with_samples(Sound(b"", 24_000), np.clip(peaky, -1, 1).astype(np.float32))
    assert loudness(levelled(sound, gain_to(sound, -16))) == pytest.approx(-16, abs=0.3)
