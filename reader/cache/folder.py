"""A store in a folder: FOLDER/v1/ab/abcdef….mp3, one file a thing.

Promises and how they are kept:

- nobody sees half a file: written beside, flushed to the disk, renamed in place;
- one process makes a clip: a lock file a key, which the system frees when its holder dies;
- clocks may be wrong: time orders evictions, nothing else.

Reading is what a cache does most, so it goes by plain strings and few system calls.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cache import locks, tallies
from reader.errors import CacheError
from reader.language import say
from reader.whereabouts import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.cache.store import Entry

VERSION: Final = "v1"
_SUFFIX: Final = ".mp3"
_NEW: Final = ".new-"
_TALLIES: Final = "tallies"
_SAME_USE: Final = 60.0
"""Seconds in which a second reading is no news: reading stays reading."""
_HEXADECIMAL: Final = "0123456789abcdef"


def folder(asked: str | Path | None = None, *, configured: str = "") -> Path:
    """Where clips are: as asked, `$READER_CACHE`, the settings, ./audio_cache, the user's cache."""
    for named in (asked, os.environ.get("READER_CACHE"), configured):
        if named:
            return Path(named).expanduser()
    local = Path("audio_cache")
    return local if local.is_dir() else user_folder("cache")


class FolderStore:
    """Named bytes in a folder, which is made when the first of them come."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = os.path.join(root, VERSION)  # noqa: PTH118 - a string, see above

    def __str__(self) -> str:
        return str(self.root)

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        """The file's bytes, or None; reading counts as use, unless it is only looked at."""
        path = self._path(key)
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a string, see above
                data = file.readall()
                if use:
                    _note_use(path, file.fileno())
                return data
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot("read", self.root, error) from error

    def put(self, key: str, data: bytes, *, flush: bool = True) -> None:
        """Write beside, flush, rename."""
        path = self._path(key)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - a string
            _write_and_rename(path, data, flush=flush)
        except OSError as error:
            raise _cannot("write", self.root, error) from error

    def remove(self, key: str) -> None:
        """Delete the file."""
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._path(key))  # noqa: PTH108 - a string
        except OSError as error:
            raise _cannot("write", self.root, error) from error

    def entries(self) -> Iterator[Entry]:
        """Everything that is kept; what vanishes meanwhile is passed over."""
        from reader.cache.store import Entry  # seldom listed, often read: reading pays for less

        for file in self._listed():
            if file.name.endswith(_SUFFIX) and not file.name.startswith(_NEW):
                with contextlib.suppress(FileNotFoundError):
                    facts = file.stat()
                    yield Entry(file.name[: -len(_SUFFIX)], facts.st_size, facts.st_mtime)

    def sweep(self, older: float, *, now: float | None = None) -> int:
        """Remove half-written files that nobody touched for `older` seconds; how many."""
        now = time.time() if now is None else now
        swept = 0
        for file in self._listed():
            if file.name.startswith(_NEW):
                with contextlib.suppress(OSError):
                    if abs(now - file.stat().st_mtime) > older:
                        os.unlink(file.path)  # noqa: PTH108 - a string
                        swept += 1
        return swept

    def is_due(self, job: str, seconds: float) -> bool:
        """Whether nobody began the job within so many seconds; if so, it counts as begun."""
        stamp = self.root / job
        with contextlib.suppress(OSError):
            if abs(time.time() - stamp.stat().st_mtime) < seconds:
                return False
        with contextlib.suppress(OSError):
            stamp.touch()
            return True
        return False

    def tally(self, counts: Mapping[str, int]) -> None:
        """Add to the tallies."""
        tallies.add(self.root / _TALLIES, counts)

    def tallied(self) -> dict[str, int]:
        """All that was ever added, by name."""
        return tallies.total(self.root / _TALLIES)

    @contextlib.contextmanager
    def claim(self, key: str) -> Iterator[None]:
        """A lock of the operating system, shared by 1/256 of all keys."""
        path = Path(self._files, "locks", key[:2])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            held = locks.take(path)
        except OSError as error:
            raise _cannot("write", self.root, error) from error
        try:
            yield
        finally:
            locks.free(held)

    def _listed(self) -> Iterator[os.DirEntry[str]]:
        """All files of the folders that are named by two hexadecimal digits."""
        for first in _HEXADECIMAL:
            for second in _HEXADECIMAL:
                with (
                    contextlib.suppress(FileNotFoundError),
                    os.scandir(f"{self._files}/{first}{second}") as files,
                ):
                    yield from files

    def _path(self, key: str) -> str:
        return f"{self._files}/{key[:2]}/{key}{_SUFFIX}"


def _note_use(path: str, descriptor: int) -> None:
    with contextlib.suppress(OSError):  # a read-only folder is still good to read from
        if abs(time.time() - os.fstat(descriptor).st_mtime) > _SAME_USE:
            os.utime(path)


def _write_and_rename(path: str, data: bytes, *, flush: bool) -> None:
    beside = f"{os.path.dirname(path)}/{_NEW}{os.urandom(8).hex()}"  # noqa: PTH120 - a string
    try:
        with open(beside, "xb", buffering=0) as file:  # noqa: PTH123 - a string
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            if flush:
                os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105 - a string
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108 - a string
        raise


_VERBS: Final = {
    "read": ("cannot be read", "không đọc được"),
    "write": ("cannot be written", "không ghi được"),
}


def _cannot(verb: str, root: Path, error: Exception) -> CacheError:
    english, vietnamese = _VERBS[verb]
    return CacheError(
        say(f"the cache {root} {english}", f"bộ nhớ đệm {root} {vietnamese}"),
        getattr(error, "strerror", None) or str(error),
        say("Going on without it.", "Tiếp tục mà không dùng bộ nhớ đệm."),
    )
