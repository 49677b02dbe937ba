"""Who wrote it: JSON-LD before meta tags before the by-line that stands nearest to the title.

A name is nobody's if it is the site's, an institution's, or an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from reader.article import signs, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LONGEST: Final = 60
_MOST: Final = 3
"""Authors that are named."""
_PART: Final = 4
"""Parts of a by-line that may be the name alone."""
_BEFORE: Final = 2
"""A by-line above the title is as far away as one twice as far below."""
_OF: Final = re.compile(r"(?:,|\s[-–|/])\s*(?:[A-Z]{2,6}|for .*|.*\.(?:vn|com|net))$")
_MAIL: Final = re.compile(r"\s*[(<\[]?[\w.+-]+@[\w.-]+[)>\]]?")
_BY: Final = re.compile(
    r"^(?:(?:được )?(?:viết|đăng|tạo|gửi) bởi|tác giả|người (?:viết|đăng)|bài|tin|theo|bởi"
    r"|thực hiện|(?:written |posted |published )?by)\b\s*:?\s*",
    re.IGNORECASE,
)
_HINTS: Final = ("uthor", "yline", "gia", "ournalist", "nguon", "riter", "createdby")
_LIKELY: Final = "//*[@rel='author' or @itemprop='author' or {}]".format(
    " or ".join(f"contains(@class, '{hint}')" for hint in _HINTS)
)
"""What `AUTHOR_NAME` may find, looked for much faster."""
_NO_NAME: Final = re.compile(r"https?:|www\.|\.(?:vn|com|net)\b|;|\d{2}", re.IGNORECASE)


def of(tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], title: str) -> str | None:
    """The author of a page; several with commas between; None where nobody is named."""
    linked_names = [n for n in map(_name, names(linked.get("author"))) if _is_name(n, meta)]
    if linked_names:
        return ", ".join(dict.fromkeys(linked_names[:_MOST]))
    told = (meta.get("article:author"), meta.get("author"))
    written = (_name(text) for text in (*filter(None, told), *_lines(tree, title)))
    return next((name for name in written if _is_name(name, meta)), None)


def names(value: Any) -> list[str]:
    """The names in JSON-LD: a text, a thing with a name, or a list of such."""
    if isinstance(value, list):
        return [name for item in value for name in names(item)]
    if isinstance(value, dict):
        return names(value.get("name"))
    return [str(value)] if value else []


def _lines(tree: HtmlElement, title: str) -> Iterator[str]:
    """By-lines and their parts, those nearest to the title first."""
    found = [element for element in tree.xpath(_LIKELY) if _is_byline(element)]
    if len(found) > 1:
        found = _nearest_first(tree, found, titles.element(tree, title))
    for element in found:
        line = element.text_content().strip()
        if len(line) < 2 * _LONGEST:
            yield line
            yield from (part.text_content() for part in list(element)[:_PART])


def _is_byline(element: HtmlElement) -> bool:
    marks = f"{element.get('class')} {element.get('rel')} {element.get('itemprop')}"
    return signs.named(signs.AUTHOR_NAME, marks) and not signs.named(signs.COMMENTS_NAME, marks)


def _nearest_first(
    tree: HtmlElement, found: list[HtmlElement], title: HtmlElement | None
) -> list[HtmlElement]:
    order = {element: place for place, element in enumerate(tree.iter())}
    at = order.get(title, 0) if title is not None else 0

    def distance(element: HtmlElement) -> int:
        steps = order[element] - at
        return steps if steps >= 0 else -_BEFORE * steps

    return sorted(found, key=distance)


def _name(text: str) -> str:
    """«Nguyễn Minh» of «Viết bởi: Nguyễn Minh (minh@a.vn), »."""
    bare = _MAIL.sub("", _BY.sub("", titles.clean(text)))
    return _OF.sub("", bare).strip(" ,;-–|•·")


def _is_name(name: str, meta: dict[str, str]) -> bool:
    """Not an address, not the site itself, not a list of tags."""
    site = titles.clean(meta.get("og:site_name", "")).casefold()
    return (
        1 < len(name) < _LONGEST
        and not signs.INSTITUTION.search(name)
        and not (site and (name.casefold() in site or site in name.casefold()))
        and not _NO_NAME.search(name)
    )
