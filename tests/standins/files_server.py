"""A host of voice files that knows ranges.

    /files/MODE/…/NAME-SIZE        SIZE bytes that follow from NAME

Modes: `ok`; `drop` breaks every answer in the middle (a client that resumes still gets there);
`stuck` too, and then sends nothing more; `whole` ignores ranges; `damaged` flips a byte;
`missing` answers 404; `endless` never ends.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    import troubles


def content(name: str) -> bytes:
    """The bytes of the file of that name."""
    return random.Random(name).randbytes(int(name.rpartition("-")[2]))


def routes(_days: troubles.Days) -> list[web.RouteDef]:
    async def give(request: web.Request) -> web.StreamResponse:
        mode = request.match_info["mode"]
        name = request.match_info["path"].rpartition("/")[2].removesuffix(".json")
        if mode == "missing":
            return web.Response(status=404)
        data = bytearray(content(name))
        if mode == "damaged":
            data[len(data) // 2] ^= 1
        start = 0 if mode == "whole" else request.http_range.start or 0
        status = 206 if start else 200
        return await _given(request, mode, bytes(data[start:]), status)

    return [web.get("/files/{mode}/{path:.*}", give)]


async def _given(request: web.Request, mode: str, data: bytes, status: int) -> web.StreamResponse:
    response = web.StreamResponse(status=status)
    response.content_length = None if mode == "endless" else len(data)
    await response.prepare(request)
    part = {"drop": data[: max(1, len(data) // 2)], "stuck": b"" if status == 206 else data[:500]}
    await response.write(part.get(mode, data))
    if mode in part:
        await asyncio.sleep(0.02)  # what was written leaves before the connection breaks
        assert request.transport is not None
        request.transport.close()
    while mode == "endless":
        await response.write(data)
    return response
