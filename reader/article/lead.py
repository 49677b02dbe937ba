"""The lead, wherever it lives: in the body, between the title and the body, or only in a meta tag.

In that order; a text is a lead by its name ("sapo"), or because it begins as the description does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reader.article import signs
from reader.article.body import folded
from reader.article.furniture import BLOCKS
from reader.values import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from reader.article.blocks import Piece

_FIRST: Final = 3
"""Among how many blocks of the body the lead may be."""
_LEAST: Final = 30
_MOST: Final = 1_200
_WHOLE: Final = 60
"""Characters of a description that was written to be read."""
_CUT: Final = re.compile(r"(?:\.{2,}|…)\s*$")
_STEPS: Final = 3
"""How far above the body the lead may stand where no title is found."""


def with_lead(pieces: Sequence[Piece], between: Sequence[str], description: str) -> Iterator[Block]:
    """The body with its lead before it, said once.

    Args:
        pieces: The body.
        between: Texts between the title and the body that may be the lead, the likeliest first.
        description: What the page's meta tags say of it.
    """
    at = _in_body(pieces, description)
    whole = folded(" ".join(p.block.text for p in pieces if p.block.kind is not BlockKind.CAPTION))
    told = [t for t in between if folded(undated(t))[:60] not in whole]
    if at is not None:
        yield _lead(pieces[at].block.text)
    elif told:
        yield _lead(told[0])
    elif _is_whole(description) and folded(undated(description))[:60] not in whole:
        yield _lead(description)
    yield from (p.block for i, p in enumerate(pieces) if i != at)


def _lead(text: str) -> Block:
    return Block(BlockKind.LEAD, text)


def _in_body(pieces: Sequence[Piece], description: str) -> int | None:
    for index, piece in enumerate(pieces[:_FIRST]):
        text, kind = piece.block.text, piece.block.kind
        if kind is BlockKind.CAPTION or not _LEAST < len(text) < _MOST:
            continue
        if signs.named(signs.LEAD_NAME, piece.name) and len(pieces) > 1:
            return index
        other = piece.name != pieces[index + 1].name if index + 1 < len(pieces) else False
        if (kind is BlockKind.HEADING or piece.bold or other) and alike(text, description):
            return index
    return None


def between(
    tree: HtmlElement, title: HtmlElement | None, parts: Sequence[HtmlElement], description: str
) -> list[str]:
    """Texts that stand between the title and the body and may be the lead."""
    named: list[str] = []
    described: list[str] = []
    for element in _between(tree, title, parts[0]):
        text = " ".join(unicodedata.normalize("NFC", element.text_content()).split())
        if not _LEAST < len(text) < _MOST:
            continue
        if signs.named(signs.LEAD_NAME, " ".join(element.values())):
            named.append(text)
        elif alike(text, description):
            described.append(text)
    named.sort(key=lambda text: not alike(text, description))
    return [*named, *described]


def _between(
    tree: HtmlElement, title: HtmlElement | None, body: HtmlElement
) -> Iterator[HtmlElement]:
    start, above = title, set(body.iterancestors())
    if start is None or start not in tree.iter(start.tag):
        start = next((e for i, e in enumerate(body.iterancestors()) if i == _STEPS - 1), tree)
    is_on = False
    for element in tree.iter():
        if element is body:
            return
        if is_on and element.tag in (*BLOCKS, "strong", "span", "b") and element not in above:
            yield element
        is_on = is_on or element is start


def alike(text: str, description: str) -> bool:
    """Whether one begins the other, as far as it goes; a cut description ends in dots."""
    one, other = folded(undated(text)), folded(undated(description))
    shared = min(len(one), len(other), 80)
    return shared > 25 and one[: shared - 5] == other[: shared - 5]  # noqa: PLR2004 - chance


def undated(text: str) -> str:
    """Without "(Chinhphu.vn) -"."""
    return signs.DATELINE.sub("", text)


def _is_whole(description: str) -> bool:
    """A description that was written to be read: long enough, and not cut."""
    return len(description) > _WHOLE and not _CUT.search(description)
