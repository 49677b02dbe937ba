"""Play a script, and tell at any moment what is heard.

    feed ─ sentences, some ahead → shelf ─ head ─ stretched, faded → device ─ heard → position

Three threads: the feed makes sound, the device asks for it, the keeper opens the device and, when
it is lost, opens it again. Whoever calls is a fourth; one lock, the shelf's, guards everything.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import enum
import threading
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from reader.errors import AudioDeviceError, ReaderError, UsageError
from reader.language import say
from reader.listen.fader import FADE, Fader
from reader.listen.feed import Feed, Shelf
from reader.listen.head import Head

if TYPE_CHECKING:
    from types import TracebackType

    from reader.listen.device import Output
    from reader.listen.feed import Sounding, StartTake
    from reader.listen.head import Piece
    from reader.values import Script

SLOWEST: Final = 0.5
FASTEST: Final = 3.0
_WATCH: Final = 0.25
_LONGEST_WAIT: Final = 5.0
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


class _Span(NamedTuple):
    """Frames handed to the device, and what they are of.

    Attributes:
        sounding: The sentence; kept here, because after a jump the shelf may not have it.
        since: From which frame on its place is the position: its first, or before it the silence
            in which a listener waited for it after a jump.
    """

    frame: int
    since: int
    sounding: Sounding
    piece: Piece

    @property
    def end(self) -> int:
        """The frame behind its last."""
        return self.frame + self.piece.frames

    def at(self, frame: int) -> float:
        """The sample that a frame is of, the first or the last one if it is none of its own."""
        begin, end = self.piece.begin, self.piece.end
        share = (frame - self.frame) / self.piece.frames
        return min(begin + (end - begin) * max(0.0, share), max(begin, end - 1))


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
        self._landing = 0
        self._is_fresh = True
        self._paused = False
        self._rate, self._volume = _rate(rate), _volume(volume)
        self._fader = Fader(0.0, self._volume)
        self._handed = 0
        self._spans: collections.deque[_Span] = collections.deque()
        self._trouble: AudioDeviceError | None = None
        self._is_open = self._was_open = False
        self._closed = threading.Event()
        self._feeds: list[Feed] = []
        self._keeper = threading.Thread(target=self._keep, name="reader-keeper", daemon=True)

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
        self._closed.set()
        with self._changed:
            for feed in self._feeds:
                feed.stop()
            self._changed.notify_all()
        if self._keeper.ident is not None:
            self._keeper.join()
        self._device.close()
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
                return self._place(*self._jump)
            if self._device_heard() < self._landing and self._head.sentence <= self._last:
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
                if self._closed.is_set() or (timeout is not None and waited >= timeout):
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
            self._jump = (sentence, max(0.0, seconds) * self._shelf.sample_rate)
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
            if self._device_heard() < self._sounded():
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

    def _device_heard(self) -> int:
        return self._device.heard if self._is_open else 0

    def _sounded(self) -> int:
        """The frame behind the last one that is of a sentence."""
        return self._spans[-1].end if self._spans else 0

    def _position(self) -> Position:
        heard = self._device_heard()
        if self._is_fresh and (heard >= self._landing or not self._spans):
            return self._place(self._head.sentence, self._head.at)
        begun = (span for span in reversed(self._spans) if span.since <= heard)
        span = next(begun, self._spans[0])
        return self._place(span.piece.sentence, span.at(heard), span.sounding)

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
            self._forget_heard()
            end, parts = self._handed + frames, list[bytes]()
            while self._handed < end and (piece := self._next(end - self._handed)):
                parts.append(self._fader.through(piece.pcm))
                self._handed += piece.frames
            self._handed = end
            return b"".join(parts)

    def _forget_heard(self) -> None:
        heard = self._device_heard()
        while len(self._spans) > 1 and self._spans[1].since <= heard:
            self._spans.popleft()

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
            self._head.place(*self._jump)
            self._jump = None
            self._landing, self._is_fresh = self._handed, True

    def _read(self, frames: int) -> Piece | None:
        while sounding := self._shelf.get(self._head.sentence):
            if piece := self._head.read(sounding.sound, frames, self._rate):
                self._note(piece, sounding)
                return piece
            self._shelf.want(self._head.sentence)
        return None

    def _note(self, piece: Piece, sounding: Sounding) -> None:
        """Remember what the next frames are of."""
        if piece.frames:
            since = self._landing if self._is_fresh else self._handed
            self._spans.append(_Span(self._handed, since, sounding, piece))
            self._is_fresh = False

    # The keeper's thread -----------------------------------------------------------------------

    def _keep(self) -> None:
        """Open the device as soon as a voice is there; open it again when it is lost.

        A voice that fails may be followed by one that speaks, no device by one that is plugged in.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._shelf.sample_rate or self._closed.is_set())
        self._open_again()
        while not self._closed.wait(_WATCH):
            if not self._device.alive:
                self._lost()
                self._open_again()

    def _try_to_open(self) -> bool:
        try:
            self._device.open(self._shelf.sample_rate, self._pull)
        except AudioDeviceError as error:
            trouble: AudioDeviceError | None = error
        else:
            trouble = None
        with self._changed:
            self._is_open, self._trouble = trouble is None, trouble
            self._was_open |= self._is_open
            self._changed.notify_all()
        return trouble is None

    def _lost(self) -> None:
        """What the device held was not heard: it is said again."""
        with self._changed:
            here = self._position()
            self._jump = self._jump or (here.sentence, here.seconds * self._shelf.sample_rate)
            self._is_open = False
            self._spans.clear()
            self._handed = self._landing = 0
            self._head.place(*self._jump)
            self._is_fresh = True
        self._device.close()

    def _open_again(self) -> None:
        wait = _WATCH
        while not self._closed.is_set() and not self._try_to_open():
            self._closed.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


def _rate(rate: float) -> float:
    return min(max(SLOWEST, rate), FASTEST)


def _volume(volume: float) -> float:
    return min(max(0.0, volume), 1.0)
