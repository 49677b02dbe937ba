"""How a connection is served: uvicorn's way, but nobody dawdles, and what is ready goes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

if TYPE_CHECKING:
    from starlette.types import Scope

    from reader.server.metrics import Metrics
    from reader.server.ready import Ready


class Protocol(HttpToolsProtocol):
    """uvicorn's own would let a client take for ever to send its headers.

    Attributes:
        patience: Seconds that it has for that.
        ready: Answers that need no application to be asked.
        metrics: Where those are counted.
    """

    patience: float
    ready: Ready
    metrics: Metrics

    def connection_made(self, transport: Any) -> None:
        """Somebody is here; the first request has to come soon."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(self.patience, transport.close)

    def on_message_begin(self) -> None:
        """A request begins to arrive."""
        super().on_message_begin()
        if self._waiting.cancelled():
            self._waiting = self.loop.call_later(self.patience, self.transport.close)

    def on_headers_complete(self) -> None:
        """It has said what it wants."""
        self._waiting.cancel()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._waiting.cancel()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """What is ready is written here and now, without a task: half the time of a small answer.

        Where requests are logged, or something is unusual, the usual way is taken; so it is by a
        uvicorn that does not call this.
        """
        usual = app is self.app and cycle.keep_alive and not cycle.access_log
        found = (
            usual and not self.flow.write_paused and self.ready.at_once(cast("Scope", cycle.scope))
        )
        if not found:
            super()._start_asgi_task(cycle, app)
            return
        dates = (name + b": " + value + b"\r\n" for name, value in cycle.default_headers)
        self.transport.write(b"".join((b"HTTP/1.1 200 OK\r\n", *dates, *found)))
        cycle.response_started = cycle.response_complete = True
        self.metrics.answered("GET", cycle.scope["path"], 200, 0.0)
        self.on_response_complete()
