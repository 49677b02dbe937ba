"""What a site puts into its page: the component's tag, or a frame that holds a player.

Without JavaScript what stands inside the tag remains: a plain player and a link to the words.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from reader.embed import markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.embed.markup import Attributes

NAME: Final = "doc-bai-viet"
_WORDS: Final = {
    "vi": ("Bản chữ", "Nghe bài viết", "Tải MP3"),
    "en": ("Transcript", "Listen to the article", "Download MP3"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Addresses:
    """Where a page finds what it carries; each relative to the page, or whole.

    Attributes:
        script: The component.
        audio: The MP3.
        timing: The timing document.
        transcript: The page with the words.
        captions: WebVTT.
        feed: The podcast of the site.
        oembed: What an oEmbed consumer asks for this page.
    """

    script: str
    audio: str
    timing: str
    transcript: str = ""
    captions: str = ""
    feed: str = ""
    oembed: str = ""


def words(language: str) -> tuple[str, str, str]:
    """“Transcript”, “Listen to the article” and “Download MP3” in the page's language."""
    return _WORDS.get(language[:2], _WORDS["en"])


def tag(
    at: Addresses,
    *,
    language: str = "vi",
    article: str | None = None,
    timing: Mapping[str, Any] | None = None,
    ascii_only: bool = False,
) -> str:
    """The component and its script, in one piece to paste.

    Args:
        at: Where things are.
        language: BCP 47 tag of the component's own words.
        article: CSS selector of the article; without it, the component recognises it.
        timing: The timing document itself, for pages that are opened from a disk, where
            nothing can be fetched; it takes the place of its address.
        ascii_only: For a page whose encoding has no Vietnamese.
    """
    attributes: Attributes = {
        "src": at.audio,
        "timing": None if timing else at.timing,
        "transcript": at.transcript or None,
        "article": article,
        "lang": language[:2],
        "download": True,
    }
    inline = markup.data(timing, "application/json", ascii_only=ascii_only) if timing else ""
    script = markup.element("script", {"src": at.script, "defer": True}, "")
    return f"{script}\n{markup.element(NAME, attributes, inline + plain(at, language))}"


def plain(at: Addresses, language: str = "vi") -> str:
    """What is left without JavaScript: the browser's own player, and the words."""
    transcript, listen, download = words(language)
    player: Attributes = {
        "controls": True,
        "preload": "none",
        "src": at.audio,
        "aria-label": listen,
    }
    link: Attributes = {"href": at.transcript or at.audio, "download": not at.transcript}
    said = transcript if at.transcript else download
    return f"{markup.element('audio', player, '')} {markup.element('a', link, markup.text(said))}"


def server_tag(script: str) -> str:
    """The one line for a site that has a server of ours: it finds the article by itself."""
    return markup.element("script", {"src": script, "defer": True}, "")


def frame(player: str, title: str, height: int = 320) -> str:
    """For a CMS that takes frames only: a player that shows its own words.

    Args:
        player: Address of a transcript page, or of a server's ``/player?url=…``.
        title: Of the article: what a screen reader says of the frame.
        height: In CSS pixels.
    """
    attributes = {
        "src": player,
        "title": title,
        "width": "100%",
        "height": str(height),
        "loading": "lazy",
        "allow": "autoplay",
        "style": "border:0",
    }
    return markup.element("iframe", attributes, "")
