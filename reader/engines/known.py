"""All voices there are, of all engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.engines.registry import names, raw
from reader.errors import EngineError
from reader.values import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.settings import Settings


def known(settings: Settings) -> Iterator[Voice]:
    """Of all engines; one that cannot be used now has one row that tells how to get it."""
    for name in names():
        try:
            engine = raw(name, settings)
        except EngineError as error:
            yield from _to_get(name, Voice(name, "", installed=False, install=error.fix), settings)
            continue
        yield from engine.voices()
        engine.close()


def _to_get(name: str, unknown: Voice, settings: Settings) -> Iterator[Voice]:
    """What can be got for an engine: for Piper the catalogue's voices."""
    from reader.engines import piper_voices

    yield from piper_voices.listed(piper_voices.folder(settings)) if name == "piper" else [unknown]
