"""uvicorn around the application: bounded, patient for a while, and gone when told to go."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Final

import uvicorn

from reader.errors import UsageError
from reader.language import say
from reader.server.app import application
from reader.server.protocol import Protocol
from reader.server.service import Service

if TYPE_CHECKING:
    from pathlib import Path

    from reader.settings import ServerSettings, Settings

_KEEP_ALIVE: Final = 15
_FAREWELL: Final = 5
"""Seconds that answers under way are given at the end."""


class Server(uvicorn.Server):
    """Stops what is being recorded before it waits for those who listen."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End it all."""
        await asyncio.to_thread(self._service.studio.stop)
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
    connecting = {
        "patience": options.header_seconds,
        "ready": service.ready,
        "metrics": service.metrics,
    }
    config = uvicorn.Config(
        application(service),
        http=type("Ours", (Protocol,), connecting),
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
