from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.listen.view.wrap import cells, within, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

E = "e\u0323\u0302"
CASES = {
    "words": ("một hai ba", 7, ["một hai", "ba"]),
    "exactly": ("một hai", 7, ["một hai"]),
    "double space": ("một  hai ba", 8, ["một  hai", "ba"]),
    "line feed": ("một\nhai ba", 20, ["một", "hai ba"]),
    "long address": ("xem https://a.vn/mot/hai/ba", 10, ["xem", "https://", "a.vn/mot/", "hai/ba"]),
    "no break anywhere": ("ừừừừừừ", 4, ["ừừừừ", "ừừ"]),
    "wide letters": ("漢字仮名 x", 4, ["漢字", "仮名", "x"]),
    "a wide letter does not stand half out": ("a漢字", 4, ["a漢", "字"]),
    "combining marks take no cell": (f"{E}{E} ab", 2, [E + E, "ab"]),
    "nothing": ("", 10, []),
    "only spaces": ("   ", 10, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "width", "lines"), CASES.values(), ids=CASES)
def test_lines(text: str, width: int, lines: Sequence[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, width)] == lines


@given(st.text(alphabet="aừ đ漢e\u0301\n-/—", max_size=80), st.integers(2, 12))
def test_every_letter_has_its_place_and_no_line_is_too_wide(text: str, width: int) -> None:
    spans = list(wrapped(text, width))
    shown = "".join(text[start:end] for start, end in spans)
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(cells(text[start:end]) <= width for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize("text", ["đọc bài", "漢字ab", "e\u0301a"])
def test_a_column_is_a_letter(text: str) -> None:
    for index in range(len(text)):
        if cells(text[index]):
            assert within(text, cells(text[:index])) == index
    assert within(text, -5) == 0
    assert within(text, 99) == len(text)
