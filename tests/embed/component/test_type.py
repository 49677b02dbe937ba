"""“Xem cỡ chữ − +”: on the article alone, on any site, without breaking its layout."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageChops

SIZES = [100, 110, 125, 150, 175, 200]
STYLES = {
    "px": "article p{font-size:15px}",
    "rem": "html{font-size:62.5%}article p{font-size:1.6rem}",
    "em": "article{font-size:1.1em}article p{font-size:1em}",
}
FONT = """() => { const p = document.querySelector('article p'); const range = document.createRange();
  range.selectNodeContents(p); return range.getClientRects()[0].height; }"""


@pytest.mark.parametrize("units", STYLES)
def test_steps_and_reset(units: str, visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story, style=STYLES[units])))
    larger, shown = reader.button("Tăng cỡ chữ"), reader.tag.get_by_role("status").first
    before = reader.page.evaluate(FONT)
    title = reader.page.locator("h1").bounding_box()
    for size in SIZES[1:]:
        larger.click()
        assert shown.inner_text() == f"{size}%"
        assert reader.page.evaluate(FONT) == pytest.approx(before * size / 100, rel=0.08)
    assert larger.get_attribute("aria-disabled") == "true"
    assert reader.page.locator("h1").bounding_box() == title
    reader.button("Cỡ chữ ban đầu").click()
    assert reader.page.evaluate(FONT) == before
    assert reader.page.locator("[data-doc-bai-viet-text]").count() == 0


LAYOUTS = {
    "floats": ".w{width:960px}article{float:left;width:640px}aside{float:right;width:300px}",
    "flex": ".w{display:flex;gap:20px}article{flex:0 0 640px}aside{width:300px}",
    "grid": ".w{display:grid;grid-template-columns:640px 300px}",
    "fluid": "article{max-width:40rem}",
}
WRAP = """() => { const w = document.createElement('div'); w.className = 'w';
  const article = document.querySelector('article'); article.before(w);
  w.append(article, document.querySelector('aside')); }"""
HARD = """<img src="" width="620" height="80" alt=""><table width="630"><tr><td>Một</td>
  <td>Hai trăm ba mươi nghìn đồng</td></tr></table>"""


@pytest.mark.parametrize(("layout", "width"), [*((name, 1100) for name in LAYOUTS), ("phone", 360)])
def test_the_layout_holds_at_200_percent(
    layout: str, width: int, visitor, publish, story, seen
) -> None:
    body = story.body() + HARD
    style = "main{max-width:none;padding:0}" + LAYOUTS.get(layout, "")
    url = publish(story, body=body, style=style, after="<aside>Tin khác trong ngày</aside>")
    page = visitor.open(url, viewport={"width": width, "height": 700})
    page.evaluate(WRAP)
    reader = seen(page)
    box = lambda what: page.locator(what).bounding_box()  # noqa: E731 - asked again and again
    larger = reader.button("Tăng cỡ chữ")
    before, aside = box("article"), box("aside")
    bar = reader.tag.get_by_role("group", name="Xem cỡ chữ").bounding_box()
    for _ in SIZES[1:]:
        larger.click()
    after = box("article")
    assert after["width"] <= before["width"] + 1
    assert box("aside")["x"] == aside["x"]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert reader.tag.get_by_role("group", name="Xem cỡ chữ").bounding_box() == bar, "it jumps"


def test_the_bar_keeps_its_size_inside_the_article(visitor, publish, story, seen) -> None:
    tag = '<doc-bai-viet src="bai.mp3" timing="bai.json"></doc-bai-viet>'
    reader = seen(visitor.open(publish(story, tag="", body=tag + story.body())))
    larger = reader.button("Tăng cỡ chữ")
    before = larger.bounding_box()
    for _ in SIZES[1:]:
        larger.click()
    after = larger.bounding_box()
    assert after["width"] == pytest.approx(before["width"], abs=0.5)


def look(page: Any, *names: str) -> dict[str, str]:
    return dict(
        page.evaluate(
            """names => { const style = getComputedStyle(document.querySelector('article p'));
              return Object.fromEntries(names.map(n => [n, style[n]])); }""",
            list(names),
        )
    )


def test_spacing_contrast_and_font(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    page = reader.page
    reader.button("Aa: kiểu chữ").click()
    reader.tag.get_by_label("Giãn dòng").select_option("2.2")
    reader.tag.get_by_label("Tương phản").select_option("yellow")
    reader.tag.get_by_label("Phông chữ dễ đọc").check()
    seen_now = look(page, "lineHeight", "fontSize", "color", "backgroundColor", "fontFamily")
    ratio = float(seen_now["lineHeight"][:-2]) / float(seen_now["fontSize"][:-2])
    assert ratio == pytest.approx(2.2, abs=0.01)
    assert seen_now["color"] == "rgb(255, 255, 0)"
    assert seen_now["backgroundColor"] == "rgb(0, 0, 0)"
    assert "Hyperlegible" in seen_now["fontFamily"]
    page.reload()
    reader.until(lambda: look(page, "color")["color"] == "rgb(255, 255, 0)")


def test_print_shows_no_trace(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    page = reader.page
    page.emulate_media(media="print")
    before = look(page, "color", "zoom", "lineHeight")
    page.emulate_media(media="screen")
    reader.play()
    reader.until_lit(story.texts[1])
    reader.button("Tạm dừng").click()
    reader.button("Tăng cỡ chữ").click()
    page.emulate_media(media="print")
    assert reader.tag.is_hidden()
    assert look(page, "color", "zoom", "lineHeight") == before
    paragraph = page.locator("article p").first
    printed = Image.open(io.BytesIO(paragraph.screenshot())).convert("RGB")
    colours: Any = printed.getcolors(printed.width * printed.height)
    assert all(max(c) - min(c) < 40 for _, c in colours), "colour is printed"
    page.evaluate("CSS.highlights.clear()")
    plain = Image.open(io.BytesIO(paragraph.screenshot())).convert("RGB")
    changed = ImageChops.difference(printed, plain).convert("L").point(bool).histogram()[1]
    assert changed < 20, "an underline is printed"  # the cut glyph at a word's edge may differ
