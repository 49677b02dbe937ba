from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING

import reader

if TYPE_CHECKING:
    from pathlib import Path


def test_these_names_are_the_interface() -> None:
    assert reader.__all__ == [
        "ReaderError", "__version__", "extract", "fetch", "mp3", "record", "script", "spoken",
    ]  # fmt: skip
    for name in reader.__all__:
        assert hasattr(reader, name)


def test_importing_a_stop_never_hides_its_function() -> None:
    """A module `reader.fetch` would take the place of the function `reader.fetch`."""
    from reader import article, fetching, recording, vietnamese  # noqa: F401

    for name in ("extract", "fetch", "record", "script", "spoken"):
        assert inspect.isfunction(getattr(reader, name)), name


def test_the_road_in_six_lines(tmp_path: Path) -> None:
    source = tmp_path / "bài.txt"
    source.write_text("Khai trương phòng đọc\n\nSáng 18/12, thư viện mở cửa.", encoding="utf-8")
    page = reader.fetch(source)
    article = reader.extract(page)
    script = reader.script(article)
    recording = reader.record(script, engine="espeak")
    recording.save(tmp_path / "bai-viet.mp3")
    assert (tmp_path / "bai-viet.mp3").stat().st_size > 5_000
    assert reader.spoken("ngày 18/12") == "ngày mười tám tháng mười hai"


def test_importing_it_loads_next_to_nothing() -> None:
    """What `import reader` may load besides the standard library: nothing."""
    program = (
        "import sys; before = set(sys.modules); import reader; print(*set(sys.modules) - before)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    foreign = {name.partition(".")[0] for name in run.stdout.split()} - sys.stdlib_module_names
    assert foreign == {"reader"}
    assert {name for name in run.stdout.split() if name.startswith("reader")} == {
        "reader",
        "reader.errors",
    }
