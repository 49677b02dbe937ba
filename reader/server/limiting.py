"""How often a client may ask; who asks too often is told when to come back."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from reader.errors import SettingsError, UsageError
from reader.language import say
from reader.server import policy

if TYPE_CHECKING:
    from limits import RateLimitItem

    from reader.settings import ServerSettings

_NEVER: Final = ""


class TooOftenError(UsageError):
    """A client asked more often than it may.

    Attributes:
        seconds: After which it may ask again.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(
            say("asked too often", "yêu cầu quá nhiều lần"),
            fix=say(f"Try again in {seconds} s.", f"Hãy thử lại sau {seconds} giây."),
        )
        self.seconds = seconds


class Limits:
    """What each client may do: anything (`rate`), and what makes work (`lookups`).

    Raises:
        SettingsError: A limit is not written like "60/minute"; empty is no limit.
    """

    def __init__(self, server: ServerSettings) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._items = {name: _parsed(getattr(server, name), name) for name in ("rate", "lookups")}

    def wait(self, name: str, address: str) -> int:
        """Seconds until this client may ask again; 0 where it may now."""
        item = self._items[name]
        if item is None or self._limiter.hit(item, name, policy.client(address)):
            return 0
        reset = self._limiter.get_window_stats(item, name, policy.client(address)).reset_time
        return max(1, math.ceil(reset - time.time()))

    def spend(self, name: str, address: str) -> None:
        """Count one.

        Raises:
            TooOftenError: It was one too many.
        """
        if seconds := self.wait(name, address):
            raise TooOftenError(seconds)


def _parsed(text: str, name: str) -> RateLimitItem | None:
    if text == _NEVER:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise SettingsError(
            say(f"server.{name} is wrong", f"server.{name} không hợp lệ"),
            repr(text),
            say("Write it like 60/minute.", "Hãy viết như 60/minute."),
        ) from error
