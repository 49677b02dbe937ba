"""Title, date, author, site: evidence from JSON-LD, OpenGraph, meta tags and the page itself.

Rule where they disagree: the headline is the `h1` if it begins the page's `<title>` or og:title,
else og:title; for all others, JSON-LD before meta tags before what stands in the text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from reader.article import dates, signs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_ARTICLE_TYPES: Final = re.compile(r"Article|BlogPosting|Report|NewsItem")
_NAME_SEPARATORS: Final = re.compile(r"\s+[|\-–—·»]\s+")


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


def of(tree: HtmlElement, url: str | None, titles: Iterable[HtmlElement] = ()) -> Facts:
    """All facts of a page; `titles` are elements that are known to be its title."""
    linked = next(_linked_articles(tree), {})
    meta = _meta(tree)
    address = _canonical(tree, meta, url)
    title = _title(tree, meta, linked, list(titles))
    return Facts(
        title=title,
        date=dates.published(tree, meta, linked, lambda: title_element(tree, title)),
        author=_author(tree, meta, linked),
        site=_site(tree, meta, linked, address),
        url=address,
        description=_clean(meta.get("og:description") or meta.get("description") or ""),
        image=_absolute(meta.get("og:image"), url),
        language=(tree.get("lang") or "vi").split("-")[0].lower() or "vi",
        kind="article" if linked else _clean(meta.get("og:type", "")).casefold(),
    )


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


def _linked_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield from _articles_in(_parsed(script.text or ""))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return None


def _articles_in(data: Any) -> Iterator[dict[str, Any]]:
    pending = [data]
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            if _ARTICLE_TYPES.search(str(value.get("@type"))):
                yield value
            pending += [value["@graph"]] if "@graph" in value else []


def _clean(text: Any) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def _title(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], known: list[HtmlElement]
) -> str:
    told = _clean(meta.get("og:title") or linked.get("headline") or "")
    page = _clean(tree.findtext(".//title") or "")
    candidates = [*known, *tree.iter("h1"), *_named_titles(tree)]
    headings = [_clean(element.text_content()) for element in candidates]
    for heading in headings:
        if heading and (_begins(heading, told, page) or _says_the_same(heading, told or page)):
            return heading
    others = (_clean(h.text_content()) for h in tree.iter("h2", "h3"))
    if heading := next((h for h in others if _begins(h, told, page)), ""):
        return heading
    if told:
        return _without_site(told, meta)
    shown = next(
        (_clean(e.text_content()) for e in [*known, *_named_titles(tree)] if _is_headline(e)), ""
    )
    return shown or _without_site(page, meta) or next(filter(None, headings), "")


def _named_titles(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.xpath("//*[contains(@class,'title') or contains(@class,'tieu')]"):
        if signs.named(signs.TITLE_NAME, element.get("class")):
            yield element


def _is_headline(element: HtmlElement) -> bool:
    """Whether it is long enough for one, and leads nowhere."""
    size = len(_clean(element.text_content()))
    return _HEADLINE < size < 10 * _HEADLINE and next(element.iter("a"), None) is None


def _begins(heading: str, *titles: str) -> bool:
    folded = heading.casefold()
    return len(folded) > 8 and any(t.casefold().startswith(folded) for t in titles if t)  # noqa: PLR2004 - "Tin tức" begins many titles


def _says_the_same(heading: str, told: str) -> bool:
    """Whether a headline was only reworded for search engines."""
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (heading, told))
    return len(one) > _FEW_WORDS and len(one & other) >= _MOST_WORDS * max(len(one), len(other))


def title_element(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Where the page shows its title; the first `h1` where it does not."""
    for element in tree.iter("h1", "h2", "h3") if title else ():
        if says(element, title):
            return element
    beginning = title[:_FEW_LETTERS]
    for element in tree.iter("div", "p", "strong", "b", "font", "span", "td") if title else ():
        own = (element.text or "").lstrip()
        if own.startswith(beginning) and says(element, title):
            return element
    return next(tree.iter("h1"), None)


def says(element: HtmlElement, title: str) -> bool:
    """Whether an element says a title and nothing else."""
    return _clean(element.text_content()).casefold() == title.casefold()


_HEADLINE: Final = 25
_FEW_LETTERS: Final = 3
_FEW_WORDS: Final = 4
_MOST_WORDS: Final = 0.7


def _without_site(title: str, meta: dict[str, str]) -> str:
    """«Headline - Site» without its site."""
    parts = _NAME_SEPARATORS.split(title)
    site = _clean(meta.get("og:site_name", "")).casefold()
    if len(parts) > 1 and (parts[-1].casefold() == site or len(parts[-1]) < len(parts[0]) / 3):
        return title[: title.rfind(parts[-1])].rstrip(" |-–—·»")
    return title


def _author(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    told = [*_names(linked.get("author")), meta.get("article:author"), meta.get("author")]
    for name in map(_name, filter(None, told)):
        if _is_name(name, meta):
            return name
    for element in tree.xpath("//*[@rel='author' or @itemprop='author' or @class]"):
        marks = f"{element.get('class')} {element.get('rel')} {element.get('itemprop')}"
        if signs.named(signs.AUTHOR_NAME, marks):
            name = _name(element.text_content())
            if _is_name(name, meta):
                return name
    return None


def _name(text: str) -> str:
    """«Nguyễn Minh» of «Viết bởi: Nguyễn Minh, »."""
    return _OF.sub("", _BY.sub("", _clean(text))).strip(" ,;-–|•·")


_OF: Final = re.compile(r"(?:,|\s[-–|/])\s*(?:[A-Z]{2,6}|for .*|.*\.(?:vn|com|net))$")


_BY: Final = re.compile(
    r"^(?:(?:được )?(?:viết|đăng|tạo|gửi) bởi|tác giả|người (?:viết|đăng)|bài|tin|theo|bởi"
    r"|thực hiện|(?:written |posted |published )?by)\b\s*:?\s*",
    re.IGNORECASE,
)


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [str(value)] if value else []


def _is_name(name: str, meta: dict[str, str]) -> bool:
    """Not an address, not the site itself, not a list of tags."""
    site = _clean(meta.get("og:site_name", "")).casefold()
    return (
        1 < len(name) < 60  # noqa: PLR2004 - several authors, no sentence
        and not signs.INSTITUTION.search(name)
        and not (site and (name.casefold() in site or site in name.casefold()))
        and not re.search(r"https?:|www\.|\.(?:vn|com|net)\b|;|\d{3}", name, re.IGNORECASE)
    )


def _site(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], url: str | None
) -> str | None:
    """The host, without "www.": one site has many names for itself, and one host."""
    named = _clean(meta.get("og:site_name") or "") or next(
        iter(_names(linked.get("publisher"))), ""
    )
    return _host(url) or _most_linked_host(tree) or named or None


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
