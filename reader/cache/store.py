"""What a cache needs of a place: a few verbs on named bytes. Today a folder, later anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager


class Entry(NamedTuple):
    """What is known of a kept thing without reading it.

    Attributes:
        key: Its name.
        size: In bytes.
        used: When it was last read or written, in seconds since the epoch; to within a minute.
    """

    key: str
    size: int
    used: float


class Tended(Protocol):
    """What is kept in order and counted; see `reader.cache.upkeep`.

    Raises:
        CacheError: From `get` and `remove`: the place cannot be read or written.
    """

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        """All of the bytes, or None; never half of them. Counts as use unless told otherwise."""
        ...

    def remove(self, key: str) -> None:
        """Forget the key; nothing happens if it is not there."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Everything that is kept, in no order."""
        ...

    def sweep(self, older: float, *, now: float | None = None) -> int:
        """Remove what a crash left half-made `older` seconds ago or more; how many."""
        ...


class Store(Tended, Protocol):
    """Named bytes; `str` of it tells people where it is.

    Raises:
        CacheError: From `get`, `put`, `remove` and `claim`: the place cannot be read or written.
    """

    def put(self, key: str, data: bytes, *, flush: bool = True) -> None:
        """Keep the bytes; all of them or none.

        Without `flush`, what a power failure may leave is for the reader to notice.
        """
        ...

    def claim(self, key: str) -> AbstractContextManager[None]:
        """Hold the key against all others, as far as the place can; a dead holder holds nothing."""
        ...

    def is_due(self, job: str, seconds: float) -> bool:
        """Whether nobody began the job within so many seconds; if so, it counts as begun."""
        ...

    def tally(self, counts: Mapping[str, int]) -> None:
        """Add to counts that all processes share; best effort, and never an error."""
        ...

    def tallied(self) -> dict[str, int]:
        """What was added, summed up by name."""
        ...
