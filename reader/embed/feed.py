"""A podcast of the pages of a static site: a file beside their sound."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from reader.embed import addresses
from reader.language import say
from reader.outputs import podcast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.embed.manifest import Entry

FILE: Final = "podcast.xml"
_MOST: Final = 500
"""Episodes; what is older is on the site."""
_HANOI: Final = dt.timezone(dt.timedelta(hours=7))


def document(entries: Iterable[Entry], title: str, base_url: str, folder: str) -> bytes:
    """The feed, the newest article first.

    Args:
        entries: Of pages.
        title: Of the show.
        base_url: Address of the site's root.
        folder: Our folder, as a path from the root.
    """

    def address(file: str) -> str:
        return addresses.whole(base_url, f"{folder}/{file}")

    show = podcast.Show(
        title=title,
        address=address(FILE),
        home=base_url,
        description=say(f"{title}, read aloud.", f"{title}, đọc thành tiếng."),
        author=title,
    )
    newest = sorted(entries, key=_when, reverse=True)[:_MOST]
    return podcast.rss(
        show,
        (
            podcast.Episode(
                title=entry.title,
                address=entry.url,
                audio=address(entry.files["audio"]),
                size=entry.size,
                seconds=entry.duration / 1000,
                published=_when(entry),
                description=entry.summary,
                author=entry.author or None,
                captions=address(entry.files["captions"]),
            )
            for entry in newest
        ),
    )


def _when(entry: Entry) -> dt.datetime:
    """The day of publication in Vietnam; for an article without one, when we met it first."""
    found = dt.datetime.fromisoformat(entry.date or entry.made)
    return found if found.tzinfo else found.replace(tzinfo=_HANOI)
