"""oEmbed 1.0: how another site shows our player (https://oembed.com)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from reader.outputs.podcast import plain
from reader.server.addresses import of_article

if TYPE_CHECKING:
    from reader.server.library import Found

_WIDTH: Final = 640
_HEIGHT: Final = 360
_LEAST: Final = 240


def document(found: Found, base: str, most_wide: int = 0, most_high: int = 0) -> dict[str, Any]:
    """The answer for an article.

    Args:
        found: The article.
        base: Our own address.
        most_wide: In pixels; 0 where the asker does not mind.
        most_high: The same.
    """
    width = max(_LEAST, min(_WIDTH, most_wide or _WIDTH))
    height = max(_LEAST // 2, min(_HEIGHT, most_high or _HEIGHT))
    told = found.script.article
    source = html.escape(f"{base}/{of_article('player', found.url)}")
    frame = (
        f'<iframe src="{source}" title="{html.escape(told.title)}" width="{width}" '
        f'height="{height}" loading="lazy" allow="autoplay" style="border:0;max-width:100%">'
        "</iframe>"
    )
    facts = {
        "version": "1.0",
        "type": "rich",
        "title": told.title,
        "author_name": told.author,
        "provider_name": "Đọc bài viết",
        "provider_url": f"{base}/",
        "cache_age": 3600,
        "html": frame,
        "width": width,
        "height": height,
    }
    return {name: value for name, value in facts.items() if value is not None}


def xml(document: dict[str, Any]) -> bytes:
    """The same as XML."""
    root = ET.Element("oembed")
    for name, value in document.items():
        ET.SubElement(root, name).text = plain(str(value))
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
