"""How much is enough: the bounds of everything that comes over the wire."""

from __future__ import annotations

from typing import Final

from reader.errors import NotTextError
from reader.language import say

PAGE_LIMIT: Final = 5_000_000
"""Bytes of a page on the wire, and unpacked."""
DEADLINE: Final = 20.0
"""Seconds for everything, from the first name look-up to the last byte."""


def too_long(name: str, limit: int) -> NotTextError:
    """The error for what goes past `limit` bytes."""
    return NotTextError(
        say(f"{name} is too long", f"{name} quá dài"),
        say(f"more than {limit // 1_000_000} MB", f"hơn {limit // 1_000_000} MB"),
    )
