"""Files of a site, whole or not at all, with errors of ours."""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import TYPE_CHECKING, Final

from reader.errors import StorageError
from reader.fetching import FILE_LIMIT
from reader.language import say
from reader.net.limits import too_long
from reader.writing import HALF, replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LEFT_BEHIND: Final = 3600
"""Seconds after which a half-written file belongs to nobody who lives."""


def digest(data: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """The name of a file's content, "" where there is none to be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        StorageError: It cannot be read, or is too big for a page.
    """
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise too_long(str(path), FILE_LIMIT)
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(say(f"cannot read {path}", f"không đọc được {path}"), why) from error


def write(path: Path, content: str | bytes) -> bool:
    """Write a file, whole or not at all, unless it holds this already; whether it was written.

    Raises:
        StorageError: It cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    if _holds(path, data):
        return False
    make_folder(path.parent)
    mode = path.stat().st_mode if path.exists() else None
    with replacing(path) as file:
        file.write(data)
    if mode is not None:
        with contextlib.suppress(OSError):  # file systems without modes need none
            path.chmod(mode)
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises:
        StorageError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            say(f"cannot make the folder {folder}", f"không tạo được thư mục {folder}"),
            error.strerror or str(error),
            say("Choose another place with -o.", "Hãy chọn nơi khác bằng -o."),
        ) from error


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files of ours, and folders that are empty then.

    Raises:
        StorageError: One cannot be removed.
    """
    top = folder.resolve()
    for name in sorted(names):
        path = (top / name).resolve()
        if path.is_relative_to(top) and path.is_file():
            try:
                path.unlink()
            except OSError as error:
                raise unwritable(path, error) from error
            _tidy(path.parent, top)


def _tidy(folder: Path, top: Path) -> None:
    with contextlib.suppress(OSError):  # it is not empty: somebody needs it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def sweep(folder: Path, pages: Iterable[Path] = (), age: float = _LEFT_BEHIND) -> None:
    """Remove what killed runs left half-written.

    Args:
        folder: Our own, with all that is in it.
        pages: Folders in which pages are written.
        age: Seconds for which a file may belong to somebody who is at work.
    """
    left = (found for where in {*pages} for found in where.glob(HALF))
    before = time.time() - age
    for path in (*folder.rglob(HALF), *left):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime <= before:
                path.unlink()


def unwritable(path: Path, error: OSError) -> StorageError:
    """The error that tells it."""
    return StorageError(
        say(f"cannot write {path}", f"không ghi được {path}"), error.strerror or str(error)
    )
