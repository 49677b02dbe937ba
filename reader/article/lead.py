"""The lead, wherever it lives: in the body, between the title and the body, or only in a meta tag.

In that order; a text is a lead by its name ("sapo"), or because it begins as the description does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reader.article import signs
from reader.article.body import folded
from reader.article.furniture import BLOCKS, name
from reader.values import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

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


def with_lead(
    pieces: Sequence[Piece],
    between: Sequence[str],
    description: str,
    known: Collection[HtmlElement] = (),
) -> Iterator[Block]:
    """The body with its lead before it, said once.

    Args:
        pieces: The body.
        between: Texts between the title and the body that may be the lead, the likeliest first.
        description: What the page's meta tags say of it.
        known: Elements that are known to be leads.
    """
    told_so = {_text(element) for element in known}
    at = next((i for i, p in enumerate(pieces) if p.block.text in told_so), None)
    at = _in_body(pieces, description) if at is None else at
    whole = folded(" ".join(p.block.text for p in pieces if p.block.kind is not BlockKind.CAPTION))
    told = [t for t in between if folded(undated(t))[:60] not in whole]
    if at is not None:
        yield _lead(pieces[at].block.text)
    elif told:
        yield _lead(told[0])
    elif _is_whole(description) and folded(undated(description))[:60] not in whole:
        yield _lead(description)
    yield from (p.block for i, p in enumerate(pieces) if i != at)


def _text(element: HtmlElement) -> str:
    return " ".join(unicodedata.normalize("NFC", element.text_content()).split())


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
        if (kind is BlockKind.HEADING or piece.marked or other) and alike(text, description):
            return index
    return None


def between(
    tree: HtmlElement,
    title: HtmlElement | None,
    parts: Sequence[HtmlElement],
    description: str,
    known: Collection[HtmlElement] = (),
) -> list[str]:
    """Texts that stand between the title and the body and may be the lead."""
    found: dict[str, int] = {}
    for element in _between(tree, title, parts[0]):
        text = _text(element)
        if _LEAST < len(text) < _MOST:
            rank = 0 if element in known else _rank(element, text, description)
            found[text] = min(rank, found.get(text, rank))
    return sorted((t for t in found if found[t] < _NO_LEAD), key=lambda text: found[text])


def _rank(element: HtmlElement, text: str, description: str) -> int:
    """0 for the likeliest lead: named and described, named, described, a whole sentence."""
    is_named = signs.named(signs.LEAD_NAME, " ".join(element.values()))
    is_described = alike(text, description)
    if is_named or is_described:
        return 2 - 2 * (is_named and is_described) - (is_named and not is_described)
    called = f"{name(element)} {name(element.getparent())}"
    if element.tag == "figcaption" or signs.named(signs.CAPTION_NAME, called):
        return _NO_LEAD
    is_sentence = len(text) > _WHOLE and _SENTENCE_END.search(text) and not signs.LEGAL.search(text)
    is_linked = next(element.iter("a"), None) is not None
    return 3 if is_sentence and not is_linked else _NO_LEAD


_NO_LEAD: Final = 4
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’)]*$")


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
