"""Where the time goes: each stop of the road on a five-minute article, beside its length.

    python tests/benchmarks/road.py

The article is the example one, said four times over. Each stop is timed alone, best of three, the
clips into a cache that is empty and then full.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reader
from reader.outputs import mp3
from reader.recording import stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.values import Script

EXAMPLE = Path(__file__).parents[2] / "examples" / "bai-viet.txt"
TIMES = 3


def five_minutes() -> str:
    """The example article as a page, its paragraphs four times over."""
    article = reader.extract(reader.fetch(EXAMPLE))
    paragraphs = "".join(f"<p>{block.text}</p>" for block in article.blocks) * 4
    return (
        f"<html><head><title>{article.title}</title></head><body>"
        f"<article><h1>{article.title}</h1>{paragraphs}</article></body></html>"
    )


def best(action: Callable[[], Any]) -> tuple[float, Any]:
    seconds, result = float("inf"), None
    for _ in range(TIMES):
        started = time.perf_counter()
        result = action()
        seconds = min(seconds, time.perf_counter() - started)
    return seconds, result


def write(script: Script, cache: Path, output: Path) -> float:
    with stream(script, engine="espeak", cache=cache) as take:
        timeline = mp3.write(output, script, (c for _, c in take), mp3.Source("espeak", "vi"))
    return timeline.duration / 1000


def main() -> None:
    html = five_minutes()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "bai-viet.html")
        source.write_text(html, encoding="utf-8")
        empty = (Path(folder, f"cache-{number}") for number in range(TIMES))
        full, output = Path(folder, "cache-0"), Path(folder, "bai-viet.mp3")
        stops: list[tuple[str, float]] = []
        seconds, page = best(lambda: reader.fetch(source))
        stops.append(("fetch (a file)", seconds))
        seconds, article = best(lambda: reader.extract(page))
        stops.append(("extract", seconds))
        seconds, script = best(lambda: reader.script(article))
        stops.append(("script", seconds))
        seconds, length = best(lambda: write(script, next(empty), output))
        stops.append(("record and write, new", seconds))
        again, _ = best(lambda: write(script, full, output))
    characters = sum(len(block.text) for block in article.blocks)
    total = sum(seconds for _, seconds in stops)
    print(
        f"article: {characters} characters, {len(script.sentences)} sentences, "
        f"{length:.0f} s of sound"
    )
    print(f"{'stop':28}{'ms':>9}{'share':>8}{'× real time':>14}")
    for name, seconds in [*stops, ("in all", total)]:
        print(f"{name:28}{seconds * 1000:9.1f}{seconds / total:8.0%}{length / seconds:14,.0f}")
    print(f"{'the same, all in the cache':28}{again * 1000:9.1f}{'':8}{length / again:14,.0f}")


if __name__ == "__main__":
    main()
