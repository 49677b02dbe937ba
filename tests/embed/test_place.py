"""Where the player is put, and that taking it out again gives back every byte."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import fetching
from reader.article import extract
from reader.embed import marks, rewrite
from reader.errors import ReaderError

DATA = Path(__file__).parent / "data" / "places.txt"
BODY = (
    "<p>Sáng nay, xã Tân Lập khai trương thư viện dành cho bạn đọc khiếm thị và người cao tuổi.</p>"
    "<p>Thư viện có hơn ba trăm cuốn sách nói, cho mượn trong hai tuần.</p>"
)
PLACE = "⟪⟫"


def cases() -> dict[str, str]:
    parts = DATA.read_text(encoding="utf-8").split("=== ")[1:]
    named = (part.partition("\n") for part in parts)
    return {name: page.strip().replace("{body}", BODY) for name, _, page in named}


def put(page: bytes, inner: str = "player") -> bytes:
    """The page with a player, or as it is where it has no place for one."""
    read = fetching.of_bytes(page, "bai.html")
    ground = rewrite.ground(page, read.charset, is_clean=not read.repairs)
    spot = rewrite.spot(ground, extract(read))
    return rewrite.put(ground, spot, inner) if spot else page


@pytest.mark.parametrize("name", cases())
def test_the_player_stands_where_it_belongs(name: str) -> None:
    expected = cases()[name]
    changed = put(expected.replace(PLACE, "").encode()).decode()
    piece = f"{marks.BEGIN}\nplayer\n{marks.END}"
    assert changed.replace(piece, PLACE) == expected


MARKUP = f"<html><body><h1>Xã Tân Lập khai trương thư viện</h1>{BODY}</body></html>"
DECLARED = MARKUP.replace("<html>", '<html><meta charset="windows-1258">')
ENCODINGS = {
    "UTF-8": MARKUP.encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + MARKUP.encode(),
    "UTF-8, decomposed": unicodedata.normalize("NFD", MARKUP).encode(),
    "UTF-16, little end first": b"\xff\xfe" + MARKUP.encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + MARKUP.encode("utf-16-be"),
    "UTF-8, a byte broken": MARKUP.encode().replace(b"hai tu", b"\xff\xfehai tu"),
    "UTF-8, lines of DOS": MARKUP.replace("</p>", "</p>\r\n").encode(),
}


def of_1258() -> bytes:
    """As Vietnamese keyboards wrote it: a letter with its shape, then the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"

    def two(char: str) -> str:
        split = unicodedata.normalize("NFD", char)
        tone = [mark for mark in split[1:] if mark in tones]
        rest = [mark for mark in split[1:] if mark not in tones]
        return unicodedata.normalize("NFC", split[0] + "".join(rest)) + "".join(tone)

    return "".join(map(two, DECLARED)).encode("cp1258")


@pytest.mark.parametrize("name", [*ENCODINGS, "Windows-1258"])
def test_a_page_keeps_its_encoding(name: str) -> None:
    page = of_1258() if name == "Windows-1258" else ENCODINGS[name]
    changed = put(page, "<p>Bản chữ</p>")
    read = fetching.of_bytes(changed, "bai.html")
    before, _, after = read.text.partition(marks.BEGIN)
    assert before.endswith("</h1>")
    assert after.partition(marks.END)[0].strip() in ("<p>Bản chữ</p>", "<p>B&#7843;n ch&#7919;</p>")
    assert read.charset == fetching.of_bytes(page, "bai.html").charset
    assert marks.strip(changed) == page


NOISE = st.one_of(
    st.binary(max_size=200),
    st.lists(
        st.sampled_from([
            b"<h1>", b"</h1>", b"<a>", b"<table>", b"</td>", b"<!--", b"-->", b"<script>", b"</body>",
            b"<![CDATA[", b"]]>", b"<p", b'"', b"'", b"\r\n", b"\xe1\xba\xa3", b"\x00", b"&#0;", b">",
            "Xã Tân Lập khai trương thư viện".encode(), BODY.encode(), b"<base href='//x/y'>",
            b"<title>", b"<plaintext>", b"<svg/>", b"<?php", b"<doc-bai-viet>",
        ]),
        max_size=12,
    ).map(b"".join),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(NOISE, NOISE, st.sampled_from(sorted(ENCODINGS)))
def test_whatever_the_page_every_byte_comes_back(before: bytes, after: bytes, name: str) -> None:
    page = before + ENCODINGS[name] + after
    try:
        changed = put(page)
    except ReaderError:
        return  # no text, or no article: such a page is not touched
    assert marks.strip(changed) == page
    assert page == changed or changed.replace(_piece(changed), b"", 1) == page


def _piece(changed: bytes) -> bytes:
    """What stands between the two comments, with them."""
    for charset in ("ascii", "utf-16-le", "utf-16-be"):
        begin, end = marks.BEGIN.encode(charset), marks.END.encode(charset)
        if begin in changed:
            return changed[changed.index(begin) : changed.index(end) + len(end)]
    return b""
