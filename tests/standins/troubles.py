"""What services do on bad days, by a name that stands in the address: ``/gtts/MODE/…``.

ok        all is well
limited   every third request gets 429 with `Retry-After: 0`
closed    every request gets 429 with `Retry-After: 3600`
shaky     the first two requests for a text get 503, then all is well
broken    every request gets 500
refusing  every request gets 403
empty     200 without sound
cut       half of the sound
flaky     half of the sound the first time a text is asked for, then all of it
garbage   200 with bytes that are no sound
slow      two seconds before each answer
drop      the connection breaks in the middle of the answer
"""

from __future__ import annotations

import asyncio
import collections
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MODES = (
    *("ok", "limited", "closed", "shaky", "broken", "refusing"),
    *("empty", "cut", "flaky", "garbage", "slow", "drop"),
)


class Day:
    """How a service's day goes: counts what is asked, and answers with what goes wrong."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.requests = 0
        self.limited = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self._seen: collections.Counter[str] = collections.Counter()

    async def answer(
        self, mode: str, text: str, sound: Callable[[], Awaitable[bytes]]
    ) -> web.Response | bytes:
        """An error response, or the (possibly damaged) sound to answer with."""
        self.requests += 1
        self.in_flight += 1
        self.most_in_flight = max(self.in_flight, self.most_in_flight)
        try:
            await asyncio.sleep(2.0 if mode == "slow" else self.latency)
            self._seen[mode + text] += 1
            return self._refusal(mode, text) or self._damaged(mode, text, await sound())
        finally:
            self.in_flight -= 1

    def _refusal(self, mode: str, text: str) -> web.Response | None:
        if mode == "limited" and self.requests % 3 == 0:
            self.limited += 1
            return web.Response(status=429, headers={"Retry-After": "0"})
        if mode == "closed":
            return web.Response(status=429, headers={"Retry-After": "3600"})
        if mode == "shaky" and self._seen[mode + text] <= 2:
            return web.Response(status=503)
        status = {"broken": 500, "refusing": 403}.get(mode)
        return web.Response(status=status) if status else None

    def _damaged(self, mode: str, text: str, sound: bytes) -> bytes:
        if mode == "cut" or (mode == "flaky" and self._seen[mode + text] == 1):
            return sound[: len(sound) // 2]
        if mode == "garbage":
            return random.Random(text).randbytes(4000)
        return b"" if mode == "empty" else sound

    def statistics(self) -> dict[str, int]:
        return {
            "requests": self.requests,
            "limited": self.limited,
            "most_in_flight": self.most_in_flight,
        }


Days = Mapping[str, Day]
"""One for each service and mode, by ``SERVICE/MODE``; it comes to be when asked for."""


async def send(request: web.Request, mode: str, body: bytes, media_type: str) -> web.StreamResponse:
    """The body, or for ``drop`` half of it and the end of the connection."""
    if mode != "drop":
        return web.Response(body=body, content_type=media_type)
    response = web.StreamResponse(headers={"Content-Length": str(len(body))})
    response.content_type = media_type
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    assert request.transport is not None
    request.transport.abort()
    return response
