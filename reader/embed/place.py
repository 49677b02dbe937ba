"""Where in a page the player belongs: after the article's headline, else before its text.

What says the headline is looked for among the headings first; of several, the last one before
the text. No place is taken in which an element of ours would be torn out by the browser
(``<table><tr>``), be part of a link, or be cut from the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.embed.scan import Scan, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.embed.scan import Element

_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_LOOSE: Final = frozenset((*_HEADINGS, "h5", "h6", "p", "div", "span", "strong", "td"))
_HOLDERS: Final = frozenset((
    "html", "body", "main", "article", "section", "header", "aside", "div", "form", "fieldset",
    "td", "th", "li", "dd", "center", "figure",
))  # fmt: skip
"""Elements in which a block may stand anywhere."""
_BLOCKS: Final = frozenset((*_HEADINGS, "h5", "h6", "p", "blockquote", "figcaption", *_HOLDERS))
_ELSEWHERE: Final = frozenset(("nav", "footer", "button", "ul", "ol", "select", "label"))
_SPOKEN: Final = 600
"""Folded characters of what an assistant says at once; half a minute."""
_FIRST_TEXTS: Final = 8
_LEAST: Final = 12
"""Folded characters by which a text is known."""
_REWORDED: Final = 0.5
"""Share of the headline's words that a heading of other wording has."""


class Spot(NamedTuple):
    """A place for the player.

    Attributes:
        offset: In the source.
        speakable: CSS selectors of the headline and the first text, as far as they have names.
    """

    offset: int
    speakable: tuple[str, ...]


def find(scan: Scan, title: str, texts: Sequence[str]) -> Spot | None:
    """The place, None where neither headline nor text is in the page.

    Args:
        scan: Of the page.
        title: The article's.
        texts: Of its blocks, in order.
    """
    text = _first_text(scan, texts)
    text_at = text.first if text else len(scan.folded)
    headline = _headline(scan, title, text_at) or (None if text else _only_heading(scan))
    selectors = tuple(_selectors(scan, headline, text))
    if headline:
        limit = max(text_at, headline.last)
        return Spot(_outermost(headline, lambda e: e.last <= limit).end, selectors)
    if text:
        return Spot(_outermost(text, lambda e: e.first == text_at).start, selectors)
    return None


def _first_text(scan: Scan, texts: Sequence[str]) -> Element | None:
    for words in filter(lambda w: len(w) >= _LEAST, map(folded, texts[:_FIRST_TEXTS])):
        at = scan.folded.find(words[:80])
        while at >= 0:
            element = scan.at(at)
            if element and not _is_elsewhere(element):
                return _block(element)
            at = scan.folded.find(words[:80], at + 1)
    return None


def _headline(scan: Scan, title: str, text_at: int) -> Element | None:
    """The heading that says the title; else an h1 that nearly does; else what is named a title."""
    words = folded(title)
    if not words:
        return None
    seen = [e for e in scan.elements if e.seen and e.tag in _LOOSE and not _is_elsewhere(e)]
    sized = (e for e in seen if e.last - e.first == len(words))
    same = [e for e in sized if scan.text_of(e) == words]
    ranks = [[e for e in same if e.tag == tag] for tag in _HEADINGS]
    ranks.append([e for e in seen if e.tag == "h1" and _is_alike(scan.text_of(e), title)])
    ranks.append([e for e in same if e.last <= text_at and "title" in _name(e)])
    return next((_nearest(rank, text_at) for rank in ranks if rank), None)


def _only_heading(scan: Scan) -> Element | None:
    """Where the words of the page are in a font's own encoding and none can be found."""
    headings = [e for e in scan.named("h1") if e.seen]
    return headings[0] if len(headings) == 1 else None


def _nearest(elements: list[Element], text_at: int) -> Element:
    """The last one before the text, else the first."""
    return next((e for e in reversed(elements) if e.last <= text_at), elements[0])


def _is_alike(heading: str, title: str) -> bool:
    words = [folded(word) for word in title.split()]
    shared = sum(len(word) for word in words if word in heading)
    return len(heading) >= _LEAST and shared >= _REWORDED * sum(map(len, words))


def _is_elsewhere(element: Element) -> bool:
    """Whether it is part of a menu, or linked (an h1 may be): titles stand there, too."""
    return any(
        around.tag in _ELSEWHERE
        or (around.tag == "a" and "href" in around.attributes and element.tag != "h1")
        for around in element.ancestors()
    )


def _block(element: Element) -> Element:
    """The block around a piece of text."""
    return next((e for e in (element, *element.ancestors()) if e.tag in _BLOCKS), element)


def _outermost(element: Element, may_leave: Callable[[Element], bool]) -> Element:
    """Out of what cannot hold a block, as far as nothing else comes between."""
    for around in element.ancestors():
        if around.tag in _HOLDERS or not may_leave(around):
            break
        element = around
    return element


def _name(element: Element) -> str:
    return f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".lower()


def _selectors(scan: Scan, headline: Element | None, text: Element | None) -> Iterator[str]:
    for element in filter(None, (headline, text)):
        if element.last - element.first <= _SPOKEN and (selector := _selector(scan, element)):
            yield selector


def _selector(scan: Scan, element: Element) -> str:
    """By id, by a class that nothing else has, or as the only one of its kind; else ""."""
    names = element.attributes
    if re.fullmatch(r"[A-Za-z][\w-]*", names.get("id", "")):
        return f"#{names['id']}"
    classes = names.get("class", "").split()
    same = [e for e in scan.elements if e.attributes.get("class", "").split() == classes]
    if classes and len(same) == 1 and all(re.fullmatch(r"[A-Za-z][\w-]*", c) for c in classes):
        return "." + ".".join(classes)
    return element.tag if len(scan.named(element.tag)) == 1 else ""
