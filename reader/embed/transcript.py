"""The words of a recording as a page of its own: for who reads, searches, or has no sound.

Every sentence has the id that the timing document gives it, so that ``bai.html#s12`` leads to the
sentence and a player can light it up. With a tag it is a player, too, fit for a frame.
"""

from __future__ import annotations

import collections
import itertools
from importlib import resources
from typing import TYPE_CHECKING, Final

from reader.embed import markup
from reader.values import TITLE, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.values import Article, Block, Script, Sentence

STYLE_FILE: Final = "transcript.css"
_TAGS: Final = {
    BlockKind.QUOTE: "blockquote",
    BlockKind.CAPTION: "figcaption",
    BlockKind.LIST_ITEM: "li",
}
"""All others are paragraphs."""
_CLASSES: Final = {BlockKind.LEAD: "lead", BlockKind.QUESTION: "question"}
_AROUND: Final = {BlockKind.LIST_ITEM: "ul", BlockKind.CAPTION: "figure"}
"""Blocks of these kinds that follow each other stand in one element."""
_WORDS: Final = {
    "vi": ("Bản chữ", "Về trang của bài viết"),
    "en": ("Transcript", "Back to the article's page"),
}


def style() -> str:
    """The style sheet of a transcript page; a file of its own, so that no policy forbids it."""
    return (resources.files("reader.embed") / "static" / STYLE_FILE).read_text(encoding="utf-8")


def language(script: Script) -> str:
    """The language of most of what is said; what a page says of itself is often the template's."""
    counted: collections.Counter[str] = collections.Counter()
    for sentence in script.sentences:
        counted[sentence.language] += len(sentence.text)
    return next((tag for tag, _ in counted.most_common(1)), script.article.language)


def page(script: Script, *, back: str = "", player: str = "", stylesheet: str = "") -> str:
    """A whole page.

    Args:
        script: What is said.
        back: Address of the article's page; anything but http(s) or a relative one is left out.
        player: HTML of the player, as `reader.embed.tag.tag` makes it, or "".
        stylesheet: Address of `style`, or "".
    """
    article = script.article
    label, _ = _words(script)
    title = article.title or label
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        markup.element("title", {}, markup.text(f"{title} – {label}" if article.title else title)),
    ]
    if back := markup.address(back) or "":
        head.append(markup.element("link", {"rel": "canonical", "href": back}))
    if stylesheet:
        head.append(markup.element("link", {"rel": "stylesheet", "href": stylesheet}))
    parts = (("head", "\n".join(head)), ("body", _body(script, back, player)))
    inner = "\n".join(markup.element(tag, {}, f"\n{part}\n") for tag, part in parts)
    return f"<!doctype html>\n{markup.element('html', {'lang': language(script)}, inner)}\n"


def body(script: Script, player: str = "") -> str:
    """The article alone: headline, player, blocks; every sentence a ``<span id>``."""
    article, said, main = script.article, _by_block(script), language(script)
    title = _marked(article.title, said.get(TITLE, []), main)
    texts = [_marked(block.text, said.get(i, []), main) for i, block in enumerate(article.blocks)]
    head = [f"<h1>{title}</h1>"] if title else []
    return "\n".join([*head, *filter(None, [player]), *_blocks(article, texts)])


def _body(script: Script, back: str, player: str) -> str:
    link = markup.element("a", {"href": back}, markup.text(_words(script)[1]))
    nav = f'<nav class="back">{link}</nav>\n' if back else ""
    return f"{nav}<main>\n<article>\n{body(script, player)}\n</article>\n</main>"


def _words(script: Script) -> tuple[str, str]:
    return _WORDS.get(language(script)[:2], _WORDS["en"])


def _by_block(script: Script) -> dict[int, list[tuple[int, Sentence]]]:
    found: dict[int, list[tuple[int, Sentence]]] = {}
    for index, sentence in enumerate(script.sentences):
        found.setdefault(sentence.block, []).append((index, sentence))
    return found


def _blocks(article: Article, texts: list[str]) -> Iterator[str]:
    pairs = zip(article.blocks, texts, strict=True)
    for kind, group in itertools.groupby(pairs, lambda pair: pair[0].kind):
        inner = "\n".join(itertools.starmap(_block, group))
        around = _AROUND.get(kind)
        yield f"<{around}>\n{inner}\n</{around}>" if around else inner


def _block(block: Block, inner: str) -> str:
    if block.kind is BlockKind.HEADING:
        return f"<h{block.level}>{inner}</h{block.level}>"
    tag, name = _TAGS.get(block.kind, "p"), _CLASSES.get(block.kind)
    return markup.element(tag, {"class": name}, inner)


def _marked(text: str, sentences: list[tuple[int, Sentence]], main: str) -> str:
    """A block's text, each of its sentences marked; what is not said stands between them."""
    parts, at = [], 0
    for index, sentence in sentences:
        foreign = sentence.language if sentence.language != main else None
        parts.append(markup.text(text[at : sentence.start]))
        marks = {"id": f"s{index}", "lang": foreign}
        parts.append(markup.element("span", marks, markup.text(sentence.text)))
        at = sentence.end
    return "".join(parts) + markup.text(text[at:])
