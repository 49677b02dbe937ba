"""What is done to a stranger's page in a child: all of it that could take long or break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import extract, feed, html
from reader.engines import for_voices
from reader.errors import TooBigError
from reader.fetching import page_of
from reader.language import say
from reader.vietnamese import script

if TYPE_CHECKING:
    from reader.net.get import Response
    from reader.settings import Settings
    from reader.values import Script

__all__ = ["html", "links", "read"]  # html: so that a child has it before the first page comes


def read(response: Response, settings: Settings) -> Script:
    """The article in what came, as it will be said.

    Raises:
        ReaderError: It is no text, no article, or too long.
    """
    article = extract(page_of(response))
    size, most = sum(len(block.text) for block in article.blocks), settings.server.characters
    if size > most:
        raise TooBigError(
            say("the article is too long", "bài viết quá dài"),
            say(f"{size} characters, at most {most}", f"{size} ký tự, nhiều nhất {most}"),
        )
    voice, lexicons = settings.voice, settings.reading.lexicons
    return for_voices(script(article, dialect=voice.dialect, lexicons=lexicons), voice.foreign)


def links(response: Response) -> list[str]:
    """Addresses of a feed's entries, in its order.

    Raises:
        NotTextError: It is no text.
    """
    return [entry.link for entry in feed.entries(page_of(response)) if entry.link]
