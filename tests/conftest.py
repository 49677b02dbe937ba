"""What every test gets: its own folders, no network, English messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees another's files, the user's settings or the user's language."""
    for name in ("READER_CACHE", "READER_CONFIG", "READER_STATE"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("READER_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    # A hundred programs are started: the first compiles the package for all.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
