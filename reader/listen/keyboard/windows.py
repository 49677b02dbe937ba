"""Keys of a console on Windows, which gives them one at a time without being asked to."""

from __future__ import annotations

import importlib
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

msvcrt: Any = importlib.import_module("msvcrt") if sys.platform == "win32" else None

_PREFIXES: Final = ("\x00", "\xe0")
_NAMED: Final = {"M": "right", "K": "left", "t": "shift+right", "s": "shift+left"}
_INTERRUPT: Final = "\x03"
_POLL: Final = 0.01


class Keys:
    """The console."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """There is nothing to put back."""

    def read(self, timeout: float) -> str:
        """See `Keyboard.read`."""
        end = time.monotonic() + timeout
        while not msvcrt.kbhit():
            if time.monotonic() > end:
                return ""
            time.sleep(_POLL)
        key = msvcrt.getwch()
        if key == _INTERRUPT:
            raise KeyboardInterrupt
        return _NAMED.get(msvcrt.getwch(), "") if key in _PREFIXES else key

    def ask(self, question: str) -> str:
        """See `Keyboard.ask`."""
        try:
            return input(question)
        except EOFError:
            return ""
