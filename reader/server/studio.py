"""Where recordings are made: each once, for everyone who wants it, so many at a time.

    article, voice | who speaks | under way || on the shelf || (queue | take | shelf)

Makers are threads; all else happens in the event loop, where nothing here waits.
"""

from __future__ import annotations

import asyncio
import collections
import concurrent.futures
import contextlib
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cache import Cache, FolderStore, upkeep
from reader.errors import EngineBusyError, EngineError, ReaderError, StorageError
from reader.language import say
from reader.outputs import document, timing
from reader.outputs.mp3 import Source, Writer
from reader.recording import Take
from reader.server.growing import Growing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.cache.recordings import Kept, Recordings
    from reader.engines import Engine
    from reader.server.library import Found
    from reader.server.speakers import Speaker, Speakers
    from reader.settings import Settings

_log = logging.getLogger(__name__)
_MOST_KEYS: Final = 1024


class _NobodyWaitsError(EngineError):
    """The last listener left a while ago, or the server stops."""


class Studio:
    """Takes under way, and who makes them.

    Args:
        settings: How many at once, how many may wait.
        speakers: Who speaks.
        shelf: Where finished recordings go.
        clips: Folder of the cache of clips.
        told: Called with each outcome: "made", "failed" or "left".
    """

    def __init__(
        self,
        settings: Settings,
        speakers: Speakers,
        shelf: Recordings,
        clips: Path,
        told: Callable[[str], None],
    ) -> None:
        self._settings, self._told = settings, told
        self._speakers, self._shelf, self._clips = speakers, shelf, clips
        self._pool = concurrent.futures.ThreadPoolExecutor(settings.server.makers, "maker")
        self._growing: dict[str, Growing] = {}
        self._keys: collections.OrderedDict[tuple[str, bytes, Speaker], str] = (
            collections.OrderedDict()
        )
        self._engines: set[Engine] = set()
        self._closing = False

    @property
    def under_way(self) -> int:
        """Recordings being made or waiting for it."""
        return sum(not growing.ended for growing in set(self._growing.values()))

    @property
    def listeners(self) -> int:
        """People who listen to what is being made."""
        return sum(growing.listeners for growing in set(self._growing.values()))

    async def known(self, found: Found, voice: str) -> Kept | Growing | None:
        """The recording, finished or under way; None where nobody has begun it.

        Raises:
            NotFoundError: There is no such voice to choose.
            EngineError: Nobody can speak here.
        """
        _, key = await asyncio.to_thread(self._who, found, voice)
        return await self._known(key)

    async def wanted(self, found: Found, voice: str, pay: Callable[[], None]) -> Kept | Growing:
        """The recording: finished, under way, or begun now.

        Args:
            found: The article.
            voice: The chosen one; "" for the usual one.
            pay: Called before it is begun, and may raise; who only joins others pays nothing.

        Raises:
            EngineBusyError: Too many wait already.
            NotFoundError, EngineError: As for `known`.
        """
        speaker, key = await asyncio.to_thread(self._who, found, voice)
        known = await self._known(key) or self._under_way(key)
        if known is None:
            self._check_room()
            pay()
            known = self._begin(key, found, speaker)
        return known

    async def _known(self, key: str) -> Kept | Growing | None:
        return self._under_way(key) or await asyncio.to_thread(self._shelf.find, key)

    def _under_way(self, key: str) -> Kept | Growing | None:
        growing = self._growing.get(key)
        return growing and (growing.kept or growing)

    def _who(self, found: Found, voice: str) -> tuple[Speaker, str]:
        """Who speaks, and the name of what comes of it, which takes a while to find out."""
        speaker = self._speakers.speaker(voice)
        name = found.url, found.digest, speaker
        if name not in self._keys:
            self._keys[name] = speaker.key(found.script)
            while len(self._keys) > _MOST_KEYS:
                self._keys.popitem(last=False)
        return speaker, self._keys[name]

    def _check_room(self) -> None:
        server = self._settings.server
        if self._closing or self.under_way >= server.makers + server.waiting:
            raise _busy()

    def _begin(self, key: str, found: Found, speaker: Speaker) -> Growing:
        self._forget()
        growing = self._growing[key] = Growing(found.script)
        loop = asyncio.get_running_loop()

        def work() -> None:
            self._make(growing, speaker)
            with contextlib.suppress(RuntimeError):  # the loop has stopped, and with it everything
                loop.call_soon_threadsafe(self._forget)

        self._pool.submit(work)
        return growing

    def _forget(self) -> None:
        """What is on the shelf or has failed; and what the shelf refused, when nobody wants it."""
        for key, growing in list(self._growing.items()):
            left = growing.whole and growing.is_forgotten(self._settings.server.linger)
            if growing.kept or growing.error or left:
                del self._growing[key]
                if left:
                    growing.close()

    # In a maker's thread.

    def _make(self, growing: Growing, speaker: Speaker) -> None:
        try:
            self._record(growing, speaker)
        except ReaderError as error:
            self._told("left" if isinstance(error, _NobodyWaitsError) else "failed")
            _log.warning("%s", error)
            growing.fail(error)
        except Exception as error:  # noqa: BLE001 - a bug of ours or of an engine's: who listens is told
            self._told("failed")
            _log.exception("a recording failed")
            growing.fail(EngineError(say("the recording failed", "ghi âm bị lỗi"), repr(error)))
        else:
            self._told("made")

    def _record(self, growing: Growing, speaker: Speaker) -> None:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:
            path = Path(folder) / "bai-viet.mp3"
            with Writer(path, growing.script) as file:
                speaker = self._spoken(growing, speaker, file)
                file.finish(Source(speaker.engine, speaker.delivery.voice))
            growing.finish(self._shelved(growing, speaker, file, path))
        self._tidy()

    def _spoken(self, growing: Growing, speaker: Speaker, file: Writer) -> Speaker:
        """Who spoke in the end: where the online voice of "auto" fails, the embedded one."""
        try:
            self._take(growing, speaker, file)
        except EngineError as error:
            other = None if self._closing else self._speakers.instead(speaker)
            if other is None or isinstance(error, _NobodyWaitsError):
                raise
            line = say("%s; the whole article is read by %s", "%s; cả bài được đọc bằng %s")
            _log.warning(line, error, other.engine)
            self._growing[other.key(growing.script)] = growing
            self._take(growing, other, file)
            return other
        return speaker

    def _take(self, growing: Growing, speaker: Speaker, file: Writer) -> None:
        file.restart()
        growing.restart(speaker.engine, speaker.delivery.voice)
        with self._hired(speaker) as engine, self._stream(growing, engine, speaker) as take:
            for _, clip in take:
                if self._closing or growing.is_forgotten(self._settings.server.linger):
                    raise _nobody_waits()
                file.add(clip)
                growing.add(clip)

    @contextlib.contextmanager
    def _hired(self, speaker: Speaker) -> Iterator[Engine]:
        """An engine that `close` can silence while it waits for somebody's answer."""
        engine = self._speakers.engine(speaker)
        self._engines.add(engine)
        try:
            yield engine
        finally:
            self._engines.discard(engine)

    def _stream(self, growing: Growing, engine: Engine, speaker: Speaker) -> Take:
        cache = Cache(FolderStore(self._clips))
        return Take(growing.script, engine, speaker.delivery, cache)

    def _shelved(self, growing: Growing, speaker: Speaker, file: Writer, path: Path) -> Kept | None:
        script, source = growing.script, Source(speaker.engine, speaker.delivery.voice)
        times = timing.document(script, file.timeline, source, "", 0) | {"complete": True}
        article = document.of_article(script.article)
        article |= {"language": script.article.language, "image": script.article.image}
        try:
            return self._shelf.keep(speaker.key(script), path, times, article)
        except StorageError as error:  # it can be heard all the same
            _log.warning("%s", error)
            return None

    def _tidy(self) -> None:
        """Keep clips and recordings in bounds, now and then; a failure is no reason to stop."""
        most = self._settings.cache.max_bytes
        with contextlib.suppress(StorageError):
            upkeep.prune_sometimes(FolderStore(self._clips), most, self._shelf)

    def stop(self) -> None:
        """End all takes; what was made of them stays in the cache of clips."""
        self._closing = True
        for engine in list(self._engines):
            engine.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for growing in set(self._growing.values()):
            if not growing.ended:
                growing.fail(_nobody_waits())

    def close(self) -> None:
        """Stop, when nobody listens any more."""
        self.stop()
        for growing in self._growing.values():
            growing.close()


def _busy() -> EngineBusyError:
    return EngineBusyError(
        say("too many articles are being recorded", "đang có quá nhiều bài chờ đọc"),
        fix=say("Try again in a minute.", "Hãy thử lại sau một phút."),
    )


def _nobody_waits() -> EngineError:
    return _NobodyWaitsError(
        say("the recording was stopped", "đã dừng ghi âm"),
        say("nobody waits for it, or the server stops", "không còn ai chờ, hoặc máy chủ dừng"),
        say("Ask again.", "Hãy thử lại."),
    )
