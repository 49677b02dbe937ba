"""Every colour that reaches the screen, as it reaches it; and the screen without any."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from standins.recorder import Recorder
from standins.stage import Stage, stage
from standins.wcag import contrast

from reader.listen.view.theme import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from pathlib import Path

    from rich.segment import Segment

DECORATION = set("─━▎╭╮╰╯│▁▂▃▄▅▆▇█ ")


async def every_screen(on: Stage) -> list[Segment]:
    """What is seen while a listener goes through all there is."""
    await on.hear(0.3)
    seen = [*on.segments]
    for keys in ("/ s á c h", "enter", "pagedown", "g", "escape t", "down", "escape ?", "escape v"):
        await on.press(*keys.split())
        seen += on.segments
    await on.until(lambda: on.app.screen.is_modal)
    seen += on.segments
    await on.press("escape")
    on.session.notices.tell("a line")
    await on.until(lambda: "a line" in on.screen)
    return seen + on.segments


async def no_device(on: Stage) -> list[Segment]:
    await on.until(lambda: "unplugged" in on.screen)
    return on.segments


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_all_that_is_read_can_be_read(
    tmp_path: Path, palette: Palette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        monkeypatch.delenv("NO_COLOR")
        async with stage(tmp_path / "a", palette=palette) as on:
            seen = await every_screen(on)
        unplugged = Recorder()
        unplugged.present = False
        async with stage(tmp_path / "b", palette=palette, recorder=unplugged) as on:
            seen += await no_device(on)
        pairs = {
            (s.style.color, s.style.bgcolor): s.text for s in seen if s.style and letters(s.text)
        }
        assert len(pairs) >= 8
        poor = {
            text: contrast(ink, page)
            for (ink, page), text in pairs.items()
            if ink and page and contrast(ink, page) < 4.5
        }
        assert poor == {}

    asyncio.run(run())


def letters(text: str) -> bool:
    return bool(set(text) - DECORATION)


def test_c_changes_the_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        monkeypatch.delenv("NO_COLOR")
        async with stage(tmp_path, palette=DARK) as on:
            await on.hear(0.3)
            dark = {str(s.style.bgcolor) for s in on.segments if s.style}
            await on.press("c")
            light = {str(s.style.bgcolor) for s in on.segments if s.style}
            assert dark.isdisjoint(light)
            assert on.underlined() == on.spoken()

    asyncio.run(run())


def test_without_colours_the_sentence_is_bold_and_the_word_reversed(tmp_path: Path) -> None:
    async def run() -> None:
        async with stage(tmp_path, palette=None) as on:
            await on.press("right")
            seen = await every_screen(on)
            coloured = {
                s.text
                for s in seen
                if s.style
                and not all(c is None or c.is_default for c in (s.style.color, s.style.bgcolor))
            }
            assert coloured == set()
            await on.press("f", "right")
            await on.hear(0.4)
            words = [
                s.text for s in on.segments if s.style and s.style.reverse and s.style.underline
            ]
            assert "".join(words) == on.spoken()
            bold = "".join(
                s.text for s in on.segments if s.style and s.style.bold and s.text.strip()
            )
            assert (
                on.session.player.script.sentences[on.session.player.position.sentence].text in bold
            )
            await on.press("c")
            assert "NO_COLOR is set" in on.status

    asyncio.run(run())
