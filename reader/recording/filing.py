"""A take to a file, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.outputs.mp3 import Source, Writer
from reader.recording.take import complete

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Cover
    from reader.recording.take import Take


def write(
    take: Take,
    target: Path,
    *,
    heard: Callable[[int], None] = lambda _: None,
    cover: Cover | None = None,
) -> tuple[Timeline, Source]:
    """Write a take as a tagged MP3, whole or not at all.

    Args:
        take: From the first sentence.
        target: The file.
        heard: Told how many sentences are done; what it raises ends the work.
        cover: The picture in front.

    Returns:
        When what is heard, and who spoke in the end.

    Raises:
        EngineError: No sound could be made.
        StorageError: The file cannot be written.
    """
    with Writer(target, take.script) as file:
        for clip in complete(take, restart=file.restart):
            file.add(clip)
            heard(len(file.timeline.starts))
        source = Source(take.engine_name, take.voice)
        file.finish(source, cover)
        return file.timeline, source
