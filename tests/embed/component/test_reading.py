"""Hearing an article: what is lit is what is said, and the reader's hand is obeyed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

# Notes every word that is lit, with the time of the sound at that moment.
WATCH = """e => {
  const text = name => [...CSS.highlights.get('doc-bai-viet-' + name)].map(String).join('');
  window.noted = [];
  e.addEventListener('word', ({detail}) => detail.word && noted.push({
    ms: e.currentTime * 1000, at: detail.word[2], sentence: text('sentence'), word: text('word')}));
}"""
TOLERANCE_MS = 80


def words_of(story: Any) -> dict[int, tuple[str, str]]:
    """When each word begins, with its sentence."""
    return {
        begin: (s["quote"]["exact"], s["quote"]["exact"][start:end])
        for s in story.timing["sentences"]
        for start, end, begin, _ in s["words"]
    }


@pytest.mark.parametrize("rate", [1, 2])
def test_what_is_lit_is_what_the_timing_says(rate: int, visitor, publish, story, seen) -> None:
    page = visitor.open(publish(story))
    reader = seen(page)
    reader.tag.evaluate(WATCH)
    reader.tag.evaluate("(e, rate) => { e.playbackRate = rate }", rate)
    reader.play()
    reader.until(lambda: reader.time() > 2.2 * rate)
    noted, expected = page.evaluate("noted"), words_of(story)
    assert len(noted) >= 10 * rate
    for note in noted:
        sentence, word = expected[note["at"]]
        assert note["sentence"] == sentence
        assert note["word"].strip("“”,./") == word.strip("“”,./")
    late = [abs(note["ms"] - note["at"]) / rate for note in noted]
    due = [at for at in expected if noted[0]["at"] <= at <= noted[-1]["at"]]
    # Every word, in time; a machine that has no time for the page may drop a few.
    assert sorted(late)[len(late) * 3 // 4] <= TOLERANCE_MS
    assert len(noted) >= 0.7 * len(due)


def test_nothing_of_the_sound_is_asked_for_before_play(visitor, publish, story, seen, site) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.until(lambda: site.requests("/bai.json") == 1)
    reader.page.wait_for_timeout(200)
    assert site.requests("/bai.mp3") == 0
    reader.play()
    assert site.requests("/bai.mp3") >= 1
    strangers = {"/bai-viet.html", "/embed.js", "/bai.json", "/bai.mp3", "/favicon.ico"}
    assert set(site.asked) <= strangers


def test_it_starts_within_300_ms_of_the_click(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.button("Đọc bài viết").wait_for()
    reader.page.wait_for_timeout(150)
    waited = reader.tag.evaluate(
        """async e => {
          const began = performance.now();
          e.shadowRoot.querySelector('.main').click();
          while (!e.currentTime) await new Promise(requestAnimationFrame);
          return performance.now() - began;
        }"""
    )
    assert waited < 300


def test_pause_and_resume(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.button("Tạm dừng").click()
    stopped = reader.time()
    reader.page.wait_for_timeout(150)
    assert reader.time() == stopped
    reader.button("Đọc tiếp").click()
    reader.until(lambda: reader.time() > stopped)


STEPS = (  # the button, the sentence being read, the one that is read then
    ("Câu sau", 2, 3),
    ("Câu trước", 3, 2),
    ("Đoạn sau", 1, 3),
    ("Đoạn trước", 4, 3),
    ("Đoạn trước", 3, 1),
    ("Đoạn sau", 4, 6),
)


def test_steps(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.button("Tạm dừng").click()
    for button, begins_at, expected in STEPS:
        reader.seek(story.begin(begins_at) + 300)
        reader.until_lit(story.texts[begins_at])
        reader.button(button).click()
        reader.until_lit(story.texts[expected])


def test_a_click_on_a_sentence_lets_hear_from_there(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    paragraph = reader.page.locator("article p").last
    paragraph.click(position={"x": 30, "y": 12})
    reader.page.wait_for_timeout(300)
    assert reader.time() == 0, "not before reading was asked for"
    reader.play()
    paragraph.click(position={"x": 30, "y": 12})
    reader.until_lit(story.texts[7])
    assert story.begin(7) <= reader.time() * 1000 + 1 < story.begin(8)


# The middle of the first word of a text.
WORD_AT = """text => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(text));
  const range = new Range(), at = walker.currentNode.data.indexOf(text);
  range.setStart(walker.currentNode, at);
  range.setEnd(walker.currentNode, at + text.indexOf(' '));
  const box = range.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def test_links_and_selections_stay_what_they_are(visitor, publish, story, seen) -> None:
    body = story.body().replace("300 cuốn sách nói", '<a href="#sach">300 cuốn sách nói</a>')
    reader = seen(visitor.open(publish(story, body=body)))
    reader.play()
    reader.page.get_by_role("link", name="300 cuốn sách nói").click()
    where = reader.page.evaluate(WORD_AT, "giáo viên")
    reader.page.mouse.dblclick(*where)
    reader.page.wait_for_timeout(350)
    assert reader.page.url.endswith("#sach")
    assert reader.page.evaluate("String(getSelection())").strip()
    assert reader.time() * 1000 < story.begin(6)


