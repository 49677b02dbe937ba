"""Addresses of our own, relative to whoever tells them: so they hold behind any proxy's prefix."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

FROM_TOP: Final = ""
FROM_FILE: Final = "../"
FROM_API: Final = "../../"


def of_article(path: str, url: str, voice: str = "") -> str:
    """The address of something of an article: `of_article("read", url)`."""
    query = {"url": url} | ({"voice": voice} if voice else {})
    return f"{path}?{urlencode(query, quote_via=quote, safe=':/')}"


def of_recording(kind: str, name: str) -> str:
    """The address of a finished recording, for ever; `kind` is "audio", "timing" or "captions"."""
    suffix = {"audio": "mp3", "timing": "json", "captions": "vtt"}[kind]
    return f"{kind}/{name}.{suffix}"
