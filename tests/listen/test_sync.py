"""What is highlighted and what is heard agree."""

from __future__ import annotations

import collections
import itertools
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from standins import tones
from standins.recorder import Recorder

from reader.cache import Cache, FolderStore
from reader.listen.player import Player, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from standins.tones import Run

TOLERANCE = 0.08
GLANCE = 0.05
"""Seconds that nobody sees: two looks and a bit."""
PAUSE = 0.1
SPEEDS = (0.75, 1.0, 2.0)
SECONDS_A_SPEED = 205
SENTENCES = 40


class Highlight(NamedTuple):
    """This word of this sentence was highlighted from `begin` to `end`."""

    sentence: int
    word: int
    begin: float
    end: float


if TYPE_CHECKING:
    Timed = TypeVar("Timed", Highlight, Run)


class Listener:
    """Hears and looks, and does what listeners do: jumps, pauses."""

    def __init__(self, player: Player, recorder: Recorder) -> None:
        self.player, self.recorder = player, recorder
        self.seen: list[Highlight] = []
        self._chance = random.Random(8)

    def listen(self, seconds: float) -> None:
        self.recorder.play(
            seconds, self._look, is_ready=lambda: self.player.status is not Status.WAITING
        )

    def meddle(self) -> None:
        player, chance = self.player, self._chance
        if player.status is Status.ENDED or chance.random() < 0.6:
            player.go_to(chance.randrange(SENTENCES), chance.choice((0.0, 0.35, 1.25, 2.45)))
        else:
            player.pause()
            self.listen(chance.uniform(0.1, 1.0))
            player.resume()

    def _look(self) -> None:
        here, now = self.player.position, self.recorder.seconds
        label = (here.sentence % tones.MANY, (here.word or 0) % tones.MANY)
        if self.seen and self.seen[-1][:2] == label:
            self.seen[-1] = self.seen[-1]._replace(end=now)
        else:
            self.seen.append(Highlight(*label, now, now))


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    script, recorder = tones.script(SENTENCES), Recorder()
    cache = Cache(FolderStore(tmp_path))
    with Player(script, lambda first: tones.take(script, first, cache), recorder) as player:
        player.start()
        yield Listener(player, recorder)


def test_for_ten_minutes_at_three_speeds_with_jumps_and_pauses(listener: Listener) -> None:
    for number, speed in enumerate(SPEEDS, 1):
        listener.player.rate = speed
        while not listener.seen or listener.recorder.seconds < number * SECONDS_A_SPEED:
            listener.listen(5)
            listener.meddle()
    heard = tones.heard(bytes(listener.recorder.pcm))
    seen = [light for light in listener.seen if light.end - light.begin > GLANCE]
    assert listener.recorder.seconds > 600
    assert len(heard) > 1_500
    assert len(seen) > 1_500
    sounds, lights = by_word(begun(heard)), by_word(listener.seen)
    assert max(lateness(light, sounds[light[:2]]) for light in seen) <= TOLERANCE
    assert [run for run in heard if not is_seen(run, lights[run[:2]])] == []


def begun(heard: list[Run]) -> Iterator[Run]:
    """Every word that sounds, once more as if it had begun where a pause before it did.

    Where a pause falls into the first moments of a word, they were heard before it, too short to
    be found in the recording.
    """
    yield from heard
    for before, run in itertools.pairwise(heard):
        if run.begin - before.end > PAUSE:
            yield run._replace(begin=before.end)


def by_word(found: Iterable[Timed]) -> dict[tuple[int, int], list[Timed]]:
    words: dict[tuple[int, int], list[Timed]] = collections.defaultdict(list)
    for one in found:
        words[one[:2]].append(one)
    return words


def lateness(light: Highlight, sounds: list[Run]) -> float:
    """Seconds between a word's highlight and its sound, either way."""
    return min(abs(light.begin - run.begin) for run in sounds)


def is_seen(run: Run, lights: list[Highlight]) -> bool:
    """Whether a word that sounds is highlighted while it does."""
    return any(light.begin - TOLERANCE <= run.begin <= light.end for light in lights)
