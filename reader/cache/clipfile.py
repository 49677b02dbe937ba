"""A clip as a sealed file (`sealed`).

{"format": 1, "samples": …, "sample_rate": …, "marks": [[sample, word], …],
"engine": …, "voice": …, "text": …}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.cache.sealed import CLIP, seal, unseal
from reader.values import Clip, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1


class Kept(NamedTuple):
    """A clip and what was noted beside it."""

    clip: Clip
    notes: Mapping[str, Any]


def pack(clip: Clip, notes: Mapping[str, Any]) -> bytes:
    """The file's bytes; `notes` are JSON values for people and statistics."""
    facts = {
        "format": FORMAT,
        "samples": clip.samples,
        "sample_rate": clip.sample_rate,
        "marks": [[mark.sample, mark.word] for mark in clip.marks],
        **notes,
    }
    return seal(CLIP, facts, clip.mp3)


def unpack(data: bytes) -> Kept | None:
    """What was packed; None if the bytes are not exactly that, or of another format."""
    found = unseal(data)
    if found is None or found.kind != CLIP or found.facts.pop("format", None) != FORMAT:
        return None
    facts, mp3 = found.facts, found.sound
    marks = tuple(Mark(sample, word) for sample, word in facts.pop("marks"))
    return Kept(Clip(mp3, facts.pop("samples"), facts.pop("sample_rate"), marks), facts)
