"""The player, on a device whose clock the test turns."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from standins import tones
from standins.recorder import Recorder

from reader.cache import Cache
from reader.errors import AudioDeviceError, EngineError, UsageError
from reader.listen.player import Player, Status
from reader.recording import Take
from reader.values import Article, Block, BlockKind, Delivery, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from reader.values import Sentence, Sound

SCRIPT = tones.script(6, words=4)
WORD = 0.3


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def player(recorder: Recorder) -> Iterator[Player]:
    with playing(recorder) as player:
        yield player
    assert not [t for t in threading.enumerate() if t.name.startswith("reader-")]


def playing(recorder: Recorder, script: Script = SCRIPT, **options: float) -> Player:
    player = Player(script, lambda first: tones.take(script, first), recorder, **options)  # type: ignore[arg-type]
    player.start()
    return player


def hear(player: Player, recorder: Recorder, seconds: float) -> None:
    recorder.play(seconds, is_ready=lambda: player.status is not Status.WAITING)


def until(happens: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.002)


def words(recorder: Recorder) -> list[tuple[int, int]]:
    return [run[:2] for run in tones.heard(bytes(recorder.pcm))]


def samples(recorder: Recorder) -> NDArray[np.float32]:
    return (np.frombuffer(bytes(recorder.pcm), "<i2") / 32_768).astype(np.float32)


def test_everything_is_said_once_and_in_order(player: Player, recorder: Recorder) -> None:
    while player.status is not Status.ENDED:
        hear(player, recorder, 0.5)
    assert words(recorder) == [(s, w) for s in range(6) for w in range(4)]
    assert player.left == pytest.approx(0, abs=0.01)
    assert player.position.sentence == 5


def test_the_position_is_what_is_heard_and_not_what_was_handed_over(
    player: Player, recorder: Recorder
) -> None:
    hear(player, recorder, 2 * WORD + 0.1)
    here = player.position
    assert (here.sentence, here.word) == (0, 2)
    assert here.seconds == pytest.approx(2 * WORD + 0.1, abs=0.001)


def test_a_pause_is_silent_and_keeps_the_place(player: Player, recorder: Recorder) -> None:
    hear(player, recorder, 0.5)
    player.pause()
    assert player.status is Status.PAUSED
    hear(player, recorder, 0.5)
    here = player.position
    hear(player, recorder, 2.0)
    assert player.position == here
    assert not samples(recorder)[-2 * tones.RATE :].any()
    player.resume()
    hear(player, recorder, 0.3)
    assert player.position.seconds == pytest.approx(here.seconds + 0.21, abs=0.03)


def test_a_jump_is_heard_at_once(player: Player, recorder: Recorder) -> None:
    hear(player, recorder, 0.5)
    jumped = recorder.seconds
    player.go_to(4, 2 * WORD)
    assert player.aim.sentence == 4
    assert player.position.sentence == 0
    hear(player, recorder, 1.0)
    first = next(run for run in tones.heard(bytes(recorder.pcm)) if run.sentence == 4)
    assert first.word == 2
    assert first.begin - jumped < 0.15


@pytest.mark.parametrize(("asked", "there"), [(-5, 0), (99, 5)])
def test_a_jump_stays_inside_the_article(
    player: Player, recorder: Recorder, asked: int, there: int
) -> None:
    player.go_to(asked)
    hear(player, recorder, 0.2)
    assert player.position.sentence == there


def test_speed_is_heard_at_once_and_keeps_the_pitch(player: Player, recorder: Recorder) -> None:
    hear(player, recorder, 0.5)
    player.rate = 2.0
    changed = recorder.seconds
    hear(player, recorder, 3.0)
    fast = [run for run in tones.heard(bytes(recorder.pcm)) if run.begin > changed + 0.15]
    begins = [run.begin for run in fast if run.sentence < 4]
    assert len(begins) > 5
    assert np.median(np.diff(begins)) == pytest.approx(WORD / 2, abs=0.02)


def test_a_jump_behind_the_end_is_the_end(player: Player, recorder: Recorder) -> None:
    player.go_to(5, 1e6)
    hear(player, recorder, 0.2)
    assert player.status is Status.ENDED
    assert player.position.sentence == 5


@pytest.mark.parametrize("rate", [0.75, 1.0, 1.6])
def test_time_left_is_what_it_takes(recorder: Recorder, rate: float) -> None:
    with playing(recorder, rate=rate) as player:
        hear(player, recorder, 0.5)
        left, now = player.left, recorder.seconds
        while player.status is not Status.ENDED:
            hear(player, recorder, 0.1)
        assert recorder.seconds - now == pytest.approx(left, abs=0.35)


def test_volume_is_heard(player: Player, recorder: Recorder) -> None:
    hear(player, recorder, 1.2)
    player.volume = 0.25
    changed = len(recorder.pcm) // 2
    hear(player, recorder, 1.2)
    loud = np.abs(samples(recorder)[:changed]).max()
    soft = np.abs(samples(recorder)[changed + 600 :]).max()
    assert soft / loud == pytest.approx(0.25, rel=0.05)


def test_nothing_clicks(player: Player, recorder: Recorder) -> None:
    """A click is a step between two samples that no chord makes."""
    hear(player, recorder, 0.5)
    steepest = np.abs(np.diff(samples(recorder))).max()
    for act in (
        lambda: setattr(player, "rate", 1.5),
        lambda: setattr(player, "rate", 0.8),
        lambda: setattr(player, "rate", 1.0),
        lambda: setattr(player, "volume", 0.5),
        lambda: setattr(player, "volume", 1.0),
        lambda: player.go_to(3, 0.1),
        player.pause,
        player.resume,
        lambda: player.go_to(1, 0.07),
    ):
        act()
        hear(player, recorder, 0.23)
    assert np.abs(np.diff(samples(recorder))).max() <= 1.25 * steepest


def test_another_voice_reads_on_from_the_present_sentence(
    player: Player, recorder: Recorder
) -> None:
    hear(player, recorder, 1.4)
    assert player.position.sentence == 1
    takes: list[int] = []

    def start(first: int) -> Take:
        takes.append(first)
        return tones.take(SCRIPT, first)

    player.use(start)
    hear(player, recorder, 0.3)
    assert takes == [1]
    assert (player.position.sentence, player.position.word) == (1, 0)


def test_a_long_article_is_not_all_in_memory_and_any_place_can_be_reached(
    recorder: Recorder,
) -> None:
    script = tones.script(120, words=2)
    with playing(recorder, script) as player:
        for place in (100, 3, 60, 119, 0, 20, 44, 8):
            player.go_to(place)
            hear(player, recorder, 0.3)
            assert player.position.sentence == place
            assert len(player._shelf._sounds) <= 40


def test_a_device_that_is_lost_is_found_again_and_nothing_is_missed(
    player: Player, recorder: Recorder
) -> None:
    hear(player, recorder, 1.5)
    here = player.position
    recorder.present = False
    until(lambda: player.status is Status.WAITING and player.error is not None)
    assert isinstance(player.error, AudioDeviceError)
    assert player.position.sentence == here.sentence
    recorder.present = True
    until(lambda: player.status is Status.PLAYING)
    assert player.error is None
    assert recorder.opened == 2
    hear(player, recorder, 0.1)
    assert player.position.seconds == pytest.approx(here.seconds + 0.1, abs=0.02)


def test_no_device_at_all_is_an_error(recorder: Recorder) -> None:
    recorder.present = False
    with playing(recorder) as player:
        until(lambda: player.status is Status.FAILED)
        assert isinstance(player.error, AudioDeviceError)


class Mute(tones.Tones):
    """Cannot say the third sentence until it is told to."""

    cured = False

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        if sentence.text.startswith("c2 ") and not self.cured:
            raise EngineError("no sound", "the line is dead")
        return super().speak(sentence, delivery)


def test_what_was_made_is_heard_before_an_error_and_a_jump_tries_again(
    recorder: Recorder,
) -> None:
    engine = Mute()

    def start(first: int) -> Take:
        return Take(SCRIPT, engine, Delivery(), Cache(None), first=first, jobs=1)

    with Player(SCRIPT, start, recorder) as player:
        player.start()
        hear(player, recorder, 3.2)
        assert player.status is Status.FAILED
        assert "line is dead" in str(player.error)
        assert words(recorder) == [(s, w) for s in range(2) for w in range(4)]
        engine.cured = True
        player.go_to(2)
        hear(player, recorder, 0.3)
        assert player.position.sentence == 2
        assert player.error is None


def test_it_plays_the_beginning_while_the_rest_is_not_known(recorder: Recorder) -> None:
    beginning = Script(SCRIPT.article, SCRIPT.sentences[:1])

    def start(first: int) -> Take:
        return tones.take(begun.script, first)

    begun = player = Player(beginning, start, recorder, is_whole=False)
    with player:
        player.start()
        hear(player, recorder, 1.0)
        assert player.position.sentence == 0
        recorder.play(1.0)
        assert player.status is Status.WAITING
        player.go_on(SCRIPT)
        hear(player, recorder, 1.0)
        assert player.position.sentence == 1


def test_closing_is_quick_while_much_is_still_to_be_made(recorder: Recorder) -> None:
    player = playing(recorder, tones.script(400))
    player.close()
    player.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("reader-")]


class Stuck(tones.Tones):
    """Waits for an answer that never comes, as an engine on a dead line does."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        assert self.closed.wait(60)
        raise EngineError("closed")

    def close(self) -> None:
        self.closed.set()


def test_leaving_waits_for_no_server(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    def start(first: int) -> Take:
        return Take(SCRIPT, Stuck(), Delivery(), Cache(None), first=first, auto=True)

    player = Player(SCRIPT, start, recorder)
    player.start()
    until(lambda: recorder.opened == 1)
    player.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("reader-")]
    assert not caplog.records


def test_nothing_to_say_is_an_error() -> None:
    empty = Script(Article("", (Block(BlockKind.PARAGRAPH, "…"),)), ())
    with pytest.raises(UsageError):
        Player(empty, lambda first: tones.take(empty, first), Recorder())
