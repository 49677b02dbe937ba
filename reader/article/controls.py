"""The page's own reading and text-size controls, by what they say and what they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader.article import signs
from reader.values import Control, ControlKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LABEL: Final = 60
_INSIDE: Final = 6
"""Elements in a control: one that holds more is a part of the page."""
_TAGS: Final = ("a", "button", "span", "div", "img", "li", "p")
_SEEN: Final = 240
_HINT: Final = re.compile("chữ|font|size|tts|bài|tin|nói|article")
"""One of these is in everything that `_ANY` finds, and is looked for much faster."""
_ANY: Final = re.compile("|".join(sign.pattern for sign in signs.CONTROLS.values()), re.IGNORECASE)


def of(tree: HtmlElement) -> tuple[Control, ...]:
    """The outermost element of each control."""
    return tuple(_controls(tree))


def _controls(tree: HtmlElement) -> Iterator[Control]:
    taken: set[HtmlElement] = set()
    for element in tree.iter(*_TAGS):
        if not _hints(element) or taken.intersection(element.iterancestors()):
            continue
        kind = _kind(element)
        if kind:
            outermost = _outermost(element, kind)
            taken.add(outermost)
            yield Control(kind, _selector(outermost), _label(outermost)[:_LABEL])


def _hints(element: HtmlElement) -> bool:
    """Whether its own words or attributes may be a control's: looked for much faster."""
    seen = f"{' '.join(element.values())} {(element.text or '')[:_SEEN]}"
    return bool(_HINT.search(seen.casefold()))


def _outermost(element: HtmlElement, kind: ControlKind) -> HtmlElement:
    parent = element.getparent()
    while parent is not None and parent.tag in _TAGS and _kind(parent) is kind:
        element, parent = parent, parent.getparent()
    return element


def _label(element: HtmlElement) -> str:
    said = element.get("aria-label") or element.get("title") or element.get("alt")
    return " ".join((said or element.text_content()).split())


def _kind(element: HtmlElement) -> ControlKind | None:
    name = " ".join(element.values())
    text = element.text_content() if len(element) <= _INSIDE else element.text or ""
    if not _ANY.search(f"{name} {text[:_SEEN]}"):
        return None
    label = _label(element)
    if len(label) > _LABEL:
        return None
    is_control = signs.FURNITURE_LABEL.match(label)
    said = [kind for kind, sign in signs.CONTROLS.items() if is_control and sign.search(label)]
    if len(said) > 1:  # a bar of several: each will be met by itself
        return None
    if not said and element.tag in ("a", "button", "span"):
        said = [kind for kind, sign in signs.CONTROLS.items() if sign.search(name)]
    return ControlKind(said[0]) if said else None


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
