"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from typing import IO, TYPE_CHECKING, Final

from reader.errors import StorageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HALF: Final = ".reader-*.part"
"""The names of what is being written, as a pattern."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its place when all went well, and vanishes otherwise.

    Raises:
        StorageError: It cannot be written.
    """
    beside = path.with_name(HALF.replace("*", os.urandom(8).hex()))
    try:
        with beside.open("x+b") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _cannot_write(path: Path, error: OSError) -> StorageError:
    return StorageError(
        say(f"cannot write {path}", f"không ghi được {path}"),
        error.strerror or str(error),
        say("Choose another place with -o.", "Hãy chọn nơi khác bằng -o."),
    )
