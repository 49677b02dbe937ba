"""What a source stands for: one article, or a list of them. Pure.

    feed ─ what is new, newest first ─┐
    text of addresses ────────────────┼→ items
    --queue FILE ─────────────────────┘

Anything else is an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.listen.naming import identity, is_address
from reader.values import MediaType

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from reader.article.feed import Entry
    from reader.values import Page

_ADDRESS: Final = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_COMMENT: Final = "#"


class Item(NamedTuple):
    """One thing to hear.

    Attributes:
        source: What to fetch; "" where only `page` is there.
        title: What it was called where it was found, possibly empty.
        page: What to read if the source cannot be had: what its feed holds of it.
        feed: Address or file of the feed that it was found in, "" for others. What is skipped of
            a feed is not new the next time.
    """

    source: str
    title: str = ""
    page: Page | None = None
    feed: str = ""


def items(page: Page, item: Item, heard: Container[str] = ()) -> list[Item] | None:
    """What a fetched page lists; None where it is an article itself.

    Args:
        page: What was fetched for `item`.
        item: Where the page came from.
        heard: Identities (see `reader.listen.naming`) of what was heard; not new in a feed.
    """
    if page.media_type is MediaType.HTML:
        from reader.article import feed

        found = feed.entries(page) if feed.is_feed(page.text) else []
        return list(_new(found, item.source, heard)) if found else None
    if page.media_type is MediaType.PLAIN and (sources := addresses(page.text)):
        return [Item(source) for source in sources]
    return None


def addresses(text: str) -> list[str]:
    """The addresses in a text that holds nothing else but comments (``# …``); else none."""
    found = list(_entries(text))
    return found if all(map(_ADDRESS.match, found)) else []


def listed(text: str, folder: Path) -> list[Item]:
    """What a file for ``--queue`` names: addresses, and files beside it."""
    return [Item(s if is_address(s) else str(folder / s)) for s in _entries(text)]


def _entries(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    return (line for line in lines if line and not line.startswith(_COMMENT))


def _new(found: list[Entry], feed: str, heard: Container[str]) -> Iterator[Item]:
    """Newest first, as news are; in the feed's own order if any entry has no date."""
    if all(entry.date for entry in found):
        found = sorted(found, key=lambda e: e.date.timestamp() if e.date else 0, reverse=True)
    for entry in found:
        name = identity(entry.link)
        if (entry.link or entry.page) and not (name and name in heard):
            yield Item(entry.link, entry.title, entry.page, feed)
