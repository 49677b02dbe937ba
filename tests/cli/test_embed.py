"""`reader embed` as it is run: what is printed where, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Phòng đọc sách nói</title>
<h1>Phòng đọc sách nói</h1>
<p>Sáng nay, thư viện huyện khai trương phòng đọc sách nói dành cho bạn đọc khiếm thị.</p>
<p>Phòng mở cửa các ngày trong tuần và cho mượn máy nghe sách miễn phí.</p></html>"""
APP = '<html><body><div id="root"></div><script src="app.js"></script></body></html>'


def embed(*arguments: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "embed", *map(str, arguments), "--engine", "espeak"],
        cwd=where,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "bai.html").write_text(PAGE, encoding="utf-8")
    (folder / "trong.html").write_text("<html><body><p>Trống.</p></body></html>", encoding="utf-8")
    return folder


def test_pages_go_to_standard_output_and_all_else_beside_it(public: Path, tmp_path: Path) -> None:
    done = embed("public", "--in-place", where=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [str(public.resolve() / "bai.html")]
    assert "1 voiced, 1 skipped" in done.stderr
    assert "skipped 1: nothing on it is running text" in done.stderr
    done = embed("public", "--undo", "--quiet", where=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (public / "bai.html").read_text(encoding="utf-8") == PAGE


def test_some_that_failed_are_told_and_the_rest_is_done(public: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "khac.html").mkdir(parents=True)
    (public / "khac.html").write_text(PAGE, encoding="utf-8")
    done = embed("public", "-o", "out", where=tmp_path)
    assert done.returncode == 7
    assert "khac.html: cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "bai.html").is_file()


def test_for_an_app_the_ways_that_are_left_are_told(public: Path, tmp_path: Path) -> None:
    (public / "app.html").write_text(APP, encoding="utf-8")
    done = embed("public/app.html", "-o", "out", where=tmp_path)
    assert done.returncode == 4
    assert "embed.js" in done.stderr
    assert "<iframe" in done.stderr
    assert "made by scripts" in done.stderr.splitlines()[-1]


@pytest.mark.skipif(os.name == "nt", reason="ulimit is a shell's of Unix")
def test_a_disk_that_is_full_leaves_nothing_half_written(public: Path, tmp_path: Path) -> None:
    run = "-m reader embed public/bai.html -o out --engine espeak"
    command = f"ulimit -f 40; exec '{sys.executable}' {run}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 7
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out" / "bai.html").exists()
    left = {path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert left <= {".json", ".js", ".css", ""}
