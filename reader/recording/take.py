"""One reading of a script: clips in order, while later ones are still being made."""

from __future__ import annotations

import collections
import os
from typing import TYPE_CHECKING, Any, Final, Self

from reader.audio import codec, pauses
from reader.cache import Cache, FolderStore, folder, key
from reader.engines import choose, delivery, get
from reader.errors import EngineError, UsageError
from reader.language import say
from reader.settings import Settings, load
from reader.values import Clip, Delivery

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from reader.engines import Engine
    from reader.values import Script, Sentence

_LOOK_AHEAD: Final = 4
"""Clips under way or waiting, for each that is made at once."""
_WITHOUT_POOL: Final = 3
"""Clips that an engine makes sooner than a pool could be had; what waits for a network does not."""
EMBEDDED: Final = "espeak"


def stream(
    script: Script,
    *,
    engine: str | Engine = "auto",
    voice: str = "",
    rate: float = 1.0,
    pitch: float = 1.0,
    kbps: int = 0,
    sample_rate: int = 0,
    cache: str | Path | Cache | None = None,
    first: int = 0,
    jobs: int = 0,
    settings: Settings | None = None,
) -> Take:
    """A take of the script.

    Args:
        script: What to say.
        engine: One of `reader.engines.names`, "auto", or an engine.
        voice: The engine's name for the voice; "" for its default.
        rate: Speed, 0.5–3.
        pitch: Pitch, 0.5–2.
        kbps: Bit rate of the MP3 in kbit/s; 0 for one that suits speech.
        sample_rate: Of the MP3, in hertz; 0 for the voice's own.
        cache: The cache, or its folder; see `reader.cache.folder`.
        first: Number of the sentence to begin with.
        jobs: How many sentences are made at once; 0 for what engine and machine bear.
        settings: What the user decided; read from files and environment where None.

    Raises:
        UsageError: There is no such engine, the rate is out of bounds, or MP3 has no such bit
            rate or sample rate.
        EngineError: The engine or the voice is not here.
    """
    chosen = settings or load()
    encoding = codec.checked(codec.Encoding(kbps or codec.KBPS, sample_rate))
    speaker = choose(engine, chosen).engine if isinstance(engine, str) else engine
    how = _delivery(speaker, chosen, voice, rate, pitch)
    if not isinstance(cache, Cache):
        cache = Cache(FolderStore(folder(cache, configured=chosen.cache.folder)))
    return Take(
        script,
        speaker,
        how,
        cache,
        encoding=encoding,
        first=first,
        jobs=jobs,
        auto=engine == "auto",
        keep=chosen.cache.max_bytes,
    )


def complete(take: Take, restart: Callable[[], None]) -> Iterator[Clip]:
    """All clips of one voice: where the online engine of "auto" fails, the whole is made again.

    Args:
        take: From the first sentence.
        restart: Called before the second beginning: what came so far does not count.
    """
    try:
        for _, clip in take:
            yield clip
    except EngineError as error:
        if not take.use_embedded(error):
            raise
        restart()
        for _, clip in take:
            yield clip


def _delivery(
    engine: Engine, settings: Settings, voice: str, rate: float, pitch: float
) -> Delivery:
    try:
        wanted = settings.voice._replace(
            name=voice or settings.voice.name,
            rate=rate if rate != 1 else settings.voice.rate,
            pitch=pitch if pitch != 1 else settings.voice.pitch,
        )
        return delivery(engine, settings._replace(voice=wanted))
    except ValueError as error:
        raise UsageError(
            say("the voice cannot be set so", "không đặt được giọng như vậy"), str(error)
        ) from error


