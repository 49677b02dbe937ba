from __future__ import annotations

import numpy as np
import pytest

from reader import engines
from reader.audio.loudness import loudness, samples_of, with_samples
from reader.audio.stretch import resampled, stretched
from reader.testing import LONG, sentence
from reader.values import Delivery, Mark, Sound

RATES = [0.5, 0.75, 1.3, 2.0, 3.0]


@pytest.fixture(scope="module")
def speech() -> Sound:
    return engines.get("espeak").speak(sentence(LONG), Delivery())


def tone(hertz: float, rate: int = 24_000) -> Sound:
    times = np.arange(2 * rate) / rate
    samples = 0.5 * np.sin(2 * np.pi * hertz * times)
    return with_samples(Sound(b"", rate), samples.astype(np.float32))


def loudest_hertz(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(samples_of(sound) * np.hanning(sound.samples)))
    return float(spectrum.argmax() * sound.sample_rate / sound.samples)


def pitch(sound: Sound) -> float:
    """The median pitch of the voiced parts, by autocorrelation."""
    samples, found = samples_of(sound), []
    for start in range(0, len(samples) - 1_024, 512):
        frame = samples[start : start + 1_024]
        if frame.std() > 0.05:
            similar = np.correlate(frame, frame, "full")[1_023:]
            found.append(sound.sample_rate / (80 + similar[80:400].argmax()))
    return float(np.median(found))


@pytest.mark.parametrize("rate", RATES)
def test_the_length_is_what_was_asked_for(speech: Sound, rate: float) -> None:
    assert abs(stretched(speech, rate).samples - speech.samples / rate) <= 1


@pytest.mark.parametrize("rate", RATES)
def test_pitch_and_loudness_stay(speech: Sound, rate: float) -> None:
    fast = stretched(speech, rate)
    assert pitch(fast) == pytest.approx(pitch(speech), rel=0.05)
    assert loudness(fast) == pytest.approx(loudness(speech), abs=1.0)
    assert loudest_hertz(stretched(tone(330), rate)) == pytest.approx(330, abs=3)


@pytest.mark.parametrize("rate", RATES)
def test_marks_stay_with_their_words(rate: float) -> None:
    """Clicks are found where their marks say."""
    samples = np.zeros(48_000, np.float32)
    places = (6_000, 18_000, 33_000)
    for place in places:
        samples[place : place + 400] = samples_of(tone(1_000))[:400]
    marks = tuple(Mark(place, word) for word, place in enumerate(places))
    clicks = Sound(with_samples(Sound(b"", 24_000), samples).pcm, 24_000, marks)
    fast = stretched(clicks, rate)
    for mark in fast.marks:
        around = np.abs(samples_of(fast)[max(0, mark.sample - 720) : mark.sample + 720])
        assert around.max() > 0.2


def test_nothing_to_do_changes_nothing(speech: Sound) -> None:
    assert stretched(speech, 1.0) is speech
    empty = Sound(b"", 24_000)
    assert stretched(empty, 2.0) == empty
    assert stretched(Sound(b"\1\0" * 50, 24_000), 2.0).samples == 25


def test_another_sample_rate_is_the_same_sound(speech: Sound) -> None:
    there = resampled(speech, 24_000)
    assert there.sample_rate == 24_000
    assert there.seconds == pytest.approx(speech.seconds, abs=1e-4)
    assert loudness(there) == pytest.approx(loudness(speech), abs=0.1)
    back = samples_of(resampled(there, speech.sample_rate))
    size = min(len(back), speech.samples)
    assert np.abs(back[:size] - samples_of(speech)[:size]).max() < 0.02
    assert resampled(there, speech.sample_rate).marks == speech.marks
