"""Markdown → Article: rendered by markdown-it, then walked as a page is."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from reader.article import blocks, plain
from reader.article.dates import written_date
from reader.errors import NotAnArticleError
from reader.language import say
from reader.values import Article, BlockKind

if TYPE_CHECKING:
    from reader.values import Block, Page

_FRONT_MATTER: Final = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_DATE_LINE: Final = 60


def extract(page: Page) -> Article:
    """The first heading is the title; front matter may name title, date and author.

    Raises:
        NotAnArticleError: Nothing is written in it.
    """
    from markdown_it import MarkdownIt

    told = _FRONT_MATTER.match(page.text)
    fields = dict(_FIELD.findall(told[1])) if told else {}
    source = page.text[told.end() :] if told else page.text
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    found = [p.block for p in blocks.pieces(html) if not plain.is_control(p.block.text)]
    title = fields.get("title", "")
    if not title and found and found[0].kind is BlockKind.HEADING:
        title, found = found[0].text, found[1:]
    date = written_date(fields.get("date", ""))
    if not date and found and len(found[0].text) <= _DATE_LINE:
        date = written_date(found[0].text)
        found = found[1:] if date else found
    if not found:
        raise NotAnArticleError(say("there is no article in it", "không có bài viết"))
    author = fields.get("author") or None
    return Article(
        title, tuple(map(_level_from_two, found)), date=date, author=author, url=page.url
    )


def _level_from_two(block: Block) -> Block:
    return dataclasses.replace(block, level=max(2, block.level)) if block.level else block
