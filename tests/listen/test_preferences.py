"""Speed, volume and voice stay as they were set, and never lock anyone out."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.listen.preferences import KeptPreferences, Preferences, in_force

if TYPE_CHECKING:
    from pathlib import Path

SET = Preferences(speed=1.5, volume=0.5, engine="espeak", voice="vi-vn-x-south")


def test_what_is_set_stays_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    assert KeptPreferences(tmp_path).load() == Preferences()
    KeptPreferences(tmp_path).change(speed=1.5, volume=0.5)
    KeptPreferences(tmp_path).change(engine="espeak", voice="vi-vn-x-south")
    assert KeptPreferences(tmp_path).load() == SET
    KeptPreferences(tmp_path).change(speed=None)
    assert KeptPreferences(tmp_path).load().speed is None


PRECEDENCE = {
    "nothing asked": (Preferences(), {}, SET),
    "a speed asked": (Preferences(speed=2.0), {}, Preferences(2.0, 0.5, "espeak", "vi-vn-x-south")),
    "a volume of nothing": (
        Preferences(volume=0.0),
        {},
        Preferences(1.5, 0.0, "espeak", "vi-vn-x-south"),
    ),
    "a voice asked": (Preferences(voice="vi"), {}, Preferences(1.5, 0.5, "espeak", "vi")),
    "another engine has other voices": (
        Preferences(engine="gtts"),
        {},
        Preferences(1.5, 0.5, "gtts", None),
    ),
    "the same engine": (Preferences(engine="espeak"), {}, SET),
    "the environment decides the speed": (
        Preferences(),
        {"READER_VOICE_RATE": "2"},
        Preferences(None, 0.5, "espeak", "vi-vn-x-south"),
    ),
    "the environment decides the engine": (
        Preferences(),
        {"READER_VOICE_ENGINE": "gtts"},
        Preferences(1.5, 0.5, None, None),
    ),
    "asked goes over the environment": (
        Preferences(speed=0.75),
        {"READER_VOICE_RATE": "2"},
        Preferences(0.75, 0.5, "espeak", "vi-vn-x-south"),
    ),
}


@pytest.mark.parametrize(("asked", "environ", "holds"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_who_decides(asked: Preferences, environ: dict[str, str], holds: Preferences) -> None:
    assert in_force(SET, asked, environ) == holds


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("speed", 9),
        ("speed", 0),
        ("speed", "fast"),
        ("speed", True),
        ("volume", -1),
        ("volume", float("nan")),
        ("volume", 10**400),
        ("engine", 3),
        ("voice", ""),
        ("voice", ["vi"]),
    ],
)
def test_what_cannot_be_was_never_set(tmp_path: Path, field: str, value: object) -> None:
    document = {"version": 1, "speed": 1.5, field: value}
    (tmp_path / "preferences.json").write_text(json.dumps(document), "utf-8")
    found = KeptPreferences(tmp_path).load()
    assert found == Preferences(speed=None if field == "speed" else 1.5)


def test_a_damaged_file_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "preferences.json").write_text('{"version": 1, "speed"', "utf-8")
    kept = KeptPreferences(tmp_path)
    assert kept.load() == Preferences()
    assert kept.change(volume=0.25) == Preferences(volume=0.25)
    assert KeptPreferences(tmp_path).load() == Preferences(volume=0.25)
    assert "set aside" in caplog.text
    assert len(caplog.records) == 1


CHANGER = """
import sys
from pathlib import Path
from reader.listen.preferences import KeptPreferences
kept, name = KeptPreferences(Path(sys.argv[1])), sys.argv[2]
for number in range(41):
    kept.change(**{name: 0.5 + number / 80})
"""


def test_two_programs_do_not_undo_each_other(tmp_path: Path) -> None:
    names = ("speed", "volume")
    running = [
        subprocess.Popen([sys.executable, "-c", CHANGER, str(tmp_path), name]) for name in names
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert KeptPreferences(tmp_path).load() == Preferences(speed=1.0, volume=1.0)


def test_where_nothing_can_be_kept_it_holds_for_now(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state").touch()
    kept = KeptPreferences(tmp_path / "state")
    for speed in itertools.repeat(1.5, 3):
        assert kept.change(speed=speed).speed == 1.5
    assert len([r for r in caplog.records if "nothing is remembered" in r.getMessage()]) == 1
