"""The stand-ins run in a process of their own, one for all tests of a worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).parent.parent / "standins" / "serve.py"


@pytest.fixture(scope="session")
def standins() -> Iterator[str]:
    """The address of the stand-ins, without a slash at its end."""
    with subprocess.Popen([sys.executable, PROGRAM], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()
