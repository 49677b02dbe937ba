"""What strangers try: other sites, private machines, scripts in articles, floods, endless pages."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import TooBigError
from reader.server.children import Children

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.conftest import Running

PRIVATE = (
    *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/"),
    *("http://localhost:1/", "http://2130706433/", "file:///etc/passwd", "ftp://127.0.0.1/"),
    "http://user@127.0.0.1/",
)


@pytest.mark.parametrize("url", PRIVATE)
def test_nothing_private_is_asked(usual: Running, url: str) -> None:
    answer = usual.get("/api/v1/articles", url)
    assert answer.status_code in (400, 403)
    assert usual.get("/read", url).status_code == answer.status_code


def test_a_named_site_inside_a_private_network_is_not_asked_either(
    briefly: Callable[..., Any], site: str
) -> None:
    """Unless the owner says so; a name that leads there is refused when it is looked up."""
    with briefly(allow_private=False) as server:
        for url in (site, "http://127.0.0.1/", "http://localhost/"):
            assert server.get("/api/v1/articles", url).status_code == 403


class Tags(HTMLParser):
    """What a browser would make elements and attributes of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("page", ["/read", "/player"])
def test_nothing_of_a_hostile_page_comes_alive(usual: Running, site: str, page: str) -> None:
    answer = usual.get(page, f"{site}/hostile")
    tags = Tags(answer.text).found
    scripts = [attributes for tag, attributes in tags if tag == "script"]
    assert [s.get("type") or str(s["src"]).partition("?")[0] for s in scripts] == [
        "application/ld+json",
        "embed.js",
    ]
    assert not {tag for tag, _ in tags} & {"iframe", "img", "style", "object", "form", "base"}
    for _, attributes in tags:
        assert not any(name.startswith("on") for name in attributes)
        assert "javascript:" not in str(attributes.values())
    assert "alert(7)" in answer.text  # as words, which is what they are
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_hostile_words_stay_words_in_every_format(usual: Running, site: str) -> None:
    told = usual.get("/oembed", f"{site}/hostile", params={"format": "json"}).json()
    assert {tag for tag, _ in Tags(told["html"]).found} == {"iframe"}
    assert usual.get("/oembed", f"{site}/hostile", params={"format": "xml"}).status_code == 200
    address = '"><script>alert(1)</script>'
    problem = usual.get("/read", address)
    assert problem.status_code == 400
    assert not any(tag == "script" for tag, _ in Tags(problem.text).found)


def test_who_asks_too_often_is_told_when_to_come_back(
    briefly: Callable[..., Any], site: str
) -> None:
    with briefly(rate="8/minute", lookups="2/minute") as server:
        for path in ("/", "/etag"):
            assert server.get("/api/v1/articles", site + path).status_code == 200
        third = server.get("/read", f"{site}/gzip")
        assert (third.status_code, "<form" in third.text) == (429, True)
        assert server.get("/api/v1/articles", f"{site}/").status_code == 200  # known already
        last = [server.get("/api/v1/text", f"{site}/") for _ in range(6)][-1]
        assert (last.status_code, last.json()["status"]) == (429, 429)
        assert 0 < int(last.headers["retry-after"]) <= 61
        assert server.get("/healthz").status_code == 200


def test_a_trusted_proxy_tells_who_asks(briefly: Callable[..., Any]) -> None:
    for proxies, fourth in ((("127.0.0.1",), 200), ((), 429)):
        with briefly(rate="3/minute", proxies=proxies) as server:
            answers = [
                server.get("/", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(4)
            ]
            assert answers[3].status_code == fourth


def test_only_pages_of_the_sites_may_read_the_answers(usual: Running, site: str) -> None:
    url = f"{site}/"
    allowed = usual.get("/api/v1/text", url, headers={"Origin": "https://127.0.0.1:3000"})
    assert allowed.headers["access-control-allow-origin"] == "https://127.0.0.1:3000"
    assert "ETag" in allowed.headers["access-control-expose-headers"]
    other = usual.get("/api/v1/text", url, headers={"Origin": "https://xau.example"})
    assert "access-control-allow-origin" not in other.headers
    asking = {"Origin": "https://127.0.0.1", "Access-Control-Request-Method": "POST"}
    assert usual.client.options("/api/v1/recordings", headers=asking).status_code == 200
    frames = usual.get("/player", url).headers["content-security-policy"]
    assert frames.endswith("frame-ancestors 'self' https://127.0.0.1 http://127.0.0.1")
    assert "frame-ancestors 'none'" in usual.get("/read", url).headers["content-security-policy"]


def test_who_never_says_what_he_wants_is_sent_away(
    briefly: Callable[..., Any],
) -> None:
    with briefly(header_seconds=0.3) as server:
        address = (server.client.base_url.host, server.client.base_url.port)
        with socket.create_connection(address) as slow:
            slow.settimeout(10)
            slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            assert slow.recv(1) == b""
        with socket.create_connection(address) as silent:
            silent.settimeout(10)
            assert silent.recv(1) == b""


def test_a_page_that_takes_for_ever_is_given_up() -> None:
    async def attempts() -> int:
        children = Children(1, seconds=0.5)
        try:
            first = await children.run(os.getpid)
            with pytest.raises(TooBigError, match="over"):
                await children.run(time.sleep, 60)
            with pytest.raises(TooBigError, match="died"):
                await children.run(os._exit, 9)
            with pytest.raises(ValueError, match="base"):
                await children.run(int, "x", base=99)
            return first
        finally:
            children.close()

    assert asyncio.run(attempts()) != os.getpid()


def test_whatever_children_do_they_can_be_ended() -> None:
    """While they start, before and in the middle of a job: who waits for it is told so."""

    async def attempts() -> None:
        for milliseconds in range(0, 60, 3):
            children = Children(2, seconds=20)
            jobs = [asyncio.ensure_future(children.run(time.sleep, 10)) for _ in range(2)]
            await asyncio.sleep(milliseconds / 1000)
            children.close()
            told = await asyncio.gather(*jobs, return_exceptions=True)
            assert all(isinstance(error, TooBigError) for error in told), milliseconds

    asyncio.run(asyncio.wait_for(attempts(), 60))


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds no address space")
def test_a_page_that_takes_all_memory_is_given_up() -> None:
    async def attempt() -> None:
        children = Children(1, seconds=20)
        try:
            with pytest.raises(TooBigError, match="memory"):
                await children.run(bytes, 8_000_000_000)
            assert await children.run(abs, -1) == 1
        finally:
            children.close()

    asyncio.run(attempt())


def test_a_long_article_is_refused(briefly: Callable[..., Any], site: str) -> None:
    with briefly(characters=100) as server:
        answer = server.get("/api/v1/articles", f"{site}/")
        assert answer.status_code == 422
        assert "at most 100" in answer.json()["why"]
