"""The embedded engine: its voices, its word times, and whatever a page may hold."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import subprocess
import sys

import pytest

from reader import engines
from reader.audio.loudness import loudness, true_peak
from reader.errors import BadSoundError, EngineMissingError
from reader.settings import Settings, VoiceSettings
from reader.testing import LONG, SHORT, sentence
from reader.values import Delivery, Sentence, Word

VOICES = ("vi", "vi-vn-x-central", "vi-vn-x-south")
TEXT = f"{LONG} {SHORT} {LONG}"


@pytest.fixture(scope="module")
def espeak() -> engines.Engine:
    return engines.get("espeak")


def test_the_northern_voice_comes_first(espeak: engines.Engine) -> None:
    assert [(v.name, v.dialect) for v in espeak.voices()] == list(
        zip(VOICES, ("north", "central", "south"), strict=True)
    )


def test_dialects_are_told_apart(espeak: engines.Engine) -> None:
    """They take their own time over the same words."""
    sounds = {v: espeak.speak(sentence(LONG), Delivery(v)) for v in VOICES}
    assert len({round(sound.seconds, 2) for sound in sounds.values()}) == len(VOICES)


# What pitch and rate do to loudness is known to the adapter only as a formula: measured here.
@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    ("rate", "pitch"), [(1, 1), (0.5, 1), (2, 1), (3, 1), (1, 0.75), (1, 1.5), (1, 2), (2, 0.75)]
)
def test_every_delivery_is_as_loud(
    espeak: engines.Engine, voice: str, rate: float, pitch: float
) -> None:
    sound = espeak.speak(sentence(TEXT), Delivery(voice, rate, pitch))
    assert abs(loudness(sound) + 16) <= 1
    assert true_peak(sound) <= -1


def test_another_loudness_is_another_sound_and_another_version() -> None:
    quiet = engines.get("espeak", Settings(voice=VoiceSettings(loudness=-23)))
    assert abs(loudness(quiet.speak(sentence(TEXT), Delivery())) + 23) <= 1
    assert quiet.version != engines.get("espeak").version


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.25, 2, 3])
def test_rate_is_what_the_listener_means(espeak: engines.Engine, rate: float) -> None:
    usual = espeak.speak(sentence(LONG), Delivery()).seconds
    assert espeak.speak(sentence(LONG), Delivery(rate=rate)).seconds * rate == pytest.approx(
        usual, rel=0.1
    )


def test_a_word_of_several_syllables_has_one_mark(espeak: engines.Engine) -> None:
    words = (Word(0, 5, "mười tám tháng mười hai"), Word(6, 9, "năm"), Word(10, 11, ""))
    said = Sentence(0, 0, 11, "18/12 năm .", words)
    assert [mark.word for mark in espeak.speak(said, Delivery()).marks] == [0, 1]


def test_marks_are_where_words_are_heard(espeak: engines.Engine) -> None:
    """A word said alone is as long as the distance to the next mark, more or less."""
    sound = espeak.speak(sentence("một, hai, ba, bốn"), Delivery())
    first, second = sound.marks[:2]
    pause = sound.pcm[2 * (second.sample - 1500) : 2 * (second.sample - 300)]
    assert not any(pause)
    assert any(sound.pcm[2 * first.sample : 2 * first.sample + 2000])


def test_another_language_has_its_own_voice(espeak: engines.Engine) -> None:
    english = sentence("The quick brown fox jumps over the lazy dog.", "en-GB")
    vietnamese = dataclasses.replace(english, language="vi")
    assert espeak.speak(english, Delivery()).pcm != espeak.speak(vietnamese, Delivery()).pcm


def test_an_unknown_voice_names_the_known(espeak: engines.Engine) -> None:
    with pytest.raises(EngineMissingError, match="vi-vn-x-south"):
        espeak.speak(sentence(SHORT), Delivery("nobody"))


ODD = {
    "a NUL": "trước\0sau",
    "emoji": "\U0001f600 \U0001f1fb\U0001f1f3",
    "other scripts": "漢字 かな кириллица ไทย العربية",
    "markup": "<b>[[x]]</b> &amp; <mark name='x'/>",
    "joiners": "\u200b\u200d\ufeffa",
    "lone letters": "b c d",
    "a very long word": "ngh" * 3_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_it_survives(espeak: engines.Engine, text: str) -> None:
    whole = Sentence(0, 0, len(text), text, (Word(0, len(text), text),))
    assert espeak.speak(whole, Delivery()).samples
    assert len(espeak.speak(sentence(SHORT), Delivery()).marks) == 8


def test_nothing_to_say_is_an_error_not_silence(espeak: engines.Engine) -> None:
    with pytest.raises(BadSoundError):
        espeak.speak(Sentence(0, 0, 1, "\0", (Word(0, 1, "\0"),)), Delivery())


def test_threads_may_share_it_though_one_speaks_at_a_time() -> None:
    """Also when several of them are the first."""
    script = (
        "import concurrent.futures as c; from reader import engines; from reader.testing import *;"
        "from reader.values import Delivery\n"
        "def f(t): return engines.get('espeak').speak(sentence(t), Delivery()).pcm\n"
        "with c.ThreadPoolExecutor(8) as p: s = list(p.map(f, [SHORT, LONG] * 8))\n"
        "assert [len(x) // 200_000 for x in s] == [0, 2] * 8"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_the_same_text_is_as_good_as_the_same_sound(espeak: engines.Engine) -> None:
    """The library's state leaves traces of some samples, also from thread to thread; no more."""
    first = espeak.speak(sentence(SHORT), Delivery())
    espeak.speak(sentence(LONG), Delivery("vi-vn-x-south", 1.5, 0.8))
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        again = pool.submit(espeak.speak, sentence(SHORT), Delivery()).result()
    assert again.seconds == pytest.approx(first.seconds, abs=0.02)
    assert [m.word for m in again.marks] == [m.word for m in first.marks]
    for one, other in zip(first.marks, again.marks, strict=True):
        assert abs(one.sample - other.sample) < 0.02 * first.sample_rate


def test_it_is_light() -> None:
    """Neither numpy nor an HTTP client is loaded for it."""
    script = (
        "import sys; from reader import engines; engines.get('espeak');"
        "print([m for m in ('numpy', 'aiohttp', 'gtts', 'importlib.metadata') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=True, timeout=60, capture_output=True, text=True
    )
    assert run.stdout.strip() == "[]"
