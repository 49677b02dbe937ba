"""Sound over HTTP: finished files in ranges, and what is being made as it comes."""

from __future__ import annotations

import asyncio
import collections
import re
from typing import TYPE_CHECKING, Final

from reader.errors import StorageError
from reader.language import say
from reader.server.answers import header, headers, matches

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Scope, Send

    from reader.cache.recordings import Kept

MP3: Final = "audio/mpeg"
_PIECE: Final = 1_048_576
_HELD: Final = 64_000_000
"""Bytes of recordings that are held in memory."""
_MOST_OF_ONE: Final = 16_000_000
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


class Memory:
    """The recordings that were asked for last, as far as they fit."""

    def __init__(self) -> None:
        self._held: collections.OrderedDict[str, bytes] = collections.OrderedDict()
        self._size = 0

    async def of(self, kept: Kept) -> bytes | None:
        """All bytes of a recording; None where it is too long to be held.

        Raises:
            StorageError: It cannot be read.
        """
        if kept.id in self._held:
            self._held.move_to_end(kept.id)
            return self._held[kept.id]
        if kept.size > _MOST_OF_ONE:
            return None
        data = await asyncio.to_thread(_read, kept, 0, kept.size)
        if kept.id not in self._held:
            self._held[kept.id] = data
            self._size += len(data)
        while self._size > _HELD:
            self._size -= len(self._held.popitem(last=False)[1])
        return data


class Recorded:
    """An ASGI application that sends a finished recording, or a part of it.

    Args:
        kept: The recording.
        memory: Where short ones are held.
        cache: How long others may keep it.
    """

    def __init__(self, kept: Kept, memory: Memory, cache: str) -> None:
        self._kept, self._memory, self._cache = kept, memory, cache

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it."""
        size, etag = self._kept.size, f'"{self._kept.id}"'
        first, last, status = _span(scope, size, etag)
        facts = [("etag", etag), ("accept-ranges", "bytes")]
        if status == 206:  # noqa: PLR2004 - "partial content"
            facts.append(("content-range", f"bytes {first}-{last}/{size}"))
        elif status == 416:  # noqa: PLR2004 - "range not satisfiable"
            facts.append(("content-range", f"bytes */{size}"))
        if status != 304:  # noqa: PLR2004 - "not modified"
            facts.append(("content-length", str(last + 1 - first)))
        data = await self._memory.of(self._kept) if last >= first else b""
        start = {"type": "http.response.start", "status": status}
        await send({**start, "headers": headers(MP3, self._cache, *facts)})
        await self._body(scope, send, data, first, last)

    async def _body(
        self, scope: Scope, send: Send, data: bytes | None, first: int, last: int
    ) -> None:
        if scope["method"] == "HEAD" or last < first:
            await send({"type": "http.response.body"})
        elif data is not None:  # by reference: nothing of it is copied here
            await send({"type": "http.response.body", "body": memoryview(data)[first : last + 1]})
        else:
            for at in range(first, last + 1, _PIECE):
                size = min(_PIECE, last + 1 - at)
                piece = await asyncio.to_thread(_read, self._kept, at, size)
                more = at + size <= last
                await send({"type": "http.response.body", "body": piece, "more_body": more})


def _span(scope: Scope, size: int, etag: str) -> tuple[int, int, int]:
    """``(first, last, status)`` of what is to be sent; an empty span where nothing is."""
    if matches(scope, etag.encode()):
        return 0, -1, 304
    asked = _RANGE.fullmatch(header(scope, b"range").decode("latin-1").strip())
    condition = header(scope, b"if-range").decode("latin-1").strip()
    if not asked or asked[0] == "bytes=-" or condition not in ("", etag):
        return 0, size - 1, 200  # several ranges at once are nothing that players ask for
    first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    last = min(size - 1, int(asked[2])) if asked[1] and asked[2] else size - 1
    if first >= size or (asked[1] and asked[2] and int(asked[2]) < first):
        return 0, -1, 416
    return first, last, 206


def _read(kept: Kept, at: int, size: int) -> bytes:
    try:
        with kept.path.open("rb") as file:
            file.seek(at)
            return file.read(size)
    except OSError as error:
        raise StorageError(
            say("a recording cannot be read", "không đọc được một bản ghi"), str(error)
        ) from error


class Live:
    """An ASGI application that sends sound as it comes.

    Its beginning is at hand before it answers, so that a failure to begin is an answer of its own;
    where it fails later, the connection is cut and the listener knows that something is missing.
    """

    def __init__(self, first: bytes, pieces: AsyncGenerator[bytes]) -> None:
        self._first, self._pieces = first, pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end, or until the listener leaves."""
        sending = asyncio.create_task(self._send(scope, send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                await sending
        finally:
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._pieces.aclose()

    async def _send(self, scope: Scope, send: Send) -> None:
        head = headers(MP3, "no-store", ("accept-ranges", "none"))
        await send({"type": "http.response.start", "status": 200, "headers": head})
        if scope["method"] != "HEAD":
            await send({"type": "http.response.body", "body": self._first, "more_body": True})
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
