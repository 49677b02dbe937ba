"""Pieces of HTML from values that are not trusted: everything is escaped here and only here."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    Attributes = Mapping[str, str | bool | None]

_SCHEMES: Final = frozenset(("", "http", "https"))
_IN_A_SCRIPT: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What would end a <script>, or mean something else where a page is read as XML."""


def text(words: str) -> str:
    """Text between tags."""
    return html.escape(words, quote=False)


def element(tag: str, attributes: Attributes, inner: str | None = None) -> str:
    """An element; `inner` is HTML already, None for an element that is never closed.

    Attributes that are None or False are left out, True stands for a bare name.
    """
    pairs = "".join(map(_attribute, attributes.items()))
    return f"<{tag}{pairs}>" if inner is None else f"<{tag}{pairs}>{inner}</{tag}>"


def _attribute(pair: tuple[str, str | bool | None]) -> str:
    name, value = pair
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(value)}"'


def data(value: Any, media_type: str, *, ascii_only: bool = False) -> str:
    """A data block, which no content security policy forbids.

    Args:
        value: What JSON can say.
        media_type: Of the block.
        ascii_only: For a page whose encoding has no Vietnamese.
    """
    written = json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))
    for char, escape in _IN_A_SCRIPT.items():
        written = written.replace(char, escape)
    return element("script", {"type": media_type}, written)


def address(url: str | None) -> str | None:
    """An address that is safe in a link: relative or http(s); None for any other."""
    try:
        return url if url and urlsplit(url.strip()).scheme.lower() in _SCHEMES else None
    except ValueError:
        return None
