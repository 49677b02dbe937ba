"""Pictures of the player at work on a page, as README shows them.

    python examples/screenshots.py [FOLDER]

Exports examples/trang-tin.html with the embedded voice, opens it in Chromium from a small server
and writes a PNG for each scene into FOLDER (examples/pictures).
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

HERE: Final = Path(__file__).parent
PAGE: Final = HERE / "trang-tin.html"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
COLOURS: Final = 128
WITHIN: Final = 150_000
"""Bytes of a picture: README is read on slow lines, too."""


class Scene(NamedTuple):
    """A picture: what is done on the page, and how the window is."""

    act: Callable[[Page, Locator], None]
    options: dict[str, Any]


def play(page: Page, player: Locator, sentence: int) -> None:
    """At work, a third into a sentence."""
    player.get_by_role("button", name=re.compile("^Đọc")).click()
    page.wait_for_function("document.querySelector('doc-bai-viet').currentTime > 0.1")
    begin = player.evaluate(
        """async (e, n) => {
          const timing = await (await fetch(e.getAttribute('timing'))).json();
          const words = timing.sentences[n].words;
          return words[Math.floor(words.length / 3)][2] + 5;
        }""",
        sentence,
    )
    player.evaluate("(e, ms) => e.seek(ms)", begin)
    page.mouse.move(2, 2)
    page.wait_for_function("CSS.highlights.get('doc-bai-viet-word')?.size > 0")


def reading(page: Page, player: Locator) -> None:
    """The player, a sentence and a word lit up."""
    play(page, player, 1)


def docked(page: Page, player: Locator) -> None:
    """Further down: the player stays at the lower edge."""
    play(page, player, 6)
    page.wait_for_timeout(600)


def type_panel(page: Page, player: Locator) -> None:
    """The panel behind “Aa”: text a step larger, yellow on black."""
    player.get_by_role("button", name="Tăng cỡ chữ").click()
    player.get_by_role("button", name="Aa: kiểu chữ").click()
    player.get_by_label("Tương phản").select_option(label="Vàng trên đen")
    page.wait_for_timeout(300)


def options(page: Page, player: Locator) -> None:
    """All that the player offers."""
    play(page, player, 1)
    player.get_by_role("button", name="Thêm lựa chọn").click()
    page.wait_for_timeout(200)


DESK: Final = {"viewport": {"width": 1080, "height": 700}}
PHONE: Final = {
    "viewport": {"width": 360, "height": 720}, "has_touch": True, "device_scale_factor": 1.5,
}  # fmt: skip
SCENES: Final = {
    "doc": Scene(reading, DESK),
    "doc-toi": Scene(reading, {**DESK, "color_scheme": "dark"}),
    "aa": Scene(type_panel, DESK),
    "lua-chon": Scene(options, DESK),
    "dien-thoai": Scene(docked, PHONE),
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The standard library's file server; it knows no Range, and the player makes do."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder on a free port of this machine."""
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def export(folder: Path) -> None:
    """As a site owner would."""
    command = [sys.executable, "-m", "reader", "embed", PAGE, "-o", folder, "--engine", "espeak"]
    subprocess.run([*map(str, command), "--cache", str(folder / "clips")], check=True)


def small(png: bytes) -> bytes:
    """The same with fewer colours."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def main(folder: Path) -> None:
    """Write every scene."""
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as site, sync_playwright() as playwright:
        export(Path(site))
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        with serving(Path(site)) as address:
            for name, scene in SCENES.items():
                context = browser.new_context(
                    locale="vi-VN", reduced_motion="reduce", **scene.options
                )
                page = context.new_page()
                page.goto(f"{address}/{PAGE.name}")
                scene.act(page, page.locator("doc-bai-viet"))
                picture = small(page.screenshot())
                (folder / f"{name}.png").write_bytes(picture)
                print(f"{name}.png {len(picture):,} bytes")
                if len(picture) > WITHIN:
                    sys.exit(f"{name}.png is bigger than {WITHIN:,} bytes")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures")
