"""Settings, cache and state: what is decided, and where things are kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader import settings as decided
from reader import whereabouts
from reader.cache import FolderStore, folder
from reader.doctor.findings import absent, bad, failed, good
from reader.errors import ReaderError, SettingsError
from reader.language import say
from reader.listen.places import Places
from reader.listen.preferences import KeptPreferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.doctor.findings import Finding
    from reader.settings import Settings

_LITTLE: Final = 200_000_000
"""Bytes: some ten hours of speech at 48 kbit/s."""
_LOCK: Final = ".doctor-lock"


def settings() -> tuple[Settings, list[Finding]]:
    """The settings in force, the built-in ones where those are wrong; and what was found."""
    try:
        return decided.load(), list(_settings())
    except SettingsError as error:
        name = say("settings", "cài đặt")
        return decided.Settings(), [failed("settings", name, error, essential=True)]


def _settings() -> Iterator[Finding]:
    name = say("settings", "cài đặt")
    files = [str(path.absolute()) for path in whereabouts.settings_files()]
    variables = sorted(v for v in os.environ if v.startswith("READER_"))
    none = say("no file; the built-in ones hold", "không có tệp; dùng mặc định")
    yield good("settings", name, ", ".join((*files, *variables)) or none, essential=True)
    named = os.environ.get("READER_CONFIG", "")
    if named and not Path(named).is_file():
        missing = say(f"READER_CONFIG names no file: {named}", f"READER_CONFIG: không có {named}")
        yield absent("settings file", name, missing, say("Correct it.", "Hãy sửa lại."))


def check(settings: Settings) -> Iterator[Finding]:
    """Where sound and places are kept, and whether that works."""
    yield _cache(folder(configured=settings.cache.folder).absolute(), settings.cache.max_bytes)
    yield _state(whereabouts.state_folder().absolute())


def _cache(root: Path, most: int) -> Finding:
    name = say("cache", "bộ nhớ đệm")
    try:
        entries = list(FolderStore(root).entries())
        _try_out(root)
        free = shutil.disk_usage(root).free
    except (ReaderError, OSError) as error:
        return bad(
            "cache", name, f"{root}: {_why(error)}", _elsewhere("--cache DIR", "READER_CACHE")
        )
    size = sum(entry.size for entry in entries)
    kept = say(
        f"{len(entries)} clips, {_megabytes(size)} of {_megabytes(most)}",
        f"{len(entries)} đoạn, {_megabytes(size)} trên {_megabytes(most)}",
    )
    left = say(f"{_megabytes(free)} free", f"còn trống {_megabytes(free)}")
    if free < _LITTLE:
        return bad("cache", name, f"{root}: {left}", "reader cache prune --max 100")
    return good("cache", name, f"{root}: {kept}; {left}")


def _state(root: Path) -> Finding:
    name = say("places", "chỗ nghe dở")
    try:
        _try_out(root)
    except OSError as error:
        return bad("places", name, f"{root}: {_why(error)}", _elsewhere("", "READER_STATE"))
    places = list(Places(root).all())
    unfinished = sum(not place.finished for place in places)
    kept = say(
        f"{len(places)} articles remembered, {unfinished} of them unfinished",
        f"nhớ {len(places)} bài, {unfinished} bài nghe dở",
    )
    return good("places", name, f"{root}: {kept}{_set_by_keys(root)}")


def _set_by_keys(root: Path) -> str:
    """What keys decided while listening: it goes over the settings."""
    kept = KeptPreferences(root).load()
    rows = (
        (say("speed", "tốc độ"), kept.speed),
        (say("volume", "âm lượng"), kept.volume),
        (say("engine", "bộ đọc"), kept.engine),
        (say("voice", "giọng"), kept.voice),
    )
    decided = ", ".join(f"{what} {value}" for what, value in rows if value is not None)
    return say(f"; set by keys: {decided}", f"; đặt bằng phím: {decided}") if decided else ""


def _try_out(root: Path) -> None:
    """Write a file and lock one, as is done all the time; raises OSError where that fails."""
    import filelock

    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".doctor-") as trial:
        lock = Path(trial, "lock")
        try:
            with filelock.FileLock(lock), filelock.FileLock(lock, timeout=0):
                raise OSError(say("its locks hold nobody off", "khoá tệp không có tác dụng"))
        except filelock.Timeout:
            return
        except NotImplementedError as error:
            raise OSError(str(error)) from error


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _elsewhere(option: str, variable: str) -> str:
    ways = " / ".join(filter(None, (option, variable)))
    return say(f"Name a folder that can be written: {ways}", f"Hãy chọn thư mục ghi được: {ways}")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
