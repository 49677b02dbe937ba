"""What a cache promises holds in any store: in a folder, and in one that is no folder."""

from __future__ import annotations

import functools
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from standins.memory_store import MemoryStore

import reader
from reader.cache import Cache, FolderStore, clipfile, statistics, tallies, upkeep
from reader.recording import stream
from reader.values import Clip, MediaType, Page

if TYPE_CHECKING:
    from pathlib import Path

    from reader.cache.store import Store

NOTES = {"engine": "e", "voice": "v"}
LATER = time.time() + 10 * upkeep.IN_USE


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FolderStore(tmp_path / "cache") if request.param == "folder" else MemoryStore()


def clip(number: int) -> Clip:
    return Clip(bytes([number]) * 1000, 1152, 24_000)


def key(number: int) -> str:
    return f"{number:02x}" * 32


def fill(store: Store, count: int = 5) -> None:
    cache = Cache(store)
    for number in range(count):
        cache.once(key(number), functools.partial(clip, number), NOTES)
    cache.close()


def test_what_is_kept_is_had_and_counted(store: Store) -> None:
    fill(store)
    cache = Cache(store)
    assert [cache.get(key(n)) for n in range(5)] == [clip(n) for n in range(5)]
    assert cache.get(key(9)) is None
    cache.close()
    told = statistics.count(store)
    assert (told["clips"], told["recordings"], told["hits"], told["made"]) == (5, 0, 5, 5)
    assert told["voices"]["e v"]["bytes"] == told["bytes"] > 5_000
    assert told["ages"] == {"day": 5, "week": 0, "month": 0, "older": 0}


def test_many_who_ask_at_once_wait_for_one(store: Store) -> None:
    made = []

    def make() -> Clip:
        made.append(threading.get_ident())
        time.sleep(0.05)
        return clip(1)

    with ThreadPoolExecutor(8) as pool:
        had = list(pool.map(lambda _: Cache(store).once(key(1), make, NOTES), range(8)))
    assert had == [clip(1)] * 8
    assert len(made) == 1


def test_it_is_kept_in_bounds(store: Store) -> None:
    fill(store)
    size = sum(entry.size for entry in store.entries())
    assert upkeep.prune(store, size // 2).removed == 0  # all of it is in use
    assert upkeep.prune(store, size // 2, now=LATER).removed == 3
    assert sum(entry.size for entry in store.entries()) <= size // 2


def test_damage_is_found(store: Store) -> None:
    fill(store)
    store.put(key(2), clipfile.pack(clip(2), NOTES)[:-1])
    assert upkeep.verify(store)[:2] == (4, 1)
    assert Cache(store).get(key(2)) is None


def test_upkeep_is_done_now_and_then(store: Store) -> None:
    fill(store)
    assert upkeep.prune_sometimes(store, 10**9) is not None
    assert upkeep.prune_sometimes(store, 10**9) is None


def test_an_article_is_read_from_it(store: Store) -> None:
    script = reader.script(reader.extract(Page("Một câu.\n\nHai câu. Ba câu.", MediaType.PLAIN)))
    for made in (3, 0):
        with stream(script, engine="espeak", cache=Cache(store)) as take:
            assert len(list(take)) == 3
            assert take.made == made


def test_a_full_store_is_told_once_and_still_read(caplog: pytest.LogCaptureFixture) -> None:
    store = MemoryStore()
    fill(store, 2)
    store.full = True
    cache = Cache(store)
    had = [cache.once(key(n), functools.partial(clip, n), NOTES) for n in (2, 3, 0, 1)]
    assert had == [clip(n) for n in (2, 3, 0, 1)]
    assert cache.get(key(0)) == clip(0)
    assert [record.getMessage() for record in caplog.records] == [
        "the store cannot be written: it is full"
    ]


def test_a_lost_store_is_told_once_and_done_without(caplog: pytest.LogCaptureFixture) -> None:
    store = MemoryStore()
    fill(store, 2)
    store.gone = True
    cache = Cache(store)
    assert cache.once(key(0), lambda: clip(0), NOTES) == clip(0)
    assert cache.get(key(1)) is None
    assert len(caplog.records) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="modes do not bind them")
def test_a_read_only_folder_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = FolderStore(tmp_path / "cache")
    fill(store, 2)
    folders = [path for path in (tmp_path / "cache").rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    cache = Cache(store)
    assert cache.once(key(9), lambda: clip(9), NOTES) == clip(9)
    assert cache.get(key(1)) == clip(1)
    assert len(caplog.records) == 1
    for folder in folders:
        folder.chmod(0o755)


def test_counts_are_summed_up_and_survive_what_a_crash_cut(tmp_path: Path) -> None:
    path = tmp_path / "tallies"
    for _ in range(3_000):
        tallies.add(path, {"espeak vi hits": 2, "espeak vi made": 1})
    with path.open("ab") as file:
        file.write(b'{"espeak vi hits": 5')
    assert tallies.total(path) == {"espeak vi hits": 6_000, "espeak vi made": 3_000}
    assert path.stat().st_size < 100_000
    assert [file.name for file in tmp_path.iterdir()] == ["tallies"]


def test_another_format_in_the_same_place_is_never_misread(store: Store) -> None:
    packed = clipfile.pack(clip(1), NOTES)
    store.put(key(1), packed.replace(b'"format":1', b'"format":2'))
    assert Cache(store).get(key(1)) is None