def test_enter_on_a_selected_sentence(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.page.evaluate(
        """() => { document.activeElement.blur();
                   getSelection().collapse(document.querySelector('h2').firstChild, 3); }"""
    )
    reader.page.keyboard.press("Enter")
    reader.until_lit(story.texts[6])


def test_place_speed_and_size_are_remembered(visitor, publish, story, seen) -> None:
    url = publish(story)
    reader = seen(visitor.open(url))
    reader.play()
    reader.tag.get_by_label("Tốc độ").select_option("1.5")
    reader.button("Tăng cỡ chữ").click()
    reader.seek(story.begin(4) + 400)
    reader.until_lit(story.texts[4])
    reader.button("Tạm dừng").click()
    reader.page.reload()
    again = reader.button(re.compile(r"^Đọc tiếp từ 0:0\d$"))
    again.click()
    reader.until_lit(story.texts[4])
    assert reader.tag.evaluate("e => e.playbackRate") == 1.5
    assert reader.tag.get_by_text("110%").is_visible()


def test_from_the_start_again(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.seek(story.begin(5))
    reader.until_lit(story.texts[5])
    reader.page.reload()
    reader.button("Từ đầu").click()
    reader.until_lit(story.texts[0])


def test_the_place_survives_an_edited_recording(visitor, publish, story, seen, site) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.seek(story.begin(5) + 100)
    reader.until_lit(story.texts[5])
    reader.button("Tạm dừng").click()
    later = json.loads(json.dumps(story.timing))
    for sentence in later["sentences"][4:]:
        sentence["begin"] += 500
        sentence["end"] += 500
    site.put("/bai.json", json.dumps(later))
    reader.page.reload()
    reader.button(re.compile("^Đọc tiếp từ")).wait_for()
    assert reader.time() * 1000 >= later["sentences"][5]["begin"]


def test_the_end_is_said_and_forgotten(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.seek(story.timing["duration"] - 400)
    reader.until(lambda: reader.note.inner_text() == "Đã đọc hết bài.")
    reader.page.reload()
    reader.button("Đọc bài viết").wait_for()


def test_the_page_follows_until_the_reader_scrolls_away(visitor, publish, long_story, seen) -> None:
    phone = {"width": 400, "height": 500}
    reader = seen(visitor.open(publish(long_story), viewport=phone, reduced_motion="reduce"))
    in_view = "() => document.querySelectorAll('article p')[7].getBoundingClientRect().top < 500"
    reader.play()
    back = reader.button("Về chỗ đang đọc")
    assert back.is_hidden()
    reader.seek(long_story.begin(18))
    reader.until(lambda: reader.page.evaluate("scrollY") > 200)
    reader.page.wait_for_timeout(1300)
    reader.page.mouse.move(200, 200)
    reader.page.mouse.wheel(0, -3000)
    back.wait_for()
    away = reader.page.evaluate("scrollY")
    reader.tag.evaluate("e => e.seek(e.currentTime * 1000 + 2500)")
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate("scrollY") == away, in_view
    back.click()
    reader.until(lambda: reader.page.evaluate("scrollY") > away + 100)
    assert back.is_hidden()


def test_the_small_player_stays_at_hand_and_can_be_closed(
    visitor, publish, long_story, seen
) -> None:
    reader = seen(visitor.open(publish(long_story), viewport={"width": 400, "height": 500}))
    reader.play()
    reader.page.mouse.move(200, 200)
    reader.page.mouse.wheel(0, 900)
    close = reader.button("Dừng và đóng")
    close.wait_for()
    player = reader.tag.get_by_role("group", name="Đọc bài viết").bounding_box()
    assert player["y"] + player["height"] <= 500
    assert player["y"] > 250
    close.click()
    reader.until(lambda: reader.tag.evaluate("e => e.paused"))
    assert reader.lit() == ""
    assert close.is_hidden()


def test_lock_screen_and_headset(visitor, publish, story, seen) -> None:
    keys = """const keys = window.keys = {};
      navigator.mediaSession.setActionHandler = (name, act) => { keys[name] = act; };
      navigator.mediaSession.setPositionState = place => { keys.place = place; };"""
    reader = seen(visitor.open(publish(story), script=keys))
    reader.play()
    assert reader.page.evaluate("navigator.mediaSession.metadata.title") == story.timing["title"]
    reader.page.evaluate("keys.pause()")
    reader.until(lambda: reader.tag.evaluate("e => e.paused"))
    reader.page.evaluate("keys.seekto({seekTime: 4.0})")
    reader.page.evaluate("keys.nexttrack()")
    reader.until(lambda: reader.time() > 4.1)
    place = reader.page.evaluate("keys.place")
    assert place["duration"] == story.timing["duration"] / 1000
    assert place["position"] > 4.1
    assert reader.page.evaluate("navigator.mediaSession.playbackState") == "paused"
    reader.page.evaluate("keys.play()")
    reader.until(lambda: not reader.tag.evaluate("e => e.paused"))


def test_transcript_and_download(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.button("Thêm lựa chọn").click()
    assert reader.tag.get_by_role("link", name="Tải MP3").get_attribute("href").endswith("/bai.mp3")
    assert reader.tag.get_by_role("link", name="Trang bản chữ").is_visible()
    reader.button("Bản chữ").click()
    reader.tag.get_by_role("button", name=story.texts[7]).click()
    reader.until_lit(story.texts[7])
    current = reader.tag.locator("[aria-current]")
    assert current.inner_text() == story.texts[7]


def test_whoever_wants_no_light_has_none(visitor, publish, story, seen) -> None:
    reader = seen(visitor.open(publish(story)))
    reader.play()
    reader.until(lambda: bool(reader.lit()))
    reader.button("Thêm lựa chọn").click()
    reader.tag.get_by_label("Tô sáng").uncheck()
    reader.until(lambda: reader.lit() == "")
    reader.page.reload()
    reader.play()
    reader.until(lambda: reader.time() > 1)
    assert reader.lit() == ""


def test_two_players_never_speak_at_once(visitor, publish, story, seen) -> None:
    url = publish(story, after='<doc-bai-viet src="bai.mp3"></doc-bai-viet>')
    page = visitor.open(url)
    first, second = page.locator("doc-bai-viet").first, page.locator("doc-bai-viet").last
    for tag in (first, second):
        tag.get_by_role("button", name="Đọc bài viết", exact=True).click()
        tag.get_by_role("button", name="Tạm dừng").wait_for()
    first.get_by_role("button", name="Đọc tiếp", exact=True).wait_for()
