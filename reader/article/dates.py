"""The day of publication: JSON-LD before meta tags before what stands in the page near its title.

A time that is told in UTC is taken to Vietnam, where the page shows the day of its own clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from reader.article import signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UTC: Final = re.compile(r"^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)\s*$")
_VIETNAM: Final = dt.timedelta(hours=7)
_VIETNAMESE: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
_IN_WORDS: Final = re.compile(
    r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})", re.IGNORECASE
)
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_MONTH: Final = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_FIRST: Final = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})")
_MONTH_FIRST: Final = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})")
_NAMES: Final = re.compile(r"date|time|ngay|publish|posted|meta", re.IGNORECASE)
_LINE: Final = 120
_SHORT: Final = 80
_NEAR: Final = 30
"""Texts before and after the title among which its day may stand."""
_METAS: Final = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "date", "dc.date.issued",
    "dc.date", "dc.created", "article:modified_time",
)  # fmt: skip
_NUMBERED: Final = re.compile(
    r"(?<!\d)(20[0-3]\d)(?:(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,}|/(\d{1,2})/(\d{1,2})/)"
)


def published(
    tree: HtmlElement,
    meta: dict[str, str],
    linked: dict[str, Any],
    title: Callable[[], HtmlElement | None],
) -> dt.date | None:
    """The day a page was published.

    Args:
        tree: The page.
        meta: Its meta tags.
        linked: What its JSON-LD says of the article.
        title: Finds where its title stands; asked only where nothing else tells.
    """
    told = [linked.get("datePublished"), *(meta.get(name) for name in _METAS)]
    told += [e.get("content") or e.text for e in tree.xpath("//*[@itemprop='datePublished']")]
    told += [t.get("datetime") for t in tree.iter("time")]
    for text in map(str, filter(None, told)):
        if found := _told(text):
            return found
    evidence = (
        *map(written_date, _lines(tree)),
        *map(written_date, _near(tree, title())),
        *map(_numbered, _numbers(tree, meta)),
    )
    return next(filter(None, evidence), None)


def _told(text: str) -> dt.date | None:
    if utc := _UTC.match(text):
        try:
            return (dt.datetime.fromisoformat(utc[1]) + _VIETNAM).date()
        except (ValueError, OverflowError):
            return None
    return _iso(text) or written_date(text)


def _iso(text: str) -> dt.date | None:
    match = _ISO.search(text)
    return _day(match[1], match[2], match[3]) if match else None


def written_date(text: str) -> dt.date | None:
    """The first date that a text writes: day first, in words, in English, or as ISO writes it."""
    if match := _VIETNAMESE.search(text) or _IN_WORDS.search(text):
        return _day(match[3], match[2], match[1])
    if match := _DAY_FIRST.search(text):
        return _day(match[3], str(_MONTHS.index(match[2]) + 1), match[1])
    if match := _MONTH_FIRST.search(text):
        return _day(match[3], str(_MONTHS.index(match[1]) + 1), match[2])
    return _iso(text)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _lines(tree: HtmlElement) -> Iterator[str]:
    """Short texts that are named after dates."""
    for element in tree.xpath("//*[@class or @id]"):
        if signs.named(_NAMES, f"{element.get('class')} {element.get('id')}"):
            text = " ".join(element.text_content().split())
            if len(text) < _LINE:
                yield text


def _near(tree: HtmlElement, title: HtmlElement | None) -> Iterator[str]:
    """Short texts after the title, nearest first, then those before it."""
    before: deque[str] = deque(maxlen=_NEAR)
    after = None if title is not None else 0
    for element in tree.iter():
        if element is title:
            after = _NEAR
        for text in filter(None, (element.text, element.tail)):
            if text.isspace() or len(text) > _SHORT:
                continue
            if after is None:
                before.appendleft(text)
            elif after > 0:
                after -= 1
                yield text
    yield from before


def _numbers(tree: HtmlElement, meta: dict[str, str]) -> Iterator[str]:
    """Where newspapers number articles and pictures by the day: last evidence."""
    yield from (str(k.get("href")) for k in tree.iter("link") if k.get("rel") == "canonical")
    yield meta.get("og:url", "")
    yield from (str(value) for value in tree.xpath("//@data-article-id|//@data-id")[:5])
    yield meta.get("og:image", "")


def _numbered(text: str) -> dt.date | None:
    match = _NUMBERED.search(text)
    return _day(match[1], match[2] or match[4], match[3] or match[5]) if match else None
