"""What `reader listen` alone goes on with: the last article, and what was to come after it.

The queue is kept with the article that was heard in it; after another article was heard alone,
the queue is a thing of the past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reader.listen import state
from reader.listen.naming import absolute, identity
from reader.listen.sources import Item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.listen.place import Place

VERSION: Final = 1
MOST: Final = 500
"""Items of a queue that are remembered."""
_NAME: Final = "queue"


class Rest:
    """What was to come, in the state folder.

    Args:
        folder: The state folder.
    """

    def __init__(self, folder: Path) -> None:
        self._files = state.StateFolder(folder, VERSION)

    def keep(self, current: Item, waiting: Iterable[Item]) -> None:
        """Remember what comes after the item that is heard now; said once if impossible."""
        rows = [_row(item) for item in waiting if identity(item.source)][:MOST]
        if rows or self._files.has(_NAME):
            self._files.write(_NAME, {"current": identity(current.source), "waiting": rows})

    def after(self, place: Place) -> list[Item]:
        """What was to come after an article; empty where it was not heard in the last queue."""
        document = self._files.read(_NAME) or {}
        if document.get("current") not in {place.article, identity(place.source)}:
            return []
        try:
            return [_item(row) for row in document["waiting"]]
        except (KeyError, TypeError):
            self._files.set_aside(_NAME)
            return []


def _row(item: Item) -> dict[str, str]:
    return {"source": absolute(item.source), "title": item.title, "feed": item.feed}


def _item(row: dict[str, Any]) -> Item:
    """Raises KeyError or TypeError for what was not kept by us."""
    texts = [row[name] for name in ("source", "title", "feed")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    source, title, feed = texts
    return Item(source, title, None, feed)
