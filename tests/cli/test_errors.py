"""Whatever goes wrong is one clear line, an exit code, no traceback, and no half-written file."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from standins import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


def reader(*arguments: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        cwd=where,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def refused() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"


SOURCES = {
    "wrong address": ("https:///bai-viet", 2, "not a web address"),
    "refused": ("{refused}", 3, "refused"),
    "no page": ("{site}/404", 3, "404"),
    "image": ("{site}/image", 3, "image/png"),
    "private": ("http://10.0.0.1/", 3, "private"),
    "no file": ("khong-co.txt", 3, "no file"),
    "empty": ("empty.txt", 3, "empty"),
    "binary": ("binary.html", 3, "binary"),
    "no article": ("menu.html", 4, ""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.html").write_bytes(bytes(range(256)))
    (tmp_path / "menu.html").write_text("<nav><a href='/'>Trang chủ</a></nav>", encoding="utf-8")
    (tmp_path / "bài.txt").write_text("Một tiêu đề\n\nMột câu ngắn.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_that_cannot_be_read(address: str, folder: Path, name: str) -> None:
    pattern, code, word = SOURCES[name]
    source = pattern.format(site=address, refused=refused())
    allow = () if name == "private" else ("--allow-private",)
    result = reader("mp3", source, "--engine", "espeak", "-o", "out.mp3", *allow, where=folder)
    assert_one_line(result, code, word)
    assert not list(folder.glob("*.mp3*"))


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--engine", "khong-co"), 2, "khong-co"),
        (("--engine", "espeak", "--voice", "khong-co"), 5, "khong-co"),
        (("--engine", "espeak", "--rate", "9"), 2, "rate"),
        (("--engine", "espeak", "-o", "bài.txt/out.mp3"), 7, "out.mp3"),
        (("--engine", "espeak", "--lexicon", "khong-co.tsv"), 2, "khong-co.tsv"),
    ],
)
def test_a_wish_that_cannot_be_met(
    folder: Path, arguments: tuple[str, ...], code: int, word: str
) -> None:
    result = reader("mp3", "bài.txt", *arguments, where=folder)
    assert_one_line(result, code, word)
    assert not list(folder.glob("*.mp3*"))


def test_a_traceback_comes_with_debug(tmp_path: Path) -> None:
    result = reader("text", "khong-co.txt", "--debug", where=tmp_path)
    assert result.returncode != 0
    assert "Traceback" in result.stderr


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("khong-co", "khong-co"),
        ("mp3", "SOURCE is missing"),
        ("mp3 bài.txt hai.txt", "hai.txt"),
        ("mp3 bài.txt --nhanh", "no option --nhanh"),
        ("mp3 bài.txt --jobs nhiều", "--jobs is wrong"),
        ("mp3 bài.txt --jobs 99", "--jobs is wrong"),
    ],
)
def test_a_command_line_that_cannot_be_understood(folder: Path, line: str, word: str) -> None:
    result = reader(*line.split(), where=folder)
    assert_one_line(result, 2, word)
    assert "--help" in result.stderr


def assert_one_line(result: subprocess.CompletedProcess[str], code: int, word: str) -> None:
    assert result.returncode == code, result.stderr
    assert result.stderr.startswith("reader: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert word in result.stderr
    assert result.stdout == ""
