"""Keys as they are pressed, one at a time, and lines where a line is asked for.

    with keyboard() as keys:            # None where nobody can type
        key = keys.read(0.05)           # "q", " ", "left", …; "" where none came

The terminal is as it was after the `with`, while a line is asked for, and while the program is
stopped (Ctrl-Z). One module a kind of system, both with one class `Keys`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType


class Keyboard(Protocol):
    """What both kinds of systems have."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def read(self, timeout: float) -> str:
        """The next key: a character, "left", "right", "shift+left", "shift+right".

        "" where none came in `timeout` seconds, or one that has no meaning here.

        Raises:
            EOFError: The terminal is gone.
        """
        ...

    def ask(self, question: str) -> str:
        """A line, typed as usual; "" where there was nothing to say (Ctrl-D)."""
        ...


def keyboard() -> Keyboard | None:
    """The keyboard of this program; None where standard input is no terminal, or not ours now."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    if sys.platform == "win32":
        from reader.listen.keyboard import windows

        return windows.Keys()
    from reader.listen.keyboard import posix

    return posix.Keys(sys.stdin.fileno()) if posix.is_ours(sys.stdin.fileno()) else None
