"""One run at a time on one folder; a dead run's lock is free at once."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from reader.embed.disk import make_folder
from reader.errors import StorageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = ".lock"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder, made where it is not there, is ours alone.

    Raises:
        StorageError: Another run has it, or it cannot be made.
    """
    import filelock

    make_folder(folder)
    lock = filelock.FileLock(folder / FILE, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StorageError(
            say(f"another run is at work in {folder}", f"đang có lượt chạy khác trong {folder}"),
            fix=say("Wait until it is done.", "Hãy đợi lượt ấy xong."),
        ) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(
            say(f"cannot write in {folder}", f"không ghi được vào {folder}"),
            why,
            say("Choose another place with -o.", "Hãy chọn nơi khác bằng -o."),
        ) from error
    try:
        yield
    finally:
        lock.release()
