"""Plain text as somebody copied it from a page, and Markdown."""

from __future__ import annotations

import datetime as dt

import pytest

import reader
from reader.errors import NotAnArticleError
from reader.values import MediaType, Page

COPIED = """Huyện Phú Sơn có tuyến xe buýt đầu tiên

21/12/2020
Xem cỡ chữ - + Đọc bài viết

Sáng nay, tuyến xe buýt đầu tiên bắt đầu chạy.
Giá vé là bảy nghìn đồng.
                                    Chuyến xe đầu tiên
Người dân rất vui./.
"""
MARKDOWN = """---
title: "Huyện có xe buýt"
date: 2024-03-15
author: Nguyễn Minh
---
Sáng nay, **tuyến xe buýt** đầu tiên [bắt đầu](https://a.vn) chạy.

## Giá vé

1. Người lớn: bảy nghìn đồng.
2. Trẻ em: miễn phí.

> Ai cũng vui.

| Tuyến | Chuyến |
|---|---|
| Một | 12 |
"""


def blocks(text: str, kind: MediaType) -> list[tuple[str, str]]:
    return [(str(b.kind), b.text) for b in reader.extract(Page(text, kind)).blocks]


def test_a_copied_page() -> None:
    article = reader.extract(Page(COPIED, MediaType.PLAIN))
    assert article.title == "Huyện Phú Sơn có tuyến xe buýt đầu tiên"
    assert article.date == dt.date(2020, 12, 21)
    assert blocks(COPIED, MediaType.PLAIN) == [
        ("paragraph", "Sáng nay, tuyến xe buýt đầu tiên bắt đầu chạy."),
        ("paragraph", "Giá vé là bảy nghìn đồng."),
        ("caption", "Chuyến xe đầu tiên"),
        ("paragraph", "Người dân rất vui./."),
    ]


def test_markdown() -> None:
    article = reader.extract(Page(MARKDOWN, MediaType.MARKDOWN))
    assert (article.title, article.author) == ("Huyện có xe buýt", "Nguyễn Minh")
    assert article.date == dt.date(2024, 3, 15)
    assert blocks(MARKDOWN, MediaType.MARKDOWN) == [
        ("paragraph", "Sáng nay, tuyến xe buýt đầu tiên bắt đầu chạy."),
        ("heading", "Giá vé"),
        ("list_item", "1. Người lớn: bảy nghìn đồng."),
        ("list_item", "2. Trẻ em: miễn phí."),
        ("quote", "Ai cũng vui."),
        ("table", "Tuyến: Một; Chuyến: 12"),
    ]


def test_the_first_heading_of_markdown_is_the_title() -> None:
    page = Page("# Xe buýt\n\n21/12/2020\n\nMột câu.\n\n### Đề mục\n\nHai câu.", MediaType.MARKDOWN)
    article = reader.extract(page)
    assert (article.title, article.date) == ("Xe buýt", dt.date(2020, 12, 21))
    assert [b.level for b in article.blocks] == [0, 3, 0]


@pytest.mark.parametrize("kind", [MediaType.PLAIN, MediaType.MARKDOWN])
def test_nothing_is_an_error(kind: MediaType) -> None:
    with pytest.raises(NotAnArticleError):
        reader.extract(Page("\n \n", kind))
