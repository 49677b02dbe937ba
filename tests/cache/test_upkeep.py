"""The folder stays in bounds and in order, and nothing in use goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from reader.cache import Cache, FolderStore, clipfile, upkeep
from reader.cli import app
from reader.values import Clip

if TYPE_CHECKING:
    from pathlib import Path

NOW = time.time()
HOUR = 3600.0


def clip(number: int) -> bytes:
    return clipfile.pack(Clip(bytes([number]) * 1000, 1152, 24_000), {"engine": "e", "voice": "v"})


def key(number: int) -> str:
    return f"{number:02x}" * 32


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Ten clips; number 0 was used ten hours ago, number 9 one hour ago."""
    store = FolderStore(tmp_path / "cache")
    for number in range(10):
        store.put(key(number), clip(number))
        use(store, number, NOW - (10 - number) * HOUR)
    return store


def use(store: FolderStore, number: int, when: float) -> None:
    path = store.root / "v1" / key(number)[:2] / f"{key(number)}.mp3"
    os.utime(path, (when, when))


def kept(store: FolderStore) -> set[str]:
    return {entry.key for entry in store.entries()}


def size(store: FolderStore) -> int:
    return sum(entry.size for entry in store.entries())


def test_the_longest_unused_goes_first(store: FolderStore) -> None:
    one = len(clip(0))
    done = upkeep.prune(store, 7 * one)
    assert done.removed == 4
    assert done.freed == 4 * one
    assert kept(store) == {key(n) for n in range(4, 10)}
    assert size(store) <= 7 * one


def test_within_the_bound_nothing_goes(store: FolderStore) -> None:
    assert upkeep.prune(store, size(store)).removed == 0


def test_what_is_in_use_stays_whatever_the_bound(store: FolderStore) -> None:
    assert store.get(key(0))
    assert store.get(key(3))
    upkeep.prune(store, 0)
    assert kept(store) == {key(0), key(3)}


def test_only_looking_is_no_use(store: FolderStore) -> None:
    store.get(key(0), use=False)
    upkeep.prune(store, 9 * len(clip(0)))
    assert key(0) not in kept(store)


def test_a_wrong_clock_protects_nothing(store: FolderStore) -> None:
    use(store, 5, NOW + 1000 * HOUR)
    upkeep.prune(store, 9 * len(clip(0)))
    assert key(5) not in kept(store)


def test_damaged_clips_are_found_and_removed(store: FolderStore) -> None:
    path = store.root / "v1" / key(2)[:2] / f"{key(2)}.mp3"
    path.write_bytes(path.read_bytes()[:-1])
    assert upkeep.verify(store)[:2] == (9, 1)
    assert upkeep.verify(store)[:2] == (9, 0)


def test_what_a_crash_left_is_swept_when_it_is_old(store: FolderStore) -> None:
    old, new = (store.root / "v1" / key(1)[:2] / f".new-{n}" for n in ("old", "new"))
    for path in (old, new):
        path.touch()
    os.utime(old, (NOW - 5 * HOUR, NOW - 5 * HOUR))
    assert store.sweep(HOUR) == 1
    assert new.exists()


def test_it_is_done_at_most_once_an_hour(store: FolderStore) -> None:
    assert upkeep.prune_sometimes(store, 0) is not None
    store.put(key(1), clip(1))
    use(store, 1, NOW - 5 * HOUR)
    assert upkeep.prune_sometimes(store, 0) is None
    assert kept(store) == {key(1)}


def test_another_version_of_the_cache_is_left_alone(store: FolderStore) -> None:
    other = store.root / "v0" / "ab" / "x.mp3"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"old")
    upkeep.prune(store, 0)
    upkeep.verify(store)
    assert other.read_bytes() == b"old"


def test_the_commands(store: FolderStore) -> None:
    def reader(*arguments: str) -> str:
        where = ("--cache", str(store.root))
        return CliRunner().invoke(app, ["cache", *arguments, *where], catch_exceptions=False).stdout

    assert reader("path").strip() == str(store.root)
    assert json.loads(reader("info", "--json"))["clips"] == 10
    assert json.loads(reader("verify", "--json"))["sound"] == 10
    assert json.loads(reader("prune", "--max", "0.005", "--json"))["removed"] >= 5
    assert "removed" in reader("clear")
    assert json.loads(reader("info", "--json"))["clips"] == 0


def test_info_counts_by_voice_and_changes_nothing(store: FolderStore) -> None:
    """As it is run."""
    before = {entry.key: entry.used for entry in store.entries()}
    command = [
        sys.executable,
        "-m",
        "reader",
        "cache",
        "info",
        "--json",
        "--cache",
        str(store.root),
    ]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert told["voices"]["e v"]["clips"] == 10
    assert told["bytes"] == size(store)
    assert {entry.key: entry.used for entry in store.entries()} == before


def test_a_store_that_cannot_be_made_costs_a_warning_and_no_sound(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "not a folder"
    file.touch()
    cache = Cache(FolderStore(file / "cache"))
    made = Clip(b"x", 1152, 24_000)
    assert cache.once(key(1), lambda: made, {}) == made
    assert cache.once(key(2), lambda: made, {}) == made
    assert len(caplog.records) == 1
