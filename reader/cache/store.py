"""What a cache needs of a place: a few verbs on named bytes. Today a folder, later anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


class Entry(NamedTuple):
    """What is known of a kept thing without reading it.

    Attributes:
        key: Its name.
        size: In bytes.
        used: When it was last read or written, in seconds since the epoch.
    """

    key: str
    size: int
    used: float


class Store(Protocol):
    """Named bytes.

    Raises:
        CacheError: From any verb: the place cannot be read or written.
    """

    def get(self, key: str) -> bytes | None:
        """All of the bytes, or None; never half of them."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; all of them or none."""
        ...

    def remove(self, key: str) -> None:
        """Forget the key; nothing happens if it is not there."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Everything that is kept, in no order."""
        ...

    def claim(self, key: str) -> AbstractContextManager[None]:
        """Hold the key against all other processes; a dead holder holds nothing."""
        ...
