"""The documents that the API answers, from what the server knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.cache.recordings import Kept
from reader.outputs import timing
from reader.outputs.tags import Source
from reader.server.addresses import FROM_API, of_article, of_recording
from reader.server.growing import Growing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.server.growing import Said
    from reader.server.library import Found

Recorded = Kept | Growing | None


def article(
    found: Found, recorded: Recorded, facts: dict[str, Any], voices: Sequence[str], voice: str
) -> dict[str, Any]:
    """What the component asks for first.

    Args:
        found: The article.
        recorded: Its recording.
        facts: The timing document of a finished one.
        voices: To choose from.
        voice: The chosen one; "" for the usual one.
    """
    told = found.script.article
    return {
        "url": found.url,
        "title": told.title,
        "site": told.site,
        "author": told.author,
        "date": told.date.isoformat() if told.date else None,
        "language": told.language,
        "sentences": len(found.script.sentences),
        "complete": isinstance(recorded, Kept),
        "duration": facts.get("duration"),
        **_addresses(found, recorded, voice),
        "engine": facts.get("engine"),
        "voice": facts.get("voice"),
        "voices": [_voice(found, name) for name in voices] if len(voices) > 1 else [],
        "controls": [{"kind": str(c.kind), "selector": c.selector} for c in told.controls],
    }


def _addresses(found: Found, recorded: Recorded, voice: str) -> dict[str, str]:
    """Those of a finished recording never change; the others are the article's."""
    kinds = ("audio", "timing", "captions")
    if isinstance(recorded, Kept):
        sound = {kind: FROM_API + of_recording(kind, recorded.id) for kind in kinds}
    else:
        sound = {kind: of_article(kind, found.url, voice) for kind in kinds}
    pages = {
        "transcript": FROM_API + of_article("read", found.url),
        "text": of_article("text", found.url),
    }
    return sound | pages


def _voice(found: Found, name: str) -> dict[str, str]:
    audio, timing = (of_article(kind, found.url, name) for kind in ("audio", "timing"))
    return {"name": name, "label": name, "audio": audio, "timing": timing}


def recording(found: Found, recorded: Kept | Growing, voice: str) -> dict[str, Any]:
    """How far it has come."""
    total = len(found.script.sentences)
    complete = isinstance(recorded, Kept)
    made = total if isinstance(recorded, Kept) else len(recorded.said().timeline.starts)
    addresses = _addresses(found, recorded, voice)
    return {
        "state": "complete" if complete else "making",
        "sentences": total,
        "made": made,
        "audio": addresses["audio"],
        "timing": addresses["timing"],
    }


def growing(found: Found, said: Said | None, voice: str) -> dict[str, Any]:
    """The timing document of what there is so far; nothing of it changes later."""
    audio = of_article("audio", found.url, voice)
    if said is None:
        return _nothing_yet(found, audio)
    source = Source(said.engine, said.voice)
    document = timing.document(said.script, said.timeline, source, audio, said.size)
    return document | {"complete": said.whole}


def _nothing_yet(found: Found, audio: str) -> dict[str, Any]:
    told = found.script.article
    return {
        "version": timing.VERSION,
        "title": told.title,
        "url": told.url,
        "language": told.language,
        "duration": 0,
        "engine": "",
        "voice": "",
        "audio": {"src": audio, "type": "audio/mpeg", "bytes": 0},
        "sentences": [],
        "complete": False,
    }
