"""An engine of somebody else, found by its entry point, from the command line to the file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import soundfile

PLUGIN = """
from reader.engines import Workers
from reader.values import Sound, Voice

class Hum:
    name, version, workers = "hum", "1", Workers("thread", 2)

    def voices(self):
        return [Voice("hum", "one", sample_rate=24_000)]

    def speak(self, sentence, delivery):
        wave = (b"\\x00\\x10" * 60 + b"\\x00\\xf0" * 60) * 50
        return Sound(wave * len(sentence.words), 24_000)

    def close(self):
        pass
"""


def reader(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = (str(where), str(Path.cwd()), os.environ.get("PYTHONPATH", ""))
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=where,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def install(where: Path, module: str) -> None:
    (where / "hum.py").write_text(module, encoding="utf-8")
    facts = where / "hum-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: hum\nVersion: 1\n")
    (facts / "entry_points.txt").write_text("[reader.engines]\nhum = hum:Hum\n")
    (where / "bài.txt").write_text("Hai câu\n\nMột hai ba bốn năm. Sáu bảy tám.", encoding="utf-8")


def test_it_speaks_like_any_other(tmp_path: Path) -> None:
    install(tmp_path, PLUGIN)
    assert "hum" in reader(tmp_path, "voices").stdout
    run = reader(tmp_path, "mp3", "bài.txt", "--engine", "hum", "-q", "-o", "a.mp3")
    assert run.returncode == 0, run.stderr
    assert soundfile.info(tmp_path / "a.mp3").duration > 2


def test_one_that_is_broken_is_told(tmp_path: Path) -> None:
    install(tmp_path, "import nothing_of_that_name")
    run = reader(tmp_path, "mp3", "bài.txt", "--engine", "hum", "-q", "-o", "a.mp3")
    assert run.returncode == 5
    assert "hum" in run.stderr
    assert "Traceback" not in run.stderr
