"""What a player on a page weighs and how soon it plays: ours beside Plyr, media-chrome and others.

    python tests/benchmarks/player.py

Each is put on the same article with the same sound, on 127.0.0.1, and opened by the same Chromium
in a new profile, one after the other, several times. The limit is the browser's own <audio>. Plyr
and media-chrome are fetched by npm into a folder that is removed again; without npm they are left
out, and so is the browser's speech where it has no voice.
"""

from __future__ import annotations

import dataclasses
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from embed.component.conftest import FLAGS, NAMES, Publisher, Site, told

from reader.embed import component

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TIMES: Final = 5
AUDIO: Final = '<audio src="bai.mp3" preload="none" {}></audio>'
SPEECH: Final = """const say = () => {
  const said = new SpeechSynthesisUtterance(document.querySelector('article').innerText);
  said.lang = 'vi'; said.onstart = () => { window.heard = true; };
  speechSynthesis.speak(said);
};"""


@dataclasses.dataclass(frozen=True)
class Player:
    """One way to let hear an article.

    Attributes:
        name: As the table says it.
        files: What a visitor downloads for it: the name on the site, and where it is taken from.
        tag: What stands on the page.
        ready: JavaScript: the element to press, once it is there.
        heard: JavaScript: whether there is sound.
    """

    name: str
    files: dict[str, bytes]
    tag: str
    ready: str
    heard: str = "document.querySelector('audio').currentTime > 0"

    @property
    def weight(self) -> int:
        """Bytes, each file compressed on its own."""
        return sum(len(gzip.compress(body)) for body in self.files.values())

    @property
    def head(self) -> str:
        tags = {
            ".js": '<script src="/{}" defer></script>',
            ".css": '<link rel=stylesheet href="/{}">',
        }
        return "".join(
            tags[Path(name).suffix].format(name) for name in self.files if "svg" not in name
        )


def players() -> list[Player]:
    """Ours and what needs nothing."""
    return [
        Player("<audio controls>", {}, AUDIO.format("controls"), "document.querySelector('audio')"),
        Player(
            "doc-bai-viet",
            {"embed.js": component().encode()},
            '<doc-bai-viet src="bai.mp3" timing="bai.json"></doc-bai-viet>',
            "document.querySelector('doc-bai-viet').shadowRoot?.querySelector('.main')",
            "document.querySelector('doc-bai-viet').currentTime > 0",
        ),
        Player(
            "Web Speech",
            {"speech.js": SPEECH.encode()},
            "<button onclick=say()>Đọc</button>",
            "window.SpeechSynthesisUtterance && document.querySelector('button')",
            "window.heard",
        ),
    ]


def peers(folder: Path) -> list[Player]:
    """What npm brings; nothing where there is none."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not on the PATH: Plyr and media-chrome are left out")
        return []
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    subprocess.run(
        [npm, "install", "--prefix", folder, *options, "plyr", "media-chrome"], check=True
    )
    plyr, chrome = (folder / "node_modules" / name / "dist" for name in ("plyr", "media-chrome"))
    start = (
        b"\naddEventListener('DOMContentLoaded', () => new Plyr('audio', {iconUrl: '/plyr.svg'}));"
    )
    return [
        Player(
            "Plyr",
            {
                "plyr.js": (plyr / "plyr.min.js").read_bytes() + start,
                "plyr.css": (plyr / "plyr.css").read_bytes(),
                "plyr.svg": (plyr / "plyr.svg").read_bytes(),
            },
            AUDIO.format("controls"),
            "document.querySelector('.plyr [data-plyr=play]')",
        ),
        Player(
            "media-chrome",
            {"media-chrome.js": (chrome / "iife" / "index.js").read_bytes()},
            f"<media-controller audio>{AUDIO.format('slot=media')}<media-control-bar>"
            "<media-play-button></media-play-button><media-time-range></media-time-range>"
            "<media-playback-rate-button></media-playback-rate-button></media-control-bar></media-controller>",
            "document.querySelector('media-play-button[mediapaused]')",
        ),
    ]


WATCH: Final = """const look = () => {
  const found = document.readyState === 'complete' ? (READY) : null;
  if (found?.getBoundingClientRect().width) window.ready = {at: performance.now(), found};
  else requestAnimationFrame(look);
};
addEventListener('DOMContentLoaded', look);"""
PRESS: Final = """async () => {
  const began = performance.now();
  ready.found.play?.() ?? ready.found.click();
  while (!(HEARD)) {
    if (performance.now() - began > 5000) return null;
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - began;
}"""


def visit(browser: Browser, url: str, player: Player) -> tuple[float, float | None]:
    """Milliseconds from asking for the page to the control, and from there to the sound."""
    context = browser.new_context()
    context.add_init_script(WATCH.replace("READY", player.ready))
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.ready")
    there = float(page.evaluate("ready.at"))
    sound: Any = page.evaluate(PRESS.replace("HEARD", player.heard))
    context.close()
    return there, sound


def measured(browser: Browser, site: Site, player: Player) -> tuple[float, float | None]:
    """The medians."""
    for name, body in player.files.items():
        kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
        site.put(f"/{name}", body, media_type=kinds[Path(name).suffix])
    url = Publisher(site).publish(told(4), tag=player.tag, head=player.head)
    there, sound = zip(*(visit(browser, url, player) for _ in range(TIMES)), strict=True)
    heard = [ms for ms in sound if ms is not None]
    return statistics.median(there), statistics.median(heard) if heard else None


def main() -> None:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit(f"no Chromium on the PATH (looked for {', '.join(NAMES)})")
    site = Site()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = [
            (player.name, player.weight, *measured(browser, site, player))
            for player in [*players(), *peers(Path(folder))]
        ]
        browser.close()
    site.close()
    ours = next(row for row in rows if row[0] == "doc-bai-viet")
    heads = ("gzip, bytes", "× ours", "ready, ms", "× ours", "click to sound, ms")
    print(" " * 18 + "".join(head.rjust(len(head) + 3) for head in heads))
    for name, weight, there, sound in rows:
        figures = (
            f"{weight:,}",
            f"{weight / ours[1]:.2f}",
            f"{there:.0f}",
            f"{there / ours[2]:.2f}",
            "no voice here" if sound is None else f"{sound:.0f}",
        )
        columns = zip(heads, figures, strict=True)
        print(f"{name:18}" + "".join(text.rjust(len(head) + 3) for head, text in columns))


if __name__ == "__main__":
    main()
