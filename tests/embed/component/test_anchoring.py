"""Sentences are found in the page as it is now, and never in a wrong place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

AD = '<div class="ad">Quảng cáo: mua một tặng một, chỉ hôm nay!</div>'

# What has become of the article: its name, the change, and what is lit where that is not the
# sentence as it was recorded ("" where it is gone).
CHANGES: tuple[tuple[str, Callable[[str], str], dict[int, str]], ...] = (
    ("decomposed", lambda html: unicodedata.normalize("NFD", html), {}),
    ("no-break spaces", lambda html: html.replace("sách nói", "sách\u00a0nói"), {}),
    ("soft hyphens", lambda html: html.replace("thư viện", "thư vi\u00adện"), {}),
    ("zero width", lambda html: html.replace("yên tĩnh", "yên\u200b tĩnh\u2060"), {}),
    ("line breaks", lambda html: html.replace(" ", "\n\t ").replace("<p\n\t ", "<p "), {}),
    ("capitals", lambda html: html.replace("bà nói", "BÀ NÓI"), {}),
    ("other quotes", lambda html: html.replace("“", '"').replace("”", '"'), {}),
    ("markup", lambda html: html.replace("Thư viện có", "<b>Thư</b> <i>vi</i>ện <a>có</a>"), {}),
    ("ads", lambda html: html.replace("</p>", "</p>" + AD).replace("tuần, ", f"tuần, {AD}"), {}),
    ("split", lambda html: html.replace("Người đọc", "</p><p>Người đọc"), {}),
    (
        "an edited sentence",
        lambda html: html.replace("mượn trong hai tuần", "mang về trong ba tuần"),
        {8: "Mỗi cuốn có thể mang về trong ba tuần, hoặc nghe ngay tại chỗ bằng tai nghe."},
    ),
    (
        "a sentence gone",
        lambda html: html.replace("Trong tuần đầu, 120 lượt người đã đến.", ""),
        {5: ""},
    ),
    (
        "the same elsewhere",
        lambda html: f"<ul><li>Người đọc không phải trả tiền. Xem thêm</li></ul>{html}",
        {},
    ),
    (
        "the main points first",
        lambda html: (
            "<ul><li>Mỗi cuốn có thể mượn trong hai tuần, hoặc nghe ngay tại chỗ bằng tai nghe."
            f"</li><li>Trong tuần đầu, 120 lượt người đã đến.</li></ul>{html}"
        ),
        {},
    ),
    (
        "a long advertisement",
        lambda html: html.replace("<h2", f"<div>{'Mua ngay kẻo hết hàng! ' * 500}</div><h2"),
        {},
    ),
    (
        "gone here, kept in a teaser",
        lambda html: (
            html.replace("Người đọc không phải trả tiền.", "")
            + "<ul><li>Người đọc không phải trả tiền.</li></ul>"
        ),
        {2: ""},
    ),
)


def bare(text: str) -> str:
    """Without what nobody sees, and without the difference between kinds of space and quotes."""
    text = unicodedata.normalize("NFC", text).casefold().replace(AD[16:-6].casefold(), "")
    text = text.translate(dict.fromkeys(map(ord, "\u00ad\u200b\u2060"), ""))
    return " ".join(text.replace("“", '"').replace("”", '"').split())


def test_changed_pages(visitor, publish, story, seen) -> None:
    page = visitor.open(publish(story), apart=True)  # a clock that stays where it is installed
    page.clock.install()
    reader = seen(page)
    reader.play()
    reader.button("Tạm dừng").click()
    times = [story.begin(i) + 20 for i in range(len(story.texts))]
    for name, change, lit in CHANGES:
        html = change(story.body())
        page.evaluate("html => { document.querySelector('article').innerHTML = html }", html)
        page.clock.fast_forward(20_000)  # when a page has changed, it is looked at after a while
        expected = [bare(lit.get(index, text)) for index, text in enumerate(story.texts)]
        assert list(map(bare, reader.lit_at(times))) == expected, name


def test_an_edited_sentence_lights_its_words(visitor, publish, story, seen) -> None:
    body = story.body().replace("mượn trong hai tuần", "mang về trong ba tuần")
    reader = seen(visitor.open(publish(story, body=body)))
    reader.play()
    reader.button("Tạm dừng").click()
    words = story.timing["sentences"][8]["words"]
    reader.seek(words[-1][2] + 20)
    reader.until(lambda: reader.lit("word").startswith("nghe"))


def test_a_single_page_app_that_makes_its_article_anew(visitor, publish, story, seen) -> None:
    page = visitor.open(publish(story))
    reader = seen(page)
    reader.play()
    reader.seek(story.begin(3) + 50)
    reader.until_lit(story.texts[3])
    page.evaluate(
        """() => { const old = document.querySelector('article');
                   const made = document.createElement('article');
                   made.innerHTML = '<p>Mới: ba tin khác trong ngày.</p>' + old.innerHTML;
                   old.replaceWith(made); }"""
    )
    reader.until(lambda: reader.lit() in story.texts[3:5])
    assert not reader.tag.evaluate("e => e.paused")


MANY = 5000


# How long the page did not answer, at a time, and what looking at it once cost.
TASKS = """window.tasks = [];
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.duration)))
    .observe({entryTypes: ['longtask']});"""


def test_five_thousand_sentences(visitor, publish, seen, make_story) -> None:
    blocks = tuple(
        ("paragraph", tuple(f"Câu số {5 * p + n}, kể tiếp chuyện làng." for n in range(5)))
        for p in range(MANY // 5)
    )
    story = make_story(blocks, word_ms=30)
    reader = seen(visitor.open(publish(story), script=TASKS))
    reader.page.set_default_timeout(20_000)
    reader.play()
    for index in (1, 2500, MANY):
        reader.tag.evaluate("(e, ms) => { e.pause(); e.seek(ms) }", story.begin(index) + 30)
        reader.until_lit(story.texts[index])
    loading = reader.page.evaluate("tasks.splice(0)")
    reader.tag.evaluate("e => { e.playbackRate = 2 }")
    reader.tag.evaluate("(e, ms) => { e.seek(ms); return e.play() }", story.begin(2000))
    reader.until(lambda: reader.time() * 1000 > story.begin(2008))
    reading = reader.page.evaluate("tasks.splice(0)")
    assert max(reading, default=0) <= max(100, *loading), "reading costs less than loading"
    assert max(loading, default=0) < 5000  # a fifth of a second where nothing else runs
    reader.button("Thêm lựa chọn").click()
    reader.button("Bản chữ").click()
    sentence = reader.tag.locator(".script button").nth(1234)
    assert sentence.text_content() == story.texts[1234]
    sentence.evaluate("e => e.click()")
    reader.until_lit(story.texts[1234])


def test_an_article_in_somebody_elses_shadow_is_read_without_light(
    visitor, publish, story, seen
) -> None:
    html = "<my-article></my-article>"
    shadow = """addEventListener('DOMContentLoaded', () => document.querySelector('my-article')
      .attachShadow({mode: 'open'}).append(...document.querySelectorAll('article > p, article > h2')));"""
    reader = seen(visitor.open(publish(story, body=story.body(), after=html), script=shadow))
    reader.play()
    reader.seek(story.begin(3) + 20)
    reader.until(lambda: reader.time() * 1000 > story.begin(3) + 100)
    assert reader.lit() == ""
