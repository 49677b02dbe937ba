from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.values import Block, BlockKind, Delivery, Page, Sentence, Sound, Word

if TYPE_CHECKING:
    from collections.abc import Callable

DECOMPOSED = "cho\u0323n"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Page(DECOMPOSED),
        lambda: Block(BlockKind.PARAGRAPH, ""),
        lambda: Block(BlockKind.PARAGRAPH, " lùi vào"),
        lambda: Block(BlockKind.PARAGRAPH, DECOMPOSED),
        lambda: Block(BlockKind.HEADING, "Không có cấp"),
        lambda: Block(BlockKind.PARAGRAPH, "Có cấp", level=2),
        lambda: Word(3, 3, "một"),
        lambda: Sentence(0, 0, 5, "Một", ()),
        lambda: Sentence(0, 0, 3, "Một", (Word(0, 4, "một"),)),
        lambda: Sentence(0, 0, 7, "Một hai", (Word(0, 3, "một"), Word(2, 7, "hai"))),
        lambda: Delivery(rate=5),
        lambda: Delivery(pitch=0),
        lambda: Sound(b"\0", 24_000),
        lambda: Sound(b"", 0),
    ],
)
def test_a_value_is_checked_when_it_is_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        make()


def test_html_at_hand_becomes_a_page_in_nfc() -> None:
    assert Page.of_html(DECOMPOSED).text == "chọn"


def test_a_sentence_knows_where_its_spoken_words_stand() -> None:
    words = (Word(0, 1, ""), Word(2, 6, "hai mươi", ","), Word(7, 10, "ba", "."))
    sentence = Sentence(0, 0, 11, "* 20, 3 ba.", words)
    assert sentence.spoken == "hai mươi, ba."
    assert [sentence.spoken[a:b] for a, b, _ in sentence.spoken_spans()] == ["hai mươi", "ba"]
    assert [word for *_, word in sentence.spoken_spans()] == [1, 2]
