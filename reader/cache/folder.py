"""A store in a folder: FOLDER/v1/ab/abcdef….mp3, one file a clip.

Promises and how they are kept:

- nobody sees half a file: written beside, flushed to the disk, renamed in place;
- one process makes a clip: a lock file a key, which the system frees when its holder dies;
- clocks may be wrong: time orders evictions, nothing else.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from reader.cache.store import Entry
from reader.errors import CacheError
from reader.language import say
from reader.settings import APP

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "v1"
_SUFFIX: Final = ".mp3"
_NEW: Final = ".new-"


def folder(asked: str | Path | None = None, *, configured: str = "") -> Path:
    """Where clips are: as asked, `$READER_CACHE`, the settings, ./audio_cache, the user's cache."""
    for named in (asked, os.environ.get("READER_CACHE"), configured):
        if named:
            return Path(named).expanduser()
    local = Path("audio_cache")
    return local if local.is_dir() else platformdirs.user_cache_path(APP, appauthor=False)


class FolderStore:
    """Clips in a folder, which is made when the first clip comes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = root / VERSION

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        """The file's bytes, or None; reading counts as use, unless it is only looked at."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot("read", self.root, error) from error
        if use:
            with contextlib.suppress(OSError):  # a read-only folder is still good to read from
                os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Write beside, flush, rename."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_and_rename(path, data)
        except OSError as error:
            raise _cannot("write", self.root, error) from error

    def remove(self, key: str) -> None:
        """Delete the file."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot("write", self.root, error) from error

    def entries(self) -> Iterator[Entry]:
        """All clips; one that vanishes meanwhile is passed over."""
        for path in self._files.glob(f"??/*{_SUFFIX}"):
            with contextlib.suppress(FileNotFoundError):
                facts = path.stat()
                yield Entry(path.stem, facts.st_size, facts.st_mtime)

    def unfinished(self) -> Iterator[Path]:
        """Files that are being written, or were when their writer died."""
        return self._files.glob(f"??/{_NEW}*")

    @contextlib.contextmanager
    def claim(self, key: str) -> Iterator[None]:
        """A lock of the operating system, shared by 1/256 of all keys."""
        import filelock

        path = self._files / "locks" / key[:2]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(path)
            lock.acquire()
        except (OSError, NotImplementedError) as error:
            raise _cannot("lock", self.root, error) from error
        try:
            yield
        finally:
            lock.release()

    def _path(self, key: str) -> Path:
        return self._files / key[:2] / f"{key}{_SUFFIX}"


def _write_and_rename(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 - Path.replace is the same, longer
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - the name comes as a string
        raise


_VERBS: Final = {
    "read": ("cannot be read", "không đọc được"),
    "write": ("cannot be written", "không ghi được"),
    "lock": ("cannot be locked", "không khoá được"),
}


def _cannot(verb: str, root: Path, error: Exception) -> CacheError:
    english, vietnamese = _VERBS[verb]
    return CacheError(
        say(f"the cache {root} {english}", f"bộ nhớ đệm {root} {vietnamese}"),
        getattr(error, "strerror", None) or str(error),
        say("Going on without it.", "Tiếp tục mà không dùng bộ nhớ đệm."),
    )
