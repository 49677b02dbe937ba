"""A real browser, and small sites on 127.0.0.1 for it to visit."""

from __future__ import annotations

import dataclasses
import functools
import html
import json
import math
import os
import re
import shutil
import threading
import time
import unicodedata
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import lameenc
import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from reader.embed import component

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PHONE: Final = {"width": 320, "height": 640}
DESK: Final[ViewportSize] = {"width": 1100, "height": 720}
AS_USUAL: Final = {
    "media": "screen",
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}
EMULATED: Final[dict[str, tuple[str, Callable[[bool], dict[str, Any]]]]] = {
    "has_touch": ("Emulation.setTouchEmulationEnabled", lambda on: {"enabled": on}),
    "java_script_enabled": ("Emulation.setScriptExecutionDisabled", lambda on: {"value": not on}),
}
"""What the browser can be told to pretend for a while."""

# ── The browser, one for each worker ─────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: while it is open, no other event loop can run in this process."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent(f"no Chromium on the PATH (looked for {', '.join(NAMES)}): apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def usual(browser: Browser) -> Iterator[Page]:
    """The page of all visits that need no profile of their own: to open a new one takes a browser
    longer than most tests take."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    yield context.new_page()
    context.close()


@dataclasses.dataclass
class Visitor:
    """Opens pages and tells what went wrong there.

    What a visit asks for decides where it takes place: in the usual page, which is as new when the
    visit is over, or in a profile of its own: files from a disk, and what cannot be taken back.
    """

    browser: Browser
    usual: Page
    complaints: list[str] = dataclasses.field(default_factory=list)
    _contexts: list[BrowserContext] = dataclasses.field(default_factory=list)
    _here: str = ""
    _devtools: CDPSession | None = None

    def open(self, url: str, *, script: str = "", apart: bool = False, **options: Any) -> Page:
        """Visit an address; a script runs before the page's own."""
        apart = apart or not options.keys() <= {"viewport", *AS_USUAL, *EMULATED}
        if apart or self._here or not url.startswith("http:"):
            page = self._in_a_new_profile(script, options)
        else:
            page = self._in_the_usual_one(url, script, options)
        page.set_default_timeout(5000)
        page.on("pageerror", self._complain)
        page.goto(url)
        return page

    def _in_a_new_profile(self, script: str, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(**{"viewport": DESK, "locale": "vi-VN", **options})
        self._contexts.append(context)
        if script:
            context.add_init_script(script)
        return context.new_page()

    def _in_the_usual_one(self, url: str, script: str, options: dict[str, Any]) -> Page:
        self._here = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        self.usual.set_viewport_size(options.pop("viewport", DESK))
        media = {name: options.get(name, usually) for name, usually in AS_USUAL.items()}
        self.usual.emulate_media(**media)
        # What is told this way is forgotten with the session.
        self._devtools = self.usual.context.new_cdp_session(self.usual)
        for name in options.keys() & EMULATED:
            command, told = EMULATED[name]
            self._devtools.send(command, told(options[name]))
        if script:
            self._devtools.send("Page.enable")
            self._devtools.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        return self.usual

    def _complain(self, error: object) -> None:
        self.complaints.append(str(error))

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        if self._here:
            self._forget()

    def _forget(self) -> None:
        """Nothing of the visit is left: a later site may get the same port."""
        if self._devtools:
            self._devtools.detach()
        self.usual.goto("about:blank")
        self.usual.remove_listener("pageerror", self._complain)
        self.usual.mouse.move(0, 0)
        devtools = self.usual.context.new_cdp_session(self.usual)
        stored = {"origin": self._here, "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", stored)
        devtools.send("Network.clearBrowserCache")
        devtools.detach()


@pytest.fixture
def visitor(browser: Browser, usual: Page) -> Iterator[Visitor]:
    visiting = Visitor(browser, usual)
    yield visiting
    visiting.leave()
    assert visiting.complaints == []


# ── Sites ────────────────────────────────────────────────────────────────────────────────────────


@dataclasses.dataclass(frozen=True)
class Resource:
    body: bytes
    media_type: str = "text/html; charset=utf-8"
    ranges: bool = True
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pieces: Callable[[], Iterator[bytes]] | None = None  # sent as they come, instead of `body`


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """A browser that hangs up is no error."""


class Site:
    """A small HTTP server: what it serves can change, what it was asked is kept."""

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}
        self.asked: list[str] = []
        self._server = _Server(("127.0.0.1", 0), functools.partial(_Handler, self))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def put(self, path: str, body: str | bytes, **more: Any) -> str:
        raw = body.encode() if isinstance(body, str) else body
        self.resources[path] = Resource(raw, **more)
        return self.base + path

    def requests(self, path: str) -> int:
        return self.asked.count(path)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *args: Any) -> None:
        self.site = site
        super().__init__(*args)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.site.asked.append(path)
        resource = self.site.resources.get(path, Resource(b"not here", "text/plain", status=404))
        try:
            self._answer(resource)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, resource: Resource) -> None:
        if resource.pieces:
            self._stream(resource)
            return
        body, status, extra = resource.body, resource.status, list(resource.headers)
        if resource.ranges and status == 200:
            extra.append(("Accept-Ranges", "bytes"))
            if span := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
                first, last = int(span[1]), int(span[2] or len(body) - 1)
                extra.append(("Content-Range", f"bytes {first}-{last}/{len(body)}"))
                body, status = body[first : last + 1], 206
        self._head(status, [*extra, ("Content-Length", str(len(body)))], resource.media_type)
        self.wfile.write(body)

    def _stream(self, resource: Resource) -> None:
        self._head(200, [("Transfer-Encoding", "chunked")], resource.media_type)
        for piece in resource.pieces() if resource.pieces else ():
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def _head(self, status: int, headers: list[tuple[str, str]], media_type: str) -> None:
        self.send_response(status)
        for name, value in [("Content-Type", media_type), *headers]:
            self.send_header(name, value)
        self.end_headers()


