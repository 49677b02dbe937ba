"""Page → Article: what a person came to read, and nothing of what surrounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.values import MediaType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article.shapes import Shape
    from reader.values import Article, Page

__all__ = ["explain", "extract"]


def extract(page: Page, known: Sequence[Shape] | None = None) -> Article:
    """The article in a page.

    Args:
        page: The page.
        known: Shapes of pages to know; all of the table where None is given.

    Raises:
        ArticleError: There is none.
    """
    if page.media_type is MediaType.HTML:
        from reader.article import html

        return html.extract(_entry(page), known)
    if page.media_type is MediaType.MARKDOWN:
        from reader.article import markdown

        return markdown.extract(page)
    from reader.article import plain

    return plain.extract(page)


def _entry(page: Page) -> Page:
    """A feed's first whole entry; any other page as it is."""
    from reader.article import feed

    return (feed.is_feed(page.text) and feed.first_entry(page)) or page


def explain(page: Page) -> str:
    """Why this is the article: where it was found, what was dropped as what; several lines.

    Raises:
        ArticleError: There is none.
    """
    if page.media_type is MediaType.HTML:
        from reader.article import html

        return html.explain(_entry(page))
    return f"{page.media_type}: {len(extract(page).blocks)} blocks, line by line"
