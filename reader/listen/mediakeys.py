"""Media keys of keyboards and headsets, where the system gives them to programs in a terminal.

That is Linux, by D-Bus (the extra ``media-keys``). Windows and macOS give them to programs with a
window and its event loop only.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.listen.session import Session

_log = logging.getLogger(__name__)

_BUS: Final = "DBUS_SESSION_BUS_ADDRESS"
EXTRA: Final = "media-keys"


def is_possible() -> bool:
    """Whether this desktop may hand us its keys."""
    return sys.platform == "linux" and bool(os.environ.get(_BUS))


def is_installed() -> bool:
    """Whether the extra is there."""
    return importlib.util.find_spec("dbus_fast") is not None


@contextlib.contextmanager
def media_keys(session: Session) -> Iterator[None]:
    """While this is entered, they reach the session; where there are none, nothing happens."""
    if not (is_possible() and is_installed()):
        yield
        return
    hand = _Hand(session)
    hand.start()
    try:
        yield
    finally:
        hand.let_go()


class _Hand(threading.Thread):
    """Stands on the desktop's bus; it starts beside the sound, not before it."""

    def __init__(self, session: Session) -> None:
        import asyncio  # where there is no bus, nobody waits for it

        super().__init__(name="reader-media-keys", daemon=True)
        self._session = session
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()

    def run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        from dbus_fast.errors import DBusFastError

        from reader.listen import mpris

        try:
            await mpris.serve(self._session, self._end)
        except (OSError, EOFError, DBusFastError) as error:
            _log.debug("no media keys: %s", error)

    def let_go(self) -> None:
        """Leave the bus."""
        with contextlib.suppress(RuntimeError):  # closed already: the bus was gone
            self._loop.call_soon_threadsafe(self._end.set)
        self.join()
