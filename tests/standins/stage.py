"""The reading view with a real session behind it, on a screen and a clock that a test holds.

The voice is the embedded engine's; the device is `Recorder`, whose time goes on when it is told to.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

from standins.recorder import Recorder
from textual import events
from textual.keys import _character_to_key

import reader
from reader.listen.places import Places
from reader.listen.player import Status
from reader.listen.preferences import KeptPreferences
from reader.listen.session import Options, Prepared, Session
from reader.listen.view.app import ReadingApp
from reader.listen.view.layout import Role
from reader.listen.view.theme import DARK, Palette, State
from reader.settings import Settings, VoiceSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from pathlib import Path

    from rich.segment import Segment
    from rich.style import Style
    from textual.pilot import Pilot
    from textual.strip import Strip

    from reader.values import Page

ARTICLE = """\
# Thư viện mở phòng đọc

Sáng ngày 15/3, thư viện huyện mở cửa. Có 120 người đến dự. Ai cũng vui.

## Giờ mở cửa

Từ 7h30 đến 21h. Nghỉ thứ hai.

- Máy nghe sách
- Máy in chữ nổi

## Liên hệ

> Mỗi trang sách, một tiếng nói.

Xin mời bạn đọc ở xa cùng nghe. Hết.
"""


QUIET = 20
"""Turns of the loop: a message on its way from one widget to the next takes one or two."""


def typed(key: str) -> events.Key:
    """A key by its name in Textual, or the character that it types."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, None)


class Stage:
    """What a test sees and does."""

    def __init__(self, session: Session, recorder: Recorder, palette: Palette | None) -> None:
        self.session, self.recorder = session, recorder
        self.app = ReadingApp(session, palette)
        self.app.animation_level = "none"
        self.pilot: Pilot[None]

    async def hear(self, seconds: float) -> None:
        """Let the voice go on for so long, then let the view look."""
        player = self.session.player
        self.recorder.play(seconds, is_ready=lambda: player.status is not Status.WAITING)
        await self.look()

    async def look(self) -> None:
        self.app._look()
        await self.settle()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(typed(key))
            await self.settle()
        await self.look()

    async def click(self, x: int, y: int) -> None:
        await self.pilot.click(offset=(x, y))
        await self.look()

    async def wheel(self, turns: int) -> None:
        for _ in range(turns):
            event = events.MouseScrollDown(None, 9, 9, 0, 1, 0, False, False, False)  # noqa: FBT003
            self.app.post_message(event)
            await self.settle()
        await self.look()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.look()

    async def settle(self) -> None:
        """Every message is answered and the page lies still; a pilot waits for all threads too."""
        quiet = 0
        while quiet < QUIET:
            await asyncio.sleep(0 if quiet else 0.001)
            quiet = quiet + 1 if self._is_quiet() else 0

    def _is_quiet(self) -> bool:
        nodes = (node for screen in self.app.screen_stack for node in screen.walk_children())
        every = (self.app, *self.app.screen_stack, *nodes)
        return self._lies_still() and all(node._message_queue.empty() for node in every)

    def _lies_still(self) -> bool:
        page = self.app._article
        return not self.app.is_running or round(page.scroll_target_y) == page.scroll_offset.y

    async def until(self, happens: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not happens():
            assert time.monotonic() < end, self.screen
            await asyncio.sleep(0.01)
            await self.look()

    @property
    def segments(self) -> list[Segment]:
        """All that is on the screen."""
        return [segment for strip in self._strips() for segment in strip]

    @property
    def screen(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self._strips())

    @property
    def status(self) -> str:
        return self.screen.splitlines()[-1].strip()

    @property
    def page(self) -> str:
        """The part of the screen that is the article."""
        rows = self.app._article.size.height
        return "\n".join(self.screen.splitlines()[:rows])

    def underlined(self) -> str:
        """The word that is shown as spoken; nothing where it is not on the screen."""
        return "".join(self._wearing(self.app._styles.of(Role.TEXT, State.WORD)))

    def found(self) -> list[str]:
        """What is underlined because it was sought."""
        return self._wearing(self.app._styles.of(Role.TEXT, State.FOUND))

    def _wearing(self, style: Style) -> list[str]:
        return [s.text for s in self.segments if s.style and s.style.bgcolor == style.bgcolor]

    def beside(self) -> list[str]:
        """The lines with the mark of the spoken sentence."""
        return [row.partition("▎")[2].strip() for row in self.screen.splitlines() if "▎" in row]

    def spoken(self) -> str:
        """The word that the player says is heard."""
        here = self.session.player.position
        sentence = self.session.player.script.sentences[here.sentence]
        word = None if here.word is None else sentence.words[here.word]
        return sentence.text[word.start : word.end] if word else ""

    @property
    def sentence(self) -> str:
        player = self.session.player
        return player.script.sentences[player.aim.sentence].text

    def _strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips()


@contextlib.asynccontextmanager
async def stage(
    folder: Path,
    *articles: str,
    size: tuple[int, int] = (80, 24),
    palette: Palette | None = DARK,
    voice: str = "",
    recorder: Recorder | None = None,
    suffix: str = ".md",
) -> AsyncIterator[Stage]:
    """A session with these articles, the first one open, on a screen of that size."""
    device = recorder or Recorder()
    named = written(folder, articles or (ARTICLE,), suffix)
    with opened(named, folder / "saved", device, voice) as session:
        set_up = Stage(session, device, palette)
        async with set_up.app.run_test(size=size) as pilot:
            set_up.pilot = pilot
            await set_up.look()
            yield set_up


def written(folder: Path, articles: Sequence[str], suffix: str) -> list[str]:
    """The names of files with these articles."""
    (folder / "saved").mkdir(parents=True)
    paths = [folder / f"{number}{suffix}" for number in range(len(articles))]
    for path, text in zip(paths, articles, strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


@contextlib.contextmanager
def opened(names: list[str], folder: Path, recorder: Recorder, voice: str) -> Iterator[Session]:
    settings = Settings(voice=VoiceSettings(engine="espeak", name=voice))
    options = Options(settings, recorder, 0.8, folder)
    with Session(
        names, options, prepare=prepared, places=Places(), preferences=KeptPreferences()
    ) as session:
        session.open()
        yield session


def prepared(page: Page) -> Prepared:
    return Prepared(reader.extract(page), reader.script)
