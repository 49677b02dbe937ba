"""What the reading view says, without a screen."""

from __future__ import annotations

import pytest

import reader
from reader.errors import AudioDeviceError, EngineBusyError
from reader.listen.player import Status
from reader.listen.view import keys, status, texts
from reader.listen.view.finding import Finder
from reader.listen.view.news import News
from reader.listen.view.status import Facts, Hint
from reader.listen.view.terminal import light_in
from reader.values import Article, Block, BlockKind, Voice

PLAYING = Facts("►", "", 0.07, 6, 71, "vi-vn-x-south", 1.25, 0.8, 2)
PAUSED = Facts("‖", "paused", 0.5, 3700, 3700, "vi", 1.0, 1.0)
LINES = [
    (PLAYING, 80, "► 7% · 0:06 · 1:11 left · 1.25× · vi-vn-x-south · volume 80% · 2 more"),
    (PLAYING, 50, "► 7% · 0:06 · 1:11 left · 1.25× · vi-vn-x-south"),
    (PLAYING, 36, "► 7% · 1:11 left · 1.25×"),
    (PLAYING, 3, "► 7%"),
    (PAUSED, 80, "‖ paused · 50% · 1:01:40 · 1:01:40 left · 1× · vi · volume 100%"),
    (PAUSED, 30, "‖ paused · 1:01:40 left · 1×"),
]


@pytest.mark.parametrize(("facts", "width", "line"), LINES)
def test_the_status_line_keeps_what_matters_most(facts: Facts, width: int, line: str) -> None:
    assert status.line(facts, width) == line


def test_a_hint_gives_way_to_facts_and_facts_to_an_urgent_one() -> None:
    assert status.beside(PLAYING, Hint("? help"), 60)[1] == ""
    assert status.beside(PLAYING, Hint("? help"), 80)[1] == "? help"
    assert status.beside(PLAYING, Hint("sentence 2 of 9", urgent=True), 40) == (
        "► 7% · 1:11 left",
        "sentence 2 of 9",
    )


def test_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_LANG", "vi")
    assert "còn 1:11 · 1,25×" in status.line(PLAYING, 80)
    assert texts.state(Status.WAITING) == ("…", "đang chuẩn bị")
    assert texts.voices([VOICE])[0].endswith("nữ, miền Nam, cần mạng")


@pytest.mark.parametrize("share", [-1, 0, 0.5, 1, 2])
def test_the_rule_is_as_wide_as_the_screen(share: float) -> None:
    done, ahead = status.rule(share, 40)
    assert len(done) == 40 * min(max(share, 0), 1)
    assert len(done + ahead) == 40


VOICE = Voice("edge", "vi-VN-HoaiMyNeural", dialect="south", gender="female", online=True)


def test_voices_stand_in_columns() -> None:
    shown = texts.voices([VOICE, Voice("espeak", "vi")])
    assert shown == ["edge  vi-VN-HoaiMyNeural  female, southern, online", "espeak  vi"]
    assert texts.voice_at([VOICE, Voice("espeak", "vi")], "espeak", "") == 1
    assert texts.voice_at([VOICE], "auto", "") == 0


def test_an_error_offers_what_can_be_done() -> None:
    busy = texts.alarm(EngineBusyError("the server is busy"), Status.FAILED)
    assert busy == "the server is busy\nr try again · v another voice · s save as MP3 · q quit"
    gone = texts.alarm(AudioDeviceError("no device"), Status.FAILED)
    assert gone == "no device\ns save as MP3 · q quit"
    assert "Looking for it" in texts.alarm(AudioDeviceError("no device"), Status.WAITING)


def test_every_key_of_the_view_is_free_in_the_other() -> None:
    assert not [key for key in keys.ACTIONS if keys.command(key, key) and len(key) == 1]


def test_news_grow_old() -> None:
    news = News()
    news.answered("paused", 0)
    news.told(["one", "two", "three", "four"], 1)
    assert (news.answer(2), news.lines(2)) == ("paused", "two\nthree\nfour")
    assert (news.answer(4), news.lines(4)) == ("", "two\nthree\nfour")
    assert news.lines(30) == ""


SOUGHT = {
    "duong": ["đường", "Dương", "DUONG"],
    "đường": ["đường"],
    "Bài": ["bài"],
    "bai": ["bài"],
    "  ": [],
    "xyz": [],
    "e\u0301": ["É"],
}


@pytest.mark.parametrize("text", SOUGHT)
def test_what_is_found_is_underlined_as_it_is_written(text: str) -> None:
    written = "Con đường dài. Ông Dương đọc bài ở DUONG, É một tiếng."
    script = reader.script(Article("", (Block(BlockKind.PARAGRAPH, written),)))
    spans = Finder(script).spans(text)
    assert [written[span.start : span.end] for span in spans] == SOUGHT[text]


ANSWERS = {
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c": True,
    b"\x1b]11;rgb:1515/1818/1e1e\x07\x1b[?1;2c": False,
    b"\x1b]11;rgba:ff/f0/e0/ff\x07\x1b[?1;2c": True,
    b"\x1b[?1;2c": None,
    b"": None,
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_terminal_says_what_it_is(answer: bytes) -> None:
    assert light_in(answer) is ANSWERS[answer]
