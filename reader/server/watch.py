"""The layers around the routes: counts around everything; inside, the client's language and limits.

What is ready (see `ready`) costs next to nothing, and is counted but not limited.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from reader.language import speaking
from reader.server import problems
from reader.server.answers import header
from reader.server.limiting import TooOftenError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reader.server.limiting import Limits
    from reader.server.metrics import Metrics

_UNLIMITED: Final = frozenset({"/healthz", "/metrics"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_BROKEN_OFF: Final = 499
"""How nginx, too, counts a client that did not wait for the end."""


class Watch:
    """Counts every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, and look at the clock."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), _BROKEN_OFF

        async def noting(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            seconds = time.perf_counter() - begun
            self._metrics.answered(method, scope["path"], status, seconds)


class Admission:
    """Refuses those who ask too often; whatever is said inside is said in the client's language."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with speaking(language(header(scope, b"accept-language").decode("latin-1"))):
            await self._admitted(scope)(scope, receive, send)

    def _admitted(self, scope: Scope) -> ASGIApp:
        if scope["path"] in _UNLIMITED:
            return self._app
        seconds = self._limits.wait("rate", client(scope))
        return problems.answer(TooOftenError(seconds)) if seconds else self._app


def client(scope: Scope) -> str:
    """The client's address, as the socket or a trusted proxy tells it."""
    return scope["client"][0] if scope.get("client") else ""


def language(accepted: str) -> str:
    """Of "vi" and "en" the one that `Accept-Language` likes better.

    "vi" where it likes neither; "", which is the machine's own language, where there is none.
    """
    if not accepted:
        return ""
    ranks = dict.fromkeys(("vi", "en"), 0.0)
    for part in accepted.lower().split(","):
        tongue = part.strip()[:2]
        if tongue in ranks:
            ranks[tongue] = max(ranks[tongue], _quality(part))
    return "en" if ranks["en"] > ranks["vi"] else "vi"


def _quality(part: str) -> float:
    _, _, quality = part.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
