"""What is on a page and never read: by tag, hidden, by name, by the label above it, by shape.

What holds the title, or most of the page's prose, is no furniture, whatever it is called.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from reader.article import signs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

NEVER_READ: Final = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math",
    "button", "select", "input", "textarea", "nav", "footer", "canvas", "audio", "video", "dialog",
    "amp-ad", "amp-sidebar", "amp-social-share", "amp-embed",
)  # fmt: skip
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER_FURNITURE: Final = ("html", "body", "main")
_LYING: Final = 0.3
"""A part that holds more of the page's prose than this is no furniture, whatever its name."""
_LABEL: Final = 80
_SENTENCE: Final = 80
_HEADLINE: Final = 25
_TEASER: Final = 600
"""Characters after a linked headline that may be its teaser."""
_LINKED: Final = 0.6
_CARDS: Final = ("article", "div", "li", "section", "a")
_IN_A_CARD: Final = ("h2", "h3", "h4", "h5", "p", "div")


class Dropped(NamedTuple):
    """What was taken out of a page, and how much of it there was."""

    what: str
    characters: int


class Weights:
    """How much text each element holds, and how much of it stands in links: one pass."""

    def __init__(self, tree: HtmlElement) -> None:
        self._text: dict[HtmlElement, int] = {}
        self._linked: dict[HtmlElement, int] = {}
        for element in reversed(list(tree.iter())):
            self._add(element)

    def _add(self, element: HtmlElement) -> None:
        own, after = element.text, element.tail
        text = self._text.get(element, 0) + (len(own.strip()) if own else 0)
        linked = text if element.tag == "a" else self._linked.get(element, 0)
        self._text[element], self._linked[element] = text, linked
        parent = element.getparent()
        if parent is not None:
            text += len(after.strip()) if after else 0
            self._text[parent] = self._text.get(parent, 0) + text
            if linked:
                self._linked[parent] = self._linked.get(parent, 0) + linked

    def __contains__(self, element: HtmlElement) -> bool:
        """Whether it is still in the tree."""
        return element in self._text and any(p.tag == "html" for p in element.iterancestors())

    def take_out(self, element: HtmlElement) -> int:
        """Drop an element from its tree; the characters that it held."""
        text, linked = self._text.pop(element), self._linked.pop(element)
        for holder in element.iterancestors():
            self._text[holder] -= text
            self._linked[holder] -= linked
        element.drop_tree()
        return text

    def text(self, element: HtmlElement) -> int:
        """All characters of an element."""
        return self._text.get(element, 0)

    def density(self, element: HtmlElement) -> float:
        """The share of an element's text that stands in links, 0–1."""
        text = self._text.get(element, 0)
        return min(1.0, self._linked.get(element, 0) / text) if text else 0.0

    def prose(self, element: HtmlElement) -> int:
        """Characters outside of links."""
        return self._text.get(element, 0) - self._linked.get(element, 0)


def clear(
    tree: HtmlElement, title: HtmlElement | None, known: Collection[HtmlElement] = ()
) -> tuple[list[Dropped], Weights]:
    """Take out of a tree what is never read: what it was, and what the rest weighs.

    Args:
        tree: The page; it is changed.
        title: Where its title stands; nothing that holds it is taken out.
        known: Elements that are known to be furniture.
    """
    kept = {title, *title.iterancestors()} if title is not None else set()
    _silence(tree)
    weights = Weights(tree)
    dropped = [
        *(Dropped(name(e), weights.take_out(e)) for e in known if e in weights and e not in kept),
        *_by_name(tree, kept, weights),
        *_by_label(tree, title, kept, weights),
        *_cards(tree, kept, weights),
    ]
    return [d for d in dropped if d.characters], weights


def _silence(tree: HtmlElement) -> None:
    etree.strip_elements(tree, *NEVER_READ, with_tail=False)
    for element in tree.xpath(
        "//*[@hidden or contains(@style, 'none') or contains(@style, 'hid')]"
    ):
        if element.getparent() is not None and is_hidden(element):
            element.drop_tree()


def is_hidden(element: HtmlElement) -> bool:
    """Whether nobody sees it."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def name(element: HtmlElement) -> str:
    """What its makers call it: classes and id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _by_name(tree: HtmlElement, kept: set[HtmlElement], weights: Weights) -> Iterator[Dropped]:
    """What is named as furniture, unless parts of that name hold what the page is about."""
    named = list(_named(tree, kept))
    totals: Counter[str] = Counter()
    for element, _ in named:
        totals[name(element) or element.tag] += weights.prose(element)
    most = _LYING * weights.prose(tree)
    for element, is_talk in named:
        called = name(element) or element.tag
        if is_talk or totals[called] < most:
            yield Dropped(called, weights.take_out(element))


