"""What people see, in a real browser; oEmbed, the podcast and the files beside."""

from __future__ import annotations

import email.utils
import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from playwright.sync_api import sync_playwright
from standins.axe import violations

from reader.embed import component

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page
    from server.conftest import Running

FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("no Chromium on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; whatever a page complains of, or asks of a third party, fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(url: str, **options: Any) -> Page:
        contexts.append(browser.new_context(locale="vi-VN", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        own = url.partition("/read")[0].partition("/player")[0].rstrip("/")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.extend(_errors(m)))
        page.on("request", lambda r: complaints.extend(() if _is_ours(r.url, own) else (r.url,)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_ours(url: str, own: str) -> bool:
    return url.startswith((own, "data:", f"blob:{own}"))


def _errors(told: ConsoleMessage) -> list[str]:
    return [told.text] if told.type == "error" else []


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def test_from_a_pasted_address_to_sound(
    usual: Running, site: str, visit: Callable[..., Page]
) -> None:
    page = visit(usual.base)
    assert violations(page) == []
    page.get_by_label("Địa chỉ bài viết").fill(f"{site}/story/Quý")
    page.get_by_role("button", name="Đọc bài").click()
    tag = page.locator("doc-bai-viet")
    tag.get_by_role("button", name="Đọc bài viết").click()
    usual.until(lambda: tag.evaluate("e => e.currentTime") > 0.3)
    lit = page.evaluate("[...CSS.highlights.get('doc-bai-viet-sentence')].map(String).join()")
    assert lit == "Chuyện của Quý"
    assert violations(page) == []
    assert page.title() == "Chuyện của Quý"


def test_one_tag_on_the_sites_own_page(usual: Running, site: str, browser: Browser) -> None:
    """From another origin: facts, times and the stream come through CORS."""
    page = browser.new_page(locale="vi-VN")
    complaints: list[str] = []
    page.on("console", lambda m: complaints.extend(_errors(m)))
    page.goto(f"{site}/story/Sang?embed={usual.base}")
    tag = page.locator("h1 + doc-bai-viet")
    tag.get_by_role("button", name="Đọc bài viết").click()
    usual.until(lambda: tag.evaluate("e => e.currentTime") > 0.3)
    lit = page.evaluate("[...CSS.highlights.get('doc-bai-viet-sentence')].map(String).join()")
    assert lit == "Chuyện của Sang"
    page.close()
    assert [c for c in complaints if "favicon" not in c and "404" not in c] == []


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 320, "height": 640}, "has_touch": True, "color_scheme": "dark"},
        {"forced_colors": "active"},
    ],
    ids=str,
)
def test_small_dark_and_in_forced_colours(
    usual: Running, site: str, visit: Callable[..., Page], options: dict[str, Any]
) -> None:
    page = visit(usual.base, **options)
    for path in ("/", f"/player?url={site}/", f"/read?url={site}/"):
        page.goto(usual.base + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_without_javascript(usual: Running, site: str, visit: Callable[..., Page]) -> None:
    page = visit(usual.base, java_script_enabled=False)
    page.get_by_label("Địa chỉ bài viết").fill(f"{site}/")
    page.get_by_role("button", name="Đọc bài").click()
    assert page.locator("audio[controls]").is_visible()
    assert page.get_by_text("Phòng mở cửa các ngày").is_visible()
    assert page.get_by_role("link", name="Bản chữ").is_visible()


def test_what_cannot_be_read_is_said_above_the_form(usual: Running, site: str) -> None:
    for url, status, word in (
        (f"{site}/404", 404, "không có trang này"),
        ("", 400, "không phải địa chỉ web"),
        ("https://khac.example/", 403, "không thuộc danh sách"),
    ):
        answer = usual.get("/read", params={"url": url}, headers={"Accept-Language": "vi"})
        assert answer.status_code == status
        assert word in answer.text
        assert 'role="alert"' in answer.text
        assert f'value="{url}"' in answer.text


def test_machines_find_sound_text_and_embedding(usual: Running, site: str) -> None:
    text = usual.get("/read", f"{site}/").text
    document = json.loads(_found(r'ld\+json">(.*?)</script>', text))
    sound = usual.client.get(document["audio"]["contentUrl"])
    assert document["audio"]["@type"] == "AudioObject"
    assert sound.headers["content-type"] == document["audio"]["encodingFormat"] == "audio/mpeg"
    assert document["speakable"]["@type"] == "SpeakableSpecification"
    for selector in document["speakable"]["cssSelector"]:
        assert f'id="{selector.removeprefix("#")}"' in text
    assert f'<link rel="canonical" href="{site}/">' in text
    assert 'type="application/rss+xml"' in text
    for kind in ("application/json", "text/xml"):
        link = _found(rf'type="{re.escape(kind)}\+oembed" href="([^"]+)"', text)
        found = usual.client.get(link.replace("&amp;", "&"))
        assert found.headers["content-type"].startswith(kind)
        assert "/player?url=" in found.text


def test_oembed(usual: Running, site: str) -> None:
    told = usual.get("/oembed", f"{usual.base}/read?url={site}/", params={"maxwidth": 400}).json()
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 400)
    assert told["title"] == "Phòng đọc sách nói"
    frame = _found(r'src="([^"]+)"', told["html"])
    assert usual.client.get(frame).status_code == 200
    xml = etree.fromstring(usual.get("/oembed", f"{site}/", params={"format": "xml"}).content)
    assert xml.findtext("title") == told["title"]
    assert usual.get("/oembed", f"{site}/", params={"format": "yaml"}).status_code == 501
    assert usual.get("/oembed", f"{site}/404").status_code == 404


