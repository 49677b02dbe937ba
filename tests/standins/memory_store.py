"""A store that is no folder, as an object store would be: all that a cache may ask of a place."""

from __future__ import annotations

import collections
import contextlib
import threading
import time
from typing import TYPE_CHECKING

from reader.cache.store import Entry
from reader.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class MemoryStore:
    """Attributes: `full` and `gone` make it fail as a full disk and a lost network do."""

    def __init__(self) -> None:
        self.full = self.gone = False
        self._kept: dict[str, tuple[bytes, float]] = {}
        self._locks: collections.defaultdict[str, threading.Lock]
        self._locks = collections.defaultdict(threading.Lock)
        self._begun: dict[str, float] = {}
        self._tallies: collections.Counter[str] = collections.Counter()

    def __str__(self) -> str:
        return "memory"

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        if self.gone:
            raise CacheError("the store cannot be reached", "no answer")
        data, used = self._kept.get(key, (None, 0.0))
        if data is not None:
            self._kept[key] = data, time.time() if use else used
        return data

    def put(self, key: str, data: bytes, *, flush: bool = True) -> None:
        if self.full:
            raise CacheError("the store cannot be written", "it is full")
        self._kept[key] = data, time.time()

    def remove(self, key: str) -> None:
        self._kept.pop(key, None)

    def entries(self) -> Iterator[Entry]:
        for key, (data, used) in list(self._kept.items()):
            yield Entry(key, len(data), used)

    @contextlib.contextmanager
    def claim(self, key: str) -> Iterator[None]:
        with self._locks[key]:
            yield

    def sweep(self, older: float, *, now: float | None = None) -> int:
        return 0

    def is_due(self, job: str, seconds: float) -> bool:
        if time.time() - self._begun.get(job, 0.0) < seconds:
            return False
        self._begun[job] = time.time()
        return True

    def tally(self, counts: Mapping[str, int]) -> None:
        self._tallies.update(counts)

    def tallied(self) -> dict[str, int]:
        return dict(self._tallies)
