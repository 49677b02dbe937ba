"""Save what is heard as an MP3, behind the listener's back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.recording import Take
    from reader.values import Script


class Saving(threading.Thread):
    """Writes one file, whole or not at all; how it went is told in a line.

    Args:
        script: What is said.
        start: Makes a take of all of it.
        folder: Where the file goes; a file that is there already is left alone.
        tell: Says a line to the listener.

    Attributes:
        done: Sentences that are made.
        of: Sentences in all.
    """

    def __init__(
        self,
        script: Script,
        start: Callable[[], Take],
        folder: Path,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(name="reader-saving", daemon=True)
        self._script, self._start_take, self._folder, self._tell = script, start, folder, tell
        self._take: Take | None = None
        self._dropped = False
        self.done, self.of = 0, len(script.sentences)

    def close(self, *, wait: bool) -> None:
        """Be done: with the file, or without it."""
        self._dropped = not wait
        if self._dropped and self._take:
            self._take.abandon()
        self.join()

    def run(self) -> None:
        """Make it."""
        try:
            path = written(self._script, self._start, self._folder, self._count)
        except Dropped:
            return
        except ReaderError as error:
            if not self._dropped:
                self._tell(str(error))
        except Exception as error:  # noqa: BLE001 - a thread tells its error and does not vanish
            self._tell(say(f"not saved: {error!r}", f"chưa lưu được: {error!r}"))
        else:
            self._tell(say(f"saved: {path}", f"đã lưu: {path}"))

    def _start(self) -> Take:
        self._take = self._start_take()
        return self._take

    def _count(self, done: int) -> None:
        """So many sentences are made; raises where they are wanted no more."""
        if self._dropped:
            raise Dropped
        self.done = done


class Dropped(Exception):  # noqa: N818 - not an error: nobody wants the file any more
    """Saving was stopped."""


def written(
    script: Script,
    start: Callable[[], Take],
    folder: Path,
    heard: Callable[[int], None] = lambda _: None,
) -> Path:
    """The path of the file, when it is there.

    Raises:
        Dropped: `heard` raised it; nothing is left of the file.
        ReaderError: It cannot be made.
    """
    from reader.recording import filing

    target = _free(folder, script)
    with start() as take:
        filing.write(take, target, heard=heard)
    return target


def _free(folder: Path, script: Script) -> Path:
    """``Title.mp3`` in the folder, or ``Title (2).mp3`` where that is taken."""
    from reader.outputs import files

    name = files.name_of(script.article.title)
    path, number = folder / f"{name}.mp3", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).mp3"
    return path
