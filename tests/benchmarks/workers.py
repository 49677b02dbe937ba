"""Threads beside processes: the same clips, spoken by espeak and encoded.

    python tests/benchmarks/workers.py

The example article, said four times over. Synthesis holds the library's lock, encoding holds none;
processes have a library each, and must start and send their clips back.
"""

from __future__ import annotations

import functools
import multiprocessing
import time
from concurrent import futures
from typing import TYPE_CHECKING

from as_installed import EXAMPLE

import reader
from reader.audio import codec
from reader.engines import delivery, get
from reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.engines import Engine
    from reader.values import Clip, Sentence

TIMES = 5
SETTINGS = Settings()


@functools.cache
def engine() -> Engine:
    """One a process."""
    return get("espeak", SETTINGS)


def clip(sentence: Sentence) -> Clip:
    return codec.encode(engine().speak(sentence, delivery(engine(), SETTINGS)))


def processes(count: int, method: str) -> futures.Executor:
    return futures.ProcessPoolExecutor(count, multiprocessing.get_context(method))


def took(pool: Callable[[], futures.Executor], sentences: list[Sentence]) -> tuple[float, float]:
    """Seconds with that pool, the best of some; seconds of sound."""
    best, sound = float("inf"), 0.0
    for _ in range(TIMES):
        started = time.perf_counter()
        with pool() as workers:
            sound = sum(made.seconds for made in workers.map(clip, sentences))
        best = min(best, time.perf_counter() - started)
    return best, sound


def main() -> None:
    article = reader.extract(reader.fetch(EXAMPLE))
    sentences = [s for s in reader.script(article).sentences if s.spoken] * 4
    clip(sentences[0])
    pools: dict[str, Callable[[], futures.Executor]] = {
        "1 thread": lambda: futures.ThreadPoolExecutor(1),
        "2 threads": lambda: futures.ThreadPoolExecutor(2),
        "4 threads": lambda: futures.ThreadPoolExecutor(4),
    }
    for method in ("fork", "spawn"):
        if method in multiprocessing.get_all_start_methods():
            pools[f"2 processes ({method})"] = functools.partial(processes, 2, method)
    print(f"{'':22}{'ms':>8}{'× real time':>13}{'times as fast':>15}")
    alone = 0.0
    for name, pool in pools.items():
        seconds, sound = took(pool, sentences)
        alone = alone or seconds
        print(f"{name:22}{seconds * 1000:8.0f}{sound / seconds:13.0f}{alone / seconds:15.2f}")


if __name__ == "__main__":
    main()