def _named(tree: HtmlElement, kept: set[HtmlElement]) -> Iterator[tuple[HtmlElement, bool]]:
    """The outermost parts that are named as furniture, and whether as talk below the title."""
    pending, is_after = list(reversed(tree)), False
    while pending:
        element = pending.pop()
        is_after = is_after or element in kept
        if element not in kept and _is_furniture(element):
            yield element, is_after and _is_talk(element)
        else:
            pending.extend(reversed(element))


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _NEVER_FURNITURE or element.get("itemprop") == "articleBody":
        return False
    return element.tag in ("aside", "form") or is_furniture_name(name(element))


def is_furniture_name(called: str) -> bool:
    """Whether one of its names is furniture's, and none a body's."""
    if not called or not signs.named(signs.FURNITURE_NAME, called):
        return False
    words = [w for w in called.split() if not signs.named(signs.FURNITURE_NAME, w)]
    return not any(signs.named(signs.BODY_NAME, word) for word in words)


def _is_talk(element: HtmlElement) -> bool:
    return signs.named(signs.COMMENTS_NAME, name(element))


def _by_label(
    tree: HtmlElement, title: HtmlElement | None, kept: set[HtmlElement], weights: Weights
) -> Iterator[Dropped]:
    """Parts that begin with "Tin liên quan", "Bình luận (3)" and the like, below the title."""
    for label in _labels(tree, title):
        if tree not in label.iterancestors():
            continue  # went with another
        head = _whole_of(label, weights)
        text = label.text or ""
        parts = list(_labelled(head, weights, kept, is_talk=_is_talk_label(text)))
        for part in parts:
            yield Dropped(text.strip(), weights.take_out(part))


def _labels(tree: HtmlElement, title: HtmlElement | None) -> list[HtmlElement]:
    """Below the title; what stands over talk must come after some prose."""
    found: list[HtmlElement] = []
    is_after_prose = False
    for element in tree.iter():
        if element is title:
            found, is_after_prose = [], False
        text = (element.text or "").strip()
        if len(text) > _SENTENCE:
            is_after_prose = True
        elif text and _is_label(text) and (is_after_prose or not _is_talk_label(text)):
            found.append(element)
    return found


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL and bool(signs.SECTION_LABEL.match(text))


def _is_talk_label(text: str) -> bool:
    return bool(signs.TALK_LABEL.match(text.strip()))


def _whole_of(label: HtmlElement, weights: Weights) -> HtmlElement:
    """The outermost element that holds the label and nothing else."""
    parent = label.getparent()
    while parent is not None and weights.text(parent) <= weights.text(label) + 2:
        label, parent = parent, parent.getparent()
    return label


def _labelled(
    head: HtmlElement, weights: Weights, kept: set[HtmlElement], *, is_talk: bool
) -> Iterator[HtmlElement]:
    """The label and what it stands over: its box, or what follows it there."""
    parent = head.getparent()
    if parent is None or head in kept or parent.tag in ("p", "td"):
        return
    is_first = head.getprevious() is None and not (parent.text or "").strip()
    rest = list(head.itersiblings())
    if not is_talk:
        rest = list(_while_linked(rest, weights))
    if any(part in kept for part in rest) or not (rest or is_talk):
        return
    whole_box = is_first and parent not in kept and len(rest) == len(list(head.itersiblings()))
    yield from [parent] if whole_box and parent.tag not in _NEVER_FURNITURE else [head, *rest]


def _while_linked(parts: list[HtmlElement], weights: Weights) -> Iterator[HtmlElement]:
    for part in parts:
        is_text = weights.prose(part) > _HEADLINE and weights.density(part) < _LINKED
        if is_text and not any(_is_card(e, weights) for e in part.iter("div", "li", "article")):
            return
        yield part


def _cards(tree: HtmlElement, kept: set[HtmlElement], weights: Weights) -> Iterator[Dropped]:
    """Teasers of other articles: a linked headline, then a sentence or two."""
    cards = [e for e in tree.iter(*_CARDS) if e not in kept and _is_card(e, weights)]
    if sum(map(weights.prose, cards)) > weights.prose(tree) / 2 and not kept:
        return
    for card in cards:
        if card.getparent() is not None and tree in card.iterancestors():
            headline = " ".join(card.text_content().split())[:40]
            yield Dropped(f"teaser: {headline}", weights.take_out(card))


def _is_card(element: HtmlElement, weights: Weights) -> bool:
    if element.tag == "a":
        return any(weights.text(e) >= _HEADLINE for e in element.iter(*_IN_A_CARD))
    if not 0 < weights.prose(element) <= _TEASER or (element.text or "").strip():
        return False
    first = next((child for child in element if weights.text(child)), None)
    if first is None or (first.tail or "").strip() or first.tag == "p":
        return False
    if weights.density(first) < 1 or weights.text(first) == weights.text(element):
        return first.tag in BLOCKS and len(element) <= 2 and _is_card(first, weights)  # noqa: PLR2004 - a wrapper
    headline = " ".join(first.text_content().split())
    return len(headline) >= _HEADLINE and headline[-1] not in ".:;,"
