"""What the routes share: one library, one studio, one shelf, one set of counters."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from reader.cache import folder
from reader.cache.recordings import Recordings
from reader.server import policy
from reader.server.children import Children
from reader.server.library import Found, Library
from reader.server.limiting import Limits
from reader.server.metrics import Metrics
from reader.server.ready import Ready
from reader.server.sound import Memory
from reader.server.speakers import Speakers
from reader.server.studio import Studio
from reader.server.watch import client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from reader.cache.recordings import Kept
    from reader.server.growing import Growing
    from reader.settings import Settings

PATHS: frozenset[str] = frozenset(
    {
        *(
            "/",
            "/read",
            "/player",
            "/oembed",
            "/feed.xml",
            "/embed.js",
            "/style.css",
            "/robots.txt",
        ),
        *("/healthz", "/metrics", "/openapi.json"),
        *(f"/api/v1/{name}" for name in ("articles", "recordings", "audio", "timing")),
        *(f"/api/v1/{name}" for name in ("captions", "text")),
    }
)


class Service:
    """Everything that lives as long as the server does.

    Args:
        settings: What is served, to whom, by which voice.
        cache: Folder of the cache; see `reader.cache.folder`.

    Raises:
        SettingsError: A limit is unreadable.
    """

    def __init__(self, settings: Settings, cache: Path | None = None) -> None:
        server = settings.server
        place = folder(cache, configured=settings.cache.folder)
        self.settings = settings
        self.limits, self.metrics = Limits(server), Metrics(PATHS)
        self.ready, self.memory = Ready(), Memory()
        self.children = Children(server.extractors, server.page_seconds, "reader.server.reading")
        self.library = Library(settings, self.children, self.metrics.looked_up)
        self.shelf = Recordings(place)
        self.speakers = Speakers(settings)
        self.studio = Studio(settings, self.speakers, self.shelf, place, self.metrics.recorded)
        self.metrics.watch(self.studio)

    def base(self, request: Request) -> str:
        """What stands in front of our paths, as the client sees it; no slash at its end."""
        return self.settings.server.public_url.rstrip("/") or str(request.base_url).rstrip("/")

    async def find(self, request: Request, url: str) -> Found:
        """The article that a request means.

        Raises:
            TooOftenError: The client had too many looked up.
            ReaderError: It cannot be had.
        """
        return await self.library.find(policy.asked(url, self.base(request)), self._pay(request))

    async def begin(self, request: Request, found: Found, voice: str) -> Kept | Growing:
        """The recording that a request means, begun where nobody has.

        Raises:
            TooOftenError: The client had too many begun.
            ReaderError: It cannot be made.
        """
        return await self.studio.wanted(found, voice, self._pay(request))

    def _pay(self, request: Request) -> Callable[[], None]:
        return functools.partial(self.limits.spend, "lookups", client(request.scope))

    def close(self) -> None:
        """End what runs; nothing is left behind."""
        self.studio.close()
        self.children.close()
