"""Names for files."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from reader.errors import UsageError
from reader.language import say

if TYPE_CHECKING:
    from pathlib import Path


_LONGEST: Final = 120
"""Bytes of a name in UTF-8; file systems bear 255, with what others add to it."""
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)))
)


def name_of(title: str) -> str:
    """A file name from a title: Vietnamese kept, safe on every system."""
    kept = "".join(
        " " if c in _FORBIDDEN or unicodedata.category(c)[0] == "C" else c
        for c in unicodedata.normalize("NFC", title)
    )
    name = _shortened(" ".join(kept.split()).strip(" ."))
    return f"_{name}" if name.partition(".")[0].lower() in _RESERVED else name or "bai-viet"


def _shortened(name: str) -> str:
    """At most `_LONGEST` bytes, cut between words where that is possible."""
    if len(name.encode()) <= _LONGEST:
        return name
    cut = name.encode()[:_LONGEST].decode("utf-8", "ignore")
    return (cut.rpartition(" ")[0] or cut).rstrip(" .,;:-–")


def target(path: Path, title: str, suffix: str, *, force: bool) -> Path:
    """The file to write: `path`, or in the folder `path` one named by the title.

    Raises:
        UsageError: It is there already, and `force` is False.
    """
    if path.is_dir():
        path /= name_of(title) + suffix
    if path.exists() and not force:
        raise UsageError(
            say(f"{path} is there already", f"{path} đã có sẵn"),
            fix=say("Use --force to replace it.", "Thêm --force để ghi đè."),
        )
    return path
