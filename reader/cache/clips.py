"""The cache itself: what a clip is called, and how it is had once."""

from __future__ import annotations

import collections
import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from reader.errors import CacheError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.audio.codec import Encoding
    from reader.cache.store import Store
    from reader.values import Clip, Delivery, Sentence

_SCHEME: Final = 2


def key(
    engine: str, version: str, delivery: Delivery, encoding: Encoding, sentence: Sentence
) -> str:
    """What was said and how, as 64 hexadecimal digits.

    Word by word, because the marks of a clip name words: the same sound for other words is
    another clip.
    """
    said = [word.spoken + word.punctuation for word in sentence.words]
    how = [engine, version, delivery.voice, delivery.rate, delivery.pitch, *encoding]
    what = [_SCHEME, *how, sentence.language, said]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


class Cache:
    """Clips in a store. A store that fails is announced once; what still works of it is used.

    Args:
        store: Where clips are; None for nowhere.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._takes_more = store is not None
        self._announced = False
        self._counts: collections.Counter[str] = collections.Counter()

    def get(self, key: str) -> Clip | None:
        """The clip; None where there is none, or only a damaged one (which is removed)."""
        data = self.read(key)
        if data is None:
            return None
        from reader.cache import clipfile

        if kept := clipfile.unpack(data):
            self._counts[f"{who(kept.notes)} hits"] += 1
            return kept.clip
        self.drop(key)
        return None

    def once(self, key: str, make: Callable[[], Clip], notes: Mapping[str, Any]) -> Clip:
        """The clip: as kept, or as made by `make`, which runs in one process at a time.

        Args:
            key: Its name.
            make: Makes it where there is none.
            notes: To be kept beside it; "engine" and "voice" are counted by.
        """
        with contextlib.ExitStack() as stack:
            self._claim(key, stack)
            return self.get(key) or self._made(key, make, notes)

    def put(self, key: str, clip: Clip, notes: Mapping[str, Any]) -> None:
        """Keep a clip; where that fails, it is announced and the clip is not kept."""
        from reader.cache import clipfile

        self.write(key, clipfile.pack(clip, notes))

    def read(self, key: str) -> bytes | None:
        """What is kept under a name, whatever it is."""
        try:
            return self._store.get(key) if self._store else None
        except CacheError as error:
            self._announce(error)
            self._store, self._takes_more = None, False
            return None

    def write(self, key: str, data: bytes, *, flush: bool = True) -> None:
        """Keep something under a name; `flush` as in `reader.cache.store`."""
        if self._store and self._takes_more:
            try:
                self._store.put(key, data, flush=flush)
            except CacheError as error:
                self._takes_no_more(error)

    def drop(self, key: str) -> None:
        """Remove what is damaged, and say so."""
        _warn(
            say(
                f"a damaged clip ({key[:8]}) was removed; it is made again",
                f"đã xoá một đoạn âm thanh hỏng ({key[:8]}); đoạn này được đọc lại",
            )
        )
        try:
            if self._store:
                self._store.remove(key)
        except CacheError as error:
            self._takes_no_more(error)

    def close(self, most: int = 0) -> None:
        """Add to the tallies and, now and then, keep the store within `most` bytes.

        A failure of either is no reason to disturb anybody.
        """
        if self._store and self._takes_more:
            if self._counts:
                self._store.tally(self._counts)
                self._counts.clear()
            if most:
                from reader.cache import upkeep

                with contextlib.suppress(CacheError):
                    upkeep.prune_sometimes(self._store, most)

    def count(self, notes: Mapping[str, Any], what: str, times: int = 1) -> None:
        """Count something by engine and voice."""
        self._counts[f"{who(notes)} {what}"] += times

    def _made(self, key: str, make: Callable[[], Clip], notes: Mapping[str, Any]) -> Clip:
        clip = make()
        self.count(notes, "made")
        self.put(key, clip, notes)
        return clip

    def _claim(self, key: str, stack: contextlib.ExitStack) -> None:
        if self._store and self._takes_more:
            try:
                stack.enter_context(self._store.claim(key))
            except CacheError as error:
                self._takes_no_more(error)

    def _takes_no_more(self, error: CacheError) -> None:
        self._announce(error)
        self._takes_more = False

    def _announce(self, error: CacheError) -> None:
        if not self._announced:
            _warn(str(error))
        self._announced = True


def who(notes: Mapping[str, Any]) -> str:
    """Engine and voice, as counts name them."""
    return f"{notes.get('engine', '')} {notes.get('voice', '')}".strip() or "?"


def _warn(line: str) -> None:
    import logging

    logging.getLogger(__name__).warning("%s", line)
