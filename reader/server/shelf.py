"""Finished recordings as files: FOLDER/recordings/v1/ab/ID.mp3 and, beside it, ID.json.

    ID = 32 digits of the key (what is said, by whom, how) + 16 digits of the file's own bytes

So an address names bytes that never change, and what is looked for by its key is found by the
beginning of its name. ID.json holds the timing document and the article's facts:

    {"timing": {…}, "article": {…}, "made": seconds since the epoch}
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.errors import StorageError
from reader.language import say
from reader.outputs.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEY: Final = 32
_CONTENT: Final = 16
_ID: Final = re.compile(rf"[0-9a-f]{{{_KEY + _CONTENT}}}")
_IN_USE: Final = 600.0
"""Seconds after its last use in which a recording is not removed."""
_BETWEEN: Final = 600.0
"""Seconds between two looks at how much there is."""


class Kept(NamedTuple):
    """A finished recording.

    Attributes:
        id: Its name for ever.
        path: Of the MP3.
        size: Of the MP3, in bytes.
    """

    id: str
    path: Path
    size: int


class Shelf:
    """Recordings in a folder, within a bound: what was not used for longest goes first.

    Args:
        root: The cache's folder.
        most: Bytes that may be kept.
    """

    def __init__(self, root: Path, most: int) -> None:
        self._files = root / "recordings" / "v1"
        self._most = most
        self._looked = 0.0

    def find(self, key: str) -> Kept | None:
        """The recording of what `key` names; its first digits count."""
        for path in self._files.glob(f"{key[:2]}/{key[:_KEY]}*.mp3"):
            if kept := self.get(path.stem):
                return kept
        return None

    def get(self, name: str) -> Kept | None:
        """The recording of that ID, and its times are there, too."""
        if not _ID.fullmatch(name):
            return None
        path = self._files / name[:2] / f"{name}.mp3"
        try:
            size = path.stat().st_size
            os.utime(path.with_suffix(".json"))
        except OSError:
            return None
        return Kept(name, path, size)

    def facts(self, kept: Kept) -> dict[str, Any]:
        """What stands in its ID.json.

        Raises:
            StorageError: It cannot be read.
        """
        try:
            found: dict[str, Any] = json.loads(kept.path.with_suffix(".json").read_bytes())
        except (OSError, ValueError) as error:
            raise StorageError(
                say("a recording cannot be read", "không đọc được một bản ghi"), str(error)
            ) from error
        return found

    def keep(self, key: str, mp3: Path, timing: dict[str, Any], article: dict[str, Any]) -> Kept:
        """Put a finished MP3 on the shelf; the timing document is told its address.

        Raises:
            StorageError: The folder cannot be written.
        """
        name = key[:_KEY] + _digest(mp3)[:_CONTENT]
        path = self._files / name[:2] / f"{name}.mp3"
        with contextlib.suppress(OSError):  # said better by what follows
            path.parent.mkdir(parents=True, exist_ok=True)
        timing["audio"] |= {"src": f"../audio/{name}.mp3", "bytes": mp3.stat().st_size}
        facts = {"timing": timing, "article": article, "made": time.time()}
        with replacing(path.with_suffix(".json")) as file:
            file.write(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())
        with replacing(path) as file, mp3.open("rb") as made:
            shutil.copyfileobj(made, file)
        self._tidy()
        return Kept(name, path, path.stat().st_size)

    def newest(self, most: int) -> list[Kept]:
        """The recordings that were made last, the newest first."""
        made = sorted(self._all(), key=lambda kept: -_made(kept.path))
        return made[:most]

    def _all(self) -> Iterator[Kept]:
        for path in self._files.glob("??/*.mp3"):
            with contextlib.suppress(OSError):
                yield Kept(path.stem, path, path.stat().st_size)

    def _tidy(self) -> None:
        now = time.time()
        if now - self._looked > _BETWEEN:
            self._looked = now
            self.prune(now)

    def prune(self, now: float) -> int:
        """Remove what was not used for longest until the bound holds; how many."""
        everything = sorted(self._all(), key=lambda kept: _used(kept.path))
        size, removed = sum(kept.size for kept in everything), 0
        for kept in everything:
            if size <= self._most or now - _used(kept.path) < _IN_USE:
                break
            for path in (kept.path.with_suffix(".json"), kept.path):
                with contextlib.suppress(OSError):
                    path.unlink()
            size, removed = size - kept.size, removed + 1
        return removed


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _made(path: Path) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _used(path: Path) -> float:
    """Using a recording touches its facts; the sound keeps the time when it was made."""
    return _made(path.with_suffix(".json"))
