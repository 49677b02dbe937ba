"""The real server on a free port, asked over real connections; a site on 127.0.0.1 to read."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from standins import site as standin

from reader.server.run import address, listening, made
from reader.server.service import Service
from reader.settings import (
    Addresses,
    HttpSettings,
    OnlineSettings,
    ServerSettings,
    Settings,
    VoiceSettings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from standins.held_speech import Held

    from reader.server.run import Server


@dataclasses.dataclass(frozen=True)
class Running:
    """A server, and somebody who asks it."""

    base: str
    client: httpx.Client
    service: Service
    server: Server

    def get(self, path: str, url: str = "", **options: Any) -> httpx.Response:
        params = options.pop("params", {}) | ({"url": url} if url else {})
        return self.client.get(path, params=params or None, **options)

    def stop(self) -> None:
        """As a signal would."""
        self.server.should_exit = True

    def post(self, path: str, url: str) -> httpx.Response:
        return self.client.post(path, params={"url": url})

    def recorded(self, url: str) -> dict[str, Any]:
        """What the API tells of an article whose recording is finished."""
        self.post("/api/v1/recordings", url)
        self.until(lambda: self.get("/api/v1/articles", url).json().get("complete"))
        return self.get("/api/v1/articles", url).json()

    def metric(self, name: str) -> float:
        lines = self.client.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(name))

    @staticmethod
    def until(holds: Callable[[], Any], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "never came true"
            time.sleep(0.02)


@contextlib.contextmanager
def running(cache: Path, settings: Settings) -> Iterator[Running]:
    """The server, until the block is left; its thread and children are gone then."""
    with listening(settings.server) as listener:
        service = Service(settings, cache)
        server = made(settings, service)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        base = address(listener).rstrip("/")
        try:
            with httpx.Client(base_url=base, trust_env=False, timeout=30) as client:
                Running.until(lambda: server.started or not thread.is_alive())
                yield Running(base, client, service, server)
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()


def settings(
    held: Held | None = None, others: dict[str, Any] | None = None, **server: Any
) -> Settings:
    """Settings of a test's server: it may read the site on 127.0.0.1."""
    usual: dict[str, Any] = {"port": 0, "sites": Addresses(["127.0.0.1"]), "allow_private": True}
    usual |= {"log_level": "warning", "extractors": 1}
    engine = "http" if held else "espeak"
    sections: dict[str, Any] = {
        "voice": VoiceSettings(engine=engine),
        "http": HttpSettings(address=held.address if held else ""),
        "online": OnlineSettings(jobs=8),
        "server": ServerSettings(**usual | server),
    }
    return Settings(**sections | (others or {}))


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The site's address, without a slash at its end."""
    with standin.running() as base:
        yield base


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory, site: str) -> Iterator[Running]:
    """One server for all tests that only ask."""
    with running(tmp_path_factory.mktemp("server"), settings()) as server:
        yield server


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """A server for a module, with a folder of its own."""
    folder = tmp_path_factory.mktemp("module")
    return lambda held=None, **options: running(folder, settings(held, **options))


@pytest.fixture
def briefly(tmp_path: Path) -> Callable[..., Any]:
    """A server for a block; all of a test's keep their sound in one folder."""
    return lambda held=None, **options: running(tmp_path / "cache", settings(held, **options))
