"""The torture program, a few seconds of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1] / "torture" / "cache.py"


@pytest.mark.skipif(sys.platform == "win32", reason="it kills, limits and changes users")
def test_promises_are_kept() -> None:
    run = subprocess.run(
        [sys.executable, PROGRAM, "--short"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert run.stdout.splitlines()[-1:] == ["all promises kept"], run.stdout + run.stderr
    assert run.returncode == 0
