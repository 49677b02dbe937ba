"""Keeping the folder in bounds and in order: least recently used goes first."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cache import clipfile

if TYPE_CHECKING:
    from reader.cache.folder import FolderStore

IN_USE: Final = 600.0
"""Seconds after its last use in which a clip may still be in somebody's hands."""
_FORGOTTEN: Final = 3_600.0
"""Seconds after which a half-written file has no writer any more."""
_LOW_WATER: Final = 0.9
"""Share of the bound that is left, so that the next clip does not prune again."""


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


def prune(store: FolderStore, most: int, *, now: float | None = None) -> Pruned:
    """Remove the clips that were not used for longest, until `most` bytes or less are kept.

    Nothing used in the last `IN_USE` seconds goes. Times in the future, from a wrong clock, count
    as long ago: they order evictions and protect nothing.

    Args:
        store: The folder.
        most: Bytes that may be kept.
        now: Seconds since the epoch; the clock's where None.

    Raises:
        CacheError: The folder cannot be written.
    """
    now = time.time() if now is None else now
    entries = sorted(store.entries(), key=lambda entry: entry.used if entry.used <= now else 0.0)
    size = sum(entry.size for entry in entries)
    removed = freed = 0
    target = most if size <= most else most * _LOW_WATER
    for entry in entries:
        if size - freed <= target or 0 <= now - entry.used < IN_USE:
            break
        store.remove(entry.key)
        removed, freed = removed + 1, freed + entry.size
    sweep(store, now=now)
    return Pruned(removed, freed, len(entries) - removed)


def prune_sometimes(store: FolderStore, most: int) -> Pruned | None:
    """Prune where nobody did in the last hour; looking through a large folder takes a while."""
    stamp = store.root / "pruned"
    with contextlib.suppress(OSError):
        if abs(time.time() - stamp.stat().st_mtime) < _FORGOTTEN:
            return None
    with contextlib.suppress(OSError):
        stamp.touch()
        return prune(store, most)
    return None


def verify(store: FolderStore) -> Verified:
    """Read every clip; a damaged one is removed, and so is what a crash left behind.

    Raises:
        CacheError: The folder cannot be read or written.
    """
    sound = damaged = 0
    for entry in store.entries():
        data = store.get(entry.key, use=False)
        if data is None:
            continue
        if clipfile.unpack(data):
            sound += 1
        else:
            damaged += 1
            store.remove(entry.key)
    return Verified(sound, damaged, sweep(store))


def sweep(store: FolderStore, *, now: float | None = None) -> int:
    """Remove half-written files whose writers died long ago; how many."""
    now = time.time() if now is None else now
    swept = 0
    for path in store.unfinished():
        with contextlib.suppress(OSError):
            if abs(now - path.stat().st_mtime) > _FORGOTTEN:
                path.unlink()
                swept += 1
    return swept
