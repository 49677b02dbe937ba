"""Script → Recording: parallel, cached, in order, as a stream.

    with stream(script, engine="espeak") as take:       # clips come while later ones are made
        for index, clip in take: …

    record(script, engine="espeak").save("bai-viet.mp3")  # all of them, in memory

How a clip comes about, in shell's terms:

    sentence | key | cache || (engine.speak | encode | cache) | pause
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.audio.timeline import Timeline
from reader.recording.recording import Recording
from reader.recording.take import Take, complete, stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.engines import Engine
    from reader.values import Clip, Script

__all__ = ["Recording", "Take", "Timeline", "complete", "record", "stream"]


def record(
    script: Script,
    *,
    engine: str | Engine = "auto",
    voice: str = "",
    rate: float = 1.0,
    pitch: float = 1.0,
    kbps: int = 0,
    sample_rate: int = 0,
    cache: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Recording:
    """The whole script as sound.

    Args:
        script: What to say.
        engine: One of `reader.engines.names`, "auto", or an engine.
        voice: The engine's name for the voice; "" for its default.
        rate: Speed, 0.5–3.
        pitch: Pitch, 0.5–2.
        kbps: Bit rate of the MP3 in kbit/s; 0 for one that suits speech.
        sample_rate: Of the MP3, in hertz; 0 for the voice's own.
        cache: Folder of the cache; see `reader.cache.folder`.
        progress: Called with sentences done and sentences in all.

    Raises:
        UsageError: There is no such engine, or the rate is out of bounds.
        EngineError: No sound could be made.
    """
    take = stream(
        script,
        engine=engine,
        voice=voice,
        rate=rate,
        pitch=pitch,
        kbps=kbps,
        sample_rate=sample_rate,
        cache=cache,
    )
    with take:
        clips: list[Clip] = []
        for clip in complete(take, restart=clips.clear):
            clips.append(clip)
            if progress:
                progress(len(clips), len(script.sentences))
        return Recording(script, tuple(clips), take.engine_name, take.voice)
