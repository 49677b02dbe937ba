"""Signals that end the program, let in only where they can do no harm.

Python runs a signal's handler between any two steps of the main thread, also between taking a lock
and noting that it was taken: an exception raised there would leave the lock held for ever, and the
threads that want it would never end. So, while listening, a signal is noted and obeyed at the next
`check`; where the program waits for a person or the network and holds nothing, it is `let_in`.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending:
    """How far signals may come in. Only the main thread gets them; for others it does nothing."""

    def __init__(self) -> None:
        self._held = 0
        self._pending = 0

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """Ctrl-C raises `KeyboardInterrupt`, the others `SystemExit`; as before afterwards."""
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        before = {number: signal.signal(number, self._come) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """What comes meanwhile waits for `check`."""
        mine = _is_main()
        self._held += mine
        try:
            yield
        finally:
            self._held -= mine

    @contextlib.contextmanager
    def let_in(self) -> Iterator[None]:
        """What comes meanwhile, or came before, is obeyed at once, even inside `held`."""
        if not _is_main():
            yield
            return
        held, self._held = self._held, 0
        try:
            self.check()
            yield
        finally:
            self._held = held

    def check(self) -> None:
        """Obey what came.

        Raises:
            KeyboardInterrupt: Ctrl-C came.
            SystemExit: Another one did.
        """
        if self._pending:
            _obey(self._pending)

    def _come(self, number: int, _: FrameType | None) -> None:
        self._pending = number
        if not self._held:
            _obey(number)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _obey(number: int) -> NoReturn:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


ending: Final = Ending()
"""The one of this process."""
