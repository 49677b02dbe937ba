"""Lines to tell the listener, from any thread; a view tells them when it can.

While it stands open, what the program logs comes here too: a warning printed into a drawn screen
would tear it, and one printed while the sound library is silenced would be lost.
"""

from __future__ import annotations

import collections
import contextlib
import logging
from typing import Self


class Notices(contextlib.AbstractContextManager["Notices"], logging.Handler):
    """First in, first out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: collections.deque[str] = collections.deque()

    def __enter__(self) -> Self:
        log = logging.getLogger("reader")
        log.addHandler(self)
        log.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        log = logging.getLogger("reader")
        log.removeHandler(self)
        log.propagate = True

    def emit(self, record: logging.LogRecord) -> None:
        """What is logged."""
        self._lines.append(record.getMessage())

    def tell(self, line: str) -> None:
        """Another line."""
        self._lines.append(line)

    def take(self) -> list[str]:
        """All lines that were not taken yet."""
        taken = []
        with contextlib.suppress(IndexError):
            while True:
                taken.append(self._lines.popleft())
        return taken
