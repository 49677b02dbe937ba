"""Sites as they are: strict, static, slow, without ranges, with dead controls of their own."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

from standins.axe import violations

from reader.embed import component

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; "
    "connect-src 'self'; require-trusted-types-for 'script'"
)


def test_a_strict_policy(visitor, publish, story, seen) -> None:
    url = publish(story, headers=[("Content-Security-Policy", STRICT)])
    violated = "window.violated = []; addEventListener('securitypolicyviolation', e => violated.push(e.violatedDirective + e.blockedURI))"
    reader = seen(visitor.open(url, script=violated))
    own = reader.page.evaluate("violated.splice(0)")  # the page's own <style>
    assert all(v.startswith("style-src") for v in own)
    reader.play()
    reader.button("Tăng cỡ chữ").click()
    reader.button("Thêm lựa chọn").click()
    reader.button("Bản chữ").click()
    reader.seek(story.begin(4))
    reader.until_lit(story.texts[4])
    assert reader.page.evaluate("violated.filter(v => !v.includes('favicon'))") == []


def test_a_file_from_a_disk(visitor, page_of, story, seen, folder: Path) -> None:
    timing = json.dumps(story.timing).replace("<", "\\u003c")
    tag = f'<doc-bai-viet src="bai.mp3"><script type="application/json">{timing}</script></doc-bai-viet>'
    html = page_of(story, tag=tag, head='<script src="embed.js" defer></script>')
    (folder / "bai.html").write_text(html, encoding="utf-8")
    (folder / "bai.mp3").write_bytes(story.mp3)
    (folder / "embed.js").write_text(component(minified=False), encoding="utf-8")
    reader = seen(visitor.open((folder / "bai.html").as_uri()))
    reader.play()
    reader.seek(story.begin(5) + 30)
    reader.until_lit(story.texts[5])
    reader.until(lambda: reader.time() * 1000 > story.begin(5) + 100)


def test_a_server_without_ranges(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story, ranges=False)))
    reader.play()
    reader.seek(story.begin(7) + 30)
    reader.until(lambda: reader.time() * 1000 > story.begin(7) + 200)
    reader.seek(story.begin(1) + 30)
    reader.until_lit(story.texts[1])
    reader.until(lambda: story.begin(1) + 200 < reader.time() * 1000 < story.begin(3))


def test_without_ranges_the_remembered_place_is_found(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story, ranges=False)))
    reader.play()
    reader.seek(story.begin(6) + 30)
    reader.until(lambda: reader.time() * 1000 > story.begin(6) + 100)
    reader.button("Tạm dừng").click()
    reader.page.reload()
    reader.button(re.compile("^Đọc tiếp từ")).click()
    reader.until(lambda: reader.time() * 1000 > story.begin(6) + 500)
    assert reader.lit() in story.texts[6:8]


# ── A server that makes the recording while it is heard ──────────────────────────────────────────


class Making:
    """An API that grows a recording: the timing as far as told, the sound as far as told."""

    def __init__(self, site: Any, story: Any, **answer: Any) -> None:
        self.site, self.story, self.made = site, story, 3
        self.answer = {
            "audio": "/a.mp3",
            "timing": "/t.json",
            "title": "Đang đọc",
            "complete": False,
        }
        site.put("/api/v1/articles", json.dumps(self.answer | answer))
        site.put("/a.mp3", b"", media_type="audio/mpeg", pieces=self.pieces)
        self.tell()

    @property
    def whole(self) -> bool:
        return self.made >= len(self.story.texts)

    def tell(self) -> None:
        timing = self.story.timing | {"complete": self.whole}
        timing["sentences"] = timing["sentences"][: self.made]
        self.site.put("/t.json", json.dumps(timing))

    def finish(self) -> None:
        self.made = len(self.story.texts)
        self.tell()

    def pieces(self) -> Iterator[bytes]:
        sent = 0
        while True:
            share = self.made / len(self.story.texts)
            end = len(self.story.mp3) if self.whole else int(len(self.story.mp3) * share)
            if end > sent:
                yield self.story.mp3[sent:end]
                sent = end
            if sent == len(self.story.mp3):
                return
            time.sleep(0.05)


NO_TAG = {"tag": ""}


def test_one_tag_and_the_sound_starts_before_it_is_made(
    visitor, publish, story, seen, site
) -> None:
    making = Making(site, story)
    reader = seen(visitor.open(publish(story, **NO_TAG)))
    assert reader.page.evaluate("document.querySelector('h1').nextElementSibling.localName") == (
        "doc-bai-viet"
    )
    reader.page.wait_for_timeout(300)
    assert site.requests("/a.mp3") == site.requests("/t.json") == 0
    reader.play()
    reader.until(lambda: bool(reader.lit("word")))
    assert not making.whole
    assert "…" in reader.tag.locator(".time").inner_text()
    assert violations(reader.page) == [], "while it is made"
    making.finish()
    reader.until(lambda: "…" not in reader.tag.locator(".time").inner_text())
    reader.seek(story.begin(7) + 20)
    reader.until_lit(story.texts[7])
    reader.until(lambda: reader.time() * 1000 > story.begin(7) + 150)


def test_back_to_the_beginning_while_it_is_made(visitor, publish, story, seen, site) -> None:
    making = Making(site, story)
    reader = seen(visitor.open(publish(story, **NO_TAG)))
    reader.play()
    reader.until(lambda: reader.time() * 1000 > story.begin(1) + 100)
    reader.button("Câu trước").click()
    reader.until_lit(story.texts[0])
    reader.until(lambda: 200 < reader.time() * 1000 < story.begin(1))
    making.finish()
    reader.tag.evaluate("e => { e.playbackRate = 3 }")
    reader.until(lambda: reader.lit() == story.texts[6], seconds=10)


def test_voices_to_choose_from(visitor, publish, story, seen, site) -> None:
    voices = [
        {"name": "a", "label": "Giọng Bắc", "audio": "/bai.mp3", "timing": "/bai.json"},
        {"name": "b", "label": "Giọng Nam", "audio": "/b.mp3", "timing": "/b.json"},
    ]
    answer = {"audio": "/bai.mp3", "timing": "/bai.json", "complete": True, "voices": voices}
    slower = json.loads(json.dumps(story.timing))
    for sentence in slower["sentences"]:
        sentence["begin"] *= 2
        sentence["end"] *= 2
        sentence["words"] = [[a, b, 2 * c, 2 * d] for a, b, c, d in sentence["words"]]
    site.put("/api/v1/articles", json.dumps(answer))
    site.put("/b.json", json.dumps(slower))
    site.put("/b.mp3", story.mp3 * 2, media_type="audio/mpeg")
    reader = seen(visitor.open(publish(story, **NO_TAG)))
    reader.play()
    reader.seek(story.begin(4) + 20)
    reader.until_lit(story.texts[4])
    reader.button("Thêm lựa chọn").click()
    reader.tag.get_by_label("Giọng đọc").select_option(label="Giọng Nam")
    reader.until(lambda: 2 * story.begin(4) + 100 < reader.time() * 1000 < 2 * story.begin(5))
    assert reader.lit() == story.texts[4]
    assert site.requests("/b.mp3") >= 1


def test_an_app_that_goes_to_another_article(visitor, publish, story, seen, site) -> None:
    site.put("/api/v1/articles", json.dumps({"audio": "/bai.mp3", "timing": "/bai.json"}))
    reader = seen(visitor.open(publish(story, **NO_TAG)))
    reader.play()
    reader.page.evaluate(
        """() => { history.pushState({}, '', '/bai-khac');
                   document.querySelector('main').innerHTML = '<h1>Tin khác</h1><article><p>'
                     + 'Đây là một bài khác hẳn, không có câu nào của bài trước. '.repeat(9); }"""
    )
    reader.until(lambda: site.requests("/api/v1/articles") == 2)
    reader.button("Đọc bài viết").wait_for()
    assert (
        reader.tag.evaluate("e => e.paused && e.previousElementSibling.textContent") == "Tin khác"
    )
    assert reader.lit() == ""


# ── Where something is missing ───────────────────────────────────────────────────────────────────


def test_without_javascript_a_plain_player_remains(visitor, publish, story) -> None:
    tag = (
        '<doc-bai-viet src="bai.mp3"><audio controls preload="none" src="bai.mp3"></audio>'
        '<a href="bai.html">Bản chữ</a></doc-bai-viet>'
    )
    page = visitor.open(publish(story, tag=tag), java_script_enabled=False)
    assert page.locator("audio").is_visible()
    assert page.get_by_role("link", name="Bản chữ").is_visible()


def test_with_javascript_the_plain_player_gives_way(visitor, publish, story, seen) -> None:
    tag = '<doc-bai-viet src="bai.mp3" timing="bai.json"><audio controls preload="none" src="bai.mp3"></audio></doc-bai-viet>'
    reader = seen(visitor.open(publish(story, tag=tag)))
    reader.button("Đọc bài viết").wait_for()
    assert reader.page.locator("audio").is_hidden()


NO_STORAGE = """Object.defineProperty(window, 'localStorage',
  {get() { throw new DOMException('denied', 'SecurityError'); }});"""


def test_a_private_window(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story), script=NO_STORAGE))
    reader.play()
    reader.button("Tăng cỡ chữ").click()
    assert reader.tag.get_by_text("110%").is_visible()


# A browser's speech synthesis that says a word every 40 ms; "VOICES" stands for its voices.
SPEECH = """
  class Utterance { constructor(text) { this.text = text; } }
  const synth = new EventTarget();
  Object.assign(synth, {said: [], getVoices: () => VOICES,
    cancel() { clearInterval(synth.timer); },
    speak(u) {
      synth.said.push(u.text);
      const words = [...u.text.matchAll(/\\S+/g)];
      synth.timer = setInterval(() => {
        const word = words.shift();  // it dwells on one word, for whoever looks
        if (word?.[0].startsWith("thư")) clearInterval(synth.timer);
        if (word) u.onboundary({charIndex: word.index});
        else { clearInterval(synth.timer); u.onend(); }
      }, 40);
    }});
  Object.defineProperty(window, 'speechSynthesis', {value: synth});
  window.SpeechSynthesisUtterance = Utterance;"""


def test_no_recording_but_the_browser_can_speak(visitor, publish, story, seen) -> None:
    voices = "[{lang: 'en-US', name: 'A'}, {lang: 'vi-VN', name: 'B'}]"
    url = publish(story, **NO_TAG)
    reader = seen(visitor.open(url, script=SPEECH.replace("VOICES", voices)))
    start = reader.button("Đọc bài viết")
    start.wait_for()
    reader.until(lambda: "giọng của trình duyệt" in reader.note.inner_text())
    start.click()
    reader.until_lit(story.texts[1])
    reader.until(lambda: "thư" in reader.lit("word"))
    assert violations(reader.page) == [], "while the browser speaks"
    reader.button("Câu sau").click()
    reader.until_lit(story.texts[2])
    said = reader.page.evaluate("speechSynthesis.said")
    assert said[:2] == story.texts[:2]
    reader.button("Tạm dừng").click()


def test_no_recording_and_no_voice_is_said_plainly(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story, **NO_TAG), script=SPEECH.replace("VOICES", "[]")))
    reader.tag.get_by_text("không có giọng tiếng Việt").wait_for()
    assert reader.button("Đọc bài viết").is_hidden()
    assert reader.button("Tăng cỡ chữ").is_visible()
    assert violations(reader.page) == [], "where nothing can be heard"


def test_a_recording_that_breaks_off(visitor, publish, story, seen, site) -> None:
    reader = seen(visitor.open(publish(story)))
    site.put("/bai.mp3", story.mp3[:400], media_type="text/plain", status=503)
    reader.button("Đọc bài viết").click()
    reader.until(lambda: "Không tải được" in reader.note.inner_text())
    site.put("/bai.mp3", story.mp3, media_type="audio/mpeg")
    reader.play()


TOP_OF_BOX = (
    "e => e.shadowRoot.querySelector('.boxes .sentence')?.getBoundingClientRect().top ?? -1"
)


def test_a_browser_without_highlights(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story), script="delete CSS.highlights"))
    reader.play()
    reader.seek(story.begin(4) + 30)
    paragraph = reader.page.locator("article p").nth(1).bounding_box()
    low, high = paragraph["y"] - 2, paragraph["y"] + paragraph["height"]
    reader.until(lambda: low <= reader.tag.evaluate(TOP_OF_BOX) <= high)
    assert reader.page.locator("article *").evaluate_all("all => all.length") == len(story.blocks)


def test_no_change_to_the_pages_own_elements(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    html = "document.querySelector('article').outerHTML"
    before = reader.page.evaluate(html)
    reader.play()
    reader.until_lit(story.texts[1])
    assert reader.page.evaluate(html) == before
    reader.tag.evaluate("e => e.remove()")
    reader.until(lambda: reader.lit() == "")
