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

_NAME: Final = re.compile("[.#]")
_SELECTOR: Final = re.compile(r"^([a-z0-9]*)([.#])([\w-]+)$")


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


def known(tree: HtmlElement, text: str, shapes: Sequence[Shape]) -> Known:
    """What known shapes say of a page; `text` is its source, where signs are looked for first."""
    found = [s for s in shapes if _NAME.split(s.sign)[-1] in text and _at(tree, [s.sign])]
    return Known(
        tuple(s.name for s in found),
        _at(tree, (s.title for s in found)),
        _at(tree, (s.lead for s in found)),
        _at(tree, (s.body for s in found)),
        _at(tree, (s.drop for s in found)),
    )


def _at(tree: HtmlElement, selectors: Iterable[str]) -> frozenset[HtmlElement]:
    paths = [_xpath(one) for several in selectors for one in several.split()]
    return frozenset(tree.xpath("|".join(paths))) if paths else frozenset()


@functools.cache
def _xpath(selector: str) -> str:
    """`h2.sapo` → its XPath.

    Raises:
        ValueError: It is not of the form TAG.CLASS or TAG#ID.
    """
    match = _SELECTOR.match(selector)
    if not match:
        raise ValueError(selector)
    tag, by, called = match.groups()
    if by == "#":
        return f"//{tag or '*'}[@id='{called}']"
    return f"//{tag or '*'}[contains(concat(' ', normalize-space(@class), ' '), ' {called} ')]"
