"""An article to an MP3, from the command line: ours beside `espeak-ng | lame`, same text.

    python tests/benchmarks/total.py

Both programs come from Debian (`apt install espeak-ng lame`). They are given the words as ours
speaks them, so that the same is said; ours starts from the article, and finds, reads, levels,
tags and caches besides. Both write 48 kbit/s mono.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import miniaudio
from as_installed import EXAMPLE, environ

import reader

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 5


def best(actions: list[Callable[[], None]]) -> list[float]:
    """Seconds, of each the best of rounds in which all take their turn."""
    seconds = [float("inf")] * len(actions)
    for _ in range(TIMES):
        for index, action in enumerate(actions):
            started = time.perf_counter()
            action()
            seconds[index] = min(seconds[index], time.perf_counter() - started)
    return seconds


def long_article(path: Path) -> None:
    """The example article, its paragraphs four times over: about five minutes."""
    article = reader.extract(reader.fetch(EXAMPLE))
    paragraphs = [block.text for block in article.blocks] * 4
    path.write_text("\n\n".join([article.title or "", *paragraphs]), encoding="utf-8")


def ours(source: Path, output: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "reader", "mp3", str(source), "--engine", "espeak", "--quiet"]
    subprocess.run(
        [*command, "--force", "-o", str(output), "--cache", str(cache)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=environ(cache.parent),
    )


def theirs(words: Path, output: Path) -> None:
    speak = subprocess.Popen(
        ["espeak-ng", "-v", "vi", "--stdout", "-f", str(words)], stdout=subprocess.PIPE
    )
    with speak:
        encode = ["lame", "--quiet", "-m", "m", "-b", "48", "-", str(output)]
        subprocess.run(encode, stdin=speak.stdout, check=True)


def seconds(path: Path) -> float:
    return float(miniaudio.mp3_get_file_info(str(path)).duration)


def main() -> None:
    if missing := [name for name in ("espeak-ng", "lame") if not shutil.which(name)]:
        sys.exit(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article, words = folder / "bai-viet.txt", folder / "words.txt"
        mine, peer, cache = folder / "ours.mp3", folder / "theirs.mp3", folder / "cache"
        long_article(article)
        script = reader.script(reader.extract(reader.fetch(article)))
        words.write_text(
            "\n".join(f"{sentence.spoken}." for sentence in script.sentences), encoding="utf-8"
        )

        def anew() -> None:
            shutil.rmtree(cache, ignore_errors=True)
            ours(article, mine, cache)

        anew()  # makes the bytecode that an installed program has
        again = lambda: ours(article, mine, cache)  # noqa: E731 - one of three
        times = best([lambda: theirs(words, peer), anew, again])
        labels = ("espeak-ng | lame", "reader mp3, new", "reader mp3, second time")
        rows = list(zip(labels, times, (peer, mine, mine), strict=True))
        print(f"{'':26}{'seconds':>9}{'of sound':>10}{'× real time':>13}{'times as fast':>15}")
        for label, took, file in rows:
            length = seconds(file)
            faster = rows[0][1] / took
            print(f"{label:26}{took:9.2f}{length:10.0f}{length / took:13.0f}{faster:15.2f}")


if __name__ == "__main__":
    main()
