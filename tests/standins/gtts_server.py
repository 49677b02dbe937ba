"""Google Translate's `batchexecute`, as far as its voice goes.

Answers as the service does: the form field `f.req` holds ``[[["jQ1olc", "[TEXT, LANG, …]", …]]]``;
the reply begins with ``)]}'`` and has the sound in base 64 on the line of ``jQ1olc``.
"""

from __future__ import annotations

import asyncio
import base64
import json

import speech
import troubles
from aiohttp import web

MOST_CHARACTERS = 100


def routes(days: troubles.Days) -> list[web.RouteDef]:
    async def speak(request: web.Request) -> web.StreamResponse:
        mode = request.match_info["mode"]
        form = await request.post()
        text, language, *_ = json.loads(json.loads(str(form["f.req"]))[0][0][1])
        if len(text) > MOST_CHARACTERS:
            return web.Response(status=400)

        async def sound() -> bytes:
            return await asyncio.to_thread(speech.mp3, text, language)

        answer = await days[f"gtts/{mode}"].answer(mode, text, sound)
        if isinstance(answer, web.Response):
            return answer
        body = reply(answer, garbled=mode == "garbage")
        return await troubles.send(request, mode, body, "application/json")

    return [web.post("/gtts/{mode}/{path:.*}", speak)]


def reply(sound: bytes, *, garbled: bool = False) -> bytes:
    encoded = "@@@not base 64@@@" if garbled else base64.b64encode(sound).decode()
    inner = json.dumps([encoded]) if sound else "null"
    outer = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]])
    # The service leaves no space after a comma, and its clients rely on that.
    outer = outer.replace('"jQ1olc", ', '"jQ1olc",')
    return f")]}}'\n\n{outer}\n".encode()
