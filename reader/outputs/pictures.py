"""The picture that stands for an article, for the front of its file."""

from __future__ import annotations

import logging
from typing import Final

from reader.errors import ReaderError
from reader.language import say
from reader.outputs.tags import Cover

_log = logging.getLogger(__name__)
_MOST: Final = 3_000_000
_TYPES: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def cover(address: str | None, *, allow_private: bool = False) -> Cover | None:
    """The picture at an address; where it cannot be had, that is said and there is none."""
    from reader.net.get import fetch_bytes

    why = say("the page names none", "trang không nêu ảnh nào")
    if address:
        try:
            body = fetch_bytes(address, limit=_MOST, allow_private=allow_private).body
        except ReaderError as error:
            why = str(error)
        else:
            kind = next((name for head, name in _TYPES.items() if body.startswith(head)), None)
            if kind:
                return Cover(kind, body)
            why = say(f"{address} is no picture", f"{address} không phải ảnh")
    _log.warning(say("no cover: %s", "không có ảnh bìa: %s"), why)
    return None
