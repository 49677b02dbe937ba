"""Where a voice stops, and where it takes breath."""

from __future__ import annotations

import pytest

from reader.values import Article, Block, BlockKind
from reader.vietnamese import script
from reader.vietnamese.sentences import clauses, sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Họp tại TP. Hồ Chí Minh sáng nay.",
        "GS.TS. Nguyễn Văn An phát biểu.",
        "PGS. TS. Trần Thị Bình và ThS. Lê Hoa dự.",
        "Ông ở P. Bến Nghé, Q. 1 từ lâu.",
        "Tăng 3.5 lần so với 1.200 lượt.",
        "Địa chỉ: www.chinhphu.vn là cổng.",
        "Mr. Smith đến dự.",
        "1. Phạm vi điều chỉnh",
        "Nhà văn N. V. An kể.",
        "Anh nói… rồi im lặng.",
        "Cán bộ, v.v. đều có mặt.",
        "Giá là 5.000 đồng.",
    ],
)
def test_it_is_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai. Ba.", ["Một.", "Hai.", "Ba."]),
        ("Anh đến! Em đi? Ừ.", ["Anh đến!", "Em đi?", "Ừ."]),
        ("Anh bảo: “Đi đi.” Em đi.", ["Anh bảo: “Đi đi.”", "Em đi."]),
        ("Năm 2020. Hà Nội mưa.", ["Năm 2020.", "Hà Nội mưa."]),
        ("Bổ sung vitamin C. Sau đó nghỉ.", ["Bổ sung vitamin C.", "Sau đó nghỉ."]),
        ("Mua cam, quýt, v.v. Rồi về.", ["Mua cam, quýt, v.v.", "Rồi về."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("Xong. 15 người về.", ["Xong.", "15 người về."]),
        ("Đã xong. “Tốt”, ông nói.", ["Đã xong.", "“Tốt”, ông nói."]),
        ("Thế à... Vâng.", ["Thế à...", "Vâng."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_it_is_several(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The library is open to all of our readers.", "en"),
        ("We will not be at home, and that is the end of it!", "en"),
        ("Thư viện mở cửa cho mọi người.", "vi"),
        ("Ban nhạc hát bài Let it be.", "vi"),
        ("Facebook, Google, Microsoft, Apple", "vi"),
        ("mai em ve nha", "vi"),
        ("The end", "vi"),
    ],
)
def test_a_sentence_wholly_in_english_is_told_apart(text: str, tag: str) -> None:
    (said,) = script(Article("", (Block(BlockKind.PARAGRAPH, text),))).sentences
    assert said.language == tag
    assert tag == "vi" or said.spoken == text


LONG = (
    "Hội nghị đã thảo luận, bổ sung, hoàn thiện các văn kiện với những mục tiêu cụ thể; đẩy mạnh "
    "đổi mới sáng tạo và hội nhập quốc tế, xây dựng Thủ đô ngày càng giàu đẹp, văn minh, hiện đại; "
    "đồng thời tiếp tục thực hiện các nghị quyết đã ban hành, bảo đảm an sinh xã hội, giữ vững an "
    "ninh chính trị, trật tự an toàn trên địa bàn, góp phần hoàn thành các chỉ tiêu của cả nhiệm kỳ."
)


def test_a_long_sentence_breathes_at_clauses() -> None:
    pieces = [LONG[a:b] for a, b in clauses(LONG, 0, len(LONG))]
    assert len(pieces) == 2
    assert " ".join(pieces) == LONG
    assert pieces[0].endswith(";")


@pytest.mark.parametrize("text", [LONG * 20, "từ " * 2000, "a" * 5000, ", ".join(["một"] * 900)])
def test_no_piece_is_longer_than_a_breath(text: str) -> None:
    pieces = clauses(text, 0, len(text))
    assert all(0 < b - a <= 330 for a, b in pieces)
    joined = "".join(text[a:b] for a, b in pieces)
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_pauses_grow_from_clause_to_title() -> None:
    article = Article(
        "Tiêu đề",
        (
            Block(BlockKind.HEADING, "Đề mục", level=2),
            Block(BlockKind.PARAGRAPH, f"Câu một. {LONG} Câu hai."),
            Block(BlockKind.PARAGRAPH, "Đoạn hai."),
        ),
    )
    said = script(article).sentences
    pauses = {s.text: s.pause for s in said}
    inside = next(s.pause for s in said if s.text.endswith(";"))
    assert inside < pauses["Câu một."] < pauses["Câu hai."] < pauses["Đề mục"] < pauses["Tiêu đề"]


def test_a_pause_tells_that_an_answer_is_over() -> None:
    article = Article(
        "",
        (
            Block(BlockKind.QUESTION, "Giá vé có tăng không?"),
            Block(BlockKind.PARAGRAPH, "Giá vé không tăng."),
            Block(BlockKind.QUESTION, "Còn năm sau?"),
            Block(BlockKind.PARAGRAPH, "Năm sau cũng vậy."),
        ),
    )
    asked, answered, *_ = script(article).sentences
    assert asked.pause < answered.pause
