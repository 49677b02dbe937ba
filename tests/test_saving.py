"""From source to file in one call; the second time the finished recording is found."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import reader
from reader.errors import UsageError
from reader.saving import Extras, Options, save
from reader.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "Khai trương phòng đọc\n\nSáng 18/12, thư viện mở cửa. Mời bạn đọc đến dự."


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "bài.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def made(source: Path, **options: object) -> bytes:
    return reader.mp3(
        source, source.parent / "a.mp3", cache="cache", engine="espeak", **options
    ).read_bytes()


def recordings(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*.mp3") if b"reader-recording" in path.read_bytes()[:60]]


def test_the_second_time_nothing_is_needed_but_the_recording(source: Path) -> None:
    first = made(source)
    (kept,) = recordings(source.parent / "cache")
    for clip in set((source.parent / "cache").rglob("*.mp3")) - {kept}:
        clip.unlink()
    assert made(source) == first
    assert len(list((source.parent / "cache").rglob("*.mp3"))) == 1


def edited(source: Path) -> None:
    source.write_text(TEXT.replace("bạn đọc", "các bạn"), encoding="utf-8")


def a_setting(source: Path) -> None:
    (source.parent / "reader.toml").write_text("[voice]\nrate = 1.5\n", encoding="utf-8")


def a_word(source: Path) -> None:
    (source.parent / "own.tsv").write_text("thư viện\tnhà sách\n", encoding="utf-8")
    (source.parent / "reader.toml").write_text(
        '[reading]\nlexicons = ["own.tsv"]\n', encoding="utf-8"
    )


@pytest.mark.parametrize("change", [edited, a_setting, a_word])
def test_what_decides_the_sound_asks_for_another(
    source: Path, change: Callable[[Path], None]
) -> None:
    first = made(source)
    change(source)
    second = made(source)
    assert second != first
    assert made(source) == second


def test_a_lexicon_is_what_is_in_it(source: Path) -> None:
    a_word(source)
    first = made(source)
    (source.parent / "own.tsv").write_text("thư viện\tphòng sách\n", encoding="utf-8")
    assert made(source) != first


@pytest.mark.parametrize("option", [{"rate": 1.5}, {"kbps": 64}, {"sample_rate": 16_000}])
def test_an_option_is_another_sound(source: Path, option: dict[str, object]) -> None:
    assert made(source) != made(source, **option)


def test_a_damaged_recording_is_told_once_and_made_again(
    source: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = made(source)
    (kept,) = recordings(source.parent / "cache")
    data = bytearray(kept.read_bytes())
    data[-100] ^= 1
    kept.write_bytes(data)
    assert made(source) == first
    assert len([r for r in caplog.records if "damaged" in r.getMessage()]) == 1
    assert Shelf(source, Options("espeak"), "cache").find() is not None


@pytest.mark.parametrize("engine", [None, "auto", "piper"])
def test_what_cannot_be_told_beforehand_is_not_looked_for(source: Path, engine: str | None) -> None:
    made(source)
    assert Shelf(source, Options(engine), "cache").find() is None


def test_a_kept_one_is_no_way_round_the_questions(source: Path, tmp_path: Path) -> None:
    options = Options("espeak")
    first = save(source, tmp_path, options, cache="cache", force=False)
    assert first.name == "Khai trương phòng đọc.mp3"
    with pytest.raises(UsageError, match="there already"):
        save(source, tmp_path, options, cache="cache", force=False)
    beside = save(source, tmp_path, options, Extras(("json",)), cache="cache")
    assert json.loads(beside.with_suffix(".json").read_text(encoding="utf-8"))["sentences"]


def test_a_kept_recording_is_had_without_heavy_imports(source: Path) -> None:
    program = (
        "import sys, reader\n"
        "reader.mp3(sys.argv[1], 'a.mp3', engine='espeak', cache='cache')\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", program, source], capture_output=True, text=True, check=True
        )
    heavy = {"numpy", "lxml", "bs4", "aiohttp", "mutagen", "lameenc", "ctypes", "dataclasses"}
    assert not heavy & set(run.stdout.split())


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--sample-rate", "12345"), "no such sample rate: 12345 Hz"),
        (("--sample-rate", "44100", "--bitrate", "24"), "no such bit rate: 24 kbit/s (44100 Hz)"),
        (("--bitrate", "47"), "no such bit rate: 47 kbit/s"),
    ],
)
def test_what_mp3_has_not_is_one_clear_line(
    source: Path, option: tuple[str, ...], told: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "reader", "mp3", source, "--engine", "espeak", *option],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 2
    assert told in run.stderr
    assert "Choose one of" in run.stderr
    assert len(run.stderr.splitlines()) == 1
