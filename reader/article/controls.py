"""The page's own reading and text-size controls, by what they say and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import signs
from reader.values import Control, ControlKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LABEL = 60


def of(tree: HtmlElement) -> tuple[Control, ...]:
    """The outermost element of each control."""
    return tuple(_controls(tree))


def _controls(tree: HtmlElement) -> Iterator[Control]:
    taken: set[HtmlElement] = set()
    for element in tree.xpath("//a|//button|//span|//div|//img|//li|//p"):
        if any(parent in taken for parent in element.iterancestors()):
            continue
        if kind := _kind(element):
            taken.add(element)
            yield Control(kind, _selector(element), _label(element)[:_LABEL])


def _label(element: HtmlElement) -> str:
    said = element.get("aria-label") or element.get("title") or element.get("alt")
    return " ".join((said or element.text_content()).split())


def _kind(element: HtmlElement) -> ControlKind | None:
    label = _label(element)
    if len(label) > _LABEL:
        return None
    name = " ".join(str(element.get(a) or "") for a in ("class", "id", "onclick", "href"))
    for kind, sign in signs.CONTROLS.items():
        says = sign.search(label) and signs.FURNITURE_LABEL.match(label)
        if says or (element.tag in ("a", "button", "span") and sign.search(name)):
            return ControlKind(kind)
    return None


def _selector(element: HtmlElement) -> str:
    """By id where there is one, else the path from the nearest id or the body."""
    path: list[str] = []
    node: HtmlElement | None = element
    while node is not None and node.tag not in ("body", "html"):
        if node.get("id"):
            path.append(f"#{node.get('id')}")
            break
        same = list(node.itersiblings(node.tag, preceding=True))
        path.append(f"{node.tag}:nth-of-type({len(same) + 1})")
        node = node.getparent()
    return " > ".join(reversed(path))
