"""The cache beside plain files: reading clips, and growth of lookup and pruning.

    python tests/benchmarks/cache.py [MOST]

Clips are 3 kB, as of a short sentence; MOST, 100 000 unless told, is the largest cache that is
made (a million takes some minutes and 4 GB). Reads are of random clips; "plain" reads the same
files and looks at nothing; "summed" also takes their SHA-256, which is what noticing any change
costs at least. A miss is the lookup of a clip that is not there.
"""

from __future__ import annotations

import hashlib
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
ROUNDS = 3


def key(number: int) -> str:
    return f"{number:064x}"[::-1]


def place(root: Path, number: int) -> Path:
    return root / "v1" / key(number)[:2] / f"{key(number)}.mp3"


def fill(root: Path, start: int, end: int) -> None:
    """As `put` does, less the flush to the disk, which would take hours."""
    data = clipfile.pack(Clip(random.Random(1).randbytes(3_000), 1152, 24_000), {"engine": "e"})
    for number in range(start, end):
        path = place(root, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def rates(count: int, *reads: Callable[[int], object]) -> list[float]:
    """Reads a second, the best of rounds in which all take their turn."""
    numbers = random.Random(2).choices(range(count), k=READS)
    best = [0.0] * len(reads)
    for _ in range(ROUNDS):
        for index, read in enumerate(reads):
            started = time.perf_counter()
            for number in numbers:
                read(number)
            best[index] = max(best[index], READS / (time.perf_counter() - started))
    return best


def main() -> None:
    most = int(sys.argv[1]) if sys.argv[1:] else 100_000
    print(f"{'':>9}{'thousand reads a second':^42}{'of':>8}{'µs a':>8}{'prune':>8}{'µs a':>7}")
    print(f"{'clips':>9}{'plain':>10}{'summed':>10}{'cache':>10}", end="")
    print(f"{'of plain':>12}{'summed':>8}{'miss':>8}{'ms':>8}{'clip':>7}")
    with tempfile.TemporaryDirectory() as folder:
        root, made, count = Path(folder), 0, 1_000
        store = FolderStore(root)
        cache = Cache(store)
        while count <= most:
            fill(root, made, count)
            made = count
            plain, summed, ours, misses = rates(
                count,
                lambda n: place(root, n).read_bytes(),
                lambda n: hashlib.sha256(place(root, n).read_bytes()).digest(),
                lambda n: cache.get(key(n)),
                lambda n: cache.get(key(n + 10**9)),
            )
            started = time.perf_counter()
            upkeep.prune(store, 10**15)
            prune = time.perf_counter() - started
            print(
                f"{count:9,}{plain / 1e3:10.1f}{summed / 1e3:10.1f}{ours / 1e3:10.1f}"
                f"{ours / plain:12.0%}{ours / summed:8.0%}{1e6 / misses:8.1f}"
                f"{prune * 1000:8.0f}{prune / count * 1e6:7.1f}"
            )
            count *= 10


if __name__ == "__main__":
    main()
