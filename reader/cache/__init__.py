"""Clips, kept by what was said and how: nothing is ever said twice.

    cache = Cache(FolderStore(folder()))
    cache.get(key)                      # -> Clip, or None
    cache.once(key, make)               # -> Clip: kept, or made by this process alone

One self-checking file a clip (`clipfile`), in a plain folder (`folder`) that could as well be an
object store (`store`). Beside them are finished recordings for the web (`recordings`); `upkeep`
keeps both in bounds. Layout and promises: audio_cache/README.md.
"""

from __future__ import annotations

from reader.cache.clips import Cache, key
from reader.cache.folder import FolderStore, folder

__all__ = ["Cache", "FolderStore", "folder", "key"]
