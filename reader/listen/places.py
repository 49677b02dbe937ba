"""The place in every article, across restarts and edits of the article.

    places = Places()
    places.keep(place_of(script, 12, source))       # as each sentence starts
    start = find(script, place) if (place := places.get(source)) else 0
    places.to_go_on()                               # what `reader listen` alone plays

A place is remembered by what its sentence says and what stands around it, not by its number.
One file an article, so that many programs may keep places at once.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
import time
from typing import TYPE_CHECKING, Any, Final

from reader.listen import state
from reader.listen.naming import identity
from reader.listen.place import Place, find, place_of
from reader.listen.resume import Rest
from reader.listen.sources import Item
from reader.whereabouts import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.values import Article, Script

__all__ = ["Place", "Places", "find", "identity", "place_of"]

VERSION: Final = 1
MOST: Final = 500
_TICK: Final = 0.01
"""Seconds between two places at the least: file systems tell such times apart."""


class Places:
    """All places, in the state folder.

    Args:
        folder: The state folder; see `reader.whereabouts.state_folder`.
        clock: Tells the time, in seconds since the epoch.
        most: Articles that are remembered; those not heard for longest are forgotten first.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        clock: Callable[[], float] = time.time,
        most: int = MOST,
    ) -> None:
        root = state_folder(folder)
        self._files = state.StateFolder(root / "places", VERSION)
        self._rest = Rest(root)
        self._clock, self._most = clock, most
        self._newest: float | None = None

    def get(self, source: str, article: Article | None = None) -> Place | None:
        """The place in an article, by the page's own address or the one it was asked for with."""
        names = dict.fromkeys((identity(source, article), identity(source)))
        return next(self._read(map(_file_name, filter(None, names))), None)

    def keep(self, place: Place) -> None:
        """Remember a place in the stead of the article's former one; said once if impossible."""
        if not place.article:
            return
        name = _file_name(place.article)
        is_new = not self._files.has(name)
        kept = dataclasses.replace(place, at=self._now())
        if self._files.write(name, dataclasses.asdict(kept), kept.at) and is_new:
            self._prune()

    def finish(self, script: Script, source: str) -> None:
        """Count an article as heard."""
        self.keep(place_of(script, 0, source, finished=True))

    def all(self) -> Iterator[Place]:
        """Newest first, read as they are asked for."""
        return self._read(name for _, name in self._files.dated())

    def unfinished(self) -> list[Place]:
        """Of articles not heard to their end, newest first."""
        return [place for place in self.all() if not place.finished]

    def heard(self) -> frozenset[str]:
        """Every `identity` by which an article that was heard to its end may be named."""
        done = [place for place in self.all() if place.finished]
        return frozenset(name for p in done for name in (p.article, identity(p.source)))

    def keep_queue(self, current: Item, waiting: Iterable[Item]) -> None:
        """Remember what comes after the item that is heard now."""
        self._rest.keep(current, waiting)

    def to_go_on(self) -> list[Item]:
        """What to hear if nothing is named: the last article, and what was to come after it.

        Where that is all heard, the last one that is unfinished; empty where there is none.
        """
        newest = next(self.all(), None)
        waiting = self._rest.after(newest) if newest else []
        begun = newest if newest and not newest.finished else None
        if not (begun or waiting):
            begun = next((place for place in self.all() if not place.finished), None)
        return [*([Item(begun.source, begun.title)] if begun else []), *waiting]

    def _now(self) -> float:
        """Later than any place before, also when the clock was set back."""
        if self._newest is None:
            self._newest = max((at for at, _ in self._files.dated()), default=0.0)
        self._newest = max(self._clock(), self._newest + _TICK)
        return self._newest

    def _read(self, names: Iterable[str]) -> Iterator[Place]:
        """Those of these files that are there and can be understood."""
        for name in names:
            if (document := self._files.read(name)) is not None:
                try:
                    yield _from_json(document)
                except (KeyError, TypeError, ValueError):
                    self._files.set_aside(name)

    def _prune(self) -> None:
        for _, name in self._files.dated()[self._most :]:
            self._files.remove(name)


def _file_name(article: str) -> str:
    return hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:32]


_TEXTS: Final = ("source", "article", "title", "text")
_NUMBERS: Final = ("sentence", "sentences")


def _from_json(document: dict[str, Any]) -> Place:
    """Raises KeyError, TypeError or ValueError for what was not kept by us."""
    fields = {name: document[name] for name in (*_TEXTS, *_NUMBERS)}
    if not all(isinstance(fields[name], str) for name in _TEXTS):
        raise TypeError
    if not all(type(fields[name]) is int and fields[name] >= 0 for name in _NUMBERS):
        raise ValueError
    at = float(document["at"])
    if not math.isfinite(at):
        raise ValueError
    return Place(
        **fields,
        before=_texts(document["before"]),
        after=_texts(document["after"]),
        finished=document["finished"] is True,
        at=at,
    )


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError
    return tuple(values)
