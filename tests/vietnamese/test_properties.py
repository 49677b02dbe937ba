"""What holds for any text at all."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reader
from reader.vietnamese import read
from reader.vietnamese.numbers import cardinal

PIECES = [
    "ngày",
    "18/12",
    "TP.HCM",
    "3.358,6",
    "km2",
    "-5°C",
    "15/2020/NĐ-CP",
    "XVII",
    "UBND",
    "Facebook",
    "2-1",
    "(MTTQ)",
    "0912345678",
    "abc@gmail.com",
    "https://a.vn",
    "1/3",
    "%",
    "./.",
    "–",
    "“",
    "”",
    "14h30",
    "COVID-19",
    "Q.1",
    "½",
    "²",
    "№",
    "漢字",
    "привет",
    "😀",
    "ẵ",
    "đ",
    "Đ",
]
TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=10).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("\u0301")
@example("a\u0301\u0301")
@example("1" * 5000)
@example("I" * 300)
@example("1/" * 200)
@example("(" * 500)
def test_any_text_is_read_and_every_span_is_exact(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    words = read(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    covered = [False] * len(text)
    for word in words:
        assert 0 <= word.start < word.end <= len(text)
        covered[word.start : word.end] = [True] * (word.end - word.start)
    left = [text[i] for i, done in enumerate(covered) if not done]
    assert not any(c.isalnum() for c in left)


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("0/2000/A&<0")
@example("#_<0")
def test_no_digit_and_no_sign_is_left_to_the_voice(text: str) -> None:
    said = reader.spoken(text)
    assert not re.search(r"[\d%&+=/@#<>≥≤~°$€£^*|\\{}\[\]()_]", said)
    assert "  " not in said


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([p for p in PIECES if p not in ("–", "“", "”")]), max_size=12))
def test_what_is_spoken_already_stays(pieces: list[str]) -> None:
    said = reader.spoken(" ".join(pieces))
    assert reader.spoken(said) == said


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
UNITS = {word: value for value, word in enumerate(DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def value(words: str) -> int:
    """An independent reader of spoken numbers."""
    if " tỷ" in f" {words}":
        left, _, right = words.rpartition(" tỷ")
        return value(left) * 10**9 + (value(right.strip()) if right.strip() else 0)
    total = group = 0
    last = None
    for word in words.split():
        if word in SCALES:
            total, group, last = total + (group + (last or 0)) * SCALES[word], 0, None
        elif word == "trăm":
            group, last = (last or 0) * 100, None
        elif word in ("mươi", "mười"):
            group, last = group + (last or 1) * 10, None
        elif word != "linh":
            last = UNITS[word]
    return total + group + (last or 0)


@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 10**15))
@example(10**15)
@example(10**9 + 5)
@example(1_000_000_000_000)
def test_numbers_are_understood_again(number: int) -> None:
    assert value(cardinal(number)) == number
    grouped = f"{number:,}".replace(",", ".")
    assert value(reader.spoken(grouped)) == number


def test_the_first_ten_thousand_numbers() -> None:
    assert all(value(cardinal(number)) == number for number in range(10_001))


@pytest.mark.parametrize(
    "written", ["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}"]
)
def test_every_date_is_understood_again(written: str) -> None:
    day = dt.date(1995, 1, 1)
    while day < dt.date(2005, 1, 1):
        said = reader.spoken("ngày " + written.format(d=day.day, m=day.month, y=day.year))
        match = re.fullmatch(r"ngày (.+) tháng (.+?) năm (.+)", said)
        assert match, said
        assert tuple(map(value, match.groups())) == (day.day, day.month, day.year)
        day += dt.timedelta(days=1)


def test_a_long_text_is_read_in_linear_time() -> None:
    """Fifty times the text takes no more than a hundred and fifty times the time."""
    import time

    def took(times: int) -> float:
        text = "Ngày 18/12, UBND TP Hà Nội họp (khóa XVII) với 1.234 đại biểu -5°C. " * times
        started = time.perf_counter()
        read(text)
        return time.perf_counter() - started

    took(20)
    assert took(1000) < 150 * max(took(20), 1e-3)
