"""A podcast feed: RSS 2.0 with what Apple's and the open Podcast namespaces add.

Sources: RSS 2.0 (rssboard.org), "A Podcaster's Guide to RSS" (Apple), the Podcasting 2.0
namespace for transcripts.
"""

from __future__ import annotations

import email.utils
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

MEDIA_TYPE: Final = "application/rss+xml; charset=utf-8"
_ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_PODCAST: Final = "https://podcastindex.org/namespace/1.0"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIXES: Final = {"itunes": _ITUNES, "atom": _ATOM, "podcast": _PODCAST}


class Show(NamedTuple):
    """What all episodes share.

    Attributes:
        title: Of the show.
        address: Of the feed itself.
        home: Of the site that it belongs to.
        description: A sentence or two.
        author: Who publishes it.
        language: BCP 47 tag.
        image: Address of a square picture; None where there is none.
    """

    title: str
    address: str
    home: str
    description: str
    author: str
    language: str = "vi"
    image: str | None = None


class Episode(NamedTuple):
    """An article read aloud.

    Attributes:
        title: Of the article.
        address: Of the article; it names the episode for ever.
        audio: Address of the MP3.
        size: Of the MP3, in bytes.
        seconds: How long it is.
        published: When; with a time zone.
        description: How it begins.
        author: Who wrote it.
        image: Address of its picture.
        captions: Address of the WebVTT file.
    """

    title: str
    address: str
    audio: str
    size: int
    seconds: float
    published: dt.datetime
    description: str = ""
    author: str | None = None
    image: str | None = None
    captions: str | None = None


def rss(show: Show, episodes: Iterable[Episode]) -> bytes:
    """The feed, in UTF-8; episodes in the order given."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _channel(channel, show)
    for episode in episodes:
        _item(ET.SubElement(channel, "item"), episode)
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    feed: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return feed


def _channel(channel: ET.Element, show: Show) -> None:
    _add(channel, "title", show.title)
    _add(channel, "link", show.home)
    _add(channel, "description", show.description)
    _add(channel, "language", show.language)
    self_link = {"href": show.address, "rel": "self", "type": "application/rss+xml"}
    _add(channel, f"{{{_ATOM}}}link", **self_link)
    _add(channel, f"{{{_ITUNES}}}author", show.author)
    _add(channel, f"{{{_ITUNES}}}explicit", "false")
    _add(channel, f"{{{_ITUNES}}}category", text="News")
    if show.image:
        _add(channel, f"{{{_ITUNES}}}image", href=show.image)


def _item(item: ET.Element, episode: Episode) -> None:
    _add(item, "title", episode.title)
    _add(item, "link", episode.address)
    _add(item, "guid", episode.address, isPermaLink="true")
    _add(item, "pubDate", email.utils.format_datetime(episode.published))
    _add(item, "description", episode.description or episode.title)
    _add(item, "enclosure", url=episode.audio, length=str(episode.size), type="audio/mpeg")
    _add(item, f"{{{_ITUNES}}}duration", str(round(episode.seconds)))
    _add(item, f"{{{_ITUNES}}}explicit", "false")
    if episode.author:
        _add(item, f"{{{_ITUNES}}}author", episode.author)
    if episode.image:
        _add(item, f"{{{_ITUNES}}}image", href=episode.image)
    if episode.captions:
        _add(item, f"{{{_PODCAST}}}transcript", url=episode.captions, type="text/vtt")


def _add(parent: ET.Element, tag: str, said: str = "", **attributes: str) -> None:
    clean = {name: plain(value) for name, value in attributes.items()}
    ET.SubElement(parent, tag, clean).text = plain(said) or None


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
