"""The session as a player that a Linux desktop knows: D-Bus's interface MPRIS, version 2.2.

    keyboard, headset, lock screen → desktop → org.mpris.MediaPlayer2.reader.instance… → session

Source: MPRIS D-Bus Interface Specification 2.2 (specifications.freedesktop.org). Times are
microseconds there.
"""

import asyncio  # annotations are read as they are: D-Bus knows no None in quotes
import contextlib
import os
from typing import TYPE_CHECKING, Annotated, Any, Final

from dbus_fast import PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property

from reader.listen.commands import Command
from reader.listen.player import Status

if TYPE_CHECKING:
    from reader.listen.session import Session

NAME: Final = f"org.mpris.MediaPlayer2.reader.instance{os.getpid()}"
PATH: Final = "/org/mpris/MediaPlayer2"
_EVERY: Final = 0.25
"""Seconds between two looks whether there is something to tell the desktop."""
_READ: Final = PropertyAccess.READ
_STATUS: Final = {Status.PAUSED: "Paused", Status.ENDED: "Stopped", Status.FAILED: "Stopped"}
_MICRO: Final = 1_000_000
_Texts = Annotated[list[str], DBusSignature("as")]


async def serve(session: "Session", stop: asyncio.Event) -> None:
    """Be a player on the desktop's bus until `stop` is set.

    Raises:
        OSError, DBusFastError: There is no such bus, or it does not let us in.
    """
    bus = await MessageBus().connect()
    try:
        player = Player(session)
        bus.export(PATH, Root())
        bus.export(PATH, player)
        await bus.request_name(NAME)
        while not stop.is_set():
            player.tell()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _EVERY)
    finally:
        bus.disconnect()


def _always(name: str, *, holds: bool) -> Any:
    """A property that never changes; it is looked for in the class by this name."""

    def fixed(_: ServiceInterface) -> DBusBool:
        return holds

    fixed.__name__ = name
    return dbus_property(_READ)(fixed)


class Root(ServiceInterface):
    """Who we are. A terminal is not ours to raise, and a view ends by its own key."""

    CanQuit = _always("CanQuit", holds=False)
    CanRaise = _always("CanRaise", holds=False)
    HasTrackList = _always("HasTrackList", holds=False)

    def __init__(self) -> None:
        super().__init__("org.mpris.MediaPlayer2")

    @dbus_property(_READ)
    def Identity(self) -> DBusStr:  # noqa: N802 - the interface's own name, as all below
        """What a desktop calls us."""
        return "reader"

    @dbus_property(_READ)
    def SupportedUriSchemes(self) -> _Texts:  # noqa: N802
        """Nothing is opened from outside."""
        return []

    @dbus_property(_READ)
    def SupportedMimeTypes(self) -> _Texts:  # noqa: N802
        """The same."""
        return []


class Player(ServiceInterface):
    """What is heard, and what a key may do about it; steps are sentences, not seconds."""

    CanControl = _always("CanControl", holds=True)
    CanPlay = _always("CanPlay", holds=True)
    CanPause = _always("CanPause", holds=True)
    CanGoNext = _always("CanGoNext", holds=True)
    CanGoPrevious = _always("CanGoPrevious", holds=True)
    CanSeek = _always("CanSeek", holds=False)

    def __init__(self, session: "Session") -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._session = session
        self._told: dict[str, Any] = {}

    def tell(self) -> None:
        """Signal what changed since the last time."""
        now = {"PlaybackStatus": self._status(), "Metadata": self._metadata()}
        changed = {name: value for name, value in now.items() if self._told.get(name) != value}
        if changed:
            self._told = now
            self.emit_properties_changed(changed)

    def _status(self) -> str:
        return _STATUS.get(self._session.player.status, "Playing")

    def _metadata(self) -> dict[str, Variant]:
        article = self._session.article
        facts = {
            "mpris:trackid": Variant("o", f"/reader/article/{self._session.number}"),
            "mpris:length": Variant("x", round(sum(self._session.player.lengths) * _MICRO)),
            "xesam:title": Variant("s", article.title),
        }
        if article.site or article.author:
            facts["xesam:artist"] = Variant("as", [article.author or article.site])
        return facts

    async def _do(self, command: Command) -> None:
        """In a thread: what comes next may have to be fetched first."""
        await asyncio.to_thread(self._session.do, command)

    async def _toggle(self, *unless: str) -> None:
        if self._status() not in unless:
            await self._do(Command.TOGGLE)

    @dbus_method()
    async def PlayPause(self) -> None:  # noqa: N802
        """Pause, or go on."""
        await self._toggle()

    @dbus_method()
    async def Play(self) -> None:  # noqa: N802
        """Go on."""
        await self._toggle("Playing")

    @dbus_method()
    async def Pause(self) -> None:  # noqa: N802
        """Pause."""
        await self._toggle("Paused", "Stopped")

    @dbus_method()
    async def Stop(self) -> None:  # noqa: N802
        """Pause: the place is kept either way."""
        await self._toggle("Paused", "Stopped")

    @dbus_method()
    async def Next(self) -> None:  # noqa: N802
        """The next article; of the last one, the next paragraph."""
        waiting = self._session.waiting
        await self._do(Command.NEXT_ARTICLE if waiting else Command.NEXT_PARAGRAPH)

    @dbus_method()
    async def Previous(self) -> None:  # noqa: N802
        """The paragraph before."""
        await self._do(Command.PREVIOUS_PARAGRAPH)

    @dbus_property(_READ)
    def PlaybackStatus(self) -> DBusStr:  # noqa: N802
        """Playing, Paused or Stopped."""
        return self._status()

    @dbus_property(_READ)
    def Metadata(self) -> DBusDict:  # noqa: N802
        """The article's title, its author or site, and how long it is."""
        return self._metadata()

    @dbus_property(_READ)
    def Position(self) -> DBusInt64:  # noqa: N802
        """How far in, at speed 1."""
        player = self._session.player
        here = player.position
        return round((sum(player.lengths[: here.sentence]) + here.seconds) * _MICRO)

    @dbus_property(_READ)
    def Rate(self) -> DBusDouble:  # noqa: N802
        """Speed."""
        return self._session.player.rate

    @dbus_property(_READ)
    def Volume(self) -> DBusDouble:  # noqa: N802
        """0–1."""
        return self._session.player.volume
