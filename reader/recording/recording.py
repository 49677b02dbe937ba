"""The finished whole: script and clips, each with an exact start."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from reader.audio.timeline import Timeline

if TYPE_CHECKING:
    from reader.values import Article, Clip, Script


@dataclasses.dataclass(frozen=True)
class Recording:
    """An article read aloud.

    Attributes:
        script: What is said.
        clips: One a sentence, pauses included.
        engine: Name of the engine.
        voice: Name of the voice.
    """

    script: Script
    clips: tuple[Clip, ...]
    engine: str
    voice: str

    @property
    def article(self) -> Article:
        """What was read."""
        return self.script.article

    @property
    def timeline(self) -> Timeline:
        """When what is heard."""
        timeline = Timeline()
        for clip in self.clips:
            timeline.add(clip)
        return timeline

    @property
    def seconds(self) -> float:
        """Length of the whole."""
        return self.timeline.duration / 1000

    def save(self, path: str | Path, *, force: bool = True) -> Path:
        """Write a tagged MP3; `path` may be a folder, then the title names the file.

        Raises:
            StorageError: The file cannot be written, or is there and `force` is False.
        """
        from reader.outputs import files, mp3

        target = files.target(Path(path), self.article.title, ".mp3", force=force)
        mp3.write(target, self.script, self.clips, mp3.Source(self.engine, self.voice))
        return target
