"""What is heard one after the other: articles, lists of addresses, feeds.

    queue = Queue(sources, fetch=fetch, prepare=script_of, heard=places.heard, tell=announce)
    while ready := queue.next():
        queue.prefetch()        # the next one comes while this one plays
        play(ready.made)

A source is fetched when its turn comes, and opened in its place if it is a list. One that fails
is announced and skipped; only if nothing at all could be had, its error is raised.
"""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.errors import ReaderError, UsageError
from reader.language import say
from reader.listen.sources import Item, items, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from reader.values import Page

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Ready(Generic[T]):
    """An item that can be heard.

    Attributes:
        item: Where it came from.
        made: What was prepared of its page.
    """

    item: Item
    made: T


@dataclasses.dataclass(frozen=True, slots=True)
class _Found(Generic[T]):
    """What came of a search for the next thing that can be heard.

    Attributes:
        ready: That thing; None if there is none.
        rest: What comes after it.
        notes: What is to be told when its turn comes.
    """

    ready: Ready[T] | None
    rest: list[Item]
    notes: list[str | ReaderError]


class Queue(Generic[T]):
    """Goes forward and back. For one thread; what is fetched ahead is fetched in another.

    Args:
        sources: As the user named them, or items.
        fetch: Gets the page of a source.
        prepare: Makes of a page what is needed to hear it.
        heard: Tells the identities of what was heard to its end.
        tell: Says a line to the user.
    """

    def __init__(
        self,
        sources: Iterable[str | Item],
        *,
        fetch: Callable[[str], Page],
        prepare: Callable[[Page], T],
        heard: Callable[[], Container[str]] = frozenset,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._fetch, self._prepare, self._heard, self._tell = fetch, prepare, heard, tell
        self._pending = [s if isinstance(s, Item) else Item(s) for s in sources]
        self._opened: set[str] = set()
        self._ahead: Future[_Found[T]] | None = None
        self._history: list[Ready[T]] = []
        self._at = -1

    @property
    def current(self) -> Ready[T] | None:
        """What is being heard; None before the first `next`."""
        return self._history[self._at] if self._history else None

    @property
    def waiting(self) -> list[Item]:
        """What comes after it, in order, as far as is known: a list not yet opened counts once."""
        after = [ready.item for ready in self._history[self._at + 1 :]]
        if not (self._ahead and self._ahead.done()) or self._ahead.exception():
            return after + self._pending
        found = self._ahead.result()
        return after + ([found.ready.item] if found.ready else []) + found.rest

    @property
    def remaining(self) -> int:
        """How many come after it, as far as is known."""
        return len(self.waiting)

    def next(self) -> Ready[T] | None:
        """Go on to the next thing that can be heard; None at the end, where nothing moves.

        Waits for it, if it was not fetched ahead.

        Raises:
            ReaderError: Nothing could be had, of all sources.
        """
        if self._at + 1 < len(self._history):
            self._at += 1
            return self.current
        found = self._ahead.result() if self._ahead else self._search()
        self._ahead, self._pending = None, found.rest
        self._report(found)
        if found.ready:
            self._history.append(found.ready)
            self._at += 1
        return found.ready

    def previous(self) -> Ready[T] | None:
        """Go back; None at the beginning, where nothing moves."""
        if self._at < 1:
            return None
        self._at -= 1
        return self.current

    def prefetch(self) -> None:
        """Begin to fetch what `next` will want."""
        if self._pending and self._ahead is None and self._at + 1 == len(self._history):
            self._ahead = Future()
            threading.Thread(target=self._run, args=(self._ahead,), daemon=True).start()

    def _run(self, ahead: Future[_Found[T]]) -> None:
        try:
            ahead.set_result(self._search())
        except BaseException as error:  # noqa: BLE001 - `next` raises it
            ahead.set_exception(error)

    def _search(self) -> _Found[T]:
        """Open what is pending, in order, until something can be heard."""
        pending, notes = self._pending[::-1], list[str | ReaderError]()
        while pending:
            item = pending.pop()
            try:
                found = self._open(item, notes)
            except ReaderError as error:
                notes.append(error)
                continue
            if isinstance(found, Ready):
                return _Found(found, pending[::-1], notes)
            pending += reversed(found)
        return _Found(None, [], notes)

    def _open(self, item: Item, notes: list[str | ReaderError]) -> Ready[T] | list[Item]:
        try:
            return self._fetched(item, notes)
        except ReaderError as error:
            if item.page is None or not item.source:
                raise
            notes.append(error)
            notes.append(_from_the_feed(item))
            return Ready(item, self._prepare(item.page))

    def _fetched(self, item: Item, notes: list[str | ReaderError]) -> Ready[T] | list[Item]:
        page = item.page if item.page and not item.source else self._fetch(item.source)
        inside = None if item.feed else items(page, item, self._heard())
        if inside is None:
            return Ready(item, self._prepare(page))
        if item.source in self._opened:
            raise _lists_itself(item)
        self._opened.add(item.source)
        if not inside:
            notes.append(_nothing_new(item))
        return inside

    def _report(self, found: _Found[T]) -> None:
        """Tell what was met on the way; raise the last error if all that was tried failed."""
        errors = [note for note in found.notes if isinstance(note, ReaderError)]
        fatal = errors[-1] if errors and not found.ready and not self._history else None
        for note in found.notes:
            if note is not fatal:
                self._tell(str(note))
        if fatal:
            raise fatal


def from_file(name: str, fetch: Callable[[str], Page]) -> list[Item]:
    """What a file for ``--queue`` lists ("-" for standard input).

    Raises:
        SourceError: It cannot be read.
        UsageError: It lists nothing.
    """
    found = listed(fetch(name).text, Path(name).parent)
    if not found:
        raise UsageError(
            say(f"{name} lists nothing to hear", f"{name} không có gì để nghe"),
            fix=say("Write one address a line.", "Hãy ghi mỗi dòng một địa chỉ."),
        )
    return found


def _lists_itself(item: Item) -> UsageError:
    return UsageError(
        say(f"{item.source} is skipped", f"bỏ qua {item.source}"),
        say("it lists itself, or is listed twice", "nó tự liệt kê chính nó, hoặc có hai lần"),
    )


def _nothing_new(item: Item) -> str:
    return say(f"nothing new in {item.source}", f"{item.source} không có bài mới")


def _from_the_feed(item: Item) -> str:
    return say(
        f"reading what the feed holds of “{item.title}”",
        f"đọc phần có trong nguồn tin của bài “{item.title}”",
    )
