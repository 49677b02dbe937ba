"""Counts that many processes add to: a text file, a line an addition, now and then summed up.

    {"espeak vi hits": 41, "espeak vi made": 1}

A line is written by one call at the file's end, so lines of several processes do not mix; what a
crash cuts, or a network mount mixes, is no JSON and is passed over. These are statistics: they
may lose a line, and never the sound.
"""

from __future__ import annotations

import collections
import contextlib
import json
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MOST_BYTES: Final = 64_000
"""Length at which the file is summed up into one line."""


def add(path: Path, counts: Mapping[str, int]) -> None:
    """Add to the counts, where the file can be written and its folder is there."""
    line = (json.dumps(dict(counts), ensure_ascii=False) + "\n").encode()
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, line)
            length = os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)
        if length > _MOST_BYTES:
            _sum_up(path)


def total(path: Path) -> dict[str, int]:
    """The sum of all additions."""
    counted: collections.Counter[str] = collections.Counter()
    with contextlib.suppress(OSError):
        for line in path.read_bytes().splitlines():
            with contextlib.suppress(ValueError, TypeError, AttributeError):
                counted.update({str(name): int(n) for name, n in json.loads(line).items()})
    return dict(counted)


def _sum_up(path: Path) -> None:
    """Whoever gets to rename the file sums it up; the others have begun a new one meanwhile."""
    old = path.with_suffix(".old")
    path.replace(old)
    add(path, total(old))
    old.unlink()
