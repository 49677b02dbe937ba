from __future__ import annotations

import datetime as dt

import pytest

import reader
from reader.listen.view.layout import (
    MARGIN,
    MEASURE,
    Layout,
    Line,
    Role,
    Span,
    byline,
    laid_out,
    measure,
)
from reader.listen.view.wrap import cells
from reader.values import TITLE, Article, Block, BlockKind, Script

ARTICLE = Article(
    "Thư viện khai trương phòng đọc",
    (
        Block(BlockKind.LEAD, "Sáng nay, thư viện mở cửa."),
        Block(BlockKind.HEADING, "Giờ mở cửa", 2),
        Block(BlockKind.PARAGRAPH, "Từ 7h30 đến 21h các ngày. Nghỉ thứ hai. Xin mời bạn đọc gần xa."),  # noqa: E501
        Block(BlockKind.LIST_ITEM, "Máy nghe sách cho người khiếm thị"),
        Block(BlockKind.LIST_ITEM, "2. Máy in chữ nổi, mỗi tầng một cái"),
        Block(BlockKind.QUOTE, "Mỗi trang sách, một tiếng nói."),
        Block(BlockKind.CAPTION, "Bạn đọc nghe thử"),
        Block(BlockKind.TABLE, "Thứ ba: 7h30"),
        Block(BlockKind.TABLE, "Thứ tư: 8h"),
    ),
    date=dt.date(2025, 3, 16),
    site="Báo Phú Sơn",
)  # fmt: skip
PAGE = """
Thư viện khai trương
phòng đọc
Báo Phú Sơn · 16/03/2025

Sáng nay, thư viện mở
cửa.


Giờ mở cửa

Từ 7h30 đến 21h các ngày.
Nghỉ thứ hai. Xin mời bạn
đọc gần xa.

• Máy nghe sách cho người
  khiếm thị
2. Máy in chữ nổi, mỗi
   tầng một cái

┃ Mỗi trang sách, một
┃ tiếng nói.

  Bạn đọc nghe thử

┆ Thứ ba: 7h30
┆ Thứ tư: 8h
"""


@pytest.fixture(scope="module")
def script() -> Script:
    return reader.script(ARTICLE)


@pytest.fixture(scope="module")
def page(script: Script) -> Layout:
    return laid_out(script, 25)


def row(page: Layout, text: str) -> int:
    return next(n for n, line in enumerate(page.lines) if (line.lead_in + line.text) == text)


def test_a_page(page: Layout) -> None:
    shown = "\n".join((line.lead_in + line.text).rstrip() for line in page.lines)
    assert shown.split("\n") == PAGE.split("\n")


def test_roles(page: Layout) -> None:
    assert page.lines[row(page, "Giờ mở cửa")].role is Role.HEADING
    assert page.lines[row(page, "┃ tiếng nói.")].role is Role.QUOTE
    assert page.lines[row(page, "Báo Phú Sơn · 16/03/2025")].role is Role.BYLINE


@pytest.mark.parametrize("width", [8, 25, 40, 68])
def test_every_word_is_in_a_line_as_it_is_written(script: Script, width: int) -> None:
    page = laid_out(script, width)
    for sentence in script.sentences:
        for word in sentence.words:
            start, end = sentence.start + word.start, sentence.start + word.end
            lines = [page.lines[n] for n in page.lines_of(Span(sentence.block, start, end))]
            shown = "".join(
                line.text[max(start - line.start, 0) : end - line.start] for line in lines
            )
            assert shown == ARTICLE.text_of(sentence.block)[start:end]
    assert max(cells(line.lead_in + line.text) for line in page.lines) <= width


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        ("Từ 7h30 đến 21h các ngày.", 3, "Từ 7h30 đến 21h các ngày."),
        ("Nghỉ thứ hai. Xin mời bạn", 0, "Nghỉ thứ hai."),
        ("Nghỉ thứ hai. Xin mời bạn", 12, "Nghỉ thứ hai."),
        ("Nghỉ thứ hai. Xin mời bạn", 14, "Xin mời bạn đọc gần xa."),
        ("đọc gần xa.", 99, "Xin mời bạn đọc gần xa."),
        ("Nghỉ thứ hai. Xin mời bạn", -9, "Nghỉ thứ hai."),
        ("   tầng một cái", 0, "2. Máy in chữ nổi, mỗi tầng một cái"),
    ],
)
def test_a_place_on_the_page_is_a_sentence(
    script: Script, page: Layout, text: str, column: int, sentence: str
) -> None:
    number = page.sentence_at(row(page, text), column)
    assert number is not None
    assert sentence.endswith(script.sentences[number].text)


def test_beside_the_article_is_no_sentence(page: Layout) -> None:
    assert page.sentence_at(0, 0) is None
    assert page.sentence_at(row(page, "Báo Phú Sơn · 16/03/2025"), 3) is None
    assert page.sentence_at(-1, 0) is None
    assert page.sentence_at(len(page.lines), 0) is None


@pytest.mark.parametrize(
    ("screen", "left", "text"), [(200, 66, MEASURE), (80, 6, MEASURE), (40, MARGIN, 36), (9, 2, 8)]
)
def test_the_measure(screen: int, left: int, text: int) -> None:
    assert measure(screen) == (left, text)


def test_a_bare_text_begins_with_its_text() -> None:
    bare = Article("", (Block(BlockKind.PARAGRAPH, "Một."),))
    assert byline(bare) == ""
    page = laid_out(reader.script(bare), 20)
    assert [line.text for line in page.lines] == ["", "Một.", ""]
    assert TITLE not in page.blocks
    assert page.lines[1] == Line("Một.", block=0)
