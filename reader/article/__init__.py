"""Page → Article: what a person came to read, and nothing of what surrounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import plain

if TYPE_CHECKING:
    from reader.values import Article, Page

__all__ = ["extract"]


def extract(page: Page) -> Article:
    """The article in a page.

    Raises:
        ArticleError: There is none.
    """
    return plain.extract(page)
