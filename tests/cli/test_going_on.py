"""`reader listen` alone goes on: with the article from its place, then with the queue."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from reader.listen.places import Places

if TYPE_CHECKING:
    from pathlib import Path

LISTEN = [sys.executable, "-m", "reader", "listen"]
SILENTLY = ["--device", "null", "--plain", "--engine", "espeak", "--rate", "3"]


def options(where: Path) -> dict[str, Any]:
    return {"cwd": where, "encoding": "utf-8", "env": {**os.environ, "PYTHONUNBUFFERED": "1"}}


def listen(*arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
    command = [*LISTEN, *arguments]
    return subprocess.run(command, **options(where), capture_output=True, check=False, timeout=60)


def test_an_interrupted_queue_goes_on_where_it_was(tmp_path: Path) -> None:
    for name in "ab":
        text = f"Bài {name}\n\nCâu một của {name}.\n\nCâu hai của {name}.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    command = [*LISTEN, "a.txt", "b.txt", *SILENTLY]
    with subprocess.Popen(command, **options(tmp_path), stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert any("một của a" in line for line in running.stdout)
        running.terminate()
    shown = listen("--list", where=tmp_path).stdout
    assert "Bài a" in shown
    assert "Bài b" not in shown
    text = "Bài a\n\nMới thêm vào.\n\nCâu một của a.\n\nCâu hai của a.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    run = listen(*SILENTLY, where=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    said = run.stdout.splitlines()
    assert said[0] == "Câu một của a."
    assert said[-2:] == ["Câu một của b.", "Câu hai của b."]
    assert Places().unfinished() == []
    nothing = listen(where=tmp_path)
    assert nothing.returncode == 2
    assert "nothing to go on with" in nothing.stderr
