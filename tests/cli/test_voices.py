"""`reader voices`, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from typing import TYPE_CHECKING

import pytest
from standins import piper_model

if TYPE_CHECKING:
    from pathlib import Path


def voices(*arguments: str, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "voices", *arguments],
        cwd=where,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_table_tells_who_can_speak_and_how_to_get_the_others(tmp_path: Path) -> None:
    folder = str(tmp_path / "piper")
    piper_model.install(tmp_path / "piper")
    rows = json.loads(voices("--json", where=tmp_path, READER_PIPER_FOLDER=folder).stdout)
    by_engine = {row["engine"]: row for row in reversed(rows)}
    assert list(reversed(by_engine)) == ["gtts", "edge", "piper", "http", "espeak"]
    assert by_engine["espeak"]["licence"] == "GPL-3.0-or-later"
    assert by_engine["piper"]["name"] == "vi_VN-thu-x_low"
    assert by_engine["gtts"]["online"]
    assert all(row["installed"] or row["install"] for row in rows)
    shown = voices(where=tmp_path, READER_PIPER_FOLDER=folder).stdout
    for row in rows:
        assert row["name"] in shown
        assert row["install"] in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("name", ["espeak", "espeak:vi-vn-x-south", "vi-vn-x-south"])
def test_a_voice_can_be_tried(tmp_path: Path, name: str) -> None:
    run = voices("try", name, "Ngày 18/12, trời đẹp.", "-o", "thử.wav", where=tmp_path)
    assert (run.stdout, run.stderr, run.returncode) == ("", "", 0)
    with wave.open(str(tmp_path / "thử.wav")) as file:
        assert 1 < file.getnframes() / file.getframerate() < 5


ERRORS = {
    "unknown voice": (["try", "nobody", "a", "-o", "a.wav"], 2, "no engine “nobody”"),
    "unknown voice of an engine": (["try", "espeak:nobody", "a", "-o", "a.wav"], 5, "nobody"),
    "bad rate": (["try", "espeak", "a", "--rate", "9"], 2, "0.5 to 3"),
    "no place": (["try", "espeak", "a", "-o", "no/such/a.wav"], 7, "cannot write"),
    "unknown download": (["download", "nobody"], 2, "vi_VN-vais1000-medium"),
    "unknown removal": (["remove", "nobody"], 5, "not installed"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), ERRORS.values(), ids=ERRORS)
def test_errors(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    run = voices(*arguments, where=tmp_path, READER_PIPER_FOLDER=str(tmp_path / "piper"))
    assert run.returncode == code
    assert run.stderr.startswith("reader: ")
    assert message in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("*.wav"))
