"""A five-minute article through gTTS: ours beside the package's own program, same stand-in.

    python tests/benchmarks/gtts.py

Both ask the same stand-in on this machine, which answers after 150 ms; both start as programs do.
Ours also decodes, checks, trims, aligns and levels what comes; the package's program only writes
it. Once more with every third answer a 429, which ends the package's program at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LATENCY = 0.15
PARAGRAPH = (
    "Sáng nay, tại thành phố Hà Nội, hội nghị tổng kết công tác năm đã được tổ chức trọng thể. "
    "Tham dự hội nghị có lãnh đạo các bộ, ban, ngành, đại diện các doanh nghiệp, và nhiều nhà khoa "
    "học đến từ các viện nghiên cứu, trường đại học trong cả nước. Phát biểu khai mạc, ông nhấn "
    "mạnh: năm qua, dù gặp nhiều khó khăn, toàn ngành đã hoàn thành các chỉ tiêu đề ra. Giá gạo "
    "tăng, sản lượng thuỷ sản tăng, đời sống người dân được cải thiện rõ rệt. Trong thời gian tới, "
    "cần tiếp tục đổi mới, nâng cao chất lượng, và giữ gìn môi trường. "
)
SENTENCES = [f"{s}." for s in (PARAGRAPH * 9).rstrip(". ").split(". ")]

OURS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from reader import engines, settings
from reader.testing import sentence
from reader.values import Delivery
engine = engines.get("gtts", settings.load())
with ThreadPoolExecutor(engine.workers.most) as pool:
    lines = sys.stdin.read().splitlines()
    sounds = list(pool.map(lambda s: engine.speak(sentence(s), Delivery()), lines))
engine.close()
assert all(len(x.marks) == len(sentence(s).words) for x, s in zip(sounds, lines))
print(sum(sound.seconds for sound in sounds))
"""
THEIRS = """
import sys, gtts.tts
ADDRESS = sys.argv[1]
gtts.tts._translate_url = lambda tld="com", path="": ADDRESS
sys.argv[1:] = ["-f", "-", "-l", "vi", "--nocheck", "-o", sys.argv[2]]
from gtts.cli import tts_cli
tts_cli()
"""


@contextlib.contextmanager
def standin() -> Iterator[str]:
    command = [sys.executable, str(HERE.parent / "standins/serve.py"), "--latency", str(LATENCY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def statistics(address: str, day: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{address}/statistics") as answer:  # noqa: S310 - our own
        found: dict[str, dict[str, int]] = json.load(answer)
    return found.get(day, {"requests": 0})


def ours(address: str, mode: str, state: str) -> tuple[float, str]:
    environ = {
        **os.environ,
        "READER_GTTS_ADDRESS": f"{address}/gtts/{mode}/",
        "READER_STATE": state,
        "READER_CONFIG": os.devnull,
    }
    return timed([sys.executable, "-c", OURS], environ)


def theirs(address: str, mode: str, output: Path) -> tuple[float, str]:
    url = f"{address}/gtts/{mode}/"
    return timed([sys.executable, "-c", THEIRS, url, str(output)], dict(os.environ))


def timed(command: list[str], environ: dict[str, str]) -> tuple[float, str]:
    started = time.perf_counter()
    run = subprocess.run(
        command,
        input="\n".join(SENTENCES),
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    result = run.stdout.strip() if run.returncode == 0 else f"failed: {run.stderr.strip()[-60:]}"
    return time.perf_counter() - started, result


def main() -> None:
    with standin() as address, tempfile.TemporaryDirectory() as folder:
        # So that neither waits for the stand-in to make its sound, each goes twice.
        for _ in range(2):
            seconds, spoken = ours(address, "ok", folder)
            other, result = theirs(address, "ok", Path(folder, "theirs.mp3"))
            counted = [statistics(address, "gtts/ok")]
        print(
            f"article: {len(SENTENCES)} sentences, {float(spoken):.0f} s of sound; answers after "
            f"{LATENCY * 1000:.0f} ms"
        )
        print(f"{'':24}{'seconds':>9}{'':3}")
        print(f"{'gtts-cli':24}{other:9.1f}   {result or 'done'}")
        print(
            f"{'ours':24}{seconds:9.1f}   {other / seconds:.1f} × faster, at most "
            f"{counted[0]['most_in_flight']} requests in flight"
        )
        seconds, spoken = ours(address, "limited", folder)
        limited = statistics(address, "gtts/limited")
        other, result = theirs(address, "limited", Path(folder, "theirs.mp3"))
        print(f"{'gtts-cli, third 429':24}{other:9.1f}   {result or 'done'}")
        print(
            f"{'ours, third 429':24}{seconds:9.1f}   {float(spoken):.0f} s of sound: none lost; "
            f"{limited['limited']} of {limited['requests']} answers were 429"
        )


if __name__ == "__main__":
    main()
