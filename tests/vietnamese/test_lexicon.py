"""A newsroom's own readings go before every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import vietnamese
from reader.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tên riêng.tsv"
    path.write_text(
        "# tên người\nNguyen\tNguyễn\nVIC\tvích\tcổ phiếu _|mã _\nVIC\tviện\nTP\tthành phố ta\n"
        "18/12\tngày kỷ niệm\nSơn La\tSơn La yêu dấu\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ông Nguyen", "ông Nguyễn"),
        ("cổ phiếu VIC tăng", "cổ phiếu vích tăng"),
        ("tòa nhà VIC", "tòa nhà viện"),
        ("TP Huế", "thành phố ta Huế"),
        ("sáng 18/12", "sáng ngày kỷ niệm"),
        ("tỉnh Sơn La", "tỉnh Sơn La yêu dấu"),
        ("Sơn Lâm", "Sơn Lâm"),
    ],
)
def test_it_goes_first(table: Path, written: str, expected: str) -> None:
    assert vietnamese.spoken(written, lexicons=[table]) == expected


def test_of_several_files_the_first_that_knows_wins(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "khác.tsv"
    other.write_text("TP\tthành phố mình\nXYZ\tích i dét\n", encoding="utf-8-sig")
    assert vietnamese.spoken("TP XYZ", lexicons=[table, other]) == "thành phố ta ích i dét"


def test_the_explanation_names_it(table: Path) -> None:
    steps = vietnamese.explain("TP Huế", lexicons=[table])
    assert [(s.rule, s.after) for s in steps] == [("lexicon", "thành phố ta")]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"Nguyen\n", "1"), (b"a\tb\n\nx\n", "3"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_broken_table_is_told_with_file_and_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "hỏng.tsv"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=told) as caught:
        vietnamese.spoken("x", lexicons=[path])
    assert "hỏng.tsv" in str(caught.value)
