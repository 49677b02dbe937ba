"""Where the user's own files are: `platformdirs`' folders, found without importing it.

It is asked before anything else is known, and importing it takes longer than writing a kept
recording; on Windows, where the system must be asked, it does the work.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

APP: Final = "doc-bai-viet"
FILE: Final = "reader.toml"
_ON_MACOS: Final = {"config": "~/Library/Application Support", "cache": "~/Library/Caches"}
_ELSEWHERE: Final = {"config": "~/.config", "cache": "~/.cache"}
"""XDG Base Directory Specification; `$XDG_CONFIG_HOME` and `$XDG_CACHE_HOME` go before them."""


def user_folder(what: str) -> Path:
    """Our folder for "config" or "cache"."""
    if sys.platform == "win32":
        import platformdirs

        folders = platformdirs.PlatformDirs(APP, appauthor=False)
        return folders.user_config_path if what == "config" else folders.user_cache_path
    named = os.environ.get(f"XDG_{what.upper()}_HOME", "")
    usual = _ON_MACOS if sys.platform == "darwin" else _ELSEWHERE
    return Path(named if os.path.isabs(named) else usual[what]).expanduser() / APP  # noqa: PTH117


def settings_files(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """The settings files that there are; later ones go before earlier ones."""
    candidates = [user_folder("config") / FILE, Path(FILE)]
    if named := environ.get("READER_CONFIG"):
        candidates.append(Path(named))
    return [path for path in candidates if path.is_file()]
