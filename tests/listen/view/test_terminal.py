"""`reader listen` in a real terminal, by keys and looks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from standins.terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

ARTICLE = Path(__file__).parents[3] / "examples" / "bai-viet.txt"
LISTEN = ["listen", str(ARTICLE), "--device", "null", "--engine", "espeak"]

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    passed = ("READER_CACHE", "READER_CONFIG", "READER_STATE", "PYTHONPATH", "PATH", "HOME")
    told = {name: os.environ[name] for name in passed if name in os.environ}
    exported = {"COLUMNS": "80", "LINES": "24"}
    return {**told, **exported, "READER_LANG": "vi", "TEXTUAL_ANIMATIONS": "none", "NO_COLOR": ""}


def test_keys_sizes_and_the_place_kept_for_a_terminal_without_colours(environment: Mapping[str, str]) -> None:
    with terminal(LISTEN, environment) as on:
        on.until("▎ Thư viện huyện Phú Sơn", "? trợ giúp")
        on.type("]")
        on.until("▎ Sáng ngày 15/3")
        on.type("Space")
        on.until("‖ tạm dừng")
        on.resize(40, 12)
        on.until("\n▎ Sáng ngày 15/3, Thư viện huyện Phú\n▎ Sơn")
        on.resize(200, 60)
        on.until(f"{'▎ Sáng ngày 15/3':>80}", "địa bàn huyện./.")
        on.type("/")
        on.until("Tìm")
        on.type("chu noi", "Enter")
        on.until("▎ Phòng đọc rộng 86,5 m2")
        on.type("?")
        on.until("reader listen --plain")
        on.type("Escape")
        on.until("? trợ giúp", gone="reader listen --plain")
        on.type("q")
        on.until("ended 0")
    with terminal(["listen", *LISTEN[2:]], {**environment, "NO_COLOR": "1"}, (40, 12)) as on:
        on.until("▎ Phòng đọc rộng 86,5 m2", "►")
        styled = on.screen(styled=True)
        assert "\x1b[38" not in styled
        assert "\x1b[48" not in styled
        on.type("C-c")
        on.until("ended 0")
