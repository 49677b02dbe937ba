"""The reading view on screens of three sizes, with a real session, voice and player behind it."""

from __future__ import annotations

import asyncio
import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from standins.recorder import Recorder
from standins.stage import ARTICLE, Stage, stage
from textual.widgets import OptionList

from reader.audio import codec
from reader.listen.player import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

SIZES = [(80, 24), (40, 12), (200, 60)]
LONG = "\n\n".join(
    f"Đoạn {n} có một câu. Câu thứ hai của đoạn {n} dài hơn một ít." for n in range(60)
)


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")


def played(
    play: Callable[[Stage], Coroutine[None, None, None]],
    folder: Path,
    *articles: str,
    **how: Any,
) -> None:
    async def run() -> None:
        async with stage(folder, *articles, **how) as on:
            await play(on)

    asyncio.run(run())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_is_heard_is_what_is_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    async def play(on: Stage) -> None:
        seen = set()
        while on.session.player.status is not Status.ENDED:
            await on.hear(0.35)
            assert on.underlined() == on.spoken()
            assert on.beside()
            seen.add(on.spoken())
        assert {"15/3", "7h30", "tiếng"} & seen
        assert len(seen) > 25
        assert "the end" in on.status

    played(play, tmp_path, size=size)


def test_the_whole_sentence_is_marked_beside_its_lines(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.3)
        assert on.beside() == ["Thư viện mở phòng đọc"]
        await on.press("right", "right")
        await on.hear(0.3)
        assert on.beside() == [
            "Sáng ngày 15/3, thư viện huyện mở cửa. Có 120 người đến dự. Ai cũng"
        ]

    played(play, tmp_path)


PLACES = {"4": "Ai cũng vui.", "0:00": "Thư viện mở phòng đọc", "100%": "Hết."}
MOVES = {
    "left left right": "Sáng ngày 15/3, thư viện huyện mở cửa.",
    "right right left": "Có 120 người đến dự.",
    "] ]": "Từ 7h30 đến 21h.",
    "shift+right shift+left": "Từ 7h30 đến 21h.",
    "}": "Liên hệ",
    "{ {": "Thư viện mở phòng đọc",
}


