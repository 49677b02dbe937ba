"""What several commands do alike: settings from options, a script from settings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from reader.errors import UsageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.settings import Settings
    from reader.values import Article, Script

_BOUNDS = {"rate": (0.5, 3.0), "pitch": (0.5, 2.0)}
_DIALECTS = ("north", "central", "south")


def settings(
    *,
    engine: str | None = None,
    voice: str | None = None,
    rate: float | None = None,
    pitch: float | None = None,
    dialect: str | None = None,
    lexicons: Sequence[Path] | None = None,
    foreign: str | None = None,
    loudness: float | None = None,
    jobs: int | None = None,
) -> Settings:
    """What files and environment decide, and over it what the command line says.

    Raises:
        UsageError: A rate, pitch or dialect that there is not.
    """
    from reader.settings import load

    decided = load()
    asked = {
        "engine": engine, "name": voice, "rate": rate, "pitch": pitch, "dialect": dialect,
        "foreign": foreign, "loudness": loudness,
    }  # fmt: skip
    said = {name: value for name, value in asked.items() if value is not None}
    speaking = dataclasses.replace(decided.voice, **said)  # type: ignore[arg-type]
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(speaking, name) <= most:
            raise _out_of_bounds(name, f"{least:g}–{most:g}")
    if speaking.dialect not in _DIALECTS:
        raise _out_of_bounds("dialect", ", ".join(_DIALECTS))
    own = tuple(map(str, lexicons or ()))
    reading = dataclasses.replace(decided.reading, lexicons=(*own, *decided.reading.lexicons))
    online = dataclasses.replace(decided.online, jobs=jobs or decided.online.jobs)
    return dataclasses.replace(decided, voice=speaking, reading=reading, online=online)


def script(article: Article, settings: Settings) -> Script:
    """How the article is read under these settings."""
    import reader
    from reader.engines import for_voices

    said = reader.script(
        article, dialect=settings.voice.dialect, lexicons=settings.reading.lexicons
    )
    return for_voices(said, settings.voice.foreign)


def _out_of_bounds(name: str, choice: str) -> UsageError:
    return UsageError(
        say(f"there is no such {name}", f"{name} không hợp lệ"),
        fix=say(f"Choose from {choice}.", f"Hãy chọn trong {choice}."),
    )
