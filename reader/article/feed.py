"""RSS and Atom: what the entries are, and the content of each as a page of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email.utils
import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.values import Page

_FEED: Final = re.compile(r"<(?:rss|feed|rdf:RDF|entry)\b")
_BEGINNINGS: Final = ("<?xml", "<rss", "<feed", "<rdf", "<entry")
_CONTENT: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "date", "updated")
_LEAST: Final = 200
"""Characters of an entry that is the article and not only its teaser."""


class Entry(NamedTuple):
    """What a feed says of one article.

    Attributes:
        title: As the feed gives it, possibly empty.
        link: Address of the article; "" where there is none.
        page: What the feed itself holds of it; None where that is a teaser or nothing.
        date: When it was published, with its zone; None where unknown.
    """

    title: str
    link: str
    page: Page | None
    date: dt.datetime | None


def is_feed(text: str) -> bool:
    """Whether this is a feed and not a page."""
    head = text[:2_000].lstrip()
    return head.startswith(_BEGINNINGS) and bool(_FEED.search(head))


def first_entry(page: Page) -> Page | None:
    """The first entry with its whole text as a page in HTML; None where there is none."""
    return next((entry.page for entry in entries(page) if entry.page), None)


def entries(page: Page) -> list[Entry]:
    """All entries, in the order of the feed."""
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
    root = etree.fromstring(page.text.encode(), parser)
    found = _named(root.iter() if root is not None else (), "item", "entry")
    return [_entry(element, page) for element in found]


def _entry(element: etree._Element, feed: Page) -> Entry:
    title = " ".join(_nfc(html.unescape(_text(element, "title"))).split())
    link = _link(element, feed.url or "")
    content = max((_text(element, name) for name in _CONTENT), key=len)
    text = _nfc(_page(element, content))
    page = dataclasses.replace(feed, text=text, url=link or feed.url)
    return Entry(title, link, page if len(content) >= _LEAST else None, _date(element))


def _nfc(text: str) -> str:
    """References to combining characters are resolved in a feed, and not yet in its NFC."""
    return unicodedata.normalize("NFC", text)


def _named(elements: Iterable[etree._Element], *names: str) -> Iterable[etree._Element]:
    return (e for e in elements if isinstance(e.tag, str) and etree.QName(e).localname in names)


def _text(entry: etree._Element, name: str) -> str:
    for element in _named(entry, name):
        if len(element):
            return "".join(etree.tostring(child, encoding="unicode") for child in element)
        return element.text or ""
    return ""


def _link(entry: etree._Element, feed: str) -> str:
    """Where the article is read, not where the entry, its sound or its comments are."""
    told = [e.get("href") or e.text for e in _named(entry, "link") if _is_for_reading(e)]
    told += [e.text for e in _named(entry, "guid") if e.get("isPermaLink") != "false"]
    return next(filter(None, (_address(feed, link.strip()) for link in told if link)), "")


def _address(feed: str, link: str) -> str:
    """The link as a web address; "" where it is none."""
    try:
        address = urljoin(feed, link)
        return address if urlsplit(address).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _is_for_reading(link: etree._Element) -> bool:
    return (link.get("rel") or "alternate") == "alternate"


def _date(entry: etree._Element) -> dt.datetime | None:
    """RSS writes dates as mail does, Atom in ISO 8601; one without a zone counts as UTC."""
    for parse in (dt.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            date = parse(_when(entry).strip())
        except ValueError:
            continue
        return date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return None


def _when(entry: etree._Element) -> str:
    return next(filter(None, (_text(entry, name) for name in _DATES)), "")


def _page(entry: etree._Element, content: str) -> str:
    title = html.escape(_text(entry, "title"))
    date = html.escape(_when(entry))
    author = html.escape(_text(entry, "creator") or _text(entry, "author"))
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'>"
        f"<meta name='date' content='{date}'><meta name='author' content='{author}'></head>"
        f"<body><article><h1>{title}</h1>{content}</article></body></html>"
    )
