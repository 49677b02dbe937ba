"""Which part of a page is the article: paragraphs vote for what holds them.

Every paragraph of prose gives its weight to its parent and, halved at each step, to those above.
Names help ("article-body") or hurt ("related"), links hurt. Siblings of the winner that hold
prose of their own belong to it. After Readability's idea (Arc90, 2009).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.article import signs

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_NEVER_FURNITURE: Final = ("html", "body", "main", "article")
_LYING: Final = 0.3
"""A part that holds more of the page's prose than this is no furniture, whatever its name."""
_LEAST: Final = 25
_LEVELS: Final = 4
_NAMED_BODY: Final = 1.4
_ARTICLE_BODY: Final = 2.0
_SIBLING: Final = 0.2


class Choice(NamedTuple):
    """The winner, and why.

    Attributes:
        parts: The elements that hold the article, in order.
        score: Of the first of them.
        dropped: ``(name, characters)`` of what was taken out before.
    """

    parts: list[HtmlElement]
    score: float
    dropped: list[tuple[str, int]]


def choose(tree: HtmlElement) -> Choice | None:
    """The container of the article; None where nothing on the page is prose. Changes `tree`."""
    dropped = list(_clear(tree))
    scores = _votes(tree)
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element])
    return Choice(_with_siblings(best, scores), scores[best], dropped)


def _clear(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    """Take out what is never read: by tag, hidden, or named as furniture."""
    whole = _prose(tree) or 1
    pending = list(tree)
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            _remove(element)
        elif element.tag in NEVER_READ or _is_hidden(element):
            element.drop_tree()
        elif _is_furniture(element) and _prose(element) < _LYING * whole:
            yield _name(element), len(element.text_content())
            element.drop_tree()
        else:
            pending.extend(element)


def _remove(comment: HtmlElement) -> None:
    parent = comment.getparent()
    previous = comment.getprevious()
    tail = comment.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(comment)


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _name(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _is_furniture(element: HtmlElement) -> bool:
    return element.tag not in _NEVER_FURNITURE and _is_furniture_name(_name(element))


def _is_furniture_name(name: str) -> bool:
    return (
        bool(name)
        and signs.named(signs.FURNITURE_NAME, name)
        and not signs.named(signs.BODY_NAME, name)
    )


def path(element: HtmlElement) -> str:
    """For people: "body > div.main > article#content"."""
    steps = [element, *element.iterancestors()]
    return " > ".join(
        e.tag + "".join(f".{c}" for c in (e.get("class") or "").split()[:2])
        for e in reversed(steps[:-1])
    )


def _prose(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p") if len(p.text_content()) > _LEAST)


def _votes(tree: HtmlElement) -> dict[HtmlElement, float]:
    scores: dict[HtmlElement, float] = {}
    for element in tree.iter(
        "p", "td", "pre", "div", "li", "blockquote", "section", "span", "font"
    ):
        text = _own_text(element)
        if len(text) < _LEAST:
            continue
        weight = (1 + text.count(",") + min(len(text) / 100, 3)) * (1 - link_density(element))
        for level, holder in enumerate(_holders(element)):
            scores[holder] = scores.get(holder, 0.0) + weight / 2**level
    return {element: score * _bonus(element) for element, score in scores.items()}


def _holders(element: HtmlElement) -> Iterator[HtmlElement]:
    inline = element.tag in ("p", "span", "font", "li", "blockquote", "pre")
    holder = element.getparent() if inline else element
    for _ in range(_LEVELS):
        if holder is None or holder.tag == "html":
            return
        yield holder
        holder = holder.getparent()


def _own_text(element: HtmlElement) -> str:
    """For a paragraph all of it; for a box only what stands in it directly."""
    if element.tag == "p":
        return " ".join(element.text_content().split())
    own = [element.text or "", *(child.tail or "" for child in element)]
    inline = (c for c in element if isinstance(c.tag, str) and c.tag not in BLOCKS)
    if element.tag in ("span", "font"):
        return ""
    return " ".join(" ".join([*own, *(c.text_content() for c in inline)]).split())


def link_density(element: HtmlElement) -> float:
    """The share of an element's text that stands in links, 0–1."""
    whole = len("".join(element.text_content().split()))
    linked = sum(len("".join(a.text_content().split())) for a in element.iter("a"))
    return min(1.0, linked / whole) if whole else 0.0


def _bonus(element: HtmlElement) -> float:
    bonus = 1 - link_density(element)
    if element.get("itemprop") == "articleBody":
        return bonus * _ARTICLE_BODY
    if element.tag == "article" or signs.BODY_NAME.search(_name(element)):
        return bonus * _NAMED_BODY
    return bonus * 0.5 if element.tag == "body" else bonus


def _with_siblings(best: HtmlElement, scores: dict[HtmlElement, float]) -> list[HtmlElement]:
    parent = best.getparent()
    if parent is None or parent.tag == "html":
        return [best]
    return [
        child
        for child in parent
        if child is best or (isinstance(child.tag, str) and _joins(child, scores, best))
    ]


def _joins(sibling: HtmlElement, scores: dict[HtmlElement, float], best: HtmlElement) -> bool:
    if signs.FURNITURE_NAME.search(_name(sibling)) or sibling.tag in ("header", "aside"):
        return False
    if scores.get(sibling, 0.0) >= _SIBLING * scores[best]:
        return True
    text = " ".join(sibling.text_content().split())
    return sibling.tag == "p" and len(text) > 80 and link_density(sibling) < 0.25  # noqa: PLR2004 - a sentence, hardly linked
