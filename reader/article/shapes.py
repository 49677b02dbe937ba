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
_SELECTOR: Final = re.compile(r"^([a-z0-9]*)([.#][\w-]+)$")


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
    likely = [s for s in shapes if _NAME.split(s.sign)[-1] in text]
    named = _by_name(tree) if likely else {}
    found = [s for s in likely if _at(named, [s.sign])]
    return Known(
        tuple(s.name for s in found),
        _at(named, (s.title for s in found)),
        _at(named, (s.lead for s in found)),
        _at(named, (s.body for s in found)),
        _at(named, (s.drop for s in found)),
    )


def _by_name(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    """Elements by each of their classes (".sapo") and their id ("#content")."""
    named: dict[str, list[HtmlElement]] = {}
    for element in tree.xpath("//*[@class or @id]"):
        names = [f".{one}" for one in (element.get("class") or "").split()]
        for called in [*names, f"#{element.get('id')}"]:
            named.setdefault(called, []).append(element)
    return named


def _at(named: dict[str, list[HtmlElement]], selectors: Iterable[str]) -> frozenset[HtmlElement]:
    found: set[HtmlElement] = set()
    for selector in (one for several in selectors for one in several.split()):
        tag, name = _SELECTOR.findall(selector)[0]
        found.update(e for e in named.get(name, ()) if tag in ("", e.tag))
    return frozenset(found)
