"""The headline: of the names that a page has for itself, the one that it also shows.

Rule where they disagree: an `h1` or named heading that begins the page's `<title>` or og:title, or
says nearly the same; then og:title or JSON-LD; then the part of `<title>` that stands on the page;
then the only `h1` of an `<article>` or of the page, or the only headline in a box that is called
"title", for many a `<title>` names nothing but the site; then `<title>`; each without the site's
name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from reader.article import signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_SEPARATOR: Final = re.compile(r"\s+[|\-–—·»]\s+")
_HEADLINE: Final = 25
_FEW_LETTERS: Final = 3
_FEW_WORDS: Final = 4
_MOST_WORDS: Final = 0.7


def clean(text: Any) -> str:
    """In NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def of(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], known: list[HtmlElement]
) -> str:
    """The headline of a page, possibly empty; `known` are elements that are known to say it."""
    told = clean(meta.get("og:title") or linked.get("headline") or "")
    page = clean(tree.findtext(".//title") or "")
    named = [*known, *_named(tree)]
    headings = [clean(element.text_content()) for element in [*known, *tree.iter("h1"), *named]]
    for heading in filter(None, headings):
        if _begins(heading, told, page) or _says_the_same(heading, told or page):
            return _without_section(heading, _without_site(told, meta))
    others = (clean(h.text_content()) for h in tree.iter("h2", "h3"))
    if heading := next((h for h in others if _begins(h, told, page)), ""):
        return heading
    if told:
        return _without_site(told, meta)
    shown = next((clean(e.text_content()) for e in named if _is_headline(e)), "")
    shown = shown or next((part for part in _parts(page) if _shown(tree, part) is not None), "")
    page = _without_site(page, meta)
    if not shown and (not page or _shown(tree, page) is None):
        shown = next(filter(None, map(_only, _places(tree))), "")
    return shown or page or next(filter(None, headings), "")


def site(tree: HtmlElement, title: str) -> str:
    """«Headline - Báo Phú Sơn» names its site: what sites are called, or all but the headline."""
    page = clean(tree.findtext(".//title") or "")
    first, *others = _SEPARATOR.split(page)
    last = others[-1] if others else ""
    is_site = signs.SITE.match(last) or (len(others) == 1 and first == title)
    return last if is_site else ""


def element(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Where the page shows its title; the first `h1` where it does not."""
    shown = _shown(tree, title) if title else None
    return next(tree.iter("h1"), None) if shown is None else shown


def _shown(tree: HtmlElement, title: str) -> HtmlElement | None:
    for heading in tree.iter("h1", "h2", "h3"):
        if says(heading, title):
            return heading
    beginning = title[:_FEW_LETTERS]
    for other in tree.iter("div", "p", "strong", "b", "font", "span", "td"):
        if (other.text or "").lstrip().startswith(beginning) and says(other, title):
            return other
    return None


def says(heading: HtmlElement, title: str) -> bool:
    """Whether an element says a title and nothing else."""
    return clean(heading.text_content()).casefold() == title.casefold()


def _parts(page: str) -> list[str]:
    """What may be the headline in «Site | Headline - Series», the longest first."""
    parts = _SEPARATOR.split(page)
    return sorted((p for p in parts if len(p) > _HEADLINE), key=len, reverse=True)[:3]


def _named(tree: HtmlElement) -> Iterator[HtmlElement]:
    for heading in tree.xpath("//*[contains(@class,'title') or contains(@class,'tieu')]"):
        if signs.named(signs.TITLE_NAME, heading.get("class")):
            yield heading


def _is_headline(heading: HtmlElement) -> bool:
    """Whether it is long enough for one, and leads nowhere."""
    size = len(clean(heading.text_content()))
    return _HEADLINE < size < 10 * _HEADLINE and next(heading.iter("a"), None) is None


def _places(tree: HtmlElement) -> Iterator[Iterable[HtmlElement]]:
    yield tree.xpath("//article//h1")
    yield tree.iter("h1")
    yield filter(_is_headline, tree.xpath("//*[contains(concat(' ', @class, ' '), ' title ')]"))


def _only(headings: Iterable[HtmlElement]) -> str:
    """What the one heading says that leads nowhere; "" where it is too short, or one of several."""
    texts = {clean(h.text_content()) for h in headings if next(h.iter("a"), None) is None}
    text = texts.pop() if len(texts) == 1 else ""
    return text if len(text.split()) >= _FEW_WORDS else ""


def _begins(heading: str, *titles: str) -> bool:
    folded = heading.casefold()
    return len(folded) > 8 and any(t.casefold().startswith(folded) for t in titles if t)  # noqa: PLR2004 - "Tin tức" begins many titles


def _says_the_same(heading: str, told: str) -> bool:
    """Whether a headline was only reworded for search engines."""
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (heading, told))
    return len(one) > _FEW_WORDS and len(one & other) >= _MOST_WORDS * max(len(one), len(other))


def _without_section(heading: str, told: str) -> str:
    """«Thời sự Headline» without the section before it."""
    before = len(heading) - len(told)
    return told if told and before < _HEADLINE and _ends(heading, told) else heading


def _ends(heading: str, told: str) -> bool:
    return heading.casefold().endswith(f" {told.casefold()}")


def _without_site(title: str, meta: dict[str, str]) -> str:
    """«Headline - Site» without its site."""
    parts = _SEPARATOR.split(title)
    site = clean(meta.get("og:site_name", "")).casefold()
    last = parts[-1]
    is_site = last.casefold() == site or len(last) < len(parts[0]) / 3 or signs.SITE.match(last)
    if len(parts) > 1 and is_site:
        return title[: title.rfind(last)].rstrip(" |-–—·»")
    return title
