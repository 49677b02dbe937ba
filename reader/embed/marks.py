"""The one place in which a page is changed, told by two comments, and taken out again.

Pages are bytes here. What stands between the comments is ours and nothing else is, so that taking
it out gives back every byte of the page.
"""

from __future__ import annotations

import re
from typing import Final

BEGIN: Final = '<!-- doc-bai-viet: begin (put here by "reader embed") -->'
END: Final = "<!-- doc-bai-viet: end -->"
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_OPENING: Final = "<!-- doc-bai-viet: begin"


def put(page: bytes, place: int, inner: str, charset: str) -> bytes:
    """The page with `inner` at a byte of it, in the page's own encoding.

    Letters that the encoding has not become character references; inside a <script>, which
    knows none, `inner` must be ASCII already.
    """
    piece = f"{BEGIN}\n{inner}\n{END}".encode(charset, "xmlcharrefreplace")
    return page[:place] + piece + page[place:]


def strip(page: bytes) -> bytes:
    """The page without what `put` put there; the page itself where there is nothing of ours."""
    for pattern in _PATTERNS:
        page = pattern.sub(b"", page)
    return page


def has(page: bytes) -> bool:
    """Whether there is something of ours in it."""
    return any(pattern.search(page) for pattern in _PATTERNS)


def _pattern(charset: str) -> re.Pattern[bytes]:
    opening, end = (re.escape(text.encode(charset)) for text in (_OPENING, END))
    return re.compile(opening + b".*?" + end, re.DOTALL)


_PATTERNS: Final = tuple(map(_pattern, ("ascii", *_WIDE)))
