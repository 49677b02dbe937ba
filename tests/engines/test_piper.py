"""Piper with the real package on a tiny model, and fetching voices from a host with bad days."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from standins import files_server, piper_model

from reader.engines import piper_voices, registry
from reader.engines.piper_voices import File, Pinned
from reader.errors import (
    BadSoundError,
    EngineError,
    EngineMissingError,
    NetworkError,
    NotFoundError,
    StorageError,
    UsageError,
)
from reader.settings import PiperSettings, Settings
from reader.testing import LONG, SHORT, sentence
from reader.values import Delivery, Sentence, Voice, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.engines import Engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(piper=PiperSettings(folder=str(tmp_path / "voices")))


@pytest.fixture
def piper(settings: Settings) -> Iterator[Engine]:
    piper_model.install(Path(settings.piper.folder))
    engine = registry.raw("piper", settings)
    yield engine
    engine.close()


def test_an_installed_voice_comes_before_the_catalogue(piper: Engine) -> None:
    first, *rest = piper.voices()
    assert first == Voice("piper", "vi_VN-thu-x_low", "vi-VN", "", "", piper_model.SAMPLE_RATE)
    assert [voice.name for voice in rest] == list(piper_voices.catalogue())
    assert all(voice.install == f"reader voices download {voice.name}" for voice in rest)


def test_the_model_s_own_durations_are_the_marks(piper: Engine) -> None:
    """Each word of the tiny model begins after silence, to the sample."""
    sound = piper.speak(sentence(SHORT), Delivery())
    assert [mark.word for mark in sound.marks] == list(range(8))
    for mark in sound.marks:
        assert not any(sound.pcm[2 * (mark.sample - 500) : 2 * mark.sample])
        assert any(sound.pcm[2 * mark.sample : 2 * (mark.sample + 100)])


def test_a_word_of_several_syllables_has_one_mark(piper: Engine) -> None:
    words = (Word(0, 5, "mười tám tháng mười hai"), Word(6, 9, "năm"))
    said = Sentence(0, 0, 9, "18/12 năm", words)
    marks = piper.speak(said, Delivery()).marks
    alone = piper.speak(sentence("mười tám tháng mười hai năm"), Delivery()).marks
    assert [(m.sample, m.word) for m in marks] == [(alone[0].sample, 0), (alone[5].sample, 1)]


def test_rate_is_the_model_s_own(piper: Engine) -> None:
    usual = piper.speak(sentence(LONG), Delivery()).seconds
    assert piper.speak(sentence(LONG), Delivery(rate=2)).seconds == pytest.approx(
        usual / 2, rel=0.02
    )
    assert piper.speak(sentence(LONG), Delivery(rate=0.5)).seconds == pytest.approx(
        2 * usual, rel=0.02
    )


def test_a_damaged_model_is_a_clear_error(piper: Engine, settings: Settings) -> None:
    model = next(Path(settings.piper.folder).glob("*/*.onnx"))
    model.write_bytes(model.read_bytes()[:200])
    with pytest.raises(EngineError, match="reader voices download"):
        piper.speak(sentence(SHORT), Delivery())


def test_a_voice_that_is_not_there_is_named(piper: Engine) -> None:
    with pytest.raises(EngineMissingError, match="vi_VN-vivos-x_low"):
        piper.speak(sentence(SHORT), Delivery("vi_VN-vivos-x_low#7"))


def test_the_catalogue_holds_what_the_issue_of_voices_needs() -> None:
    text = resources.files("reader.engines").joinpath("piper_voices.json").read_text("utf-8")
    for name, voice in json.loads(text)["voices"].items():
        assert voice["path"].replace("/", "").startswith("vivi_VN")
        assert set(voice["files"]) == {f"{name}.onnx", f"{name}.onnx.json"}
        for file in voice["files"].values():
            assert len(file["md5"]) == 32
            assert len(file.get("sha256", "0" * 64)) == 64
            assert file["size"] > 1_000
    best = piper_voices.pinned("vi_VN-vais1000-medium")
    assert best.size == 63_201_294 + 4_860
    assert best.voice.licence == "CC-BY-4.0"
    with pytest.raises(UsageError, match="vi_VN-vais1000-medium"):
        piper_voices.pinned("vi_VN-nobody-high")


NAME = "vi_VN-tap-low"


def pinned(size: int = 700_000) -> Pinned:
    """A voice as the stand-in for a host of files has it."""
    files = tuple(
        File(name, len(data), {"md5": md5(data), "sha256": hashlib.sha256(data).hexdigest()})
        for name in (f"model-{size}", "model.json-90")
        for data in [files_server.content(name)]
    )
    return Pinned(Voice("piper", NAME), "vi/tap", 1, files)


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def fetched(standins: str, settings: Settings, mode: str, size: int = 700_000) -> list[int]:
    """Fetch the voice; what the progress told."""
    told: list[int] = []
    mirror = f"{standins}/files/{mode}/"
    chosen = Settings(piper=PiperSettings(settings.piper.folder, mirror))
    place = piper_voices.fetch(pinned(size), chosen, lambda done, _all: told.append(done))
    for file in pinned(size).files:
        assert (place / file.name).read_bytes() == files_server.content(file.name)
    return told


def leftovers(settings: Settings) -> list[str]:
    folder = Path(settings.piper.folder)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("mode", ["ok", "drop", "whole", "endless"])
def test_a_voice_arrives_whole(standins: str, settings: Settings, mode: str) -> None:
    size = 700_000 if mode != "drop" else 100
    told = fetched(standins, settings, mode, size)
    assert told == sorted(told)
    assert told[-1] == pinned(size).size
    assert leftovers(settings) == [NAME]


def test_what_came_is_taken_up_again(standins: str, settings: Settings) -> None:
    beside = Path(settings.piper.folder) / f"{NAME}.part"
    beside.mkdir(parents=True)
    model = pinned().files[0]
    (beside / model.name).write_bytes(files_server.content(model.name)[:400_000])
    told = fetched(standins, settings, "ok")
    assert all(done >= 400_000 or done <= 90 for done in told)


def test_a_whole_voice_is_not_fetched_again(standins: str, settings: Settings) -> None:
    fetched(standins, settings, "ok")
    assert fetched(standins, settings, "missing") == []


FAILURES = {"damaged": BadSoundError, "missing": NotFoundError}


@pytest.mark.parametrize(("mode", "error"), FAILURES.items())
def test_nothing_half_is_installed(
    standins: str, settings: Settings, mode: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        fetched(standins, settings, mode)
    assert NAME not in leftovers(settings)
    assert not any((Path(settings.piper.folder) / f"{NAME}.part").iterdir())


def test_without_a_connection_what_came_is_kept(standins: str, settings: Settings) -> None:
    with pytest.raises(NetworkError, match="run the same command again"):
        fetched(standins, settings, "stuck")
    assert leftovers(settings) == [f"{NAME}.part"]
    fetched(standins, settings, "ok")
    assert leftovers(settings) == [NAME]


def test_a_folder_that_cannot_be_written_is_a_clear_error(
    standins: str, settings: Settings
) -> None:
    Path(settings.piper.folder).write_text("in the way")
    with pytest.raises(StorageError):
        fetched(standins, settings, "ok")


def test_removing(standins: str, settings: Settings) -> None:
    fetched(standins, settings, "ok")
    piper_voices.remove(NAME, settings)
    assert leftovers(settings) == []
    for name in (NAME, "", "..", "../voices"):
        with pytest.raises(EngineMissingError):
            piper_voices.remove(name, settings)
