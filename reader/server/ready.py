"""Answers that are ready: given before anything else of the server is asked."""

from __future__ import annotations

import collections
import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reader.server.answers import Answer

_MOST: Final = 32_000_000
"""Bytes that are kept, packed ones included."""
_METHODS: Final = frozenset({"GET", "HEAD"})


class _Ready(NamedTuple):
    answer: Answer
    until: float


class Ready:
    """The outer layer of the routes; what they say is final is said by it from then on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: collections.OrderedDict[tuple[str, bytes], _Ready] = collections.OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or ask the routes."""
        if scope["type"] == "http" and scope["method"] in _METHODS:
            kept = self._kept.get((scope["path"], scope["query_string"]))
            if kept and kept.until > time.monotonic():
                await kept.answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def keep(self, scope: Scope, answer: Answer, seconds: float) -> Answer:
        """This is the answer to that request, for so many seconds."""
        name = scope["path"], scope["query_string"]
        self._drop(name)
        self._kept[name] = _Ready(answer, time.monotonic() + seconds)
        self._size += _size(answer)
        while self._size > _MOST:
            self._drop(next(iter(self._kept)))
        return answer

    def _drop(self, name: tuple[str, bytes]) -> None:
        if kept := self._kept.pop(name, None):
            self._size -= _size(kept.answer)


def _size(answer: Answer) -> int:
    return len(answer.body) + len(answer.packed) + 1_000