def test_the_podcast_holds_what_was_recorded(usual: Running, site: str) -> None:
    article = usual.recorded(f"{site}/story/Tâm")
    answer = usual.get("/feed.xml")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    channel = etree.fromstring(answer.content).find("channel")
    for wanted in ("title", "link", "description", "language", f"{ITUNES}explicit"):
        assert channel.findtext(wanted)
    item = next(i for i in channel.iter("item") if i.findtext("title") == "Chuyện của Tâm")
    sound = item.find("enclosure").attrib
    assert sound["type"] == "audio/mpeg"
    assert len(usual.client.get(sound["url"]).content) == int(sound["length"])
    assert int(item.findtext(f"{ITUNES}duration")) == round(article["duration"] / 1000)
    assert email.utils.parsedate_to_datetime(item.findtext("pubDate")).tzinfo
    assert item.findtext("guid") == f"{site}/story/Tâm"
    known = usual.get("/feed.xml", headers={"If-None-Match": answer.headers["etag"]})
    assert known.status_code == 304


def test_the_newest_of_a_sites_feed_are_recorded_ahead(
    briefly: Callable[..., Any], site: str
) -> None:
    with briefly(feeds=(f"{site}/feed.xml",), title="Thư viện kể chuyện") as server:
        server.until(lambda: "Chuyện của Yến" in server.get("/feed.xml").text)
        channel = etree.fromstring(server.get("/feed.xml").content).find("channel")
        assert channel.findtext("title") == "Thư viện kể chuyện"
        assert len(channel.findall("item")) == 1  # the other entry cannot be had


def test_the_component_is_kept_by_browsers(usual: Running, site: str) -> None:
    plain = usual.get("/embed.js")
    assert plain.text == component()
    assert plain.headers["content-type"].startswith("text/javascript")
    assert plain.headers["cache-control"] == "public, max-age=3600"
    etag = {"If-None-Match": plain.headers["etag"]}
    assert usual.get("/embed.js", headers=etag).status_code == 304
    address = _found(r'"(embed\.js\?v=\w+)"', usual.get("/read", f"{site}/").text)
    assert "immutable" in usual.get(f"/{address}").headers["cache-control"]
    assert "immutable" not in usual.get("/embed.js?v=old").headers["cache-control"]


def test_behind_a_proxy_its_public_address_is_told(briefly: Callable[..., Any], site: str) -> None:
    with briefly(public_url="https://doc.bao.example/nghe/") as server:
        told = server.get("/oembed", f"{site}/").json()
        assert 'src="https://doc.bao.example/nghe/player?url=' in told["html"]
        own = f"https://doc.bao.example/nghe/read?url={site}/"
        assert server.get("/api/v1/articles", own).json()["url"] == f"{site}/"
        assert "https://doc.bao.example/nghe/feed.xml" in server.get("/feed.xml").text
