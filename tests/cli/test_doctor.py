"""`reader doctor`, as a user runs it: on a machine where all is well, and where nothing is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from standins import site

from reader.doctor.findings import Finding, Status, absent, bad, good
from reader.doctor.report import document, last_line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


def doctor(*arguments: str, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "doctor", *arguments],
        cwd=where,
        env={**os.environ, "XDG_CONFIG_HOME": str(where / "config"), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def servers(address: str) -> dict[str, str]:
    """Every server that an engine may ask, at one address."""
    return {
        "READER_GTTS_ADDRESS": f"{address}/gtts",
        "READER_EDGE_ADDRESS": f"{address}/edge",
        "READER_HTTP_ADDRESS": f"{address}/v1",
        "READER_PIPER_MIRROR": address,
    }


def found(run: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    return {finding["key"]: finding for finding in json.loads(run.stdout)["findings"]}


def test_where_all_is_well(tmp_path: Path, address: str) -> None:
    cache = tmp_path / "cache"
    run = doctor("--json", where=tmp_path, READER_CACHE=str(cache), **servers(address))
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["works"]
    rows = found(run)
    essential = {key for key, row in rows.items() if row["essential"]}
    assert essential == {"settings", "packages", "voice", "file"}
    host = address.removeprefix("http://")
    well = essential | {f"network {host}", "engine espeak", "engine gtts", "engine http"}
    well |= {"reads with", "sound library", "cache", "places", "language"}
    assert {key: rows[key]["status"] for key in well} == dict.fromkeys(well, "good")
    assert "× real time" in rows["voice"]["found"]
    assert "vi-vn-x-south" in rows["engine espeak"]["found"]
    assert rows["reads with"]["found"].startswith("gtts")
    assert str(cache) in rows["cache"]["found"]
    assert not list(cache.rglob("*doctor*"))
    assert all(row["fix"] for row in rows.values() if row["key"].startswith("extra ")
               and row["status"] == "absent")  # fmt: skip


def test_where_little_works_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with site.running() as closed:
        pass
    run = doctor(
        "--json",
        where=tmp_path,
        READER_CACHE=str(tmp_path / "file"),
        READER_STATE=str(tmp_path / "file" / "state"),
        READER_CONFIG=str(tmp_path / "none.toml"),
        READER_VOICE_ENGINE="gtts",
        **servers(closed),
    )
    assert run.returncode == 0, "the embedded voice needs none of all that"
    rows = found(run)
    broken = {key for key, row in rows.items() if row["status"] == "bad"}
    host = closed.removeprefix("http://")
    unwell = {f"network {host}", "engine gtts", "engine http", "reads with", "cache", "places"}
    assert unwell <= broken
    for key in unwell:
        assert rows[key]["fix"], key
    assert "gtts" in rows["reads with"]["found"]
    assert "none.toml" in rows["settings file"]["found"]
    assert "READER_STATE" in rows["places"]["fix"]


BROKEN = {
    "espeakng_loader.py": "get_library_path = get_data_path = lambda: '/nowhere/libespeak-ng.so'",
    "odd.py": "class Odd:\n    def __init__(self):\n        raise KeyError('odd')\n",
    "odd-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: odd\nVersion: 1\n",
    "odd-1.dist-info/entry_points.txt": "[reader.engines]\nodd = odd:Odd\n",
}
"""A library that is not where it should be, and an engine that breaks as it likes."""


def test_where_nothing_can_be_read_aloud_it_fails(tmp_path: Path, address: str) -> None:
    (tmp_path / "reader.toml").write_text("[voice]\nspeed = 1\n", encoding="utf-8")
    broken = tmp_path / "site"
    (broken / "odd-1.dist-info").mkdir(parents=True)
    for name, text in BROKEN.items():
        (broken / name).write_text(text, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(broken), os.environ.get("PYTHONPATH"))))
    run = doctor(where=tmp_path, LC_ALL="C", PYTHONPATH=path, **servers(address))
    assert (run.returncode, run.stderr) == (1, "")
    told = run.stdout.splitlines()
    assert told[0].startswith("x fails   settings")
    assert "voice.speed" in told[0]
    assert "reader.toml" in told[0]
    assert told[1].strip() == "> See “Settings” in the README."
    voice = next(number for number, line in enumerate(told) if "embedded voice" in line)
    assert told[voice].startswith("x fails")
    assert "> Run: pip install --force-reinstall espeakng-loader" in told[voice + 1]
    assert any("engine odd" in line and "KeyError" in line for line in told)
    assert any(line.startswith("+ works   sound library") for line in told)
    assert "cannot be read aloud" in told[-1]


FINDING = bad("cache", "bộ nhớ đệm", "/srv/cache: chỉ đọc " * 6, "Hãy chọn thư mục khác")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_lines_fit_the_terminal_and_stand_in_columns(width: int) -> None:
    shown = list(lines(FINDING, width, is_unicode=True))
    assert max(map(len, shown)) <= width
    column = shown[0].index("/srv")
    assert all(line[:column].isspace() for line in shown[1:])
    assert shown[-1][column:] == "→ Hãy chọn thư mục khác"


@pytest.mark.parametrize("width", [0, 30])
def test_lines_are_whole_where_there_are_no_columns(width: int) -> None:
    assert len(list(lines(FINDING, width, is_unicode=True))) == 2


@pytest.mark.parametrize("status", Status)
def test_a_sign_never_stands_alone(status: Status) -> None:
    finding = Finding("a", "name", status, "found")
    words = {"good": "works", "absent": "absent", "bad": "fails"}
    for is_unicode in (True, False):
        shown = next(lines(finding, 80, is_unicode=is_unicode))
        assert words[status] in shown
        assert shown[0].isascii() is not is_unicode


def test_only_what_is_essential_decides() -> None:
    well = [good("voice", "v", "", essential=True), bad("network", "n", ""), absent("e", "e", "")]
    ill = [*well, bad("file", "f", "", essential=True)]
    assert (document(well)["works"], document(ill)["works"]) == (True, False)
    assert last_line(well) != last_line(ill)
