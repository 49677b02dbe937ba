from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

NOTICE = """Sở Văn hóa tỉnh: Khai mạc Ngày sách lần thứ XII

21/04/2024
Xem cỡ chữ - + Đọc bài viết

Sáng 18/4, TP Hải Lâm khai mạc Ngày sách. Có 5 gian hàng mở từ ngày 18-20/4.
                              Quang cảnh khai mạc
Chương trình nằm trong kế hoạch 2020-2025./."""


def text(source: str, *arguments: str, where: Path) -> str:
    return subprocess.run(
        [sys.executable, "-m", "reader", "text", "-", *arguments],
        input=source,
        cwd=where,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    ).stdout


@functools.cache
def spoken() -> str:
    """Printed once for all that look into it."""
    with tempfile.TemporaryDirectory() as folder:
        return text(NOTICE, "--spoken", where=Path(folder))


def test_the_article_is_printed_and_nothing_else(tmp_path: Path) -> None:
    assert text(NOTICE, where=tmp_path) == (
        "Sở Văn hóa tỉnh: Khai mạc Ngày sách lần thứ XII\n\n"
        "Sáng 18/4, TP Hải Lâm khai mạc Ngày sách. Có 5 gian hàng mở từ ngày 18-20/4.\n\n"
        "Quang cảnh khai mạc\n\n"
        "Chương trình nằm trong kế hoạch 2020-2025./.\n"
    )


def test_the_document_is_the_contract(tmp_path: Path) -> None:
    document = json.loads(text(NOTICE, "--json", where=tmp_path))
    assert list(document) == ["title", "date", "site", "author", "url", "blocks"]
    assert document["date"] == "2024-04-21"
    assert [list(block) for block in document["blocks"]] == [["kind", "text"]] * 3
    assert [block["kind"] for block in document["blocks"]] == ["paragraph", "caption", "paragraph"]


def test_the_spoken_document_keeps_every_span(tmp_path: Path) -> None:
    document = json.loads(text(NOTICE, "--json", "--spoken", where=tmp_path))
    for block in document["blocks"]:
        assert block["sentences"]
        for sentence in block["sentences"]:
            assert sentence["text"] in block["text"]
            for word in sentence["words"]:
                assert sentence["text"][word["start"] : word["end"]] == word["text"]


@pytest.mark.parametrize(
    "reading",
    [
        "mười tám tháng tư",
        "thành phố Hải Lâm",
        "mười tám đến hai mươi tháng tư",
        "lần thứ mười hai",
        "hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
    ],
)
def test_it_is_printed_as_it_is_said(reading: str) -> None:
    assert reading in spoken()
    assert not any(c.isdigit() for c in spoken())


def test_the_south_speaks_its_own_way(tmp_path: Path) -> None:
    assert "hai ngàn không trăm hai mươi" in text(
        NOTICE, "--spoken", "--dialect", "south", where=tmp_path
    )


def test_it_explains_itself(tmp_path: Path) -> None:
    lines = text(NOTICE, "--explain", where=tmp_path)
    assert "2020 → hai nghìn" in lines
    assert "- → đến" in lines


@pytest.mark.parametrize(("policy", "sentences"), [("speak", 4), ("skip", 3), ("vietnamese", 4)])
def test_what_becomes_of_english_sentences(tmp_path: Path, policy: str, sentences: int) -> None:
    source = tmp_path / "bài.txt"
    source.write_text(
        "Thư viện mở cửa\n\nAi cũng vui. The library is open to all of our readers. Hết.\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [
            *(sys.executable, "-m", "reader", "mp3", source, "--engine", "espeak", "-q"),
            *("--foreign", policy, "--jobs", "2", "--loudness", "-20"),
            *("--captions", "json", "-o", tmp_path / "a.mp3"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert run.returncode == 0
    timing = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(timing["sentences"]) == sentences
