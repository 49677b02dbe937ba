"""How much is kept, by engine and voice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from reader.cache import clipfile
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cache.folder import FolderStore


def count(store: FolderStore) -> dict[str, Any]:
    """``{"folder", "clips", "bytes", "oldest", "voices": {"engine voice": clips}}``.

    "oldest" is the age of the clip that was not used for the longest time, in seconds.
    """
    clips = size = 0
    oldest, voices = time.time(), dict[str, int]()
    for entry in store.entries():
        clips, size, oldest = clips + 1, size + entry.size, min(oldest, entry.used)
        kept = clipfile.unpack(store.get(entry.key, use=False) or b"")
        who = f"{kept.notes['engine']} {kept.notes['voice']}".strip() if kept else "?"
        voices[who] = voices.get(who, 0) + 1
    return {
        "folder": str(store.root),
        "clips": clips,
        "bytes": size,
        "oldest": round(max(0.0, time.time() - oldest)) if clips else 0,
        "voices": voices,
    }


def lines(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """For people: ``(what, how much)``."""
    yield say("folder", "thư mục"), found["folder"]
    yield say("clips", "số đoạn"), str(found["clips"])
    yield say("size", "dung lượng"), f"{found['bytes'] / 1_000_000:.1f} MB"
    for who, clips in sorted(found["voices"].items()):
        yield who, str(clips)
