"""The podcast of what was recorded here, and recording a site's newest articles ahead."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from typing import TYPE_CHECKING, Any, Final

from reader.errors import ReaderError
from reader.language import say
from reader.outputs.podcast import Episode, Show
from reader.server import pages
from reader.server.addresses import of_recording
from reader.server.growing import Growing

if TYPE_CHECKING:
    from reader.cache.recordings import Kept
    from reader.server.service import Service
    from reader.settings import ServerSettings

_log = logging.getLogger(__name__)
_EPISODES: Final = 100
_NEWEST: Final = 20
"""Articles of a feed that are recorded ahead."""
_EVERY: Final = 900.0
"""Seconds between two looks at a feed."""
_VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))


def show(server: ServerSettings, base: str) -> Show:
    """What the feed says of itself."""
    title = pages.feed_title(server)
    description = say("Articles, read aloud.", "Các bài viết được đọc thành tiếng.")
    return Show(title, f"{base}/feed.xml", f"{base}/", description, title)


def episodes(here: Service, base: str) -> list[Episode]:
    """The newest recordings, one an article, the newest article first."""
    found: dict[str, Episode] = {}
    for kept in here.shelf.newest(_EPISODES):
        with contextlib.suppress(ReaderError):  # removed meanwhile
            episode = _episode(kept, here.shelf.facts(kept), base)
            found.setdefault(episode.address, episode)
    return sorted(found.values(), key=lambda episode: episode.published, reverse=True)


def _episode(kept: Kept, facts: dict[str, Any], base: str) -> Episode:
    article, timing = facts["article"], facts["timing"]
    return Episode(
        title=article["title"],
        address=article["url"] or f"{base}/{of_recording('audio', kept.id)}",
        audio=f"{base}/{of_recording('audio', kept.id)}",
        size=kept.size,
        seconds=timing["duration"] / 1000,
        published=_published(article["date"], facts["made"]),
        description=article["blocks"][0]["text"],
        author=article["author"],
        image=article["image"],
        captions=f"{base}/{of_recording('captions', kept.id)}",
    )


def _published(date: str | None, made: float) -> dt.datetime:
    """The day that the article names, at the hour when it was recorded there; else that moment."""
    moment = dt.datetime.fromtimestamp(made, _VIETNAM)
    if date is None or date == moment.date().isoformat():
        return moment
    return dt.datetime.combine(dt.date.fromisoformat(date), dt.time(6), _VIETNAM)


async def record_ahead(here: Service) -> None:
    """Look at the site's feeds again and again, and have their newest articles recorded."""
    while True:
        for feed in here.settings.server.feeds:
            try:
                await _record_newest(here, feed)
            except ReaderError as error:
                _log.warning("%s", error)
        await asyncio.sleep(_EVERY)


async def _record_newest(here: Service, feed: str) -> None:
    from reader.server import reading

    response = await here.library.fetch(feed)
    for url in (await here.children.run(reading.links, response))[:_NEWEST]:
        try:
            await _record(here, url)
        except ReaderError as error:  # of one article; the others go on
            _log.warning("%s: %s", url, error)


def _for_free() -> None:
    """The owner's own feed is not limited."""


async def _record(here: Service, url: str) -> None:
    """One at a time: whoever listens now comes first."""
    found = await here.library.find(url, _for_free)
    recorded = await here.studio.wanted(found, "", _for_free)
    if isinstance(recorded, Growing):
        recorded.wanted = True
        await recorded.over()
