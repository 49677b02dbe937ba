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
import urllib.parse
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
HOSTILE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Tin &lt;script&gt;alert(1)&lt;/script&gt; nóng</title>
<meta name="author" content="&lt;img src=x onerror=alert(2)&gt;">
<link rel="canonical" href="javascript:alert(3)"></head><body><article>
<h1>Tin &lt;script&gt;alert(1)&lt;/script&gt; nóng</h1>
<p>Sáng nay thư viện huyện mở cửa trở lại sau ba tháng sửa chữa. <script>alert(4)</script>
<a href="javascript:alert(5)" onclick="alert(6)">Bạn đọc</a> xếp hàng từ sớm.</p>
<p>Ông viết lên bảng: &lt;/script&gt;&lt;script&gt;alert(7)&lt;/script&gt; làm ví dụ cho lớp.</p>
<iframe src="https://xau.example/"></iframe><style>body{display:none}</style>
<p onmouseover="alert(8)">Đoạn cuối kể rằng mọi người ra về rất vui vẻ sau buổi học ấy.</p>
</article></body></html>"""

STORY = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Chuyện của {name}</title></head><body><article><h1>Chuyện của {name}</h1>
<p>Sáng nay {name} đến thư viện huyện từ rất sớm. Bạn {name} mượn máy nghe sách.</p>
<p>Đoạn thứ hai kể rằng {name} nghe sách dưới gốc cây. Đoạn này cũng nói {name} rất vui.</p>
<p>Đoạn cuối kể rằng {name} trả máy rồi về nhà lúc trời vừa tối.</p></article></body></html>"""

STORIES_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tin</title>
<item><title>Chuyện của Yến</title><link>{base}/story/Yến</link></item>
<item><title>Hỏng</title><link>{base}/404</link></item></channel></rss>"""


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
    "/hostile": Answer(HOSTILE.encode()),
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
    "/framed": Answer(b"<html><frameset><frame src='/menu'><frame src='/'></frameset></html>"),
    "/framed-elsewhere": Answer(
        b"<html><frameset><frame src='http://elsewhere.invalid/'></frameset></html>"
    ),
    "/framed-slow": Answer(b"<html><frameset><frame src='/slow'></frameset></html>"),
    "/menu": Answer(b"<html><body><a href='/'>Trang chu</a></body></html>"),
    "/cut": Answer(send=_cut, headers=(("Content-Type", "text/html"), ("Content-Length", "9999"))),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Looks the path up and answers."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        answer = self._story(path) or self._feed(path) or PATHS.get(path, PATHS["/404"])
        if ("ETag", self.headers["If-None-Match"]) in answer.headers:
            answer = Answer(status=304, headers=answer.headers)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.send is None:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            (answer.send or (lambda handler: handler.wfile.write(answer.body)))(self)

    def _story(self, path: str) -> Answer | None:
        """``/story/NAME`` is about whom the path names: no two have a sentence in common.

        ``?embed=SERVER`` puts the one tag of that server in.
        """
        _, story, name = urllib.parse.unquote(path).rpartition("/story/")
        page = STORY.format(name=name)
        if server := urllib.parse.unquote(self.path.partition("?embed=")[2]):
            page = page.replace(
                "</head>", f'<script src="{server}/embed.js" defer></script></head>'
            )
        return Answer(page.encode()) if story else None

    def _feed(self, path: str) -> Answer | None:
        base = f"http://{self.headers['Host']}"
        text = STORIES_FEED.format(base=base).encode()
        return typed(text, "application/rss+xml") if path == "/feed.xml" else None

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
