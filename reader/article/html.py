"""HTML → Article: one parse, facts, container, blocks, and the furniture taken out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml import html as lxml_html

from reader.article import blocks, container, controls, metadata, refusals, signs
from reader.errors import NotAnArticleError, TooBigError
from reader.language import say
from reader.values import Article, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.article.blocks import Piece
    from reader.article.metadata import Facts
    from reader.values import Page

_DEEPEST: Final = 2_000
_MOST_ATTRIBUTES: Final = 5_000
_HUGE_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{20000,}>")
_LEAST_CHARACTERS: Final = 40
_NOTICE: Final = 300
_MOSTLY_LINKS: Final = 0.8
_WORD: Final = re.compile(r"\w+")


def extract(page: Page) -> Article:
    """The article of a page in HTML.

    Raises:
        ArticleError: There is none.
    """
    tree = parse(page.text)
    facts = metadata.of(tree, page.url)
    found_controls = controls.of(tree)
    leads = list(_lead_candidates(tree, facts))
    choice = container.choose(tree)
    pieces = [p for part in (choice.parts if choice else []) for p in _pieces(part)]
    body, signature = signed(list(_kept(pieces, facts)))
    if _is_too_little(body) or is_list(pieces):
        raise refusals.no_article(page, tree, body)
    return Article(
        title=facts.title or body[0].text[:120],
        blocks=tuple(_with_lead(body, leads, facts)),
        date=facts.date,
        site=facts.site,
        author=facts.author or signature,
        url=facts.url,
        language=facts.language,
        image=facts.image,
        controls=found_controls,
    )


def _is_too_little(body: list[Block]) -> bool:
    """Whether what was found is no article: nothing, or only that one should log in."""
    text = " ".join(block.text for block in body)
    return len(text) < _LEAST_CHARACTERS or (len(text) < _NOTICE and refusals.needs_login(text))


def explain(page: Page) -> str:
    """Where the article was found, what was dropped as what, and what the page says of it."""
    tree = parse(page.text)
    facts = metadata.of(tree, page.url)
    choice = container.choose(tree)
    if choice is None:
        raise refusals.no_article(page, tree, [])
    pieces = [p for part in choice.parts for p in _pieces(part)]
    kept = {id(block) for block in _kept(pieces, facts)}
    lines = [f"container  {container.path(part)}" for part in choice.parts]
    lines += [f"score      {choice.score:.1f}"]
    lines += [f"dropped    {size} characters of “{name}”" for name, size in choice.dropped]
    lines += [f"dropped    “{p.block.text[:60]}”" for p in pieces if id(p.block) not in kept]
    lines += [f"{name:<10} {value}" for name, value in facts._asdict().items() if value]
    return "\n".join(lines)


def parse(text: str) -> lxml_html.HtmlElement:
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
    parser = lxml_html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticleError(
            say("there is no article in it", "không có bài viết"), str(error)
        ) from error
    return tree


_TAG: Final = re.compile(
    r"<(/?)(div|span|p|b|i|font|table|tr|td|ul|li|section|blockquote|a)\b", re.IGNORECASE
)


def _depth(text: str) -> int:
    """An upper bound of the nesting, without parsing."""
    depth = deepest = 0
    for match in _TAG.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest if deepest > _DEEPEST * 2 else 0


def _pieces(part: lxml_html.HtmlElement) -> list[Piece]:
    return blocks.pieces(etree.tostring(part, encoding="unicode", method="html", with_tail=False))


def folded(text: str) -> str:
    """For comparing: words only, without case."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _kept(pieces: list[Piece], facts: Facts) -> Iterator[Block]:
    title, author = folded(facts.title), folded(facts.author or "")
    for piece in pieces:
        text = folded(piece.block.text)
        if signs.RELATED_HEADING.match(piece.block.text) and piece.linked < 1:
            return
        if not text and not _WORD.search(piece.block.text):
            continue
        if text in (title, author) or _is_furniture(piece):
            continue
        yield piece.block


