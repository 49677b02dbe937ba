"""Pages in frames, and pages saved whole: read where they came from, and nowhere else."""

from __future__ import annotations

import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TYPE_CHECKING

import pytest
from standins import site

import reader
from reader import errors
from reader.article import explain
from reader.fetching import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "Sáng nay, huyện Phú Sơn khai trương tuyến xe buýt đầu tiên nối thị trấn với các xã."
SECOND = "Ông Lê Văn Hòa cho biết từ nay việc đi khám bệnh, đi chợ của bà con thuận tiện hơn nhiều."
BODY = f"<html><head><title>t</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
TITLE = "Xe buýt đầu tiên của huyện Phú Sơn"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


def texts(path: Path) -> list[str]:
    return [block.text for block in reader.extract(fetch(path)).blocks]


def framed(inside: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{inside}</body></html>"


def test_a_saved_page_is_read_with_the_frame_beside_it(tmp_path: Path) -> None:
    page, folder = tmp_path / "bài.html", tmp_path / "bài_files"
    folder.mkdir()
    page.write_text(framed("<iframe src='bài_files/thân%20bài.html?x=1'></iframe>"), "utf-8")
    (folder / "thân bài.html").write_text(BODY, "utf-8")
    assert texts(page) == [FIRST, SECOND]
    assert reader.extract(fetch(page)).title == TITLE
    assert fetch(page).repairs == ("read from its frame bài_files/thân%20bài.html?x=1",)
    assert "read from its frame" in explain(fetch(page))


def test_of_a_frameset_the_frame_with_the_article_is_read(tmp_path: Path) -> None:
    (tmp_path / "trang.html").write_text(
        "<html><frameset><frame src=menu.html><frame src='giữa.html'></frameset></html>", "utf-8"
    )
    (tmp_path / "menu.html").write_text("<a href=x>Trang chủ</a>", "utf-8")
    (tmp_path / "giữa.html").write_text(
        "<html><frameset><frame src='trong.html'></frameset></html>", "utf-8"
    )
    (tmp_path / "trong.html").write_text(BODY, "utf-8")
    assert texts(tmp_path / "trang.html") == [FIRST, SECOND]
    assert fetch(tmp_path / "trang.html").repairs == (
        "read from its frame giữa.html",
        "read from its frame trong.html",
    )


@pytest.mark.parametrize(
    "source", ["../ngoài.html", "/etc/passwd", "file:///etc/passwd", "%2e%2e/ngo%C3%A0i.html"]
)
def test_a_frame_outside_of_the_folder_is_not_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "ngoài.html").write_text(BODY, "utf-8")
    (tmp_path / "trong").mkdir()
    page = tmp_path / "trong" / "trang.html"
    page.write_text(framed(f"<iframe src='{source}'></iframe>"), "utf-8")
    assert not fetch(page).repairs
    with pytest.raises(errors.ArticleError):
        texts(page)


def test_frames_in_each_other_come_to_an_end(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text("<html><frameset><frame src='trang.html'></frameset></html>", "utf-8")
    with pytest.raises(errors.ArticleError):
        texts(page)


def test_a_page_with_an_article_of_its_own_keeps_to_it(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    own = "".join(f"<p>{n} {FIRST}</p>" for n in ("Một.", "Hai.", "Ba.", "Bốn.", "Năm."))
    page.write_text(framed(f"{own}<iframe src='quảng-cáo.html'></iframe>"), "utf-8")
    (tmp_path / "quảng-cáo.html").write_text(BODY, "utf-8")
    assert not fetch(page).repairs
    assert SECOND not in texts(page)


def test_a_page_saved_in_one_file_is_read_with_its_frames(tmp_path: Path) -> None:
    saved = MIMEMultipart("related")
    saved["Snapshot-Content-Location"] = "https://baophuson.example/xe-buyt.html"
    page = MIMEText(framed("<iframe src='cid:f1@saved'></iframe>"), "html", "utf-8")
    frame = MIMEText(BODY, "html", "utf-8")
    frame["Content-ID"] = "<f1@saved>"
    saved.attach(page)
    saved.attach(frame)
    for name in ("trang.mhtml", "trang"):
        (tmp_path / name).write_bytes(saved.as_bytes())
        assert texts(tmp_path / name) == [FIRST, SECOND]
        assert fetch(tmp_path / name).url == "https://baophuson.example/xe-buyt.html"


def test_a_saved_file_without_a_page_is_no_text(tmp_path: Path) -> None:
    saved = MIMEMultipart("related")
    saved.attach(MIMEText("body { color: red }", "css", "utf-8"))
    (tmp_path / "trang.mht").write_bytes(saved.as_bytes())
    with pytest.raises(errors.NotTextError, match="no page in it"):
        fetch(tmp_path / "trang.mht")


def test_frames_of_the_same_site_are_fetched(address: str) -> None:
    page = fetch(f"{address}/framed", allow_private=True)
    assert page.text == site.PAGE
    assert (page.url, page.repairs) == (f"{address}/framed", ("read from its frame /",))


def test_frames_of_other_sites_are_not(address: str) -> None:
    assert not fetch(f"{address}/framed-elsewhere", allow_private=True).repairs


def test_frames_get_what_is_left_of_the_time(address: str) -> None:
    start = time.monotonic()
    assert not fetch(f"{address}/framed-slow", allow_private=True, deadline=1).repairs
    assert time.monotonic() - start < 4


def test_frames_need_the_same_permit(address: str) -> None:
    page = fetch(
        f"{address}/framed", allow_private=True, permit=lambda url: url.endswith("/framed")
    )
    assert not page.repairs
