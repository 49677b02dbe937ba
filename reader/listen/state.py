"""The state folder: small files in JSON that outlast the program.

    STATE/places/3f….json     the place in one article (`places`)
    STATE/preferences.json    speed, volume, voice (`preferences`)

Promises and how they are kept:

- nobody sees half a file: written beside, flushed to the disk, renamed in place;
- writers take turns: a lock of the operating system, which it frees when its holder dies;
- a file that is damaged, or of another version of this program, is set aside, never overwritten;
- what cannot be kept is said once, and listening goes on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from typing import TYPE_CHECKING, Any, Final

from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_log = logging.getLogger(__name__)

SUFFIX: Final = ".json"
_ASIDE: Final = ".set-aside"
_NEW: Final = "new"
_LOCK: Final = "lock"
_PATIENCE: Final = 10.0
"""Seconds that a writer waits for its turn; each turn takes milliseconds."""
_POLL: Final = 0.01
"""Seconds between two looks whether it is one's turn."""
_BIGGEST: Final = 1_000_000
"""Bytes of a file that can be ours."""


class StateFolder:
    """Named JSON documents of one kind in one folder, which is made when the first one comes.

    Args:
        root: The folder.
        version: Of the documents; those of others are set aside.
    """

    def __init__(self, root: Path, version: int) -> None:
        self.root = root
        self._version = version
        self._told: set[str] = set()

    def read(self, name: str) -> dict[str, Any] | None:
        """The document of that name; None where there is none that can be read."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                text = file.read(_BIGGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell("read", error)
            return None
        document = self._understood(text)
        if document is None:
            self.set_aside(name)
        return document

    def has(self, name: str) -> bool:
        """Whether there is a document of that name."""
        return self._path(name).exists()

    def dated(self) -> list[tuple[float, str]]:
        """``(at, name)`` of all documents, the newest first."""
        found: list[tuple[float, str]] = []
        with contextlib.suppress(OSError), os.scandir(self.root) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX):
                    with contextlib.suppress(FileNotFoundError):
                        found.append((entry.stat().st_mtime, entry.name.removesuffix(SUFFIX)))
        return sorted(found, reverse=True)

    def write(self, name: str, document: dict[str, Any], at: float | None = None) -> bool:
        """Keep the document; False where that is not possible, which is said once.

        Args:
            name: Of the document.
            document: What JSON can hold.
            at: The time of its file, in seconds since the epoch; the system's where None.
        """
        return self.change(name, lambda _: document, at)

    def change(
        self,
        name: str,
        changed: Callable[[dict[str, Any] | None], dict[str, Any]],
        at: float | None = None,
    ) -> bool:
        """Keep what `changed` makes of the document, with no other writer in between."""
        try:
            with self._turn():
                document = {"version": self._version, **changed(self.read(name))}
                text = json.dumps(document, ensure_ascii=False, indent=1)
                data = text.encode("utf-8", "surrogatepass")
                _write_and_rename(self.root / _NEW, self._path(name), data, at)
        except OSError as error:
            self._tell("write", error)
            return False
        return True

    def remove(self, name: str) -> None:
        """Forget the document; nothing happens if it is not there."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            self._tell("write", error)

    def set_aside(self, name: str) -> None:
        """Put what is not understood out of the way; said once."""
        path = self._path(name)
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(_ASIDE))
        self._say_once(
            "aside",
            say(
                f"{path} is damaged or of another version; it was set aside as *{_ASIDE}",
                f"{path} bị hỏng hoặc thuộc phiên bản khác; đã cất riêng thành *{_ASIDE}",
            ),
        )

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Write alone; raises OSError where the folder cannot be written or locked."""
        import filelock

        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(self.root / _LOCK, timeout=_PATIENCE, poll_interval=_POLL):
                yield
        except NotImplementedError as error:
            raise OSError(str(error)) from error

    def _path(self, name: str) -> Path:
        return self.root / f"{name}{SUFFIX}"

    def _understood(self, text: bytes) -> dict[str, Any] | None:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return None
        ours = isinstance(document, dict) and document.pop("version", None) == self._version
        return document if ours else None

    def _tell(self, verb: str, error: OSError) -> None:
        english, vietnamese = _VERBS[verb]
        why = error.strerror or str(error)
        self._say_once(
            verb,
            say(
                f"the state folder {self.root} {english}: {why}. {_REST[verb][0]}",
                f"thư mục trạng thái {self.root} {vietnamese}: {why}. {_REST[verb][1]}",
            ),
        )

    def _say_once(self, about: str, line: str) -> None:
        if about not in self._told:
            self._told.add(about)
            _log.warning("%s", line)


_VERBS: Final = {
    "read": ("cannot be read", "không đọc được"),
    "write": ("cannot be written", "không ghi được"),
}
_REST: Final = {
    "read": ("Starting afresh", "Bắt đầu lại từ đầu"),
    "write": ("Listening goes on; nothing is remembered", "Vẫn nghe tiếp; không ghi nhớ gì"),
}


def _write_and_rename(new: Path, path: Path, data: bytes, at: float | None) -> None:
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if at is not None:
        os.utime(new, (at, at))
    new.replace(path)
