"""A web site on 127.0.0.1 that answers well, badly, slowly or without end.

As a program: `python tests/standins/site.py [PORT]` prints its address and the paths it knows.
"""

from __future__ import annotations

import contextlib
import gzip
import http.server
import sys
import threading
import time
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Phòng đọc sách nói</title></head><body><article><h1>Phòng đọc sách nói</h1>
<p>Sáng nay, thư viện huyện khai trương phòng đọc sách nói dành cho bạn đọc khiếm thị.</p>
<p>Phòng mở cửa các ngày trong tuần và cho mượn máy nghe sách miễn phí.</p>
</article></body></html>"""


WHOLE = " ".join(["Phòng đọc sách nói của huyện phục vụ bạn đọc khiếm thị tại nhà."] * 5)
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tin huyện</title>
<item><title>Tin cũ</title><link>/etag?utm_source=rss</link>
  <pubDate>Mon, 02 Mar 2026 08:00:00 +0700</pubDate></item>
<item><title>Tin đã gỡ</title><link>/404</link>
  <pubDate>Wed, 04 Mar 2026 08:00:00 +0700</pubDate></item>
<item><title>Tin gỡ trên trang, còn trong nguồn</title><link>/410</link>
  <content:encoded>&lt;p&gt;{WHOLE}&lt;/p&gt;</content:encoded>
  <pubDate>Thu, 05 Mar 2026 08:00:00 +0700</pubDate></item>
<item><title>Tin mới nhất</title><link>/moved</link>
  <pubDate>Fri, 06 Mar 2026 01:00:00 GMT</pubDate></item>
<item><title>Không có trang</title><description>&lt;p&gt;{WHOLE}&lt;/p&gt;</description>
  <pubDate>Sun, 01 Mar 2026 08:00:00 +0700</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title>
<entry><title type="html">Ti&amp;#x301;n &lt;một&gt;</title><link rel="replies" href="/comments"/>
  <link rel="enclosure" href="/sound.mp3"/><link rel="alternate" href="/text"/>
  <updated>2026-03-02T08:00:00+07:00</updated></entry>
<entry><title>Hai</title><link href="/"/></entry>
<entry><title>Ba</title><link href="javascript:alert(1)"/></entry>
<entry><title>Bốn</title><link href="http://[/"/></entry>
</feed>"""


class Answer(NamedTuple):
    """What a path answers; `send` replaces the plain writing of the body."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    send: Callable[[http.server.BaseHTTPRequestHandler], None] | None = None


def moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers=(("Location", to),))


def typed(body: bytes, media_type: str, *more: tuple[str, str]) -> Answer:
    return Answer(body, headers=(("Content-Type", media_type), *more))


def _drip(handler: http.server.BaseHTTPRequestHandler) -> None:
    """A byte now and then, for longer than anyone waits."""
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def _cut(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Half of what was promised, then nothing."""
    handler.wfile.write(PAGE.encode()[:100])


PATHS: dict[str, Answer] = {
    "/": Answer(PAGE.encode()),
    "/etag": typed(PAGE.encode(), "text/html; charset=utf-8", ("ETag", '"v1"')),
    "/gzip": typed(gzip.compress(PAGE.encode()), "text/html", ("Content-Encoding", "gzip")),
    "/deflate": typed(zlib.compress(PAGE.encode()), "text/html", ("Content-Encoding", "deflate")),
    "/broken-gzip": typed(b"\x1f\x8b nonsense", "text/html", ("Content-Encoding", "gzip")),
    "/unknown-packing": typed(b"x", "text/html", ("Content-Encoding", "zip")),
    "/bomb": typed(
        gzip.compress(b"<p>0</p>" * 12_500_000, 9), "text/html", ("Content-Encoding", "gzip")
    ),
    "/long": typed(b"<p>dai</p>" * 600_000, "text/html"),
    "/text": typed("Một bài viết.\n\nHai câu.".encode(), "text/plain; charset=utf-8"),
    "/feed": typed(FEED.encode(), "application/rss+xml"),
    "/atom": typed(ATOM.encode(), "application/atom+xml; charset=utf-8"),
    "/image": typed(b"\x89PNG\r\n\x1a\n", "image/png"),
    "/image-as-html": typed(b"\x89PNG\r\n\x1a\n\0\0\0", "text/html"),
    "/empty": typed(b"", "text/html"),
    "/401": Answer(status=401),
    "/403": Answer(status=403),
    "/404": Answer(b"khong co", status=404),
    "/410": Answer(status=410),
    "/429": Answer(status=429),
    "/500": Answer(status=500),
    "/moved": moved("/moved-again", 301),
    "/moved-again": moved("/", 307),
    "/loop": moved("/loop"),
    "/to-file": moved("file:///etc/passwd"),
    "/to-metadata": moved("http://169.254.169.254/latest/meta-data/"),
    "/to-elsewhere": moved("http://elsewhere.invalid/"),
    "/slow": Answer(send=_drip, headers=(("Content-Type", "text/html"),)),
    "/cut": Answer(send=_cut, headers=(("Content-Type", "text/html"), ("Content-Length", "9999"))),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Looks the path up and answers."""

    def do_GET(self) -> None:
        answer = PATHS.get(self.path.partition("?")[0], PATHS["/404"])
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.send is None:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            (answer.send or (lambda handler: handler.wfile.write(answer.body)))(self)

    def log_message(self, *_: object) -> None:
        """Tests read assertions, not logs."""


@contextlib.contextmanager
def running(port: int = 0) -> Iterator[str]:
    """The site's address, while it runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with running(int(sys.argv[1]) if sys.argv[1:] else 0) as address:
        print(address, *PATHS, sep="\n")
        threading.Event().wait()
