"""Text of older software comes out as it was meant, and good text as it is."""

from __future__ import annotations

import unicodedata

import pytest

from reader import tables
from reader.encoding import decode, repair

GOOD = (
    "Hội nghị của thành phố đã được tổ chức tại Hà Nội. Các đại biểu và người dân đều về dự, "
    "không một ai vắng mặt; những việc này sẽ được công bố vào tháng tới."
)
VIQR = (
    "Ho^.i nghi. cu?a tha`nh pho^' dda~ ddu+o+.c to^? chu+'c ta.i Ha` No^.i va` nhu+~ng ngu+o+`i "
    "da^n kho^ng va('ng ma(.t"
)
VIQR_READ = "Hội nghị của thành phố đã được tổ chức tại Hà Nội và những người dân không vắng mặt"


def written(text: str, table: str) -> str:
    """As the older software wrote it, from the table read backwards."""
    rows = tables.pairs("reader.encoding", table)
    pairs = {
        letter: chr(int(code, 16)) if table == "tcvn3" else code for code, letter in rows.items()
    }
    return "".join(pairs.get(c, c) for c in text)


def test_double_encoded_utf8() -> None:
    damaged = GOOD.encode().decode("cp1252", "replace")
    if "\ufffd" in damaged:
        damaged = GOOD.encode().decode("latin-1")
    assert repair(damaged) == (GOOD, ("double-encoded UTF-8",))


@pytest.mark.parametrize(("table", "name"), [("tcvn3", "TCVN3"), ("vni", "VNI")])
def test_older_tables(table: str, name: str) -> None:
    damaged = written(GOOD, table)
    assert damaged != GOOD
    assert repair(damaged) == (GOOD, (name,))


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_marks_of_a_page_stay(table: str) -> None:
    page = f'<p class="a" title="x">{written(GOOD, table)}</p><script>var a = "µ";</script>'
    assert repair(page)[0] == f'<p class="a" title="x">{GOOD}</p><script>var a = "µ";</script>'


def test_viqr() -> None:
    assert repair(VIQR) == (VIQR_READ, ("VIQR",))


def test_windows_1258() -> None:
    body = unicodedata.normalize("NFD", "đã về của").encode("cp1258", "ignore")
    page = b'<meta charset="windows-1258"><p>' + body
    assert decode(page).charset == "cp1258"


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("Việt Nam vẫn cograve;n là nước có nhiều việc", "Việt Nam vẫn còn là nước có nhiều việc"),
        ("kh&amp;ocirc;ng c&amp;oacute; ai", "kh&ocirc;ng c&oacute; ai"),
        ("đổi mới về ATTThellip; và của", "đổi mới về ATTT… và của"),
    ],
)
def test_broken_entities(damaged: str, meant: str) -> None:
    assert repair(damaged) == (meant, ("broken entities",))


@pytest.mark.parametrize(
    "soup",
    [
        unicodedata.normalize("NFD", GOOD),
        unicodedata.normalize("NFD", GOOD).replace("\u0302\u0301", "\u0301\u0302"),
        GOOD.replace("ế", "ê\u0301").replace("ộ", "o\u0323\u0302"),
    ],
)
def test_combining_marks_are_composed(soup: str) -> None:
    assert repair(soup) == (GOOD, ("combining marks composed",))


def test_the_icelandic_letter_is_meant_as_ours() -> None:
    assert repair("Ðà Nẵng và các thành phố của nước ta")[0].startswith("Đà Nẵng")


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "<p>Ba người &amp; một con chó; xem &lt;b&gt;</p>",
        "El niño comió piñas en el año nuevo; à côté, où êtes-vous?",
        "x^2 + y^2 = z^2; a^b; d(a, b)",
        "Größe, Ærøskøbing, smørrebrød",
        "if (a && b) { return a~b; }",
        "Þórður ræddi við mig",
        "",
    ],
)
def test_good_text_stays(text: str) -> None:
    assert repair(text) == (text, ())
