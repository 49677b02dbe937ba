"""Other formats, and the picture in front, from the command line as people use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import mutagen
import pytest
import soundfile
from mutagen.id3 import ID3
from standins import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "Thư viện mở cửa\n\n16/03/2025\n\nSáng nay, thư viện huyện mở cửa. Mọi người đều vui."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    (folder / "bài.txt").write_text(TEXT, encoding="utf-8")
    return folder


def reader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "mp3", "--engine", "espeak", "-q", *arguments],
        cwd=folder,
        env={**os.environ, "READER_CACHE": str(folder / "cache"), "PYTHONWARNINGS": "default"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def seconds(path: Path) -> float:
    return float(soundfile.info(path).duration)


@pytest.fixture
def mp3(folder: Path) -> Path:
    """What other formats are compared with: made by the first test that asks for it."""
    made = folder / "a.mp3"
    if not made.exists():
        run = reader(folder, "bài.txt", "-o", "a.mp3")
        assert run.returncode == 0, run.stderr
    return made


@pytest.mark.parametrize("name", ["wav", "flac", "opus"])
def test_it_is_the_same_sound(folder: Path, mp3: Path, name: str) -> None:
    run = reader(folder, "bài.txt", "--format", name, "-o", f"a.{name}", "--force")
    assert run.returncode == 0, run.stderr
    assert abs(seconds(folder / f"a.{name}") - seconds(mp3)) < 0.1
    tags = mutagen.File(folder / f"a.{name}", easy=True)
    assert name == "wav" or tags["title"] == ["Thư viện mở cửa"]


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="m4a is made by ffmpeg")
def test_m4a(folder: Path) -> None:
    assert reader(folder, "bài.txt", "--format", "m4a", "-o", "b.m4a").returncode == 0
    assert mutagen.File(folder / "b.m4a", easy=True)["title"] == ["Thư viện mở cửa"]


def test_the_name_comes_from_the_title(folder: Path) -> None:
    (folder / "out").mkdir()
    run = reader(folder, "bài.txt", "--format", "wav", "-o", "out")
    assert run.stdout.strip().endswith("Thư viện mở cửa.wav")
    again = reader(folder, "bài.txt", "--format", "wav", "-o", "out")
    assert (again.returncode, "--force" in again.stderr) == (2, True)


def test_an_unknown_format_names_the_known(folder: Path) -> None:
    run = reader(folder, "bài.txt", "--format", "mid", "-o", "c.mid")
    assert run.returncode == 2
    assert "wav" in run.stderr
    assert not (folder / "c.mid").exists()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


def test_a_cover_that_cannot_be_had_is_said_and_costs_nothing(folder: Path) -> None:
    run = reader(folder, "bài.txt", "--cover", "-o", "d.mp3")
    assert run.returncode == 0
    assert "no cover" in run.stderr
    assert not ID3(folder / "d.mp3").getall("APIC")


def test_the_picture_of_the_article_is_in_front(folder: Path, address: str) -> None:
    (folder / "bài.html").write_text(
        f"<html><head><meta property='og:image' content='{address}/image'></head><body><article>"
        "<h1>Thư viện mở cửa</h1><p>Sáng nay, thư viện huyện mở cửa đón bạn đọc, ai cũng vui.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    run = reader(folder, "bài.html", "--cover", "--allow-private", "-o", "e.mp3")
    assert run.returncode == 0, run.stderr
    (front,) = ID3(folder / "e.mp3").getall("APIC")
    assert (front.mime, front.type) == ("image/png", 3)
