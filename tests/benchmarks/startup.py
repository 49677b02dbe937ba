"""How soon a program is there, and what the road costs over an empty one.

    python tests/benchmarks/startup.py [TIMES]

`reader --help` beside `gtts-cli --help`; an article whose recording is kept; one sentence edited
in an article of half an hour; the first clip after the engine is loaded. Programs run in turn, the
best of TIMES (9) each, so that a busy machine disturbs all alike.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from as_installed import EXAMPLE, Time, environ, took

import reader

GTTS: Final = "import sys; sys.argv[1:] = ['--help']; from gtts.cli import tts_cli; tts_cli()"
MP3: Final = (
    "import sys, reader\nreader.mp3(sys.argv[1], sys.argv[2], cache=sys.argv[3], engine='espeak')"
)
FIRST_CLIP: Final = (
    "import sys, time, reader\n"
    "from reader.engines import get\n"
    "from reader.recording import stream\n"
    "script = reader.script(reader.extract(reader.fetch(sys.argv[1])))\n"
    "engine = get('espeak')\n"
    "started = time.perf_counter()\n"
    "with stream(script, engine=engine, cache=sys.argv[2]) as take:\n"
    "    next(iter(take))\n"
    "    print((time.perf_counter() - started) * 1000)"
)


def half_an_hour(path: Path, edit: str = "") -> Path:
    """The example article 24 times over, with one sentence changed."""
    article = reader.extract(reader.fetch(EXAMPLE))
    texts = [f"{b.text.rstrip('.')} lần {n}." for n in range(1, 25) for b in article.blocks]
    texts[len(texts) // 2] += edit
    path.write_text("\n\n".join([article.title, *texts]), encoding="utf-8")
    return path


def programs(folder: Path, turn: int) -> dict[str, list[str | Path]]:
    """Each turn edits another sentence."""
    python, cache, out = [sys.executable], folder / "cache", folder / "a.mp3"
    edited = half_an_hour(folder / f"{turn}.txt", f" Lần sửa thứ {turn} của bài viết này.")
    return {
        "python -c pass": [*python, "-c", "pass"],
        "import reader": [*python, "-c", "import reader"],
        "gtts-cli --help": [*python, "-c", GTTS],
        "reader --help": [*python, "-m", "reader", "--help"],
        "a kept article to MP3": [*python, "-c", MP3, EXAMPLE, out, cache],
        "a kept half hour to MP3": [*python, "-c", MP3, folder / "0.txt", out, cache],
        "half an hour, one sentence edited": [*python, "-c", MP3, edited, out, cache],
    }


def first_clip(folder: Path, turn: int) -> float:
    """Milliseconds."""
    command = [sys.executable, "-c", FIRST_CLIP, EXAMPLE, folder / f"new-{turn}"]
    return float(subprocess.check_output(command, env=environ(folder)))


def main() -> None:
    times = int(sys.argv[1]) if sys.argv[1:] else 9
    best: dict[str, Time] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(times + 1):
            for what, command in programs(folder, turn).items():
                now = took(command, folder)
                if turn:  # the first one makes bytecode and recordings
                    best[what] = Time(*map(min, now, best.get(what, now)))
        clip = min(first_clip(folder, turn) for turn in range(times))
    empty = best["import reader"]
    print(f"{'':36}{'ms':>8}{'over import reader':>20}{'processor ms':>14}{'over':>8}")
    for what, now in best.items():
        print(f"{what:36}{now.clock * 1000:8.0f}{(now.clock - empty.clock) * 1000:20.0f}", end="")
        over = (now.processor - empty.processor) * 1000
        print(f"{now.processor * 1000:14.0f}{over:8.0f}")
    print(f"{'first clip, the engine being loaded':36}{clip:8.0f}")
    share = best["reader --help"].processor / best["gtts-cli --help"].processor
    print(f"reader --help takes {share:.2f} of what gtts-cli --help takes")


if __name__ == "__main__":
    main()
