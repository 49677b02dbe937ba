"""What the cache promises, put to the test by force.

    python tests/torture/cache.py [--short]

Processes are killed at random moments while they write, ask for the same clips at once, find a
disk that is full at every byte, a folder that cannot be written, files with every byte changed in
turn, and clips that are evicted under their eyes. Each part prints what it counted; the exit code
is 1 if anything was lost, wrong or left behind. POSIX only: it kills, limits and changes users.
"""

from __future__ import annotations

import argparse
import functools
import logging
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.cache import Cache, FolderStore, clipfile, upkeep
from reader.values import Clip

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

PROCESSES = multiprocessing.get_context("fork")
NOBODY = 65_534
NOTES = {"engine": "torture", "voice": "v"}


class Size(NamedTuple):
    """How much of everything."""

    rounds: int
    askers: int
    clips: int
    step: int
    seconds: float


FULL = Size(rounds=200, askers=8, clips=50, step=7, seconds=10)
SHORT = Size(rounds=15, askers=4, clips=12, step=97, seconds=1.5)


def clip(number: int, length: int = 3_000) -> Clip:
    return Clip(random.Random(number).randbytes(length), 1152, 24_000)


def key(number: int) -> str:
    return f"{number:064x}"[::-1]


def cache(root: Path) -> Cache:
    return Cache(FolderStore(root))


def in_processes(count: int, work: Callable[[int], None]) -> list[BaseProcess]:
    started: list[BaseProcess] = [
        PROCESSES.Process(target=work, args=(number,)) for number in range(count)
    ]
    for process in started:
        process.start()
    return started


def wrong_clips(root: Path) -> int:
    """Clips that can be had and are not what was kept under their name."""
    store = FolderStore(root)
    wrong = 0
    for entry in store.entries():
        kept = clipfile.unpack(store.get(entry.key) or b"")
        number = int(entry.key[::-1], 16)
        wrong += kept is None or kept.clip != clip(number)
    return wrong


def half_written(root: Path) -> int:
    return len(list(root.glob("v1/??/.new-*")))


def kills(root: Path, size: Size) -> dict[str, int]:
    """Kill -9 at random moments while four processes write."""

    def write(worker: int) -> None:
        mine = cache(root)
        chance = random.Random(os.getpid())
        while True:
            number = chance.randrange(2_000) * 4 + worker
            mine.once(key(number), functools.partial(clip, number), NOTES)

    wrong = 0
    for _ in range(size.rounds):
        writers = in_processes(4, write)
        time.sleep(random.uniform(0.005, 0.12))
        for writer in writers:
            os.kill(writer.pid or 0, signal.SIGKILL)
            writer.join()
        wrong += wrong_clips(root)
    store = FolderStore(root)
    left = half_written(root)
    swept = store.sweep(3_600, now=time.time() + 10_000)
    return {
        "rounds": size.rounds,
        "clips kept": sum(1 for _ in store.entries()),
        "half-written, then swept": swept,
        "WRONG": wrong,
        "LEFT BEHIND": left - swept + half_written(root),
    }


def at_once(root: Path, size: Size) -> dict[str, int]:
    """Many processes ask for the same clips; and a maker dies while others wait for it."""
    log = root.parent / "made.log"
    wrong = PROCESSES.Value("i", 0)

    def made(number: int) -> Clip:
        with log.open("a", encoding="ascii") as file:
            file.write(f"{number}\n")
        time.sleep(0.002)
        return clip(number)

    def ask(_: int) -> None:
        mine = cache(root)
        for number in range(size.clips):
            if mine.once(key(number), functools.partial(made, number), NOTES) != clip(number):
                with wrong.get_lock():
                    wrong.value += 1

    for asker in in_processes(size.askers, ask):
        asker.join()
    lines = log.read_text(encoding="ascii").split()
    return {
        "asked for": size.askers * size.clips,
        "made": len(lines),
        "MADE TWICE": len(lines) - len(set(lines)),
        "NOT MADE": size.clips - len(set(lines)),
        "WRONG": wrong.value + wrong_clips(root),
        **dead_holder(root),
    }


def dead_holder(root: Path) -> dict[str, int]:
    """A maker that is killed in the middle: the next one makes the clip."""
    number = 10_000_019

    def die(_: int) -> None:
        cache(root).once(key(number), lambda: os.kill(os.getpid(), signal.SIGKILL), NOTES)  # type: ignore[arg-type, return-value]

    for process in in_processes(1, die):
        process.join()
    had = cache(root).once(key(number), lambda: clip(number), NOTES)
    return {"LOST WITH ITS MAKER": int(had != clip(number))}


