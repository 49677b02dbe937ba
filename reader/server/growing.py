"""A recording while it is made: one thread adds clips, any number of listeners follow.

Sound goes into a file that has no name, and every listener reads there at its own pace: a slow one
keeps nobody waiting, and costs a piece of memory, not a recording.
"""

from __future__ import annotations

import asyncio
import dataclasses
import tempfile
import threading
import time
from typing import IO, TYPE_CHECKING, Final

from reader.audio.timeline import Timeline
from reader.errors import EngineError, ReaderError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from reader.cache.recordings import Kept
    from reader.values import Clip, Script

_PIECE: Final = 65_536
_IN_MEMORY: Final = 4_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """What there is at one moment: the script up to here, when, and by whom."""

    script: Script
    timeline: Timeline
    engine: str
    voice: str
    size: int
    whole: bool


class Growing:
    """Sound and its times, growing.

    `add`, `restart`, `finish` and `fail` belong to the thread that makes it; everything else to the
    event loop that it was made in.

    Attributes:
        listeners: How many are listening now.
        wanted: Whether it is made to its end, whoever listens.
        kept: The finished recording, as soon as it is on the shelf.
        error: Why there is no more.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.listeners = 0
        self.wanted = False
        self.kept: Kept | None = None
        self.error: ReaderError | None = None
        self.whole = False
        self.asked = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._lock = threading.Lock()
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._take = object()
        self._begin("", "")

    def _begin(self, engine: str, voice: str) -> None:
        self._engine, self._voice, self._size = engine, voice, 0
        self._timeline = Timeline()

    # The thread that makes it.

    def restart(self, engine: str, voice: str) -> None:
        """A take begins; who has heard another one is cut off, and may ask again."""
        with self._lock:
            if self._size:
                self._file.seek(0)
                self._file.truncate()
                self._take = object()
            self._begin(engine, voice)
        self._tell()

    def add(self, clip: Clip) -> None:
        """The next clip."""
        with self._lock:
            self._file.seek(self._size)
            self._file.write(clip.mp3)
            self._size += len(clip.mp3)
            self._timeline.add(clip)
        self._tell()

    def finish(self, kept: Kept | None) -> None:
        """That was all; None where the shelf could not take it."""
        self.kept, self.whole = kept, True
        self._tell()

    def fail(self, error: ReaderError) -> None:
        """There will be no more."""
        self.error = error
        self._tell()

    def is_forgotten(self, linger: float) -> bool:
        """Whether nobody has listened or asked for so many seconds."""
        return not (self.wanted or self.listeners or time.monotonic() - self.asked < linger)

    def _tell(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread)

    def _spread(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
        self._close_if_done()

    # Everybody else.

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.whole or self.error is not None

    def said(self) -> Said:
        """What there is now; asking counts as interest."""
        self.asked = time.monotonic()
        with self._lock:
            known = dataclasses.replace(
                self._timeline,
                starts=self._timeline.starts[:],
                lengths=self._timeline.lengths[:],
                marks=self._timeline.marks[:],
            )
            return Said(self.script, known, self._engine, self._voice, self._size, self.whole)

    async def over(self) -> None:
        """Wait for its end, good or bad."""
        while not self.ended:
            await self._news.wait()

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The sound from its beginning, as it comes.

        Raises:
            ReaderError: It broke off, or another voice began it anew.
        """
        self.listeners += 1
        take, at = self._take, 0
        try:
            while piece := await self._next(take, at):
                at += len(piece)
                yield piece
        finally:
            self._leave()

    async def _next(self, take: object, at: int) -> bytes:
        """The piece at a place, as soon as there is one; empty at the end."""
        while True:
            news = self._news
            with self._lock:
                if take is not self._take:
                    raise _another_voice()
                if at < self._size:
                    self._file.seek(at)
                    return self._file.read(min(_PIECE, self._size - at))
            if self.error:
                raise self.error
            if self.whole:
                return b""
            await news.wait()

    def _leave(self) -> None:
        self.listeners -= 1
        self.asked = time.monotonic()
        self._close_if_done()

    def _close_if_done(self) -> None:
        """Who asks from now on is given the finished file, or a new beginning."""
        if (self.kept or self.error) and not self.listeners:
            self._file.close()

    def close(self) -> None:
        """Give the file back, whoever listens."""
        self._file.close()


def _another_voice() -> EngineError:
    return EngineError(
        say("the voice failed on the way", "giọng đọc bị lỗi giữa chừng"),
        say("another one reads from the start", "giọng khác đang đọc lại từ đầu"),
        say("Ask again.", "Hãy thử lại."),
    )
