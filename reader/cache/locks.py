"""A lock between processes and threads: a file that the operating system frees with its holder.

Where a file system has no locks (some network mounts) nobody is held up: the worst is that two
make the same clip. `filelock` does the same and takes longer to import than a clip to make.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        """`LK_LOCK` gives up after ten seconds, which is no reason to."""
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLOCK:
                    raise
            else:
                return
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def take(path: Path) -> int:
    """Wait for the lock of this name and hold it; `free` what is returned, or die.

    Raises:
        OSError: The file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    with contextlib.suppress(OSError):  # no locks on this file system
        _lock(descriptor)
    return descriptor


def free(held: int) -> None:
    """Let the next one have it."""
    os.close(held)
