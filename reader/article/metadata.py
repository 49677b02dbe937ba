"""Title, date, author, site: evidence from JSON-LD, OpenGraph, meta tags and the page itself.

Rule where they disagree: the headline is the `h1` if it begins the page's `<title>` or og:title,
else og:title; for all others, JSON-LD before meta tags before what stands in the text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from reader.article import bylines, dates, titles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_ARTICLE_TYPES: Final = re.compile(r"Article|BlogPosting|Report|NewsItem")


class Facts(NamedTuple):
    """What a page says about its article; `kind` is what it calls itself ("article", "website")."""

    title: str
    date: dt.date | None
    author: str | None
    site: str | None
    url: str | None
    description: str
    image: str | None
    language: str
    kind: str


def of(tree: HtmlElement, url: str | None, known: Iterable[HtmlElement] = ()) -> Facts:
    """All facts of a page; `known` are elements that are known to be its title."""
    linked, meta = _linked(tree), _meta(tree)
    address = _canonical(tree, meta, url)
    title = titles.of(tree, meta, linked, list(known))
    return Facts(
        title=title,
        date=dates.published(tree, meta, linked, lambda: titles.element(tree, title)),
        author=bylines.of(tree, meta, linked, title),
        site=_site(tree, meta, linked, address, title),
        url=address,
        description=_description(meta, linked),
        image=_absolute(meta.get("og:image"), url),
        language=(tree.get("lang") or "vi").split("-")[0].lower() or "vi",
        kind="article" if linked else titles.clean(meta.get("og:type", "")).casefold(),
    )


def _description(meta: dict[str, str], linked: dict[str, Any]) -> str:
    told = linked.get("description")
    named = (meta.get(name) for name in ("og:description", "description", "twitter:description"))
    return titles.clean(next(filter(None, named), told if isinstance(told, str) else ""))


def saved_from(text: str) -> str | None:
    """The address that a browser or HTTrack wrote into the page that it saved."""
    told = _SAVED.search(text[:_HEAD])
    if not told:
        return None
    return told[1] if "://" in told[1] else f"https://{told[1]}"


_HEAD: Final = 2_000
_SAVED: Final = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Mirrored from )(\S+)")


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), content)
    return found


def _linked(tree: HtmlElement) -> dict[str, Any]:
    """What JSON-LD says of this article: of several the one whose headline the page's title has."""
    told = [value for script in _scripts(tree) for value in _things_in(_parsed(script))]
    articles = [value for value in told if _ARTICLE_TYPES.search(str(value.get("@type")))]
    page = titles.clean(tree.findtext(".//title") or "").casefold()
    own = (a for a in articles if titles.clean(a.get("headline") or "?").casefold() in page)
    return next(own, None) or next(iter(articles), {})


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield script.text or ""


def _parsed(text: str) -> Any:
    """JSON, as carelessly as it is written: in a comment, with a comma too many."""
    bare = _WRAPPING.sub("", text)
    for written in (bare, _LOOSE_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(written, strict=False)
        except ValueError:
            continue
    return None


_WRAPPING: Final = re.compile(
    r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$"
)
_LOOSE_COMMA: Final = re.compile(r",\s*([}\]])")


def _things_in(data: Any) -> Iterator[dict[str, Any]]:
    pending = [data]
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            yield value
            pending += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _site(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], url: str | None, title: str
) -> str | None:
    """The host, without "www.": one site has many names for itself, and one host."""
    named = titles.clean(meta.get("og:site_name") or "") or next(
        iter(bylines.names(linked.get("publisher"))), ""
    )
    host = _host(url) or _told_host(tree) or _most_linked_host(tree)
    return host or named or titles.site(tree, title) or None


def _told_host(tree: HtmlElement) -> str:
    """The host of the page's base or of its twin for small screens."""
    told = [base.get("href") for base in tree.iter("base")]
    told += [link.get("href") for link in tree.iter("link") if link.get("rel") == "amphtml"]
    return next((_SMALL.sub("", host) for host in map(_host, told) if host), "")


_SMALL: Final = re.compile(r"^(?:m|amp|mobile)\.")


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:
        return ""


def _most_linked_host(tree: HtmlElement) -> str:
    """Where a saved page's own address is not told, the host that most of its links name."""
    links = (str(a.get("href") or "") for a in tree.iter("a", "base"))
    hosts = Counter(_host(link) for link in links if link.startswith(("http:", "https:")))
    host, count = next(iter(hosts.most_common(1)), ("", 0))
    return host if count >= _MANY_LINKS and count * 2 > sum(hosts.values()) else ""


_MANY_LINKS: Final = 5


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    links = (k.get("href") for k in tree.iter("link") if (k.get("rel") or "") == "canonical")
    found = next(filter(None, links), None) or meta.get("og:url")
    return _absolute(found, url) or url


def _absolute(found: str | None, url: str | None) -> str | None:
    if not found:
        return None
    address = urljoin(url or "", found.strip())
    return address if urlsplit(address).scheme in ("http", "https") else None
