"""What machines read of a recording: schema.org and links, escaped and ready for a page.

An `AudioObject <https://schema.org/AudioObject>`_ tells search engines and assistants of the
sound; `speakable <https://schema.org/speakable>`_ tells them which parts are fit to be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reader.embed import markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.embed.tag import Addresses

SPEAKABLE: Final = ("h1",)
"""The headline, where nothing better is known of a page."""
_OEMBED: Final = "application/json+oembed"
_FEED: Final = "application/rss+xml"


def linked_data(
    timing: Mapping[str, Any],
    at: Addresses,
    *,
    page: str = "",
    speakable: Sequence[str] = SPEAKABLE,
    date: str = "",
    author: str = "",
) -> dict[str, Any]:
    """The page as schema.org tells it: its sound, and what of it is speakable.

    Args:
        timing: The timing document; its title and language where there is no sound yet.
        at: Where things are; best whole, else they hold for the page itself.
        page: Address of the article's page, "" where it is not known.
        speakable: CSS selectors of what is fit to be read by an assistant: headline and lead.
        date: Of publication, ISO 8601.
        author: The by-line.
    """
    base = markup.address(page) or ""
    by = {"@type": "Person", "name": author} if author else None
    known = {"@id": base, "url": base, "datePublished": date, "author": by}
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        **{name: value for name, value in known.items() if value},
        "name": timing["title"],
        "inLanguage": timing["language"],
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": list(speakable)},
        "audio": audio_object(timing, at),
    }


def audio_object(timing: Mapping[str, Any], at: Addresses) -> dict[str, Any]:
    """The recording as an AudioObject."""
    found: dict[str, Any] = {
        "@type": "AudioObject",
        "name": timing["title"],
        "contentUrl": at.audio,
        "encodingFormat": "audio/mpeg",
        "inLanguage": timing["language"],
    }
    if "audio" in timing:
        found["contentSize"] = str(timing["audio"]["bytes"])
        found["duration"] = iso_duration(timing["duration"])
    if at.captions:
        captions = {"contentUrl": at.captions, "encodingFormat": "text/vtt"}
        found["caption"] = {"@type": "MediaObject", **captions}
    if at.transcript:
        found["url"] = at.transcript
    return found


def iso_duration(milliseconds: float) -> str:
    """ISO 8601: 3 725 000 ms is ``PT1H2M5S``."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0S")


def script(data: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """Linked data as a data block; nothing in it can end the block."""
    return markup.data(data, "application/ld+json", ascii_only=ascii_only)


def links(at: Addresses, title: str) -> str:
    """How the feed and an oEmbed answer are discovered; "" where there is neither."""
    alternates = ((_OEMBED, at.oembed, title), (_FEED, at.feed, "Podcast"))
    return "\n".join(
        markup.element("link", {"rel": "alternate", "type": kind, "href": href, "title": name})
        for kind, href, name in alternates
        if href
    )
