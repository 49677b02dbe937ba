"""What `reader embed` writes, in a browser: from a server, and from a disk."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from standins.axe import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = "tin/2025/bai-2/index.html"
CONTROLS = (
    '</h1><div>Xem cỡ chữ <a href="javascript:fontMinus()">-</a> <a href="javascript:fontPlus()">+'
    '</a> <a href="javascript:void(0)" onclick="openTTS()" title="Đọc bài viết"><b>♪</b></a></div>'
)
STRICT = "default-src 'none'; script-src 'self'; media-src 'self'; connect-src 'self'"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".json": "application/json",
    ".js": "text/javascript",
    ".css": "text/css",
    ".vtt": "text/vtt",
}


@pytest.fixture
def serve(site) -> Callable[..., str]:
    """A folder on the web, at an address that is not the root of its host."""

    def publish(folder: Path, **more: Any) -> str:
        for path in folder.rglob("*"):
            if path.suffix in TYPES and path.is_file():
                where = f"/bao/{path.relative_to(folder).as_posix()}"
                site.put(where, path.read_bytes(), media_type=TYPES[path.suffix], **more)
        return f"{site.base}/bao/"

    return publish


def timing_of(folder: Path) -> list[dict[str, Any]]:
    manifest = json.loads((folder / "doc-bai-viet" / "manifest.json").read_bytes())
    name = manifest["pages"][PAGE]["files"]["timing"]
    return list(json.loads((folder / "doc-bai-viet" / name).read_bytes())["sentences"])


def reads_all(reader: Any, sentences: list[dict[str, Any]]) -> None:
    """Every sentence lights up where the times say it begins."""
    reader.play()
    reader.button("Tạm dừng").click()
    texts = [sentence["quote"]["exact"] for sentence in sentences]
    assert reader.lit_at([sentence["begin"] + 20 for sentence in sentences]) == texts


def test_a_page_from_a_server_with_a_strict_policy(visitor, seen, exporter, public, serve) -> None:
    exporter.rate = 1.0
    exporter.run(public)
    address = serve(public, headers=(("Content-Security-Policy", STRICT),))
    reader = seen(visitor.open(address + PAGE))
    assert reader.page.locator("h1 + script + doc-bai-viet").count() == 1
    reads_all(reader, timing_of(public))
    assert reader.page.locator("doc-bai-viet audio").is_hidden()


def test_the_page_of_the_words_is_a_player_too(visitor, seen, exporter, public, serve) -> None:
    exporter.rate = 1.0
    exporter.run(public)
    reader = seen(visitor.open(f"{serve(public)}doc-bai-viet/{PAGE}"))
    reads_all(reader, timing_of(public))
    assert violations(reader.page) == []
    reader.page.get_by_role("link", name="Về trang của bài viết").click()
    reader.page.wait_for_url(f"**/bao/{PAGE}")


def test_a_page_from_a_disk(visitor, seen, exporter, public) -> None:
    exporter.rate = 1.0
    exporter.run(public, inline=True)
    reader = seen(visitor.open((public / PAGE).as_uri()))
    reads_all(reader, timing_of(public))


def test_dead_controls_of_the_page_come_to_life(
    visitor, seen, exporter, public, serve, page, put
) -> None:
    put(public / PAGE, page("Xã Tân Lập có nhà văn hóa").replace("</h1>", CONTROLS))
    exporter.run(public)
    reader = seen(visitor.open(serve(public) + PAGE))
    reader.until(lambda: reader.button(re.compile("^Đọc bài")).is_hidden())
    reader.page.locator("[title='Đọc bài viết']").click()
    reader.until(lambda: reader.time() > 0.05)
    reader.page.get_by_text("+", exact=True).first.click()
    assert reader.tag.get_by_text("110%").is_visible()


def test_without_javascript_the_sound_and_the_words_are_there(
    visitor, exporter, public, serve
) -> None:
    exporter.run(public)
    page = visitor.open(serve(public) + PAGE, java_script_enabled=False)
    assert page.locator("audio").is_visible()
    page.get_by_role("link", name="Bản chữ").click()
    assert page.locator("#s1").is_visible()
