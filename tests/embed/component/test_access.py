"""WCAG 2.2 AA: by keyboard, small, enlarged, in forced colours, to a screen reader."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from standins.axe import violations


def idle(reader: Any) -> None:
    reader.button("Đọc bài viết").wait_for()


def playing(reader: Any) -> None:
    reader.play()
    reader.until(lambda: bool(reader.lit("word")))


def paused(reader: Any) -> None:
    reader.button("Tạm dừng").click()


def everything_open(reader: Any) -> None:
    for name in ("Thêm lựa chọn", "Bản chữ", "Aa: kiểu chữ", "Tăng cỡ chữ"):
        reader.button(name).click()


def docked_and_open(reader: Any) -> None:
    reader.page.evaluate("scrollTo(0, 9000)")
    reader.button("Dừng và đóng").wait_for()


def docked(reader: Any) -> None:
    reader.button("Bản chữ").click()
    reader.button("Thêm lựa chọn").click()


STATES = (idle, playing, paused, everything_open, docked_and_open, docked)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True},
}
DARK = "@media (prefers-color-scheme:dark){body{background:#14181c;color:#e6e9ec}}"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(look: str, visitor, publish, long_story, seen) -> None:
    url = publish(long_story, style=DARK)
    reader = seen(visitor.open(url, reduced_motion="reduce", **LOOKS[look]))
    for state in STATES:
        state(reader)
        assert violations(reader.page) == [], state.__name__


def test_axe_finds_nothing_where_things_go_wrong(visitor, publish, story, seen, site) -> None:
    reader = seen(visitor.open(publish(story), forced_colors="active"))
    site.put("/bai.mp3", b"", media_type="text/plain", status=503)
    reader.button("Đọc bài viết").click()
    reader.until(lambda: "Không tải được" in reader.note.inner_text())
    assert violations(reader.page) == []


def test_axe_finds_nothing_in_dead_controls_come_to_life(visitor, publish, story, seen) -> None:
    tools = '<div>Cỡ chữ: <span class="minus" onclick="x()">–</span> <span class="plus" onclick="x()">+</span> <span onclick="x()">Nghe đọc bài</span></div>'
    reader = seen(visitor.open(publish(story, body=tools + story.body())))
    reader.until(lambda: reader.button("Đọc bài viết").is_hidden())
    assert violations(reader.page) == []


def test_by_keyboard_alone(visitor, publish, long_story, seen) -> None:
    page = visitor.open(publish(long_story, after='<a href="#">Đầu trang</a>'))
    reader = seen(page)
    idle(reader)

    def focused() -> str:
        return str(
            page.evaluate("document.activeElement.shadowRoot?.activeElement?.ariaLabel ?? ''")
        )

    def tab_to(name: str) -> None:
        for _ in range(16):
            if focused() == name:
                return
            page.keyboard.press("Tab")
        pytest.fail(f"{name} is not reached by Tab")

    tab_to("Đọc bài viết")
    page.keyboard.press("Enter")
    reader.until(lambda: reader.time() > 0.1)
    assert focused() == "Tạm dừng", "the focus stays where it was"
    tab_to("Câu sau")
    page.keyboard.press("Space")
    reader.until_lit(long_story.texts[1])
    tab_to("Vị trí")
    before = reader.time()
    page.keyboard.press("PageUp")
    reader.until(lambda: reader.time() > before + 3)
    tab_to("Tốc độ")
    page.keyboard.press("ArrowDown")
    reader.until(lambda: reader.tag.evaluate("e => e.playbackRate") == 1.25)
    tab_to("Thêm lựa chọn")
    page.keyboard.press("Enter")
    assert reader.button("Bản chữ").is_visible()
    page.keyboard.press("Escape")
    assert reader.button("Bản chữ").is_hidden()
    assert focused() == "Thêm lựa chọn"
    tab_to("Tăng cỡ chữ")
    page.keyboard.press("Enter")
    assert reader.tag.get_by_text("110%").is_visible()
    tab_to("Cỡ chữ ban đầu")
    page.keyboard.press("Enter")
    assert focused() == "Cỡ chữ ban đầu"
    assert reader.tag.get_by_text("100%").is_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "a", "no trap"


def test_single_keys_do_nothing_until_they_are_wanted(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.keyboard.press("k")
    assert not reader.tag.evaluate("e => e.paused")
    reader.button("Thêm lựa chọn").click()
    reader.tag.get_by_label("Phím tắt").check()
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.keyboard.press("k")
    reader.until(lambda: reader.tag.evaluate("e => e.paused"))


def test_the_live_region_keeps_quiet_while_reading(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.tag.evaluate(
        """e => { window.told = [];
          const live = e.shadowRoot.querySelectorAll('[role=status],output');
          for (const region of live) new MutationObserver(() => told.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true}); }"""
    )
    slider = reader.tag.get_by_role("slider")
    reader.play()
    slider.focus()
    spoken = slider.get_attribute("aria-valuetext")
    assert re.fullmatch(r"\d+ phút \d+ giây trên \d+ phút \d+ giây", spoken)
    reader.until(lambda: reader.time() > 2.2)
    assert reader.page.evaluate("told") == []
    assert slider.get_attribute("aria-valuetext") == spoken, "no ticking while it has the focus"


# What can be pressed, each with its label; a sentence in a text is as high as its line.
TARGETS = """e => [...e.shadowRoot.querySelectorAll('button,select,a,input')]
  .filter(e => e.checkVisibility() && !e.closest('.script'))
  .map(e => { const {left, right, width, height} = (e.closest('label') ?? e).getBoundingClientRect();
              return {name: e.className, left, right, width, height}; })"""


# How high a small window is, and how much of it the player may take.
NARROW = {"phone": (640, 150), "400 % of 1280 × 1024": (256, 110)}


@pytest.mark.parametrize("name", NARROW)
def test_nothing_is_cut_off_when_narrow(name, visitor, publish, long_story, seen) -> None:
    height, share = NARROW[name]
    viewport = {"width": 320, "height": height}
    reader = seen(visitor.open(publish(long_story), viewport=viewport, has_touch=True))
    playing(reader)
    paused(reader)
    everything_open(reader)
    width = "document.scrollingElement.scrollWidth"
    assert reader.page.evaluate(width) <= 320
    for box in reader.tag.evaluate(TARGETS):
        assert box["left"] >= 0, box
        assert box["right"] <= 320, box
        assert min(box["width"], box["height"]) >= 44, box
    reader.button("Bản chữ").click()
    reader.button("Thêm lựa chọn").click()
    reader.page.evaluate("scrollTo(0, 2000)")
    reader.button("Dừng và đóng").wait_for()
    player = reader.tag.get_by_role("group", name="Đọc bài viết").bounding_box()
    assert player["height"] <= share, "it leaves room to read"


SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
CUT_OFF = """e => [...e.shadowRoot.querySelectorAll('*')].filter(e => e.checkVisibility()
  && !e.closest('.script,svg') && (e.scrollWidth > e.clientWidth + 1 && e.clientWidth
  || e.parentElement && e.getBoundingClientRect().right > innerWidth)).map(e => e.className)"""


def test_text_may_be_spaced_out(visitor, publish, long_story, seen) -> None:
    reader = seen(visitor.open(publish(long_story), viewport={"width": 390, "height": 700}))
    reader.tag.evaluate(
        """(e, css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
                         e.shadowRoot.adoptedStyleSheets.push(sheet); }""",
        SPACED,
    )
    playing(reader)
    paused(reader)
    everything_open(reader)
    assert reader.tag.evaluate(CUT_OFF) == []


def test_the_focus_is_never_under_the_player(visitor, publish, long_story, seen) -> None:
    links = "".join(f'<p><a href="#{n}">Liên kết {n}</a></p>' for n in range(30))
    page = visitor.open(publish(long_story, after=links), viewport={"width": 400, "height": 500})
    reader = seen(page)
    playing(reader)
    paused(reader)
    docked_and_open(reader)
    page.locator("a").first.focus()
    for _ in range(29):
        page.keyboard.press("Tab")
        page.wait_for_timeout(5)
        top = reader.tag.get_by_role("group", name="Đọc bài viết").bounding_box()["y"]
        focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert focused <= top


def picture(page: Any) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def pixels(window: Image.Image, box: dict[str, float]) -> list[tuple[int, tuple[int, int, int]]]:
    """Colours in a box of the window, the most frequent first."""
    left, top, width, height = (box[side] for side in ("x", "y", "width", "height"))
    part = window.crop((round(left), round(top), round(left + width), round(top + height)))
    found: Any = part.getcolors(part.width * part.height)  # of an RGB picture: three numbers
    return sorted(found or [], reverse=True)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = (c / 255 for c in colour)
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


SITES = {
    "light": ({}, ""),
    "dark": ({"color_scheme": "dark"}, DARK),
    "grey text": ({}, "body{color:#999}article{background:#fafafa}"),
    "more contrast": ({"contrast": "more"}, ""),
    "forced colours": ({"forced_colors": "active"}, ""),
}
AS_USUAL = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
LIT_BOX = """name => { const [range] = CSS.highlights.get('doc-bai-viet-' + name);
  const {x, y, width, height} = range.getClientRects()[0];
  return {x, y, width, height}; }"""


def test_what_is_lit_can_be_read(visitor, publish, story, seen) -> None:
    page = visitor.open(publish(story, style="p{font-size:40px!important}"))
    reader = seen(page)
    playing(reader)
    paused(reader)
    reader.seek(story.begin(1) + 10)
    reader.until_lit(story.texts[1])
    page.mouse.move(0, 0)
    for name, (media, style) in SITES.items():
        page.emulate_media(**{**AS_USUAL, **media})
        page.evaluate("css => { document.querySelector('style').textContent += css }", style)
        page.evaluate("document.documentElement.setAttribute('data-theme', '')")
        page.wait_for_timeout(80)
        window = picture(page)
        page_ground = pixels(window, {"x": 2, "y": 2, "width": 20, "height": 20})[0][1]
        for layer in ("sentence", "word"):
            box = page.evaluate(LIT_BOX, layer)
            if layer == "sentence":  # the part right of the word
                box["x"] += box["width"] * 0.4
                box["width"] *= 0.5
            colours = pixels(window, box)
            ground = colours[0][1]
            best = max(contrast(ground, colour) for _, colour in colours)
            assert best >= 4.5, (name, layer, ground)
            assert ground != page_ground, f"{name}: {layer} is not lit"


def test_the_players_own_colours_follow_the_site(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    idle(reader)
    themes = []
    for ground in ("#fff", "#101418"):
        reader.page.evaluate("c => { document.body.style.background = c }", ground)
        reader.page.wait_for_timeout(60)
        themes.append(reader.tag.locator(".root").evaluate("e => getComputedStyle(e).colorScheme"))
    assert themes == ["light", "dark"]


def test_names_are_in_the_pages_language(visitor, publish, story, seen) -> None:
    url = publish(
        story, tag='<doc-bai-viet lang="en" src="bai.mp3" timing="bai.json"></doc-bai-viet>'
    )
    reader = seen(visitor.open(url))
    reader.button("Read aloud").click()
    reader.button("Pause").wait_for()
    assert reader.tag.locator(".root").get_attribute("lang") == "en"
