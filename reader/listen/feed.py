"""Sound for the player: made or read a few sentences ahead, kept a few sentences behind.

    take ─ clip → Feed (a thread) ─ Sounding → Shelf ← player

A jump to what is on the shelf is heard at once. A jump beyond it starts another feed there; what
was made before comes from the cache.
"""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Final

from reader.audio import codec
from reader.audio.frames import DECODER_DELAY
from reader.errors import EngineError, ReaderError
from reader.language import say
from reader.values import Mark, Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.recording import Take
    from reader.values import Clip

    StartTake = Callable[[int], Take]

AHEAD: Final = 24
BEHIND: Final = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Sounding:
    """A sentence, decoded: its sound begins at once, its pause is at its end.

    Attributes:
        sound: As long as its clip, and as long as in the finished recording.
    """

    sound: Sound

    def word_at(self, sample: float) -> int | None:
        """The word that sounds there; None before the first."""
        last = None
        for mark in self.sound.marks:
            if mark.sample > sample:
                break
            last = mark.word
        return last


def sounding(clip: Clip, sample_rate: int) -> Sounding:
    """A clip decoded; the decoder's delay is moved from its beginning to its end."""
    pcm = codec.decode(clip.mp3).pcm
    whole = pcm[DECODER_DELAY * 2 :] + bytes(DECODER_DELAY * 2)
    marks = tuple(Mark(max(0, m.sample - DECODER_DELAY), m.word) for m in clip.marks)
    sound = Sound(whole, clip.sample_rate, marks)
    if clip.sample_rate != sample_rate:
        from reader.audio.stretch import resampled

        sound = resampled(sound, sample_rate)
    return Sounding(sound)


class Shelf:
    """What is at hand, by sentence. Its `changed` guards it, and the player's state too.

    Args:
        known: How many sentences there are, as far as is known.
        is_whole: Whether these are all.

    Attributes:
        sample_rate: Of everything on it: that of the first voice; 0 before there is one.
        lengths: Of each sentence that was made with this voice, in samples.
        error: Why nothing more comes.
    """

    def __init__(self, known: int, *, is_whole: bool) -> None:
        self.is_whole, self._known = is_whole, known
        self.changed = threading.Condition(threading.RLock())
        self.sample_rate = 0
        self.lengths: dict[int, int] = {}
        self.error: ReaderError | None = None
        self._sounds: dict[int, Sounding] = {}
        self._wanted = 0
        self._feed: Feed | None = None

    def get(self, sentence: int) -> Sounding | None:
        """What is at hand."""
        return self._sounds.get(sentence)

    def want(self, sentence: int) -> None:
        """The player is here: room is made for what follows."""
        if sentence != self._wanted:
            self._wanted = sentence
            self.changed.notify_all()

    def holds(self, sentence: int) -> bool:
        """Whether the sentence, and all from it to what comes next, is at hand."""
        if self._feed is None or sentence > self._feed.next:
            return False
        return all(index in self._sounds for index in range(sentence, self._feed.next))

    def go_on(self, known: int) -> None:
        """So many sentences there are in all."""
        self.is_whole, self._known = True, known
        self.changed.notify_all()

    def has_more(self, feed: Feed) -> bool:
        """Whether the feed has another sentence to bring; waits until that is known."""
        with self.changed:
            self.changed.wait_for(
                lambda: self._is_done(feed) or self.is_whole or feed.next < self._known
            )
            return not self._is_done(feed) and feed.next < self._known

    def _is_done(self, feed: Feed) -> bool:
        return feed.stopped or feed is not self._feed

    def turn_to(self, feed: Feed, *, anew: bool) -> None:
        """Take from this feed from now on; `anew` where what is at hand is another voice's."""
        self._feed, self.error = feed, None
        self._wanted = feed.next
        if anew:
            self._sounds.clear()
            self.lengths.clear()
        self.changed.notify_all()

    def put(self, feed: Feed, sentence: int, sound: Sounding) -> bool:
        """Keep a sentence as soon as there is room; False where nobody wants it any more."""
        with self.changed:
            self.changed.wait_for(lambda: self._is_done(feed) or sentence <= self._wanted + AHEAD)
            if self._is_done(feed):
                return False
            self._sounds[sentence] = sound
            self.lengths[sentence] = sound.sound.samples
            for old in [s for s in self._sounds if not -BEHIND <= s - self._wanted <= AHEAD]:
                del self._sounds[old]
            self.changed.notify_all()
            return True

    def fail(self, feed: Feed, error: ReaderError) -> None:
        """No more comes from this feed."""
        with self.changed:
            if not self._is_done(feed):
                self.error = error
                self.changed.notify_all()

    def speaks_at(self, sample_rate: int) -> None:
        """The first voice decides for all."""
        with self.changed:
            self.sample_rate = self.sample_rate or sample_rate
            self.changed.notify_all()


class Feed(threading.Thread):
    """Takes clips from a take, decodes them, and puts them on the shelf.

    Attributes:
        next: The sentence that comes next.
        stopped: Whether it is to end.
    """

    def __init__(self, start_take: StartTake, first: int, shelf: Shelf) -> None:
        super().__init__(name=f"reader-feed-{first}", daemon=True)
        self._start_take, self._shelf = start_take, shelf
        self._take: Take | None = None
        self.next = first
        self.stopped = False

    def stop(self) -> None:
        """End soon; the shelf's lock is held."""
        self.stopped = True
        self._shelf.changed.notify_all()

    def abandon(self) -> None:
        """Wait for nothing any more; it was stopped."""
        if self._take:
            self._take.abandon()

    def run(self) -> None:
        """Until the script ends, somebody stops it, or an error does."""
        try:
            while self._shelf.has_more(self):
                with self._start_take(self.next) as self._take:
                    self._shelf.speaks_at(self._take.sample_rate)
                    if not self.stopped:
                        self._bring(self._take)
        except ReaderError as error:
            self._shelf.fail(self, error)
        except Exception as error:  # noqa: BLE001 - a thread hands its error to the player
            self._shelf.fail(self, _unforeseen(error))

    def _bring(self, take: Take) -> None:
        """Put what comes on the shelf, as long as it is wanted."""
        for index, clip in self._clips(take):
            if not self._shelf.put(self, index, sounding(clip, self._shelf.sample_rate)):
                return
            self.next = index + 1

    def _clips(self, take: Take) -> Iterator[tuple[int, Clip]]:
        """Where the online engine of "auto" fails, the embedded voice reads on from there."""
        try:
            yield from take
        except EngineError as error:
            if self.stopped or not take.use_embedded(error, first=self.next):
                raise
            yield from take


def _unforeseen(error: Exception) -> EngineError:
    failure = EngineError(
        say("the sound could not be made", "không tạo được âm thanh"), repr(error)
    )
    failure.__cause__ = error
    return failure
