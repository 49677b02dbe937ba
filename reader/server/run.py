"""uvicorn around the application: bounded, patient for a while, and gone when told to go."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from reader.errors import UsageError
from reader.language import say
from reader.server.app import application
from reader.server.service import Service

if TYPE_CHECKING:
    from pathlib import Path

    from reader.settings import ServerSettings, Settings

_KEEP_ALIVE: Final = 15
_FAREWELL: Final = 5
"""Seconds that answers under way are given at the end."""


class Protocol(HttpToolsProtocol):
    """uvicorn's own, which would let a client take for ever to send its headers.

    Attributes:
        patience: Seconds that it has for that.
    """

    patience = 10.0

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


class Server(uvicorn.Server):
    """Stops what is being recorded before it waits for those who listen."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End it all."""
        await asyncio.to_thread(self._service.studio.close)
        await super().shutdown(sockets)


def run(settings: Settings, cache: Path | None = None) -> None:
    """Serve until told to stop; the address is printed as soon as it can be asked.

    Raises:
        UsageError: The port is taken, or the address is not this machine's.
        SettingsError: A setting cannot be.
    """
    listener = listening(settings.server)
    with listener:
        service = Service(settings, cache)
        server = made(settings, service)
        print(say("Listening on", "Đang chạy tại"), address(listener), flush=True)  # noqa: T201
        server.run(sockets=[listener])


def made(settings: Settings, service: Service) -> Server:
    """The server, not yet running."""
    options = settings.server
    logging.getLogger("reader").setLevel(options.log_level.upper())
    config = uvicorn.Config(
        application(service),
        http=type("Patient", (Protocol,), {"patience": options.header_seconds}),
        ws="none",
        log_level=options.log_level,
        access_log=options.log_level in ("debug", "info"),
        proxy_headers=bool(options.proxies),
        forwarded_allow_ips=list(options.proxies),
        limit_concurrency=options.connections,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_FAREWELL,
        server_header=False,
    )
    return Server(config, service)


def listening(server: ServerSettings) -> socket.socket:
    """The socket that it listens on."""
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    try:
        return socket.create_server((server.host, server.port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        where = f"{server.host}:{server.port}"
        raise UsageError(
            say(f"cannot listen on {where}", f"không mở được {where}"),
            getattr(error, "strerror", None) or str(error),
            say("Choose another --port or --host.", "Hãy chọn --port hoặc --host khác."),
        ) from error


def address(listener: socket.socket) -> str:
    """What to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
