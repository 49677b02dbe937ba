"""Keeps a device open: opens it, watches it, and opens it again when it was lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from reader.errors import AudioDeviceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.listen.device import Output

_WATCH: Final = 0.25
_LONGEST_WAIT: Final = 5.0


class Keeper(threading.Thread):
    """Looks every quarter of a second; a device that is gone is tried again, ever more rarely.

    Args:
        device: To be kept open.
        ready: Returns when it can be opened first.
        start: Opens it.
        lost: Called when it is gone.
        tell: Called after each try: None if it is open now, else why it is not.
    """

    def __init__(
        self,
        device: Output,
        *,
        ready: Callable[[], object],
        start: Callable[[], None],
        lost: Callable[[], None],
        tell: Callable[[AudioDeviceError | None], None],
    ) -> None:
        super().__init__(name="reader-keeper", daemon=True)
        self._device = device
        self._ready, self._start, self._lost, self._tell = ready, start, lost, tell
        self._closed = threading.Event()

    def close(self) -> None:
        """Stop watching, and close the device."""
        self._closed.set()
        if self.ident is not None:
            self.join()
        self._device.close()

    def run(self) -> None:
        """Until it is closed."""
        self._ready()
        self._open()
        while not self._closed.wait(_WATCH):
            if not self._device.alive:
                self._lost()
                self._device.close()
                self._open()

    def _open(self) -> None:
        wait = _WATCH
        while not self._closed.is_set() and not self._try():
            self._closed.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT)

    def _try(self) -> bool:
        trouble = None
        try:
            self._start()
        except AudioDeviceError as error:
            trouble = error
        self._tell(trouble)
        return trouble is None