def test_keys_send_the_voice(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        for keys, sentence in MOVES.items():
            await on.press(*keys.split())
            assert on.sentence == sentence, keys

    played(play, tmp_path)


def test_keys_change_how_it_is_read(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press(" ")
        assert on.session.player.status is Status.PAUSED
        assert "‖ paused" in on.status
        await on.press(" ", ".", ".", "-")
        assert on.session.player.status is not Status.PAUSED
        assert (on.session.player.rate, on.session.player.volume) == (1.25, 0.7)
        assert "1.25×" in on.status
        await on.press(*"," * 20)
        assert on.session.player.rate == 0.5

    played(play, tmp_path)


def test_a_click_on_a_sentence_is_heard(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        row, text = next((n, t) for n, t in enumerate(on.screen.splitlines()) if "Ai cũng" in t)
        await on.click(text.index("Ai cũng") + 2, row)
        assert on.sentence == "Ai cũng vui."
        await on.click(2, 0)
        assert on.sentence == "Ai cũng vui."

    played(play, tmp_path)


def test_who_scrolls_away_is_left_alone_until_called_back(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.3)
        await on.press("pagedown", "pagedown")
        page = on.page
        for _ in range(6):
            await on.hear(1)
        assert on.page == page
        assert on.underlined() == ""
        assert "f: back to the voice" in on.status
        await on.press("f")
        assert on.underlined() == on.spoken()
        assert "f: back" not in on.status

    played(play, tmp_path, LONG)


def test_the_wheel_scrolls_and_a_step_brings_back(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.3)
        await on.wheel(12)
        assert on.underlined() == ""
        await on.press("right")
        await on.hear(0.3)
        assert on.underlined() == on.spoken() != ""

    played(play, tmp_path, LONG)


def test_the_page_moves_a_line_at_a_time(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        on.session.player.rate = 3
        tops = []
        for _ in range(60):
            await on.hear(0.3)
            tops.append(on.app._article.scroll_offset.y)
        assert tops[-1] > 10
        assert max(after - before for before, after in itertools.pairwise(tops)) <= 2

    played(play, tmp_path, LONG)


def test_a_terminal_that_changes_its_size_keeps_the_place(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.3)
        await on.press("g", *"30", "enter")
        await on.hear(0.5)
        for size in [(40, 12), (200, 60), (30, 8), (80, 24)]:
            await on.resize(*size)
            await on.hear(0.2)
            assert on.underlined() == on.spoken() != ""
        await on.press("pageup")
        top = on.page.split()[:3]
        await on.resize(50, 20)
        assert on.page.split()[:3] == top

    played(play, tmp_path, LONG)


def test_search(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press("/", *"mo cua")
        assert on.found() == ["mở cửa", "mở cửa"]
        assert "2 found" in on.screen
        await on.press("enter")
        assert on.sentence == "Sáng ngày 15/3, thư viện huyện mở cửa."
        await on.press("n")
        assert on.sentence == "Giờ mở cửa"
        await on.press("/", *"không có", "enter")
        assert "is not found" in on.status
        await on.press("/", *"xyz", "escape", "right")
        assert on.sentence == "Từ 7h30 đến 21h."

    played(play, tmp_path)


def test_go_to(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        for answer, sentence in PLACES.items():
            await on.press("g", *answer, "enter")
            assert on.sentence == sentence, answer
        await on.press("g", *"nowhere", "enter")
        assert "no such place" in on.status
        assert on.sentence == "Hết."

    played(play, tmp_path)


def test_contents(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press("t")
        assert "Contents" in on.screen
        assert [line for line in on.screen.splitlines() if "│    Giờ mở cửa" in line]
        await on.press("down", "down", "enter")
        assert on.sentence == "Liên hệ"
        await on.press("t", "up", "escape")
        assert on.sentence == "Liên hệ"

    played(play, tmp_path)


def test_contents_of_an_article_without_headings_are_its_paragraphs(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press("t")
        assert "Đoạn 7 có một câu." in on.screen
        await on.press("down", "down", "enter")
        assert on.sentence == "Đoạn 2 có một câu."

    played(play, tmp_path, LONG)


def test_another_voice(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press("v")
        await on.until(lambda: on.app.screen.is_modal)
        voices = on.app.screen.query_one(OptionList)
        names = [str(option.prompt) for option in voices.options]
        voices.highlighted = next(i for i, name in enumerate(names) if "x-south" in name)
        assert "southern" in names[voices.highlighted]
        await on.press("enter")
        await on.until(lambda: on.session.voice == ("espeak", "vi-vn-x-south"))
        await on.until(lambda: "vi-vn-x-south" in on.status)
        await on.hear(0.5)
        assert on.underlined() == on.spoken() != ""

    played(play, tmp_path)


def test_save_as_mp3(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.press("s")
        await on.until(lambda: "saved:" in on.screen)
        await on.hear(0.3)
        assert on.underlined() == on.spoken() != ""

    played(play, tmp_path)
    (saved,) = (tmp_path / "saved").iterdir()
    assert saved.name == "Thư viện mở phòng đọc.mp3"
    assert codec.decode(saved.read_bytes()).seconds > 10


def test_the_next_article(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.hear(0.2)
        await on.until(lambda: "1 more" in on.status)
        await on.press(")")
        await on.until(lambda: "Bài thứ hai" in on.page)
        await on.press("p")
        await on.until(lambda: "Thư viện" in on.page)
        await on.press("g", *"100%", "enter")
        await on.hear(2)
        await on.until(lambda: "Bài thứ hai" in on.page)

    played(play, tmp_path, ARTICLE, "# Bài thứ hai\n\nMột câu.\n")


def test_help_names_every_key_and_the_plain_view(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.press("?")
        shown = on.screen
        for key in "← → [ ] { } , . + - / n g t v s ? q f c".split():
            assert re.search(rf"[│ ]{re.escape(key)}  \w", shown), key
        assert "reader listen --plain" in shown
        await on.press("escape")
        assert "Keys" not in on.screen

    played(play, tmp_path, size=(100, 40))


def test_nothing_to_play_on(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.until(lambda: "unplugged" in on.screen)
        assert "s save as MP3 · q quit" in on.screen
        assert "! no sound" in on.status
        await on.press("s")
        await on.until(lambda: on.session.saving is None)
        assert list((tmp_path / "saved").glob("*.mp3"))
        on.recorder.present = True
        await on.hear(0.5)
        await on.until(lambda: "unplugged" not in on.screen)
        assert on.underlined() == on.spoken() != ""

    recorder = Recorder()
    recorder.present = False
    played(play, tmp_path, recorder=recorder)


def test_a_voice_that_is_not_there_is_told_and_another_one_reads(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.until(lambda: "v another voice" in on.screen)
        await on.press("r")
        await on.until(lambda: on.session.player.error)
        on.session.use_voice("espeak", "vi")
        await on.hear(0.5)
        await on.until(lambda: "no sound" not in on.status)
        assert on.underlined() == on.spoken() != ""
        assert "v another voice" not in on.screen

    played(play, tmp_path, voice="xx-not-there")


def test_q_quits(tmp_path: Path) -> None:
    async def play(on: Stage) -> None:
        await on.press("q")
        assert not on.app.is_running

    played(play, tmp_path)
