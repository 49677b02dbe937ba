"""Keeping a store in bounds and in order: least recently used goes first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cache.sealed import unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cache.store import Entry, Store, Tended

IN_USE: Final = 600.0
"""Seconds after its last use in which a clip may still be in somebody's hands."""
_FORGOTTEN: Final = 3_600.0
"""Seconds after which a half-written file has no writer any more, and a store may be pruned."""
_LOW_WATER: Final = 0.9
"""Share of the bound that is left, so that the next clip does not prune again."""


class Together(NamedTuple):
    """Places that are tended as one; what one of them has never heard of, another may have.

    Attributes:
        places: No two of them use the same name.
    """

    places: tuple[Tended, ...]

    def entries(self) -> Iterator[Entry]:
        """Everything that is kept in any of them."""
        for place in self.places:
            yield from place.entries()

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        """From whichever has it."""
        found = (place.get(key, use=use) for place in self.places)
        return next((data for data in found if data is not None), None)

    def remove(self, key: str) -> None:
        """From whichever has it."""
        for place in self.places:
            place.remove(key)

    def sweep(self, older: float, *, now: float | None = None) -> int:
        """All of them."""
        return sum(place.sweep(older, now=now) for place in self.places)


class Pruned(NamedTuple):
    """What a pruning did."""

    removed: int
    freed: int
    kept: int


class Verified(NamedTuple):
    """What a verification found."""

    sound: int
    damaged: int
    left_over: int


def prune(store: Tended, most: int, *, now: float | None = None) -> Pruned:
    """Remove what was not used for longest, until `most` bytes or less are kept.

    Nothing used in the last `IN_USE` seconds goes. Times in the future, from a wrong clock, count
    as long ago: they order evictions and protect nothing.

    Args:
        store: Where clips are.
        most: Bytes that may be kept.
        now: Seconds since the epoch; the clock's where None.

    Raises:
        CacheError: The store cannot be written.
    """
    now = time.time() if now is None else now
    entries = list(store.entries())
    size = sum(entry.size for entry in entries)
    removed = freed = 0
    if size > most:
        entries.sort(key=lambda entry: entry.used if entry.used <= now else 0.0)
        for entry in entries:
            if size - freed <= most * _LOW_WATER or 0 <= now - entry.used < IN_USE:
                break
            store.remove(entry.key)
            removed, freed = removed + 1, freed + entry.size
    store.sweep(_FORGOTTEN, now=now)
    return Pruned(removed, freed, len(entries) - removed)


def prune_sometimes(store: Store, most: int, *others: Tended) -> Pruned | None:
    """Prune where nobody did in the last hour; looking through a large store takes a while.

    Args:
        store: Where clips are.
        most: Bytes that may be kept.
        others: What is kept beside it and counts, too.
    """
    if not store.is_due("pruned-all" if others else "pruned", _FORGOTTEN):
        return None
    return prune(Together((store, *others)), most)


def verify(store: Tended) -> Verified:
    """Read everything; what is damaged is removed, and so is what a crash left behind.

    Raises:
        CacheError: The store cannot be read or written.
    """
    sound = damaged = 0
    for entry in store.entries():
        data = store.get(entry.key, use=False)
        if data is None:
            continue
        if unseal(data):
            sound += 1
        else:
            damaged += 1
            store.remove(entry.key)
    return Verified(sound, damaged, store.sweep(_FORGOTTEN))
