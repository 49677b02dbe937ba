"""Engines by name: our own in a table, others by the entry-point group ``reader.engines``."""

from __future__ import annotations

import importlib
from importlib import metadata
from typing import TYPE_CHECKING, Final

from reader.errors import EngineMissingError, UsageError
from reader.language import say
from reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.engines.protocol import Engine

GROUP: Final = "reader.engines"
_OWN: Final = {
    "espeak": "reader.engines.espeak:Espeak",
}


def names() -> tuple[str, ...]:
    """All engines that `get` knows, our own first."""
    return (*_OWN, *sorted({e.name for e in metadata.entry_points(group=GROUP)} - set(_OWN)))


def get(name: str, settings: Settings | None = None) -> Engine:
    """The engine of that name, ready to speak.

    Args:
        name: One of `names`.
        settings: What the user decided; built-in defaults where None.

    Raises:
        UsageError: There is no such engine.
        EngineMissingError: What it needs is not installed.
    """
    return _factory(name)(settings or Settings())


def _factory(name: str) -> Callable[[Settings], Engine]:
    if name in _OWN:
        module, _, attribute = _OWN[name].partition(":")
        factory: Callable[[Settings], Engine] = getattr(importlib.import_module(module), attribute)
        return factory
    for entry in metadata.entry_points(group=GROUP, name=name):
        return _loaded(entry)
    raise UsageError(
        say(f"there is no engine “{name}”", f"không có bộ đọc “{name}”"),
        fix=say(f"Choose one of: {', '.join(names())}.", f"Hãy chọn: {', '.join(names())}."),
    )


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