def corruption(root: Path, size: Size) -> dict[str, int]:
    """Every byte of a small clip changed in turn."""
    store, mine = FolderStore(root), cache(root)
    small = clip(1, 300)
    data = clipfile.pack(small, NOTES)
    unnoticed = kept = 0
    changes = range(0, len(data), 1 if size is FULL else 11)
    for place in changes:
        damaged = bytearray(data)
        damaged[place] ^= 1 << (place % 8)
        store.put(key(1), bytes(damaged))
        unnoticed += mine.get(key(1)) is not None
        kept += store.get(key(1)) is not None
    again = mine.once(key(1), lambda: small, NOTES)
    return {
        "bytes changed": len(changes),
        "UNNOTICED": unnoticed,
        "NOT REMOVED": kept,
        "NOT MADE AGAIN": int(again != small or mine.get(key(1)) != small),
    }


def full_disk(root: Path, size: Size) -> dict[str, int]:
    """A limit on file size, at every length of the file that is written."""
    length = len(clipfile.pack(clip(2), NOTES))
    silent = PROCESSES.Value("i", 0)

    def write(limit: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        had = cache(root).once(key(2), lambda: clip(2), NOTES)
        if had != clip(2):
            with silent.get_lock():
                silent.value += 1

    limits = list(range(0, length, size.step))
    for limit in limits:
        process = PROCESSES.Process(target=write, args=(limit,))
        process.start()
        process.join()
    store = FolderStore(root)
    return {
        "limits": len(limits),
        "SOUND LOST": silent.value,
        "HALF A CLIP KEPT": sum(1 for _ in store.entries()),
        "LEFT BEHIND": half_written(root),
    }


def read_only(root: Path, _size: Size) -> dict[str, int]:
    """A folder of somebody else: what is there is read, what is not is made and not kept."""
    cache(root).put(key(3), clip(3), NOTES)
    for path in [root.parent, root, *root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    wrong = PROCESSES.Value("i", 0)

    def use(_: int) -> None:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        mine = cache(root)
        found = mine.get(key(3)) == clip(3)
        made = mine.once(key(4), lambda: clip(4), NOTES) == clip(4)
        with wrong.get_lock():
            wrong.value += (not found) + (not made)

    for process in in_processes(1, use):
        process.join()
        wrong.value += process.exitcode != 0
    return {"as": NOBODY if os.getuid() == 0 else os.getuid(), "WRONG": wrong.value}


def eviction(root: Path, size: Size) -> dict[str, int]:
    """Two write, two read, one evicts: a reader has the right clip, or none."""
    end = time.monotonic() + size.seconds
    wrong, read = PROCESSES.Value("i", 0), PROCESSES.Value("i", 0)
    bound = 60 * len(clipfile.pack(clip(0), NOTES))

    def work(worker: int) -> None:
        store, mine = FolderStore(root), cache(root)
        chance = random.Random(worker)
        while time.monotonic() < end:
            number = chance.randrange(200)
            if worker == 0:
                upkeep.prune(store, bound, now=time.time() + upkeep.IN_USE + 1)
            elif worker < 3:
                mine.once(key(number), functools.partial(clip, number), NOTES)
            elif (had := mine.get(key(number))) is not None:
                with read.get_lock():
                    read.value += 1
                    wrong.value += had != clip(number)

    for process in in_processes(5, work):
        process.join()
        wrong.value += process.exitcode != 0
    store = FolderStore(root)
    upkeep.prune(store, bound, now=time.time() + upkeep.IN_USE + 1)
    over = max(0, sum(entry.size for entry in store.entries()) - bound)
    return {"clips read": read.value, "WRONG": wrong.value + wrong_clips(root), "BYTES OVER": over}


PARTS = (kills, at_once, corruption, full_disk, read_only, eviction)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="a few seconds of everything")
    size = SHORT if parser.parse_args().short else FULL
    logging.disable(logging.CRITICAL)
    bad = 0
    for part in PARTS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            started = time.monotonic()
            counts = part(Path(folder, "cache"), size)
            bad += sum(count for name, count in counts.items() if name.isupper())
            told = ", ".join(f"{name} {count}" for name, count in counts.items())
            print(f"{part.__name__:11} {told} ({time.monotonic() - started:.1f} s)", flush=True)
    print("all promises kept" if not bad else f"{bad} promises broken")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
