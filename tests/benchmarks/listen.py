"""From Enter to the first sound of a local article: beside Python, and beside an imported Typer.

    python tests/benchmarks/listen.py

`reader listen` prints a sentence when its sound starts; what is measured is the time until the
first one is printed, played on miniaudio's null device, which takes sound in real time. New: no
clip is in the cache; again: all are.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "bai-viet.txt"
TIMES: Final = 9
BOUND: Final = 500.0


def until_it_ends(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def until_it_sounds(cache: str, *options: str) -> float:
    command = [sys.executable, "-m", "reader", "listen", str(EXAMPLE), "--engine", "espeak"]
    environ = {**os.environ, "READER_CONFIG": os.devnull, "READER_STATE": f"{cache}-state"}
    started = time.perf_counter()
    with subprocess.Popen(
        [*command, "--device", "null", "--cache", cache, *options],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        took = time.perf_counter() - started
        process.terminate()
    return took


def main() -> None:
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folders = iter(range(1_000_000))
        rows: dict[str, Callable[[], float]] = {
            "python -c pass": lambda: until_it_ends(python, "-c", "pass"),
            "python -c 'import typer'": lambda: until_it_ends(python, "-c", "import typer"),
            "reader listen, new": lambda: until_it_sounds(f"{name}/{next(folders)}"),
            "reader listen, again": lambda: until_it_sounds(f"{name}/again"),
            "reader listen, at speed 1.5": lambda: until_it_sounds(
                f"{name}/again", "--rate", "1.5"
            ),
        }
        until_it_sounds(f"{name}/again")
        took: dict[str, list[float]] = {label: [] for label in rows}
        for _ in range(TIMES):  # in turn, so that a busy moment hits all alike
            for label, action in rows.items():
                took[label].append(action() * 1000)
    medians = {label: statistics.median(times) for label, times in took.items()}
    typer = medians["python -c 'import typer'"]
    print(f"{'':30}{'ms':>8}{'× import typer':>16}")
    for label, milliseconds in medians.items():
        print(f"{label:30}{milliseconds:8.0f}{milliseconds / typer:16.2f}")
    new = medians["reader listen, new"]
    print(f"first sound of a new article after {new:.0f} ms; the bound is {BOUND:.0f} ms")


if __name__ == "__main__":
    main()
