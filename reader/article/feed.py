"""RSS and Atom: the content of the first entry, as a page of its own."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.values import Page

_FEED: Final = re.compile(r"<(?:rss|feed|rdf:RDF|entry)\b")
_BEGINNINGS: Final = ("<?xml", "<rss", "<feed", "<rdf", "<entry")
_CONTENT: Final = ("encoded", "content", "description", "summary")
_LEAST: Final = 200
"""Characters of an entry that is the article and not only its teaser."""


def is_feed(text: str) -> bool:
    """Whether this is a feed and not a page."""
    head = text[:2_000].lstrip()
    return head.startswith(_BEGINNINGS) and bool(_FEED.search(head))


def first_entry(page: Page) -> Page | None:
    """The first entry with its whole text as a page in HTML; None where there is none."""
    for entry in _entries(page.text):
        content = max((_text(entry, name) for name in _CONTENT), key=len)
        if len(content) >= _LEAST:
            return dataclasses.replace(
                page, text=_page(entry, content), url=_link(entry) or page.url
            )
    return None


def links(text: str) -> list[str]:
    """Addresses of the entries of a feed, in its order."""
    found = (_link(entry) for entry in _entries(text))
    return [link.strip() for link in found if link and link.strip()]


def _entries(text: str) -> Iterable[etree._Element]:
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
    root = etree.fromstring(text.encode(), parser)
    return _named(root.iter() if root is not None else (), "item", "entry")


def _named(elements: Iterable[etree._Element], *names: str) -> Iterable[etree._Element]:
    return (e for e in elements if isinstance(e.tag, str) and etree.QName(e).localname in names)


def _text(entry: etree._Element, name: str) -> str:
    for element in _named(entry, name):
        if len(element):
            return "".join(etree.tostring(child, encoding="unicode") for child in element)
        return element.text or ""
    return ""


def _link(entry: etree._Element) -> str | None:
    return next((e.get("href") or e.text for e in _named(entry, "link")), None)


def _page(entry: etree._Element, content: str) -> str:
    title = html.escape(_text(entry, "title"))
    date = html.escape(
        _text(entry, "pubDate") or _text(entry, "published") or _text(entry, "updated")
    )
    author = html.escape(_text(entry, "creator") or _text(entry, "author"))
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'>"
        f"<meta name='date' content='{date}'><meta name='author' content='{author}'></head>"
        f"<body><article><h1>{title}</h1>{content}</article></body></html>"
    )
