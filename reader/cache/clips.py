"""The cache itself: what a clip is called, and how it is had once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any, Final

from reader.cache import clipfile, upkeep
from reader.cache.folder import FolderStore
from reader.errors import CacheError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.cache.store import Store
    from reader.values import Clip, Delivery, Sentence

_log = logging.getLogger(__name__)
_SCHEME: Final = 1


def key(engine: str, version: str, delivery: Delivery, kbps: int, sentence: Sentence) -> str:
    """What was said and how, as 64 hexadecimal digits.

    Word by word, because the marks of a clip name words: the same sound for other words is
    another clip.
    """
    said = [word.spoken + word.punctuation for word in sentence.words]
    how = [engine, version, delivery.voice, delivery.rate, delivery.pitch, kbps]
    return hashlib.sha256(json.dumps([_SCHEME, *how, sentence.language, said]).encode()).hexdigest()


class Cache:
    """Clips in a store. A store that fails is announced once, and done without from then on.

    Args:
        store: Where clips are; None for nowhere.

    Attributes:
        hits, misses: Of this process.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self.hits = self.misses = 0

    def get(self, key: str) -> Clip | None:
        """The clip; None where there is none, or only a damaged one (which is removed)."""
        clip = self._read(key)
        self.hits += clip is not None
        self.misses += clip is None
        return clip

    def once(self, key: str, make: Callable[[], Clip], notes: Mapping[str, Any]) -> Clip:
        """The clip: as kept, or as made by `make`, which runs in one process at a time."""
        if self._store is None:
            return make()
        try:
            with self._store.claim(key):
                return self._read(key) or self._made(key, make, notes)
        except CacheError as error:
            self._give_up(error)
            return make()

    def put(self, key: str, clip: Clip, notes: Mapping[str, Any]) -> None:
        """Keep a clip; where that fails, it is announced and the clip is not kept."""
        if self._store is not None:
            try:
                self._store.put(key, clipfile.pack(clip, notes))
            except CacheError as error:
                self._give_up(error)

    def tidy(self, most: int) -> None:
        """Keep the folder in bounds, now and then; a failure is no reason to disturb anybody."""
        if isinstance(self._store, FolderStore):
            with contextlib.suppress(CacheError):
                upkeep.prune_sometimes(self._store, most)

    def _made(self, key: str, make: Callable[[], Clip], notes: Mapping[str, Any]) -> Clip:
        clip = make()
        self.put(key, clip, notes)
        return clip

    def _read(self, key: str) -> Clip | None:
        if self._store is None:
            return None
        try:
            data = self._store.get(key)
            if data is None:
                return None
            if kept := clipfile.unpack(data):
                return kept.clip
            self._store.remove(key)
        except CacheError as error:
            self._give_up(error)
            return None
        _log.warning(
            say(
                "a damaged clip (%s) was removed; it is made again",
                "đã xoá một đoạn âm thanh hỏng (%s); đoạn này được đọc lại",
            ),
            key[:8],
        )
        return None

    def _give_up(self, error: CacheError) -> None:
        self._store = None
        _log.warning("%s", error)
