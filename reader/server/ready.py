"""Answers that are ready: given before anything else of the server is asked."""

from __future__ import annotations

import collections
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.server.answers import Answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_MOST: Final = 32_000_000
"""Bytes that are kept, packed ones included."""
_LEAST: Final = 1_000
"""Bytes that any of them counts for."""
_METHODS: Final = frozenset({"GET", "HEAD"})
_CONDITIONS: Final = frozenset({b"origin", b"if-none-match", b"range"})


class _Ready(NamedTuple):
    answer: ASGIApp
    until: float
    wires: tuple[tuple[bytes, bytes], tuple[bytes, bytes]] | None


class Ready:
    """What the routes say is final is said by this from then on."""

    def __init__(self) -> None:
        self._kept: collections.OrderedDict[tuple[str, bytes], _Ready] = collections.OrderedDict()
        self._size = 0

    def before(self, app: ASGIApp) -> ASGIApp:
        """The layer in front of `app`."""

        async def layer(scope: Scope, receive: Receive, send: Send) -> None:
            is_asked = scope["type"] == "http" and scope["method"] in _METHODS
            kept = self._get(scope) if is_asked else None
            await (kept.answer if kept else app)(scope, receive, send)

        return layer

    def at_once(self, scope: Scope) -> tuple[bytes, bytes] | None:
        """Headers and body, where nothing in the request makes a difference but its address."""
        kept = self._get(scope) if scope["method"] == "GET" else None
        if kept is None or kept.wires is None:
            return None
        packed = False
        for name, value in scope["headers"]:
            if name in _CONDITIONS:
                return None
            if name == b"accept-encoding":
                packed = b"gzip" in value
        return kept.wires[packed]

    def _get(self, scope: Scope) -> _Ready | None:
        kept = self._kept.get((scope["path"], scope["query_string"]))
        return kept if kept and kept.until > time.monotonic() else None

    def keep(self, scope: Scope, answer: ASGIApp, seconds: float) -> ASGIApp:
        """This is the answer to that request, for so many seconds."""
        name = scope["path"], scope["query_string"]
        self._drop(name)
        wires = None
        if isinstance(answer, Answer):
            wires = answer.wire(packed=False), answer.wire(packed=True)
        self._kept[name] = _Ready(answer, time.monotonic() + seconds, wires)
        self._size += _size(answer)
        while self._size > _MOST:
            self._drop(next(iter(self._kept)))
        return answer

    def _drop(self, name: tuple[str, bytes]) -> None:
        if kept := self._kept.pop(name, None):
            self._size -= _size(kept.answer)


def _size(answer: ASGIApp) -> int:
    return _LEAST + (len(answer.body) + len(answer.packed) if isinstance(answer, Answer) else 0)
