"""Programs as their users have them: with their bytecode, and without anybody's settings."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE = Path(__file__).parents[2] / "examples" / "bai-viet.txt"


class Time(NamedTuple):
    """Seconds on the clock, and of the processor: on a busy machine only these mean something."""

    clock: float
    processor: float


def environ(folder: Path) -> dict[str, str]:
    """The environment of a program; bytecode is kept in a folder that is thrown away."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "READER_CONFIG": os.devnull}


def took(command: Sequence[str | Path], folder: Path) -> Time:
    """From start to end."""
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, check=True, env=environ(folder), stdout=subprocess.DEVNULL)
    clock, after = time.perf_counter() - started, os.times()
    processor = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return Time(clock, processor)
