"""Which part of a page is the article: paragraphs vote for what holds them.

Every paragraph of prose gives its weight to its parent and, halved at each step, to those above.
Names help ("article-body"), links hurt, and so does standing far from the title, or before it.
Siblings of the winner that hold prose of their own belong to it, and so do boxes of its own shape
nearby: some articles are cut into sections. After Readability's idea (Arc90, 2009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reader.article import furniture, signs
from reader.article.furniture import BLOCKS, name
from reader.article.shapes import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from reader.article.furniture import Dropped, Weights
    from reader.article.shapes import Known

_LEAST: Final = 25
_NOTICE: Final = 500
_LEVELS: Final = 4
_NAMED_BODY: Final = 1.4
_ARTICLE_BODY: Final = 2.0
_KNOWN_BODY: Final = 2.0
_SIBLING: Final = 0.2
_BEFORE_THE_TITLE: Final = 0.3
_A_STEP_AWAY: Final = 0.75
"""What a candidate keeps for each step that one must climb from the title to what holds both."""
_INLINE: Final = ("p", "span", "font", "li", "blockquote", "pre", "dd")
_VOTERS: Final = (*_INLINE, "td", "div", "section", "article")


class Choice(NamedTuple):
    """The winner, and why.

    Attributes:
        parts: The elements that hold the article, in order.
        score: Of the first of them.
        dropped: What was taken out before.
    """

    parts: list[HtmlElement]
    score: float
    dropped: list[Dropped]


def choose(
    tree: HtmlElement, title: HtmlElement | None = None, known: Known = NOTHING
) -> Choice | None:
    """The container of the article; None where nothing on the page is prose. Changes `tree`."""
    dropped, weights = furniture.clear(tree, title, known.drops)
    scores = _scores(tree, title, weights, known)
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element])
    parts = _cousins(best, scores) or _with_siblings(best, scores, weights)
    return Choice(parts, scores[best], dropped)


def path(element: HtmlElement) -> str:
    """For people: "body > div.main > article#content"."""
    steps = [element, *element.iterancestors()]
    return " > ".join(
        e.tag + "".join(f".{c}" for c in (e.get("class") or "").split()[:2])
        for e in reversed(steps[:-1])
    )


def _scores(
    tree: HtmlElement, title: HtmlElement | None, weights: Weights, known: Known = NOTHING
) -> dict[HtmlElement, float]:
    votes = list(_votes(tree, title, weights))
    under = _voters_under(votes)
    scores: dict[HtmlElement, float] = {}
    for element, weight in votes:
        for holder, share in _holders(element, under):
            scores[holder] = scores.get(holder, 0.0) + weight * share
    above = {e: i for i, e in enumerate(title.iterancestors())} if title is not None else {}
    told = dict.fromkeys(known.bodies, _KNOWN_BODY)
    return {
        e: s * _bonus(e, weights) * _nearness(e, above) * told.get(e, 1) for e, s in scores.items()
    }


def _votes(
    tree: HtmlElement, title: HtmlElement | None, weights: Weights
) -> Iterator[tuple[HtmlElement, float]]:
    factor = 1.0 if title is None else _BEFORE_THE_TITLE
    for element in tree.iter():
        if element is title:
            factor = 1.0
        if element.tag not in _VOTERS or weights.text(element) < _LEAST:
            continue
        text = _own_text(element)
        if len(text) >= _LEAST:
            weight = 1 + text.count(",") + min(len(text) / 100, 3)
            weight = -weight if _is_legal(text) else weight
            yield element, weight * (1 - weights.density(element)) * factor


def _own_text(element: HtmlElement) -> str:
    """For a paragraph all of it; for a box only what stands in it directly."""
    if element.tag == "p":
        return " ".join(element.text_content().split())
    if element.tag in ("span", "font"):
        return ""
    own = [element.text or ""]
    for child in element:
        if child.tag not in BLOCKS:
            own.append(child.text_content())
        own.append(child.tail or "")
    return " ".join(" ".join(own).split())


def _voters_under(votes: list[tuple[HtmlElement, float]]) -> dict[HtmlElement, int]:
    under: dict[HtmlElement, int] = {}
    for element, _ in votes:
        holder: HtmlElement | None = element
        for _ in range(_LEVELS + 1):
            if holder is None:
                break
            under[holder] = under.get(holder, 0) + 1
            holder = holder.getparent()
    return under


def _holders(
    element: HtmlElement, under: dict[HtmlElement, int]
) -> Iterator[tuple[HtmlElement, float]]:
    """What may be the article, with its share; a box round one paragraph takes nothing of it."""
    holder = element.getparent() if element.tag in _INLINE else element
    share, lonely = 1.0, 0
    while holder is not None and holder.tag != "html" and share > 1 / 2**_LEVELS:
        yield holder, share
        lonely += under.get(holder) == 1
        share /= 1 if under.get(holder) == 1 and lonely < _LEVELS else 2
        holder = holder.getparent()


def _bonus(element: HtmlElement, weights: Weights) -> float:
    bonus = 1 - weights.density(element)
    if element.get("itemprop") == "articleBody":
        return bonus * _ARTICLE_BODY
    if element.tag == "article" or signs.named(signs.BODY_NAME, name(element)):
        return bonus * _NAMED_BODY
    return bonus * 0.5 if element.tag == "body" else bonus


def _nearness(element: HtmlElement, above: dict[HtmlElement, int]) -> float:
    if not above:
        return 1.0
    steps = (above[e] for e in (element, *element.iterancestors()) if e in above)
    return _A_STEP_AWAY ** next(steps, 0)


def _cousins(best: HtmlElement, scores: dict[HtmlElement, float]) -> list[HtmlElement]:
    """Where the article is cut into boxes of one shape, all from the first of them to the last."""
    shape, branch, parent = (best.tag, best.get("class")), best, best.getparent()
    for _ in range(3):
        branch, parent = parent, parent.getparent() if parent is not None else None
        if parent is None or parent.tag == "html":
            return []
        holding = [
            child
            for child in parent
            if any(
                (e.tag, e.get("class")) == shape and scores.get(e, 0) >= _SIBLING * scores[best]
                for e in child.iter(best.tag)
            )
        ]
        if len(holding) > 1 and branch in holding:
            span = list(parent)[parent.index(holding[0]) : parent.index(holding[-1]) + 1]
            return [e for e in span if not furniture.is_furniture_name(name(e))]
    return []


def _with_siblings(
    best: HtmlElement, scores: dict[HtmlElement, float], weights: Weights
) -> list[HtmlElement]:
    parent = best.getparent()
    if parent is None or parent.tag == "html":
        return [best]
    return [child for child in parent if child is best or _joins(child, scores, best, weights)]


def _joins(
    sibling: HtmlElement, scores: dict[HtmlElement, float], best: HtmlElement, weights: Weights
) -> bool:
    if signs.named(signs.FURNITURE_NAME, name(sibling)) or sibling.tag in ("header", "aside"):
        return False
    if scores.get(sibling, 0.0) >= _SIBLING * scores[best]:
        return True
    text = " ".join(sibling.text_content().split())
    return (
        sibling.tag == "p"
        and len(text) > 80  # noqa: PLR2004 - a sentence
        and weights.density(sibling) < 0.25  # noqa: PLR2004 - hardly linked
        and not _is_legal(text)
    )


def _is_legal(text: str) -> bool:
    """Who runs the site, under which licence."""
    return len(text) < _NOTICE and bool(signs.LEGAL.search(text))
