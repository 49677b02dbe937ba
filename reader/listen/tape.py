"""What was handed to the device, and of which sentence each frame of it is.

The device plays a little later what it is given: what is heard is looked up here by how many
frames it has played.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.listen.feed import Sounding
    from reader.listen.head import Piece


class Span(NamedTuple):
    """A piece on the tape.

    Attributes:
        frame: Where it begins.
        since: From which frame on its place is what is heard: its first, or before it the silence
            in which a listener waited for it after a jump.
        sounding: Its sentence; kept here, because after a jump the shelf may not have it.
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


class Tape:
    """Runs on as sound is handed over; what was heard is forgotten.

    Attributes:
        frames: How many were handed over, silence included.
        landing: The frame at which the last jump took effect.
    """

    def __init__(self) -> None:
        self.rewind()

    def rewind(self) -> None:
        """Begin anew, with a device that was opened anew."""
        self.frames = self.landing = 0
        self._is_fresh = True
        self._spans: collections.deque[Span] = collections.deque()

    def land(self) -> None:
        """What comes next is somewhere else."""
        self.landing, self._is_fresh = self.frames, True

    def add(self, piece: Piece, sounding: Sounding) -> None:
        """The next frames."""
        if piece.frames:
            since = self.landing if self._is_fresh else self.frames
            self._spans.append(Span(self.frames, since, sounding, piece))
            self.frames += piece.frames
            self._is_fresh = False

    def silence_to(self, frame: int) -> None:
        """Nothing, up to that frame."""
        self.frames = frame

    def forget(self, heard: int) -> None:
        """Keep only what is heard now, and what is still to be heard."""
        while len(self._spans) > 1 and self._spans[1].since <= heard:
            self._spans.popleft()

    def is_heard(self, heard: int) -> bool:
        """Whether all that was handed over was heard."""
        return not self._spans or heard >= self._spans[-1].end

    def at(self, heard: int) -> Span | None:
        """What is heard; None where that is nothing yet since the last jump."""
        if not self._spans or (self._is_fresh and heard >= self.landing):
            return None
        begun = (span for span in reversed(self._spans) if span.since <= heard)
        return next(begun, self._spans[0])
