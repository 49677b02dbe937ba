"""The reading head: takes sound from sentences, at any pace, and knows where each sample is from.

At pace 1 it gives the sound as it is; at any other, through a `Stretcher`, a hop at a time.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.audio.stretch import Stretcher
    from reader.values import Sound


class Piece(NamedTuple):
    """Sound, and what it is of.

    Attributes:
        pcm: Samples, 16 bit.
        sentence: Whose they are.
        begin, end: Where in the sentence's own sound they begin and end, in its samples.
    """

    pcm: bytes
    sentence: int
    begin: float
    end: float

    @property
    def frames(self) -> int:
        """How many samples."""
        return len(self.pcm) // 2

    def split(self, frames: int) -> tuple[Piece, Piece | None]:
        """Its first `frames`, and the rest."""
        if frames >= self.frames:
            return self, None
        middle = self.begin + (self.end - self.begin) * frames / self.frames
        first = self._replace(pcm=self.pcm[: 2 * frames], end=middle)
        return first, self._replace(pcm=self.pcm[2 * frames :], begin=middle)


@dataclasses.dataclass(slots=True)
class Head:
    """Stands in a sentence.

    Attributes:
        sentence: Which.
        at: Sample in the sentence that comes next.
    """

    sentence: int = 0
    at: float = 0.0
    _stretcher: Stretcher | None = None
    _rest: Piece | None = None

    def place(self, sentence: int, at: float = 0.0) -> None:
        """Stand somewhere else."""
        self.sentence, self.at = sentence, at
        self._stretcher = self._rest = None

    def read(self, sound: Sound, frames: int, rate: float) -> Piece | None:
        """The next piece, `frames` at most, of the sentence it stands in, whose sound is given.

        None where the sentence has no more; the head then stands at the beginning of the next.
        """
        if self._rest is None:
            if self.at >= sound.samples:
                self.place(self.sentence + 1)
                return None
            self._rest = self._natural(sound, frames) if rate == 1 else self._hop(sound, rate)
        piece, self._rest = self._rest.split(frames)
        return piece

    def _natural(self, sound: Sound, frames: int) -> Piece:
        if self._stretcher:
            self.at, self._stretcher = float(self._stretcher.natural), None
        begin = min(max(0, round(self.at)), sound.samples)
        end = min(begin + frames, sound.samples)
        self.at = float(end)
        return Piece(sound.pcm[2 * begin : 2 * end], self.sentence, begin, end)

    def _hop(self, sound: Sound, rate: float) -> Piece:
        from reader.audio.loudness import samples_of, with_samples
        from reader.audio.stretch import Stretcher

        if self._stretcher is None:
            self._stretcher = Stretcher(samples_of(sound), sound.sample_rate, round(self.at))
        begin = self._stretcher.at
        pcm = with_samples(sound, self._stretcher.step(rate)).pcm
        self.at = self._stretcher.at
        return Piece(pcm, self.sentence, begin, self.at)
