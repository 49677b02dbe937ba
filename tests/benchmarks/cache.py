"""The cache beside plain files: reading clips, and growth of lookup and pruning.

    python tests/benchmarks/cache.py [MOST]

Clips are 3 kB; MOST, 100 000 unless told, is the largest cache that is made.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cache import Cache, FolderStore, clipfile, upkeep
from reader.values import Clip

if TYPE_CHECKING:
    from collections.abc import Callable

READS = 2_000


def key(number: int) -> str:
    return f"{number:064x}"[::-1]


def fill(store: FolderStore, start: int, end: int) -> None:
    """As `put` does, less the flush to the disk, which would take hours."""
    data = clipfile.pack(Clip(random.Random(1).randbytes(3_000), 1152, 24_000), {"engine": "e"})
    for number in range(start, end):
        path = store.root / "v1" / key(number)[:2] / f"{key(number)}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def rate(read: Callable[[int], object], count: int) -> float:
    numbers = random.Random(2).choices(range(count), k=READS)
    started = time.perf_counter()
    for number in numbers:
        assert read(number) is not None
    return READS / (time.perf_counter() - started)


def main() -> None:
    most = int(sys.argv[1]) if sys.argv[1:] else 100_000
    print(f"{'clips':>9}{'plain reads/s':>15}{'cache reads/s':>15}", end="")
    print(f"{'share':>8}{'prune ms':>10}{'µs/clip':>9}")
    with tempfile.TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        cache, made, count = Cache(store), 0, 1_000
        while count <= most:
            fill(store, made, count)
            made = count
            plain = rate(
                lambda n: (store.root / "v1" / key(n)[:2] / f"{key(n)}.mp3").read_bytes(), count
            )
            ours = rate(lambda n: cache.get(key(n)), count)
            started = time.perf_counter()
            upkeep.prune(store, 10**15)
            prune = time.perf_counter() - started
            print(
                f"{count:9,}{plain:15,.0f}{ours:15,.0f}{ours / plain:8.0%}"
                f"{prune * 1000:10.0f}{prune / count * 1e6:9.1f}"
            )
            count *= 10


if __name__ == "__main__":
    main()