class Take:
    """Iterate it once, or again from the start; close it, or leave its `with`, to stop the work.

    Attributes:
        voice: Name of the voice.
        made: How many clips were made and not found.
    """

    def __init__(
        self,
        script: Script,
        engine: Engine,
        delivery: Delivery,
        cache: Cache,
        *,
        encoding: codec.Encoding = codec.USUAL,
        first: int = 0,
        jobs: int = 0,
        auto: bool = False,
        keep: int = 0,
    ) -> None:
        self.script = script
        self.voice = delivery.voice
        self.encoding = encoding
        self.made = 0
        self._engine, self._delivery, self._cache = engine, delivery, cache
        self._first, self._jobs, self._auto = first, jobs, auto
        self._keep = keep
        self._abandoned = False
        self._pool: concurrent.futures.ThreadPoolExecutor | None = None

    @property
    def engine_name(self) -> str:
        """Name of the engine that speaks."""
        return self._engine.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop: what has not begun never begins, what runs is waited for and kept."""
        self._stop()
        self._engine.close()
        self._cache.close(self._keep if self.made else 0)

    def abandon(self) -> None:
        """From another thread: who waits for a clip gets an `EngineError` soon, not a clip."""
        self._abandoned = True
        self._engine.close()

    def _stop(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __iter__(self) -> Iterator[tuple[int, Clip]]:
        """``(sentence, clip)`` in order; the pause after the sentence is in the clip."""
        waiting: collections.deque[tuple[int, Clip | concurrent.futures.Future[Clip]]]
        waiting = collections.deque()
        ahead = self._workers() * _LOOK_AHEAD
        try:
            for index in range(self._first, len(self.script.sentences)):
                waiting.append((index, self._begin(self.script.sentences[index])))
                while waiting and (len(waiting) > ahead or _is_ready(waiting[0][1])):
                    yield self._finished(*waiting.popleft())
            while waiting:
                yield self._finished(*waiting.popleft())
        finally:
            self._stop()

    def _begin(self, sentence: Sentence) -> Clip | concurrent.futures.Future[Clip]:
        if not sentence.spoken:
            return pauses.nothing(self.sample_rate, self.encoding.kbps)
        engine = self._engine
        name = key(engine.name, engine.version, self._delivery, self.encoding, sentence)
        kept = self._cache.get(name)
        if kept is not None:
            return kept
        self.made += 1
        if self.made <= _WITHOUT_POOL and engine.workers.kind == "process":
            return self._make(name, sentence)
        return self._in_pool().submit(self._make, name, sentence)

    def _in_pool(self) -> concurrent.futures.ThreadPoolExecutor:
        import concurrent.futures

        self._pool = self._pool or concurrent.futures.ThreadPoolExecutor(self._workers())
        return self._pool

    def _make(self, name: str, sentence: Sentence) -> Clip:
        def speak() -> Clip:
            return codec.encode(self._engine.speak(sentence, self._delivery), self.encoding)

        notes: dict[str, Any] = {
            "engine": self._engine.name,
            "voice": self._delivery.voice,
            "text": sentence.spoken,
        }
        return self._cache.once(name, speak, notes)

    def _finished(
        self, index: int, clip: Clip | concurrent.futures.Future[Clip]
    ) -> tuple[int, Clip]:
        made = clip if isinstance(clip, Clip) else clip.result()
        return index, pauses.after(made, self.script.sentences[index].pause, self.encoding.kbps)

    def _workers(self) -> int:
        """Synthesis waits for the network or for a lock; encoding is what cores are for.

        Of the embedded engine's work synthesis is a quarter (470 times real time beside 150 of
        encoding, which holds no lock), so threads keep four cores busy; processes would have to
        start and send their sound back for what they gain beyond that. On two cores threads are
        1.6–1.9 times as fast as one, processes 1.6–1.75 (tests/benchmarks/workers.py).
        """
        if self._jobs:
            return self._jobs
        workers = self._engine.workers
        return workers.most or os.cpu_count() or 1

    @property
    def sample_rate(self) -> int:
        """Of the sound, in hertz, as far as the engine tells beforehand."""
        if self.encoding.sample_rate:
            return self.encoding.sample_rate
        voices = self._engine.voices()
        named = (v for v in voices if v.name == self._delivery.voice)
        voice = next(named, voices[0] if voices else None)
        return voice.sample_rate if voice else 24_000

    def use_embedded(self, error: EngineError, first: int | None = None) -> bool:
        """Change to the embedded voice after a failure; False where this is not wanted.

        Args:
            error: The failure.
            first: The sentence that the next iteration begins with; None for the same as before.
        """
        if self._abandoned or not self._auto or self._engine.name == EMBEDDED:
            return False
        import logging

        if first is None:
            line = say("%s; the whole article is read by %s", "%s; cả bài được đọc bằng %s")
        else:
            line = say("%s; from here on %s reads", "%s; từ đây được đọc bằng %s")
            self._first = first
        logging.getLogger(__name__).warning(line, error, EMBEDDED)
        self._engine.close()
        self._engine = get(EMBEDDED)
        self._delivery = Delivery("", self._delivery.rate, self._delivery.pitch)
        self.voice = ""
        return True


def _is_ready(clip: Clip | concurrent.futures.Future[Clip]) -> bool:
    return isinstance(clip, Clip) or clip.done()
