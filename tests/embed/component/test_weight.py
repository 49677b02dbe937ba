"""What a visitor downloads."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from reader.embed import component

MINIFIED = Path(__file__).with_name("minified.py")


def test_a_visitor_downloads_at_most_15_kb() -> None:
    assert len(gzip.compress(component().encode())) <= 15_000


@pytest.mark.skipif(sys.platform == "darwin", reason="the minifier has no wheel for every Mac")
def test_the_minified_file_is_the_source() -> None:
    # On its own: the minifier brings threads along.
    told = subprocess.run(
        [sys.executable, MINIFIED, "--check"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_the_licence_stays_with_the_file() -> None:
    first = component().partition("\n")[0]
    assert first.startswith("/*! doc-bai-viet")
    assert "MIT" in first[:80]


def test_nothing_is_asked_of_strangers() -> None:
    addresses = component().replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in addresses
    assert "https://" not in addresses
    assert "document.cookie" not in addresses
