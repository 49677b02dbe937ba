"""Sentence → sound: a small Protocol, a registry, one adapter an engine.

    reader.engines.get("espeak").speak(sentence, Delivery(rate=1.5))    # -> Sound

What an adapter gives is raw; what `get` returns is finished: checked against the text, without
loose silence, with word marks, at an even loudness.
"""

from __future__ import annotations

from reader.engines.protocol import Engine, Workers
from reader.engines.registry import get, names

__all__ = ["Engine", "Workers", "get", "names"]
