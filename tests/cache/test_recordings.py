"""Finished recordings under addresses that never change: whole, noticed when not, in bounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from reader.cache import FolderStore, statistics, upkeep
from reader.cache.recordings import Recordings
from reader.cache.upkeep import Together
from reader.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.cache.recordings import Kept

KEY = "ab" * 32
SPOKE = {"engine": "espeak", "voice": "vi"}
HOUR = 3600.0


def shelved(folder: Path, key: str = KEY, data: bytes = b"sound" * 100) -> Kept:
    made = folder / "made.mp3"
    made.write_bytes(data)
    timing = {"audio": {"type": "audio/mpeg"}, **SPOKE}
    return Recordings(folder).keep(key, made, timing, {"title": "Tin"})


def facts_of(kept: Kept) -> Path:
    return kept.path.with_suffix(".json")


def used(kept: Kept, ago: float) -> None:
    then = time.time() - ago
    os.utime(facts_of(kept), (then, then))


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    kept = shelved(tmp_path)
    recordings = Recordings(tmp_path)
    assert recordings.find(KEY) == recordings.named(kept.id) == kept
    facts = recordings.facts(kept)
    assert facts["article"] == {"title": "Tin"}
    assert facts["timing"]["audio"]["bytes"] == kept.size == 500
    assert facts["timing"]["audio"]["src"] == f"../audio/{kept.id}.mp3"
    assert recordings.find("cd" * 32) is None


def test_another_sound_has_another_address(tmp_path: Path) -> None:
    one, other = (shelved(tmp_path, data=data) for data in (b"one", b"other"))
    assert one.id != other.id
    assert one.path.read_bytes() == b"one"


@pytest.mark.parametrize("name", ["", "x", "../" * 8, "A" * 48, "a" * 47 + "/"])
def test_only_names_of_its_own_are_looked_for(tmp_path: Path, name: str) -> None:
    assert Recordings(tmp_path).named(name) is None


def test_facts_that_are_gone_or_no_json_are_an_error(tmp_path: Path) -> None:
    kept = shelved(tmp_path)
    facts_of(kept).write_text("{", encoding="utf-8")
    with pytest.raises(StorageError):
        Recordings(tmp_path).facts(kept)
    facts_of(kept).unlink()
    assert Recordings(tmp_path).find(KEY) is None


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("suffix", [".mp3", ".json"])
def test_any_changed_byte_is_noticed(tmp_path: Path, suffix: str) -> None:
    kept = shelved(tmp_path)
    path = kept.path.with_suffix(suffix)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(changed(whole, at))
        assert Recordings(tmp_path).get(kept.id) == b"", f"byte {at}"
    path.write_bytes(whole)
    assert Recordings(tmp_path).get(kept.id)


@pytest.mark.parametrize("suffix", [".mp3", ".json"])
def test_a_damaged_one_is_told_of_removed_and_made_again(
    tmp_path: Path, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept = shelved(tmp_path)
    recordings = Recordings(tmp_path)
    assert recordings.find(KEY)
    path = kept.path.with_suffix(suffix)
    path.write_bytes(path.read_bytes()[:-1])
    if suffix == ".json":  # the sound is looked at again when it changes, or by another process
        recordings = Recordings(tmp_path)
    assert recordings.find(KEY) is None
    assert recordings.find(KEY) is None
    assert len(caplog.records) == 1
    assert not kept.path.exists()
    assert not facts_of(kept).exists()
    assert shelved(tmp_path) == kept == recordings.find(KEY)


def test_clips_and_recordings_share_one_bound(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"clip" * 200)
    clip = next(tmp_path.rglob(f"{KEY}.mp3"))
    then = time.time() - 2 * HOUR
    os.utime(clip, (then, then))
    kept = [shelved(tmp_path, f"{n:02x}" * 32) for n in range(3)]
    for one, ago in zip(kept, (3 * HOUR, HOUR, 0), strict=True):
        used(one, ago)
    together = Together((store, Recordings(tmp_path)))
    size = sum(entry.size for entry in together.entries())
    assert upkeep.prune(together, size).removed == 0
    assert upkeep.prune(together, size - 900).removed == 2  # down to nine tenths
    assert [one.path.exists() for one in kept] == [False, True, True]
    assert not clip.exists()
    assert upkeep.prune(together, 0).removed == 1  # the last is in use
    assert kept[2].path.exists()


def test_the_server_and_the_command_line_prune_in_turn(tmp_path: Path) -> None:
    store, recordings = FolderStore(tmp_path), Recordings(tmp_path)
    kept = shelved(tmp_path)
    used(kept, 2 * HOUR)
    assert upkeep.prune_sometimes(store, 0) is not None  # clips alone
    assert kept.path.exists()
    assert upkeep.prune_sometimes(store, 0, recordings) is not None
    assert not kept.path.exists()
    assert upkeep.prune_sometimes(store, 0, recordings) is None


@pytest.mark.parametrize("suffix", [".mp3", ".json"])
def test_what_lacks_its_other_half_is_swept(tmp_path: Path, suffix: str) -> None:
    kept = shelved(tmp_path)
    kept.path.with_suffix(suffix).unlink()
    (kept.path.parent / ".reader-12.part").write_bytes(b"half")
    recordings = Recordings(tmp_path)
    assert recordings.sweep(HOUR) == 0
    assert recordings.sweep(HOUR, now=time.time() + 2 * HOUR) == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "made.mp3"]


def test_statistics_count_them_by_voice(tmp_path: Path) -> None:
    shelved(tmp_path)
    told = statistics.count(FolderStore(tmp_path), Recordings(tmp_path))
    assert told["recordings"] == told["voices"]["espeak vi"]["recordings"] == 1
    assert told["bytes"] > 500


def run(*words: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "cache", *words], check=True, capture_output=True
    )
    told: dict[str, int] = json.loads(done.stdout)
    return told


def test_the_commands_mean_recordings_too(tmp_path: Path) -> None:
    kept, folder = shelved(tmp_path), ("--json", "--cache", str(tmp_path))
    assert run("info", *folder)["recordings"] == 1
    assert run("verify", *folder) == {"sound": 1, "damaged": 0, "left_over": 0}
    kept.path.write_bytes(b"noise")
    assert run("verify", *folder)["damaged"] == 1
    shelved(tmp_path)
    assert run("clear", *folder) == {"removed": 1}
    assert not kept.path.exists()
    assert not facts_of(kept).exists()