@pytest.fixture
def site() -> Iterator[Site]:
    serving = Site()
    serving.put("/embed.js", component(), media_type="text/javascript; charset=utf-8")
    yield serving
    serving.close()


# ── Articles, their sound and their timing ───────────────────────────────────────────────────────

SAMPLE_RATE: Final = 24_000

TITLE: Final = "Thư viện xã mở cửa đến 21 giờ"
BLOCKS: Final = (
    ("lead", ("Từ ngày 5/11, thư viện xã mở cửa buổi tối.", "Người đọc không phải trả tiền.")),
    (
        "paragraph",
        (
            "Bà Lê Thị Hạnh cho biết nhiều người đi làm cả ngày chỉ rảnh sau bữa cơm chiều.",
            "“Chúng tôi muốn ai cũng có một góc yên tĩnh để đọc”, bà nói.",
            "Trong tuần đầu, 120 lượt người đã đến.",
        ),
    ),
    ("heading", ("Sách nói cho người khiếm thị",)),
    (
        "paragraph",
        (
            "Thư viện có thêm 300 cuốn sách nói.",
            "Mỗi cuốn có thể mượn trong hai tuần, hoặc nghe ngay tại chỗ bằng tai nghe.",
            "Đây là món quà của hội cựu giáo viên huyện./.",
        ),
    ),
)


@dataclasses.dataclass(frozen=True)
class Told:
    """An article with the timing of its recording and the sound itself."""

    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    timing: dict[str, Any]
    mp3: bytes

    @property
    def texts(self) -> list[str]:
        return [s["quote"]["exact"] for s in self.timing["sentences"]]

    def begin(self, index: int) -> float:
        return float(self.timing["sentences"][index]["begin"])

    def body(self) -> str:
        """The article's HTML."""
        tags = {"heading": "h2", "lead": "p class=lead"}
        parts = []
        for kind, sentences in self.blocks:
            tag = tags.get(kind, "p")
            parts.append(f"<{tag}>{html.escape(' '.join(sentences))}</{tag.split()[0]}>")
        return "\n".join(parts)


def tone(milliseconds: float, hertz: float) -> bytes:
    count = int(milliseconds * SAMPLE_RATE / 1000)
    wave = 4000 * np.sin(np.arange(count) * (math.tau * hertz / SAMPLE_RATE))
    return wave.astype("<i2").tobytes()


def encoded(pcm: bytes) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(7)
    return bytes(encoder.encode(pcm) + encoder.flush())


def timed(
    blocks: tuple[tuple[str, tuple[str, ...]], ...],
    *,
    title: str = TITLE,
    word_ms: int = 150,
    gap_ms: int = 200,
) -> dict[str, Any]:
    """The timing document of an article whose words all take the same time."""
    flat = [("title", -1, title)]
    flat += [(kind, b, text) for b, (kind, texts) in enumerate(blocks) for text in texts]
    clock, sentences = 0, []
    for n, (kind, block, text) in enumerate(flat):
        begin, words = clock, []
        for word in re.finditer(r"\S+", text):
            words.append([word.start(), word.end(), clock, clock + word_ms])
            clock += word_ms
        quote = {
            "type": "TextQuoteSelector",
            "exact": text,
            "prefix": flat[n - 1][2][-32:] if n else "",
            "suffix": flat[n + 1][2][:32] if n + 1 < len(flat) else "",
        }
        sentences.append(
            {"id": f"s{n}", "kind": kind, "block": block, "quote": quote}
            | {"begin": begin, "end": clock, "words": words}
        )
        clock += gap_ms
    return {"version": 1, "title": title, "language": "vi", "duration": clock} | {
        "audio": {"src": "bai.mp3", "type": "audio/mpeg"},
        "sentences": sentences,
    }


