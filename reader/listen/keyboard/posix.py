"""Keys of a terminal on Linux, macOS and their like."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Any, Final, Self

if sys.platform != "win32":
    import termios

if TYPE_CHECKING:
    from types import FrameType, TracebackType

_ESCAPE: Final = "\x1b"
_NAMED: Final = {
    "[C": "right",
    "OC": "right",
    "[D": "left",
    "OD": "left",
    "[1;2C": "shift+right",
    "[1;2D": "shift+left",
    "[c": "shift+right",
    "[d": "shift+left",
}
_SEQUENCE: Final = 0.05
"""Seconds within which the rest of an escape sequence follows."""


def is_ours(fd: int) -> bool:
    """Whether this program is in the foreground of the terminal: else it must not touch it."""
    with contextlib.suppress(OSError):
        return os.tcgetpgrp(fd) == os.getpgrp()
    return False


class Keys:
    """A terminal that gives keys at once and does not show them.

    Args:
        fd: Its file descriptor.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._usual: list[Any] | None = None
        self._signals: dict[int, Any] = {}
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._typed = ""

    def __enter__(self) -> Self:
        self._usual = termios.tcgetattr(self._fd)
        self._signals = {
            signal.SIGTSTP: signal.signal(signal.SIGTSTP, self._stop),
            signal.SIGCONT: signal.signal(signal.SIGCONT, self._go_on),
        }
        self._at_once()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._as_usual()
        for number, handler in self._signals.items():
            signal.signal(number, handler)

    def read(self, timeout: float) -> str:
        """See `Keyboard.read`."""
        if not self._typed and not self._wait(timeout):
            return ""
        key, self._typed = self._typed[:1], self._typed[1:]
        return self._sequence() if key == _ESCAPE else key

    def ask(self, question: str) -> str:
        """See `Keyboard.ask`."""
        self._as_usual()
        try:
            return input(question)
        except EOFError:
            print()  # noqa: T201 - the question's line is ended
            return ""
        finally:
            self._typed = ""
            self._at_once()

    def _wait(self, timeout: float) -> bool:
        """Whether something was typed in that time."""
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if ready:
            data = self._taken()
            if not data:
                raise EOFError
            self._typed += self._decoder.decode(data)
        return bool(self._typed)

    def _taken(self) -> bytes:
        try:
            return os.read(self._fd, 1024)
        except OSError:  # a terminal that was closed
            return b""

    def _sequence(self) -> str:
        """The name of the key whose escape sequence came; "" for one without a name."""
        if not self._typed:
            self._wait(_SEQUENCE)
        end = next(
            (i for i, c in enumerate(self._typed[1:], 1) if c.isalpha() or c == "~"),
            len(self._typed),
        )
        sequence, self._typed = self._typed[: end + 1], self._typed[end + 1 :]
        return _NAMED.get(sequence, "")

    def _at_once(self) -> None:
        """Keys come as they are pressed and are not shown; Ctrl-C and Ctrl-Z stay signals."""
        if self._usual:
            mode = [*self._usual]
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6] = [*mode[6]]
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._fd, termios.TCSADRAIN, mode)

    def _as_usual(self) -> None:
        if self._usual:
            with contextlib.suppress(termios.error):  # a terminal that is gone needs nothing
                termios.tcsetattr(self._fd, termios.TCSADRAIN, self._usual)

    def _stop(self, number: int, _: FrameType | None) -> None:
        """Ctrl-Z: give the terminal back first, then stop as any program does."""
        self._as_usual()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _go_on(self, _: int, __: FrameType | None) -> None:
        signal.signal(signal.SIGTSTP, self._stop)
        if is_ours(self._fd):
            self._at_once()
