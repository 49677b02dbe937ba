"""HTML → Article: one parse, facts, container, blocks, and the furniture taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from reader.article import (
    blocks,
    body,
    container,
    controls,
    interview,
    lead,
    metadata,
    refusals,
    shapes,
    titles,
)
from reader.errors import NotAnArticleError, TooBigError
from reader.language import say
from reader.values import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from reader.article.blocks import Piece
    from reader.article.container import Choice
    from reader.article.metadata import Facts
    from reader.article.shapes import Known, Shape
    from reader.values import Control, Page

_DEEPEST: Final = 2_000
_MOST_ATTRIBUTES: Final = 5_000
_HUGE_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{20000,}>")
_LEAST_CHARACTERS: Final = 40
_NOTICE: Final = 300


def extract(page: Page, known: Sequence[Shape] | None = None) -> Article:
    """The article of a page in HTML.

    Args:
        page: The page.
        known: Shapes of pages that are known; all that are where None is given.

    Raises:
        ArticleError: There is none.
    """
    found = _find(page, shapes.table() if known is None else known)
    blocks_, signature = body.signed([p.block for p in found.pieces])
    pieces = found.pieces[: len(blocks_)]
    return Article(
        title=found.facts.title or blocks_[0].text[:120],
        blocks=tuple(
            lead.with_lead(pieces, found.leads, found.facts.description, found.known.leads)
        ),
        date=found.facts.date,
        site=found.facts.site,
        author=found.facts.author or signature,
        url=found.facts.url,
        language=found.facts.language,
        image=found.facts.image,
        controls=found.controls,
    )


class _Found(NamedTuple):
    """What a page holds, on the way to an article."""

    facts: Facts
    known: Known
    controls: tuple[Control, ...]
    choice: Choice
    pieces: list[Piece]
    left_out: list[Piece]
    leads: list[str]


def _find(page: Page, table: Sequence[Shape]) -> _Found:
    tree = parse(page.text)
    known = shapes.known(tree, table)
    facts = metadata.of(tree, page.url or metadata.saved_from(page.text), known.titles)
    title = titles.element(tree, facts.title)
    found_controls = controls.of(tree)
    choice = container.choose(tree, title, known)
    pieces = [p for part in (choice.parts if choice else []) for p in _pieces(part)]
    kept = interview.told_apart(list(body.kept(pieces, facts)))
    is_list = choice is not None and _is_list(facts, choice, title, pieces)
    if choice is None or is_list or _is_too_little(kept):
        raise refusals.no_article(page, parse(page.text), [] if is_list else kept)
    leads = lead.between(tree, title, choice.parts, facts.description, known.leads)
    said = {p.block.text for p in kept}
    left_out = [p for p in pieces if p.block.text not in said]
    return _Found(facts, known, found_controls, choice, kept, left_out, leads)


def _is_too_little(pieces: list[Piece]) -> bool:
    """Whether what was found is no article: nothing, or only that one should log in."""
    text = " ".join(piece.block.text for piece in pieces)
    return len(text) < _LEAST_CHARACTERS or (len(text) < _NOTICE and refusals.needs_login(text))


def _is_list(facts: Facts, choice: Choice, title: HtmlElement | None, pieces: list[Piece]) -> bool:
    is_titled = title is not None and titles.says(title, facts.title)
    size = sum(len(p.block.text) for p in pieces)
    return body.is_list(pieces) or refusals.is_front(
        facts, choice.dropped, size, is_titled=is_titled
    )


def explain(page: Page) -> str:
    """Where the article was found, what was dropped as what, and what the page says of it."""
    found = _find(page, shapes.table())
    choice = found.choice
    lines = [f"container  {container.path(part)}" for part in choice.parts]
    lines += [f"score      {choice.score:.1f}"]
    lines += [f"known as   {name}" for name in found.known.names]
    lines += [f"repaired   {repair}" for repair in page.repairs]
    lines += [f"dropped    {d.characters} characters of “{d.what}”" for d in choice.dropped]
    lines += [f"dropped    “{p.block.text[:60]}”" for p in found.left_out]
    lines += [f"{name:<10} {value}" for name, value in found.facts._asdict().items() if value]
    return "\n".join(lines)


def parse(text: str) -> HtmlElement:
    """The tree of a page.

    Raises:
        NotAnArticleError: There is no element in it.
        TooBigError: It is nested absurdly deep.
    """
    if _depth(text) > _DEEPEST:
        raise TooBigError(
            say("the page is nested too deeply", "trang lồng quá nhiều lớp"),
            say(f"more than {_DEEPEST} levels", f"hơn {_DEEPEST} lớp"),
        )
    if any(m[0].count(" ") > _MOST_ATTRIBUTES for m in _HUGE_TAG.finditer(text)):
        raise TooBigError(
            say("a tag of the page has too many attributes", "một thẻ có quá nhiều thuộc tính"),
            say(f"more than {_MOST_ATTRIBUTES}", f"hơn {_MOST_ATTRIBUTES}"),
        )
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticleError(
            say("there is no article in it", "không có bài viết"), str(error)
        ) from error
    return tree


def _parser() -> lxml_html.HTMLParser:
    """One whose elements are all of one class: lxml.html's own looks one up in Python for each."""
    parser = lxml_html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(lxml_html.HtmlElement))
    return parser


_TAG: Final = re.compile(
    r"<(/?)(div|span|p|b|i|font|table|tr|td|ul|li|section|blockquote|a)\b", re.IGNORECASE
)


def _depth(text: str) -> int:
    """An upper bound of the nesting, without parsing."""
    if text.count("<") - text.count("</") <= _DEEPEST * 2:  # fewer tags than that are opened
        return 0
    depth = deepest = 0
    for match in _TAG.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest if deepest > _DEEPEST * 2 else 0


def _pieces(part: HtmlElement) -> list[Piece]:
    return blocks.pieces(etree.tostring(part, encoding="unicode", method="html", with_tail=False))