@functools.cache
def told(repeats: int = 1) -> Told:
    """The example, its body `repeats` times over (numbered, so that no sentence occurs twice)."""
    again = tuple(
        (kind, tuple(t if not n else f"Lần {n + 1}: {t}" for t in texts))
        for n in range(repeats)
        for kind, texts in BLOCKS
    )
    timing = timed(again)
    pcm = b"".join(
        tone(s["end"] - s["begin"] + 200, 180 + 40 * (n % 9))
        for n, s in enumerate(timing["sentences"])
    )
    return Told(again, timing, encoded(pcm))


@pytest.fixture
def story() -> Told:
    return told()


@pytest.fixture
def long_story() -> Told:
    return told(4)


@pytest.fixture
def make_story() -> Callable[..., Told]:
    """An article of any size, its sound a silence of the right length."""

    def make(blocks: tuple[tuple[str, tuple[str, ...]], ...], word_ms: int = 150) -> Told:
        timing = timed(blocks, word_ms=word_ms)
        return Told(blocks, timing, silence(timing["duration"]))

    return make


def silence(milliseconds: float) -> bytes:
    """One silent second, put end to end: frames of a constant size stand on their own."""
    second = encoded(bytes(2 * SAMPLE_RATE))
    return second * math.ceil(milliseconds / 1000)


PAGE: Final = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
<style>body{{margin:0;font:16px/1.6 Georgia,serif;color:#222;background:#fff}}
main{{max-width:44rem;margin:0 auto;padding:1rem}}{style}</style>{head}</head>
<body><main><h1>{title}</h1>{tag}<article>{body}</article>{after}</main></body></html>"""

TAG: Final = (
    '<doc-bai-viet src="bai.mp3" timing="bai.json" transcript="bai.html" download>{}</doc-bai-viet>'
)


@dataclasses.dataclass(frozen=True)
class Publisher:
    """Puts an article on a site, as its owner would."""

    site: Site

    def publish(self, story: Told, **more: Any) -> str:
        self.site.put(
            "/bai.mp3", story.mp3, media_type="audio/mpeg", ranges=more.pop("ranges", True)
        )
        self.site.put("/bai.json", json.dumps(story.timing), media_type="application/json")
        headers = tuple(more.pop("headers", ()))
        return self.site.put("/bai-viet.html", self.page(story, **more), headers=headers)

    @staticmethod
    def page(story: Told, **more: str) -> str:
        parts = {
            "title": TITLE,
            "body": story.body(),
            "tag": TAG.format(""),
            "style": "",
            "after": "",
        }
        parts["head"] = '<script src="/embed.js" defer></script>'
        return PAGE.format(**(parts | more))


@pytest.fixture
def publish(site: Site) -> Callable[..., str]:
    return Publisher(site).publish


@pytest.fixture
def page_of() -> Callable[..., str]:
    return Publisher.page


# ── What a visitor perceives ─────────────────────────────────────────────────────────────────────

LIT: Final = (
    """name => [...(CSS.highlights.get('doc-bai-viet-' + name) ?? [])].map(String).join('')"""
)

# What is lit at each of the given times, one after the other.
LIT_AT: Final = """async (e, times) => {
  const lit = [];
  for (const ms of times) {
    await new Promise(resolve => {
      const watch = () => Math.abs(e.currentTime * 1000 - ms) < 2 ? resolve() : setTimeout(watch, 4);
      e.seek(ms);
      setTimeout(watch, 12);
    });
    lit.push([...CSS.highlights.get('doc-bai-viet-sentence')].map(String).join(''));
  }
  return lit;
}"""


class Seen:
    """The component as its visitor sees and hears it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tag = page.locator("doc-bai-viet")
        self.note = self.tag.locator("p[role=status]")

    def lit(self, layer: str = "sentence") -> str:
        return unicodedata.normalize("NFC", self.page.evaluate(LIT, layer))

    def lit_at(self, times: list[float]) -> list[str]:
        """What is lit at each of these times, in milliseconds."""
        return list(self.tag.evaluate(LIT_AT, times))

    def time(self) -> float:
        return float(self.tag.evaluate("e => e.currentTime"))

    def button(self, name: str | re.Pattern[str]) -> Any:
        return self.tag.get_by_role("button", name=name, exact=isinstance(name, str))

    def play(self) -> None:
        self.button(re.compile("^Đọc (bài viết|tiếp)")).click()
        self.until(lambda: self.time() > 0.05)

    def seek(self, milliseconds: float) -> None:
        self.tag.evaluate("(e, ms) => e.seek(ms)", milliseconds)

    def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"never came true; lit: {self.lit()!r} at {self.time()}"
            self.page.wait_for_timeout(30)

    def until_lit(self, text: str) -> None:
        self.until(lambda: self.lit() == text)


@pytest.fixture
def seen() -> Callable[[Page], Seen]:
    return Seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
