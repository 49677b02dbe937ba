"""Known makers of pages, as data: the sign that tells one, and where it keeps title, lead, body.

What a known shape says is evidence beside all other evidence. A page without a known sign is
judged as if there were no table.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_SELECTOR: Final = re.compile(r"(?<!\S)([a-z0-9]*)([.#][\w-]+)")


class Shape(NamedTuple):
    """One maker's pages: selectors like "h2.sapo", several with spaces between, possibly none."""

    name: str
    sign: str
    title: str
    lead: str
    body: str
    drop: str


class Known(NamedTuple):
    """What the shapes that were recognised say of one page."""

    names: tuple[str, ...] = ()
    titles: frozenset[HtmlElement] = frozenset()
    leads: frozenset[HtmlElement] = frozenset()
    bodies: frozenset[HtmlElement] = frozenset()
    drops: frozenset[HtmlElement] = frozenset()


NOTHING: Final = Known()


@functools.cache
def table() -> tuple[Shape, ...]:
    """All shapes that are known."""
    return tuple(Shape(*row) for row in rows("reader.article", "shapes"))


def known(tree: HtmlElement, shapes: Sequence[Shape]) -> Known:
    """What known shapes say of a page."""
    named = _by_name(tree, _asked(tuple(shapes)))
    found = [s for s in shapes if _at(named, [s.sign])]
    return Known(
        tuple(s.name for s in found),
        _at(named, (s.title for s in found)),
        _at(named, (s.lead for s in found)),
        _at(named, (s.body for s in found)),
        _at(named, (s.drop for s in found)),
    )


@functools.cache
def _asked(shapes: tuple[Shape, ...]) -> frozenset[str]:
    """All classes (".sapo") and ids ("#content") that shapes ask for."""
    return frozenset(name for s in shapes for _, name in _SELECTOR.findall(" ".join(s[1:])))


def _by_name(tree: HtmlElement, asked: frozenset[str]) -> dict[str, list[HtmlElement]]:
    named: dict[str, list[HtmlElement]] = {}
    seen: dict[str, frozenset[str]] = {}
    for element in tree.iter() if asked else ():
        classes, own = element.get("class") or "", f"#{element.get('id')}"
        if classes not in seen:  # pages use the same few over and over
            seen[classes] = asked & {f".{one}" for one in classes.split()}
        for called in seen[classes] | {own} if own in asked else seen[classes]:
            named.setdefault(called, []).append(element)
    return named


def _at(named: dict[str, list[HtmlElement]], selectors: Iterable[str]) -> frozenset[HtmlElement]:
    found: set[HtmlElement] = set()
    for selector in (one for several in selectors for one in several.split()):
        tag, name = _SELECTOR.findall(selector)[0]
        found.update(e for e in named.get(name, ()) if tag in ("", e.tag))
    return frozenset(found)
