from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import settings
from reader.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_without_files_the_defaults_hold(here: Path) -> None:
    assert settings.load({}) == settings.Settings()


def test_later_wins(here: Path) -> None:
    (here / "reader.toml").write_text('[voice]\nengine = "gtts"\nrate = 2\n', encoding="utf-8")
    named = here / "named.toml"
    named.write_text('[voice]\nengine = "espeak"\n[reading]\nlexicons = ["a.tsv"]\n', "utf-8")
    found = settings.load({"READER_CONFIG": str(named), "READER_VOICE_DIALECT": "south"})
    assert (found.voice.engine, found.voice.rate, found.voice.dialect) == ("espeak", 2.0, "south")
    assert found.reading.lexicons == ("a.tsv",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("voice = 3", "unknown setting"),
        ("[voices]\na = 1", "unknown setting"),
        ("[voice]\nspeed = 1", r"voice\.speed"),
        ('[voice]\nrate = "quick"', "a number"),
        ("[voice]\nrate = true", "a number"),
        ("[voice]\nengine = 1", "text"),
        ("[cache]\nmax_bytes = 1.5", "a whole number"),
        ("[reading]\nlexicons = [1]", "a list"),
        ("[voice", "cannot read the settings"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(here: Path, text: str, complaint: str) -> None:
    (here / "reader.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint) as caught:
        settings.load({})
    assert "reader.toml" in str(caught.value)


def test_the_environment_is_checked_too(here: Path) -> None:
    with pytest.raises(SettingsError, match=r"voice\.rate"):
        settings.load({"READER_VOICE_RATE": "fast"})


def test_addresses_in_the_environment_may_have_colons(here: Path) -> None:
    found = settings.load({"READER_SERVER_ORIGINS": "https://a.vn, http://b.vn:8080"})
    assert found.server.origins == ("https://a.vn", "http://b.vn:8080")
