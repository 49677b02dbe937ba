"""Engines by name: our own in a table, others by the entry-point group ``reader.engines``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from reader.errors import EngineMissingError, UsageError
from reader.language import say
from reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib import metadata

    from reader.engines.protocol import Engine

GROUP: Final = "reader.engines"
_OWN: Final = {
    "gtts": "reader.engines.gtts:Gtts",
    "edge": "reader.engines.edge:Edge",
    "piper": "reader.engines.piper:Piper",
    "http": "reader.engines.http:Http",
    "espeak": "reader.engines.espeak:Espeak",
}
_FINISHED_AS_IT_COMES: Final = frozenset({"espeak"})


def names() -> tuple[str, ...]:
    """All engines that `get` knows, our own first."""
    others = {entry.name for entry in _entry_points()}
    return (*_OWN, *sorted(others - set(_OWN)))


def get(name: str, settings: Settings | None = None) -> Engine:
    """The engine of that name, ready to speak; its sound is finished (see `reader.engines`).

    Args:
        name: One of `names`.
        settings: What the user decided; built-in defaults where None.

    Raises:
        UsageError: There is no such engine.
        EngineMissingError: What it needs is not installed.
    """
    settings = settings or Settings()
    engine = raw(name, settings)
    if name in _FINISHED_AS_IT_COMES:
        return engine
    from reader.engines.finish import Finished

    return Finished(engine, settings)


def raw(name: str, settings: Settings) -> Engine:
    """The adapter of that name, as it is; raises as `get` does."""
    return _factory(name)(settings)


def _factory(name: str) -> Callable[[Settings], Engine]:
    if name in _OWN:
        module, _, attribute = _OWN[name].partition(":")
        factory: Callable[[Settings], Engine] = getattr(importlib.import_module(module), attribute)
        return factory
    for entry in _entry_points():
        if entry.name == name:
            return _loaded(entry)
    raise UsageError(
        say(f"there is no engine “{name}”", f"không có bộ đọc “{name}”"),
        fix=say(f"Choose one of: {', '.join(names())}.", f"Hãy chọn: {', '.join(names())}."),
    )


def _entry_points() -> metadata.EntryPoints:
    from importlib import metadata  # slow to import, and the embedded engine needs none

    return metadata.entry_points(group=GROUP)


def _loaded(entry: metadata.EntryPoint) -> Callable[[Settings], Engine]:
    try:
        plugin = entry.load()
    except Exception as error:
        raise EngineMissingError(
            say(f"the engine “{entry.name}” cannot be loaded", f"không nạp được “{entry.name}”"),
            f"{entry.value}: {error}",
            say("Update or remove the plug-in.", "Hãy cập nhật hoặc gỡ phần bổ sung này."),
        ) from error
    return lambda _settings: plugin()
