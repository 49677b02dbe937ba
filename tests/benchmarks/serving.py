"""`reader serve` beside nginx: the same JSON and the same MP3, in the same run; then 200 listeners.

    python tests/benchmarks/serving.py [--seconds 3] [--listeners 200]

Needs nginx and wrk on the PATH. Both servers run on this machine and so does what asks them: only
the ratios mean anything.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.server
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS = 32
PARAGRAPHS = 60
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Chuyện {name}</title>
</head><body><article><h1>Chuyện {name}</h1>{body}</article></body></html>"""
SENTENCE = "Đoạn {n} của chuyện {name} kể về một ngày ở thư viện huyện, nơi ai cũng thích đọc sách."
NGINX = """worker_processes auto; daemon off; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
client_body_temp_path {root}; proxy_temp_path {root}; fastcgi_temp_path {root};
uwsgi_temp_path {root}; scgi_temp_path {root};
types {{ application/json json; audio/mpeg mp3; }}
server {{ listen 127.0.0.1:{port}; root {root}/files; }} }}
"""


class Load(NamedTuple):
    """What wrk saw."""

    requests: float
    megabytes: float
    errors: int


class Site(http.server.BaseHTTPRequestHandler):
    """``/NAME`` is an article about it."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        body = "".join(
            f"<p>{SENTENCE.format(n=n, name=name)}</p>" for n in range(1, PARAGRAPHS + 1)
        )
        page = PAGE.format(name=name, body=body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def process(*command: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, text=True, **options) as running:
        try:
            yield running
        finally:
            running.terminate()


@contextlib.contextmanager
def reader(folder: Path) -> Iterator[tuple[str, int]]:
    """Our server's address and process, its limits off and its log silent."""
    quiet = {"RATE": "", "LOOKUPS": "", "LOG_LEVEL": "warning", "PORT": "0", "SITES": "127.0.0.1"}
    quiet |= {"ALLOW_PRIVATE": "true", "CONNECTIONS": "5000"}
    environment = os.environ | {f"READER_SERVER_{name}": value for name, value in quiet.items()}
    command = [sys.executable, "-m", "reader", "serve", "--engine", "espeak"]
    command += ["--cache", str(folder / "cache")]
    with process(*command, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdout
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found, "reader serve did not start"
        yield found[0].rstrip("/"), running.pid


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(NGINX.format(root=folder, port=port), encoding="utf-8")
    command = ("nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"))
    with process(*command, stderr=subprocess.DEVNULL):
        base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(base, trust_env=False)
                break
            time.sleep(0.05)
        yield base


def get(url: str) -> bytes:
    answer = httpx.get(url, timeout=60, trust_env=False)
    return answer.raise_for_status().content


def best(urls: tuple[str, str], seconds: int, header: str) -> list[Load]:
    """Of each address the best of a few rounds, taken in turn: others use this machine, too."""
    rounds = [[load(url, 1, header) for url in urls] for _ in range(seconds)]
    return [max(loads) for loads in zip(*rounds, strict=True)]


def load(url: str, seconds: int, header: str) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    command += ["-H", header] if header else []
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    units = {"KB": 1e-3, "MB": 1, "GB": 1e3, "B": 1e-6}
    size, unit = re.search(r"Transfer/sec:\s+([\d.]+)(\w+)", said).groups()  # type: ignore[union-attr]
    requests = re.search(r"Requests/sec:\s+([\d.]+)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert requests
    return Load(float(requests[1]), float(size) * units[unit], int(errors[1]) if errors else 0)


def beside_nginx(ours: str, article: str, folder: Path, seconds: int) -> None:
    about = f"{ours}/api/v1/articles?url={urllib.parse.quote(article, safe='')}"
    get(f"{ours}/api/v1/audio?url={urllib.parse.quote(article, safe='')}")
    while not (told := json.loads(get(about)))["complete"]:
        time.sleep(0.1)
    files = folder / "files"
    files.mkdir()
    addresses = {
        "article.json": about,
        "timing.json": urllib.parse.urljoin(about, told["timing"]),
        "sound.mp3": urllib.parse.urljoin(about, told["audio"]),
    }
    for name, address in addresses.items():
        (files / name).write_bytes(get(address))
    rows = [(name, name, "") for name in addresses]
    rows += [("sound.mp3, 256 KB", "sound.mp3", "Range: bytes=300000-562143")]
    print(f"{'':>20} {'bytes':>9} | {'reader':>9} {'MB/s':>7} | {'nginx':>9} {'MB/s':>7} | slower")
    with nginx(folder) as theirs:
        for title, name, header in rows:
            mine, other = best((addresses[name], f"{theirs}/{name}"), seconds, header)
            size = (files / name).stat().st_size
            print(
                f"{title:>20} {size:>9} | {mine.requests:>9.0f} {mine.megabytes:>7.0f} | "
                f"{other.requests:>9.0f} {other.megabytes:>7.0f} | "
                f"{other.requests / mine.requests:.1f}×"
                + (f"  ({mine.errors + other.errors} errors)" if mine.errors + other.errors else "")
            )


async def heard(session: aiohttp.ClientSession, url: str) -> tuple[float, float, int]:
    """Seconds to the first sound and to the last, and bytes."""
    begun = time.perf_counter()
    async with session.get(url) as answer:
        assert answer.status == 200, await answer.text()
        size = len(await answer.content.readany())
        first = time.perf_counter() - begun
        async for piece in answer.content.iter_any():
            size += len(piece)
        return first, time.perf_counter() - begun, size


async def all_listen(url: str, count: int) -> list[tuple[float, float, int]]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        return await asyncio.gather(*(heard(session, url) for _ in range(count)))


def listeners(ours: str, article: str, count: int, process_id: int) -> None:
    url = f"{ours}/api/v1/audio?url={urllib.parse.quote(article, safe='')}"
    before = counted(ours)
    alone = asyncio.run(all_listen(f"{url}alone", 1))[0]
    found = asyncio.run(all_listen(url, count))
    firsts = sorted(first for first, _, _ in found)
    sizes = {size for _, _, size in found}
    print(f"\n{count} listeners on one article being made ({sizes.pop() / 1e6:.1f} MB of sound):")
    print(f"  recordings made      {counted(ours) - before - 1:.0f}")
    print(f"  all heard the same   {not sizes}")
    print(
        f"  first sound          median {statistics.median(firsts):.2f} s, last {firsts[-1]:.2f} s"
    )
    print(f"                       alone  {alone[0]:.2f} s")
    last = max(total for _, total, _ in found)
    print(f"  all of it            {last:.2f} s, alone {alone[1]:.2f} s")
    print(f"  server's memory      {memory(process_id):.0f} MB")


def counted(ours: str) -> float:
    text = get(f"{ours}/metrics").decode()
    return float((re.search(r'recordings_total\{outcome="made"\} (\S+)', text) or ["", "0"])[1])


def memory(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1e3 if found else float("nan")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=5, help="one-second rounds")
    parser.add_argument("--listeners", type=int, default=200)
    asked = parser.parse_args()
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing:
        sys.exit(f"needs {' and '.join(missing)} on the PATH: apt-get install {' '.join(missing)}")
    with tempfile.TemporaryDirectory() as temporary, site() as articles:
        where = Path(temporary)
        with reader(where) as (address, number):
            beside_nginx(address, f"{articles}/Mai", where, asked.seconds)
            listeners(address, f"{articles}/Lan", asked.listeners, number)
