"""When what is heard: the exact start of every sentence and word of a recording."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from reader.audio.frames import DECODER_DELAY

if TYPE_CHECKING:
    from reader.values import Clip, Mark


@dataclasses.dataclass(slots=True)
class Timeline:
    """Sentences on the time axis of the finished file, added as their clips come.

    Attributes:
        starts: Of each sentence, in samples.
        lengths: Of each sentence with the pause after it, in samples.
        marks: Of each sentence; their samples count from the sentence's start.
        sample_rate: In hertz; 0 before the first clip.
    """

    starts: list[int] = dataclasses.field(default_factory=list)
    lengths: list[int] = dataclasses.field(default_factory=list)
    marks: list[tuple[Mark, ...]] = dataclasses.field(default_factory=list)
    sample_rate: int = 0

    def add(self, clip: Clip) -> None:
        """The next clip begins where the last one ends."""
        self.starts.append(self.samples)
        self.lengths.append(clip.samples)
        self.marks.append(clip.marks)
        self.sample_rate = clip.sample_rate

    @property
    def samples(self) -> int:
        """Length of the whole."""
        return self.starts[-1] + self.lengths[-1] if self.starts else 0

    @property
    def duration(self) -> float:
        """Length of the whole, in milliseconds."""
        return self.milliseconds(self.samples)

    def begin(self, sentence: int) -> float:
        """Start of a sentence, in milliseconds."""
        return self.milliseconds(self.starts[sentence])

    def end(self, sentence: int) -> float:
        """End of a sentence, its pause included, in milliseconds."""
        return self.milliseconds(self.starts[sentence] + self.lengths[sentence])

    def words(self, sentence: int) -> list[tuple[int, float]]:
        """``(word, milliseconds)`` of each mark, as a player shows it.

        Marks of a clip count the decoder's delay in; a player that has read the file's Info
        header has taken it off.
        """
        start = self.starts[sentence] - DECODER_DELAY
        return [
            (mark.word, self.milliseconds(max(start + mark.sample, self.starts[sentence])))
            for mark in self.marks[sentence]
        ]

    def milliseconds(self, samples: int) -> float:
        """Samples as milliseconds, to a tenth."""
        return round(samples * 1000 / self.sample_rate, 1) if self.sample_rate else 0.0
