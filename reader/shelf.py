"""Finished recordings, found by everything that decides them, as bytes.

The page, the options, the settings as they are written, this program and what is installed beside
it: whatever changes, another recording is asked for, and its sentences come from the cache of
clips. Nothing is parsed to find one, and next to nothing imported. What cannot be told so is not
looked for: an address must be fetched first, "auto" depends on the network, Piper's voices come
and go, and a settings file may name lexicons.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cache import Cache, FolderStore, folder
from reader.cache.sealed import RECORDING, seal, unseal
from reader.whereabouts import settings_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.settings import Settings

_FORMAT: Final = 1
_MOST_BYTES: Final = 64_000_000
"""Of a recording that is kept, nearly three hours; a longer one is put together from its clips."""
_SETTING: Final = re.compile("READER_[A-Z]+_[A-Z]+")
_DECIDED_BY_NAME: Final = frozenset({"espeak", "gtts", "edge"})


class Options(NamedTuple):
    """What decides how an article sounds; None and 0 leave it to the settings.

    Attributes:
        engine: One of `reader.engines.names`, or "auto".
        voice: The engine's name for the voice.
        rate: Speed, 0.5–3.
        pitch: Pitch, 0.5–2.
        dialect: "north", "central" or "south".
        lexicons: Paths of the user's own readings.
        foreign: What becomes of foreign sentences; see `reader.engines.foreign`.
        loudness: In LUFS.
        kbps: Bit rate of the MP3, in kbit/s.
        sample_rate: Of the MP3, in hertz.
    """

    engine: str | None = None
    voice: str | None = None
    rate: float | None = None
    pitch: float | None = None
    dialect: str | None = None
    lexicons: tuple[str, ...] = ()
    foreign: str | None = None
    loudness: float | None = None
    kbps: int = 0
    sample_rate: int = 0


USUAL: Final = Options()


class Kept(NamedTuple):
    """A finished MP3, and the title that names its file."""

    title: str
    mp3: bytes


class Shelf:
    """Where the recording of one source under some options is, or will be.

    Args:
        source: As for `reader.fetch`.
        options: How it sounds.
        cache: The folder; see `reader.cache.folder`.
    """

    def __init__(self, source: str | Path, options: Options, cache: str | Path | None) -> None:
        settings = _settings()
        configured = settings.cache.folder if settings else ""
        self.cache = Cache(FolderStore(folder(cache, configured=configured)))
        self._key = _key(source, options, settings)

    def find(self) -> Kept | None:
        """The recording, if it is kept and whole."""
        data = self.cache.read(self._key) if self._key else None
        found = unseal(data) if data else None
        if data and not found:
            self.cache.drop(self._key)
        if not found or found.kind != RECORDING or found.facts["format"] != _FORMAT:
            return None
        self.cache.count(found.facts, "hits")
        self.cache.close()
        return Kept(found.facts["title"], found.sound)

    def keep(self, mp3: Path, title: str, engine: str, voice: str) -> None:
        """Keep a finished MP3."""
        if self._key and mp3.stat().st_size <= _MOST_BYTES:
            facts = {"format": _FORMAT, "title": title, "engine": engine, "voice": voice}
            self.cache.write(self._key, seal(RECORDING, facts, mp3.read_bytes()), flush=False)


def _settings() -> Settings | None:
    """The settings, where anybody has decided anything; None saves reading them."""
    if not settings_files() and not any(_SETTING.match(name) for name in os.environ):
        return None
    from reader.settings import load

    return load()


def _key(source: str | Path, options: Options, settings: Settings | None) -> str:
    """What decides the recording, as 64 hexadecimal digits; "" where it cannot be told."""
    engine = options.engine or (settings.voice.engine if settings else "")
    if engine not in _DECIDED_BY_NAME or "://" in str(source) or source == "-":
        return ""
    lexicons = (*options.lexicons, *(settings.reading.lexicons if settings else ()))
    told = [_FORMAT, os.path.splitext(source)[1], options, repr(settings), *_program()]  # noqa: PTH122 - a string will do
    try:
        files = [Path(name).read_bytes() for name in (*lexicons, source)]
    except OSError:
        return ""  # whoever reads it next says what is wrong
    digest = hashlib.sha256(json.dumps(told).encode())
    for content in files:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _program() -> Iterator[str | int]:
    """Our own files, and when something was last installed beside them."""
    yield from _stamps(os.path.dirname(__file__))  # noqa: PTH120 - a string will do
    for place in sys.path:
        if place.endswith("-packages"):
            with contextlib.suppress(OSError):
                yield os.stat(place).st_mtime_ns  # noqa: PTH116 - a string will do


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                facts = entry.stat()
                yield f"{entry.name} {facts.st_size} {facts.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from _stamps(entry.path)
