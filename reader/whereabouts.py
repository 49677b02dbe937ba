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
_SUPPORT: Final = "~/Library/Application Support"
_ON_MACOS: Final = {
    "config": _SUPPORT, "cache": "~/Library/Caches", "state": _SUPPORT, "data": _SUPPORT,
}  # fmt: skip
_ELSEWHERE: Final = {
    "config": "~/.config", "cache": "~/.cache", "state": "~/.local/state", "data": "~/.local/share",
}  # fmt: skip
"""XDG Base Directory Specification; `$XDG_CONFIG_HOME` and the like go before them."""


def user_folder(what: str) -> Path:
    """Our folder for "config", "cache", "state" or "data"."""
    if sys.platform == "win32":
        import platformdirs

        folders = platformdirs.PlatformDirs(APP, appauthor=False)
        return Path(getattr(folders, f"user_{what}_path"))
    named = os.environ.get(f"XDG_{what.upper()}_HOME", "")
    usual = _ON_MACOS if sys.platform == "darwin" else _ELSEWHERE
    return Path(named if os.path.isabs(named) else usual[what]).expanduser() / APP  # noqa: PTH117


def state_folder(asked: str | Path | None = None) -> Path:
    """Where state is: as asked, `$READER_STATE`, the user's state folder."""
    named = asked or os.environ.get("READER_STATE")
    return Path(named).expanduser() if named else user_folder("state")


def settings_files(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """The settings files that there are; later ones go before earlier ones."""
    candidates = [user_folder("config") / FILE, Path(FILE)]
    if named := environ.get("READER_CONFIG"):
        candidates.append(Path(named))
    return [path for path in candidates if path.is_file()]
