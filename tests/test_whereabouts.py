"""Our own short way to the user's folders leads where platformdirs leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import platformdirs
import pytest

from reader.whereabouts import APP, user_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("named", [None, "", "  ", "relative/folder", "absolute"])
def test_it_is_the_folder_of_platformdirs(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in ("CONFIG", "CACHE", "STATE", "DATA"):
        variable = f"XDG_{what}_HOME"
        if named is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, str(tmp_path) if named == "absolute" else named)
    folders = platformdirs.PlatformDirs(APP, appauthor=False)
    assert user_folder("config") == folders.user_config_path
    assert user_folder("cache") == folders.user_cache_path
    assert user_folder("state") == folders.user_state_path
    assert user_folder("data") == folders.user_data_path
