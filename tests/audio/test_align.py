"""Words are found within the bounds that the README states.

The benchmark (tests/benchmarks/alignment.py) measures the same at length.
"""

from __future__ import annotations

import time

import numpy as np
import pytest
from benchmarks import alignment

from reader import engines
from reader.audio.align import aligned, proportional
from reader.testing import SHORT, sentence
from reader.values import Delivery, Mark, Sound


@pytest.fixture(scope="module")
def espeak() -> engines.Engine:
    return engines.get("espeak")


@pytest.mark.parametrize("how", alignment.CHANGES)
def test_words_are_found(espeak: engines.Engine, how: str) -> None:
    found, guessed = [], []
    for seed, text in enumerate(alignment.TEXTS):
        said = sentence(text)
        delivery = Delivery(("vi-vn-x-south", "vi-vn-x-central")[seed % 2], 1.2, 0.8 + seed / 10)
        sound = alignment.changed(how, said, espeak.speak(said, delivery), seed)
        reference = espeak.speak(said, Delivery())
        found += alignment.errors(aligned(sound, reference), sound)
        guessed += alignment.errors(alignment.by_syllables(sound, said), sound)
    assert np.median(found) <= 40
    assert np.percentile(found, 95) <= 120
    assert np.median(found) < np.median(guessed) / 2


def test_it_is_quick(espeak: engines.Engine) -> None:
    """50 × real time is promised; process time, so that a busy machine does not count."""
    said = sentence(" ".join(alignment.TEXTS))
    sound = espeak.speak(said, Delivery("vi-vn-x-south"))
    reference = espeak.speak(said, Delivery())
    started = time.process_time()
    aligned(sound, reference)
    assert sound.seconds / (time.process_time() - started) > 50


def test_every_mark_has_its_place(espeak: engines.Engine) -> None:
    reference = espeak.speak(sentence(SHORT), Delivery())
    sound = espeak.speak(sentence(SHORT), Delivery("vi-vn-x-south", 2.0))
    marks = aligned(sound, reference)
    assert [mark.word for mark in marks] == [mark.word for mark in reference.marks]
    samples = [mark.sample for mark in marks]
    assert samples == sorted(samples)
    assert 0 <= samples[0] < samples[-1] < sound.samples


@pytest.mark.parametrize("samples", [0, 1, 300, 1_000])
def test_too_little_to_hear_is_spread_evenly(espeak: engines.Engine, samples: int) -> None:
    reference = espeak.speak(sentence(SHORT), Delivery())
    short = Sound(bytes(2 * samples), 22_050)
    assert [m.word for m in aligned(short, reference)] == list(range(8))
    assert all(0 <= m.sample <= samples for m in aligned(short, reference))


def test_silence_and_other_words_do_not_break_it(espeak: engines.Engine) -> None:
    reference = espeak.speak(sentence(SHORT), Delivery())
    for sound in (
        Sound(bytes(100_000), 22_050),
        espeak.speak(sentence("Một câu khác hẳn."), Delivery()),
    ):
        assert len(aligned(sound, reference)) == 8


def test_in_proportion() -> None:
    reference = Sound(bytes(2_000), 1_000, (Mark(0, 0), Mark(500, 2)))
    assert proportional(Sound(bytes(4_000), 1_000), reference) == (Mark(0, 0), Mark(1_000, 2))
