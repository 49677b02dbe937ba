"""What drawing costs while the voice goes on; and the picture of the reading view in README.

    python tests/benchmarks/reading_view.py             # the table
    python tests/benchmarks/reading_view.py picture     # examples/pictures/reading-view.svg

A turn is: the voice comes to the next word, and the screen is drawn up to the bytes for the
terminal. Beside ours, the same turn as Textual's own widget for text does it, whole article in one
`Static` inside a scroll, and the limit: nothing but one look at the player. The voice is the
embedded engine's; the device's clock is the program's, so that the picture is always the same.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Static

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from standins.stage import Stage, stage  # noqa: E402 - found on the path above

from reader.listen.view.layout import laid_out  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

EXAMPLE = ROOT / "examples" / "bai-viet.txt"
PICTURE = ROOT / "examples" / "pictures" / "reading-view.svg"
LONG = 5_000
TURNS = 60
FEW = 3
FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


class Whole(App[None]):
    """The plain way: one widget that is told all of the text anew."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self.text, markup=False)

    def speak(self, start: int, end: int) -> None:
        text = Text(self.text)
        text.stylize("bold underline", start, end)
        self.query_one(Static).update(text)


async def timed(
    turn: Callable[[int], object], drawn: Callable[[], Awaitable[object]], turns: int = TURNS
) -> float:
    """The median of some turns, in milliseconds."""
    times = []
    for number in range(turns):
        begun = time.perf_counter()
        turn(number)
        await drawn()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


async def ours(on: Stage) -> tuple[float, float]:
    """A turn of ours, and a look at the player alone."""
    article, screen = on.app._article, on.app.screen
    words = len(on.app._script.sentences[1].words)

    async def drawn() -> None:
        screen._on_timer_update()

    def turn(number: int) -> None:
        on.app._look()
        article.speak(1, number % words)

    player = on.session.player

    async def nothing() -> None:
        pass

    return await timed(turn, drawn), await timed(lambda _: player.position and None, nothing)


async def whole(text: str) -> float:
    app = Whole(text)
    async with app.run_test(size=(80, 24)) as pilot:
        words = [match.span() for match in re.finditer(r"\S+", text[:400])]

        async def drawn() -> None:
            await pilot._wait_for_screen()
            app.screen._on_timer_update()

        return await timed(lambda n: app.speak(*words[n % len(words)]), drawn, FEW)


async def table() -> None:
    example = EXAMPLE.read_text(encoding="utf-8")
    sentence = "Thư viện huyện phối hợp với hội người mù mở phòng đọc ở 14 xã, thị trấn.\n\n"
    print("sentences   lines  layout ms  turn ms   limit   Static")
    for text in (example, sentence * LONG):
        with tempfile.TemporaryDirectory() as folder:
            async with stage(Path(folder), text, suffix=".txt") as on:
                await on.hear(0.2)
                begun = time.perf_counter()
                page = laid_out(on.app._script, 68)
                layout = (time.perf_counter() - begun) * 1000
                turn, limit = await ours(on)
                count = len(on.app._script.sentences)
        plain = await whole(text)
        print(
            f"{count:9}  {len(page.lines):6}  {layout:9.1f}  {turn:7.2f}  {limit / turn:5.2f}×  "
            f"{plain / turn:6.0f}×"
        )


async def picture() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = EXAMPLE.read_text(encoding="utf-8")
        async with stage(Path(folder), text, size=(80, 24), suffix=".txt") as on:
            await on.hear(0.2)
            await on.press("]")
            await on.hear(7)
            await on.until(lambda: on.underlined() == on.spoken())
            on.app._news.answered("", 0)
            await on.look()
            svg = on.app.export_screenshot(title="reader listen examples/bai-viet.txt")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(with_system_fonts(svg), encoding="utf-8")
    print(PICTURE)


def with_system_fonts(svg: str) -> str:
    """The picture asks no other site for letters; names in it are the same at each run."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    import os

    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {"READER_STATE": state, "READER_CACHE": state}
        asyncio.run(picture() if sys.argv[1:] == ["picture"] else table())
