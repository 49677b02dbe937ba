"""Where the user's own files are. Light: it is asked before anything else is known."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

APP: Final = "doc-bai-viet"
FILE: Final = "reader.toml"


def settings_files(environ: Mapping[str, str] = os.environ) -> list[Path]:
    """The settings files that there are; later ones go before earlier ones."""
    import platformdirs

    candidates = [platformdirs.user_config_path(APP, appauthor=False) / FILE, Path(FILE)]
    if named := environ.get("READER_CONFIG"):
        candidates.append(Path(named))
    return [path for path in candidates if path.is_file()]
