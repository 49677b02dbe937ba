"""Why there is no article: which kind of page it is, told from what it holds instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from reader.errors import ArticleError, NeedsLoginError, NeedsScriptError, NotAnArticleError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from reader.article.blocks import Piece
    from reader.article.furniture import Dropped
    from reader.article.metadata import Facts
    from reader.values import Page

_LOGIN: Final = re.compile(
    r"(?:vui lòng|hãy|cần|phải)\s+đăng nhập|đăng nhập để (?:đọc|xem)|log ?in to (?:read|continue)"
    r"|sign in to (?:read|continue)|thanh toán (?:và|để) đọc"
    r"|dành (?:riêng )?cho (?:độc giả|thành viên)",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(
    r"(?:enable|turn on|bật|requires?|cần)\s+(?:bật\s+)?javascript|javascript (?:is|bị|đã)",
    re.IGNORECASE,
)
_ROOTS: Final = ("root", "app", "__next", "__nuxt", "main-app")
_HEADLINE: Final = 25
"""Characters of a link that may be a headline."""
_LISTED: Final = 5
_SHOWN: Final = 20
_LONG: Final = 2_000
"""Characters that no front page writes of itself."""


def no_article(page: Page, tree: HtmlElement, body: Sequence[Piece]) -> ArticleError:
    """The error that tells most of a page on which no article was found."""
    what = say(
        f"no article in {page.url or 'the page'}",
        f"không thấy bài viết trong {page.url or 'trang'}",
    )
    if needs_login(page.text):
        return NeedsLoginError(
            what,
            say("it is behind a login", "bài chỉ dành cho người đã đăng nhập"),
            say("Log in, save the page, and give the file.", "Đăng nhập, lưu trang rồi đưa tệp."),
        )
    links = headlines(tree, page.url)
    if len(links) >= _LISTED and not (0 < len(body) < _LISTED):
        return NotAnArticleError(
            what,
            say(
                f"it is a list of {len(links)} articles",
                f"đây là trang danh mục có {len(links)} bài",
            ),
            say("Give the address of one: ", "Hãy dùng địa chỉ một bài: ")
            + "; ".join(f"{title} <{address}>" for title, address in links[:3]),
            links=tuple(links[:_SHOWN]),
        )
    if _needs_script(tree, page.text):
        return NeedsScriptError(
            what,
            say("its text is made by scripts in a browser", "trang chỉ hiện chữ bằng JavaScript"),
            say(
                "Save the page from a browser, and give the file.",
                "Lưu trang từ trình duyệt rồi đưa tệp.",
            ),
        )
    return NotAnArticleError(
        what,
        say("nothing on it is running text", "trang không có phần văn bản liền mạch"),
        say("Give the address of one article.", "Hãy dùng địa chỉ của một bài viết."),
    )


def is_front(facts: Facts, dropped: Sequence[Dropped], body: int, *, is_titled: bool) -> bool:
    """Whether a page is a list of articles, with some text of its own on it.

    Args:
        facts: What it says of itself.
        dropped: What was taken out of it.
        body: Characters of what is left.
        is_titled: Whether it shows the title that it tells.
    """
    if facts.kind == "article" or body > _LONG:
        return False
    teasers = [d.characters for d in dropped if d.what.startswith("teaser")]
    is_root = facts.url is not None and urlsplit(facts.url).path in ("", "/")
    return len(teasers) >= _LISTED and (is_root or not is_titled) and sum(teasers) > body


def needs_login(text: str) -> bool:
    """Whether a text asks its reader to log in."""
    return bool(_LOGIN.search(text))


def _needs_script(tree: HtmlElement, text: str) -> bool:
    """A page that says so, or one with scripts, an empty root and next to no text."""
    if _SCRIPT.search(text):
        return True
    roots = (tree.get_element_by_id(name, None) for name in _ROOTS)
    return any(root is not None and not root.text_content().strip() for root in roots)


def headlines(tree: HtmlElement, url: str | None) -> list[tuple[str, str]]:
    """Links that read like headlines, with their addresses, each once."""
    return list(dict(_links(tree, url)).items())


def _links(tree: HtmlElement, url: str | None) -> Iterator[tuple[str, str]]:
    for link in tree.iter("a"):
        title = " ".join(str(link.text_content()).split())
        href = str(link.get("href") or "").strip()
        if (
            len(title) >= _HEADLINE
            and href
            and not href.startswith(("#", "javascript:", "mailto:"))
        ):
            address = urljoin(url or "", href)
            if urlsplit(address).scheme in ("http", "https", ""):
                yield title, address
