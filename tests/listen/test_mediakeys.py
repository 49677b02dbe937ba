"""Media keys, as a desktop passes them on: over a real bus, to a real `reader listen`."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

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


@pytest.fixture
def listening(bus_address: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    for name in "ab":
        text = f"Bài {name}\n\n" + "Một câu khá dài để còn kịp bấm phím trong khi nghe.\n\n" * 5
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    options = ["--device", "null", "--plain", "--engine", "espeak", "--rate", "0.5"]
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "listen", "a.txt", "b.txt", *options],
        cwd=tmp_path,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus_address},
        stdout=subprocess.DEVNULL,
    ) as process:
        yield process
        process.terminate()


async def until(true: Callable[[], Awaitable[Any]]) -> Any:
    """What came true within a patient time."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await true()):  # noqa: ASYNC110 - another program makes it true
            await asyncio.sleep(0.05)
        return found


async def player_of(bus: MessageBus) -> Any:
    """Our player on the bus, as a desktop sees it."""
    daemon = bus.get_proxy_object(
        *(name := ("org.freedesktop.DBus", "/org/freedesktop/DBus")), await bus.introspect(*name)
    ).get_interface("org.freedesktop.DBus")

    async def ours() -> str:
        names = await daemon.call_list_names()
        return next((n for n in names if n.startswith("org.mpris.MediaPlayer2.reader.")), "")

    name, path = await until(ours), "/org/mpris/MediaPlayer2"
    return bus.get_proxy_object(name, path, await bus.introspect(name, path)).get_interface(PLAYER)


async def press(address: str) -> list[str]:
    """What became of some keys: states of the player, and the title after "next"."""
    from dbus_fast.aio import MessageBus

    bus = await MessageBus(bus_address=address).connect()
    player = await player_of(bus)

    async def status(wanted: str) -> str:
        async def reached() -> bool:
            return bool(await player.get_playback_status() == wanted)

        await until(reached)
        return wanted

    async def title() -> str:
        return str((await player.get_metadata())["xesam:title"].value)

    async def second() -> bool:
        return await title() == "Bài b"

    seen = [await status("Playing"), await title()]
    for key, wanted in (("play_pause", "Paused"), ("pause", "Paused"), ("play", "Playing")):
        await getattr(player, f"call_{key}")()
        seen.append(await status(wanted))
    await player.call_next()
    await until(second)
    seen += [await title(), str(await player.get_can_seek()), str(await player.get_can_go_next())]
    bus.disconnect()
    return seen


def test_keys_reach_the_listener(
    bus_address: str, listening: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    seen = asyncio.run(press(bus_address))
    states = ["Paused", "Paused", "Playing"]
    assert seen == ["Playing", "Bài a", *states, "Bài b", "False", "True"]
    listening.terminate()
    assert listening.wait(PATIENCE) == 128 + 15
