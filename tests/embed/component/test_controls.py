"""Controls that the page has already: taken over, dead or alive, rather than doubled."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = {
    case["name"]: case
    for case in tomllib.loads(
        Path(__file__).with_name("controls.toml").read_text(encoding="utf-8")
    )["case"]
}
STEPS = (("larger", "110%"), ("larger", "125%"), ("smaller", "110%"), ("reset", "100%"))
ALIVE = """addEventListener('click', e => { window.theirs = (window.theirs ?? 0) + 1 });
  for (const name of ['readArticle', 'changeTextSize', 'OpenPopupPlayMedia', 'fontPlus', 'fontMinus', 'x'])
    window[name] = () => { window.theirs = (window.theirs ?? 0) + 1 };"""


def control(page: Any, case: dict[str, Any], kind: str) -> Any:
    """What is taken over: itself, or the element around it that is named third."""
    selector, _, *around = case[kind]
    found = page.locator(f"article {selector}").first
    return found.locator(f"xpath=ancestor::{around[0]}[1]") if around else found


def shown(reader: Any) -> str:
    return str(reader.tag.locator("output").inner_text())


@pytest.mark.parametrize("name", CASES)
def test_they_are_taken_over(name: str, visitor, publish, story, seen) -> None:
    case = CASES[name]
    page = visitor.open(publish(story, body=case["html"] + story.body()), script=ALIVE)
    reader = seen(page)
    reader.button("Aa: kiểu chữ").wait_for()
    reader.until(lambda: reader.button("Tăng cỡ chữ").is_visible() == case.get("ours", False))
    for kind, size in STEPS:
        if kind not in case:
            continue
        element = control(page, case, kind)
        element.focus()
        page.keyboard.press("Enter")
        assert shown(reader) == size
        assert (
            element.get_attribute("role") == "button"
            or element.evaluate("e => e.localName") == "button"
        )
        assert page.get_by_role("button", name=case[kind][1]).count() >= 1
    if "read" in case:
        element = control(page, case, "read")
        assert reader.button("Đọc bài viết").is_hidden()
        element.focus()
        page.keyboard.press("Space")
        reader.until(lambda: reader.time() > 0.05)
        reader.until(lambda: element.get_attribute("aria-pressed") == "true")
        element.click()
        reader.until(lambda: element.get_attribute("aria-pressed") == "false")
    else:
        assert reader.button("Đọc bài viết").is_visible()
    assert not page.evaluate("window.theirs")


def test_what_is_not_ours_is_left_alone(visitor, publish, story, seen) -> None:
    body = CASES["other plus signs and readings"]["html"] + story.body()
    reader = seen(visitor.open(publish(story, body=body), script=ALIVE))
    reader.button("Đọc bài viết").wait_for()
    reader.page.get_by_role("button", name="+", exact=True).click()
    assert shown(reader) == "100%"
    assert reader.page.evaluate("window.theirs") == 1


def test_a_server_may_tell_which_they_are(visitor, publish, story, seen, site) -> None:
    controls = [
        {"kind": "read_aloud", "selector": "#a"},
        {"kind": "text_size", "selector": "#b"},
        {"kind": "text_size", "selector": "((("},
    ]
    told = {"audio": "/bai.mp3", "timing": "/bai.json", "controls": controls}
    site.put("/api/v1/articles", json.dumps(told))
    body = "<b id=a>▶ Phát</b><span id=b><i>+</i><i>-</i></span>" + story.body()
    reader = seen(visitor.open(publish(story, tag="", body=body)))
    # Until the server has answered, the component's own button has this name and is there.
    reader.page.locator("#b").get_by_role("button", name="Tăng cỡ chữ").click()
    assert shown(reader) == "110%"
    assert reader.button("Tăng cỡ chữ").is_hidden()
    reader.page.get_by_role("button", name="▶ Phát").click()
    reader.until(lambda: reader.time() > 0.05)
