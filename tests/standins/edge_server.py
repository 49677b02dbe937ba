"""Microsoft Edge's read-aloud service, over a real WebSocket.

The client sends `speech.config`, then `ssml`; the service answers `turn.start`, `response`,
one `audio.metadata` a word, the sound in binary frames with a two-byte header length, `turn.end`.

Modes beside those of troubles.py: `late` sends all boundaries after the sound, `wordless` none,
`skewed` refuses the first token with 403 and a `Date` an hour ahead.
"""

from __future__ import annotations

import asyncio
import email.utils
import html
import json
import re
import time
from typing import TYPE_CHECKING

import speech
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import troubles

TICKS = 10_000_000
_SSML = re.compile(
    r"<prosody pitch='(.*?)' rate='([+-]\d+)%' volume='.*?'>(.*)</prosody>", re.DOTALL
)
_VOICE = re.compile(r"<voice name='.*?([a-z]{2})-[A-Z]{2}[,-]")


def routes(days: troubles.Days) -> list[web.RouteDef]:
    refused: set[str] = set()

    async def speak(request: web.Request) -> web.StreamResponse:
        mode = request.match_info["mode"]
        token = request.query["Sec-MS-GEC"]
        if mode == "refusing" or (mode == "skewed" and (not refused or token in refused)):
            refused.add(token)
            ahead = email.utils.formatdate(time.time() + 3600, usegmt=True)
            return web.Response(status=403, headers={"Date": ahead})
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        assert (await socket.receive_str()).count("speech.config")
        await _answer(socket, await socket.receive_str(), mode, days[f"edge/{mode}"], request)
        return socket

    return [web.get("/edge/{mode}/v1", speak)]


async def _answer(
    socket: web.WebSocketResponse, message: str, mode: str, day: troubles.Day, request: web.Request
) -> None:
    found, voice = _SSML.search(message), _VOICE.search(message)
    assert found
    assert voice
    text, rate = html.unescape(found[3]), 1 + int(found[2]) / 100
    made = await asyncio.to_thread(speech.mp3, text, voice[1], rate, 48)
    answer = await day.answer(mode, text, _ready(made))
    if isinstance(answer, web.Response):
        await socket.close(code=1011)
        return
    _, starts = speech.speech(text, voice[1], rate)
    boundaries = [] if mode == "wordless" else list(zip(starts, text.split(), strict=False))
    await socket.send_str(_text("turn.start", "{}"))
    await socket.send_str(_text("response", "{}"))
    if mode != "late":
        await _send_boundaries(socket, boundaries)
    for start in range(0, len(answer), 2_880):
        await socket.send_bytes(_binary(answer[start : start + 2_880]))
        if mode == "drop" and start > len(answer) // 2:
            assert request.transport is not None
            request.transport.abort()
            return
    if mode == "late":
        await _send_boundaries(socket, boundaries)
    await socket.send_str(_text("turn.end", "{}"))
    await socket.close()


def _ready(sound: bytes) -> Callable[[], Awaitable[bytes]]:
    async def made() -> bytes:
        return sound

    return made


async def _send_boundaries(
    socket: web.WebSocketResponse, boundaries: list[tuple[float, str]]
) -> None:
    for start, word in boundaries:
        data = {
            "Offset": round(start * TICKS),
            "Duration": TICKS // 10,
            "text": {"Text": word.rstrip(",.;:?!…"), "Length": len(word), "BoundaryType": "Word"},
        }
        entry = {"Metadata": [{"Type": "WordBoundary", "Data": data}]}
        await socket.send_str(_text("audio.metadata", json.dumps(entry)))


def _text(path: str, body: str) -> str:
    kind = "Content-Type:application/json; charset=utf-8"
    return f"X-RequestId:0\r\n{kind}\r\nPath:{path}\r\n\r\n{body}"


def _binary(data: bytes) -> bytes:
    header = b"X-RequestId:0\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    return len(header).to_bytes(2, "big") + header + data
