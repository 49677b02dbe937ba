"""`reader serve` as its owner runs it: a real process, its first line, its last."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from pathlib import Path


def command(
    *arguments: str, where: Path, errors: int = subprocess.STDOUT, **environment: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "reader", "serve", *arguments],
        cwd=where,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
    )


def refused(*arguments: str, where: Path, **environment: str) -> tuple[int, str]:
    with command(*arguments, where=where, errors=subprocess.PIPE, **environment) as server:
        _, errors = server.communicate(timeout=60)
        return server.returncode, errors


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as POSIX has them")
def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_text(
        '[server]\nport = 0\nsites = ["bao.example"]\n[voice]\nengine = "espeak"\n', "utf-8"
    )
    with command(where=tmp_path) as server:
        assert server.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert address
        with httpx.Client(base_url=address[0], trust_env=False, timeout=30) as client:
            assert client.get("/healthz").json()["status"] == "ok"
            assert "bao.example" in client.get("/").text
            server.send_signal(signal.SIGTERM)
            log = server.stdout.read()
    assert server.returncode in (0, -signal.SIGTERM)
    assert '"GET /healthz HTTP/1.1" 200' in log
    assert "Traceback" not in log
    assert "Finished server process" in log


def test_what_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    status, errors = refused("--host", "0.0.0.0", where=tmp_path)
    assert (status, errors.count("\n")) == (2, 1)
    assert errors.startswith("reader: ")
    assert "no sites are named" in errors


def test_missing_libraries_are_named_with_their_extra(tmp_path: Path) -> None:
    """An interpreter that finds no FastAPI, as after `pip install doc-bai-viet` alone."""
    hide = (
        "import importlib.util as u, sys; real = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'fastapi' else real(n, *a)\n"
        "sys.argv = ['reader', 'serve']\n"
        "from reader.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide], cwd=tmp_path, capture_output=True, encoding="utf-8",
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'doc-bai-viet[server]'" in done.stderr
    assert done.stderr.count("\n") == 1
