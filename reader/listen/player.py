"""Play a script, and tell at any moment what is heard.

    feed ─ sentences, some ahead → shelf ─ head ─ stretched, faded → device ─ heard → position

Three threads: the feed makes sound, the device asks for it, the keeper opens the device and, when
it is lost, opens it again. Whoever calls is a fourth; one lock, the shelf's, guards everything.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
from typing import TYPE_CHECKING, Final, Self

from reader.errors import AudioDeviceError, ReaderError, UsageError
from reader.language import say
from reader.listen.fader import FADE, Fader
from reader.listen.feed import Feed, Shelf
from reader.listen.head import Head
from reader.listen.keeper import Keeper
from reader.listen.tape import Tape

if TYPE_CHECKING:
    from types import TracebackType

    from reader.listen.device import Output
    from reader.listen.feed import Sounding, StartTake
    from reader.listen.head import Piece
    from reader.values import Script

SLOWEST: Final = 0.5
FASTEST: Final = 3.0
_SECONDS_A_CHARACTER: Final = 0.07
"""Of spoken text, before any of it was made."""
_POLL: Final = 0.02


@dataclasses.dataclass(frozen=True, slots=True)
class Position:
    """What is heard.

    Attributes:
        sentence: Its number in the script.
        word: Its number in the sentence; None before the first, and where no voice tells.
        seconds: How far into the sentence, in the recording's own time.
    """

    sentence: int
    word: int | None = None
    seconds: float = 0.0


class Status(enum.StrEnum):
    """What a player does. WAITING: sound is still being made, or the device opened."""

    WAITING = "waiting"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


class Player(contextlib.AbstractContextManager["Player"]):
    """Plays a script; leaving it stops everything.

    Args:
        script: What is said; or its beginning, if `go_on` gives the whole later.
        start_take: Makes a take that begins with a sentence.
        device: Where sound goes.
        first: The sentence to begin with.
        rate: Speed, 0.5–3, of the sound as it was made.
        volume: 0–1.
        is_whole: Whether the script ends where it ends.
    """

    def __init__(
        self,
        script: Script,
        start_take: StartTake,
        device: Output,
        *,
        first: int = 0,
        rate: float = 1.0,
        volume: float = 1.0,
        is_whole: bool = True,
    ) -> None:
        self._know(script)
        self._start_take, self._device = start_take, device
        if self._last < 0:
            raise UsageError(say("there is nothing to say", "không có gì để đọc"))
        self._shelf = Shelf(self._last + 1, is_whole=is_whole)
        self._changed = self._shelf.changed
        self._head = Head(min(max(0, first), self._last))
        self._jump: tuple[int, float] | None = None
        self._paused = False
        self._rate, self._volume = _rate(rate), _volume(volume)
        self._fader = Fader(0.0, self._volume)
        self._tape = Tape()
        self._trouble: AudioDeviceError | None = None
        self._is_open = self._was_open = self._is_closed = False
        self._feeds: list[Feed] = []
        self._keeper = Keeper(
            device, ready=self._ready, start=self._start, lost=self._lost, tell=self._note_device
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin: sound is made and the device opened, both behind the caller's back."""
        with self._changed:
            self._feed_from(self._head.sentence, anew=True)
        self._keeper.start()

    def close(self) -> None:
        """Stop everything and wait until it has stopped."""
        with self._changed:
            self._is_closed = True
            for feed in self._feeds:
                feed.stop()
            self._changed.notify_all()
        self._keeper.close()
        for feed in self._feeds:
            feed.abandon()
        for feed in self._feeds:
            feed.join()

    # What is heard -----------------------------------------------------------------------------

    @property
    def position(self) -> Position:
        """What is heard now, the device's delay counted in."""
        with self._changed:
            return self._position()

    @property
    def aim(self) -> Position:
        """Where a next step is counted from: a jump that is not heard yet, else what is heard."""
        with self._changed:
            if self._jump:
                return self._place(*self._landing())
            if self._heard() < self._tape.landing and self._head.sentence <= self._last:
                return self._place(self._head.sentence, self._head.at)
            return self._position()

    @property
    def status(self) -> Status:
        """What is going on."""
        with self._changed:
            return self._status()

    @property
    def error(self) -> ReaderError | None:
        """What went wrong: for good if the status is FAILED, else a device that is looked for."""
        with self._changed:
            if self._trouble:
                return self._trouble
            return self._shelf.error if self._is_starved() else None

    @property
    def left(self) -> float:
        """Seconds until the end at this rate: exact for what was made, estimated for the rest."""
        with self._changed:
            here = self._position()
            lengths = self._lengths()
            return max(0.0, sum(lengths[here.sentence :]) - here.seconds) / self._rate

    @property
    def lengths(self) -> list[float]:
        """Of each sentence, in seconds at rate 1: exact for what was made, else estimated."""
        with self._changed:
            return self._lengths()

    def wait(self, sentence: int, status: Status, timeout: float | None = None) -> None:
        """Return when another sentence is heard or the status is another, or time is up.

        Args:
            sentence: The sentence that the caller knows of.
            status: The status that the caller knows of.
            timeout: Seconds; None for ever.
        """
        waited = 0.0
        with self._changed:
            while (self._position().sentence, self._status()) == (sentence, status):
                if self._is_closed or (timeout is not None and waited >= timeout):
                    return
                self._changed.wait(_POLL)
                waited += _POLL

    # What can be asked of it -------------------------------------------------------------------

    def pause(self) -> None:
        """Be silent; the place is kept."""
        with self._changed:
            self._paused = True
            self._changed.notify_all()

    def resume(self) -> None:
        """Go on."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def toggle(self) -> None:
        """Pause, or go on."""
        with self._changed:
            self._paused = not self._paused
            self._changed.notify_all()

    def go_to(self, sentence: int, seconds: float = 0.0) -> None:
        """Play from there; what is out of bounds is brought within them."""
        with self._changed:
            sentence = min(max(0, sentence), self._last)
            self._jump = (sentence, max(0.0, seconds))
            self._paused = False
            if not self._shelf.holds(sentence) or self._shelf.error:
                self._feed_from(sentence, anew=False)
            self._shelf.want(sentence)
            self._changed.notify_all()

    @property
    def rate(self) -> float:
        """Speed, 0.5–3; setting it is heard as soon as the device has played what it holds."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        with self._changed:
            self._rate = _rate(rate)

    @property
    def volume(self) -> float:
        """0–1."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        with self._changed:
            self._volume = self._fader.goal = _volume(volume)

    def go_on(self, script: Script) -> None:
        """The whole script, after its beginning."""
        with self._changed:
            self._know(script)
            self._shelf.go_on(self._last + 1)

    def use(self, start_take: StartTake) -> None:
        """Another voice, from the beginning of the present sentence on."""
        with self._changed:
            here = self.aim.sentence
            self._start_take = start_take
            self._feed_from(here, anew=True)
            self._jump = (here, 0.0)

    # Inside; the lock is held ------------------------------------------------------------------

    def _know(self, script: Script) -> None:
        self.script, self._last = script, len(script.sentences) - 1
        self._texts = [len(sentence.spoken) for sentence in script.sentences]

    def _feed_from(self, sentence: int, *, anew: bool) -> None:
        for feed in self._feeds:
            feed.stop()
        self._feeds = [feed for feed in self._feeds if feed.is_alive()]
        feed = Feed(self._start_take, sentence, self._shelf)
        self._feeds.append(feed)
        self._shelf.turn_to(feed, anew=anew)
        feed.start()

    def _status(self) -> Status:
        if self._trouble:
            return Status.WAITING if self._was_open else Status.FAILED
        if self._head.sentence > self._last and self._jump is None:
            if not self._tape.is_heard(self._heard()):
                return Status.PLAYING
            return Status.ENDED if self._shelf.is_whole else Status.WAITING
        if self._is_starved() and self._shelf.error:
            return Status.FAILED
        if self._paused:
            return Status.PAUSED
        return Status.WAITING if self._is_starved() or not self._is_open else Status.PLAYING

    def _is_starved(self) -> bool:
        sentence = self._jump[0] if self._jump else self._head.sentence
        return sentence <= self._last and self._shelf.get(sentence) is None

    def _heard(self) -> int:
        """Frames that the device has played."""
        return self._device.heard if self._is_open else 0

    def _position(self) -> Position:
        heard = self._heard()
        if span := self._tape.at(heard):
            return self._place(span.piece.sentence, span.at(heard), span.sounding)
        return self._place(min(self._head.sentence, self._last), self._head.at)

    def _place(self, sentence: int, sample: float, sounding: Sounding | None = None) -> Position:
        sounding = sounding or self._shelf.get(sentence)
        if sounding is None:
            return Position(sentence, None, sample / (self._shelf.sample_rate or 1))
        sample = min(sample, sounding.sound.samples)
        return Position(sentence, sounding.word_at(sample), sample / sounding.sound.sample_rate)

    def _lengths(self) -> list[float]:
        made, rate = self._shelf.lengths, self._shelf.sample_rate or 1
        texts = self._texts
        known = sum(texts[index] for index in made)
        pace = sum(made.values()) / rate / known if known else _SECONDS_A_CHARACTER
        return [
            made[index] / rate if index in made else texts[index] * pace
            for index in range(len(texts))
        ]

    # The device's thread -----------------------------------------------------------------------

    def _pull(self, frames: int) -> bytes:
        """As much as there is, up to `frames`."""
        with self._changed:
            self._tape.forget(self._heard())
            end, parts = self._tape.frames + frames, list[bytes]()
            while (left := end - self._tape.frames) and (piece := self._next(left)):
                parts.append(self._fader.through(piece.pcm))
            self._tape.silence_to(end)
            return b"".join(parts)

    def _next(self, frames: int) -> Piece | None:
        """The next piece; before a pause or a jump, the few samples in which sound fades out."""
        if self._jump or self._paused:
            self._fader.goal = 0.0
            if self._fader.gain and (piece := self._read(min(frames, FADE))):
                return piece
            self._land()
            if self._paused:
                return None
            self._fader.gain, self._fader.goal = 0.0, self._volume
        elif self._fader.goal != self._volume:
            self._fader.goal = self._volume
        return self._read(frames)

    def _land(self) -> None:
        if self._jump:
            self._head.place(*self._landing())
            self._jump = None
            self._tape.land()

    def _landing(self) -> tuple[int, float]:
        """Sentence and sample of the jump that is to come."""
        sentence, seconds = self._jump or (0, 0.0)
        return sentence, seconds * self._shelf.sample_rate

    def _read(self, frames: int) -> Piece | None:
        while sounding := self._shelf.get(self._head.sentence):
            if piece := self._head.read(sounding.sound, frames, self._rate):
                self._tape.add(piece, sounding)
                return piece
            self._shelf.want(self._head.sentence)
        return None

    # The keeper's thread -----------------------------------------------------------------------

    def _ready(self) -> None:
        """Wait for a voice: its sound tells how to open the device.

        A voice that fails may be followed by one that speaks.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._shelf.sample_rate or self._is_closed)

    def _start(self) -> None:
        self._device.open(self._shelf.sample_rate, self._pull)

    def _note_device(self, trouble: AudioDeviceError | None) -> None:
        with self._changed:
            self._is_open, self._trouble = trouble is None, trouble
            self._was_open |= self._is_open
            self._changed.notify_all()

    def _lost(self) -> None:
        """What the device held was not heard: it is said again."""
        with self._changed:
            here = self._position()
            self._jump = self._jump or (here.sentence, here.seconds)
            self._head.place(*self._landing())
            self._is_open, self._fader.gain = False, 0.0
            self._tape.rewind()


def _rate(rate: float) -> float:
    return min(max(SLOWEST, rate), FASTEST)


def _volume(volume: float) -> float:
    return min(max(0.0, volume), 1.0)
