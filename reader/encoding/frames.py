"""Pages in frames: the article is in another document, and is put where it belongs.

A page of frames (`<frameset>`) is the one of its frames that holds the most prose. A page that
has next to no prose itself gets that of its `<iframe>`s in their place. Where a frame's text
comes from is its caller's matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Have = Callable[[str], str | None]
    """From the address in a page to the text of that frame; None where it cannot be had."""

MOST: Final = 8
"""Frames of one document that are looked at."""
_DEEPEST: Final = 3
_LITTLE: Final = 400
"""Characters of prose that are no article."""
_RUN: Final = 60
"""Characters without a tag that are prose, and no label."""
_PART: Final = re.compile(
    r"<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>|[^<]+",
    re.DOTALL | re.IGNORECASE,
)
_FRAME: Final = re.compile(r"<i?frame\b[^>]*?>(?:\s*</iframe\s*>)?", re.IGNORECASE)
_SOURCE: Final = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_BODY: Final = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_NOWHERE: Final = ("about:", "javascript:", "data:", "blob:", "#", "mailto:")


def join(text: str, have: Have, depth: int = 0) -> tuple[str, tuple[str, ...]]:
    """A page with the prose of its frames, and the frames that were taken."""
    head = text[:2_000_000]
    if depth >= _DEEPEST or "frame" not in head.casefold():
        return text, ()
    if re.search(r"<frameset\b", head, re.IGNORECASE):
        return _best(text, have, depth)
    return _filled(text, have, depth) if prose(text, _LITTLE) < _LITTLE else (text, ())


def prose(text: str, enough: int = 1_000_000) -> int:
    """Characters of a page that stand in runs long enough for sentences; counted up to `enough`."""
    found = 0
    for part in _PART.finditer(text):
        if part[0][0] != "<" and len(part[0]) >= _RUN:
            found += len(" ".join(part[0].split()))
            if found >= enough:
                break
    return found


def _best(text: str, have: Have, depth: int) -> tuple[str, tuple[str, ...]]:
    found = [(*join(inner, have, depth + 1), source) for source, inner in _frames(text, have)]
    if not found:
        return text, ()
    best, taken, source = max(found, key=lambda frame: prose(frame[0]))
    return best, (source, *taken)


def _filled(text: str, have: Have, depth: int) -> tuple[str, tuple[str, ...]]:
    taken: list[str] = []
    inner = {source: join(part, have, depth + 1) for source, part in _frames(text, have)}

    def put(frame: re.Match[str]) -> str:
        part, deeper = inner.get(_source(frame[0]), ("", ()))
        if prose(part, _RUN) < _RUN:
            return frame[0]
        taken.extend((_source(frame[0]), *deeper))
        body = _BODY.search(part)
        return f'<div class="frame">{body[1] if body else part}</div>'

    return _FRAME.sub(put, text), tuple(taken)


def _frames(text: str, have: Have) -> Iterator[tuple[str, str]]:
    sources = (_source(match[0]) for match in _FRAME.finditer(text))
    for source in list(dict.fromkeys(filter(None, sources)))[:MOST]:
        inner = None if source.lower().startswith(_NOWHERE) else have(source)
        if inner:
            yield source, inner


def _source(tag: str) -> str:
    match = _SOURCE.search(tag)
    return (match[1] or match[2] or match[3] or "").strip().replace("&amp;", "&") if match else ""
