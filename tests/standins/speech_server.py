"""A speech server that speaks OpenAI's protocol: ``POST BASE/audio/speech`` with JSON.

Mode `keyed` wants the key "open sesame"; the others are those of troubles.py.
"""

from __future__ import annotations

import asyncio

import speech
import troubles
from aiohttp import web

KEY = "open sesame"


def routes(days: troubles.Days) -> list[web.RouteDef]:
    async def speak(request: web.Request) -> web.StreamResponse:
        mode = request.match_info["mode"]
        if mode == "keyed" and request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"error": {"message": "bad key"}}, status=401)
        asked = await request.json()
        if not {"model", "input", "voice"} <= asked.keys():
            return web.Response(status=400)

        async def sound() -> bytes:
            return await asyncio.to_thread(speech.mp3, asked["input"])

        answer = await days[f"openai/{mode}"].answer(mode, asked["input"], sound)
        if isinstance(answer, web.Response):
            return answer
        return await troubles.send(request, mode, answer, "audio/mpeg")

    return [web.post("/openai/{mode}/v1/audio/speech", speak)]
