"""A real terminal that a test types into and looks at: tmux, on a socket of its own."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Terminal:
    """One window of a tmux server of its own."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        done = subprocess.run(command, check=True, capture_output=True, timeout=30)
        return done.stdout.decode("utf-8")

    def type(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def resize(self, width: int, height: int) -> None:
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def screen(self, *, styled: bool = False) -> str:
        return self.tmux("capture-pane", "-p", *(["-e"] if styled else []))

    def until(self, *texts: str, gone: str = "") -> str:
        """The screen, when all of this is on it."""
        end = time.monotonic() + 20
        while True:
            screen = self.screen()
            if all(text in screen for text in texts) and not (gone and gone in screen):
                return screen
            assert time.monotonic() < end, screen
            time.sleep(0.05)


@contextlib.contextmanager
def terminal(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    size: tuple[int, int] = (80, 24),
) -> Iterator[Terminal]:
    """`reader` with these arguments on a terminal; its exit code is shown when it ends."""
    told = [f"{name}={value}" for name, value in environment.items()]
    command = shlex.join(["env", *told, sys.executable, "-m", "reader", *arguments])
    width, height = map(str, size)
    started = ["new-session", "-d", "-x", width, "-y", height, f"{command}; echo ended $?; cat"]
    with tempfile.TemporaryDirectory(prefix="tmux") as folder:  # a socket's path must be short
        on = Terminal(Path(folder) / "socket")
        on.tmux(*started)
        try:
            yield on
        finally:
            on.tmux("kill-server")
