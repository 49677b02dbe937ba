"""Sentence → sound: a small Protocol, a registry, one adapter an engine.

    reader.engines.get("espeak").speak(sentence, Delivery(rate=1.5))    # -> Sound
    reader.engines.choose("auto", settings)                             # -> Choice(engine, …)

What an adapter gives is raw; what `get` returns is finished: checked against the text, without
loose silence, with word marks, at an even loudness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.engines.protocol import Engine, Workers
from reader.engines.registry import get, names

if TYPE_CHECKING:
    from reader.engines.choice import Choice
    from reader.settings import Settings
    from reader.values import Delivery, Script

__all__ = ["Engine", "Workers", "choose", "delivery", "for_voices", "get", "names"]


def choose(name: str = "auto", settings: Settings | None = None) -> Choice:
    """The named engine, or the best that can speak now; see `reader.engines.choice`."""
    from reader.engines import choice

    return choice.choose(name, settings)


def delivery(engine: Engine, settings: Settings) -> Delivery:
    """How the engine is to speak by these settings; see `reader.engines.choice`."""
    from reader.engines import choice

    return choice.delivery(engine, settings)


def for_voices(script: Script, policy: str = "speak") -> Script:
    """The script with its foreign sentences dealt with; see `reader.engines.foreign`."""
    from reader.engines import foreign

    return foreign.for_voices(script, policy)