def _is_furniture(piece: Piece) -> bool:
    text = piece.block.text
    if signs.FURNITURE_LABEL.match(text):
        return True
    stands_alone = not re.search(r"[.!?…:]\W*$", text)
    return piece.linked > _MOSTLY_LINKS and (
        stands_alone or piece.block.kind is BlockKind.LIST_ITEM
    )


def _lead_candidates(tree: lxml_html.HtmlElement, facts: Facts) -> Iterator[str]:
    """Texts that are named as the lead, nearest to the description first."""
    for element in tree.xpath("//h2|//p|//div|//h3|//strong|//span"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if name.strip() and signs.named(signs.LEAD_NAME, name):
            text = " ".join(unicodedata.normalize("NFC", element.text_content()).split())
            if 30 < len(text) < 1_200 and _alike(text, facts.description):  # noqa: PLR2004 - a lead's length
                yield text


def _alike(text: str, description: str) -> bool:
    """Whether one begins the other, as far as it goes; a cut description ends in dots."""
    one, other = folded(_undated(text)), folded(_undated(description))
    shared = min(len(one), len(other), 80)
    return shared > 25 and one[: shared - 5] == other[: shared - 5]  # noqa: PLR2004 - chance


def _undated(text: str) -> str:
    return signs.DATELINE.sub("", text)


def _with_lead(body: list[Block], leads: list[str], facts: Facts) -> Iterator[Block]:
    lead = next(iter(leads), "") or facts.description
    whole = folded(" ".join(b.text for b in body if b.kind is not BlockKind.CAPTION))
    first = next((i for i, b in enumerate(body[:4]) if _alike(b.text, lead)), None)
    if first is not None:
        if leads or body[first].kind is BlockKind.HEADING:
            yield Block(BlockKind.LEAD, body[first].text)
            yield from (b for i, b in enumerate(body) if i != first)
        else:
            yield from body
        return
    if (leads or _is_whole(lead)) and folded(_undated(lead))[:60] not in whole:
        yield Block(BlockKind.LEAD, lead)
    yield from body


def _is_whole(description: str) -> bool:
    """A description that was written to be read: long enough, and not cut."""
    return len(description) > 60 and not re.search(r"(?:\.{2,}|…)\s*$", description)  # noqa: PLR2004 - a sentence


def signed(body: list[Block]) -> tuple[list[Block], str | None]:
    """The body without the name it ends with, and that name."""
    last = body[-1] if len(body) > 1 else None
    if last and last.kind is BlockKind.PARAGRAPH and _SIGNATURE.match(last.text):
        return body[:-1], _SOURCE.sub("", last.text)
    return body, None


_SOURCE: Final = re.compile(r"^(?:Tác giả|Bài|Bài, ảnh|Tin, ảnh|Theo|Thực hiện)\s*:?\s+")
_SIGNATURE: Final = re.compile(
    rf"^(?:(?:Tác giả|Bài|Bài, ảnh|Tin, ảnh|Theo|Thực hiện)\s*:?\s+)?"
    rf"(?:[{signs.UPPER}][^\W\d_]{{0,6}}(?:\s*[-–,.]\s*|\s+|$)){{2,6}}$"
)


def is_list(pieces: list[Piece]) -> bool:
    """Whether the texts are teasers: most of them linked, or each right after a linked headline."""
    texts = [p for p in pieces if p.block.kind is not BlockKind.HEADING]
    linked = sum(p.linked >= _MOSTLY_LINKS / 2 for p in texts)
    if linked >= _TEASERS and linked > 0.6 * len(texts):
        return True
    plain = [i for i, p in enumerate(pieces) if p.linked < _MOSTLY_LINKS and len(p.block.text) > 40]  # noqa: PLR2004 - a sentence
    after = sum(i > 0 and pieces[i - 1].linked >= _MOSTLY_LINKS for i in plain)
    return after >= _TEASERS and after >= 0.7 * len(plain)


_TEASERS: Final = 5
