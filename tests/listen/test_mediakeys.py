"""Media keys, as a desktop passes them on: over a real bus, to a real `reader listen`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from standins import site

from reader.listen.places import Places, identity

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from dbus_fast.aio import MessageBus

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon"
)
PLAYER = "org.mpris.MediaPlayer2.Player"
PATIENCE = 30


@pytest.fixture
def bus_address() -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        [*command, "--address=unix:tmpdir=/tmp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as daemon:
        assert daemon.stdout
        yield daemon.stdout.readline().strip()
        daemon.terminate()


Listen = contextlib.AbstractContextManager[subprocess.Popen[bytes]]


@pytest.fixture
def listen(bus_address: str, tmp_path: Path) -> Callable[..., Listen]:
    """Somebody who listens, slowly, as long as this is entered."""

    @contextlib.contextmanager
    def listening(*sources: str) -> Iterator[subprocess.Popen[bytes]]:
        options = ["--device", "null", "--plain", "--engine", "espeak", "--rate", "0.5"]
        command = [sys.executable, "-m", "reader", "listen", *sources, *options]
        environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus_address}
        with subprocess.Popen(
            command, cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL
        ) as process:
            yield process
            process.terminate()

    return listening


async def until(true: Callable[[], Awaitable[Any]]) -> Any:
    """What came true within a patient time."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await true()):  # noqa: ASYNC110 - another program makes it true
            await asyncio.sleep(0.05)
        return found


async def player_of(bus: MessageBus) -> Any:
    """Our player on the bus, as a desktop sees it."""
    daemon: Any = bus.get_proxy_object(
        *(name := ("org.freedesktop.DBus", "/org/freedesktop/DBus")), await bus.introspect(*name)
    ).get_interface("org.freedesktop.DBus")

    async def ours() -> str:
        names = await daemon.call_list_names()
        return next((n for n in names if n.startswith("org.mpris.MediaPlayer2.reader.")), "")

    name, path = await until(ours), "/org/mpris/MediaPlayer2"
    return bus.get_proxy_object(name, path, await bus.introspect(name, path)).get_interface(PLAYER)


class Keys:
    """Somebody's fingers.

    Args:
        player: Ours, as a desktop sees it.
    """

    def __init__(self, player: Any) -> None:
        self._player = player

    async def press(self, key: str) -> None:
        await getattr(self._player, f"call_{key}")()

    async def status(self, wanted: str) -> None:
        """Wait until the player says so."""

        async def reached() -> bool:
            return bool(await self._player.get_playback_status() == wanted)

        await until(reached)

    async def title(self, *, after: str = "") -> str:
        """Of the article, when it is another than the one before."""

        async def another() -> str:
            title = str((await self._player.get_metadata())["xesam:title"].value)
            return "" if title == after else title

        return str(await until(another))


def with_keys(address: str, work: Callable[[Keys], Awaitable[None]]) -> None:
    """Do that with keys, on the bus of this address."""
    from dbus_fast.aio import MessageBus

    async def connected() -> None:
        bus = await MessageBus(bus_address=address).connect()
        await work(Keys(await player_of(bus)))
        bus.disconnect()

    asyncio.run(connected())


def test_keys_reach_the_listener(
    bus_address: str, listen: Callable[..., Listen], tmp_path: Path
) -> None:
    for name in "ab":
        text = f"Bài {name}\n\n" + "Một câu khá dài để còn kịp bấm phím trong khi nghe.\n\n" * 5
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    async def work(keys: Keys) -> None:
        await keys.status("Playing")
        assert await keys.title() == "Bài a"
        for key, becomes in (("play_pause", "Paused"), ("pause", "Paused"), ("play", "Playing")):
            await keys.press(key)
            await keys.status(becomes)
        await keys.press("next")
        assert await keys.title(after="Bài a") == "Bài b"

    with listen("a.txt", "b.txt") as listening:
        with_keys(bus_address, work)
        listening.terminate()
        assert listening.wait(PATIENCE) == 128 + 15
    assert [place.title for place in Places().unfinished()] == ["Bài b", "Bài a"]


def test_what_is_skipped_of_a_feed_counts_as_heard(
    bus_address: str, listen: Callable[..., Listen]
) -> None:
    async def work(keys: Keys) -> None:
        first = await keys.title()
        await keys.press("next")
        assert await keys.title(after=first)

    with site.running() as address, listen(f"{address}/feed", "--allow-private"):
        with_keys(bus_address, work)
    assert identity(f"{address}/moved") in Places().heard()
    assert len(Places().unfinished()) == 1
