"""Address → Script: fetched with a guard, parsed in a child, remembered for a while.

    address | allowed? | remembered || (fetch | child: extract | script) | Script

Whoever asks for an address that is being fetched waits for that one fetching.
"""

from __future__ import annotations

import asyncio
import collections
import dataclasses
import functools
import hashlib
import time
from typing import TYPE_CHECKING, Final

from reader.errors import ReaderError
from reader.language import current
from reader.net.get import Response, get_bytes
from reader.server import policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.server.children import Children
    from reader.settings import Settings
    from reader.values import Script

_MOST: Final = 256
"""Articles that are remembered."""
_MOST_FETCHES: Final = 16
"""Pages that are fetched at once."""
_NOT_MODIFIED: Final = 304
_REGRET: Final = 10.0
"""Seconds for which a failure is not tried again."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """An article as it was found.

    Attributes:
        url: As it was asked for.
        script: What is said.
        digest: Of the page's bytes.
        etag: The site's validator.
        until: When it is to be looked at again; seconds of `time.monotonic`.
    """

    url: str
    script: Script
    digest: bytes
    etag: str | None
    until: float


class Library:
    """Articles of the allowed sites.

    Args:
        settings: Of the server, and how articles are read.
        children: Who parses.
        told: Called with the outcome of each look-up: "fetched", "unchanged", "remembered" or
            "failed".
    """

    def __init__(self, settings: Settings, children: Children, told: Callable[[str], None]) -> None:
        self._settings, self._children, self._told = settings, children, told
        self._found: collections.OrderedDict[str, Found] = collections.OrderedDict()
        self._failed: dict[tuple[str, str], tuple[float, ReaderError]] = {}
        self._under_way: dict[tuple[str, str], asyncio.Task[Found]] = {}
        self._gate = asyncio.Semaphore(_MOST_FETCHES)

    def remembered(self, url: str) -> Found | None:
        """What is known of an address without asking for it."""
        found = self._found.get(url)
        if found is None or found.until < time.monotonic():
            return None
        self._found.move_to_end(url)
        return found

    async def find(self, url: str, pay: Callable[[], None]) -> Found:
        """The article at an address.

        Args:
            url: The address.
            pay: Called before it is fetched, and may raise; who only joins others pays nothing.

        Raises:
            ReaderError: It cannot be had, must not be asked, or is no article.
        """
        if found := self.remembered(url):
            self._told("remembered")
            return found
        who = url, current()
        self._raise_known_failure(who)
        task = self._under_way.get(who)
        if task is None:
            pay()
            task = self._under_way[who] = asyncio.create_task(self._look_up(url))
            task.add_done_callback(functools.partial(self._ended, who))
        return await asyncio.shield(task)

    def _raise_known_failure(self, who: tuple[str, str]) -> None:
        until, error = self._failed.get(who, (0.0, None))
        if error and until > time.monotonic():
            raise error

    def _ended(self, who: tuple[str, str], task: asyncio.Task[Found]) -> None:
        del self._under_way[who]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, ReaderError):
            self._told("failed")
            if len(self._failed) >= _MOST:
                self._failed.clear()
            self._failed[who] = time.monotonic() + _REGRET, error

    async def _look_up(self, url: str) -> Found:
        known = self._found.get(url)
        response = await self.fetch(url, etag=known.etag if known else None)
        until = time.monotonic() + self._settings.server.fresh
        digest = hashlib.sha256(response.body).digest()
        if known and (response.status == _NOT_MODIFIED or digest == known.digest):
            self._told("unchanged")
            return self._keep(dataclasses.replace(known, until=until))
        from reader.server import reading

        script = await self._children.run(reading.read, response, self._settings)
        self._told("fetched")
        return self._keep(Found(url, script, digest, response.etag, until))

    def _keep(self, found: Found) -> Found:
        self._found[found.url] = found
        self._found.move_to_end(found.url)
        while len(self._found) > _MOST:
            self._found.popitem(last=False)
        return found

    async def fetch(self, url: str, *, etag: str | None = None) -> Response:
        """What an address of an allowed site answers.

        Raises:
            SourceError: It cannot be had, or must not be asked.
        """
        server = self._settings.server
        async with self._gate:
            return await get_bytes(
                url,
                limit=server.page_bytes,
                deadline=server.page_seconds,
                allow_private=server.allow_private,
                permit=functools.partial(policy.permits, server),
                etag=etag,
            )
