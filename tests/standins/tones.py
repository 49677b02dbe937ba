"""An engine whose every word is a chord that tells which word of which sentence it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.cache import Cache
from reader.engines import Workers
from reader.recording import Take
from reader.testing import sentence
from reader.values import Article, Block, BlockKind, Delivery, Mark, Script, Sound, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.values import Sentence

RATE = 24_000
MANY = 16
_SENTENCE = 500 + 80 * np.arange(MANY)
_WORD = 2_100 + 80 * np.arange(MANY)
_SOUND, _SILENCE = 0.25, 0.05
_WINDOW, _HOP = 720, 240
_FEWEST = 3
"""Hops that make a chord: less is where one ends and another begins."""


class Tones:
    """Says "c3 w0 w1 …" as chords of 250 ms, 50 ms apart."""

    name = "tones"
    version = "1"
    workers = Workers("thread", 2)

    def voices(self) -> Sequence[Voice]:
        return [Voice(self.name, "chords", sample_rate=RATE)]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        number = int(sentence.text.split()[0][1:])
        words = range(len(sentence.words))
        pcm = b"".join(_chord(number, word) for word in words)
        length = len(pcm) // 2 // len(words)
        return Sound(pcm, RATE, tuple(Mark(word * length, word) for word in words))

    def close(self) -> None:
        pass


def script(sentences: int, words: int = 12) -> Script:
    texts = [" ".join([f"c{i}", *(f"w{w}" for w in range(1, words))]) for i in range(sentences)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Script(Article("", blocks), tuple(map(sentence, texts)))


def take(script: Script, first: int = 0, cache: Cache | None = None) -> Take:
    return Take(script, Tones(), Delivery(), cache or Cache(None), first=first)


def _chord(number: int, word: int) -> bytes:
    times = np.arange(round(_SOUND * RATE)) / RATE
    pitches = (_SENTENCE[number % MANY], _WORD[word % MANY])
    sound = sum(np.sin(2 * np.pi * hertz * times) for hertz in pitches)
    edges = np.minimum(1, np.minimum(times, times[::-1]) / 0.005)
    samples = np.pad(0.3 * sound * edges, (0, round(_SILENCE * RATE)))
    return (samples * 32_767).astype("<i2").tobytes()


class Run(NamedTuple):
    """A chord that sounds from `begin` to `end`, in seconds."""

    sentence: int
    word: int
    begin: float
    end: float


def heard(pcm: bytes) -> list[Run]:
    """Every chord in recorded sound, in order; sentence and word are modulo `MANY`."""
    samples = (np.frombuffer(pcm, "<i2") / 32_768).astype(np.float32)
    labels = _labels(samples)
    edges = np.flatnonzero(np.diff(labels)) + 1
    begins, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(labels)]))
    seconds = _HOP / RATE
    return [
        Run(*divmod(int(labels[b]), MANY), b * seconds, e * seconds)
        for b, e in zip(begins, ends, strict=True)
        if labels[b] >= 0 and e - b >= _FEWEST
    ]


def _labels(samples: NDArray[np.float32]) -> NDArray[np.int64]:
    """What sounds in each hop: sentence × `MANY` + word; −1 for silence and what is mixed."""
    padded = np.pad(samples, _WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[: len(samples) : _HOP]
    times = np.arange(_WINDOW) / RATE
    window = np.hanning(_WINDOW).astype(np.float32)

    def strength(pitches: NDArray[np.int64]) -> NDArray[np.float32]:
        waves = np.exp(-2j * np.pi * pitches[:, None] * times) * window
        return np.abs(frames @ waves.T.astype(np.complex64))

    sentences, words = strength(_SENTENCE), strength(_WORD)
    labels = sentences.argmax(axis=1) * MANY + words.argmax(axis=1)
    loud = np.minimum(sentences.max(axis=1), words.max(axis=1)) > 0.12 * window.sum() / 2
    return np.where(loud, labels, -1)
