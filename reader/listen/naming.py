"""One name for an article, however it was asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from reader.values import Article

_NAMELESS: Final = ("-", "")
_WEB_PORTS: Final = (None, 80, 443)
_TRACKING: Final = re.compile(
    r"utm|fbclid|gclid|gbraid|wbraid|msclkid|gidzl|zarsrc|zalo_|igshid|mc_[ce]id|_ga",
    re.IGNORECASE,
)


def identity(source: str, article: Article | None = None) -> str:
    """What names an article whatever its address looked like; "" for what has no name.

    Standard input has none, nor an entry of a feed that leads nowhere.

    An address goes by the page's own canonical one, unless that is a front page; without scheme,
    fragment and tracking. A file goes by its absolute path.
    """
    if source in _NAMELESS:
        return ""
    if not is_address(source):
        return absolute(source)
    told = _name_of(article.url) if article and article.url else ""
    return told if "/" in told else _name_of(source)


def is_address(source: str) -> bool:
    """Whether a source is asked over the network."""
    return "://" in source


def absolute(source: str) -> str:
    """The source as it can be named from any folder."""
    return source if source in _NAMELESS or is_address(source) else str(Path(source).absolute())


def _name_of(address: str) -> str:
    """``host[:port][/path][?query]``; the address itself where it is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return address
    where = host if port in _WEB_PORTS else f"{host}:{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in asked if not _TRACKING.match(key)])
    return where + parts.path.rstrip("/") + ("?" + query if query else "")
